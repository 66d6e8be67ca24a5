"""Facts that are changed by typing them: "visits_requested=3", "visits_completed=5 to 20"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from imrkit.errors import DataError, UnknownName
from imrkit.facts.fact import OPEN, Fact, Vocabulary, fact_named

_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def settings_of(texts: Iterable[str], vocabulary: Vocabulary) -> dict[str, object]:
    """Read settings of facts.

    Args:
        texts: each a fact, "=", and its value.
        vocabulary: the facts that there are.

    Returns:
        A plain value for each fact, to hand to `revise`.

    Raises:
        DataError: naming the setting, what was found and what was expected.
    """
    found: dict[str, object] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value:
            raise DataError(f"found {text!r}; expected FACT=VALUE, such as visits_requested=3")
        try:
            fact = fact_named(vocabulary, name)
            found[name] = _value(fact, value)
            fact.value_of(found[name])
        except UnknownName as error:
            raise DataError(str(error), field=f"--set {text}") from None
        except DataError as error:
            raise DataError(error.problem, field=f"--set {text}") from None
    return found


def moves_of(texts: Iterable[str]) -> dict[str, object]:
    """Read moves of events: "application=2017-02-05".

    Args:
        texts: each an event, "=", and its new date.

    Raises:
        DataError: naming the move, what was found and what was expected.
    """
    found: dict[str, object] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            raise DataError(f"found {text!r}; expected EVENT=DATE, such as application=2017-02-05")
        found[name] = value
    return found


def _value(fact: Fact, text: str) -> object:
    if text.casefold() in OPEN:
        return text.casefold()
    ends = re.fullmatch(r"(-?[\d-]+) to (-?[\d-]+)", text)
    if ends and fact.type in ("number", "date"):
        return (_value(fact, ends[1]), _value(fact, ends[2]))
    if fact.type == "number" and re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    if fact.type == "truth":
        return _TRUTHS.get(text.casefold(), text)
    if fact.type == "date":
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text
    return text

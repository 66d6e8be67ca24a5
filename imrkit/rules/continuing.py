"""Editions that continue others: they carry rules over and state only what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from imrkit.files.reading import at

MOST = 30
"""So many editions may continue one another; each is laid over all before it."""
Raw = Mapping[str, dict[str, Any]]
"""The parsed files by name without the ending, of no checked shape yet."""


def continued(stem: str, raw: Raw) -> str:
    """The edition that a file continues, as far as it says so; "" if none."""
    base = table(raw[stem], "guideline").get("continues")
    return base if isinstance(base, str) else ""


def with_continued(stem: str, raw: Raw, folder: Path) -> dict[str, Any]:
    """A file's tables, laid over those of the editions that it continues.

    Raises:
        DataError: if one of them is not there, or they are too many or go in a circle.
    """
    chain = [stem]
    while base := continued(chain[-1], raw):
        problem = ""
        if base not in raw or base in chain:
            problem = f"there is no other file {base}.toml to continue"
        elif len(chain) >= MOST:
            problem = f"more than {MOST} editions continue one another"
        if problem:
            raise at(folder / f"{chain[-1]}.toml", "guideline.continues", problem)
        chain.append(base)
    whole = raw[chain.pop()]
    for name in reversed(chain):
        own = raw[name]
        drops = table(own, "guideline").get("drops")
        drops = drops if isinstance(drops, list) else ()
        carried = {k: _without_pages(v) for k, v in table(whole, "rule").items() if k not in drops}
        whole = {**own, "rule": _laid_over(carried, own.get("rule", {}))}
    return whole


def home(stem: str, rule: str, raw: Raw) -> str:
    """The file in which a rule is written out: this one, or the one that it carries over from."""
    while rule not in table(raw[stem], "rule") and (base := continued(stem, raw)):
        stem = base
    return stem


def table(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """A table of a file whose shape is not checked yet."""
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def _without_pages(table: Any) -> Any:
    """A carried-over table without page numbers: they belong to the edition that printed them."""
    if isinstance(table, list):
        return [_without_pages(part) for part in table]
    if not isinstance(table, dict):
        return table
    return {
        k: _without_pages(v)
        for k, v in table.items()
        if not (k in ("page", "pages") and re.fullmatch(r"\d+([-–, ]+\d+)*", str(v)))
    }


def _laid_over(under: Any, over: Any) -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        return under | {k: _laid_over(under[k], v) if k in under else v for k, v in over.items()}
    return over

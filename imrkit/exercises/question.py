"""A question as a page may show it, its key, and what is said to an answer.

Every question is made of parts of a few inputs (choose one, choose many, type a number, give a
place, write), so that each kind has a form that a keyboard alone can answer. Ids tell nothing: what
an option means stays in the kernel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from imrkit.errors import DataError

Input = Literal["one", "many", "number", "date", "place", "text"]
Answer = Mapping[str, "str | Sequence[str]"]
"""For each part, the id of the option chosen (or several), or what was typed."""
Meant = dict[str, tuple[str, ...]]
"""The same in the engine's terms."""
OPEN_END = "open"
"""What is typed where a number has no end."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a part.

    Attributes:
        id: what the page sends back; tells nothing.
        says: what the page shows.
        meaning: what it answers; never sent.
    """

    id: str
    says: str
    meaning: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to answer.

    Attributes:
        id: what the page sends back.
        says: what is asked, or shown to be judged.
        input: how it is answered.
        options: to choose from.
        unit: of a number.
        one: the unit of exactly one.
        now: what stands in the file, of a fact that may be moved.
        least: the least number that may be given.
        most: the greatest; none, if absent.
        later: whether its options are sent only after Check: they would give the key away; until
            then it needs no answer.
        default: what counts where nothing is answered; "" where an answer is needed.
        of: what it is about; never sent.
    """

    id: str
    says: str
    input: Input = "one"
    options: tuple[Choice, ...] = ()
    unit: str = ""
    one: str = ""
    now: str = ""
    least: int = 0
    most: int | None = None
    later: bool = False
    default: str = ""
    of: str = field(default="", repr=False)

    def offered(self) -> list[dict[str, str]]:
        """The options as plain data: their ids and texts."""
        return [{"id": option.id, "says": option.says} for option in self.options]

    def as_data(self) -> dict[str, Any]:
        """What a page may know of it."""
        return {
            "id": self.id,
            "says": self.says,
            "input": self.input,
            "options": [] if self.later else self.offered(),
            "unit": self.unit,
            "one": self.one,
            "now": self.now,
            "least": self.least,
            "most": self.most,
            "optional": bool(self.default) or self.later,
        }


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the learner reads it: its title, and its sentences by number."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question: all that a page may show of it.

    Attributes:
        exercise: its exercise.
        seed: the seed of its variant.
        kind: its kind.
        ask: what is asked.
        request: what the physician asked for.
        parts: what to answer.
        papers: the file to read.
        hints: how many hints there are.
    """

    exercise: str
    seed: int
    kind: str
    ask: str
    request: str
    parts: tuple[Part, ...]
    papers: tuple[Paper, ...] = ()
    hints: int = 0

    def as_data(self) -> dict[str, Any]:
        """What is sent to the page, as plain data."""
        return {
            "exercise": self.exercise,
            "seed": self.seed,
            "kind": self.kind,
            "ask": self.ask,
            "request": self.request,
            "parts": [part.as_data() for part in self.parts],
            "papers": [{"title": p.title, "lines": list(p.lines)} for p in self.papers],
            "hints": self.hints,
        }

    def meant(self, answer: Answer) -> Meant:
        """Say what an answer means.

        Raises:
            DataError: if it names a part or option that there is not, or leaves one out.
        """
        parts = {part.id: part for part in self.parts}
        for id in answer:
            if id not in parts:
                raise DataError(f"the question has no part {id!r}")
        return {part.of or part.id: _meant(part, answer.get(part.id, "")) for part in self.parts}

    def refuse_backwards(self, answer: Answer) -> None:
        """Refuse a range that runs backwards: its ends are taken for each other, or mistyped.

        Raises:
            DataError: if its least is above its most, or the answer does not fit the question.
        """
        if self.kind != "count":
            return
        least, most = (some[0] for some in self.meant(answer).values())
        if OPEN_END in (least, most):
            return
        # Days are written year first, so that they stand in order as texts do.
        if int(least) > int(most) if least.isdigit() else least > most:
            raise DataError("the first end lies above the second: a range goes from least to most")

    def refuse_beyond(self, answer: Answer) -> None:
        """Refuse a number that a fact cannot be.

        Raises:
            DataError: if there is one, or the answer does not fit the question.
        """
        meant = self.meant(answer)
        for part in self.parts:
            given = next(iter(meant[part.of or part.id]), "")
            if part.input != "number" or not given.isdigit():
                continue
            if int(given) < part.least:
                raise DataError(f"part {part.id!r} takes no number below {part.least}")
            if part.most is not None and int(given) > part.most:
                raise DataError(f"part {part.id!r} takes no number above {part.most}")

    def told(self, meant: Mapping[str, Sequence[str]]) -> dict[str, str | list[str]]:
        """The answer that means something: the other way round, for tests and simulations."""
        answer: dict[str, str | list[str]] = {}
        for part in self.parts:
            if (part.of or part.id) not in meant:
                continue
            wanted = tuple(meant[part.of or part.id])
            ids = {option.meaning: option.id for option in part.options}
            if part.input == "many":
                answer[part.id] = [ids[one] for one in wanted if one in ids]
            elif wanted and not part.options and wanted[0] != part.default:
                answer[part.id] = wanted[0]
            elif wanted and wanted[0] in ids:
                answer[part.id] = ids[wanted[0]]
        return answer

    def keyed(self, right: Mapping[str, Collection[str]]) -> Answer:
        """All that is right, by the ids of the question: where several choices are, each of them.

        Args:
            right: what is right, in the engine's terms.
        """
        told: dict[str, str | Sequence[str]] = {}
        told |= self.told({of: tuple(sorted(some)) for of, some in right.items()})
        for part in self.parts:
            some = right.get(part.of or part.id, ())
            if part.input == "one" and len(some) > 1:
                told[part.id] = [o.id for o in part.options if o.meaning in some]
        return told


def _meant(part: Part, given: str | Sequence[str]) -> tuple[str, ...]:
    several = [given] if isinstance(given, str) else list(given)
    several = [one for one in several if one != ""]
    if any(not isinstance(one, str) for one in several):
        raise DataError(f"part {part.id!r} is answered in text")
    if not several:
        if part.default:
            return (part.default,)
        if part.later or part.input in ("many", "text"):
            return ()
        raise DataError(f"part {part.id!r} has no answer yet")
    if part.input != "many" and len(several) > 1:
        raise DataError(f"part {part.id!r} takes one answer")
    if not part.options:
        return (_typed(part, several[0]),)
    meanings = {option.id: option.meaning for option in part.options}
    if unknown := [one for one in several if one not in meanings]:
        raise DataError(f"part {part.id!r} has no option {unknown[0]!r}")
    return tuple(dict.fromkeys(meanings[one] for one in several))


def _day(part: Part, text: str) -> str:
    """A day as it is typed: 01/06/2014, 1/6/14, January 6, 2014 or 2014-01-06."""
    for form in ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise DataError(f"part {part.id!r} takes a date as MM/DD/YYYY; found {text[:40]!r}")


def _typed(part: Part, text: str) -> str:
    if part.input == "text":
        return text[:20_000]
    text = text.strip().casefold()
    if text == OPEN_END and part.input in ("number", "date"):
        return text
    if part.input == "date":
        return _day(part, text)
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise DataError(f"part {part.id!r} takes a whole number; found {text[:40]!r}")
    return str(int(text))

"""Scenarios: complete requests, and what each can lack, read from TOML that anybody can add to.

A scenario is a made-up file that is read whole. It is granted; with one of its `lacks` it is not,
and fails on the criterion named there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from imrkit.cases.case import Case
from imrkit.cases.schema import CaseFile, Injury, Item, Published, Refusal, Worker
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.facts.dates import date_span
from imrkit.rules.rulebook import rulebook

FOLDER = Path(__file__).parents[1] / "determination" / "scenarios"


@dataclass(frozen=True)
class Lack:
    """What is missing or contrary, and the criterion on which the request then fails."""

    what: str
    change: Mapping[str, Any]
    fails: str


@dataclass(frozen=True)
class Scenario:
    """A complete request: what for, which facts make it complete, and what it can lack."""

    title: str
    treatment: str
    facts: Mapping[str, Any]
    lacks: tuple[Lack, ...] = ()
    body_part: str = ""
    rule: str = ""
    decided: str = "2017-01-20"
    injured: str = "2015-01-15"

    def determined(self, change: Mapping[str, Any] | None = None) -> Determination:
        """The determination of the request, complete or with something changed."""
        refusal = Refusal("denied", date=f"{self.decided[:8]}02")
        facts = {**self.facts, **(change or {})}
        published = Published("overturned")
        item = Item("1", "A request", self.treatment, refusal, published, facts, self.body_part)
        data = CaseFile(
            1,
            self.title,
            "made up",
            self.decided,
            (item,),
            Worker(age=40),
            Injury(self.injured),
            ("strain",),
            file="whole",
        )
        case = Case("made-up", data, date_span(self.decided), Path("made-up.toml"), rulebook())
        return decide(case, item, case.known(item))


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All scenarios of the folder, in order."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]:
            lacks = tuple(Lack(**lack) for lack in entry.pop("lacks", ()))
            found.append(Scenario(**entry, lacks=lacks))
    return tuple(found)

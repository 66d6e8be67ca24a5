"""A made-up cohort, written once, and hand-ins to spoil."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from imrkit.cohort.grading import Graded, grade_all
from imrkit.cohort.made_up import Plan, make_up
from imrkit.cohort.roster import Roster, read_roster
from imrkit.exercises import chain

LEARNERS = 8
PLAN = Plan(LEARNERS, missing=0.0, stopping=0.0)


@dataclass(frozen=True)
class Cohort:
    """A cohort on the disk."""

    folder: Path

    @property
    def roster(self) -> Roster:
        return read_roster(self.folder / "roster.csv")

    @property
    def texts(self) -> dict[str, bytes]:
        """Each hand-in by the id of its learner."""
        found = {}
        for path in sorted((self.folder / "hand-ins").iterdir()):
            content = path.read_bytes()
            found[str(json.loads(content.partition(b"\n")[0])["learner"])] = content
        return found


@pytest.fixture(scope="session")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    folder = tmp_path_factory.mktemp("cohort")
    make_up(folder, PLAN)
    return Cohort(folder)


Grade = Callable[[dict[str, bytes]], Graded]


@pytest.fixture
def grade_files(cohort: Cohort, tmp_path: Path) -> Grade:
    """Grade files given by their names, without pages."""

    def grade(files: dict[str, bytes]) -> Graded:
        for name, content in files.items():
            path = tmp_path / "hand-ins" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return grade_all(tmp_path / "hand-ins", cohort.roster, {}, 4)

    return grade


def rechained(content: bytes, change: Callable[[list[dict[str, object]]], None]) -> bytes:
    """A hand-in whose lines somebody changed, with the hashes made again to fit."""
    lines = [json.loads(line) for line in content.splitlines()]
    change(lines)
    hashed, made = "", []
    for line in lines[1:]:
        line.pop("hash", None)
        hashed, text = chain.line(hashed, line)
        made.append(text)
    lines[0] |= {"lines": len(made), "ends": hashed}
    return json.dumps(lines[0]).encode() + b"\n" + b"".join(made)

"""A small rulebook of its own, for faults to be planted in and cases to be judged by."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imrkit.cases import finding
from imrkit.check import run as module
from imrkit.check.run import check
from imrkit.files.folders import mtus_dir

GUIDELINE = """
schema = 1

[guideline]
name = "planted"
edition = "2009"
title = "A planted guideline"
citation = "nowhere"
since = 2009-07-18
layer = "mtus"
status = "secondary"
source = "made up for a test"

[rule.visits]
title = "Visits"
treatments = ["physical therapy"]
necessary = "within and (improved or first) and not passive"

[rule.visits.figure.limit]
says = "Visits"
unit = "visits"
value = 10
basis = "guideline"
status = "secondary"
page = "98"

[rule.visits.criterion.within]
says = "Within the limit."
test = "visits_completed + visits_requested <= limit or variance_supported"
basis = "guideline"
status = "secondary"
page = "98"

[rule.visits.criterion.improved]
says = "It helped."
test = "functional_improvement"
basis = "guideline"
status = "secondary"
page = "98"

[rule.visits.criterion.first]
says = "It is the first course."
test = "visits_completed <= 0"
basis = "guideline"
status = "unverified"

[rule.visits.criterion.passive]
says = "It is passive only."
test = "passive_only and purpose != 'treatment' or passive_only and purpose == 'treatment'"
basis = "guideline"
status = "secondary"
page = "98"
"""
SECOND = """
schema = 1

[guideline]
name = "second"
edition = "2009"
title = "Another planted guideline"
citation = "nowhere"
since = 2009-07-18
layer = "mtus"
status = "secondary"
source = "made up for a test"

[rule.visits]
title = "Visits of the knee"
treatments = ["physical therapy"]
applies = "knee"
displaces = ["planted.visits"]
necessary = "improved"

[rule.visits.criterion.knee]
says = "It is for the knee."
test = "body_part == 'knee'"
basis = "guideline"
status = "secondary"
page = "1"

[rule.visits.criterion.improved]
says = "It helped."
test = "functional_improvement"
basis = "guideline"
status = "secondary"
page = "1"
"""


class Folders:
    """A small set of rules, cases and exercises of its own, for faults to be planted in."""

    def __init__(self, root: Path) -> None:
        self.mtus, self.cases, self.exercises = root / "mtus", root / "cases", root / "exercises"
        for folder in (self.mtus, self.cases, self.exercises):
            folder.mkdir()
        for name in ("facts.toml", "terms.toml"):
            shutil.copy(mtus_dir() / name, self.mtus / name)
        self.rule("planted_2009", GUIDELINE)

    def rule(self, name: str, text: str) -> Path:
        path = self.mtus / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path


def planted(root: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Folders whose rules and cases `imrkit check` takes for its own."""
    made = Folders(root)
    monkeypatch.setattr(module, "mtus_dir", lambda: made.mtus)
    monkeypatch.setattr(finding, "cases_dir", lambda: made.cases)
    monkeypatch.setattr(module, "blind_dir", lambda: made.cases / "blind")
    return made


def checked(cases: Path | None = None, *, release: bool = False) -> tuple[int, str]:
    """The exit code, and the text with its lines joined."""
    lines: list[str] = []
    code = check(cases, release, lines.append)
    return code, " ".join(" ".join(lines).split())

"""Cases and small rulebooks to look at, for the tests of the views."""

from __future__ import annotations

from pathlib import Path

from imrkit.cases.case import Case
from imrkit.cases.loading import read_case
from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.rules.rulebook import Rulebook, load_rulebook

FACTS = """
schema = 1
[fact.decision_date]
label = "Date of the decision"
type = "date"
kind = "given"
given_in = "decided"
question = "When?"
[fact.visits]
label = "Visits completed before"
type = "number"
kind = "evidence"
unit = "visits"
bounds = [0, 99]
question = "How many?"
found_in = "Therapy notes"
[fact.helped]
label = "It helped"
type = "truth"
kind = "evidence"
question = "Did it help?"
[fact.strict]
label = "The text is strict"
type = "truth"
kind = "reading"
question = "Strict?"
[fact.group]
label = "Group"
type = "choice"
kind = "given"
choices = ["a", "b"]
question = "Which?"
"""
TERMS = """
schema = 1
[treatment.walking]
family = "walking"
[body_part]
[diagnosis_group]
"""
GUIDELINE = """
schema = 1
[guideline]
name = "small"
edition = "2009"
title = "A small guideline"
citation = "Nowhere 1"
since = 2009-01-01
layer = "mtus"
status = "secondary"
source = "made up"
[rule.walks]
title = "Walks"
treatments = ["walking"]
pages = "7-8"
"""
CASE = """
schema = 1
title = "A walk"
source = "made up"
decided = "2014-03-01"
[[item]]
id = "1"
request = "A walk"
treatment = "walking"
[item.refusal]
action = "denied"
[item.published]
outcome = "upheld"
"""


def small_rulebook(folder: Path, rule: str) -> Rulebook:
    """A rulebook of one rule, of which the text gives necessary, criteria and figures."""
    folder.mkdir(exist_ok=True)
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    (folder / "small_2009.toml").write_text(GUIDELINE + rule, encoding="utf-8")
    return load_rulebook(folder)


def small_case(folder: Path, rule: str, text: str = CASE) -> Case:
    """A case under a rulebook of one rule, with every fact open."""
    book = small_rulebook(folder, rule)
    file = folder / "walk.case"
    file.write_text(text, encoding="utf-8")
    return read_case(file, book)


def small(folder: Path, rule: str, **facts: object) -> Determination:
    """The determination of a small case with some facts set."""
    (found,) = determine(small_case(folder, rule))
    return revise(found, facts)


def criterion(name: str, test: str, more: str = "") -> str:
    """The text of a criterion."""
    return (
        f'[rule.walks.criterion.{name}]\nsays = "{name.title()} holds."\ntest = "{test}"\n'
        f'basis = "guideline"\nstatus = "secondary"\n{more}\n'
    )

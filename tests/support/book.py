"""A small rulebook and a small case of their own, as texts to change line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.cases.case import Case
from imrkit.cases.loading import read_case
from imrkit.errors import DataError
from imrkit.rules.rulebook import load_rulebook

FACTS = """\
schema = 1

[fact.decision_date]
label = "Date of the decision"
type = "date"
kind = "given"
given_in = "decided"
question = "When was it made?"

[fact.injury_date]
label = "Date of injury"
type = "date"
kind = "given"
given_in = "injury.date"
question = "When was the worker injured?"

[fact.age]
label = "Age"
type = "number"
kind = "given"
given_in = "worker.age"
question = "How old is the worker?"
unit = "years"
bounds = [0, 110]

[fact.visits]
label = "Visits requested"
type = "number"
kind = "request"
question = "How many visits are asked for?"
unit = "visits"
bounds = [1, 99]

[fact.sessions]
label = "Sessions a day"
type = "number"
kind = "request"
question = "How many sessions a day?"
unit = "sessions"
bounds = [1, 9]
unstated = 1
unstated_because = "one is usual"

[fact.helped]
label = "It helped"
type = "truth"
kind = "evidence"
question = "Did it help?"

[fact.strict]
label = "Read strictly"
type = "truth"
kind = "reading"
question = "Is the text read strictly?"

[fact.body_part]
label = "Body part"
type = "choice"
kind = "given"
given_in = "item.body_part"
question = "Which part?"
choices = ["back", "knee", "neck"]

[fact.diagnosis_group]
label = "Diagnosis"
type = "choice"
kind = "given"
given_in = "diagnoses"
question = "Which line of the table?"
choices = ["sprain", "fracture", "another diagnosis"]
"""

TERMS = """\
schema = 1

[treatment]
"therapy" = { family = "physical medicine", also = ["exercise"] }

[body_part]
"back" = ["lumbar", "spine"]
"knee" = ["knees"]

[diagnosis_group]
"sprain" = ["strain"]
"fracture" = ["broken bone"]
"""

RULES = """\
schema = 1

[guideline]
name = "back"
edition = "2009"
title = "Back Guideline"
citation = "nowhere"
since = 2009-01-01
until = 2015-12-31
layer = "mtus"
status = "primary"
source = "invented"

[rule.therapy]
title = "Therapy"
treatments = ["therapy"]
pages = "8-9"
necessary = "few and helped_before"

[rule.therapy.figure.most]
says = "Most visits"
unit = "visits"
by = "diagnosis_group"
basis = "guideline"
status = "secondary"
page = "9"
row = [
  { when = "sprain", value = [8, 10], over_weeks = 4 },
  { value = 6 },
]

[rule.therapy.criterion.few]
says = "The {visits} asked for are within {most}."
test = "visits * sessions <= most"
basis = "guideline"
status = "secondary"

[rule.therapy.criterion.helped_before]
says = "It helped."
test = "helped or not strict"
basis = "guideline"
status = "secondary"
"""

CASE = """\
schema = 1
title = "Therapy, 6 visits"
source = "invented"
decided = 2014-03-01
diagnoses = ["a strain of the back"]

[worker]
age = 40

[injury]
date = "2013"

[[document]]
id = "visit"
title = "office visit"
date = 2014-01-06

[[document]]
id = "note"
title = "therapy note"

[[item]]
id = "1"
request = "Therapy, 6 visits"
treatment = "Exercise"
body_part = "lumbar spine"

[item.facts]
visits = { value = 6, document = "visit" }
helped = "not documented"

[item.refusal]
action = "denied"

[item.published]
outcome = "upheld"
reasons = [
  { says = "Six are few enough.", ground = "few" },
  { says = "Nobody says that it helped.", ground = "helped_before" },
]
"""


def write_book(folder: Path, **texts: str) -> Path:
    """Write the small rulebook, with some files' texts changed or added."""
    folder.mkdir(exist_ok=True)
    for name, text in {"facts": FACTS, "terms": TERMS, "back_2009": RULES, **texts}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def book_error(folder: Path, name: str, old: str, new: str) -> DataError:
    """What is said when one place of the small rulebook is changed."""
    texts = {"facts": FACTS, "terms": TERMS, "back_2009": RULES}
    with pytest.raises(DataError) as caught:
        load_rulebook(write_book(folder, **{name: changed(texts[name], old, new)}))
    assert caught.value.file == folder / f"{name}.toml"
    return caught.value


def write_case(folder: Path, text: str = CASE) -> Path:
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


def small_case(folder: Path, text: str = CASE) -> Case:
    book = load_rulebook(write_book(folder / "book"))
    return read_case(write_case(folder, text), book)


def line_with(text: str, piece: str) -> int:
    """The line on which a piece of text stands, counted from 1."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if piece in line)

"""`imrkit new exercise`: a commented exercise file to fill in, made for its kind and case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from imrkit.authoring.new_case import check_name, schema_comment, write_new
from imrkit.cases.case import Case
from imrkit.cases.sentences import placed
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.errors import UnknownName
from imrkit.exercises.answers import GRANTED, Answers
from imrkit.exercises.kinds import FIELDS
from imrkit.files.reading import SCHEMA

HEAD = """\
{comment}# An exercise to fill in. `imrkit check` says what is wrong in it, if anything is.
# The key is never written here: the engine computes it from the case.
schema = {schema}
lesson = {lesson}
order = 50  # its place in the lesson
kind = {kind}
case = {case}
item = {item}
# The question, without the answer; {{visits_requested}} stands for what the file gives.
ask = "What is asked of this file?"
hints = [
  "Which document to look at.",
  "What the rule asks.",
  "Which sentence to read once more.",
]
# Misconceptions that wrong answers show: exercises/misconceptions.toml lists them.
reveals = []
{before}
# Why the right answer is right, in one new sentence, with the page.
because = "Say why, with the page."
{after}
# What to say to one answer: two or three sentences, at most 45 words.
# [[reply]]
# to = "..."       # a sentence, fact, criterion or part
# chosen = "..."   # the answer; leave it out for any that is wrong
# rule = "M1"      # the misconception or slip that it shows
# says = "..."

# What differs from seed to seed, each fact with the sentence that tells it. Where
# exercises/varied/ tells how the case varies, name the facts instead: varies = ["visits_requested"]
# [[vary]]
# fact = "visits_requested"
# values = [3, 6, 10, 11]      # below, at and above each limit; "not documented" too
# sentence = "..."             # id of the sentence that tells it
# says = "{{value}} visits are requested."
"""


def new_exercise(
    name: str, kind: str, case: Case, folder: Path, *, item: str = "", lesson: int = 1
) -> Path:
    """Write an exercise file to fill in, with what its kind needs of its case.

    Args:
        name: the exercise's name; its file is called so.
        kind: its kind.
        case: its case.
        folder: where to write it; made if absent.
        item: the disputed item; the first, if none is named.
        lesson: its lesson.

    Returns:
        The file.

    Raises:
        UnknownName: if there is no such kind or item.
        DataError: if the name cannot be a file's, or there is such a file already.
    """
    check_name(name, "an exercise")
    if kind not in FIELDS:
        raise UnknownName("kind of exercise", kind, FIELDS)
    one = case.item(item or None)
    found = decide(case, one, case.known(one))
    comment = schema_comment(folder, "exercise")
    before, after = _OF_KIND[kind](found)
    text = HEAD.format(
        comment=f"{comment}\n" if comment else "",
        schema=SCHEMA,
        lesson=lesson,
        kind=_quoted(kind),
        case=_quoted(case.name),
        item=_quoted(one.id),
        before=before,
        after=after,
    )
    return write_new(folder / f"{name}.toml", text)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


Parts = tuple[str, str]
"""What stands among the fields, and the tables below them."""


def _evidence(found: Determination) -> list[str]:
    """The facts of the file that the rules read, those that sentences bear on first."""
    read = found.rule.facts if found.rule else {}
    named = [n for n in found.item.facts if n in read and found.known[n].fact.kind != "reading"]
    return named or list(found.item.facts) or ["visits_requested"]


def _table(name: str, **fields: object) -> str:
    """A table of a list, in TOML."""
    lines = "".join(f"{key} = {_quoted(value)}\n" for key, value in fields.items())
    return f"\n[[{name}]]\n{lines}"


def _options(*told: tuple[str, str]) -> str:
    return "".join(_table("option", says=says, value=value) for says, value in told)


def _choice(_: Determination) -> Parts:
    return 'query = "outcome"  # what the engine is asked', _options(
        ("The denial stands", "upheld"),
        ("The denial falls", "overturned"),
        ("A third answer", "part"),
        ("A fourth answer", "other"),
    )


def _mark(found: Determination) -> Parts:
    ids = ", ".join(one.sentence.id for one in placed(found.case))
    note = f"# Sentences of the case: {ids}\n" if ids else "# The case has no sentences yet.\n"
    return f"{note}fact = {_quoted(_evidence(found)[0])}", ""


def _sort(found: Determination) -> Parts:
    cards = "".join(_table("card", of=name) for name in _evidence(found)[:6])
    return 'by = "state"  # or "basis", "strength", "role", "bears"', cards


def _count(found: Determination) -> Parts:
    numbers = [n for n in _evidence(found) if found.known[n].fact.type == "number"]
    return f"of = {_quoted(' + '.join(numbers) or 'visits_requested')}", ""


def _verdict(found: Determination) -> Parts:
    answers = Answers(found)
    names = list(dict.fromkeys([*answers.main, *answers.steps]))
    named = [name for name in names if name != GRANTED][:4]
    told = [(f"In a few words: {name.replace('_', ' ')}", name) for name in named]
    return "", _options(*told, ("None: every criterion is met", GRANTED))


def _grounds(found: Determination) -> Parts:
    return f"criteria = {_quoted(list(Answers(found).steps)[:5])}", ""


def _facts(found: Determination) -> Parts:
    return f"facts = {_quoted(_evidence(found)[:5])}", ""


def _request(found: Determination) -> Parts:
    fact = _evidence(found)[0]
    return "", (
        _table("asks", says="As it was asked for")
        + "sets = { }  # what it asks for instead\n"
        + _table("record", id="log", says="Suppose a record shows ...")
        + f"sets = {{ }}  # {fact} = ...\n"
        + _table("option", says="An argument")
        + "claims = { }  # the facts that it says are shown\n"
    )


def _lines(found: Determination) -> Parts:
    answers = Answers(found)
    edition = answers.edition
    told = [
        _table("line", says="The guideline, named.", role="guideline", finds=edition),
        _table("line", says="What is asked for.", role="facts"),
    ]
    for name in answers.grounds[:3]:
        finds = answers.step(name).verdict
        says = f"What is found: {name}."
        told.append(_table("line", says=says, role="ground", ground=name, finds=finds))
    told.append(_table("line", says="The result.", role="conclusion", finds=found.outcome))
    return "", "".join(told)


def _error(found: Determination) -> Parts:
    other = "overturned" if found.outcome == "upheld" else "upheld"
    lines = _lines(found)[1]
    becomes = _table("line", says="Another result.", role="conclusion", finds=other)
    return "", (
        lines
        + _table("mutation", line=lines.count("[[line]]"), of="verdict", reply="Say where to look.")
        + "repair = [\n"
        + '  { says = "As it was.", value = true },\n'
        + '  { says = "Another way.", value = false },\n]\n'
        + becomes.replace("[[line]]", "[mutation.becomes]")
    )


def _order(_: Determination) -> Parts:
    roles = ("guideline", "facts", "ground", "conclusion")
    cards = "".join(_table("card", of=role, says=f"A sentence: {role}.") for role in roles)
    return 'by = "rationale"  # or "dates", "letter"', cards


def _news(found: Determination) -> Parts:
    told = _table("news", id="news", says="Something becomes known.").replace("[[news]]", "[news]")
    return "", f"{told}sets = {{ }}  # {_evidence(found)[-1]} = ...\n"


def _pair(found: Determination) -> Parts:
    facts = _facts(found)[0]
    return f"{facts}\nother = {{ case = {_quoted(found.case.name)} }}  # the case to compare", ""


def _nothing(_: Determination) -> Parts:
    return "", ""


_OF_KIND: dict[str, Callable[[Determination], Parts]] = {
    "choice": _choice,
    "mark": _mark,
    "sort": _sort,
    "count": _count,
    "edition": _nothing,
    "verdict": _verdict,
    "grounds": _grounds,
    "change": _facts,
    "request": _request,
    "rationale": _lines,
    "order": _order,
    "error": _error,
    "news": _news,
    "pair": _pair,
}

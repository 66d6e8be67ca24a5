"""The content of an exercise file: what is asked, of which case, and what to say to each answer.

One TOML file in exercises/ holds one exercise. The key is never in it: the engine computes it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from imrkit.cases.schema import Finding, Plain
from imrkit.files.table import Name, Table, at_most, field

KindName = Literal[
    "choice",
    "mark",
    "sort",
    "count",
    "edition",
    "verdict",
    "grounds",
    "change",
    "request",
    "rationale",
    "order",
    "error",
    "news",
    "pair",
]


class Option(Table, frozen=True):
    """One answer to choose from.

    Attributes:
        says: the answer, as the learner reads it.
        value: what it answers, in the engine's terms; whether that is right the engine decides.
        rule: the wrong rule ("M1") or the named slip whose answer it is.
        reply: what to say to whoever chooses it and is wrong; that of the wrong rule, if absent.
        sets: in `request`, the facts of the request that it asks for.
        claims: in `request`, the facts that an argument says are shown.
    """

    says: str
    value: Plain = ""
    rule: Name = ""
    reply: str = ""
    sets: dict[str, Plain] = field(default_factory=dict)
    claims: dict[str, Plain] = field(default_factory=dict)


class Reply(Table, frozen=True):
    """What to say to one answer to one part of an exercise.

    Attributes:
        says: what to say to it.
        to: the part: id of a sentence, name of a fact, criterion or card; "because" for what is
            right, in place of what `because` says of it.
        chosen: the answer; "" for any that is wrong.
        rule: the wrong rule or slip that it shows; without `to`, what this exercise says to all
            answers that show it.
        when: the files to which it is said: facts, each with the value that a document gives it,
            or with how far it is shown ("not documented", "assumed"). Of several replies to one
            answer the first that fits the file is said.
    """

    says: str
    to: Name = ""
    chosen: Name = ""
    rule: Name = ""
    when: dict[str, Plain] = field(default_factory=dict)


class Card(Table, frozen=True):
    """A card to sort or to order.

    Attributes:
        of: what stands on it: a fact, a criterion, the id of a sentence or document, the number
            of a published reason, the id of a disputed item, a step of the search for evidence.
        says: its text; that of the sentence, criterion or reason, if absent.
    """

    of: Name
    says: str = ""


class Line(Table, frozen=True):
    """A sentence of a rationale.

    Attributes:
        says: the sentence.
        role: what it does: names the guideline, states facts, tells a ground, or concludes.
        ground: the criterion that it tells of, for a ground.
        finds: what it finds of it: "met", "not met" or "open"; for a conclusion the outcome.
        shows: the facts that it states, with their values.
        reply: what to say to whoever takes it although it does not hold.
        rule: the wrong rule or slip that it shows where it does not hold.
        words: by which a written sentence seems to say the same: each names, with | between them,
            beginnings of words of which one must be there; most of its own words, if absent.
        model: the same in full, as a reviewer would write it, for the model rationale.
    """

    says: str
    role: Literal["guideline", "facts", "ground", "conclusion"]
    ground: Name = ""
    finds: Name = ""
    shows: dict[str, Plain] = field(default_factory=dict)
    reply: str = ""
    rule: Name = ""
    words: Annotated[tuple[str, ...], at_most(8)] = ()
    model: str = ""


class Mutation(Table, frozen=True):
    """An error planted in a rationale: a line told otherwise.

    Attributes:
        line: the line that it replaces, counted from 1.
        of: what is changed in it.
        becomes: the line as it then reads.
        reply: what to say to whoever does not find it.
        repair: ways to repair it; `value` true marks the one that says what the line said.
        rule: the wrong rule that it shows.
    """

    line: int
    of: Literal[
        "page", "sum", "silence as no", "judgment as text", "other part", "verdict", "edition"
    ]
    becomes: Line
    reply: str
    repair: tuple[Option, ...]
    rule: Name = ""


class Record(Table, frozen=True):
    """A supposed record of the cabinet: "suppose the clinic's log shows".

    Attributes:
        id: its name.
        says: what it shows, in words.
        sets: the facts that it would document.
    """

    id: Name
    says: str
    sets: dict[str, Plain] = field(default_factory=dict)


class Other(Table, frozen=True):
    """The case that a case is compared with."""

    case: Name
    item: Name = ""


class Vary(Table, frozen=True):
    """One fact that differs from seed to seed.

    Attributes:
        fact: the fact.
        values: what it may be, "not documented" and "as it is" included; around each limit, if
            none is given.
        sentence: the sentence of the file that tells it, by id.
        document: where no sentence does, the document in which one is put.
        documents: for each value the document in which its sentence is put, in place of the
            `sentence` that told it; "" leaves it there. So the place of what is sought varies.
        says: how the file tells it: one text with {value}, or one for each value; "" for nothing.
        also: other sentences that name it, by id, each with its text.
        request: how the request reads then, with {value}, where it names the fact.
    """

    fact: Name
    values: tuple[Finding | int | bool | str, ...] = ()
    sentence: Name = ""
    document: Name = ""
    documents: tuple[Name, ...] = ()
    says: str | tuple[str, ...] = ""
    request: Name = ""
    also: dict[str, str] = field(default_factory=dict)


class ExerciseFile(Table, frozen=True):
    """The content of one exercise file.

    Attributes:
        schema: the version of the format.
        lesson: the lesson that it belongs to.
        order: its place in the lesson.
        kind: what sort of exercise it is.
        case: the case that it is about.
        ask: what is asked; {name_of_fact} stands for the value of a fact.
        hints: three steps: which document; what the rule asks; which sentence.
        because: why the right answer is right, with the page; one text, or one for each key,
            those with a ground ("upheld, care_failed") before those without.
        item: the disputed item; the first, if absent.
        returns: the misconceptions of earlier lessons that it returns to.
        reveals: the misconceptions that its answers can show, where options do not name them.
        transfer: whether it is the lesson's last case, decided alone: no hints.
        query: of `choice`: what is asked of the engine.
        fact: of `mark`: the fact to look for.
        of: of `count`: the number asked for, such as "visits_completed + visits_requested", or a
            deadline, as in "clock decide"; of `news` and `pair`: the one criterion that is asked
            about, in place of all.
        by: of `sort` and `order`: by what.
        criteria: of `grounds`: the criteria to judge.
        argued: of `grounds` in a lesson: those of them that may be said to stand otherwise as well,
            where the case says that this can be argued.
        facts: of `change` and `pair`: the facts that may be moved.
        option: answers to choose from; bins of `sort`; arguments of `request`.
        asks: of `request`: what may be asked for instead.
        record: of `request`: the cabinet.
        card: cards to sort or order.
        line: sentences of a rationale.
        mutation: the errors of which one is planted.
        news: of `news`: what becomes known.
        other: of `pair`: the case to compare with.
        reply: what to say to single answers.
        vary: what differs from seed to seed.
        varies: the same by the names of facts, where exercises/varied/ tells how the case varies.
        shift: so many weeks at most all dates may move together, either way.
        papers: the documents of the case that lie before the learner, by id; all, if absent. So
            a question is put before the rest was written.
        beside: what the letter tells beside them, a line each.
        request: how the request then reads, in place of that in dispute.
        model: of `rationale`: what the model beside a written text is called.
    """

    schema: int
    lesson: int
    order: int
    kind: KindName
    case: Name
    ask: str
    hints: tuple[str, ...] = ()
    because: str | dict[str, str] = ""
    item: Name = ""
    returns: tuple[Name, ...] = ()
    reveals: tuple[Name, ...] = ()
    transfer: bool = False
    query: Name = ""
    fact: Name = ""
    of: Name = ""
    by: Name = ""
    criteria: tuple[Name, ...] = ()
    argued: tuple[Name, ...] = ()
    facts: tuple[Name, ...] = ()
    option: Annotated[tuple[Option, ...], at_most(12)] = ()
    asks: Annotated[tuple[Option, ...], at_most(12)] = ()
    record: Annotated[tuple[Record, ...], at_most(20)] = ()
    card: Annotated[tuple[Card, ...], at_most(30)] = ()
    line: Annotated[tuple[Line, ...], at_most(30)] = ()
    mutation: Annotated[tuple[Mutation, ...], at_most(20)] = ()
    news: Record | None = None
    other: Other | None = None
    reply: Annotated[tuple[Reply, ...], at_most(200)] = ()
    vary: Annotated[tuple[Vary, ...], at_most(8)] = ()
    varies: tuple[Name, ...] = ()
    shift: int = 0
    papers: tuple[Name, ...] = ()
    beside: tuple[str, ...] = ()
    request: Name = ""
    model: str = "A model rationale"


class VariedFile(Table, frozen=True):
    """How the file of a case varies, for all exercises on it: exercises/varied/CASE.toml.

    Attributes:
        schema: the version of the format.
        vary: what may differ, a fact each.
    """

    schema: int
    vary: tuple[Vary, ...]

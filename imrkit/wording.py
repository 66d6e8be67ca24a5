"""The words in which every view tells a step: its sentence, its verdict, where it stands.

Sentences are the rule's own; where a step joins several criteria, those that matter to its verdict
are told together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from imrkit.cases import Known
from imrkit.determination import Step, Verdict
from imrkit.expressions import (
    Arith,
    Compare,
    Const,
    Logic,
    Lookup,
    Named,
    Node,
    Not,
    Read,
    facts_read,
    walk,
)
from imrkit.facts import Fact, Pair
from imrkit.logic import Facts, Program
from imrkit.rules import BASIS, STATUS, Rule, Status

VERDICT: dict[Verdict, str] = {"met": "Met", "not met": "Not met", "open": "Not shown"}
MARK: dict[Verdict, str] = {"met": "✓", "not met": "✕", "open": "?"}
_WEAKEST: tuple[Status, ...] = ("primary", "secondary", "unverified")
_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)


def number_word(number: int) -> str:
    """Write a small number as a word: "two"."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Join parts as a sentence does: "a, b and c"."""
    every = list(parts)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {word} {every[-1]}"


def lower_first(text: str) -> str:
    """Begin with a small letter, unless the first word is an abbreviation."""
    return (
        text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
    )


def upper_first(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def facts_of(step: Step) -> Facts:
    """The pairs of all facts of the case that a step belongs to."""
    return {name: known.pair for name, known in step.tree.known.items()}


def sentence(step: Step) -> str:
    """Say what a step found, in the rule's own words, filled in with the facts of the case.

    Args:
        step: a criterion, or a step that joins or compares.

    Returns:
        One or more whole sentences.
    """
    criterion = step.criterion
    if criterion is not None:
        said = {
            "met": criterion.says,
            "not met": criterion.fails
            or f"This does not hold: {lower_first(criterion.says)}",
            "open": criterion.open
            or f"This is not shown: {lower_first(criterion.says)}",
        }[step.verdict]
        return step.rule.fill(said, facts_of(step))
    parts = deciding(step)
    if not parts or parts == (step,):
        return compared(step)
    said = " ".join(dict.fromkeys(sentence(part) for part in parts))
    if step.joined_by == "or" and step.verdict == "open" and len(parts) > 1:
        either = "Either" if len(parts) == 2 else "Any one of these"
        said += f" {either} would do."
    return said


def deciding(step: Step) -> tuple[Step, ...]:
    """The parts on which a step's verdict rests; the step itself where it has none of its own.

    An `or` is met by its first part that is met; it fails by all of them, and so on.
    """
    parts = step.parts
    if not parts or step.joined_by == "not":
        return (step,)
    same = tuple(part for part in parts if part.verdict == step.verdict)
    enough = (step.joined_by, step.verdict) == ("or", "met")
    return (same[:1] if enough else same) or (step,)


def open_facts(step: Step) -> tuple[Known, ...]:
    """The open facts that leave a step open; none where it is settled without them."""
    if step.verdict != "open":
        return ()
    below = [part for part in step.parts if part.verdict == "open"]
    if not below:
        return tuple(known for known in step.facts if known.open)
    found = {known.fact.name: known for part in below for known in open_facts(part)}
    return tuple(found.values())


# ---- where it stands ---------------------------------------------------------------------------


def cite_of(step: Step) -> str:
    """Say where a step stands, what it rests on, and how far that is verified.

    A figure that is less well verified than the criterion that uses it lends it its status.

    Args:
        step: a criterion, or a step that joins several.

    Returns:
        "Chronic Pain Medical Treatment Guidelines, 2009, page 99 · guideline figure · known
        through a secondary source"; several are separated by "; ".
    """
    if step.criterion is not None:
        return cite(step.rule, step.name, facts_of(step))
    cites = dict.fromkeys(cite_of(part) for part in deciding(step) if part != step)
    return "; ".join(cites) or step.rule.cite


def cite(rule: Rule, criterion: str, facts: Facts | None = None) -> str:
    """Say where a criterion stands, what it rests on, and how far that is verified.

    Args:
        rule: the rule.
        criterion: the name of one of its criteria.
        facts: the facts of a case, to tell which row of a figure counts; all of them if absent.
    """
    text = rule.text.criterion[criterion]
    figures = [
        node.name
        for node in walk(rule.criteria[criterion])
        if isinstance(node, Named) and node.name in rule.text.figure
    ]
    status = max(
        [text.status, *(s for name in figures for s in _statuses(rule, name, facts))],
        key=_WEAKEST.index,
    )
    basis = BASIS[text.basis]
    if text.basis in ("reviewer judgement", "our reading"):
        return f"{upper_first(basis)} · {STATUS[status]}"
    if figures:
        basis += " figure"
    return f"{_place(rule, text.page or rule.text.pages)} · {basis} · {STATUS[status]}"


def _statuses(rule: Rule, figure: str, facts: Facts | None) -> Iterator[Status]:
    text = rule.text.figure[figure]
    rows = text.rows
    if text.by and facts is not None:
        low, high = facts[text.by]
        choices = rule.vocabulary[text.by].choices[int(low) : int(high) + 1]
        rows = tuple(text.at(choice) for choice in choices)
    for row in rows:
        yield row.status or text.status


def _place(rule: Rule, page: str) -> str:
    if re.search(r"\bCCR\b|\bCode\b", page):
        return page
    return (
        f"{rule.guideline.short}, {page_word(page)}" if page else rule.guideline.short
    )


def page_word(page: str) -> str:
    """Write pages for a sentence: "page 99", "pages 98-99"; a section stays as it is."""
    if not re.fullmatch(r"\d+([-–, ]+\d+)*", page):
        return page
    return f"{'page' if page.isdigit() else 'pages'} {page}"


# ---- comparisons -------------------------------------------------------------------------------

_WORDS = {
    "<=": ("at most", "at least"),
    "<": ("less than", "more than"),
    "==": ("", ""),
}
_DATES = {"at most": "on or before", "at least": "on or after"}
_DATES |= {"less than": "before", "more than": "after"}


def branches(step: Step) -> tuple[Step, ...]:
    """The parts of a step that are worth a line of their own under it."""
    if step.joined_by == "not" or one_of(step.node):
        return ()
    return step.parts


def compared(step: Step) -> str:
    """Tell a comparison or a bare fact: "Visits requested: 6 visits; needed: at most 3 visits."."""
    node, negated = bare(step.node)
    facts = facts_of(step)
    if choices := one_of(node):
        fact, wanted = choices
        needed = f"{'anything but ' if negated else ''}{listed(wanted, 'or')}"
        found = step.tree.known[fact.name].shown
        return upper_first(f"{fact.label}: {found}; needed: {needed}.")
    if isinstance(node, Compare):
        return upper_first(_compared(node, facts, negated)) + "."
    said = [f"{lower_first(k.fact.label)}: {k.shown}" for k in step.facts]
    needed = "; needed: no" if negated and isinstance(node, Read) else ""
    return upper_first("; ".join(said)) + needed + "."


def bare(node: Node) -> tuple[Node, bool]:
    """A truth without its names and its `not`, and whether it is negated."""
    negated = False
    while isinstance(node, Named | Not):
        negated ^= isinstance(node, Not)
        node = node.part if isinstance(node, Not) else node.node
    return node, negated


def one_of(node: Node) -> tuple[Fact, list[str]] | None:
    """The fact and the choices that it is compared with, where a truth asks nothing else."""
    node, _ = bare(node)
    parts = node.parts if isinstance(node, Logic) and node.op == "or" else (node,)
    facts: set[Fact] = set()
    wanted: list[str] = []
    for part in parts:
        match part:
            case Compare(op="==", left=Read(fact=fact), right=Const(value=value)):
                if fact.type != "choice":
                    return None
                facts.add(fact)
                wanted.append(fact.choices[value])
            case _:
                return None
    return (facts.pop(), wanted) if len(facts) == 1 else None


def _compared(node: Compare, facts: Facts, negated: bool) -> str:
    left, right, turned = node.left, node.right, isinstance(node.left, Const)
    if turned:  # "2004-01-01 <= injury_date" is told from the fact
        left, right = right, left
    fact = next(iter(facts_read(left).values()), None)
    word = _WORDS[node.op][turned]
    if fact is not None and fact.type == "date":
        word = _DATES.get(word, word)
    needed = " ".join(
        w for w in ("not" if negated else "", word, shown(right, fact, facts)) if w
    )
    return f"{label(left)}: {shown(left, fact, facts)}; needed: {needed}"


def label(node: Node) -> str:
    """Name a number by what it is made of: "visits completed before + visits requested"."""
    match node:
        case Named(node=inner):
            return label(inner)
        case Read(fact=fact):
            return lower_first(fact.label)
        case Arith(op=op, left=left, right=right):
            return f"{label(left)} {'×' if op == '*' else op} {label(right)}"
        case Lookup(name=name):
            return name.replace("_", " ")
    return str(node.value) if isinstance(node, Const) else "value"


def shown(node: Node, fact: Fact | None, facts: Facts) -> str:
    """Write a value, date or sum of a comparison in the unit of one of its facts."""
    low, high = ends(node, facts)
    if fact is not None and fact.type != "number":
        return fact.show((low, high))
    unit = fact.counted(low if low == high else 2) if fact else ""
    down, up = unbounded(node, facts)
    if low == high:
        text = f"{low} {unit}"
    elif down and up:
        text = "not documented"
    elif up:
        text = f"{low} {unit} or more"
    else:
        text = f"at most {high} {unit}" if down else f"{low} to {high} {unit}"
    return text.replace("  ", " ").strip()


def ends(node: Node, facts: Facts) -> Pair:
    """The least and greatest that a number, date or choice could be on given facts."""
    low, high = _program(node).verdict(facts)
    return int(low), int(high)


def unbounded(node: Node, facts: Facts) -> tuple[bool, bool]:
    """Whether nothing in the file bounds a number from below, and from above."""
    read = facts_read(node)
    low, high = ends(node, facts)
    if low == high:
        return False, False
    least = ends(node, {name: fact.span for name, fact in read.items()})[0]
    up = False
    for name, fact in read.items():
        for end in (0, 1):
            if facts[name][0] != facts[name][1] and facts[name][end] == fact.span[end]:
                inner = (
                    (facts[name][0] + 1, facts[name][1])
                    if end == 0
                    else (facts[name][0], facts[name][1] - 1)
                )
                up = up or ends(node, {**facts, name: inner})[1] < high
    return low == least, up


@cache
def _program(node: Node) -> Program:
    return Program(node)

"""What stands in the rule book: one entry for each rule, with all editions that share its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from imrkit.cases.loading import case_paths, load_case
from imrkit.check.judge import judge
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.schema import Guideline, Layer
from imrkit.views.anchors import anchor
from imrkit.words.english import listed

LAYERS: dict[Layer, str] = {
    "mtus": "Guidelines of the Medical Treatment Utilization Schedule (MTUS)",
    "statute": "Limits and requirements beside every guideline",
    "beyond": "Beyond the MTUS, where it is silent",
}


@dataclass(frozen=True)
class Use:
    """A disputed item of a case that a rule governs or limits."""

    case: str
    item: str
    request: str


@dataclass
class Entry:
    """A rule as it stands in one edition, or unchanged in several.

    Attributes:
        rules: the rule in each of these editions, the oldest first.
        uses: the cases that it governs or limits.
    """

    rules: list[Rule]
    uses: list[Use] = field(default_factory=list)

    @property
    def rule(self) -> Rule:
        """The rule, in the latest of the editions."""
        return self.rules[-1]

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return anchor(self.rule.id)

    @property
    def anchors(self) -> tuple[str, ...]:
        """A place for each edition, so that a citation of any of them leads here."""
        return tuple(anchor(rule.id) for rule in self.rules)

    @property
    def line(self) -> str:
        """Its title and editions."""
        return f"{self.rule.title}, {self.editions}"

    @property
    def editions(self) -> str:
        """The editions that it stands in: "2009 and 2016"."""
        return listed(rule.guideline.edition for rule in self.rules)


@dataclass(frozen=True)
class Chapter:
    """One guideline: its editions, the oldest first, and their rules."""

    name: str
    editions: tuple[Guideline, ...]
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The title of its first edition."""
        return self.editions[0].title

    @property
    def layer(self) -> Layer:
        """Whether it belongs to the MTUS, to a statute, or lies beyond."""
        return self.editions[0].layer


def chapters(book: Rulebook) -> list[Chapter]:
    """The rule book in order: the MTUS, statutes, what lies beyond; each by title."""
    uses = _uses(book)
    found: dict[str, list[Guideline]] = {}
    for guideline in sorted(book.guidelines.values(), key=lambda g: g.since):
        found.setdefault(guideline.name, []).append(guideline)
    made = [
        Chapter(name, tuple(editions), tuple(_entries(book, name, uses)))
        for name, editions in found.items()
    ]
    order = list(LAYERS)
    return sorted(made, key=lambda c: (order.index(c.layer), c.title))


def _entries(book: Rulebook, name: str, uses: dict[str, list[Use]]) -> list[Entry]:
    """The rules of a guideline; an edition that leaves a rule as it was adds no entry."""
    found: dict[str, list[Entry]] = {}
    rules = [rule for rule in book.rules.values() if rule.guideline.name == name]
    for rule in sorted(rules, key=lambda rule: rule.guideline.since):
        versions = found.setdefault(rule.name, [])
        if versions and versions[-1].rule.data == rule.data:
            versions[-1].rules.append(rule)
        else:
            versions.append(Entry([rule]))
        versions[-1].uses += uses.get(rule.id, [])
    return [entry for versions in found.values() for entry in reversed(versions)]


def _uses(book: Rulebook) -> dict[str, list[Use]]:
    """For each rule, the disputed items of the cases that it governs or limits."""
    found: dict[str, list[Use]] = {}
    for judged in judge(load_case(name) for name in case_paths()):
        considered = judged.determination.considered if judged.determination else ()
        item = judged.item
        use = Use(judged.case.name, item.id, item.request)
        for c in considered:
            if c.decides and c.rule.id in book.rules:
                found.setdefault(c.rule.id, []).append(use)
    return found


def by_treatment(every: Iterable[Chapter], book: Rulebook) -> dict[str, dict[str, list[Entry]]]:
    """For each treatment family and treatment, the entries that address it."""
    found: dict[str, dict[str, list[Entry]]] = {}
    entries = [entry for chapter in every for entry in chapter.entries]
    for treatment, terms in book.terms.treatment.items():
        here = [entry for entry in entries if treatment in entry.rule.data.treatments]
        if here:
            found.setdefault(terms.family, {})[treatment] = here
    ordered = dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))
    if every_request := [entry for entry in entries if entry.rule.for_every]:
        ordered["every request"] = {"whatever the treatment": every_request}
    return ordered

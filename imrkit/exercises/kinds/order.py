"""Number steps: by their dates, by the parts of a rationale, or by the search for evidence.

A rationale may open with the guideline or with the facts.
"""

from __future__ import annotations

from itertools import combinations

from imrkit.errors import UnknownName
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.common import because, replies_of
from imrkit.exercises.lines import ROLES
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.facts.dates import date_span
from imrkit.facts.spans import Days
from imrkit.rules.evidence import evidence

WAYS = {
    "dates": "Hold each against the dates in the papers.",
    "rationale": "A ground needs text and facts before it, and a result its grounds.",
    "letter": "What must a reader know before the next part makes sense?",
    "search": "Which source does the law ask to open before another?",
}
"""By what steps are ordered, and what to ask oneself where they are not in order."""
LETTER = ("summary", "issue", "citations", "rationale", "conclusion")
"""The parts of a determination letter, in their order."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """The steps, in an order that the seed chooses."""
    cards = [(card.of, variant.fill(card.says)) for card in variant.exercise.data.card]
    variant.random("cards").shuffle(cards)
    return tuple(Part(f"o{n}", says, "place", of=of) for n, (of, says) in enumerate(cards, 1))


def key(variant: Variant) -> Key:
    """The place of each step."""
    ranks = {
        card.of: _rank(variant, card.of, n) for n, card in enumerate(variant.exercise.data.card)
    }
    if len(set(ranks.values())) < len(ranks):
        raise variant.exercise.refuse("card", "two steps come at the same time")
    ordered: list[str] = sorted(ranks, key=ranks.__getitem__)
    right = {of: frozenset({str(n)}) for n, of in enumerate(ordered, 1)}
    return Key(
        right,
        replies_of(variant),
        because(variant),
        more={"order": ordered, "by": variant.exercise.data.by},
    )


def _rank(variant: Variant, of: str, number: int) -> int:
    data = variant.exercise.data
    where = f"card[{number}].of"
    if data.by in ("rationale", "letter", "search"):
        known: tuple[str, ...] = {"rationale": ROLES, "letter": LETTER}.get(data.by, ())
        known = known or _search(variant)
        if of not in known:
            raise variant.exercise.refuse(where, UnknownName("part", of, known))
        return known.index(of)
    if data.by != "dates":
        raise variant.exercise.refuse("by", UnknownName("way to order", data.by, WAYS))
    case, item = variant.case.data, variant.item
    dates = {
        "injury": case.injury.date,
        "request": item.requested,
        "denial": item.refusal.date,
        "decision": case.decided,
    } | {document.id: document.date for document in case.document}
    if of not in dates:
        raise variant.exercise.refuse(where, UnknownName("date", of, dates))
    if dates[of] is None:
        raise variant.exercise.refuse(where, f"the case gives no date for {of!r}")
    return int(date_span(str(dates[of])).first)


def _search(variant: Variant) -> tuple[str, ...]:
    """The search for evidence as the law had it on the day of the decision: the MTUS goes first."""
    days = variant.determination.facts["decision_date"]
    assert isinstance(days, Days)
    laws = evidence().in_force("search", days)
    return ("mtus", *(f"step-{n}" for n in range(1, len(laws[0].steps) + 1)))


def _pairs(key: Key) -> list[tuple[str, str]]:
    """The pairs whose order counts."""
    either = _either(key)
    return [pair for pair in combinations(key.more["order"], 2) if pair != either]


def _either(key: Key) -> tuple[str, ...]:
    """Two that may stand either way, if any."""
    free = ROLES[:2] if key.more["by"] == "rationale" else ()
    return free if set(free) <= key.right.keys() else ()


def nearest(key: Key, meant: Meant) -> dict[str, frozenset[str]]:
    """The right order that is told in the end: where two may stand either way, as they were put."""
    right = dict(key.right)
    either = _either(key)
    if either and int(meant[either[0]][0]) > int(meant[either[1]][0]):
        right[either[0]], right[either[1]] = right[either[1]], right[either[0]]
    return right


def credit(key: Key, meant: Meant) -> float:
    """The share of pairs that are in order."""
    given = {of: int(some[0]) for of, some in meant.items()}
    pairs = _pairs(key)
    return sum(given[a] < given[b] for a, b in pairs) / len(pairs) if pairs else 0.0


def whole(key: Key, meant: Meant) -> Said:
    """How many pairs stand the wrong way round, not told which; or what is said to one of them."""
    given = {of: int(some[0]) for of, some in meant.items()}
    pairs = _pairs(key)
    turned = [(a, b) for a, b in pairs if given[a] >= given[b]]
    for a, b in turned:
        if said := key.replies.get((a, "")) or key.replies.get((b, "")):
            return said
    if not turned:
        return Said("")
    count = "one" if len(turned) == 1 else f"{len(turned)}"
    stand = "stands" if len(turned) == 1 else "stand"
    return Said(
        f"Taken two by two, {count} of the {len(pairs)} pairs {stand} the other way round. "
        f"{WAYS[key.more['by']]}"
    )

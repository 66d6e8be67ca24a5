"""Whether some open facts could settle a truth, whatever the others are."""

from collections.abc import Iterable
from itertools import islice, product

from imrkit.facts.spans import Facts, Value
from imrkit.logic.classes import classes
from imrkit.logic.program import Program

MOST = 20_000
"""So many choices are looked at, at most."""


def favorable(program: Program, facts: Facts, free: Iterable[str]) -> dict[str, Value] | None:
    """Find values of some open facts with which a truth surely holds, whatever the others are.

    Args:
        program: the truth.
        facts: what is known, scalars.
        free: the open facts that may be chosen, each within what is known of it.

    Returns:
        A value for each free fact that it reads and that is open; None where there is no such
        choice.
    """
    names = [n for n in dict.fromkeys(free) if n in program.facts and not facts[n].settled]
    truth = program.exact(facts)
    if truth.surely:
        return {}
    if not names or not truth.possibly:
        return None
    wide = dict(facts)
    choices = []
    for name in names:
        fact, (low, high) = program.facts[name], facts[name]
        asked = [c.verdict for c in program.comparisons if name in c.facts]
        clipped = [
            (max(v.first, int(low)), min(v.last, int(high))) for v in classes(fact, wide, asked)
        ]
        inside = [fact.decode(first) for first, last in clipped if first <= last]
        choices.append([fact.value_of(value) for value in inside])
    for some in islice(product(*choices), MOST):
        chosen = dict(zip(names, some, strict=True))
        if program.exact({**facts, **chosen}).surely:
            return chosen
    return None

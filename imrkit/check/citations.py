"""Which guideline a side cited, against the one that imrkit finds in force.

A letter cites by title ("MTUS Low Back Complaints 2004"); terms.toml says which guideline is meant,
and the year in the citation tells the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from imrkit.cases.schema import Citation
from imrkit.determination.determination import Determination
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.terms import found

Match = Literal[
    "the same guideline",
    "the same guideline, another edition",
    "another guideline",
    "outside the MTUS",
    "none cited",
]
MATCHES: tuple[Match, ...] = (
    "the same guideline",
    "the same guideline, another edition",
    "another guideline",
    "outside the MTUS",
    "none cited",
)
"""How a citation can relate to the guideline that governs, nearest first."""


def compare(determination: Determination, cites: Iterable[Citation]) -> Match:
    """Compare what a side cited with the guideline that governs.

    Args:
        determination: one that a rule governs.
        cites: the side's citations; the nearest of them counts.
    """
    matches = [_match(determination, cite) for cite in cites]
    return min(matches, key=MATCHES.index, default="none cited")


def _match(determination: Determination, cite: Citation) -> Match:
    assert determination.rule is not None
    governing = determination.rule.guideline
    name = guideline_cited(determination.case.book, cite)
    if name == governing.name:
        years = re.findall(r"\b(?:19|20)\d\d\b", cite.guideline)
        other = governing.layer != "beyond" and years and governing.edition not in years
        return "the same guideline, another edition" if other else "the same guideline"
    layers = {g.name: g.layer for g in determination.case.book.guidelines.values()}
    inside = layers.get(name, "beyond") != "beyond" or (not name and "MTUS" in cite.guideline)
    return "another guideline" if inside else "outside the MTUS"


def guideline_cited(book: Rulebook, cite: Citation) -> str:
    """The name of the guideline that a citation means; "" if terms.toml does not say."""
    return found(book.terms.cited_as, [cite.guideline]) or ""

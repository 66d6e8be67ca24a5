"""An edition of a guideline, and whether imrkit holds what it says of a treatment."""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.logic.program import Program
from imrkit.rules.schema import Guideline


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """One edition of a guideline.

    Attributes:
        id: its file's name without the ending ("neck_2017").
        guideline: the edition as its file states it.
        scope: when it is about an item; None where it always is.
        addresses: the treatments that rules of ours address.
    """

    id: str
    guideline: Guideline
    scope: Program | None
    addresses: frozenset[str]

    def withholds(self, treatment: str) -> bool:
        """Whether its text may speak of a treatment of which imrkit holds no rule."""
        head = self.guideline
        about = not head.treatments or treatment in head.treatments
        told = treatment in head.silent_on or treatment in self.addresses
        return head.layer == "mtus" and head.held != "whole" and about and not told

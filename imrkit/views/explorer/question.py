"""What the script asks of Python: one message, checked before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, ValidationError, convert, field

from imrkit.errors import DataError
from imrkit.rules.governing import By

Plain = int | bool | str | None
"""A value as it travels: a number, a truth, a choice, a date ("2014-01-06"), a reason for being
open ("not documented"), or None for what only the file says: in part, by its silence, or not."""
Part = Literal["ways", "map", "rules", "why", "rationale"]
"""What is worked out only when the script asks for it: because it takes longer, or is folded."""

Text = Annotated[str, Meta(max_length=200)]
Changes = Annotated[dict[Text, Annotated[int, Meta(ge=-(2**31), le=2**31)] | bool | Text | None],
                    Meta(max_length=1000)]  # fmt: skip


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question.

    Attributes:
        turn: its number; one that is not above the last answer's is late, and left unanswered.
        item: number of the disputed item.
        by: what the item is judged by.
        changes: the facts that are to differ from the file's.
        want: parts to tell as well.
        cell: a cell of the map, as the facts that differ there; if given, only that cell is asked
            about, and nothing else moves.
    """

    turn: Annotated[int, Meta(ge=1, le=2**53)]
    item: Text
    by: By
    changes: Changes
    want: Annotated[list[Part], Meta(max_length=5)] = field(default_factory=list)
    cell: Changes = field(default_factory=dict)


def read_question(content: object) -> Question:
    """Check a message.

    Raises:
        DataError: if it is no question.
    """
    try:
        return convert(content, Question)
    except (ValidationError, RecursionError) as error:
        raise DataError(
            f"this page asked something that imrkit cannot read ({error}); run the cell again"
        ) from None

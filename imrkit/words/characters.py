"""Characters that draw nothing and steer what reads them: a terminal, a parser, a line's direction.

A text of a file may carry them by mistake or on purpose; no view passes them on.
"""

from __future__ import annotations

import re

_STEERING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff]")


def neutral(text: str) -> str:
    """A text in which each character that steers is shown as one that cannot be shown."""
    return _STEERING.sub("\ufffd", text)


def right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None

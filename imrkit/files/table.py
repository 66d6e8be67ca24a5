"""What a table of a data file becomes: a frozen structure that knows every field it may have."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import field
from msgspec.structs import asdict, replace

__all__ = ["Name", "Table", "asdict", "at_most", "field", "replace"]


def at_most(length: int) -> msgspec.Meta:
    """A bound on how long a list or a text of a data file may be."""
    return msgspec.Meta(max_length=length)


Name = Annotated[str, at_most(1000)]
"""A text in which words are looked for, so that it is no longer than a few lines."""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of every table of a data file; a field that it does not have is refused."""

"""What a table of a data file becomes: a frozen structure that knows every field it may have."""

from __future__ import annotations

import msgspec


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of every table of a data file; a field that it does not have is refused."""

"""The list of files at the end of a zip archive, looked at before all of it is read."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

MOST_LIST = 20_000_000
"""No list of files is longer; reading it takes memory many times as much."""
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 22 + 65_535 + 20 + 56
_IN_END64 = 0xFFFFFFFF


def directory_fault(file: BinaryIO) -> str:
    """Say what is wrong with the list of files of an archive; "" for nothing.

    Args:
        file: the archive, open for reading; read from its beginning afterwards.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        return "it is cut short or damaged"
    (length,) = struct.unpack_from("<I", tail, end + 12)
    if length == _IN_END64:
        end64 = tail.rfind(_END64, 0, end)
        if end64 < 0 or len(tail) < end64 + 48:
            return "it is damaged"
        (length,) = struct.unpack_from("<Q", tail, end64 + 40)
    return "it lists more files than a course has" if length > MOST_LIST else ""

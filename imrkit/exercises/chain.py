"""The lines of a record: each with a hash of itself and of the line before it."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

TAIL = 400_000
"""No line is longer; so much is read to find the last one."""
DEEPEST = 20
"""No line is nested deeper."""

FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link of that name is not followed
    | getattr(os, "O_BINARY", 0)
)


def parsed(line: bytes) -> Any:
    """What a line holds; None where it is no JSON, or nested as no line of ours is."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    level = [data]
    for _ in range(DEEPEST):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return data
    return None


def hash_of(before: str, data: dict[str, Any]) -> str:
    """The hash of a line that follows one of some hash."""
    plain = {name: value for name, value in data.items() if name != "hash"}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def line(before: str, data: dict[str, Any]) -> tuple[str, bytes]:
    """Write data as a line; return its hash with it."""
    data = json.loads(json.dumps(data))  # as it will be read: lists for tuples
    hashed = hash_of(before, data)
    return hashed, json.dumps(data | {"hash": hashed}, ensure_ascii=True).encode() + b"\n"


def end(handle: int) -> tuple[int, str]:
    """Where the last whole line ends, and its hash; what is torn after it is written over."""
    size = os.lseek(handle, 0, os.SEEK_END)
    start = max(0, size - TAIL)
    os.lseek(handle, start, os.SEEK_SET)
    tail = b""
    while len(tail) < size - start and (part := os.read(handle, size - start - len(tail))):
        tail += part
    end = len(tail)
    if tail and not tail.endswith(b"\n"):
        end = tail.rfind(b"\n") + 1
    whole = tail[:end].rstrip(b"\n").rsplit(b"\n", 1)[-1]
    data = parsed(whole) if whole else None
    hashed = str(data.get("hash", "")) if isinstance(data, dict) else ""
    return start + end, hashed


def put(handle: int, text: bytes, end: int) -> None:
    """Write lines to the disk after the last whole one: all of them, or none."""
    os.ftruncate(handle, end)
    os.lseek(handle, end, os.SEEK_SET)
    try:
        while text:
            text = text[os.write(handle, text) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, end)  # no half lines where the disk is full
        raise

"""Whether two runs of a notebook gave the same outputs, cell by cell."""

from __future__ import annotations

import json
import re
from typing import Any

_MODEL = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
"""Names that widgets and displays draw anew each time."""
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_TEMPORARY = re.compile(r"/tmp/ipykernel_\d+/\d+\.py")


def first_difference(one: str, other: str) -> int | None:
    """The place of the first cell whose outputs differ, counted from 0; None if all are alike.

    What is drawn anew in each run counts as alike: names of widgets, addresses of objects. So does
    how a stream of text was cut into pieces, which depends on when a kernel was asked.

    Args:
        one: the JSON text of a notebook that was run.
        other: that of another.
    """
    cells, others = json.loads(one)["cells"], json.loads(other)["cells"]
    names: tuple[dict[str, str], ...] = ({}, {})
    for place, (cell, twin) in enumerate(zip(cells, others, strict=False)):
        if _outputs(cell, names[0]) != _outputs(twin, names[1]):
            return place
    return None if len(cells) == len(others) else min(len(cells), len(others))


def _outputs(cell: dict[str, Any], names: dict[str, str]) -> str:
    joined: list[dict[str, Any]] = []
    for output in cell.get("outputs", ()):
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream":
            text = "".join(output["text"])
            if last.get("output_type") == "stream" and last["name"] == output["name"]:
                last["text"] += text
                continue
            output = {**output, "text": text}
        joined.append(output)
    told = json.dumps([cell.get("execution_count"), joined], sort_keys=True)
    told = _MODEL.sub(lambda m: names.setdefault(m[0], f"name {len(names)}"), told)
    return _TEMPORARY.sub("<cell>", _ADDRESS.sub("<address>", told))

"""The notebook of the rule book, as it is kept."""

import json
from typing import Any

from imrkit.files.folders import notebooks_dir


def shown() -> list[str]:
    """What the cells of the rule book show, as HTML."""
    path = notebooks_dir() / "course" / "rule_book.ipynb"
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return ["".join(output["data"]["text/html"]) for output in outputs]


def test_its_stylesheet_comes_once_before_all_that_needs_it() -> None:
    first, *others = shown()
    assert "<style>" in first
    assert len(others) > 20
    assert not any("<style>" in html for html in others)


def test_its_stylesheet_is_a_small_part_of_it() -> None:
    html = "".join(shown())
    styles = sum(len(part.partition("</style>")[0]) for part in html.split("<style>")[1:])
    assert styles < 0.02 * len(html)

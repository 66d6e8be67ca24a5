"""Writes the rule book: `python -m imrkit.jupyter.rule_book [OUT.html]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from imrkit.errors import ImrkitError
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically
from imrkit.jupyter.notebooks import run
from imrkit.views.rulebook.notebook import notebook
from imrkit.views.rulebook.page import rule_book_page
from imrkit.views.rulebook.shown import every_chapter


def write_notebook(path: Path) -> None:
    """Make the notebook anew and run it.

    Args:
        path: where to write it.

    Raises:
        DataError: if a cell fails, or the file cannot be written.
    """
    text = json.dumps(notebook(every_chapter()), indent=1, ensure_ascii=False) + "\n"
    write_atomically(path, text)
    write_atomically(path, run(path))


def main(arguments: Sequence[str]) -> int:
    """Write the rule book as an HTML page, or make its notebook anew where no page is named.

    Args:
        arguments: at most one: the page to write.

    Returns:
        The exit code.
    """
    try:
        if arguments:
            path = Path(arguments[0])
            write_atomically(path, rule_book_page())
        else:
            path = notebooks_dir() / "course" / "rule_book.ipynb"
            write_notebook(path)
    except ImrkitError as error:
        print(f"imrkit: {error}", file=sys.stderr)
        return 1
    print(f"The rule book is in {path}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

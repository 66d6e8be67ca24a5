"""Links in Markdown, of notebooks and of files: does what they lead to exist?

Addresses on the web are not asked for: a course's check must not fail because another computer does
not answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from imrkit.characters import quoted
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes

MOST_BYTES = 100_000_000
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[`~]*\s*$|(`+)(?!`).+?(?<!`)\2(?!`)", re.M | re.S)
_LINK = re.compile(
    r"""\]\(\s*(?:<([^>\n]*)>|((?:[^\s()<>]|\([^\s()]*\))+))"""  # [text](place)
    r"""|^\s{0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)>?"""  # [name]: place
    r"""|<(?:a|img)\b[^>]*?\b(?:href|src)\s*=\s*["']([^"']+)["']""",
    re.M | re.I,
)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$|^([^\n]+)\n(?:=+|-+)\s*$", re.M)
_NAMED = re.compile(r"""<[a-z][^>]*?\b(?:id|name)\s*=\s*["']([^"']+)["']""", re.I)


@dataclass(frozen=True)
class Text:
    """A piece of Markdown.

    Attributes:
        file: where it is.
        where: the cell of a notebook, in words; nothing for a file.
        markdown: the text.
        attachments: files that the cell brings along.
    """

    file: Path
    where: str
    markdown: str
    attachments: frozenset[str] = frozenset()


def broken_links(folder: Path, files: list[Path]) -> Iterator[DataError]:
    """Find the links that lead nowhere.

    Args:
        folder: of the course; a place that begins with a slash is looked for there.
        files: notebooks and Markdown files.

    Yields:
        An error for each, with its file and cell.
    """
    for file in files:
        try:
            pieces = texts_of(file)
        except DataError as error:
            yield error
            continue
        for piece in pieces:
            for place in places(piece.markdown):
                if problem := _problem(place, piece, folder):
                    yield DataError(problem, file=file, field=piece.where)


def places(markdown: str) -> list[str]:
    """The places that the links and pictures of a text lead to.

    >>> places("[a](b.md) and ![c](d.png 'title'), but `[not](this)`")
    ['b.md', 'd.png']
    """
    plain = _CODE.sub("", markdown)
    return [next(filter(None, found.groups()), "") for found in _LINK.finditer(plain)]


@cache
def texts_of(file: Path) -> tuple[Text, ...]:
    """The pieces of Markdown in a file.

    Raises:
        DataError: if it cannot be read.
    """
    content = read_bytes(file, MOST_BYTES).decode("utf-8", "replace")
    if file.suffix != ".ipynb":
        return (Text(file, "", content),)
    try:
        cells = json.loads(content)["cells"]
        return tuple(
            Text(
                file,
                f"cell {place}",
                "".join(cell["source"]),
                frozenset(cell.get("attachments", {})),
            )
            for place, cell in enumerate(cells, 1)
            if cell["cell_type"] == "markdown"
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        raise DataError("is not a notebook", file=file) from None


def _problem(place: str, piece: Text, folder: Path) -> str | None:
    try:
        parts = urlsplit(place)
    except ValueError:
        return f"the link to {quoted(place)} is no address"
    if parts.scheme == "attachment":
        known = unquote(parts.path) in piece.attachments
        return None if known else f"the picture {quoted(place)} is not attached to the cell"
    if parts.scheme or parts.netloc:
        return None
    path, target = unquote(parts.path), piece.file
    if path:
        start = folder if path.startswith("/") else piece.file.parent
        target = start / path.lstrip("/")
        try:
            there = target.exists()
        except (OSError, ValueError):
            there = False
        if not there:
            return f"the link to {quoted(place)} leads to no file"
    anchor = unquote(parts.fragment)
    if anchor and target.suffix in (".md", ".ipynb") and anchor not in anchors_of(target.resolve()):
        return f"the link to {quoted(place)} leads to no heading"
    return None


@cache
def anchors_of(file: Path) -> frozenset[str]:
    """The anchors of a file's headings, as JupyterLab and as code forges name them."""
    found: set[str] = set()
    try:
        pieces = texts_of(file)
    except DataError:
        return frozenset()
    for piece in pieces:
        plain = re.sub(r"^(`{3,}|~{3,}).*?^\1", "", piece.markdown, flags=re.M | re.S)
        for heading in _HEADING.finditer(plain):
            title = re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", heading[1] or heading[2])
            slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            found |= {title.replace(" ", "-"), slug}
        found |= set(_NAMED.findall(plain))
    return frozenset(found)

"""What a file that is no hand-in probably is, so that its learner can be told what to hand in."""

from __future__ import annotations

from collections.abc import Collection

_BEGINNINGS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "a document of an older Word, Excel or PowerPoint",
    b"{\\rtf": "a text document (RTF)",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}
_INSIDE = {
    "word/": "a Word document",
    "xl/": "an Excel sheet",
    "ppt/": "a PowerPoint presentation",
    "index/document.iwa": "a document of Pages, Numbers or Keynote",
    "content.xml": "a document of LibreOffice",
    "meta-inf/container.xml": "an e-book",
}
_JSON = {
    b'"nbformat"': "a notebook",
    b'"assignment"': "the assignment itself",
    b'"feedback"': "a page of feedback",
}


def kind_of(content: bytes) -> str:
    """What the content of a file probably is; "" if nothing tells.

    >>> kind_of(b"%PDF-1.7")
    'a PDF'
    """
    start = content.lstrip()[:20].lower()
    for beginning, kind in _BEGINNINGS.items():
        if start.startswith(beginning.lower()):
            return kind
    if start.startswith(b"{"):
        some = content[:2000] + content[-2000:]
        return next((kind for word, kind in _JSON.items() if word in some), "")
    return ""


def kind_inside(names: Collection[str]) -> str:
    """What an archive with these files probably is; "" for an archive of files.

    >>> kind_inside(["[Content_Types].xml", "word/document.xml"])
    'a Word document'
    """
    every = {name.casefold() for name in names}
    if every & {"[content_types].xml", "mimetype", "index/document.iwa"}:
        for inside, kind in _INSIDE.items():
            if any(name.startswith(inside) for name in every):
                return kind
        return "a document of another program"
    return ""

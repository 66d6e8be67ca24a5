"""Names in the data may be British; whoever reads of them reads American English."""

from __future__ import annotations

from functools import lru_cache

BRITISH = {
    "programme": "program",
    "judgement": "judgment",
    "authoris": "authoriz",
    "recognis": "recogniz",
    "favour": "favor",
    "orthopaedic": "orthopedic",
    "anaesth": "anesth",
    "tumour": "tumor",
    "behaviour": "behavior",
    "labelled": "labeled",
    "centre": "center",
    "colour": "color",
    "whilst": "while",
    "practise": "practice",
}


@lru_cache(maxsize=4096)
def american(text: str) -> str:
    """A text of the data as learners read it: names there may be British.

    >>> american("Home exercise programme")
    'Home exercise program'
    """
    for british, spelled in BRITISH.items():
        text = text.replace(british, spelled).replace(british.capitalize(), spelled.capitalize())
    return text

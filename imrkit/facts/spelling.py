"""Names in the data may be British; whoever reads of them reads American English.

A name becomes words here, wherever it is shown; a text of the data is American where it stands.
"""

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
ABBREVIATIONS = {"cbt": "CBT", "cox2": "COX-2", "ct": "CT", "nsaid": "NSAID", "tens": "TENS"}
"""How sentences write what a name of the data has in small letters."""


@lru_cache(maxsize=4096)
def american(text: str) -> str:
    """A text in American spelling.

    >>> american("Home exercise programme")
    'Home exercise program'
    """
    for british, spelled in BRITISH.items():
        text = text.replace(british, spelled).replace(british.capitalize(), spelled.capitalize())
    return text


def name_said(name: str) -> str:
    """A name of the data in words: of a choice, a treatment, a criterion, a figure.

    >>> name_said("home_programme_visits"), name_said("cox2_reason")
    ('home program visits', 'COX-2 reason')
    """
    return american(" ".join(ABBREVIATIONS.get(word, word) for word in name.split("_")))

"""How learners read what data tell: in American spelling, with dates as charts have them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from imrkit.exercises.dates import as_charts
from imrkit.facts.spelling import american
from imrkit.views.html.markup import Html, ours

TEXTS = frozenset(
    {
        *("label", "question", "source", "note", "meta", "title", "said", "compared", "other"),
        *(
            "more",
            "was",
            "now",
            "text",
            "lead",
            "cite",
            "says",
            "next",
            "words",
            "problem",
            "doubt",
        ),
        *("across_label", "down_label"),
    }
)
"""The fields of a page's data that are read."""
PIECES = frozenset(("why", "rationale", "picture"))
"""Those that are HTML."""


@lru_cache(maxsize=4096)
def text_as_read(text: str) -> str:
    """A text as learners read it.

    >>> text_as_read("Home exercise programme, asked for on 2014-01-06")
    'Home exercise program, asked for on 01/06/2014'
    """
    return as_charts(american(text))


def as_read(html: Html) -> Html:
    """HTML as learners read it: its texts; what stands inside tags is left alone.

    >>> as_read(Html('<p id="programme">programme</p>'))
    Html('<p id="programme">program</p>')
    """
    return ours(re.sub(r">[^<]+", lambda text: text_as_read(text[0]), html))


def data_as_read(data: Any, field: str = "") -> Any:
    """Plain data that a page shows, its texts as learners read them; values are left alone.

    >>> data_as_read({"label": "programme", "value": "programme"})
    {'label': 'program', 'value': 'programme'}
    """
    if isinstance(data, dict):
        return {name: data_as_read(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [data_as_read(one, field) for one in data]
    if isinstance(data, str) and field in TEXTS:
        return text_as_read(data)
    if isinstance(data, str) and field in PIECES:
        return str(as_read(ours(data)))
    return data

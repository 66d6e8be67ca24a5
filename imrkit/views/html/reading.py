"""How learners read what data tell: in American spelling, with dates as charts have them."""

from __future__ import annotations

import re

from imrkit.exercises.dates import as_charts
from imrkit.exercises.style import american
from imrkit.views.html.markup import Html, ours


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

"""HTML as a type of its own: what is put into it is escaped unless it is HTML itself.

>>> Html("<p>{}</p>").format("1 < 2")
Html('<p>1 &lt; 2</p>')
>>> Html("<p>{}</p>").format(Html("<b>bold</b>"))
Html('<p><b>bold</b></p>')
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Characters that draw nothing and steer a terminal, a parser or the direction of writing."""
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")


class Html(Markup):
    """HTML; a text that is put into it is escaped, and keeps its own direction of writing.

    In an attribute or a drawing, where no element may stand, put `quoted(text)`.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Html:
        """Turn a text into HTML; HTML stays as it is."""
        if hasattr(s, "__html__"):
            return cls(s.__html__())
        text = escape(neutral(str(s)))
        return cls("<bdi>" + text + "</bdi>" if _RIGHT_TO_LEFT.search(text) else text)


def quoted(text: str) -> Html:
    """A text for an attribute or a drawing."""
    told = neutral(text)
    return Html(escape(f"\u2068{told}\u2069" if _RIGHT_TO_LEFT.search(told) else told))


def neutral(text: str) -> str:
    """A text without characters that steer; each is shown as one that cannot be."""
    return _CONTROLS.sub("\ufffd", text)


def joined(parts: Iterable[str], by: str = "") -> Html:
    """Join pieces of HTML; plain texts among them are escaped."""
    return Html(by).join(parts)


NOTHING = Html("")

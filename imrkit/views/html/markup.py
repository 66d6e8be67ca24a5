"""HTML as a type of its own: what is put into it is escaped and set as in print, unless it is HTML.

>>> Html("<p>{}</p>").format("1 < 2")
Html('<p>1 &lt; 2</p>')
>>> Html("<p>{}</p>").format(Html("<b>bold</b>"))
Html('<p><b>bold</b></p>')
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from imrkit.characters import neutral, right_to_left
from imrkit.words.english import printed


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
        text = escape(printed(neutral(str(s))))
        return cls(Markup("<bdi>{}</bdi>").format(text) if right_to_left(text) else text)


NOTHING = Html("")


def quoted(text: str) -> Html:
    """A text for an attribute or a drawing."""
    told = printed(neutral(text))
    isolated = f"\u2068{told}\u2069" if right_to_left(told) else told
    return Html("{}").format(escape(isolated))


def join(parts: Iterable[str], by: Html = NOTHING) -> Html:
    """Join pieces of HTML; plain texts among them are escaped."""
    return by.join(parts)


def bullets(lines: Iterable[str]) -> Html:
    """Lines as a list; nothing where there are none."""
    told = join(Html("<li>{}</li>").format(line) for line in lines)
    return Html("<ul>{}</ul>").format(told) if told else NOTHING


def ours(text: str) -> Html:
    """A script, stylesheet or page of imrkit's own, which is code and no text to be shown."""
    return Html(text)  # noqa: S704

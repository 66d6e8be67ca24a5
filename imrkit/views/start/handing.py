"""The one file to hand in: made from what is kept, to be seen whole, saved, and deleted."""

from __future__ import annotations

from imrkit.exercises.handing_in import HandedIn
from imrkit.exercises.record import MOST_BYTES
from imrkit.files.opening import read_bytes
from imrkit.views.html.markup import NOTHING, Html, bullets
from imrkit.words.english import ended, upper_first


def handing_html(made: HandedIn) -> Html:
    """Which file was made, what is in it, and all of it to read.

    Args:
        made: the file.
    """
    where = Html(
        "<p>The file to hand in is <code>{}</code>. You hand it in yourself: it is sent nowhere. "
        "You may read, save, or delete it, and make it again when you have answered more.</p>"
    ).format(made.path)
    return (
        where
        + Html(
            "<p>In it, for <code>{}</code>, the id that stands in the file in place of a name. "
            "The file's name ends in it too; tell it to your teacher, if it was not your teacher "
            "who gave it to you:</p>"
        ).format(made.learner)
        + bullets(map(_sentence, made.contents))
        + (
            Html("<p>Good to know:</p>") + bullets(map(_sentence, made.notes))
            if made.notes
            else NOTHING
        )
        + Html(
            "<details><summary>Read all of it</summary>"
            '<pre class="imr-handed" tabindex="0">{}</pre></details>'
        ).format(handed_text(made))
    )


def handed_text(made: HandedIn) -> str:
    """All that is in a file to hand in."""
    return read_bytes(made.path, 2 * MOST_BYTES).decode()


def _sentence(line: str) -> str:
    return ended(upper_first(line))

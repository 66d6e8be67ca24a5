"""HTML is a type of its own: whatever else is put into it is escaped."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import imrkit
from imrkit.views.html import markup
from imrkit.views.html.markup import Html, join, quoted


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(markup).failed == 0


@pytest.mark.parametrize("text", ["<b>", "a & b", '" onload="x', "' onload='x", "</script>"])
def test_a_text_is_escaped_however_it_comes_into_html(text: str) -> None:
    for made in (
        Html("<p>{}</p>").format(text),
        Html("<p>%s</p>") % text,
        Html("<p>") + text,
        text + Html("</p>"),
        join([text, Html("<br>")]),
        Html("<p title='{}'>").format(quoted(text)),
    ):
        assert isinstance(made, Html)
        assert text not in made


def test_html_is_not_escaped_again() -> None:
    inner = Html("<b>{}</b>").format("<")
    assert Html("<p>{}</p>").format(inner) == "<p><b>&lt;</b></p>"
    assert join([inner, inner], Html("<br>")) == "<b>&lt;</b><br><b>&lt;</b>"


def test_a_text_from_right_to_left_keeps_to_itself() -> None:
    hebrew = "\u05e9\u05dc\u05d5\u05dd"
    assert Html("{}").format(hebrew) == f"<bdi>{hebrew}</bdi>"
    assert quoted(hebrew) == f"\u2068{hebrew}\u2069", "no element stands in an attribute"
    assert Html("{}").format("plain") == "plain"


def test_characters_that_steer_are_shown_as_their_codes() -> None:
    for steering in "\x00\x1b\x07\x9b\u202e\u2066\u200f\ufeff":
        code = f"a\\u{ord(steering):04x}b"
        assert Html("{}").format(f"a{steering}b") == code
        assert quoted(f"a{steering}b") == code


def test_the_style_checker_refuses_html_that_is_put_together_by_hand(tmp_path: Path) -> None:
    """A formatted string inside Html(...) would be taken as it is; ruff says no."""
    root = Path(imrkit.__file__).parents[1]
    if not (root / "pyproject.toml").is_file():
        pytest.skip("imrkit is installed, and not a checkout")
    file = tmp_path / "wrong.py"
    line = "from imrkit.views.html.markup import Html\nname = input()\nprint(Html(f'<p>{name}'))\n"
    file.write_text(line, encoding="utf-8")
    config = str(root / "pyproject.toml")
    run = [sys.executable, "-m", "ruff", "check", "--no-cache", "--config", config, str(file)]
    done = subprocess.run(run, capture_output=True, text=True)
    assert "S704" in done.stdout

"""How far a batch is, in words, on a terminal, in a log and in JupyterLab."""

from __future__ import annotations

import io
from typing import Any

import pytest

from imrkit.batch.progress import InJupyter, InLines, OnTerminal, State, usual


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State(40), "0 of 40 notebooks"),
        (State(40, 0, 1, 0, 5.0, 5.0), "1 of 40 notebooks"),
        (State(40, 0, 11, 0, 10.0, 5.0), "11 of 40 notebooks, about 14 s left"),
        (State(40, 20, 11, 1, 130.0, 10.0), "31 of 40 notebooks, 1 failed, about 2 min left"),
        (State(5001, 0, 11, 0, 15.0), "11 of 5001 notebooks, about 2 h 5 min left"),
        (State(40, 20, 20, 0, 9.0), "40 of 40 notebooks"),
    ],
)
def test_the_time_left_goes_by_what_ran_now(state: State, says: str) -> None:
    assert str(state) == says


def test_on_a_terminal_one_line_is_written_over() -> None:
    stream = Terminal()
    shown = usual(stream)
    assert isinstance(shown, OnTerminal)
    for done in (0, 2, 2, 3):
        shown.show(State(3, 0, done, 0, float(done)))
    shown.end()
    assert stream.getvalue().split("\r") == [
        "",
        "0 of 3 notebooks",
        "2 of 3 notebooks, about 2 s left",
        "3 of 3 notebooks".ljust(len("2 of 3 notebooks, about 2 s left")) + "\n",
    ]


def test_a_log_gets_a_line_for_each_tenth() -> None:
    stream = io.StringIO()
    shown = usual(stream)
    assert isinstance(shown, InLines)
    for done in range(101):
        shown.show(State(100, 0, done, 0, 1.0))
    assert len(stream.getvalue().splitlines()) == 11


def test_in_jupyterlab_one_bar_is_drawn_anew_with_its_words() -> None:
    drawn: list[Any] = []
    now = iter([0.0, 0.0, 0.1, 0.3, 0.3, 0.31, 0.31])

    class Handle:
        def update(self, thing: Any) -> None:
            drawn.append(thing)

    def display(thing: Any) -> Handle:
        drawn.append(thing)
        return Handle()

    bar = InJupyter(display, lambda: next(now))
    for done in range(4):
        bar.show(State(3, 0, done, 0, 1.0))
    bar.end()
    assert [str(one) for one in drawn] == [
        "0 of 3 notebooks",
        "2 of 3 notebooks, about 1 s left",
        "3 of 3 notebooks",
    ]
    html = drawn[1]._repr_html_()
    assert '<progress max="3" value="2"' in html
    assert html.startswith("<label>2 of 3 notebooks")

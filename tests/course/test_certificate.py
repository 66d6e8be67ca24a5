"""A certificate tells each aim with its figure and of how many answers it is."""

from __future__ import annotations

import datetime as dt

import pytest

from imrkit.course.certificate import AIMS, Certificate, aim_of, certificate
from imrkit.exercises.entry import Entry
from imrkit.exercises.loading import load_exercise
from tests.course.answers import entry

DAY = dt.date(2026, 3, 9)


def made(*entries: Entry, aims: dict[str, str] | None = None) -> Certificate:
    return certificate(
        " Ada ",
        DAY,
        entries,
        ["M1", "M2"],
        aims or {},
        {"v": 0.4},
        lessons=3,
        book="b00c",
        code="c0de",
    )


def test_every_aim_has_a_line_also_where_nothing_was_answered() -> None:
    found = made()
    assert [figure.aim for figure in found.figures] == list(AIMS)
    assert all(f.value is None and f.answers == 0 for f in found.figures)
    assert found.name == "Ada"


def test_only_first_tries_count() -> None:
    tries = [entry("e", right=False), entry("e", attempt=2)]
    found = made(*tries, aims={"e": "O3"})
    figure = found.figures[2]
    assert (figure.aim, figure.value, figure.answers) == ("O3", 0.0, 1)


def test_deciding_is_told_as_skill_above_chance() -> None:
    tries = [entry("v", seed=n, right=n < 4) for n in range(5)]
    found = made(*tries, aims={"v": "O4"})
    figure = found.figures[3]
    assert figure.value == pytest.approx((0.8 - 0.4) / 0.6)
    assert figure.answers == 5


def test_being_sure_is_told_as_the_brier_score() -> None:
    tries = [entry("v", seed=n, right=bool(n % 2), confidence=50) for n in range(4)]
    found = made(*tries)
    assert found.figures[-1].value == pytest.approx(0.25)
    assert found.figures[-1].answers == 4


@pytest.mark.parametrize(
    ("exercise", "aim"),
    [
        ("l04-verdict-first", "O4"),
        ("l04-count-total", "O2"),
        ("l04-sort-whose", "O7"),
        ("l04-sort-states", "O2"),
        ("l04-edition-six", "O3"),
        ("l05-request-log", "O5"),
        ("l04-rationale-six", "O6"),
        ("l11-count-decide", "O8"),
        ("l04-order-dates", "O8"),
    ],
)
def test_each_exercise_serves_an_aim(exercise: str, aim: str) -> None:
    assert aim_of(load_exercise(exercise).data) == aim

"""`imrkit timeline`: a case set out, dates moved, and what cannot be used refused in one line."""

from __future__ import annotations

import json

import pytest

from imrkit.cli import main
from tests.support.letter import LETTER


def test_timeline_sets_out_a_case_and_what_a_move_changes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["timeline", LETTER]) == 0
    assert "In time. Apply for independent medical review." in capsys.readouterr().out
    moves = ["--move", "decision=2016-11-28", "--move", "service=2016-11-30"]
    assert main(["timeline", LETTER, *moves, "--set", "served_by_mail=no"]) == 0
    told = capsys.readouterr().out
    assert "Late. Apply for independent medical review." in told
    assert "Changed by you: Utilization review decision 2016-11-28" in told


def test_timeline_writes_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", "mcatee-2014", "--json"]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["case"] == "mcatee-2014"
    assert {event["event"] for event in data["events"]} >= {"injury", "determination"}
    assert data["appeals"][0]["result"] == "set aside"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--move", "application"], "expected EVENT=DATE, such as application=2017-02-05"),
        (["--move", "aplication=2017"], "Did you mean 'application'"),
        (["--move", "application=soon"], "expected a date"),
        (["--move", "application=2018-01-01"], "which comes first; move determination too"),
        (["--set", "served_by_mial=yes"], "Did you mean 'served_by_mail'"),
        (["--item", "9"], "disputed item"),
    ],
)
def test_timeline_refuses_what_it_cannot_use_in_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], problem: str
) -> None:
    assert main(["timeline", LETTER, *words]) == 2
    error = capsys.readouterr().err
    assert problem in error
    assert error.count("\n") == 1

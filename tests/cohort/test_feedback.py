"""A learner's feedback: as notebook and page, offline, never with a key, whatever was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from imrkit.cohort.feedback import feedback_data, feedback_text
from imrkit.cohort.graded import grade
from imrkit.cohort.grading import grade_all
from imrkit.cohort.lessons import exercise_named, exercises_of
from imrkit.cohort.pages import DATA, NOTEBOOK, PAGE, Page, write_pages
from imrkit.cohort.points import lesson_points
from imrkit.cohort.reading import HandIn
from imrkit.cohort.regrading import Regraded, regrade
from imrkit.cohort.sources import Source
from imrkit.errors import DataError
from imrkit.exercises.asking import ask, key
from imrkit.exercises.entry import Entry
from imrkit.exercises.grading import scored
from imrkit.views.instructor import Feedback
from tests.cohort.conftest import Cohort

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\u202e=1+1 {{7*7}} '\"\\"


def regraded(*answers: tuple[str, int, dict[str, Any]]) -> Regraded:
    entries = tuple(
        Entry("2026-01-05T12:00:00Z", "s", exercise, seed, "b", answer=answer)
        for exercise, seed, answer in answers
    )
    return regrade(HandIn(Source("x", ("x",), b""), entries=entries), "s1")


def data_of(graded: Regraded) -> dict[str, Any]:
    return feedback_data(graded, {4: lesson_points(graded, exercises_of(4))}, "Ada", ["A note."])


@pytest.fixture(scope="module")
def of_cohort(cohort: Cohort) -> dict[str, Any]:
    found = grade_all(cohort.folder / "hand-ins", cohort.roster, {}, 4)
    return feedback_data(found.learners["s1000"], found.earned["s1000"], "Abbott, Ada")


def test_it_tells_what_was_asked_answered_and_said(of_cohort: dict[str, Any]) -> None:
    (lesson,) = of_cohort["lessons"]
    assert lesson["tried"] == len(lesson["exercises"]) == len(exercises_of(4))
    for one in lesson["exercises"]:
        assert one["ask"]
        assert 1 <= len(one["tries"]) <= 3
        assert all(told["answer"] or told["says"] for told in one["tries"])


@pytest.mark.parametrize(
    "exercise", [one.id for one in exercises_of(4) if one.data.kind in ("choice", "verdict")]
)
def test_a_wrong_answer_is_answered_without_the_key(exercise: str) -> None:
    one = exercise_named(exercise)
    assert one is not None
    question, right = ask(one, 7), key(one, 7)
    for part in question.parts:
        wrong = [o for o in part.options if o.meaning not in right.right[part.of or part.id]]
        rights = [o.says for o in part.options if o.meaning in right.right[part.of or part.id]]
        for option in wrong:
            answer: dict[str, Any] = {p.id: p.options[0].id for p in question.parts}
            answer[part.id] = option.id
            others = {o.says for p in question.parts if p.id != part.id for o in p.options}
            text = feedback_text(data_of(regraded(*[(exercise, 7, answer)] * 4)))
            shown = json.loads(text)["lessons"][0]["exercises"]
            told = json.dumps([e["tries"] for e in shown if e["tries"]])
            assert not [says for says in rights if says in told and says not in others]


def test_no_id_or_key_of_the_engine_is_in_it(of_cohort: dict[str, Any]) -> None:
    text = feedback_text(of_cohort)
    for word in ('"key"', '"meaning"', '"seed"', "fits_purpose", "within_course", "not_shown"):
        assert word not in text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of somebody who typed what a page or a spreadsheet could take for code."""
    folder = tmp_path_factory.mktemp("pages")
    one = exercise_named("l04-rationale-flagship")
    assert one is not None
    question = ask(one)
    answer: dict[str, Any] = {}
    for part in question.parts:
        if part.input == "text":
            answer[part.id] = HOSTILE
        elif part.options:
            answer[part.id] = part.options[0].id
        else:
            answer[part.id] = "1"
    data = data_of(regraded((one.id, 0, answer)))
    data["lessons"][0]["exercises"][0] |= {"ask": HOSTILE, "request": HOSTILE, "hints": 0}
    data["lessons"][0]["exercises"][0]["tries"] = [
        {
            "right": False,
            "sure": None,
            "score": 0.0,
            "answer": [{"part": HOSTILE, "says": HOSTILE}],
            "says": [HOSTILE],
        }
    ]
    data["name"] = HOSTILE
    assert write_pages([Page("s1", folder / "s1", data)]) == {}
    return folder / "s1"


@pytest.mark.notebooks
def test_hostile_text_stays_text(hostile: Path) -> None:
    page = (hostile / PAGE).read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|iframe|object|link|base|form)\b", page)
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert "&lt;script&gt;alert(1)" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.notebooks
def test_the_page_asks_nothing_of_a_network(hostile: Path) -> None:
    page = (hostile / PAGE).read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.findall(r"<[^>]*\s(?:src|href|srcset|style)\s*=", page)
    assert not re.findall(r"https?://|@import|url\(", page)


@pytest.mark.notebooks
def test_the_notebook_is_sound_and_tells_nothing_of_the_instructors_computer(hostile: Path) -> None:
    import nbformat

    text = (hostile / NOTEBOOK).read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert str(hostile.parent) not in text
    assert "papermill" not in notebook.metadata
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert not any("script" in source for source in sources)


@pytest.mark.notebooks
def test_pages_of_the_same_data_are_not_made_again(hostile: Path) -> None:
    before = (hostile / PAGE).stat().st_mtime_ns
    data = json.loads((hostile / DATA).read_text())
    assert write_pages([Page("s1", hostile, data)]) == {}
    assert (hostile / PAGE).stat().st_mtime_ns == before


@pytest.mark.notebooks
def test_a_page_whose_process_is_lost_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imrkit.batch.workers import run_task

    def lose(task: dict[str, Any]) -> dict[str, Any]:
        if task["job"] == "lost":
            raise RuntimeError
        return run_task(task)

    monkeypatch.setattr("imrkit.cohort.pages.run_task", lose)
    data = data_of(regraded())
    wanted = [Page(id, tmp_path / id, data) for id in ("lost", "kept")]
    failed = write_pages(wanted)
    assert failed == {
        "lost": "before the first cell: the process that ran it was lost (RuntimeError)"
    }
    assert (tmp_path / "kept" / PAGE).is_file()
    assert not (tmp_path / "lost" / PAGE).exists()


def test_the_notebook_without_a_learner_says_what_it_is_for() -> None:
    shown = Feedback()
    assert "imrkit grade" in shown.summary.text
    assert (shown.answers.text, shown.ideas.text, shown.sure.text) == ("", "", "")


@pytest.mark.parametrize("content", ["[]", "{}", "{", "[" * 5000, '{"imrkit": "answers"}'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(DataError, match="is no feedback of imrkit"):
        Feedback(tmp_path / "x.json")


def test_nobody_is_told_what_is_for_the_instructor_to_weigh(cohort: Cohort, tmp_path: Path) -> None:
    from imrkit.cohort.graded import grade

    (tmp_path / "in").mkdir()
    text = cohort.texts["s1000"].replace(b'"credit": 1.0', b'"credit": 0.9', 1)
    (tmp_path / "in" / "hand-in.jsonl").write_bytes(text)
    told: list[Any] = []

    def pages(some: Any, _: object) -> dict[str, str]:
        told.extend(page.data for page in some)
        return {}

    found = grade(
        tmp_path / "in",
        cohort.folder / "roster.csv",
        tmp_path / "out",
        pages=pages,
    )
    assert {note.what for note in found.notes} == {"chain", "scores"}
    assert told[0]["notes"] == []


def test_a_learner_is_told_what_to_do_and_never_the_instructors_commands(
    cohort: Cohort, tmp_path: Path
) -> None:
    """Answers that came before the assignment, in a file that was cut short."""
    text = cohort.texts["s1000"].splitlines(keepends=True)
    lines = [json.loads(line) for line in text]
    for line in lines[2:]:
        line["seed"] = 0
    whole = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines[:-2])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hand-in.jsonl").write_text(whole, encoding="utf-8")
    told: list[str] = []

    def keep(pages: Sequence[Page], _: object) -> dict[str, str]:
        for one in pages:
            told.extend(one.data["notes"])
        return {}

    grade(
        tmp_path / "in",
        cohort.folder / "roster.csv",
        tmp_path / "out",
        assigned=cohort.folder / "assigned",
        pages=keep,
    )
    words = " ".join(told)
    assert "answer them on your own file, and hand in again" in words
    assert "Your file was cut short" in words
    assert "--assigned" not in words


def test_a_learner_is_told_what_a_second_try_and_a_hint_earn(tmp_path: Path) -> None:
    path = tmp_path / "feedback.json"
    path.write_text(feedback_text(data_of(Regraded("s1"))))
    page = str(Feedback(path).summary.html)
    assert "100% at the first try, 60% at the second, and 30% at the third" in page
    assert "Each hint takes 10 points" in page


def test_the_docs_tell_what_tries_and_hints_earn_as_it_is_graded() -> None:
    text = (Path(__file__).parents[2] / "docs" / "cohort.md").read_text(encoding="utf-8")
    for number, which in enumerate(("first", "second", "third"), 1):
        figures = " | ".join(f"{scored(1, number, hints):.0%}" for hints in range(4))
        assert f"| {which} try | {figures} |" in text

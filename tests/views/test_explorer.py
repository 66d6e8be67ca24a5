"""The explorer's view of a determination, and the widget without a browser."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import imrkit
from imrkit.cases.loading import case_paths, load_case
from imrkit.determination.determination import Determination
from imrkit.errors import DataError, UnknownName
from imrkit.views.explorer.controls import Control, Plain
from imrkit.views.explorer.state import View, original, revised, view
from imrkit.views.explorer.widget import Explorer
from imrkit.whatif.space import facts_that_count


@pytest.fixture
def flagship() -> Determination:
    return original(load_case("flagship"), "1")


def seen(file: Determination, **changes: Plain) -> View:
    return view(file, revised(file, changes), ways=False)


def controls(shown: View) -> dict[str, Control]:
    return {c["name"]: c for g in shown["groups"] for c in (*g["controls"], *g["more"])}


@pytest.fixture(scope="module")
def items() -> list[tuple[Determination, View]]:
    """Every disputed item of every case, and what the explorer shows of it."""
    cases = [load_case(name) for name in case_paths()]
    files = [original(case, item.id) for case in cases for item in case.items]
    return [(file, seen(file)) for file in files]


Items = list[tuple[Determination, View]]


def one_of_each_rule(items: Items) -> dict[str, tuple[Determination, View]]:
    return {file.rule.id: (file, shown) for file, shown in items if file.rule}


# ---- what is shown -----------------------------------------------------------------------------


def test_the_flagship_is_upheld_on_three_grounds_that_each_decide_alone(
    flagship: Determination,
) -> None:
    shown = seen(flagship)
    assert shown["outcome"]["word"] == "Upheld"
    assert [g["verdict"] for g in shown["against"]] == ["Not met", "Not shown", "Not shown"]
    assert all(g["alone"] and g["cite"] and "<svg" in g["picture"] for g in shown["against"])


def test_rules_that_do_not_govern_say_why_and_what_would_follow(flagship: Determination) -> None:
    told = {rule["verdict"]: rule["text"] for rule in seen(flagship)["rules"]}
    assert "injuries from 2004 on" in told["Does not apply"]
    assert "If it did apply" in told["Might apply"]


def test_every_fact_that_the_rules_read_has_a_control(items: Items) -> None:
    for file, shown in items:
        missing = {k.fact.name for k in facts_that_count(file)} - controls(shown).keys()
        assert not missing, f"{file} lacks {missing}"


def test_what_no_document_says_stands_at_not_documented_and_a_reading_at_open(
    flagship: Determination,
) -> None:
    shown = controls(seen(flagship))
    labels = {
        name: next(o["label"] for o in shown[name]["options"] if o["value"] == shown[name]["value"])
        for name in ("visits_completed", "functional_improvement", "instruction_needs_history")
    }
    assert labels == {
        "visits_completed": "Not documented",
        "functional_improvement": "Not documented",
        "instruction_needs_history": "Open",
    }


def test_every_control_lets_a_fact_be_not_documented(items: Items) -> None:
    for _, shown in items:
        for control in controls(shown).values():
            assert any(option["open"] for option in control["options"]), control["name"]


def test_a_date_that_the_letter_gives_in_part_stands_as_given(flagship: Determination) -> None:
    decided = controls(seen(flagship))["decision_date"]
    assert [o["label"] for o in decided["options"]] == ["Not documented", "2014"]
    assert decided["value"] is None


def test_facts_on_which_a_file_is_silent_start_out_of_sight(flagship: Determination) -> None:
    (asked,) = [g for g in seen(flagship)["groups"] if g["kind"] == "request"]
    assert "visits_requested" in [c["name"] for c in asked["controls"]]
    assert "passive_only" in [c["name"] for c in asked["more"]]


def test_a_slider_reaches_every_number_that_a_rule_tells_apart(flagship: Determination) -> None:
    slider = controls(seen(flagship))["visits_completed"]["slider"]
    assert slider is not None
    assert 24 <= slider["end"] < slider["most"] == 999


def test_every_item_of_every_case_can_be_shown(items: Items) -> None:
    for _, shown in items:
        assert json.loads(json.dumps(shown)) == shown
        assert shown["outcome"]["compared"]


def test_no_view_needs_jupyter() -> None:
    program = "import sys, imrkit.views.explorer.state; print('ipywidgets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


# ---- changing facts ----------------------------------------------------------------------------


def test_each_choice_of_each_control_takes_effect(flagship: Determination) -> None:
    for name, control in controls(seen(flagship)).items():
        for option in control["options"]:
            after = controls(seen(flagship, **{name: option["value"]}))[name]
            assert after["value"] == option["value"]
            assert after["changed"] == (option["value"] != control["value"])


def test_a_changed_fact_says_so_and_keeps_what_the_file_says(flagship: Determination) -> None:
    note = controls(seen(flagship, visits_requested=3))["visits_requested"]["note"]
    assert note == "Changed by you. In the file: 6 visits."


def test_what_says_the_same_as_the_file_is_no_change(flagship: Determination) -> None:
    same = {"visits_requested": 6, "visits_completed": "not documented", "decision_date": None}
    assert revised(flagship, same) is flagship


def test_a_value_that_does_not_fit_is_refused_in_words(flagship: Determination) -> None:
    with pytest.raises(DataError, match="whole number from 1 to 99; found -3"):
        revised(flagship, {"visits_requested": -3})
    with pytest.raises(UnknownName, match="visits_requested"):
        revised(flagship, {"visit_requested": 3})


def test_facts_of_a_rule_that_comes_to_govern_appear(flagship: Determination) -> None:
    cap = "employer_authorised_more"
    assert cap not in controls(seen(flagship))
    assert cap in controls(seen(flagship, injury_date="2005-03-01"))


def test_facts_stay_in_sight_when_no_rule_is_left_that_reads_them(flagship: Determination) -> None:
    later = seen(flagship, decision_date="2030-01-01")
    assert controls(seen(flagship)).keys() <= controls(later).keys()


def test_a_result_is_set_against_that_of_the_file(flagship: Determination) -> None:
    assert "published" in seen(flagship)["outcome"]["compared"]
    after = seen(flagship, visits_requested=3, visits_completed=0)["outcome"]
    assert after["word"] == "Overturned"
    assert after["compared"].startswith("On the facts of the file: upheld, not met.")


def test_every_way_to_try_turns_the_result_around(items: Items) -> None:
    tried = 0
    for file, _ in one_of_each_rule(items).values():
        for way in view(file, file)["ways"] or ():
            if way["values"]:
                assert revised(file, way["values"]).outcome != file.outcome, way
                tried += 1
    assert tried


# ---- the map -----------------------------------------------------------------------------------


def moved(file: Determination, changes: dict[str, Plain], shown: View) -> Iterator[tuple[str, str]]:
    """For each square of the map, what it shows and what the case would be there."""
    found = shown["map"]
    assert found is not None
    for r, row in enumerate(found["rows"]):
        for c, column in enumerate(found["columns"]):
            there = changes | {found["across"]: column["value"]}
            if found["down"]:
                there[found["down"]] = row["value"]
            yield found["cells"][r][c], revised(file, there).verdict


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"purpose": "treatment", "objective_deficits": True},
        {"diagnosis_group": "reflex sympathetic dystrophy (CRPS)", "visits_requested": 40},
    ],
)
def test_moving_a_case_to_a_square_gives_what_the_square_shows(
    flagship: Determination, changes: dict[str, Plain]
) -> None:
    for promised, found in moved(flagship, changes, seen(flagship, **changes)):
        assert promised == found


def test_maps_of_other_rules_keep_their_promises_too(items: Items) -> None:
    mapped = [pair for pair in one_of_each_rule(items).values() if pair[1]["map"]]
    assert len(mapped) > 1
    for file, shown in mapped:
        assert all(promised == after for promised, after in moved(file, {}, shown)), file


def test_the_map_shows_where_the_case_stands_and_where_the_file_has_it(
    flagship: Determination,
) -> None:
    found = seen(flagship, visits_requested=3, visits_completed=5)["map"]
    assert found is not None
    places = [found["here"], found["file"]]
    assert [(found["rows"][r]["label"], found["columns"][c]["label"]) for r, c in places] == [  # type: ignore[misc]
        ("5", "3"),
        ("not documented", "6"),
    ]


def test_numbers_far_from_every_limit_are_drawn_as_one_place(flagship: Determination) -> None:
    found = seen(flagship, visits_requested=90, visits_completed=90)["map"]
    assert found is not None
    assert len(found["columns"]) < 20
    assert any("–" in column["label"] for column in found["columns"])


# ---- the widget --------------------------------------------------------------------------------


@pytest.fixture
def explorer() -> Explorer:
    return imrkit.explore("flagship")


def ask(explorer: Explorer, **changes: Plain) -> None:
    turn = explorer.view["turn"] + 1
    explorer.asked = {"turn": turn, "item": explorer.original.item.id, "changes": changes}


def test_as_text_it_says_the_case_and_its_result(explorer: Explorer) -> None:
    assert repr(explorer) == "Explorer of flagship, item 1: upheld, not met"
    shown = explorer._repr_mimebundle_()
    assert shown
    assert shown[0]["text/plain"] == repr(explorer)


def test_a_question_is_answered_with_its_own_number(explorer: Explorer) -> None:
    ask(explorer, visits_requested=3, visits_completed=0)
    assert explorer.view["turn"] == 1
    assert explorer.view["outcome"]["word"] == "Overturned"
    assert explorer.determination.outcome == "overturned"


def test_a_question_that_cannot_be_answered_says_why_and_changes_nothing(
    explorer: Explorer,
) -> None:
    ask(explorer, visits_requested=3)
    before = explorer.determination
    ask(explorer, visits_requested=1000)
    assert "whole number from 1 to 99" in explorer.view["problem"]
    assert explorer.determination is before
    ask(explorer, visits_requested=4)
    assert explorer.view["problem"] == ""


def test_a_lesson_can_read_set_and_follow_the_facts(explorer: Explorer) -> None:
    followed: list[str] = []
    explorer.observe(lambda change: followed.append(change["new"].outcome), "determination")
    explorer.values = {"visits_requested": 3, "visits_completed": 0}
    assert explorer.values["visits_requested"] == 3
    explorer.reset()
    assert explorer.values["visits_requested"] == 6
    assert followed == ["overturned", "upheld"]


def test_what_would_change_the_result_follows_the_last_of_several_questions() -> None:
    async def hurry() -> list[Any]:
        explorer = imrkit.explore("flagship")
        done = asyncio.Event()
        complete: list[Any] = []

        def note(change: dict[str, Any]) -> None:
            if change["new"]["ways"] is not None:
                complete.append(change["new"])
                done.set()

        explorer.observe(note, "view")
        for visits in (5, 4, 3):
            ask(explorer, visits_requested=visits)
            assert explorer.view["ways"] is None
        await asyncio.wait_for(done.wait(), timeout=60)
        return complete

    (only,) = asyncio.run(hurry())
    assert only["turn"] == 3
    assert only["ways"]


def test_another_item_of_the_letter_can_be_chosen() -> None:
    name = next(n for n in case_paths() if len(load_case(n).items) > 1)
    last = load_case(name).items[-1]
    explorer = imrkit.explore(name)
    assert len(explorer.view["items"]) > 1
    explorer.asked = {"turn": 1, "item": last.id, "changes": {}}
    assert explorer.view["title"] == last.request
    assert repr(imrkit.explore(name, last.id)) == repr(explorer)


def test_a_name_that_does_not_exist_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'flagship'"):
        imrkit.explore("flagshp")
    with pytest.raises(UnknownName, match="disputed item in flagship"):
        imrkit.explore("flagship", 9)


@pytest.mark.notebooks
def test_a_notebook_with_it_passes_nbval_twice(tmp_path: Path) -> None:
    output = {
        "output_type": "execute_result",
        "data": {"text/plain": "Explorer of flagship, item 1: upheld, not met"},
        "metadata": {},
        "execution_count": 1,
    }
    cell = {
        "cell_type": "code",
        "id": "explore",
        "source": 'import imrkit\nimrkit.explore("flagship")',
        "outputs": [output],
        "metadata": {},
        "execution_count": 1,
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "explore.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    for _ in range(2):
        run = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "explore.ipynb"]
        done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        assert "1 passed" in done.stdout

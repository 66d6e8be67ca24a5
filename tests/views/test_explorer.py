"""The explorer's view of a determination, and the widget without a browser."""

import functools
import json
import operator
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import imrkit
from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.determination.deciding import determine
from imrkit.determination.determination import Determination
from imrkit.errors import DataError, UnknownName
from imrkit.rules.governing import By
from imrkit.views.explorer import explore
from imrkit.views.explorer.controls import Control
from imrkit.views.explorer.map import map_data
from imrkit.views.explorer.parts import in_prose, other_rules, step_by_step, the_map, ways
from imrkit.views.explorer.question import Part, Plain
from imrkit.views.explorer.state import View, cell, original, revised, view
from imrkit.views.explorer.widget import Explorer
from imrkit.whatif.space import facts_that_count
from imrkit.words.changes import what_would_change
from imrkit.words.headline import OUTCOME


@pytest.fixture
def flagship() -> Determination:
    return original(load_case("flagship"), "1")


def seen(file: Determination, **changes: Plain) -> View:
    return view(file, revised(file, changes))


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


def test_the_fact_to_begin_with_stands_above_all_others_and_once() -> None:
    found = explore("flagship", first="months_since_surgery")
    shown = [[c["name"] for c in (*g["controls"], *g["more"])] for g in found.view["groups"]]
    assert found.view["groups"][0]["title"] == "Begin here"
    assert shown[0] == ["months_since_surgery"]
    assert "months_since_surgery" not in functools.reduce(operator.iadd, shown[1:], [])
    found.values = {"months_since_surgery": 3}
    assert "postsurgical" in found.view["meta"]
    with pytest.raises(UnknownName, match="months_since_surgery"):
        explore("flagship", first="months_since_surgry")


def test_the_flagship_is_upheld_on_three_grounds_that_each_decide_alone(
    flagship: Determination,
) -> None:
    shown = seen(flagship)
    assert (shown["outcome"]["word"], shown["outcome"]["more"]) == ("Upheld", "not met")
    against = [one for one in shown["reasons"] if one["sign"] not in ("met", "assumed")]
    assert [one["verdict"] for one in against] == [
        "Not met",
        "Not shown; left to judgment",
        "Not shown; left to judgment",
    ]
    assert all(one["cite"] and "<svg" in one["picture"] for one in against)
    assert {one["key"] for one in against} == set(ways(flagship, flagship, "reviewers")["alone"])


def test_rules_that_do_not_govern_say_why_and_what_would_follow(flagship: Determination) -> None:
    told = {rule["verdict"]: rule["text"] for rule in other_rules(flagship, flagship, "reviewers")}
    assert "injuries from 2004 on" in told["Does not apply"]
    assert "If it did apply" in told["Might apply"]


def test_every_fact_that_the_rules_read_has_a_control_but_the_part_of_the_body(
    items: Items,
) -> None:
    for file, shown in items:
        named = {k.fact.name for k in facts_that_count(file) if k.origin == "name of the treatment"}
        counted = {k.fact.name for k in facts_that_count(file)} - {"body_part"} - named
        disputed = {k.fact.name for k in facts_that_count(file) if k.in_dispute}
        missing = counted - disputed - controls(shown).keys()
        assert not missing, f"{file} lacks {missing}"


def test_what_the_name_of_the_medicine_rules_out_is_not_offered() -> None:
    (naproxen,) = determine(load_case("cm17-0019011"))
    assert not {"cox2_inhibitor", "high_risk_nsaid"} & controls(seen(naproxen)).keys()
    shown = seen(naproxen, ulcer_recorded=True, cox2_inhibitor=True)["outcome"]
    assert (shown["word"], shown["more"]) == ("Upheld", "not shown"), "it may bleed still"
    healed = seen(naproxen, ulcer_recorded=True, cox2_inhibitor=True, ulcer_healed=True)
    assert healed["outcome"]["word"] == "Overturned"


def test_each_fact_stands_at_the_state_that_the_file_leaves_it_in(items: Items) -> None:
    """Documented, not documented, assumed, not told, left to judgment: each by its own choice."""
    told: set[str] = set()
    for file, shown in items:
        for name, control in controls(shown).items():
            state = file.known[name].state
            option = next((o for o in control["options"] if o["value"] == control["value"]), None)
            if option is None:
                assert control["type"] in ("number", "date")
                assert state == "documented"
            elif state != "documented":
                assert option["state"] == state, (file, name)
            told.add(state)
    assert told >= {"documented", "not documented", "assumed", "not told", "reading"}


def test_what_only_silence_says_can_be_documented_the_same(flagship: Determination) -> None:
    """A documented no is another state than an assumed one, and says so."""
    after = controls(seen(flagship, passive_only=False))["passive_only"]
    assert (after["state"], after["changed"]) == ("documented", True)
    assert after["note"] == "Changed by you. In the file: assumed: no."


def test_what_the_letter_does_not_tell_can_be_said_to_be_not_documented(items: Items) -> None:
    file, name = next(
        (file, name)
        for file, _ in items
        for name, known in file.known.items()
        if known.state == "not told" and name in {k.fact.name for k in facts_that_count(file)}
    )
    after = revised(file, {name: "not documented"})
    assert after.known[name].state == "not documented"
    assert revised(file, {name: None}) is file


def test_every_control_lets_a_fact_be_not_documented(items: Items) -> None:
    """Or assumed, where silence is read one way, unless the case itself declares the fact open."""
    for file, shown in items:
        for name, control in controls(shown).items():
            known = file.known[name]
            silent = known.fact.unstated is not None and known.value != known.fact.unknown
            wanted = {"assumed"} if silent else {"not documented", "reading", "contradicted"}
            assert wanted & {option["state"] for option in control["options"]}, name


def test_a_fact_that_is_taken_out_of_the_file_is_read_as_any_silence() -> None:
    """Improving is read from silence as no, so that the study is asked for all the same."""
    (file,) = determine("cm16-0240259")
    improving = controls(seen(file))["improving_with_care"]
    first = improving["options"][0]
    assert (first["label"], first["state"]) == ("Not documented (assumed: no)", "assumed")
    after = revised(file, {"improving_with_care": "not documented"})
    assert after.known["improving_with_care"].state == "assumed"
    assert after.outcome == "overturned"
    shown = seen(file, improving_with_care="not documented")
    assert controls(shown)["improving_with_care"]["value"] == "not documented"
    assert [(c["was"], c["now"]) for c in shown["changed"]] == [("yes", "assumed: no")]


def test_a_fact_that_the_case_declares_open_stays_open() -> None:
    file = determine("cm16-0239569")[0]
    radiculopathy = controls(seen(file))["radiculopathy_on_exam"]
    assert "Not documented" in [o["label"] for o in radiculopathy["options"]]
    after = revised(file, {"radiculopathy_on_exam": True})
    assert after.known["radiculopathy_on_exam"].changed
    assert revised(file, {"radiculopathy_on_exam": "not documented"}) is file


def test_the_ways_tell_what_silence_would_do() -> None:
    """Where the file did not tell of radiculopathy, silence would be read as none."""
    (file,) = determine("cm17-0007151")
    (lost,) = ways(file, file, "text")["ways"]
    assert lost["lead"] == "If the file did not document that the examination shows radiculopathy."
    assert lost["values"] == {"radiculopathy_on_exam": "not documented"}
    after = revised(file, lost["values"])
    assert (after.outcome_by("text"), after.verdict_by("text")) == ("upheld", "not met")


def test_a_date_that_the_letter_gives_in_part_stands_as_given(flagship: Determination) -> None:
    decided = controls(seen(flagship))["decision_date"]
    assert [o["label"] for o in decided["options"]] == ["2014", "Not documented"]
    assert decided["value"] is None


def test_a_date_to_try_begins_within_what_the_letter_gives(flagship: Determination) -> None:
    decided = controls(seen(flagship))["decision_date"]
    assert decided["start"] == "2014-01-01"
    after = seen(flagship, decision_date="2014-06-30")
    assert controls(after)["decision_date"]["value"] == "2014-06-30"


def test_each_edition_can_be_tried_by_its_date(flagship: Determination) -> None:
    editions = controls(seen(flagship))["decision_date"]["editions"]
    assert len(editions) > 2
    for edition in editions:
        rule = revised(flagship, {"decision_date": edition["value"], **edition["also"]}).rule
        assert rule is not None
        assert edition["label"].startswith(rule.guideline.short)


def test_no_gain_is_to_be_documented_of_visits_of_which_there_were_none() -> None:
    (found,) = determine("cm17-0019907")
    seven = revised(found, {"visits_requested": 7})
    assert seven.known["visits_completed"].value == (0, 0)
    told = " ".join(way.text for way in what_would_change(seven))
    assert "Ask for at most 6 visits" in told
    assert "functional improvement" not in told


def test_an_injury_after_the_decision_is_refused_with_the_words_of_a_file(
    flagship: Determination, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as refused:
        revised(flagship, {"injury_date": "2015-03-01"})
    text = flagship.case.file.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace("1998-11-11", "2015-03-01"), encoding="utf-8")
    with pytest.raises(DataError) as in_file:
        read_case(wrong)
    assert refused.value.problem == in_file.value.problem
    with pytest.raises(DataError, match="would come before the injury of 1998-11-11"):
        revised(flagship, {"decision_date": "1990-01-01"})


def test_what_a_group_holds_is_settled_by_the_file(flagship: Determination) -> None:
    """Nothing moves to another group under the hand."""

    def places(shown: View) -> dict[str, tuple[str, bool]]:
        return {
            c["name"]: (g["title"], c in g["more"])
            for g in shown["groups"]
            for c in (*g["controls"], *g["more"])
        }

    before = places(seen(flagship))
    after = places(seen(flagship, passive_only=True, visits_completed=3, surgery="none"))
    assert {name: after[name] for name in before} == before
    assert before["passive_only"] == ("Assumed from silence", False)


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


# ---- two ways to judge -------------------------------------------------------------------------


def test_judged_by_the_text_what_only_reviewers_ask_counts_for_nothing(
    flagship: Determination,
) -> None:
    by_text, by_reviewers = view(flagship, flagship, "text"), seen(flagship)
    assert by_text["outcome"]["word"] == "Turns on judgment"
    assert by_reviewers["outcome"]["word"] == "Upheld"
    last = by_text["reasons"][-1]
    assert (last["verdict"], last["sign"]) == ("Not asked by the text", "aside")
    other = "By the guideline\u2019s text alone: turns on judgment."
    assert by_reviewers["outcome"]["other"] == other


def test_both_ways_to_judge_say_what_the_determination_says(items: Items) -> None:
    ways_to_judge: tuple[By, By] = ("text", "reviewers")
    for file, _ in items:
        for by in ways_to_judge:
            shown = view(file, file, by)["outcome"]
            assert shown["word"] == OUTCOME[file.outcome_by(by)]
            assert shown["ground"] == file.verdict_by(by)


def test_every_way_to_try_grants_or_refuses_as_it_is_judged(items: Items) -> None:
    tried = 0
    ways_to_judge: tuple[By, By] = ("text", "reviewers")
    for file, _ in one_of_each_rule(items).values():
        for by in ways_to_judge:
            for way in ways(file, file, by)["ways"]:
                if way["values"]:
                    before, after = file, revised(file, way["values"])
                    granted = [d.outcome_by(by) == "overturned" for d in (before, after)]
                    assert granted[0] != granted[1], (file, by, way)
                    tried += 1
    assert tried > 20


def test_a_fact_said_to_turn_the_result_alone_does(flagship: Determination) -> None:
    file = revised(flagship, {"visits_requested": 3})
    could = ways(flagship, file, "reviewers")["could"]
    assert "visits_completed" in could
    assert revised(flagship, {"visits_requested": 3, "visits_completed": 0}).outcome == "overturned"
    assert "surgery" not in could


# ---- reasons that changed ----------------------------------------------------------------------


def test_each_reason_says_what_it_was(flagship: Determination) -> None:
    assert not any(one["was"] for one in seen(flagship)["reasons"])
    after = seen(flagship, visits_requested=3, visits_completed=0)["reasons"]
    assert {one["was"] for one in after} == {"", "was: not met", "was: not shown; left to judgment"}
    fits = next(one for one in after if one["was"] == "was: not met")
    assert fits["verdict"] == "Met"


def test_each_change_says_what_it_was_and_what_it_is(flagship: Determination) -> None:
    (changed,) = seen(flagship, visits_requested=3)["changed"]
    assert changed == {
        "name": "visits_requested",
        "label": "visits requested",
        "was": "6 visits",
        "now": "3 visits",
    }


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


# ---- the map -----------------------------------------------------------------------------------


def moved(
    file: Determination, changes: dict[str, Plain], by: By
) -> Iterator[tuple[str, dict[str, str]]]:
    """For each square of the map, what it shows and what the case would be there."""
    found = map_data(file, revised(file, changes), by)
    assert found is not None
    for r, row in enumerate(found["rows"]):
        for c, column in enumerate(found["columns"]):
            there = changes | {found["across"]: column["value"]}
            if found["down"]:
                there[found["down"]] = row["value"]
            yield found["cells"][r][c], cell(revised(file, there), by)


@pytest.mark.parametrize("by", ["text", "reviewers"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"purpose": "treatment", "objective_deficits": True},
        {"diagnosis_group": "reflex sympathetic dystrophy (CRPS)", "visits_requested": 40},
    ],
)
def test_moving_a_case_to_a_square_gives_what_the_square_shows_and_says_why(
    flagship: Determination, changes: dict[str, Plain], by: By
) -> None:
    for promised, told in moved(flagship, changes, by):
        assert promised == told["ground"]
        assert told["says"]


def test_the_map_shows_where_the_case_stands_and_where_the_file_has_it(
    flagship: Determination,
) -> None:
    now = revised(flagship, {"visits_requested": 3, "visits_completed": 5})
    found = map_data(flagship, now, "reviewers")
    assert found is not None
    places = [found["here"], found["file"]]
    assert [(found["rows"][r]["label"], found["columns"][c]["label"]) for r, c in places] == [  # type: ignore[misc]
        ("5", "3"),
        ("not documented", "6"),
    ]


# ---- the widget --------------------------------------------------------------------------------


@pytest.fixture
def explorer() -> Explorer:
    return imrkit.explore("flagship")


def ask(explorer: Explorer, want: list[Part] | None = None, **changes: Plain) -> None:
    turn = explorer.view["turn"] + 1
    hear(explorer, question(explorer, turn=turn, changes=changes, want=want or []))


def question(explorer: Explorer, **other: Any) -> dict[str, Any]:
    asked = {"item": explorer.original.item.id, "by": "reviewers", "changes": {}, "want": []}
    return {**asked, "turn": explorer.view["turn"] + 1, **other}


def hear(explorer: Explorer, content: object) -> None:
    """A message of the browser, as the kernel hands it on."""
    explorer._handle_custom_msg(content, [])


def test_as_text_it_says_the_case_and_its_result(explorer: Explorer) -> None:
    assert repr(explorer) == "Explorer of flagship, item 1: upheld, not met"
    shown = explorer._repr_mimebundle_()
    assert shown
    assert shown[0]["text/plain"] == repr(explorer)


def test_where_no_widget_is_drawn_the_present_state_is_shown_as_html(explorer: Explorer) -> None:
    explorer.values = {"visits_requested": 3, "visits_completed": 0}
    bundle = explorer._repr_mimebundle_()
    assert bundle
    html = bundle[0]["text/html"]
    assert "Overturned" in html
    assert "3 visits" in html


def test_a_question_is_answered_with_its_own_number(explorer: Explorer) -> None:
    ask(explorer, visits_requested=3, visits_completed=0)
    assert explorer.view["turn"] == 1
    assert explorer.view["outcome"]["word"] == "Overturned"
    assert explorer.determination.outcome == "overturned"


def test_a_question_that_comes_late_moves_nothing(explorer: Explorer) -> None:
    ask(explorer, visits_requested=3)
    ask(explorer, visits_requested=4)
    hear(explorer, question(explorer, turn=1, changes={"visits_requested": 9}))
    assert explorer.view["turn"] == 2
    assert explorer.values["visits_requested"] == 4


def test_a_question_that_cannot_be_answered_says_why_and_changes_nothing(
    explorer: Explorer,
) -> None:
    ask(explorer, visits_requested=3)
    before = explorer.determination
    ask(explorer, visits_requested=1000)
    assert "whole number from 1 to 99" in explorer.view["problem"]
    assert explorer.determination is before
    assert explorer.view["turn"] == 2
    ask(explorer, visits_requested=4)
    assert explorer.view["problem"] == ""


MALFORMED: list[Any] = [
    None,
    7,
    "visits_requested",
    [],
    {},
    {"turn": 1},
    {"turn": "1", "item": "1", "by": "text", "changes": {}},
    {"turn": True, "item": "1", "by": "text", "changes": {}},
    {"turn": -1, "item": "1", "by": "text", "changes": {}},
    {"turn": 10**400, "item": "1", "by": "text", "changes": {}},
    {"turn": 1, "item": 1, "by": "text", "changes": {}},
    {"turn": 1, "item": "99", "by": "text", "changes": {}},
    {"turn": 1, "item": "1", "by": "law", "changes": {}},
    {"turn": 1, "item": "1", "by": "text", "changes": []},
    {"turn": 1, "item": "1", "by": "text", "changes": {"visits_requested": [3]}},
    {"turn": 1, "item": "1", "by": "text", "changes": {"visits_requested": 3.5}},
    {"turn": 1, "item": "1", "by": "text", "changes": {"visits_requested": 10**400}},
    {"turn": 1, "item": "1", "by": "text", "changes": {"visits_requested": "x" * 10**6}},
    {"turn": 1, "item": "1", "by": "text", "changes": {"decision_date": "2014-99-99"}},
    {"turn": 1, "item": "1", "by": "text", "changes": {"nothing_such": 3}},
    {"turn": 1, "item": "1", "by": "text", "changes": {str(n): n for n in range(10**5)}},
    {"turn": 1, "item": "1", "by": "text", "changes": {}, "want": ["everything"]},
    {"turn": 1, "item": "1", "by": "text", "changes": {}, "want": ["map"] * 10**5},
    {"turn": 1, "item": "1", "by": "text", "changes": {}, "cell": {"nothing_such": 3}},
    {"turn": 1, "item": "1", "by": "text", "changes": {}, "extra": "x"},
]


@pytest.mark.parametrize("content", MALFORMED, ids=lambda content: str(content)[:60])
def test_a_malformed_question_is_told_as_a_problem_and_moves_nothing(
    explorer: Explorer, content: object
) -> None:
    before = explorer.view
    hear(explorer, content)
    after = explorer.view
    assert after["problem"]
    assert len(after["problem"]) < 500
    assert {**after, "turn": 0, "problem": ""} == before
    ask(explorer, visits_requested=3)
    assert explorer.view["problem"] == ""
    assert explorer.values["visits_requested"] == 3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["turn", "item", "by", "changes", "want", "cell", "visits_requested"]),
            inner,
            max_size=6,
        )
    ),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(json_values)
def test_no_message_whatever_raises(explorer: Explorer, content: object) -> None:
    read = Explorer._heard
    read(explorer, None, content, [])
    assert explorer.view["outcome"]


def test_the_browser_cannot_write_what_is_shown(explorer: Explorer) -> None:
    before = explorer.view
    explorer.set_state({"view": {"turn": 99}, "nothing": 1, "_esm": "alert(1)"})
    assert explorer.view is before
    assert explorer._esm.startswith("// Small tools")


def test_a_lesson_can_read_set_and_follow_the_facts(explorer: Explorer) -> None:
    followed: list[str] = []
    explorer.observe(lambda change: followed.append(change["new"].outcome), "determination")
    explorer.values = {"visits_requested": 3, "visits_completed": 0}
    assert explorer.values["visits_requested"] == 3
    explorer.reset()
    assert explorer.values["visits_requested"] == 6
    assert followed == ["overturned", "upheld"]


def test_a_lesson_can_set_how_the_item_is_judged(explorer: Explorer) -> None:
    explorer.show({"visits_requested": 2}, by="text")
    assert explorer.view["by"] == explorer.by == "text"
    explorer.values = {"visits_requested": 3}
    assert explorer.by == "text"


def test_parts_are_told_when_they_are_asked_for_and_kept_while_nothing_moves(
    explorer: Explorer,
) -> None:
    assert "ways" not in explorer.view
    ask(explorer, ["ways"], visits_requested=3)
    ask(explorer, ["why"], visits_requested=3)
    assert explorer.view["ways"]["ways"]
    assert "imr-tree" in explorer.view["why"]
    ask(explorer, visits_requested=4)
    assert "ways" not in explorer.view


def test_a_cell_of_the_map_is_told_without_moving_the_case(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(explorer, "send", sent.append)
    before = explorer.view
    hear(explorer, question(explorer, cell={"visits_requested": 3, "visits_completed": 0}))
    assert explorer.view is before
    (told,) = sent
    assert told["word"] == "Overturned"
    assert told["cell"] == {"visits_requested": 3, "visits_completed": 0}


def test_another_item_of_the_letter_can_be_chosen() -> None:
    name = next(n for n in case_paths() if len(load_case(n).items) > 1)
    last = load_case(name).items[-1]
    explorer = imrkit.explore(name)
    assert len(explorer.view["items"]) > 1
    hear(explorer, question(explorer, item=last.id))
    assert explorer.view["title"] == last.request
    assert repr(imrkit.explore(name, last.id)) == repr(explorer)


def test_a_name_that_does_not_exist_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'flagship'"):
        imrkit.explore("flagshp")
    with pytest.raises(UnknownName, match="disputed item in flagship"):
        imrkit.explore("flagship", 9)


@pytest.mark.notebooks
def test_a_notebook_with_it_passes_nbval_twice(explorer: Explorer, tmp_path: Path) -> None:
    bundle = explorer._repr_mimebundle_()
    assert bundle
    output = {
        "output_type": "execute_result",
        "data": {kind: bundle[0][kind] for kind in ("text/plain", "text/html")},
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


def test_only_editions_that_could_speak_of_the_part_can_be_tried() -> None:
    found = next(one for one in determine(load_case("cm17-0012582")) if one.item.id == "4")
    told = " ".join(e["label"] for e in controls(seen(found))["decision_date"]["editions"])
    assert "Knee" in told
    assert not {"Ankle", "Forearm", "Shoulder"} & set(told.replace(",", "").split())


def test_what_cannot_be_is_said_in_place_of_a_result() -> None:
    (found,) = determine("cm17-0019907")
    shown = seen(found, visits_requested=8, functional_improvement=True)["outcome"]
    assert shown["word"] == "This cannot be"
    assert "has completed 0 visits" in shown["doubt"]
    assert shown["compared"] == "On the facts of the file: overturned."
    both = revised(found, {"visits_requested": 8, "functional_improvement": True})
    assert ways(found, both, "reviewers")["ways"] == [], "nothing follows from it"
    told = seen(found, visits_requested=4, functional_improvement=True, visits_completed=4)
    assert told["outcome"]["doubt"] == ""


def test_a_recorded_ulcer_stands_against_an_anti_inflammatory_however_old_the_injury_is() -> None:
    (found,) = determine("cm17-0019011")
    assert "gi_history" not in controls(seen(found)), "one fact tells of it"
    for weeks in (11, 13):
        shown = seen(found, ulcer_recorded=True, weeks_since_injury=weeks)
        assert shown["outcome"]["word"] == "Upheld"


def test_only_operations_on_the_part_can_be_chosen_and_the_part_stays() -> None:
    (found,) = determine("cm17-0002324")
    shown = controls(seen(found))
    said = {option["value"] for option in shown["surgery"]["options"]}
    assert {"none", "epicondylitis surgery"} < said
    assert not {"knee arthroplasty", "coronary bypass, valve surgery or angioplasty"} & said
    assert "body_part" not in shown


@pytest.mark.parametrize(
    ("case", "item", "changes", "says"),
    [
        ("cm17-0007300", 1, {"first_request": True, "pain_relief": True}, "first prescription"),
        (
            "cm16-0249320",
            0,
            {"conservative_care_failed": True, "improving_with_care": True},
            "improving",
        ),
        ("cm16-0234464", 1, {"first_request": True}, "has been used for 6 weeks"),
        ("cm17-0007300", 1, {"monitoring_documented": True, "cures_checked": False}, "CURES"),
        ("cm17-0002324", 0, {"surgery_planned": True}, "surgery on record is none"),
        ("cm17-0002324", 0, {"injury_date": "1950-01-15"}, "66 years ago"),
        ("cm17-0007151", 0, {"prior_injections": 0, "injections_this_year": 9}, "injections"),
    ],
)
def test_two_facts_that_no_record_could_show_together_cannot_be(
    case: str, item: int, changes: dict[str, Plain], says: str
) -> None:
    shown = seen(determine(case)[item], **changes)["outcome"]
    assert (shown["word"], says in shown["doubt"]) == ("This cannot be", True)


@pytest.mark.parametrize(
    ("case", "item", "changes", "says"),
    [
        ("cm16-0234464", 1, {"first_request": True, "weeks_in_use": 0}, "Mind the length"),
        (
            "cm17-0013077",
            2,
            {
                "nonopioid_failed": True,
                "monitoring_documented": True,
                "opioid_dose": 300,
                "months_above_dose": 1,
            },
            "Mind the dose: few physicians would begin a medicine where all opioids come to 300 mg",
        ),
    ],
)
def test_what_the_rules_do_not_weigh_is_no_grant(
    case: str, item: int, changes: dict[str, Plain], says: str
) -> None:
    found = determine(case)[item]
    assert seen(found)["outcome"]["doubt"] == "", "nobody has supposed it yet"
    shown = seen(found, **changes)["outcome"]
    assert (shown["word"], says in shown["doubt"]) == ("No result here", True)


def test_weeks_that_the_dates_do_not_bear_out_are_told() -> None:
    (found,) = determine("cm16-0235991")
    assert "Mind the dates" in seen(found, weeks_since_injury=60)["outcome"]["doubt"]
    few = seen(found, weeks_since_injury=1)["outcome"]["doubt"]
    assert "the request came at least" in few, "told by what the dates bear out"
    moved = seen(found, decision_date="2018-02-08", request_date="2017-11-30")["outcome"]["doubt"]
    assert "the weeks since the injury would have to move as well" in moved


def test_the_day_of_the_request_stands_beside_that_of_the_decision_and_moves_along() -> None:
    (found,) = determine("cm16-0235991")
    shown = controls(seen(found))
    assert shown["request_date"]["value"] == "2016-11-01"
    assert shown["decision_date"]["along"] == {"request_date": 71}
    moved = seen(found, decision_date="2018-06-01", request_date="2018-03-22")
    note = controls(moved)["decision_date"]["note"]
    assert "chronic pain chapters by the day of the request" in note
    assert moved["outcome"]["word"] == "Not determinable here"


def test_a_request_that_is_not_between_injury_and_decision_is_refused_in_words() -> None:
    (found,) = determine("cm16-0235991")
    with pytest.raises(DataError, match="before the injury of 2016-10-12"):
        revised(found, {"request_date": "2016-10-01"})
    with pytest.raises(DataError, match="after the decision of 2017-01-11"):
        revised(found, {"request_date": "2017-02-01"})


def test_the_weeks_since_the_injury_say_up_to_which_day_they_count() -> None:
    (found,) = determine("cm16-0235991")
    source = controls(seen(found))["weeks_since_injury"]["source"]
    assert "up to the utilization review of 2016-11-08" in source


def test_where_no_text_is_held_heading_prose_and_list_say_the_same() -> None:
    (found,) = determine("cm17-0019011")
    days: dict[str, Plain] = {"decision_date": "2018-03-01", "request_date": "2018-01-10"}
    shown = seen(found, **days)
    assert shown["meta"].endswith("decided 2018-03-01 · imrkit holds no text for it")
    assert "imrkit does not hold what it says" in shown["outcome"]["said"]
    assert "Cervical" in shown["outcome"]["said"], "the request is for neck, shoulder, and arm"
    assert not any(part in shown["outcome"]["said"] for part in ("Eye", "Ankle", "Hip", "Knee"))
    prose = in_prose(found, revised(found, days), "reviewers")
    assert "The decision is dated 2018-03-01" in prose


def test_a_worker_of_seven_years_is_asked_about() -> None:
    (found,) = determine("cm17-0019011")
    assert "is a worker of 7 years meant?" in seen(found, age=7)["outcome"]["doubt"]
    assert seen(found, age=17)["outcome"]["doubt"] == ""


def test_what_was_taken_to_be_in_order_is_asked_once_what_it_comes_of_is_supposed() -> None:
    """With an earlier study supposed, no way forgets to ask what changed since it."""
    (found,) = determine("cm16-0249320")
    done = {
        "prior_study_done": True,
        "conservative_care_failed": True,
        "exam_corroborates": True,
        "surgery_contemplated": True,
    }
    current = revised(found, done)
    told = ways(found, current, "reviewers")["ways"]
    assert told[0]["values"] == {"changed_since_study": True}
    for way in told:
        assert revised(found, {**done, **(way["values"] or {})}).outcome == "overturned"


def test_nothing_advises_to_leave_out_what_is_in_dispute() -> None:
    (found,) = determine("cm17-0002181")
    assert found.known["refills_requested"].in_dispute
    assert "refills_requested" not in controls(seen(found))
    told = [way["text"] for way in ways(found, found, "reviewers")["ways"]]
    assert told
    assert not any("refill" in text for text in told)
    (other,) = determine("cm17-0013320")
    told = [way["lead"] for way in ways(other, other, "reviewers")["ways"]]
    assert any("Ask for 0 refills" in text for text in told), "there the tablets are denied, too"


def test_twelve_refills_are_no_course_that_our_rules_grant() -> None:
    (found,) = determine("cm17-0013320")
    better: dict[str, Plain] = {"functional_improvement": True, "first_line_failed": True}
    assert seen(found, **better)["outcome"]["word"] == "Overturned"
    shown = seen(found, **better, refills_requested=12)["outcome"]
    assert shown["word"] == "No result here"
    assert "how long 12 refills would last" in shown["doubt"]


def test_the_prose_tells_the_result_by_what_the_item_is_judged() -> None:
    (found,) = determine("cm17-0007151")
    text, reviewers = (in_prose(found, found, by) for by in ("text", "reviewers"))
    assert (
        "The denial is overturned. By the text of the guideline: overturned, if it is taken" in text
    )
    assert "corroborates it" not in text
    assert "The denial is upheld. By the text of the guideline: overturned, if it" in reviewers
    assert "corroborates it" in reviewers
    assert not any("turns on judgment" in prose for prose in (text, reviewers))
    assert step_by_step(found, found, "text").startswith("<p>What reviewers add stands here")
    assert step_by_step(found, found, "reviewers").startswith("<ul")


def test_the_prose_of_what_cannot_be_comes_to_no_verdict() -> None:
    (found,) = determine("cm16-0249320")
    both = revised(found, {"conservative_care_failed": True, "improving_with_care": True})
    prose = in_prose(found, both, "reviewers")
    assert prose.startswith("<p>It cannot be that")
    assert "denial" not in prose


def test_by_the_text_one_criterion_that_is_not_shown_is_told_as_one() -> None:
    (found,) = determine("cm17-0009996")
    shown = view(found, revised(found, {"bed_bound": "not documented"}), "text")
    assert "one criterion is not shown" in shown["outcome"]["said"]


def test_what_is_shown_stands_before_what_is_assumed() -> None:
    """Of care that failed only that it is not helping now is taken from silence."""
    (found,) = determine("cm16-0249320")
    done: dict[str, Plain] = {
        "conservative_care_failed": True,
        "exam_corroborates": True,
        "surgery_contemplated": True,
    }
    said = next(r["text"] for r in seen(found, **done)["reasons"] if r["was"] == "was: not shown")
    assert "Surgery is being considered." in said
    assert "has not helped (from silence: the condition is improving: no)." in said
    assert "Assumed where the file is silent" not in said, "not of care that was just set"


def test_a_note_on_what_cannot_be_beside_a_fact_goes_with_that_fact() -> None:
    """That no period after an operation has begun is said only while there was none."""
    note = "Without an operation no period after it begins"
    (found,) = [one for one in determine("cm17-0014449") if one.item.id == "14"]
    assert note in _every_reason(seen(found, surgery_necessary=True))
    done = seen(found, surgery_planned=False)
    assert note not in _every_reason(done)
    controls = [one for group in done["groups"] for one in group["controls"]]
    (months,) = [one for one in controls if one["name"] == "months_since_surgery"]
    assert not months["note"]
    assert not months["changed"], "the file's own value is told as it was"


def _every_reason(shown: View) -> str:
    return " ".join(reason["text"] for reason in shown["reasons"])


def test_records_alone_are_told_by_what_no_missing_one_could_mend() -> None:
    (knee,) = determine("cm16-0249320")
    (first, *_) = ways(knee, revised(knee, {"improving_with_care": True}), "reviewers")["ways"]
    said = first["lead"] + first["text"]
    assert said.startswith("Records alone: nothing, an emergency aside. Whatever the missing")
    assert "it is helping" in said
    (hands,) = determine("cm16-0240259")
    early = revised(hands, {"improving_with_care": False, "weeks_since_injury": 2})
    (first, *_) = ways(hands, early, "reviewers")["ways"]
    assert first["text"] == " Symptoms have not lasted 4 weeks yet."


def test_a_gain_with_a_medicine_that_is_new_is_no_open_way() -> None:
    tramadol = next(d for d in determine("cm17-0013077") if d.item.id == "3")
    said = seen(tramadol)["reasons"][0]["text"]
    assert "first trial" in said
    assert "meaningfully better" not in said


def test_what_only_the_letter_does_not_tell_is_not_said_to_uphold() -> None:
    (found,) = determine("cm16-0249320")
    current = revised(found, {"conservative_care_failed": True, "exam_corroborates": True})
    alone = ways(found, current, "reviewers")["alone"]
    assert list(alone.values()) == [
        "If the file does not show it either, enough by itself to uphold."
    ]


def test_what_a_change_needs_can_be_changed_as_well() -> None:
    """Pain after an operation needs one: where none is on record, there is a control for it."""
    tramadol = next(d for d in determine("cm17-0013077") if d.item.id == "3")
    assert "surgery" not in controls(seen(tramadol))
    shown = seen(tramadol, postoperative_use=True)
    assert shown["outcome"]["word"] == "This cannot be"
    assert "surgery" in controls(shown)


@pytest.mark.parametrize(
    ("weeks", "came"), [(15, "the utilization review came less than 12 weeks"), (11, "")]
)
def test_weeks_beyond_the_utilization_review_do_not_fit_its_date(weeks: int, came: str) -> None:
    (found,) = determine("cm17-0002181")
    assert came in seen(found, weeks_since_injury=weeks)["outcome"]["doubt"]


@pytest.mark.parametrize(
    "changes",
    [
        {"weeks_in_use": 2, "functional_improvement": True},
        {"first_request": True, "weeks_in_use": 0},
    ],
)
def test_where_our_rules_do_not_weigh_a_fact_nothing_tells_of_a_grant(
    changes: dict[str, Plain],
) -> None:
    """How long the tablets last is not counted: a course of two weeks may end far beyond three."""
    file = next(d for d in determine("cm16-0234464") if d.item.id == "5")
    current = revised(file, changes)
    outcome = seen(file, **changes)["outcome"]
    assert outcome["word"] == cell(current, "reviewers")["word"] == "No result here"
    assert "granted" not in outcome["compared"]
    assert in_prose(file, current, "reviewers").startswith("<p>Mind the length")
    assert ways(file, current, "reviewers")["ways"] == []
    drawn = the_map(file, current, "reviewers")
    assert drawn
    assert drawn["here"]
    row, column = drawn["here"]
    assert drawn["meanings"][drawn["cells"][row][column]]["words"] == "No result here"


def test_what_would_lead_to_no_result_is_told_with_what_is_not_weighed() -> None:
    file = next(d for d in determine("cm16-0234464") if d.item.id == "5")
    current = revised(file, {"weeks_in_use": "not documented", "functional_improvement": True})
    told = [way["lead"] + way["text"] for way in ways(file, current, "reviewers")["ways"]]
    assert any("at most 2 weeks. Mind the length" in one for one in told)
    weeks = seen(file, weeks_in_use=2)["outcome"]
    assert weeks["other"] == "By the guideline’s text alone: no result here."


def test_an_earlier_nerve_study_is_no_normal_one_before_a_record_says_so() -> None:
    file = original(load_case("cm16-0240259"), "1")
    repeated: dict[str, Plain] = {"improving_with_care": False, "prior_study_done": True}
    assert seen(file, **repeated)["outcome"]["word"] == "Upheld"
    image = seen(file, **repeated, imaging_corroborates=True)
    assert image["reasons"] == seen(file, **repeated)["reasons"], "an image is no study of nerves"
    assert not any("improving: no" in one["text"] for one in image["reasons"])
    normal = seen(file, **repeated, earlier_study_normal=True)
    assert normal["outcome"]["word"] == "Overturned"


def test_a_request_that_was_reviewed_cannot_have_been_returned_as_incomplete() -> None:
    file = original(load_case("cm16-0249320"), "1")
    shown = seen(file, request_returned_incomplete=True)
    assert shown["outcome"]["word"] == "This cannot be"
    assert "is not reviewed, and this one was" in shown["outcome"]["doubt"]


def test_a_rental_with_an_end_needs_no_second_move_to_say_how_much() -> None:
    file = original(load_case("cm17-0009996"), "1")
    assert seen(file, limited_time=True, bed_bound=True)["outcome"]["word"] == "Overturned"


def test_what_is_shown_beside_what_is_assumed_is_not_called_assumed() -> None:
    file = original(load_case("cm17-0009996"), "1")
    told = next(r for r in seen(file)["reasons"] if "how much" in r["text"])
    assert told["verdict"] == "Assumed in part"
    again = seen(file, quantity_specified=False)
    back = next(
        r for r in again["reasons"] if r["verdict"] == "Not met" and "how much" in r["text"]
    )
    assert back["was"] == "was: assumed in part"


def test_care_that_can_hardly_have_failed_yet_is_said_to_come_first() -> None:
    file = original(load_case("cm16-0249320"), "1")
    first = ways(file, file, "reviewers")["ways"][0]
    assert (
        "less than four weeks after the injury. Unless it is urgent, treat and examine again first"
        in first["text"]
    )
    late = original(load_case("cm17-0012582"), "1")
    assert not any("treat and examine" in w["text"] for w in ways(late, late, "reviewers")["ways"])


@pytest.mark.parametrize("care", [None, True, False])
def test_what_must_not_wait_stays_beside_every_result(care: bool | None) -> None:
    (found,) = determine("cm17-0007151")
    changes = {} if care is None else {"conservative_care_failed": care}
    shown = seen(found, imaging_corroborates=True, **changes)["outcome"]
    assert "calls for an MRI and a surgeon’s opinion at once" in shown["urgent"]
    assert "treat and examine again" not in shown["doubt"]


def test_a_grant_is_not_told_to_treat_first() -> None:
    (found,) = determine("cm16-0249320")
    shown = seen(found, conservative_care_failed=True)["outcome"]
    assert "treat and examine again" not in shown["doubt"]

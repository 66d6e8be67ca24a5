"""Documents told sentence by sentence: what is refused, and whether they agree with the facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.cases.loading import load_case
from imrkit.cases.sentences import bears_on, sentence_of
from imrkit.check.sentences import sentence_faults
from imrkit.errors import DataError, UnknownName
from tests.support.book import CASE, changed, small_case

PROOF = """
[[document.sentence]]
id = "six"
says = "Six sessions of exercise were asked for."
bears = ["visits"]
strength = "proves"
"""
FILLER = """
[[document.sentence]]
id = "vitals"
says = "Blood pressure was normal."
filler = true
"""
VISIT = "date = 2014-01-06\n"
NOTE = 'title = "therapy note"\n'
OPEN = 'helped = "not documented"'


def with_sentences(text: str = PROOF + FILLER, note: str = "", case: str = CASE) -> str:
    """The small case with sentences in the office visit, and in the therapy note."""
    told = changed(case, VISIT, VISIT + text)
    return changed(told, NOTE, NOTE + note) if note else told


def sentence(id: str, **fields: str) -> str:
    told = "".join(f"{name} = {value}\n" for name, value in fields.items())
    return f'\n[[document.sentence]]\nid = "{id}"\nsays = "It is said ({id})."\n{told}'


def told(folder: Path, text: str) -> list[str]:
    """What the check finds wrong in a case."""
    return [error.problem for error in sentence_faults(small_case(folder, text))]


def test_a_document_is_told_by_its_sentences(tmp_path: Path) -> None:
    visit, note = small_case(tmp_path, with_sentences()).data.document
    assert visit.lines == ("Six sessions of exercise were asked for.", "Blood pressure was normal.")
    assert note.lines == ()


def test_a_document_without_sentences_is_told_by_what_it_says(tmp_path: Path) -> None:
    case = small_case(tmp_path, changed(CASE, VISIT, VISIT + 'says = ["Six were asked for."]\n'))
    assert case.data.document[0].lines == ("Six were asked for.",)
    assert sentence_faults(case) == []


def test_a_sentence_is_found_by_its_id_and_a_slip_is_told(tmp_path: Path) -> None:
    case = small_case(tmp_path, with_sentences())
    assert sentence_of(case, "vitals").document.id == "visit"
    with pytest.raises(UnknownName, match="Did you mean 'vitals'"):
        sentence_of(case, "vitlas")


def test_a_sentence_may_bear_on_one_item_alone(tmp_path: Path) -> None:
    case = small_case(tmp_path, with_sentences(changed(PROOF, '"visits"', '"1.visits"')))
    six = sentence_of(case, "six").sentence
    assert bears_on(six, case.item("1")) == ("visits",)
    assert sentence_faults(case) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (changed(PROOF, '"visits"', '"vists"'), "no fact named 'vists'. Did you mean 'visits'?"),
        (changed(PROOF, '"visits"', '"2.visits"'), "no disputed item named '2'"),
        (PROOF + PROOF, "two sentences are called 'six'"),
        (changed(PROOF, "asked for.", "asked for on 2014-01-06."), "write a date as charts do"),
        (changed(PROOF, "Six sessions of exercise were asked for.", " "), "says something"),
        (PROOF + "shows = { helped = true }\n", "does not bear on"),
        (PROOF + 'shows = { visits = "six" }\n', "a whole number from 1 to 99"),
        (changed(PROOF, '"proves"', '"prooves"'), "did you mean 'proves'?"),
        ('says = ["It is said."]\n' + PROOF, "not in both"),
        (FILLER + 'kind = "vital"\n', "found 'vital' (did you mean 'vitals'?)"),
    ],
    ids=["fact", "item", "id", "date", "nothing", "shows", "value", "strength", "both", "kind"],
)
def test_a_slip_in_a_sentence_is_refused_with_its_line(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(DataError) as caught:
        small_case(tmp_path, with_sentences(text))
    assert says in str(caught.value)
    assert caught.value.line


def test_a_documented_fact_that_no_sentence_proves_is_found(tmp_path: Path) -> None:
    hint = changed(PROOF, '"proves"', '"hints"')
    assert told(tmp_path, with_sentences(hint)) == ["it is documented, and no sentence proves it"]


@pytest.mark.parametrize(("day", "faults"), [("06", 0), ("07", 1)])
def test_the_date_of_a_document_is_told_by_its_heading(
    tmp_path: Path, day: str, faults: int
) -> None:
    date = f'injury_date = {{ value = "2014-01-{day}", document = "visit" }}\n'
    case = with_sentences(case=changed(CASE, OPEN, f"{OPEN}\n{date}"))
    assert told(tmp_path, case) == ["it is documented, and no sentence proves it"] * faults


def test_an_open_fact_that_a_sentence_proves_is_found(tmp_path: Path) -> None:
    text = with_sentences(PROOF + sentence("well", bears='["helped"]', strength='"proves"'))
    (problem,) = told(tmp_path, text)
    assert problem == "it proves helped, which the case does not document (not documented)"


def test_a_hint_at_an_open_fact_is_right(tmp_path: Path) -> None:
    text = with_sentences(PROOF + sentence("well", bears='["helped"]', strength='"hints"'))
    assert told(tmp_path, text) == []


def test_filler_that_bears_on_a_fact_is_found(tmp_path: Path) -> None:
    text = with_sentences(PROOF + changed(FILLER, "filler", 'bears = ["helped"]\nfiller'))
    assert told(tmp_path, text) == ["filler bears on nothing, and has no strength"]


def test_a_proof_of_nothing_is_found(tmp_path: Path) -> None:
    text = with_sentences(PROOF + sentence("well", strength='"proves"'))
    assert told(tmp_path, text) == ["it proves: say in `bears` of which fact"]


def test_a_sentence_that_shows_another_value_than_the_fact_is_found(tmp_path: Path) -> None:
    text = with_sentences(PROOF + "shows = { visits = 8 }\n")
    assert told(tmp_path, text) == ["it shows visits: 8 visits; the case documents 6 visits"]


def test_a_proof_in_another_document_than_the_fact_names_is_found(tmp_path: Path) -> None:
    problems = told(tmp_path, with_sentences(FILLER, note=PROOF))
    assert problems == ["it proves visits, which comes from another document (visit)"]


def test_a_fact_may_be_proved_once_more_in_another_document(tmp_path: Path) -> None:
    again = changed(PROOF, '"six"', '"six-again"')
    assert told(tmp_path, with_sentences(PROOF, note=again)) == []


def test_a_kind_that_no_criterion_asks_for_is_for_filler_alone(tmp_path: Path) -> None:
    assert told(tmp_path, with_sentences(PROOF + FILLER + 'kind = "vitals"\n')) == []
    text = with_sentences(PROOF + sentence("job", kind='"job"'))
    assert told(tmp_path, text) == ["'job' is told as what no criterion asks for: only filler is"]


def test_why_a_sentence_is_no_answer_is_said_in_one_way(tmp_path: Path) -> None:
    text = with_sentences(PROOF + sentence("ice", kind='"plan"', tells='"It is planned."'))
    assert told(tmp_path, text) == ["give its kind or what it `tells`, not both"]


CONFLICT = changed(CASE, OPEN, 'helped = "conflicting"')
BETTER = sentence("better", bears='["helped"]', strength='"contradicts"', shows="{ helped = true }")
NO_BETTER = sentence(
    "same", bears='["helped"]', strength='"contradicts"', shows="{ helped = false }"
)


def test_a_conflict_needs_two_sentences_that_show_two_values(tmp_path: Path) -> None:
    one = with_sentences(PROOF + BETTER, case=CONFLICT)
    two = with_sentences(PROOF + BETTER, note=NO_BETTER, case=CONFLICT)
    assert told(tmp_path, one) == [
        "it is conflicting: two sentences must contradict each other about it"
    ]
    assert told(tmp_path, two) == []


def test_a_contradiction_of_a_fact_that_does_not_conflict_is_found(tmp_path: Path) -> None:
    problems = told(tmp_path, with_sentences(PROOF + BETTER))
    assert problems == ["it contradicts helped, which is not conflicting in this case"]


def test_a_contradiction_that_no_fact_holds_takes_two_sentences(tmp_path: Path) -> None:
    tender = sentence("tender", strength='"contradicts"')
    not_tender = sentence("not-tender", strength='"contradicts"')
    assert told(tmp_path, with_sentences(PROOF + tender)) == [
        "no other sentence is there for it to contradict"
    ]
    assert told(tmp_path, with_sentences(PROOF + tender + not_tender)) == []


def test_the_flagships_sentences_agree_with_its_facts() -> None:
    assert sentence_faults(load_case("flagship")) == []

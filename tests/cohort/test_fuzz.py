"""Whatever is handed in, grading goes on: no fault of ours, nothing run, no key told.

The normal run tries some hundred inputs; `make course-proof` tries 100,000.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from imrkit.cohort import owners
from imrkit.cohort.archives import directory_fault
from imrkit.cohort.feedback import feedback_data, feedback_text, lessons_in
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.made_up_answers import MadeUp, answers_of, record_of
from imrkit.cohort.notes import Note
from imrkit.cohort.points import lesson_points
from imrkit.cohort.reading import HandIn, read_hand_in
from imrkit.cohort.regrading import regrade
from imrkit.cohort.roster import Learner, Roster
from imrkit.cohort.sources import Source, _archive, _Budget
from imrkit.cohort.tables import items_parquet, notes_csv
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.handing_in import hand_in_text
from tests.cohort.conftest import rechained

FEW, PARTS, A_PART = 200, 100, 1_000
ADA = Learner("s1", "Ada Abbott", {})
ROSTER = Roster((ADA,), (), {"s1": ADA}, {"ada abbott": ADA})
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
KINDS = tuple({one.data.kind: one for one in exercises_of(4)}.values())
"""An exercise of each kind."""


def handed_in(exercises: tuple[Exercise, ...]) -> bytes:
    """A sound hand-in with answers to some exercises."""
    entries = answers_of(MadeUp("s1", "Ada", "M1"), exercises, Assignment())
    return hand_in_text(record_of("s1", entries), "s1", NOON)


GOOD = handed_in(KINDS)
SMALL = tuple(handed_in(KINDS[n : n + 2]) for n in range(0, len(KINDS), 2))
"""Hand-ins of a few answers, so that many can be tried."""
goods = st.sampled_from(SMALL)
LINES = 5
HEAD = ("learner", "version", "imrkit", "lines", "ends")
FIELDS = tuple(json.loads(GOOD.splitlines()[2]))

numbers = st.one_of(
    st.integers(-(10**25), 10**25), st.floats(), st.sampled_from([0, 1, -1, 2**31, 2**63, True])
)
words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["=1+1", "<script>", "../..", "\ud800", "\x00", "NaN", "open", "l04-count-six"]
    ),
)
values = st.recursive(
    st.one_of(st.none(), numbers, words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=12,
)


@st.composite
def spoiled_fields(draw: st.DrawFn) -> bytes:
    """A hand-in some of whose fields are anything, hashed as if it had been written so."""
    changes = draw(
        st.lists(
            st.tuples(
                st.integers(0, 40),
                st.sampled_from([*FIELDS, "learner", "version", "imrkit"]),
                values,
            ),
            min_size=1,
            max_size=4,
        )
    )

    def change(lines: list[dict[str, Any]]) -> None:
        for place, name, value in changes:
            lines[place % len(lines)][name] = value

    return rechained(draw(goods), change)


@st.composite
def spoiled_answers(draw: st.DrawFn) -> bytes:
    """A hand-in in which answers have other parts and values of the same shape."""
    place = draw(st.integers(2, LINES))
    sent = st.one_of(words, st.lists(words, max_size=3), st.sampled_from(list("abcdef")))

    def change(lines: list[dict[str, Any]]) -> None:
        line = lines[place % len(lines)]
        answer = line.get("answer") or {"x": "y"}
        line["answer"] = {part: draw(sent) for part in answer}
        line["seed"] = draw(st.integers(0, 2**31 - 1))

    return rechained(draw(goods), change)


SIGNS = (b"\n", b"\0", b'"', b"{", b"[" * 99, b"\xff")


@st.composite
def spoiled_bytes(draw: st.DrawFn) -> bytes:
    """A hand-in cut, doubled, shuffled or overwritten somewhere."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    content = bytearray(draw(goods))
    for _ in range(draw(st.integers(1, 4))):
        at, more = rng.randrange(len(content) + 1), rng.randrange(200)
        match draw(st.integers(0, 5)):
            case 0:
                del content[at:]
            case 1:
                del content[at : at + more]
            case 2:
                content[at:at] = rng.randbytes(more % 40)
            case 3:
                content[at : at + 1] = draw(
                    st.sampled_from([b"\n", b"\0", b'"', b"{", b"[" * 99, b"\xff"])
                )
            case 4:
                content[at:at] = content[:more]
            case _:
                lines = content.split(b"\n")
                rng.shuffle(lines)
                content = bytearray(b"\n".join(lines))
    return bytes(content)


@st.composite
def spoiled_archives(draw: st.DrawFn) -> bytes:
    """An archive with any names, cut and overwritten."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in draw(st.lists(st.text(min_size=1, max_size=20), max_size=3, unique=True)):
            plain = name.encode("utf-8", "replace").decode()
            archive.writestr(plain.replace("\0", "0"), draw(goods))
    found = bytearray(content.getvalue())
    for _ in range(draw(st.integers(0, 6))):
        if found:
            found[draw(st.integers(0, len(found) - 1))] = draw(st.integers(0, 255))
    return bytes(found[: draw(st.integers(0, len(found)))]) if draw(st.booleans()) else bytes(found)


anything = st.one_of(
    st.binary(max_size=300),
    spoiled_fields(),
    spoiled_answers(),
    spoiled_bytes(),
    spoiled_archives(),
)


def graded(content: bytes) -> None:
    """Do with a hand-in all that grading does, without the nets that catch faults of ours."""
    file = io.BytesIO(content)
    parts = ("in", "abbott_1_2_hand-in.jsonl")
    found = (
        list(_archive(file, parts, _Budget(), 1))
        if content.startswith(b"PK") and not directory_fault(file)
        else [Source("x", parts, content)]
    )
    for source in found:
        read = source if isinstance(source, Note) else read_hand_in(source)
        if isinstance(read, Note):
            notes_csv([read])
            continue
        owners.owner(read, ROSTER)
        some = [read, HandIn(source, entries=read.entries[:3])]  # type: ignore[arg-type]
        one = owners.counted(some, ADA, ROSTER)
        own = Assignment("s1", {"l04-count-six": 7})
        again = regrade(one, "s1", own, {("l04-count-six", 8): "s2"})
        owners.borrowed([(ADA, one), (Learner("s2", "", {}), read)])
        earned = {n: lesson_points(again, exercises_of(n)) for n in lessons_in(again)}
        assert all(0 <= some.points <= 100 for some in earned.values())
        text = feedback_text(feedback_data(again, earned, "Ada", [n.says for n in one.notes]))
        assert "fits_purpose" not in text
        if len(content) % 10 == 0:  # it takes longer than all the rest
            items_parquet([again])
        told = notes_csv(one.notes)
        assert told.count(b"\n") == len(one.notes) + 1


QUIET = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
]


def test_a_sound_hand_in_is_graded_so_that_the_fuzz_reaches_all_of_it() -> None:
    read = read_hand_in(Source("x", ("x",), GOOD))
    assert isinstance(read, HandIn)
    assert read.notes == []
    assert len(regrade(read, "s1").entries) == len(read.entries) >= len(KINDS)
    graded(GOOD)


@settings(max_examples=FEW, suppress_health_check=QUIET, database=None)
@given(anything)
def test_no_hand_in_is_too_odd(content: bytes) -> None:
    graded(content)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_not_one_of_a_hundred_thousand_is_too_odd(part: int) -> None:
    @seed(part)
    @settings(max_examples=A_PART, suppress_health_check=QUIET, database=None, derandomize=False)
    @given(anything)
    def every(content: bytes) -> None:
        graded(content)

    every()

"""The folded input space stands for every input, seen against trying each in turn."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given

from imrkit.check import groups
from imrkit.check.groups import TooLarge
from imrkit.check.inputs import Inputs
from imrkit.check.verify import needlessly_open
from imrkit.logic.program import Program
from tests.support.reference import all_any, completions, holds
from tests.support.strategies import Question, coded, questions

LOOKED_AT = 40


@given(questions())
def test_points_show_every_result_and_no_other(question: Question) -> None:
    """A truth, or its opposite, holds on some kind of point exactly if it does on some input."""
    program = Program(question.node())
    found = set(Inputs([program]).at_points(program).ravel().tolist())
    wide = {name: fact.unknown for name, fact in question.vocabulary.items()}
    tried = {
        holds(question.text, question.vocabulary, question.figures, codes)
        for codes in completions(question.vocabulary, wide)
    }
    assert found == tried


@given(questions())
def test_a_box_holds_what_trying_its_values_gives(question: Question) -> None:
    """For every kind of box, what is enumerated by kinds is what trying all its values gives."""
    program = Program(question.node())
    inputs = Inputs([program])
    every, some = inputs.enumerated(inputs.at_points(program))
    for place in list(product(*map(range, inputs.box_shape)))[:LOOKED_AT]:
        box = {name: fact.unknown for name, fact in question.vocabulary.items()}
        for group, kind in zip(inputs.groups, place, strict=True):
            box |= {
                n: coded(question.vocabulary[n], int(low[kind]), int(high[kind]))
                for n, (low, high) in group.boxes.items()
            }
        expected = all_any(question.text, question.vocabulary, question.figures, box)
        assert (every[place], some[place]) == expected


@given(questions())
def test_the_logic_is_never_needlessly_open(question: Question) -> None:
    """What is concluded from open facts is what trying every value gives, for every kind of box."""
    assert not list(needlessly_open(Program(question.node())))


def test_a_space_too_large_is_refused_not_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out silently: where the space does not fit, that is said."""
    from tests.support.strategies import number

    monkeypatch.setattr(groups, "CELLS", 10)
    from imrkit.logic.nodes import Arith, Compare, Const, Read

    both = Arith("*", Read(number("n1", 0, 9)), Read(number("n2", 0, 9)))
    with pytest.raises(TooLarge, match=r"n1, n2 have [\d,]+ combinations"):
        Inputs([Program(Compare("<=", both, Const(20)))]).groups  # noqa: B018

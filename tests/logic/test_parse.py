"""The small language of rules: what it accepts, what it refuses, and that nothing else runs."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.errors import ExpressionError
from imrkit.facts.spans import Span, Truth
from imrkit.logic.nodes import Const, Lookup, Named, Node, Read, extent, walk
from imrkit.logic.parse import LONGEST, parse
from imrkit.logic.program import Program
from tests.support.reference import holds
from tests.support.strategies import Question, choice, coded, date, number, questions, truth

FACTS = {
    fact.name: fact
    for fact in (
        number("visits", 1, 99, "request"),
        number("weeks", 0, 52),
        truth("helped"),
        choice("part", ("back", "knee", "head")),
        choice("side", ("left", "right")),
        date("injured"),
    )
}
FIGURES: dict[str, Node] = {
    "most": Named("most", Const(10)),
    "course": Named("course", Lookup("course", FACTS["part"], (8, 10, 24))),
}


def scope(name: str) -> Node | None:
    return Read(FACTS[name]) if name in FACTS else FIGURES.get(name)


def read(text: str) -> Node:
    return parse(text, scope, lambda: [*FACTS, *FIGURES])


@pytest.mark.parametrize(
    "text",
    [
        "visits <= most",
        "3 < visits < 9 <= weeks",
        "visits * 2 - weeks + 1 >= -4",
        "helped",
        "not helped and (visits == 3 or visits != 4)",
        "part == 'back'",
        "'back' == part",
        "part in ('back', 'knee')",
        "part not in ['head']",
        "visits in (2, 4, 6)",
        "injured >= '2004-01-01'",
        "'2004-01-01' <= injured",
        "visits <= course",
        "(\n  helped\n)",
    ],
)
def test_the_language_is_names_numbers_texts_comparisons_and_logic(text: str) -> None:
    assert Program(read(text)).bounds({name: fact.unknown for name, fact in FACTS.items()})


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("visits / 2 <= 5", 1, "division is not part of the language"),
        ("visits // 2 <= 5", 1, "division"),
        ("visits % 2 == 0", 1, "a remainder"),
        ("visits ** 2 <= 5", 1, "a power"),
        ("-visits <= 5", 1, "a minus before a name"),
        ("~helped", 1, "Invert"),
        ("helped & helped", 1, "BitAnd"),
        ("abs(visits) <= 5", 1, "calling a function"),
        ("visits.real <= 5", 1, "looking inside a name"),
        ("helped and lambda: 1", None, "cannot be read"),
        ("(lambda: 1)() <= 5", 1, "calling a function"),
        ("[visits][0] <= 5", 1, "picking out of a list"),
        ("f'{visits}' == 'a'", 1, "a text put together with f"),
        ("visits if helped else 2", 1, "`if ... else`"),
        ("[v for v in part] == 1", 1, "ListComp"),
        ("(v := 3) <= 5", 2, "NamedExpr"),
        ("visits <= 2.5", 11, "the value 2.5"),
        ("visits <= 2j", 11, "the value 2j"),
        ("visits == None", 11, "the value None"),
        ("visits == ...", 11, "the value Ellipsis"),
        ("part == b'back'", 9, "the value b'back'"),
        ("visits is most", 1, "`is`"),
        ("visits is not most", 1, "`is not`"),
        ("visits @ 2 <= 5", 1, "MatMult"),
        ("{helped}", 1, "Set"),
        ("await helped", 1, "Await"),
    ],
)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_anything_else_is_refused_with_place_and_what_is_allowed(
    text: str, column: int | None, said: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        read(text)
    assert said in str(caught.value)
    if column:
        assert str(caught.value).startswith(f"at column {column} (")
        assert "names, whole numbers, strings, + - *, comparisons" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("visit <= 5", "at column 1 (visit): no fact, figure or criterion is named 'visit'"),
        ("visit <= 5", "did you mean 'visits'?"),
        ("zzz <= 5", "no fact, figure or criterion is named 'zzz'"),
        ("visits <= 'five'", "a text cannot be compared with a number of visits"),
        ("visits <= part", "a number of visits cannot be compared with a choice"),
        ("injured <= 2004", "a date cannot be compared with a number"),
        ("injured <= '2004'", "a date is written 2004-01-01"),
        ("injured + 1 <= 2", "a number is needed here, this is a date"),
        ("part <= 'back'", "choices have no order: use ==, != or `in (...)`"),
        ("part < side", "a choice cannot be compared with a choice"),
        ("part == 'bakc'", "part has no choice 'bakc'. Did you mean 'back'? It has: back, knee"),
        ("part == 'xyz'", "part has no choice 'xyz'. It has: back, knee, head"),
        ("part in ()", "`in` needs choices in brackets"),
        ("part in 'back'", "`in` needs choices in brackets"),
        ("part in (side,)", "a choice cannot be compared with a choice"),
        ("helped == 1", "a truth is not compared; write it alone, or `not` before it"),
        ("helped == helped", "a truth is not compared"),
        ("helped == True", "write the fact itself, or `not` before it"),
        ("True", "write the fact itself, or `not` before it"),
        ("visits", "a truth is needed here, this is a number of visits"),
        ("not visits", "a truth is needed here, this is a number of visits"),
        ("visits and helped", "a truth is needed here"),
        ("helped + 1 <= 2", "a number is needed here, this is a truth"),
        ("'back'", "a text can only be compared with a choice or a date"),
        ("'back' == 'back'", "one side of a comparison must be a fact"),
        ("99999999999 <= visits", "the number can grow beyond 2,147,483,647"),
        ("visits * weeks * visits * weeks * visits * weeks <= 1", "can grow beyond"),
        ("", "cannot be read as an expression: ''"),
        ("helped and", "cannot be read as an expression: 'helped and'"),
        ("visits <= 3\nand helped", "cannot be read as an expression"),
        ("visits <= 1\0", "cannot be read as an expression"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_or_is_unknown_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        read(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "not " * 400 + "helped",
        "-" * 500 + "1 <= visits",
        " + ".join(["visits"] * 200) + " <= 3",
        "not (" * 150 + "helped" + ")" * 150,
    ],
)
def test_a_deep_expression_is_refused_and_crashes_nothing(text: str) -> None:
    """Some are too deep for Python's own parser, some for ours; none for the reader."""
    with pytest.raises(ExpressionError) as caught:
        read(text)
    assert len(str(caught.value)) < 400


def test_a_hundred_levels_are_read_and_decided() -> None:
    found = Program(read("not " * 90 + "helped"))
    assert found.bounds({"helped": Truth(True, True)}) == (True, True)
    assert len(found.nodes) == 91


def test_a_long_expression_is_refused_with_advice() -> None:
    with pytest.raises(ExpressionError, match=r"2,0\d\d characters long; at most 2,000"):
        read("helped or " * (LONGEST // 10) + "helped")


HOSTILE = [
    "__import__('os').system('touch {path}')",
    "open('{path}', 'w')",
    "exec(\"open('{path}', 'w')\")",
    "().__class__.__base__.__subclasses__()",
    "[open(p, 'w') for p in ['{path}']] == []",
    "helped or open('{path}', 'w')",
    "part in (open('{path}', 'w'),)",
    "part in [c for c in open('{path}', 'w')]",
    "part == f\"{{open('{path}', 'w')}}\"",
    "(lambda: open('{path}', 'w'))()",
    "helped and (x := open('{path}', 'w'))",
    "visits <= open",
    "facts['visits'][0] <= 1",
    "'\\'] or open(\"{path}\", \"w\") or [\\'' == part",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_rule_could_hide_ever_runs(text: str, tmp_path: Path) -> None:
    path = tmp_path / "touched"
    with pytest.raises(ExpressionError):
        read(text.replace("{path}", str(path)))
    assert not path.exists()


def test_a_choice_with_quotes_and_code_in_it_stays_a_text() -> None:
    """No text of a rule or of the vocabulary reaches the compiled source."""
    evil = "'); open('x', 'w'); ('"
    fact = choice("evil", (evil, "good"))
    node = parse(f"evil == {evil!r}", lambda name: Read(fact) if name == "evil" else None)
    assert Program(node).bounds({"evil": Span(0, 0)}) == (True, True)


SIGNS = string.ascii_letters[:6] + "'\"()[]{}.,:+-*/%<>=!&|~^@ \n\\01 not and or in is if"


@given(st.text(st.sampled_from(SIGNS), max_size=40))
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_any_text_is_either_read_or_refused(text: str) -> None:
    try:
        node = read(text)
    except ExpressionError:
        return
    assert all(isinstance(part, Node) for part in walk(node))


PYTHON = [
    ast.unparse(ast.parse(text, mode="eval"))
    for text in (
        "print(1)", "a.b", "a[0]", "lambda x: x", "{1: 2}", "{*a}", "(*a,)", "x if y else z",
        "[i for i in a]", "f'{a}'", "a ** b", "a << b", "a is b", "yield_", "b'x'", "1.5", "None",
    )
]  # fmt: skip


@given(st.sampled_from(PYTHON), questions(), st.sampled_from(["{} or {}", "not {} and {}"]))
def test_a_foreign_part_spoils_the_whole_wherever_it_stands(
    foreign: str, question: Question, joined: str
) -> None:
    text = joined.format(f"({question.text})", f"({foreign})")
    with pytest.raises(ExpressionError):
        Question(question.vocabulary, question.figures, text, question.facts).node()


@given(questions(), st.data())
def test_an_expression_means_what_python_means_by_it(
    question: Question, data: st.DataObject
) -> None:
    """On documented facts a rule's test is plain Python on plain values."""
    codes = {
        name: data.draw(st.integers(int(low), int(high)))
        for name, (low, high) in question.facts.items()
    }
    facts = {name: coded(question.vocabulary[name], code) for name, code in codes.items()}
    expected = holds(question.text, question.vocabulary, question.figures, codes)
    assert Program(question.node()).bounds(facts) == (expected, expected)


def test_bounds_are_the_least_and_greatest_that_a_number_can_be() -> None:
    def of(text: str) -> tuple[int, int]:
        compared = read(f"{text} <= 0")
        return extent(compared.left)  # type: ignore[union-attr]

    assert of("visits") == (1, 99)
    assert of("course") == (8, 24)
    assert of("visits - weeks") == (-51, 99)
    assert of("(weeks - 2) * (visits - 3)") == (-192, 4800)
    assert of("most + -3") == (7, 7)

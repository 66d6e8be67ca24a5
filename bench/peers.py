"""The same rule in other engines: physical medicine of the 2009 chronic pain guideline.

Each peer gets documented facts as plain numbers and truths (none of them knows "not documented"
by itself; choices travel as their place in the list, as in our columns), and is called in the
fastest way that its interface offers. A peer that is not installed is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from imrkit.logic.nodes import Arith, Compare, Const, Logic, Lookup, Named, Node, Not, Read
from imrkit.rules.rule import Rule

Row = dict[str, Any]
Columns = dict[str, Any]


@dataclass(frozen=True)
class Peer:
    """One engine.

    Attributes:
        name: what it is called.
        version: its version.
        verdict: from a prepared input to the verdict.
        prepare: from plain values to the input that `verdict` and `traced` take.
        traced: from a prepared input to the verdict with its trace, where it has one.
        table: from columns to a column of verdicts, where it has one.
    """

    name: str
    version: str
    verdict: Callable[[Any], bool] | None = None
    prepare: Callable[[Row], Any] = dict
    traced: Callable[[Any], bool] | None = None
    table: Callable[[Columns], Any] | None = None


def spelt(node: Node, words: dict[str, str]) -> str:
    """Write a checked truth in the language of a peer, operator by operator."""
    match node:
        case Const(value=value):
            return str(value)
        case Read(fact=fact):
            return fact.name
        case Named(node=inner):
            return spelt(inner, words)
        case Lookup(by=by, values=values):
            text = str(values[-1])
            for place in reversed(range(len(values) - 1)):
                text = f"({by.name} == {place} ? {values[place]} : {text})"
            return text
        case Not(part=part):
            return f"{words['not']}({spelt(part, words)})"
        case Logic(op=op, parts=parts):
            return f"({words[op].join(spelt(part, words) for part in parts)})"
        case Arith(op=op, left=left, right=right) | Compare(op=op, left=left, right=right):
            return f"({spelt(left, words)} {op} {spelt(right, words)})"


def by_hand(facts: Columns, course_visits: Any) -> Any:
    """The rule as an engineer would write it in NumPy: narrow columns, each part computed once."""
    course = course_visits[facts["diagnosis_group"]]
    before = facts["visits_completed"] + facts["visits_authorised"]
    requested = facts["visits_requested"]
    home = facts["purpose"] == 0
    instruction = home & ~facts["instruction_needs_history"]
    found = before + requested <= course
    found |= facts["variance_supported"]
    found |= instruction
    history = before <= 0
    history |= facts["functional_improvement"]
    history |= instruction
    found &= history
    fits = requested <= 3
    fits |= ~home
    fits |= facts["barrier_to_home_exercise"] & facts["barrier_allows_more"]
    found &= fits
    found &= home | facts["objective_deficits"]
    found &= ~facts["passive_only"]
    found &= facts["visits_per_week"] <= 3
    return found


def course_of(rule: Rule) -> Any:
    """The visits of a course for each diagnosis, as a table to look up in."""
    course = rule.figure("course_visits")
    assert isinstance(course, Lookup)
    return np.array(course.values, dtype=np.int16)


def numpy_by_hand(rule: Rule) -> Peer:
    course = course_of(rule)
    return Peer("NumPy by hand", np.__version__, table=lambda facts: by_hand(facts, course))


def cel_in_rust(rule: Rule) -> Peer:
    import cel

    words = {"and": " && ", "or": " || ", "not": "!"}
    program = cel.compile(spelt(rule.necessary.root, words))
    return Peer("CEL in Rust", _version("common-expression-language"), program.execute, cel.Context)


def zen_expression(rule: Rule) -> Peer:
    import zen

    words = {"and": " and ", "or": " or ", "not": "not "}
    expression = zen.compile_expression(spelt(rule.necessary.root, words))
    return Peer("zen-engine, one expression", _version("zen-engine"), expression.evaluate)


def zen_decision(rule: Rule) -> Peer:
    """A decision graph with an expression for each criterion, as its editor would make it."""
    import zen

    words = {"and": " and ", "or": " or ", "not": "not "}
    entries = {name: spelt(node, words) for name, node in rule.criteria.items()}
    own = {"and": " and ", "or": " or ", "not": "not "}
    entries["necessary"] = _by_name(rule.necessary.root, own)
    expressions = [{"id": key, "key": key, "value": value} for key, value in entries.items()]
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "facts"},
            {
                "id": "rule",
                "type": "expressionNode",
                "name": "rule",
                "content": {"expressions": expressions},
            },
            {"id": "out", "type": "outputNode", "name": "verdict"},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rule"},
            {"id": "b", "sourceId": "rule", "targetId": "out"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    return Peer(
        "zen-engine, decision",
        _version("zen-engine"),
        lambda row: bool(decision.evaluate(row)["result"]["necessary"]),
        traced=lambda row: bool(decision.evaluate(row, {"trace": True})["result"]["necessary"]),
    )


def _by_name(node: Node, words: dict[str, str]) -> str:
    """`necessary` in terms of the criteria that the same node has computed before."""
    match node:
        case Named(name=name):
            return f"$.{name}"
        case Not(part=part):
            return f"{words['not']}({_by_name(part, words)})"
        case Logic(op=op, parts=parts):
            return f"({words[op].join(_by_name(part, words) for part in parts)})"
    raise TypeError(node)


def openfisca(rule: Rule) -> Peer:
    """A variable for each fact and each part of the rule, on whole columns."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    course = course_of(rule)
    item = build_entity(key="item", plural="items", label="Disputed item", is_person=True)
    system = TaxBenefitSystem([item])
    for fact in rule.facts.values():
        kind = bool if fact.type == "truth" else int
        system.add_variable(_variable(Variable, item, fact.name, kind, DateUnit.MONTH))

    def formula(name: str, function: Callable[[Any], Any]) -> None:
        made = _variable(Variable, item, name, bool, DateUnit.MONTH)
        made.formula = lambda items, period: function(lambda fact: items(fact, period))
        system.add_variable(made)

    formula("home", lambda f: f("purpose") == 0)
    formula("instruction", lambda f: f("home") * ~f("instruction_needs_history"))
    formula(
        "within_course",
        lambda f: (
            (
                f("visits_completed") + f("visits_authorised") + f("visits_requested")
                <= course[f("diagnosis_group")]
            )
            + f("variance_supported")
        ),
    )
    formula("first_course", lambda f: f("visits_completed") + f("visits_authorised") <= 0)
    formula(
        "fits_purpose",
        lambda f: (
            ~f("home")
            + (f("visits_requested") <= 3)
            + f("barrier_to_home_exercise") * f("barrier_allows_more")
        ),
    )
    formula("deficits", lambda f: f("home") + f("objective_deficits"))
    formula(
        "necessary",
        lambda f: (
            (f("within_course") + f("instruction"))
            * (f("first_course") + f("functional_improvement") + f("instruction"))
            * f("fits_purpose")
            * f("deficits")
            * ~f("passive_only")
            * (f("visits_per_week") <= 3)
        ),
    )

    def table(facts: Columns) -> Any:
        size = len(facts["visits_requested"])
        simulation = SimulationBuilder().build_default_simulation(system, size)
        for name in rule.facts:
            simulation.set_input(name, "2014-01", facts[name])
        return simulation.calculate("necessary", "2014-01")

    return Peer(
        "openfisca-core",
        _version("openfisca-core"),
        lambda facts: bool(table(facts)[0]),
        lambda row: {name: np.array([value]) for name, value in row.items()},
        table=table,
    )


def _variable(base: Any, entity: Any, name: str, kind: type, period: Any) -> Any:
    return type(
        name,
        (base,),
        {"value_type": kind, "entity": entity, "definition_period": period, "label": name},
    )


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)

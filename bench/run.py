"""How fast imrkit is, side by side with other engines: `make bench`.

One rule, physical medicine of the 2009 chronic pain guideline, in every engine: one verdict at a
time, one verdict with its justification tree, and a million rows. The engines take turns in each
round, so that whatever else the computer does falls on all alike; the table gives medians over the
rounds and their ratio to ours. Every engine must agree with ours on every row that it is given.

What it compares, and what not:

- Peers get documented facts only: none of them knows "not documented" by itself. Ours answers
  (surely, possibly) throughout; lines marked "undocumented" leave facts open.
- "Prepared" is from an input as the engine keeps it to the verdict; "from plain values" includes
  turning a dict of numbers and truths into that input.
- CEL in Rust and one zen expression answer yes or no; they do not say why. zen's decision, with
  trace, tells the result of each criterion; our tree tells each node, down to the comparisons and
  the facts that they rest on. It is built as it is read, so a line reads it whole.
- A million rows: from columns to a column of verdicts. openfisca-core keeps every intermediate
  result for later questions; NumPy by hand keeps nothing and explains nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import batches
import numpy as np
import peers

from imrkit.determination.deciding import decide, determine
from imrkit.determination.tree import Step, grow
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Value, like
from imrkit.logic.exact import exact
from imrkit.rules.rule import Rule

ROWS = 1_000_000
FEW = 200
"""Single cases, looked at one after the other in each round."""
SLOW_ROWS = 20_000
"""Rows on which an engine that takes one case at a time must agree."""
ROUNDS = 15
RULE = "chronic_pain_2009.physical_medicine"
Table = dict[str, Any]


@dataclass
class Line:
    """One line of a table: something to time, and its times in seconds."""

    name: str
    run: Callable[[], object]
    per: int = 1
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def interleaved(lines: list[Line], rounds: int = ROUNDS) -> None:
    """Time every line once in each round, in turn."""
    for line in lines:
        line.run()
    for _ in range(rounds):
        for line in lines:
            start = time.perf_counter()
            line.run()
            line.times.append((time.perf_counter() - start) / line.per)


def show(title: str, unit: float, label: str, lines: list[Line]) -> None:
    """Print medians and their ratio to the first line."""
    print(f"\n{title}\n{'':44}{label:>12}{'times ours':>14}")
    for line in lines:
        print(f"{line.name:44}{line.median * unit:12.2f}{line.median / lines[0].median:14.2f}")


def random_columns(rule: Rule, size: int) -> Table:
    """Draw documented facts: numbers around the limits, so that verdicts differ."""
    random = np.random.default_rng(20140106)

    def column(fact: Fact) -> Any:
        low, high = fact.unknown
        if fact.type == "truth":
            return random.random(size) < 0.5
        most = min(int(high), 12) if fact.type == "number" else int(high)
        return random.integers(int(low), most + 1, size).astype(np.int16)

    return {name: column(fact) for name, fact in rule.facts.items()}


def row_of(columns: Table, place: int) -> dict[str, Any]:
    return {name: column[place].item() for name, column in columns.items()}


def documented(rule: Rule, row: dict[str, Any]) -> Facts:
    """Facts that are one value each, in a row or in columns."""
    return {name: fact.between(row[name], row[name]) for name, fact in rule.facts.items()}


def opened(rule: Rule, columns: Table) -> Facts:
    """The same facts with three in ten of each not documented."""
    random = np.random.default_rng(20140107)

    def known(fact: Fact, column: Any) -> Value:
        lost = random.random(len(column)) < 0.3
        low, high = (np.where(lost, end, column).astype(column.dtype) for end in fact.unknown)
        return fact.between(low, high)

    return {name: known(fact, columns[name]) for name, fact in rule.facts.items()}


def rows_of(columns: Facts, size: int) -> list[Facts]:
    """The first rows of some columns, each as a case of its own."""
    return [
        {n: like(v, v[0][place].item(), v[1][place].item()) for n, v in columns.items()}
        for place in range(size)
    ]


def installed(rule: Rule) -> list[peers.Peer]:
    found = [peers.numpy_by_hand(rule)]
    for make in (peers.cel_in_rust, peers.zen_expression, peers.zen_decision, peers.openfisca):
        try:
            found.append(make(rule))
        except ImportError as error:
            print(f"left out, not installed: {error.name}")
    return found


def read_whole(step: Step) -> object:
    """Read a tree to its leaves: names, verdicts, joints, and the facts at the leaves."""
    parts, verdict = step.parts, step.verdict
    if not parts:
        return verdict, step.facts
    told = (step.name, step.joined_by, verdict)
    for part in parts:
        read_whole(part)
    return told


def check(rule: Rule, engines: list[peers.Peer], columns: Table) -> None:
    """Every engine must agree with ours on every row; engines without tables on fewer."""
    surely, possibly = rule.necessary.bounds_in_columns(documented(rule, columns))
    assert (surely == possibly).all()
    for peer in engines:
        if peer.table:
            assert (peer.table(wide(columns)) == surely).all(), peer.name
            size = len(surely)
        else:
            assert peer.verdict
            rows = [row_of(columns, place) for place in range(SLOW_ROWS)]
            found = [peer.verdict(peer.prepare(row)) for row in rows]
            size = len(found)
            assert found == surely[:size].tolist(), peer.name
            if peer.traced:
                assert [peer.traced(row) for row in rows[:FEW]] == found[:FEW], peer.name
        print(f"agrees on {size:9,} rows: {peer.name} {peer.version}")
    lost = opened(rule, columns)
    low, high = exact(rule.necessary, lost)
    for place, row in enumerate(rows_of(lost, SLOW_ROWS)):
        assert exact(rule.necessary, row) == (low[place], high[place])
    print(f"agrees on {SLOW_ROWS:9,} rows: ours in a table and ours alone, undocumented facts")
    shares = [f"{np.mean(surely):.0%} met", f"{np.mean(low):.1%} met and "]
    print(f"({shares[0]} where documented; {shares[1]}{np.mean(~low & high):.0%} open otherwise)")


def wide(columns: Table) -> Table:
    """Numbers as openfisca-core keeps them, so that it need not convert."""
    return {n: c if c.dtype == bool else c.astype(np.int32) for n, c in columns.items()}


def single_verdicts(rule: Rule, engines: list[peers.Peer], columns: Table) -> None:
    rows = [row_of(columns, place) for place in range(FEW)]
    lost = opened(rule, {n: c[:FEW] for n, c in columns.items()})
    facts = [documented(rule, row) for row in rows]
    some = rows_of(lost, FEW)
    truth, bounds, of_codes = rule.necessary, rule.necessary.bounds, rule.necessary.of_codes
    prepared = [
        Line("ours, prepared", lambda: [bounds(f) for f in facts], FEW),
        Line(
            "ours, prepared, undocumented, exactly",
            lambda: [exact(truth, f) for f in some],
            FEW,
        ),
    ]
    assert [of_codes(row) for row in rows] == [bounds(f) for f in facts]
    plain = [
        Line("ours, from plain values", lambda: [of_codes(row) for row in rows], FEW),
        Line(
            "ours, from plain values, as facts may be open",
            lambda: [bounds(documented(rule, row)) for row in rows],
            FEW,
        ),
    ]
    for peer in engines:
        if peer.verdict is None:
            continue
        few = FEW if peer.table is None else FEW // 10
        inputs = [peer.prepare(row) for row in rows[:few]]
        prepared.append(Line(f"{peer.name}, prepared", _each(peer.verdict, inputs), few))
        plain.append(Line(f"{peer.name}, from plain values", _prepared(peer, rows[:few]), few))
    interleaved([*prepared, *plain])
    show("One verdict", 1e6, "us", prepared)
    show("One verdict, from plain values", 1e6, "us", plain)


def _each(verdict: Callable[[Any], bool], inputs: list[Any]) -> Callable[[], object]:
    return lambda: [verdict(one) for one in inputs]


def _prepared(peer: peers.Peer, rows: list[dict[str, Any]]) -> Callable[[], object]:
    assert peer.verdict
    verdict, prepare = peer.verdict, peer.prepare
    return lambda: [verdict(prepare(row)) for row in rows]


def trees(rule: Rule, engines: list[peers.Peer], columns: Table) -> None:
    (flagship,) = determine("flagship")
    rows = [row_of(columns, place) for place in range(FEW)]
    facts = [{**flagship.facts, **documented(rule, row)} for row in rows]

    def tree(row: Any) -> Step:
        return grow(rule, rule.necessary, flagship.known, row)

    lines = [
        Line("ours, the tree", lambda: [tree(f) for f in facts], FEW),
        Line(
            "ours, every step's name and verdict read",
            lambda: [[(s.name, s.verdict) for s in tree(f).walk()] for f in facts],
            FEW,
        ),
        Line(
            "ours, walked to its leaves and facts",
            lambda: [read_whole(tree(f)) for f in facts],
            FEW,
        ),
    ]
    lines += [
        Line(f"{peer.name}, with trace", _each(peer.traced, rows), FEW)
        for peer in engines
        if peer.traced
    ]
    case, item, known = flagship.case, flagship.item, flagship.known
    lines += [
        Line(
            "ours, a whole case: rules, caps, result",
            lambda: [decide(case, item, known) for _ in range(FEW)],
            FEW,
        ),
        Line(
            "ours, the same from its file's content",
            lambda: [determine(case) for _ in range(FEW)],
            FEW,
        ),
    ]
    interleaved(lines)
    show("One verdict with its justification tree", 1e6, "us", lines)


def million(rule: Rule, engines: list[peers.Peer], columns: Table) -> None:
    facts, lost = documented(rule, columns), opened(rule, columns)
    lines = [
        Line("ours", lambda: rule.necessary.bounds_in_columns(facts)),
        Line("ours, undocumented, bounds", lambda: rule.necessary.bounds_in_columns(lost)),
        Line("ours, undocumented, exactly", lambda: exact(rule.necessary, lost)),
    ]
    for peer in engines:
        if peer.table:
            given = columns if peer.name.startswith("NumPy") else wide(columns)
            lines.append(Line(peer.name, _one(peer.table, given)))
    interleaved(lines)
    show(f"{ROWS:,} rows", 1e3, "ms", lines)


def _one(table: Callable[[Table], Any], columns: Table) -> Callable[[], object]:
    return lambda: table(columns)


COLD = {
    "an empty Python": "",
    "import imrkit": "import imrkit",
    "... and read all rules": "from imrkit.rules.rulebook import rulebook; rulebook()",
    "... and read all rules and cases": (
        "from imrkit import case_paths, load_case; [load_case(n) for n in case_paths()]"
    ),
    "... and determine the flagship": "from imrkit import determine; determine('flagship')",
    "`imrkit --help`": "from imrkit.cli import main; main(['--help'])",
    "`imrkit cases`": "from imrkit.cli import main; main(['cases'])",
    "`imrkit determine flagship`": "from imrkit.cli import main; main(['determine', 'flagship'])",
}


def _started(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)


def cold() -> None:
    """Start a new Python for each; the first line is what starting one takes by itself."""
    lines = [Line(name, partial(_started, code)) for name, code in COLD.items()]
    interleaved(lines, 7)
    empty = lines[0].median
    print(f"\nFrom a cold start\n{'':44}{'ms':>12}{'beyond empty':>14}")
    for line in lines:
        print(f"{line.name:44}{line.median * 1e3:12.1f}{(line.median - empty) * 1e3:14.1f}")


def main() -> None:
    (flagship,) = determine("flagship")
    rule = flagship.case.book.rule(RULE)
    engines = installed(rule)
    columns = random_columns(rule, ROWS)
    check(rule, engines, columns)
    single_verdicts(rule, engines, columns)
    trees(rule, engines, columns)
    million(rule, engines, columns)
    cold()
    batches.main()


if __name__ == "__main__":
    main()

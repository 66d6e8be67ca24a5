"""Made-up cohorts: learners who answer by rules that are planted, and hand in as people would.

    python -m imrkit.cohort.made_up FOLDER --learners 30 --lesson 1-4

writes roster.csv, secret.txt, assigned/, hand-ins/, and planted.csv, which tells who was made to
think what. The same seed makes the same cohort. No learner in it is a person.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imrkit.cohort.assign import assign
from imrkit.cohort.assigned import place_of
from imrkit.cohort.cells import as_csv
from imrkit.cohort.lessons import exercises_of, lessons_named
from imrkit.cohort.made_up_answers import MadeUp, course_of, record_of
from imrkit.errors import ImrkitError
from imrkit.exercises.assignment import read_assignment
from imrkit.exercises.handing_in import hand_in_text
from imrkit.files.writing import write_atomically

FIRST = ("Ada", "Ben", "Chidi", "Dolores", "Emre", "Fatima", "Grace", "Hiro", "Ines", "Jamal")
LAST = ("Abbott", "Brandt", "Cruz", "Dang", "Eze", "Ferrara", "Gupta", "Hansen", "Ito", "Jensen")
PLANTED = {"M1": 0.2, "M3": 0.2, "M15": 0.1}
"""What share of a cohort holds which misconception, if nothing else is asked for."""


@dataclass(frozen=True)
class Plan:
    """What a cohort is to be like.

    Attributes:
        learners: how many.
        lessons: the lessons that they took, in order, a week for each.
        planted: for each misconception the share of learners who hold it.
        slip: between which bounds a learner's slips lie.
        stopping: the share who stop before the end.
        missing: the share who hand in nothing.
        overconfident: the share who are surer than right.
        overlooked: for each fact the share of learners who do not see it.
        hard: for each exercise that is hard for everybody, how often it is guessed.
        seed: what makes the cohort: the same seed, the same cohort.
    """

    learners: int = 30
    lessons: tuple[int, ...] = (4,)
    planted: Mapping[str, float] = field(default_factory=lambda: dict(PLANTED))
    slip: tuple[float, float] = (0.05, 0.15)
    stopping: float = 0.1
    missing: float = 0.05
    overconfident: float = 0.3
    overlooked: Mapping[str, float] = field(default_factory=dict)
    hard: Mapping[str, float] = field(default_factory=dict)
    seed: int = 1


def people(plan: Plan) -> list[MadeUp]:
    """The learners of a cohort; each misconception is held by its share, rounded."""
    rng = random.Random(f"cohort {plan.seed}")
    held = _shared_out(plan.planted, plan.learners, rng)
    unseen = _shared_out(plan.overlooked, plan.learners, rng)
    count = sum(len(exercises_of(lesson)) for lesson in plan.lessons)
    return [
        MadeUp(
            f"s{1000 + number}",
            _name(number),
            rule,
            slip=rng.uniform(*plan.slip),
            surer=rng.choice((1, 2)) if rng.random() < plan.overconfident else 0,
            stops=rng.randrange(1, count) if rng.random() < plan.stopping else None,
            overlooks=fact,
            hard=plan.hard,
        )
        for number, (rule, fact) in enumerate(zip(held, unseen, strict=True))
    ]


def _shared_out(shares: Mapping[str, float], learners: int, rng: random.Random) -> list[str]:
    """For each learner one of these, each for its share of them, or none."""
    some = [one for one, share in shares.items() for _ in range(round(share * learners))]
    some = (some + [""] * learners)[:learners]
    rng.shuffle(some)
    return some


def _name(number: int) -> str:
    more, first = divmod(number, len(FIRST))
    more, last = divmod(more, len(LAST))
    return f"{LAST[(last + first) % len(LAST)]}, {FIRST[first]}" + (f" {more + 1}" if more else "")


def hand_ins(plan: Plan, assigned: Path) -> Iterator[tuple[MadeUp, bytes]]:
    """Each learner's file to hand in, of those who hand in."""
    rng = random.Random(f"hand-ins {plan.seed}")
    for learner in people(plan):
        if rng.random() < plan.missing:
            continue
        own = read_assignment(place_of(assigned, learner.id))
        entries = course_of(learner, plan.lessons, own)
        when = entries[-1].moment + dt.timedelta(minutes=5)
        yield learner, hand_in_text(record_of(learner.id, entries), learner.id, when)


def make_up(folder: Path, plan: Plan) -> None:
    """Write a cohort: roster, secret, assignments, hand-ins, and what was planted.

    Args:
        folder: the folder to write to.
        plan: what the cohort is to be like.

    Raises:
        DataError: if the folder cannot be written to.
    """
    everybody = people(plan)
    heads = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    rows = [
        (one.name, 5000 + n, one.id, f"{one.id}@example.org", "A")
        for n, one in enumerate(everybody)
    ]
    write_atomically(folder / "roster.csv", as_csv([heads, *rows]))
    write_atomically(
        folder / "secret.txt", random.Random(f"secret {plan.seed}").randbytes(16).hex()
    )
    told = [
        (one.id, one.rule, f"{one.slip:.3f}", one.surer, one.stops or "", one.overlooks)
        for one in everybody
    ]
    about = ("learner", "rule", "slip", "surer", "stops", "overlooks")
    write_atomically(folder / "planted.csv", as_csv([about, *told]))
    assigned = folder / "assigned"
    for lesson in plan.lessons:
        assign(folder / "roster.csv", lesson, folder / "secret.txt", assigned)
    numbers = {one.id: number for number, one in enumerate(everybody)}
    for learner, text in hand_ins(plan, assigned):
        number = numbers[learner.id]
        who = "".join(c for c in learner.name.lower() if c.isalnum())
        name = f"{who}_{5000 + number}_{90000 + number}_hand-in-{learner.id}.jsonl"
        write_atomically(folder / "hand-ins" / name, text, durable=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Write a made-up cohort.

    Args:
        argv: the words after the module's name; those of the process by default.
    """
    parser = argparse.ArgumentParser(prog="python -m imrkit.cohort.made_up", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument(
        "--lesson", type=lessons_named, default=(4,), help="one, or several: 1-4, or 2,4"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--nothing-planted", action="store_true", help="nobody holds a misconception"
    )
    try:
        options = parser.parse_args(argv)
        make_up_as(options)
    except ImrkitError as error:
        print(f"imrkit: {error}", file=sys.stderr)
        return 2
    print(f"Written: a cohort of {options.learners} in {options.folder}.")
    return 0


def make_up_as(options: argparse.Namespace) -> None:
    """Write the cohort that the words of a command ask for."""
    planted = {} if options.nothing_planted else dict(PLANTED)
    plan = Plan(options.learners, options.lesson, planted, seed=options.seed)
    make_up(options.folder, plan)


if __name__ == "__main__":
    sys.exit(main())

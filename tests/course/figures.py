"""The figures of the proof without people, lesson by lesson, beside those that are asked.

python -m tests.course.figures                    # few learners and variants, a minute or so
python -m tests.course.figures --learners 1000 --seeds 60
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import combinations

from imrkit.course.readability import MOST_GRADE
from imrkit.course.times import MOST_HOOK, MOST_SCREEN, TOLD
from imrkit.exercises.certified import BALANCE
from imrkit.exercises.style import MOST_ASK, MOST_REPLY, repeats, style_faults, words
from tests.course.evenness import longest as longest_right
from tests.course.evenness import overturned, times_of
from tests.course.learners import (
    BLIND,
    HAS_SKILL,
    NO_SKILL,
    REACHED,
    cleared,
    found_out,
    holder,
    skill_in,
    skill_in_lesson,
)
from tests.course.lessons import EVERY, LESSONS, MINUTES, rules_of, told_by
from tests.course.telling import LEAST, answer_alike, questions, told_apart
from tests.course.texts import alike, hardest, longest, replies

Row = tuple[str, str, str, bool]
"""A figure: what it is, as found, as asked, and whether it is reached."""


def of_lesson(number: int, learners: int, seeds: int) -> Iterator[Row]:
    """The figures of one lesson."""
    for rule in rules_of(number):
        exercises = len(told_by(number, rule))
        yield f"{rule}: errs in exercises", str(exercises), f">= {LEAST}", exercises >= LEAST
        share = found_out(number, rule, learners, seeds) or 0.0
        yield f"{rule}: holder found out", f"{share:.1%}", f">= {REACHED:.0%}", share >= REACHED
    same = [pair for pair in combinations(rules_of(number), 2) if answer_alike(number, *pair)]
    yield "pairs that answer alike", str(len(same)), "0", not same
    share = cleared(number, learners, seeds)
    yield "expert cleared", f"{share:.1%}", f">= {REACHED:.0%}", share >= REACHED
    for who, answers in BLIND.items():
        skill = skill_in_lesson(number, answers, learners, seeds)
        yield f"skill, {who}", f"{skill:+.3f}", f"<= {NO_SKILL}", skill <= NO_SKILL
    skill = skill_in_lesson(number, holder(), learners, seeds)
    yield "skill, expert", f"{skill:.3f}", f"> {HAS_SKILL}", skill > HAS_SKILL
    yield from _of_text(number, seeds)
    yield from _of_time(number, seeds)


def _of_text(number: int, seeds: int) -> Iterator[Row]:
    hard, _ = hardest(number, seeds)
    yield "hardest screen, grade", f"{hard:.1f}", f"<= {MOST_GRADE:.0f}", hard <= MOST_GRADE
    most, _ = longest(number, seeds)
    yield "longest screen, words", str(most), f"<= {MOST_ASK}", most <= MOST_ASK
    said = replies(number, seeds)
    most = max(map(words, said))
    yield "longest reply, words", str(most), f"<= {MOST_REPLY}", most <= MOST_REPLY
    faults = sum(bool([*style_faults(says, MOST_REPLY)]) for says in said)
    yield "replies off the style sheet", f"{faults} of {len(said)}", "0", not faults
    again = sum(repeats(s, a) for s, asks in said.items() for some in asks.values() for a in some)
    yield "replies that repeat a question", str(again), "0", not again
    twice = len(alike(number, seeds))
    yield "replies of two exercises alike", str(twice), "0", not twice


def _of_time(number: int, seeds: int) -> Iterator[Row]:
    found, asked, told = times_of(number), MINUTES[number], LESSONS[number].data.minutes
    asks = f"{asked} ± {TOLD:.0%}"
    near = abs(found.minutes - asked) <= TOLD * asked
    yield "minutes by words and answers", f"{found.minutes:.1f}", asks, near
    yield "minutes told", str(told), asks, abs(told - asked) <= TOLD * asked
    yield (
        "median screen, s",
        f"{found.median:.0f}",
        f"<= {MOST_SCREEN}",
        found.median <= MOST_SCREEN,
    )
    yield "hook, s", f"{found.hook:.0f}", f"<= {MOST_HOOK}", found.hook <= MOST_HOOK
    share, (least, most) = overturned(number), BALANCE
    yield "ends overturned", f"{share:.0%}", f"{least:.0%} to {most:.0%}", least <= share <= most
    often, chance = longest_right(number, seeds)
    yield "right is longest", f"{often:.0%}", f"<= {chance:.0%}", often <= chance + 1e-9


def of_course(learners: int, seeds: int) -> Iterator[Row]:
    """The figures of all lessons together."""
    for who, answers in BLIND.items():
        skill = skill_in(EVERY, answers, learners, seeds)
        yield f"skill, {who}", f"{skill:+.3f}", f"<= {NO_SKILL}", skill <= NO_SKILL
    skill = skill_in(EVERY, holder(), learners, seeds)
    yield "skill, expert", f"{skill:.3f}", f"> {HAS_SKILL}", skill > HAS_SKILL
    shares = told_apart(questions(), learners)
    share = sum(shares.values()) / len(shares)
    yield "all told apart in 16", f"{share:.1%}", f">= {REACHED:.0%}", share >= REACHED
    lowest = min(shares, key=shares.__getitem__)
    name = lowest or "the expert"
    yield f"of these least often: {name}", f"{shares[lowest]:.1%}", "", True


def main() -> int:
    """Print the figures; 1 if one is not reached."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--learners", type=int, default=100)
    options.add_argument("--seeds", type=int, default=12)
    options.add_argument("--lesson", type=int, choices=LESSONS)
    asked = options.parse_args()
    missed = 0
    wanted = [asked.lesson] if asked.lesson else [*LESSONS, 0]
    for number in wanted:
        print(f"\n{f'Lesson {number}: {LESSONS[number].data.title}' if number else 'All lessons'}")
        size = asked.learners, asked.seeds
        for what, found, asks, reached in of_lesson(number, *size) if number else of_course(*size):
            missed += not reached
            mark = " " if reached else "x"
            print(f"{mark} {what:32} {found:>12}   {asks}", flush=True)
    print(f"\n{missed} not reached" if missed else "\nAll reached")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())

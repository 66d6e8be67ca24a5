"""How long a lesson takes, how what it asks ends, and where and how long the right options are."""

from __future__ import annotations

from collections import Counter
from functools import cache

from imrkit.course.times import Times, times
from imrkit.exercises.certified import Certified, count_length, count_places
from imrkit.exercises.variants import vary
from tests.course.lessons import LESSONS, asked, exercise_named, names_of


@cache
def times_of(number: int) -> Times:
    """How long a lesson takes, by its words and answers."""
    return times(LESSONS[number], {name: exercise_named(name) for name in names_of(number)})


def overturned(number: int) -> float:
    """The share of what a lesson asks that ends overturned, over all seeds there are."""
    shares = []
    for name in names_of(number):
        exercise = exercise_named(name)
        as_it_is: Counter[str] = Counter([vary(exercise, 0).determination.outcome])
        shares.append(Certified(exercise, 1, outcomes=as_it_is).overturned)
    return sum(shares) / len(shares)


def places(number: int, seeds: int) -> dict[str, Counter[int]]:
    """How often the right option stands in each place, where the seed chooses the order."""
    found: dict[str, Counter[int]] = {}
    for name in names_of(number):
        for question, key in asked(name, seeds):
            count_places(question.kind, question, key, found)
    return found


def longest(number: int, seeds: int) -> tuple[float, float]:
    """How often the right option is the longest, and how often it would be by chance."""
    shares, chances = [], []
    for name in names_of(number):
        found = Certified(exercise_named(name), seeds)
        for question, key in asked(name, seeds):
            count_length(found, question, key)
        often, of, chance = found.longest
        if of:
            shares.append(often / of)
            chances.append(chance / of)
    return sum(shares) / max(1, len(shares)), sum(chances) / max(1, len(chances))

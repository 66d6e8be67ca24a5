"""The results of a made-up cohort, without a file: what `imrkit grade` would read from its answers.

For a report to look at before there is a cohort, and for proving that a report finds what was
planted. The same plan gives the same results.
"""

from __future__ import annotations

import random

from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.made_up import Plan, people
from imrkit.cohort.made_up_answers import course_of
from imrkit.cohort.results import Results
from imrkit.cohort.seeds import lesson_seeds
from imrkit.exercises.assignment import Assignment


def made_up_results(plan: Plan) -> Results:
    """The results of a made-up cohort.

    Args:
        plan: what the cohort is to be like.
    """
    everybody = people(plan)
    secret = random.Random(f"secret {plan.seed}").randbytes(16).hex().encode()
    seeds: dict[str, dict[str, int]] = {one.id: {} for one in everybody}
    for lesson in plan.lessons:
        for id, own in lesson_seeds(exercises_of(lesson), list(seeds), secret, {}).items():
            seeds[id] |= own
    rng = random.Random(f"hand-ins {plan.seed}")
    entries = {}
    for one in everybody:
        if rng.random() >= plan.missing:
            answers = course_of(one, plan.lessons, Assignment(one.id, seeds[one.id]))
            entries[one.id] = tuple(entry for entry in answers if entry.attempt == 1)
    return Results(entries, len(everybody), made_up=True)

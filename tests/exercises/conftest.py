"""The exercises that come with imrkit, read once."""

from __future__ import annotations

import pytest

from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import exercise_paths, load_exercise

NAMES = tuple(exercise_paths())
_READ: dict[str, Exercise] = {}


def exercise_named(name: str) -> Exercise:
    if name not in _READ:
        _READ[name] = load_exercise(name)
    return _READ[name]


@pytest.fixture(params=NAMES)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    return exercise_named(request.param)

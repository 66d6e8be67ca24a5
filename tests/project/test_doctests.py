"""What the docstrings of facts and logic show is what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import imrkit.facts
import imrkit.logic

MODULES = [
    module.name
    for package in (imrkit.facts, imrkit.logic)
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]
SHOWN = {"facts.spans", "facts.dates", "logic.parse", "logic.exact", "logic.favorable"}
"""What is easy to get wrong is shown in the docstring."""


@pytest.mark.parametrize("name", MODULES)
def test_what_a_docstring_shows_is_what_happens(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0
    assert tried or name.removeprefix("imrkit.") not in SHOWN

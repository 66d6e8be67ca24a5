"""What imrkit imports, what it declares, and what is pinned are the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import (
    PackageNotFoundError,
    distribution,
    distributions,
    packages_distributions,
)
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONSTRAINTS = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PINNED = {line.partition("==")[0] for line in CONSTRAINTS}

NOT_IMPORTED = {
    "ipywidgets": "learners put its controls into notebooks of their own",
    "nbval": "is a plugin of pytest",
}
"""The dependencies that no module of imrkit imports, each with its reason to be one."""

NOT_INSTALLED = {
    "cel": "common-expression-language",
    "openfisca_core": "openfisca-core",
    "zen": "zen-engine",
}
"""What `make bench` alone installs, by the names under which it is imported."""


def names(requirements: Iterable[str]) -> set[str]:
    """The names of the distributions that are required."""
    return {canonicalize_name(Requirement(text).name) for text in requirements}


DEPENDENCIES = names(PROJECT["dependencies"])
EXTRA = {name: names(some) for name, some in PROJECT["optional-dependencies"].items()}


def imported(folder: str) -> set[str]:
    """The distributions that the modules of a folder import, imrkit itself left out."""
    providers = packages_distributions()
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module).partition(".")[0])
    ours = {"imrkit", "tests", *(path.stem for path in (ROOT / folder).glob("*.py"))}
    others = found - set(sys.stdlib_module_names) - ours
    return {
        canonicalize_name(NOT_INSTALLED.get(name) or providers.get(name, [name])[0])
        for name in others
    }


@pytest.mark.parametrize(
    ("folder", "declared"),
    [
        ("imrkit", DEPENDENCIES | EXTRA["dask"]),
        ("tests", DEPENDENCIES | EXTRA["test"]),
        ("bench", DEPENDENCIES | EXTRA["bench"]),
    ],
    ids=["imrkit", "tests", "bench"],
)
def test_every_package_that_is_imported_is_declared(folder: str, declared: set[str]) -> None:
    assert imported(folder) <= declared


def test_every_dependency_is_imported_or_has_a_reason() -> None:
    assert DEPENDENCIES - imported("imrkit") <= NOT_IMPORTED.keys()


def test_what_the_course_is_built_on_stays_a_dependency() -> None:
    assert {"jupyterlab", "ipywidgets", "pandas", "nbval", "papermill"} <= DEPENDENCIES


def test_constraints_are_names_and_releases_in_order_and_no_addresses() -> None:
    """Where a package comes from is for whoever installs it to say."""
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in CONSTRAINTS)
    assert sorted(CONSTRAINTS) == CONSTRAINTS


def test_every_package_that_an_installation_brings_is_pinned() -> None:
    """Also what the declared ones require in turn, here and for this Python."""
    waiting = [Requirement(t) for t in PROJECT["dependencies"]]
    waiting += [Requirement(t) for t in PROJECT["optional-dependencies"]["test"]]
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        assert name in PINNED, f"{name} is not in constraints.txt"
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:  # for another system
            continue
        for text in requires:
            further = Requirement(text)
            extras = wanted.extras or {""}
            if not further.marker or any(further.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(further)
    assert EXTRA["bench"] <= PINNED


def test_every_pinned_release_runs_on_the_oldest_python_that_imrkit_allows() -> None:
    """Debian's own Python stays at an early 3.11."""
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    found = [some for some in distributions() if canonicalize_name(some.name) in PINNED]
    late = [
        some.name
        for some in found
        if not SpecifierSet(str(some.metadata.json.get("requires_python", ""))).contains(oldest)
    ]
    assert found
    assert not late

"""`imrkit course-check`: what a course's own CI runs. Data, notebooks and links, in one command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from imrkit.authoring.links import broken_links, texts_of
from imrkit.authoring.nbval_report import WHERE
from imrkit.check.report import Report, Write
from imrkit.check.run import look_through
from imrkit.errors import DataError
from imrkit.exercises.checking import check_exercises
from imrkit.files.folders import cases_dir, mtus_dir
from imrkit.rules.rulebook import load_rulebook

SANITIZE = "nbval.cfg"
"""The course's own list of what may differ from run to run, as nbval reads it, if there is one."""
_LINES = 12
"""So much of what nbval says of a cell is told."""


def course_check(folder: Path, write: Write, seconds: int = 600) -> int:
    """Check a course.

    Args:
        folder: of the course: notebooks and Markdown files anywhere in it, case files in `cases/`,
            exercises in `exercises/`.
        write: takes one line of text at a time.
        seconds: how long a cell may take.

    Returns:
        0 if all is right, 1 otherwise.

    Raises:
        DataError: if there is no such folder, or nothing in it to check.
    """
    if not folder.is_dir():
        raise DataError("there is no such folder", file=folder)
    notebooks, texts = _files(folder, "*.ipynb"), _files(folder, "*.md")
    data = [folder / name for name in ("cases", "exercises") if (folder / name).is_dir()]
    if not (notebooks or texts or data):
        raise DataError("holds neither notebooks nor data nor texts", file=folder)
    report = Report(write)
    _data(folder, report)
    if notebooks:
        report.section(f"Notebooks ({len(notebooks)})")
        for path in notebooks[:]:
            try:
                texts_of(path)
            except DataError as error:
                report.fault(error)
                notebooks.remove(path)
        for fault in notebook_faults(folder, notebooks, seconds) if notebooks else ():
            report.fault(fault)
    report.section("Links")
    for fault in broken_links(folder, [*notebooks, *texts]):
        report.fault(fault)
    return report.end()


def _files(folder: Path, pattern: str) -> list[Path]:
    """Files of a course, without those of tools: hidden ones, and what was installed."""
    found = []
    for path in sorted(folder.rglob(pattern)):
        parts = path.relative_to(folder).parts
        if not any(part.startswith(".") or part == "node_modules" for part in parts):
            found.append(path)
    return found


def _data(folder: Path, report: Report) -> None:
    cases, exercises = folder / "cases", folder / "exercises"
    wrong: list[DataError] = []
    book = load_rulebook(mtus_dir(), wrong)
    if cases.resolve() == cases_dir().resolve():
        look_through(report, book, wrong, None, more=(check_exercises,))
        return
    if cases.is_dir():
        look_through(report, book, wrong, cases)
    if exercises.is_dir():
        check_exercises(report, book, folder=exercises)


def notebook_faults(folder: Path, notebooks: list[Path], seconds: int) -> Iterator[DataError]:
    """Run notebooks by nbval, and tell the cells that do not give what they show.

    Args:
        folder: of the course.
        notebooks: the notebooks.
        seconds: how long a cell may take.

    Yields:
        An error for each cell, with its notebook, its place and its first line.
    """
    seen: set[str] = set()
    for said in _results(folder, notebooks, seconds):
        seen.add(said["notebook"])
        if said["failed"]:
            path = folder / said["notebook"]
            yield DataError(_why(said["says"]), file=path, field=_cell(path, said["cell"]))
    for path in notebooks:
        if path.relative_to(folder).as_posix() not in seen and _has_code(path):
            yield DataError("was not run: nbval ended before", file=path)


def _results(folder: Path, notebooks: list[Path], seconds: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="imrkit-") as name:
        report = Path(name, "report")
        report.touch()
        surroundings = {
            **os.environ,
            WHERE: str(report),
            "IPYTHONDIR": str(Path(name, "ipython")),
            "PYTEST_ADDOPTS": "",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        command = [sys.executable, "-m", "pytest", "-q", "--color=no", "-p", "nbval.plugin"]
        command += ["-p", "imrkit.authoring.nbval_report", "-p", "no:cacheprovider"]
        command += ["-c", os.devnull, "--rootdir", str(folder), "--nbval", "--nbval-current-env"]
        command += ["--continue-on-collection-errors", f"--nbval-cell-timeout={seconds}"]
        if (folder / SANITIZE).is_file():
            command += [f"--nbval-sanitize-with={folder / SANITIZE}"]
        done = subprocess.run(
            [*command, *map(str, notebooks)],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        lines = report.read_text(encoding="utf-8").splitlines()
    if done.returncode not in (0, 1, 2, 5):
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise DataError(f"nbval cannot run: {said[-500:]}", file=folder)
    return [json.loads(line) for line in lines]


def _cells(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The code cells of a notebook, each with its place among all cells, counted from 1."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [(place, c) for place, c in enumerate(cells, 1) if c["cell_type"] == "code"]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _has_code(path: Path) -> bool:
    return any("".join(cell["source"]).strip() for _, cell in _cells(path))


def _cell(path: Path, number: str) -> str:
    """A cell in words; nbval counts code cells from 0."""
    cells = _cells(path)
    if not number.isdigit() or int(number) >= len(cells):
        return ""
    place, cell = cells[int(number)]
    lines = [line.strip() for line in "".join(cell["source"]).splitlines() if line.strip()]
    return f"cell {place} ({lines[0][:60]})" if lines else f"cell {place}"


def _why(said: str) -> str:
    """What nbval says of a cell, without what the place tells already."""
    said = re.sub(r"\x1b\[[0-9;]*m", "", said)
    found = re.match(r"Notebook cell execution failed\nCell \d+: (.*?)\n\nInput:\n", said, re.S)
    if not found:
        errors = [line[1:].strip() for line in said.splitlines() if line.startswith("E ")]
        return (errors[-1:] or [" ".join(said.split())[-500:]])[0] or "cannot be run"
    _, _, below = said.partition("\nTraceback:\n")
    lines = [line.rstrip() for line in below.splitlines() if line.strip()]
    lines = [line for line in lines if "reference_output == test_output" not in line]
    told = lines[:_LINES] if "differ" in found[1] else lines[-1:]
    return "; ".join([found[1], *(line.strip() for line in told)])

"""The notebooks of the course, made from data: the lessons from their plans, and two beside them.

Nothing in them is written by hand, so that a lesson is changed in its plan alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from imrkit.course.plan import Plan, plan_paths, read_plan
from imrkit.exercises.misconceptions import known_rules
from imrkit.files.folders import notebooks_dir
from imrkit.jupyter.listing import START
from imrkit.views.lesson.any_case import STEPS

ANY_CASE, TEACHERS = "any_case", "teachers_pages"
RUN = "*If nothing below can be answered, choose* Run, *then* Run All Cells."
_KEPT = {"deletable": False, "editable": False}
Cell = dict[str, Any]


def course_notebooks() -> dict[Path, Any]:
    """Every notebook of the course that is made from data, by the file in which it is kept."""
    course = notebooks_dir() / "course"
    made = {course / f"{START}.ipynb": start_notebook(), course / f"{ANY_CASE}.ipynb": any_case()}
    plans = [read_plan(path) for path in plan_paths().values()]
    made |= {course / f"{plan.name}.ipynb": lesson_notebook(plan) for plan in plans}
    return made | {course.parent / "instructor" / f"{TEACHERS}.ipynb": teachers_notebook(plans)}


def lesson_notebook(plan: Plan) -> Any:
    """The notebook of a lesson: what each step says, and a line that asks or shows it.

    Args:
        plan: the lesson's plan.
    """
    data = plan.data
    head = f"# {data.number}. {data.title}\n\n{data.aim} About {data.minutes} minutes.\n\n{RUN}"
    begin = (
        "# Begin\nfrom imrkit.views.lesson import Lesson\n\n"
        f"lesson = Lesson({data.number})\nlesson.opening()"
    )
    cells = [_words(head), _code(begin)]
    for step in data.step:
        says = "" if step.after else step.says  # what waits is said once it opens
        cells.append(_words(f"## {step.title}\n\n{says}".strip()))
        if step.exercise or step.shows:
            cells.append(_code(f"lesson.step({_text(step.title)})"))
    return _notebook(cells, data.number, title=data.title, minutes=data.minutes)


def start_notebook() -> Any:
    """The notebook that opens first."""
    cells = [
        _words(f"# Independent Medical Review, rebuilt\n\n{RUN}"),
        _code("# Start\nfrom imrkit.views.start import start\n\nstart()"),
    ]
    return _notebook(cells, START)


def any_case() -> Any:
    """The notebook in which any case becomes a lesson; papermill may name the case."""
    head = (
        "# Any case as a lesson\n\nChoose a case; then read its file, decide, and see what the "
        "reviewer saw. Nothing of the outcome shows before you decided. About 15 minutes.\n\n"
    )
    parameters = (
        "# The case of this lesson\n"
        'case = None  # its name, such as "flagship"; None to choose one below\n'
        'item = None  # the number of its disputed item, such as "2"; None for the first'
    )
    begin = (
        "# Begin\nfrom imrkit.views.lesson import AnyCase\n\n"
        "lesson = AnyCase(case, item)\nlesson.chooser()"
    )
    cells = [_words(head + RUN), _code(parameters, tags=["parameters"]), _code(begin)]
    for name, title in STEPS.items():
        does = "lesson.summary()" if name == "summary" else f'lesson.step("{name}")'
        cells += [_words(f"## {title}"), _code(does)]
    return _notebook(cells, ANY_CASE)


def teachers_notebook(plans: Iterable[Plan]) -> Any:
    """The teacher's pages: of each lesson the aims, what wrong answers show, and 50 minutes.

    Args:
        plans: the lessons, in order.
    """
    head = (
        "# Teacher's pages\n\nFor each lesson: what learners can do afterwards, what wrong answers "
        "show and what to say to them, a plan of 50 minutes in class, and questions to discuss. "
        "Learners do not get this notebook."
    )
    return _notebook([_words(head), *(_words(_teachers_page(plan)) for plan in plans)], "")


def _teachers_page(plan: Plan) -> str:
    data, teacher, known = plan.data, plan.data.teacher, known_rules()
    alone = f"{data.minutes} minutes alone, {len(plan.exercises)} exercises"
    parts = [f"## {data.number}. {data.title}\n\n{data.aim} ({alone}.)"]
    parts.append("### Aims\n\n" + _lines(teacher.aims))
    wrong = [
        f"**{one.rule}**, “{known[one.rule].says}” {one.means}"
        for one in teacher.wrong
        if one.rule in known
    ]
    parts.append("### What wrong answers show\n\n" + _lines(wrong))
    rows = [f"| {part.minutes} | {part.does} |" for part in teacher.plan]
    parts.append("### In class\n\n| Minutes | |\n|---|---|\n" + "\n".join(rows))
    parts.append("### To discuss\n\n" + _lines(teacher.discuss))
    return "\n\n".join(parts)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _text(title: str) -> str:
    """A title as Python writes it, in double quotes where that is possible."""
    return repr(title) if '"' in title or "\\" in title else f'"{title}"'


def _words(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": dict(_KEPT), "source": text}


def _code(text: str, tags: Iterable[str] = ()) -> Cell:
    metadata: dict[str, Any] = {**_KEPT, "jupyter": {"source_hidden": True}}
    if named := list(tags):
        metadata["tags"] = named
    cell = {"cell_type": "code", "metadata": metadata, "source": text}
    return {**cell, "execution_count": None, "outputs": []}


def _notebook(cells: Iterable[Mapping[str, Any]], lesson: int | str, **about: object) -> Any:
    import nbformat

    numbered = [{**cell, "id": f"cell-{n:02}"} for n, cell in enumerate(cells)]
    metadata = {"imrkit": {"lesson": lesson, **about}} if lesson else {}
    content = {"cells": numbered, "metadata": metadata}
    return nbformat.from_dict({**content, "nbformat": 4, "nbformat_minor": 5})  # type: ignore[no-untyped-call]

"""The rule book as a notebook: a heading and a cell with its code hidden for every guideline."""

from __future__ import annotations

from typing import Any

from imrkit.rules.rulebook import rulebook
from imrkit.views.rulebook.editions import compare
from imrkit.views.rulebook.entries import LAYERS, Chapter
from imrkit.views.rulebook.page import COMPARED, INTRODUCTION, READING, REGISTER
from imrkit.views.rulebook.process_html import ABOUT
from imrkit.words.rationale import NOTICE

Cell = dict[str, Any]
_KEPT = {"deletable": False, "editable": False}


def notebook(chapters: tuple[Chapter, ...]) -> dict[str, Any]:
    """The notebook before it is run."""
    cells = [
        _words(
            f"# The rule book\n\n**What you will learn.** {INTRODUCTION} Here you can find the "
            "rule for a treatment before you decide a case, and see afterwards what else it asks."
            f"\n\nOpen a line to read a rule. {READING}\n\n*{NOTICE}*"
        ),
        _words("## By treatment\n\nOpen the family that the disputed treatment belongs to."),
        _code(
            "Which rules address which treatment\n"
            "from imrkit.views.rulebook import (\n"
            "    contents, editions, guideline, order_of_evidence, process, register,\n)\n\n"
            "contents()"
        ),
        _words(f"## Register of editions\n\n{REGISTER}"),
        _code("Every edition, and what of it is held\nregister()"),
        _words(f"## What changed between editions\n\n{COMPARED}"),
    ]
    cells += [
        _code(f'{chapter.title}, edition by edition\neditions("{chapter.name}")')
        for chapter in chapters
        if not compare(rulebook(), chapter).same
    ]
    cells += [
        _words("## The order of evidence\n\nWhat ranks above what, for decisions of which days."),
        _code("Standards of necessity, search, weighing\norder_of_evidence()"),
        _words(f"## The process\n\n{ABOUT}"),
        _code("Clocks, days, who may ask for what, setting aside\nprocess()"),
    ]
    layer = ""
    for chapter in chapters:
        if chapter.layer != layer:
            layer = chapter.layer
            cells.append(_words(f"## {LAYERS[chapter.layer]}"))
        cells.append(_words(f"### {chapter.title}"))
        cells.append(_code(f'The rules of this guideline\nguideline("{chapter.name}")'))
    cells.append(
        _words(
            "## In short\n\nA rule asks a few things, each with its place in a guideline; the "
            "edition in force on the day that counts governs; a special rule takes the place "
            "of a general one only where it surely applies; and a figure is as good as its source."
        )
    )
    return {
        "cells": [{**cell, "id": f"cell-{place:02}"} for place, cell in enumerate(cells)],
        "metadata": {
            "imrkit": {"page": "rule book"},  # it is read like a lesson, and nothing runs
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _words(text: str) -> Cell:
    return {
        "cell_type": "markdown",
        "metadata": {**_KEPT},
        "source": text.splitlines(keepends=True),
    }


def _code(text: str) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {**_KEPT, "jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": f"# {text}".splitlines(keepends=True),
    }

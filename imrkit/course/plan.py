"""A lesson's plan: what its screens say, ask and show, as exercises/lessonNN/lesson.toml tells it.

>>> from imrkit.course.plan import plan_paths
>>> all(path.name == "lesson.toml" for path in plan_paths().values())
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from imrkit.errors import DataError, UnknownName
from imrkit.exercises.loading import PLAN
from imrkit.files.folders import exercises_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import Name, Table, at_most

Shows = Literal[
    "",
    "file",
    "summary",
    "letter",
    "compare",
    "pictures",
    "considered",
    "editions",
    "rule",
    "explorer",
    "timeline",
    "guess",
    "worked",
    "odds",
    "calibration",
    "own",
]
"""What a step may show, beside what it says."""
WHOLE = "course"
"""What was brought by the whole course, and not by one lesson alone."""
OF_A_CASE = frozenset(
    {
        "file",
        "summary",
        "letter",
        "compare",
        "pictures",
        "considered",
        "editions",
        "explorer",
        "timeline",
        "worked",
    }
)
"""What is shown of a case."""


class Step(Table, frozen=True):
    """One screen of a lesson: it says something, and asks or shows one thing.

    Attributes:
        title: its heading.
        says: two or three short sentences in Markdown, at most 90 words; no answer is given away.
        exercise: the exercise that it asks; a step has this or `shows`, not both.
        sealed: whether the answer is kept, and graded only where a later step opens it ("guess").
        shows: what it shows: "file" (the papers of the case), "summary" (a case on one page),
            "letter" (the published determination, its reasons numbered), "compare" (ours beside
            the published), "pictures" (the criteria drawn), "considered" (the rules looked at),
            "editions" (its days below the editions of the guideline that governs),
            "rule" (`of` names it), "explorer", "timeline", "guess" (the sealed answer to `of`),
            "worked" (one case worked out in steps), "odds" (the charts of lesson 12),
            "calibration" (the learner's own curve), "own" (what the lesson brought).
        of: what is shown, where that needs a name: a rule or a sealed exercise; the fact that an
            explorer begins with; "course" where the ideas of all lessons are told ("own").
        case: the case that is shown; the lesson's first, if absent.
        item: number of its disputed item; the first, if absent.
        after: the exercise that is tried (three times, or answered right) before any of it but
            its heading can be read, what it says included (which is plain text then); a question
            that would answer an earlier one waits so, too.
    """

    title: Name
    says: str = ""
    exercise: Name = ""
    sealed: bool = False
    shows: Shows = ""
    of: Name = ""
    case: Name = ""
    item: Name = ""
    after: Name = ""


class Wrong(Table, frozen=True):
    """What wrong answers tell a teacher.

    Attributes:
        rule: the misconception or slip that they show.
        means: what it shows when a learner answers so, and what to say in class.
    """

    rule: Name
    means: str


class Part(Table, frozen=True):
    """A part of the teacher's plan: how many minutes, and what is done in them."""

    minutes: int
    does: str


class Teacher(Table, frozen=True):
    """The teacher's page of a lesson.

    Attributes:
        aims: what learners can do afterwards.
        wrong: what wrong answers show.
        plan: a plan of 50 minutes in class.
        discuss: questions for the class.
    """

    aims: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    plan: tuple[Part, ...] = ()
    discuss: tuple[str, ...] = ()


class LessonFile(Table, frozen=True):
    """The content of one lesson's plan.

    Attributes:
        schema: the version of the format.
        number: the lesson's number, that of its folder.
        title: its title.
        minutes: how long it takes.
        aim: what it is for, in one sentence.
        cases: the cases that it is about; the first is meant where a step names none.
        misconceptions: the misconceptions that it teaches.
        step: its screens, in order.
        teacher: the teacher's page.
    """

    schema: int
    number: int
    title: Name
    minutes: int
    aim: str
    cases: tuple[Name, ...]
    step: Annotated[tuple[Step, ...], at_most(80)]
    misconceptions: tuple[Name, ...] = ()
    teacher: Teacher = Teacher()


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A lesson's plan, read.

    Attributes:
        data: the file's content.
        file: the file.
    """

    data: LessonFile
    file: Path

    def __repr__(self) -> str:
        return f"<Plan of lesson {self.number}: {self.data.title}>"

    @property
    def number(self) -> int:
        """The lesson's number."""
        return self.data.number

    @property
    def name(self) -> str:
        """The name of its folder and its notebook."""
        return lesson_name(self.number)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises that it asks, in order."""
        return tuple(step.exercise for step in self.data.step if step.exercise)

    def step(self, title: str) -> Step:
        """Find a step by its heading.

        Raises:
            UnknownName: if there is none; says which is nearest.
        """
        steps = {step.title: step for step in self.data.step}
        if title not in steps:
            raise UnknownName(f"step of lesson {self.number}", title, steps)
        return steps[title]

    def case_of(self, step: Step) -> str:
        """The case that a step shows something of."""
        return step.case or (self.data.cases[0] if self.data.cases else "")

    def refuse(self, where: str, problem: object) -> DataError:
        """An error at a field of the file."""
        return at(self.file, where, str(problem))


def lesson_name(number: int) -> str:
    """The name of a lesson's folder and notebook.

    >>> lesson_name(4)
    'lesson04'
    """
    return f"lesson{number:02}"


def plan_paths(folder: Path | None = None) -> Mapping[int, Path]:
    """The plans of a folder of exercises, by the number of the lesson, in order.

    Args:
        folder: the exercises; those that come with imrkit by default.
    """
    found = sorted((folder or exercises_dir()).glob(f"lesson*/{PLAN}"))
    numbered = ((re.fullmatch(r"lesson(\d\d)", path.parent.name), path) for path in found)
    return {int(match[1]): path for match, path in numbered if match}


def read_plan(path: Path) -> Plan:
    """Read one plan; whether what it names is there, `plan_faults` says.

    Raises:
        DataError: naming file, line, field, what was found and what was expected.
    """
    return Plan(convert(read_toml(path), LessonFile, path), path)


@cache
def plans() -> tuple[Plan, ...]:
    """The lessons that come with imrkit and can be read, in order."""
    found = []
    for path in plan_paths().values():
        with suppress(DataError):  # `imrkit check` tells what is not right in it
            found.append(read_plan(path))
    return tuple(found)


def load_plan(number: int) -> Plan:
    """Read the plan of a lesson that comes with imrkit.

    Raises:
        UnknownName: if there is no such lesson.
        DataError: if something is not right in its file.
    """
    known = plan_paths()
    if number not in known:
        raise UnknownName("lesson", str(number), map(str, known))
    return read_plan(known[number])

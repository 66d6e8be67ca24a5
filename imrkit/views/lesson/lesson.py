"""A lesson of the course: what each step of its plan shows and asks.

A notebook calls `step` once for each step. Nothing of an answer is made before it was tried.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from imrkit.cases.case import Case
from imrkit.cases.loading import load_case
from imrkit.course.plan import WHOLE, Plan, Step, load_plan
from imrkit.course.progress import tried
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.variants import Variant
from imrkit.rules.rulebook import rulebook
from imrkit.views.exercise import ExerciseView, Keeper, keeper
from imrkit.views.exercise.html import as_html
from imrkit.views.html.markup import Html
from imrkit.views.html.page import Page, style, stylesheet
from imrkit.views.html.reading import as_read
from imrkit.views.lesson.case_parts import PARTS
from imrkit.views.lesson.odds import odds_html
from imrkit.views.lesson.own_file import AS_PUBLISHED, read_anew, said_of, variant_shown
from imrkit.views.lesson.results import calibration_html, own_html
from imrkit.views.lesson.sealed import guess_html
from imrkit.views.lesson.telling import tell_when_answered
from imrkit.views.lesson.told import RUN, Box, Content, Told, opens_after

LOOK = Path(__file__).with_name("lesson.css")


class Lesson:
    """A lesson of the course.

    Args:
        number: its number.
        kept: keeps what is entered; the record beside the notebook, if absent.

    Raises:
        UnknownName: if there is no such lesson.
        DataError: if something is not right in its files.
    """

    def __init__(self, number: int | Plan, kept: Keeper | None = None) -> None:
        self.plan = number if isinstance(number, Plan) else load_plan(number)
        self.keeper = kept or keeper()
        self._views: dict[str, ExerciseView] = {}
        data, count = self.plan.data, len(self.plan.exercises)
        told = f"Lesson {data.number} of 12, {count} questions"
        line = Html('<p class="imr-meta">{}.</p>').format(told)
        self._opening = Page(told, line, styles=style() + stylesheet(LOOK))

    def opening(self) -> Page:
        """Say how much there is to do."""
        return self._opening

    def step(self, title: str) -> Any:
        """What a step asks or shows.

        Args:
            title: the heading of the step.

        Raises:
            UnknownName: if there is no such step.
        """
        step = self.plan.step(title)
        make = partial(self._asked if step.exercise else self._shown, step)
        if not step.after:
            content = make()
            return self._page(title, content) if isinstance(content, Html) else content
        asks = next(s.title for s in self.plan.data.step if s.exercise == step.after)
        entries = self.keeper.entries
        before = tried(entries, step.after) or bool(step.exercise and tried(entries, step.exercise))
        return opens_after(title, self._view(step.after), asks, make, before, step.says)

    def _asked(self, step: Step) -> Any:
        """An exercise; above it the word that its file is another than before, where it is."""
        view = self._view(step.exercise)
        anew = read_anew(self.plan, view.sitting.exercise, self.keeper)
        told = anew + as_html(view.sitting.question)
        return Box(step.title, [anew, view], told) if anew else view

    def _page(self, title: str, html: Html) -> Page:
        return Page(title, html, after=self._opening)

    def _view(self, exercise: str) -> ExerciseView:
        """The widget of an exercise, the same however often it is shown."""
        if exercise not in self._views:
            sealed = any(s.sealed and s.exercise == exercise for s in self.plan.data.step)
            self._views[exercise] = ExerciseView(exercise, None, self.keeper, sealed=sealed)
            tell_when_answered(self._views[exercise], self.keeper)
        return self._views[exercise]

    def _found(self, step: Step, variant: Variant | None) -> Determination:
        case = self._case(step, variant)
        item = case.item(step.item or None)
        return decide(case, item, case.known(item))

    def _case(self, step: Step, variant: Variant | None) -> Case:
        """The case that a step shows: the learner's own file, or as it was published."""
        if variant is None or step.shows in AS_PUBLISHED:
            return load_case(self.plan.case_of(step))
        return variant.case

    def _shown(self, step: Step) -> Content:
        variant = variant_shown(self.plan, step, self.keeper)
        said = said_of(variant, step)
        if step.shows in PARTS:
            return said + PARTS[step.shows](self._found(step, variant))
        if step.shows in ("explorer", "timeline"):
            shown = _widget(step, self._case(step, variant))
            return Box(step.title, [said, shown], said) if said else shown
        match step.shows:
            case "rule":
                return _rule_html(step.of)
            case "odds":
                return odds_html()
            case "guess":
                return self._own(step.title, partial(self._guess, step))
            case "calibration":
                return self._own(step.title, lambda: calibration_html(self.keeper.entries))
            case "own":
                return self._own(step.title, partial(self._own_results, step))
        return Html("")

    def _guess(self, step: Step) -> Html:
        return guess_html(load_exercise(step.of), self.keeper, bool(step.after))

    def _own_results(self, step: Step) -> Html:
        return own_html(self.plan, self.keeper.entries, course=step.of == WHOLE)

    def _own(self, title: str, make: Any) -> Box:
        """What depends on the learner's answers; it follows them while it is shown."""
        told = Told(make(), live=False)

        def follow(_: object) -> None:
            told.html = str(make())

        for exercise in self.plan.exercises:
            self._view(exercise).observe(follow, "state")
        return Box(title, [told], RUN)


def _widget(step: Step, case: Case) -> Any:
    """What a learner can try out on a case."""
    if step.shows == "timeline":
        from imrkit.views.timeline import timeline

        return timeline(case, step.item or None)
    from imrkit.views.explorer import explore

    return explore(case, step.item or None, first=step.of)


def _rule_html(id: str) -> Html:
    """What a rule asks, and where that stands."""
    from imrkit.views.rulebook.card import card_html
    from imrkit.views.rulebook.shown import look, titles

    return look() + as_read(card_html(rulebook().rule(id), titles()))

"""The learner's own file in what a lesson shows of a case.

A step that opens after an exercise shows the file which that exercise asked of, and says how it
differs from the published one. A published determination stays as it is, and the difference is
told beside it.
"""

from __future__ import annotations

from imrkit.course.plan import OF_A_CASE, Plan, Step
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.own import differences, own_seed
from imrkit.exercises.variants import Variant, vary
from imrkit.views.exercise import Keeper
from imrkit.views.html.markup import NOTHING, Html
from imrkit.words.english import ended, lower_first

AS_PUBLISHED = frozenset({"letter", "compare"})
"""What is shown of a published determination, whatever a learner's own file was."""
OTHER = Html(
    '<p class="imr-opened">Read this file anew: it is not quite the one of the questions before.'
    "</p>"
)


def variant_shown(plan: Plan, step: Step, keeper: Keeper) -> Variant | None:
    """The learner's own file that a step is about: of the exercise before it on the same case.

    Args:
        plan: the lesson.
        step: the step.
        keeper: the record, with what is assigned.

    Returns:
        None where nothing is assigned, or no exercise before it asks of the case.
    """
    if not keeper.assignment.seeds or step.shows not in OF_A_CASE:
        return None
    case = plan.case_of(step)
    before = _asked_before(plan, step)
    for name in (step.after, *reversed(before)):
        if name and (exercise := load_exercise(name)).case.name == case:
            return _own(exercise, keeper)
    return None


def said_of(variant: Variant | None, step: Step) -> Html:
    """How the learner's own file differs from the published one; nothing where it does not.

    Args:
        variant: the learner's own file.
        step: the step that shows the case.
    """
    told = differences(variant) if variant is not None else ()
    if not told:
        return NOTHING
    some = "; ".join(
        f"{lower_first(one.label)}: {one.own} (published: {one.published})" for one in told
    )
    begin = (
        "Here the case stands as it was published. Your own file told otherwise"
        if step.shows in AS_PUBLISHED
        else "This is your own file. It tells otherwise than the published one"
    )
    return Html('<p class="imr-opened">{}: {}</p>').format(begin, ended(some))


def read_anew(plan: Plan, exercise: Exercise, keeper: Keeper) -> Html:
    """Say that the file is another than before, where a lesson asks of one case again.

    Args:
        plan: the lesson.
        exercise: the exercise that is asked.
        keeper: the record, with what is assigned.
    """
    if not keeper.assignment.seeds:
        return NOTHING
    step = next(step for step in plan.data.step if step.exercise == exercise.id)
    for name in reversed(_asked_before(plan, step)):
        before = load_exercise(name)
        if before.case.name == exercise.case.name:
            same = _own(before, keeper).papers == _own(exercise, keeper).papers
            return NOTHING if same else OTHER
    return NOTHING


def _asked_before(plan: Plan, step: Step) -> list[str]:
    steps = plan.data.step[: plan.data.step.index(step)]
    return [one.exercise for one in steps if one.exercise]


def _own(exercise: Exercise, keeper: Keeper) -> Variant:
    return vary(exercise, own_seed(exercise, keeper.assignment)[0])

"""How an answer is entered in each form of an exercise."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator

from imrkit.exercises.question import OPEN_END, Part, Question
from tests.browser.answering import Given
from tests.browser.hands import Hands

Form = Callable[[Hands, Locator, Question, Given], None]


def enter(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """Enter an answer: every part of it, whatever was entered before."""
    FORMS.get(question.kind, _plain)(hands, exercise, question, answer)


def _part(exercise: Locator, part: Part) -> Locator:
    return exercise.locator(f"[data-part='{part.id}']").first


def _plain(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """One part below the other: radio buttons, boxes to tick, fields."""
    for part in question.parts:
        place, given = _part(exercise, part), answer.get(part.id, "")
        if part.input == "many":
            for option, box in zip(part.options, place.get_by_role("checkbox").all(), strict=True):
                hands.tick(box, option.id in given)
        elif part.options:
            ids = [option.id for option in part.options]
            hands.choose(place.get_by_role("radio").nth(ids.index(str(given))))
        else:
            hands.write(place.get_by_role("textbox"), str(given))


def _matrix(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """A row for each card; beside it, a box for "enough by itself"."""
    alone = {part.says: part for part in question.parts if part.default}
    for part in question.parts:
        if part.default:
            continue
        row = _part(exercise, part)
        ids = [option.id for option in part.options]
        hands.choose(row.get_by_role("radio").nth(ids.index(str(answer[part.id]))))
        if tick := alone.get(part.says):
            yes = tick.options[0].id
            hands.tick(row.get_by_role("checkbox"), answer.get(tick.id) == yes)


def _count(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """The least and the most; or no upper end."""
    low, high = question.parts
    hands.write(_part(exercise, low).get_by_role("textbox"), _typed(answer[low.id]))
    none = exercise.get_by_role("checkbox", name="No upper end")
    is_open = answer[high.id] == OPEN_END
    if low.input == "number":
        hands.tick(none, is_open)
    if not is_open:
        hands.write(_part(exercise, high).get_by_role("textbox"), _typed(answer[high.id]))


def _typed(given: object) -> str:
    """A number or a date as it is typed."""
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\2/\3/\1", str(given))


def _order(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """Each step to its place, the first first."""
    parts = sorted(question.parts, key=lambda part: int(str(answer[part.id])))
    for place, part in enumerate(parts, 1):
        hands.put(_part(exercise, part), place)


def _mark(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """Sentences in their order, then whether nothing answers it."""
    *sentences, nothing = question.parts
    letters = dict(zip((option.id for option in sentences[0].options), "PHC", strict=True))
    for part in sentences:
        given = answer.get(part.id)
        place = exercise.locator(f".sentence[data-part='{part.id}']")
        if given or place.get_attribute("data-letter"):
            hands.mark(place, letters[str(given)] if given else "")
    tick = exercise.locator(f".panel [data-part='{nothing.id}']").get_by_role("checkbox")
    hands.tick(tick, bool(answer.get(nothing.id)))


def _rationale(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """Add what is missing in its order, then leave out what is too much."""
    parts = {part.id: part for part in question.parts if part.input == "place"}
    wanted = sorted((id for id in answer if id in parts), key=lambda id: int(str(answer[id])))
    draft = exercise.locator(".taken")
    taken = [id for id in parts if draft.locator(f"[data-part='{id}']").count()]
    for id in wanted:
        if id not in taken:
            hands.press(exercise.locator(f".pool [data-part='{id}']").get_by_role("button"))
    for id in taken:
        if id not in wanted:
            row = draft.locator(f"[data-part='{id}']")
            hands.press(row.get_by_role("button", name="Leave out"))


def _change(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """Move some facts; the others stay as they are."""
    for part in question.parts:
        place, given = _part(exercise, part), str(answer.get(part.id, ""))
        if not part.options:
            hands.write(place.get_by_role("textbox"), given)
            continue
        says = {option.id: option.says for option in part.options} | {"": "As it is"}
        hands.choose(place.get_by_label(says[given], exact=True))


def _error(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """The sentence that is not so; once it is found, its repair."""
    find, repair = question.parts
    repairs = exercise.get_by_role("group", name="How should it read?").get_by_role("radio")
    if repairs.count():
        ids = [option.id for option in repair.options]
        hands.choose(repairs.nth(ids.index(str(answer[repair.id]))))
        return
    ids = [option.id for option in find.options]
    hands.choose(
        exercise.locator(".letter").get_by_role("radio").nth(ids.index(str(answer[find.id])))
    )


def _edition(hands: Hands, exercise: Locator, question: Question, answer: Given) -> None:
    """Date and guideline; once they are right, edition and section in their place."""
    later = [part for part in question.parts if part.later]
    offered = later and _part(exercise, later[0]).count()
    for part in question.parts:
        if part.later == bool(offered) and (given := answer.get(part.id)):
            ids = [option.id for option in part.options]
            hands.choose(_part(exercise, part).get_by_role("radio").nth(ids.index(str(given))))


FORMS: dict[str, Form] = {
    "edition": _edition,
    "sort": _matrix,
    "grounds": _matrix,
    "count": _count,
    "order": _order,
    "mark": _mark,
    "rationale": _rationale,
    "change": _change,
    "error": _error,
}

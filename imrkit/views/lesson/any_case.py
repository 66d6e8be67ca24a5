"""A lesson for any case: its file, questions made from it, and all that opens once one decided.

Everything is made from the case, so that the same notebook teaches any case; another case can be
chosen while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from imrkit.cases.case import Case
from imrkit.cases.loading import load_case
from imrkit.course.any_case import SETTLED, exercises_of
from imrkit.course.asked.judging import chronic_text_early, in_question
from imrkit.course.catalog import day_name
from imrkit.course.progress import tried
from imrkit.course.silence import read_from_silence
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds.edition import before_chronic
from imrkit.views.exercise import ExerciseView, Keeper, keeper
from imrkit.views.exercise.html import as_html
from imrkit.views.html.markup import NOTHING, Html, bullets, join
from imrkit.views.html.reading import as_read
from imrkit.views.lesson.case_parts import PARTS, beside
from imrkit.views.lesson.chooser import Chooser
from imrkit.views.lesson.summary import summary_html
from imrkit.views.lesson.telling import when_answered
from imrkit.views.lesson.told import Box, Content, opens_after
from imrkit.views.rulebook.card import card_html
from imrkit.views.rulebook.shown import look, titles

STEPS = {
    "file": "Read the file",
    "mark": "Mark what proves it",
    "sort": "Tell what is documented",
    "edition": "Find the book",
    "rule": "What the text asks",
    "grounds": "Judge each criterion",
    "verdict": "Decide",
    "compare": "The published determination beside ours",
    "change": "What would have turned it?",
    "rationale": "Put the rationale together",
    "vary": "Vary the facts",
    "summary": "What to take along",
}
"""The steps of a lesson on any case, with their headings."""
COMMITS = ("verdict", "grounds", "sort")
"""What has to be tried before anything of the answer opens: the first of these that is asked."""
LAST = ("rationale", "change", *COMMITS)
"""What has to be tried before what tells all of the answer opens: the first that is asked."""
AFTER_ALL = ("vary", "summary")
"""What tells all of the answer."""
AFTER_BOOK = ("rule", "grounds", "verdict")
"""What opens once the book was looked for, where that is asked."""
CHOOSE = Html('<p class="imr-closed">Choose a case above; then this step is about it.</p>')
NO_RULE = "No verdict is asked of this case, because imrkit holds no rule by which to decide it."
NO_VERDICT = (
    "No verdict is asked of this case, because it can be argued either way: judge what the file "
    "shows, and then read what the letter and our rule book make of it."
)
DIFFER = (
    "No verdict is asked of this case, because the published decision and our rule book differ on "
    "it: judge what the file shows, and then read why."
)
NOT_SETTLED = (
    "No result is settled here that could be turned; “Vary the facts” shows what each change does."
)
NOT_ASKED = {
    "mark": "This file is told in summary, so that there are no sentences to mark.",
    "sort": "There is too little here to sort.",
    "edition": "Which text governs is not asked here; the next step shows what our rule book has.",
    "grounds": "The rules that imrkit holds do not speak of this item.",
    "verdict": NO_VERDICT,
    "change": "No few facts would turn this one around.",
    "rationale": "Here the reasons above are what counts; no rationale is asked.",
}
"""What stands in the place of a question that this case does not give."""
KNOWN = (
    "This was a case of the day, so the start page has told you how it ends. Put that in; what is "
    "asked here is the ground."
)
"""Said where one is to decide, though its end was told."""
KNOWN_BOOK = "This was a case of the day, so the start page has named the text."
TOLD = {"verdict": KNOWN, "edition": KNOWN_BOOK}
"""What is said of a question whose answer the start page has told."""
EARLY = (
    "Pain is chronic from three months on (8 CCR 9792.20); this request came sooner. Reviewers of "
    "2016 and 2017 often apply this text all the same, and so do our rules. You may argue "
    "otherwise."
)
"""Said of a chronic pain text before the pain is chronic."""
OWN = (
    "Pain is chronic from three months on (8 CCR 9792.20); this request came sooner, and here our "
    "rules open this text, and not the one on chronic pain. For other treatments they follow "
    "reviewers of 2016 and 2017, who often apply the chronic pain text sooner."
)
"""Said of a text that goes before one on chronic pain."""
FOLLOWS = (
    "Item {} of the same letter, “{}”, decides on the operation. What came of it is taken as given "
    "here: take that item first."
)
"""Said of an item that goes with an operation which another item of the letter asks for."""
AFTER_SURGERY = "postsurgical"
"""The guideline that goes first for a reason of its own."""
SILENT = (
    "Our rules, not the text, read a file that says nothing of these as follows. What rests on "
    "that is “assumed, from silence”. Whether this file says nothing of one is yours to find."
)
NOT_SHOWN = Html("<p>What else no line of the file tells is not shown.</p>")
"""What a silent file is taken to say, and what it is not."""


class AnyCase:
    """A lesson on one disputed item of any case.

    Args:
        case: the name of a case, or the path of a case file; None to let the learner choose.
        item: the number of the disputed item; the first, if none is given.
        kept: keeps what is entered; the record beside the notebook, if absent.
        answered: what to do whenever an answer was checked.

    Attributes:
        found: the determination of the item; None while none is chosen.

    Raises:
        UnknownName: if there is no such case or item.
        DataError: if the file is not a case.
    """

    def __init__(
        self,
        case: Case | str | Path | None = None,
        item: str | int | None = None,
        kept: Keeper | None = None,
        answered: Callable[[], None] | None = None,
    ) -> None:
        self.keeper = kept or keeper()
        self._answered = answered
        self.found: Determination | None = None
        self._boxes: dict[str, Box] = {}
        self._exercises: dict[str, Exercise] = {}
        self._views: dict[str, ExerciseView] = {}
        if case is not None:
            self.choose(case, item)

    def choose(self, case: Case | str | Path, item: str | int | None = None) -> None:
        """Make the lesson one on another item; what is shown of it follows.

        Args:
            case: the name of a case, or the path of a case file.
            item: the number of the disputed item; the first, if none is given.
        """
        chosen = case if isinstance(case, Case) else load_case(case)
        disputed = chosen.item(item)
        self.found = decide(chosen, disputed, chosen.known(disputed))
        self._exercises, self._views = exercises_of(self.found), {}
        for name, box in self._boxes.items():
            box.show(*self._content(name))

    def chooser(self) -> Chooser:
        """Let the learner choose a case by part, treatment and difficulty; no outcome is shown."""
        chosen = (self.found.case.name, self.found.item.id) if self.found else None
        return Chooser(self.choose, chosen)

    def step(self, name: str) -> Box:
        """What a step asks or shows.

        Args:
            name: its name, one of STEPS.
        """
        title = STEPS[name]
        box = Box(title, self._content(name), self._told(name))
        self._boxes[name] = box
        return box

    def whole(self) -> Box:
        """All steps below each other, with their headings."""
        parts: list[Content] = []
        for name in self._asked():
            parts += [Html("<h3>{}</h3>").format(STEPS[name]), self.step(name)]
        title = self.found.item.request if self.found else "No case chosen"
        return Box(title, parts, NOTHING)

    def summary(self) -> Box:
        """What the case teaches; it opens once the learner decided."""
        return self.step("summary")

    def _asked(self) -> Iterator[str]:
        return (n for n in STEPS if n not in NOT_ASKED or n in self._exercises)

    def _view(self, kind: str) -> ExerciseView:
        if kind not in self._views:
            view = self._views[kind] = ExerciseView(self._exercises[kind], 0, self.keeper)
            if self._answered:
                when_answered(view, self.keeper, self._answered)
        return self._views[kind]

    @property
    def _commit(self) -> str:
        """The question to be tried before anything of the answer opens; "" where none is asked."""
        return next((kind for kind in COMMITS if kind in self._exercises), "")

    def _content(self, name: str) -> list[Content]:
        found = self.found
        if found is None:
            return [CHOOSE]
        make: dict[str, Callable[[], Content]] = {
            "rule": partial(_rule, found),
            "compare": partial(PARTS["compare"], found),
            "change": lambda: self._view("change"),
            "rationale": lambda: self._view("rationale"),
            "vary": partial(_explorer, found),
            "summary": lambda: as_read(summary_html(found)) + _order(found),
        }
        if name == "file":
            first = NOTHING if "verdict" in self._exercises else _said(self._why_not("verdict"))
            parts = (first, _follows(found), PARTS["file"](found), beside(found))
            return [one for one in parts if one]
        if name in NOT_ASKED and name not in self._exercises:
            return [_said(self._why_not(name))]
        commit = self._commit if name in make else ""
        if name in AFTER_ALL or (name == "rationale" and commit):
            last = LAST if name in AFTER_ALL else LAST[1:]
            commit = next((kind for kind in last if kind in self._exercises), "")
        if name in AFTER_BOOK:  # they tell what "edition" asks
            commit = "edition" if "edition" in self._exercises else ""
        ready = make.get(name, lambda: self._view(name))
        says = TOLD[name] if name in TOLD and self._told_before(found) else ""
        if not commit:
            return [*([_said(says)] if says else []), ready()]
        before = tried(self.keeper.entries, self._exercises[commit].id)
        title, asks = STEPS[name], STEPS[commit]
        return [opens_after(title, self._view(commit), asks, ready, before, says)]

    def _why_not(self, name: str) -> str:
        """Why this case does not give a question."""
        if name == "verdict" and self.found and self.found.rule is None:
            return NO_RULE
        if name == "verdict" and self.found and self.found.outcome in SETTLED:
            return DIFFER
        if name == "change" and "verdict" not in self._exercises:
            return NOT_SETTLED
        return NOT_ASKED[name]

    def _told_before(self, found: Determination) -> bool:
        """Whether the start page has told how this item ends."""
        name = day_name(found.case.name, found.item.id)
        return any(entry.exercise == name and entry.attempt for entry in self.keeper.entries)

    def _told(self, name: str) -> Html:
        """What a step is, where no kernel stands behind it: nothing that is sealed."""
        contents = (
            one
            if isinstance(one, Html)
            else as_html(one.sitting.question)
            if isinstance(one, ExerciseView)
            else one.told
            for one in self._content(name)
            if isinstance(one, Html | ExerciseView | Box)
        )
        return join(contents)


def _follows(found: Determination) -> Html:
    """That another item of the letter decides what is taken as given here, where one does."""
    first = found.item.follows
    return _said(FOLLOWS.format(first, found.case.item(first).request)) if first else NOTHING


def _rule(found: Determination) -> Html:
    """The rule that the item is judged by, and where that can be argued with."""
    if found.rule is None:
        return _said("imrkit holds no rule on this treatment.")
    asked = {step.rule for step in in_question(found)}
    beside = [c.rule for c in found.considered if c.role == "beside" and not c.rule.for_every]
    rules = (found.rule, *(rule for rule in beside if rule in asked))
    cards = join(card_html(rule, titles()) for rule in rules)
    return look() + _order(found) + as_read(cards + _silence(found))


def _order(found: Determination) -> Html:
    said = order_said(found)
    return _said(said) if said else NOTHING


def order_said(found: Determination) -> str:
    """Which of two texts comes first while the pain is not chronic; "" where nobody asks.

    Args:
        found: the determination.
    """
    if chronic_text_early(found):
        return EARLY
    other = (c for c in found.considered if c.role == "gives way" and c.applies.surely)
    chronic = any(c.rule.guideline.name == "chronic_pain" for c in other)
    after = found.rule is not None and found.rule.guideline.name == AFTER_SURGERY
    return OWN if chronic and not after and before_chronic(found) else ""


def _silence(found: Determination) -> Html:
    """What a silent file is taken to say, to be read before one judges."""
    read = bullets(read_from_silence(found))
    rest = NOT_SHOWN if found.case.data.file == "whole" else NOTHING
    head = Html('<h3 class="imr-part">Where the file is silent</h3>')
    return head + (Html("<p>{}</p>").format(SILENT) + read if read else NOTHING) + rest


def _said(text: str) -> Html:
    return Html('<p class="imr-cite">{}</p>').format(text)


def _explorer(found: Determination) -> Any:
    from imrkit.views.explorer import explore

    return explore(found.case, found.item.id)

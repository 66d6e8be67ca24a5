"""A lesson on one disputed item: what each of its steps shows and asks.

A notebook calls one method a step. Everything is made from the case, so that the same notebook
teaches any case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from imrkit.cases.case import Known
from imrkit.cases.loading import load_case
from imrkit.cases.schema import Citation, show_date, show_when
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.rules.rule import page_word
from imrkit.views.html.facts import facts_html
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.html.page import Page
from imrkit.views.html.parts import comparison_html, considered_html, grounds_html
from imrkit.views.lesson import questions
from imrkit.views.lesson.widgets import Ask, Reveal, Write
from imrkit.whatif.matters import matters
from imrkit.words.changes import what_would_change
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.headline import headline
from imrkit.words.known import value_said
from imrkit.words.rationale import rationale

BOOK = "rule_book.ipynb"
"""The rule book, beside every lesson."""


class Lesson:
    """A lesson on one disputed item.

    Args:
        case: the name of a case, or the path of a case file.
        item: the number of the disputed item; the first, if none is given.

    Raises:
        UnknownName: if there is no such case or item.
        DataError: if the file is not a case.
    """

    def __init__(self, case: str, item: str | int | None = None) -> None:
        self.case = load_case(case)
        self.item = self.case.item(item)
        self.determination: Determination = decide(self.case, self.item, self.case.known(self.item))

        request, text = self.item.request, self.case.data
        self._opening = Page(
            f"This lesson: {request}",
            Html(
                "<p>In this lesson: <strong>{}</strong>, {} by utilization review and decided by "
                "an independent medical reviewer {}.</p>"
            ).format(request, self.item.refusal.action, show_when(text.decided)),
        )

    def opening(self) -> Page:
        """Say what the lesson is about."""
        return self._opening

    def _page(self, text: str, html: Html) -> Page:
        return Page(text, html, after=self._opening)

    def file(self) -> Page:
        """Show what is in the file: worker, injury, documents, request and denial."""
        text = self.case.data
        listing = join(
            Html("<dt>{}</dt><dd>{}</dd>").format(what, said) for what, said in self._rows().items()
        )
        documents = join(
            Html("<h4>{}</h4>{}").format(upper_first(document.title), _list(document.lines))
            for document in text.document
            if not document.is_finding
        )
        if not text.document:
            told = [_told(k) for k in questions.facts_to_find(self.determination) if not k.open]
            documents = Html("<h4>What the letter's summary tells</h4>{}").format(_list(told))
        defects = [defect.says for defect in text.defect]
        noticed = Html("<h4>What is wrong with the file</h4>{}").format(_list(defects))
        return self._page(
            f"The file of {self.case.name}",
            Html("<dl>{}</dl>{}{}<p class='imr-cite'>{}</p>").format(
                listing, documents, noticed if defects else NOTHING, text.source
            ),
        )

    def _rows(self) -> dict[str, str]:
        text, item = self.case.data, self.item
        age = text.worker.age
        worker = [f"{age} years old" if age is not None else "age not given"]
        worker += [text.worker.sex] if text.worker.sex else []
        injury = show_date(text.injury.date)
        denial: list[str] = [item.refusal.action]
        denial += [f"authorized: {item.refusal.authorised}"] if item.refusal.authorised else []
        denial += [f"cited: {cited}"] if (cited := _cited(item.refusal.cites)) else []
        return {
            "Worker": ", ".join(worker),
            "Injury": injury
            + (f"; mechanism {text.injury.mechanism}" if text.injury.mechanism else ""),
            "Diagnoses": "; ".join(text.diagnoses) or "none given",
            "Request": item.request,
            "Utilization review": "; ".join(denial),
        }

    def sort(self) -> Ask:
        """Ask of each fact whether the file documents it."""
        return Ask("Is it documented?", questions.sorting(self.determination))

    def facts(self) -> Reveal:
        """Show the facts, sorted by how far each is shown, once asked for."""
        return Reveal("See all facts sorted", facts_html(self.determination))

    def guideline(self) -> Ask:
        """Ask which guideline governs."""
        return Ask("Which guideline?", questions.guideline(self.determination))

    def considered(self) -> Reveal:
        """Show which guidelines were looked at and what each side cited, once asked for."""
        cited = Html("<p>The claims administrator cited {}. The reviewer cited {}.</p>").format(
            _cited(self.item.refusal.cites) or "nothing",
            _cited(self.item.published.cites) or "nothing",
        )
        return Reveal(
            "See every rule that was looked at, and what each side cited",
            considered_html(self.determination, BOOK) + cited,
        )

    def criteria(self) -> Ask:
        """Ask of each criterion whether the file shows it."""
        return Ask("Does the file show it?", questions.grounds(self.determination))

    def pictures(self) -> Reveal:
        """Show each ground with its picture, once asked for."""
        return Reveal("See each criterion drawn", grounds_html(self.determination, BOOK))

    def decide(self) -> Ask:
        """Ask for the outcome and what it rests on."""
        return Ask("Your decision", questions.decision(self.determination))

    def write(self) -> Write:
        """Let the learner write the rationale."""
        points = ["Which guideline and edition governs, and on which page it stands"]
        points += [f"Whether {said}" for said in questions.asked(self.determination)]
        points += ["What follows, and who carries the burden of showing it"]
        return Write("Write the rationale", points, rationale(self.determination))

    def compare(self) -> Page:
        """Compare our result with the published one, point by point."""
        found = self.determination
        how = "the same outcome" if found.agrees else "another outcome"
        how = how if found.outcome in ("upheld", "overturned") else "ours is not settled"
        return self._page(
            f"Compared with the published determination: {how}", comparison_html(found)
        )

    def vary(self) -> Any:
        """Open the explorer on the case."""
        from imrkit.views.explorer import explore

        return explore(self.case, self.item.id)

    def summary(self) -> Page:
        """Say what the case teaches."""
        found = self.determination
        outcome, why = headline(found)
        lines = [Html("<strong>{}.</strong> {}").format(outcome, why)]
        if found.outcome == "upheld" and len(found.against) > 1:
            count = len(found.against)
            said = f"A denial can rest on several grounds, each on its own: here {count}."
            lines.append(Html("{} Removing one leaves the others.").format(said))
        ways = _list(way.text for way in what_would_change(found))
        if ways:
            lines.append(Html("{}{}").format(_would_have(found), ways))
        asked = matters(found)
        if asked.first:
            first = lower_first(asked.first.fact.label)
            lines.append(Html("The record to ask for first: {}.").format(first))
        elif asked.settled:
            names = listed(lower_first(k.fact.label) for k in asked.settled)
            lines.append(
                Html(
                    "Open, and yet no longer able to change the result: {}. They would count for "
                    "another request."
                ).format(names)
            )
        lines.append(Html("“Not documented” is a finding about the file, not about the world."))
        return self._page(f"Summary: {outcome.lower()}", _list(lines))


def _would_have(found: Determination) -> str:
    """What stands before the ways in which a result would have been another."""
    turned = "upheld" if found.outcome == "overturned" else "overturned"
    return f"What would have led to “{turned}”:"


def _list(lines: Iterable[str]) -> Html:
    told = join(Html("<li>{}</li>").format(line) for line in lines)
    return Html("<ul>{}</ul>").format(told) if told else NOTHING


def _told(known: Known) -> str:
    """What a letter's summary tells of one fact."""
    note = f" {known.note.rstrip('.')}." if known.note else ""
    return f"{known.fact.label}: {value_said(known)}.{note}"


def _cited(cites: Iterable[Citation]) -> str:
    """The guidelines that a side cited; "" for none."""
    return "; ".join(
        " ".join(part for part in (c.guideline, c.section, page_word(c.pages)) if part)
        for c in cites
    )

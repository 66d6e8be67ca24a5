"""A lesson on one disputed item: what each of its steps shows and asks.

A notebook calls one method a step. Everything is made from the case, so that the same notebook
teaches any case.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from imrkit.cases.case import Known
from imrkit.cases.loading import load_case
from imrkit.cases.schema import Citation, show_date, show_when
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.rules.rule import page_word
from imrkit.views.html.page import Page
from imrkit.views.html.parts import comparison_html, considered_html, facts_html, grounds_html
from imrkit.views.lesson import questions
from imrkit.views.lesson.widgets import Ask, Write
from imrkit.whatif.matters import matters
from imrkit.words.changes import what_would_change
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.headline import headline
from imrkit.words.rationale import rationale


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

    def opening(self) -> Page:
        """Say what the lesson is about."""
        text, item = self.case.data, self.item
        refused = "modified" if item.refusal.action == "modified" else "refused"
        return Page(
            f"This lesson: {item.request}",
            f"<p>In this lesson: <strong>{escape(item.request)}</strong>, {refused} by utilization "
            f"review and decided by an independent medical reviewer "
            f"{escape(show_when(text.decided))}.</p>",
        )

    def file(self) -> Page:
        """Show what is in the file: worker, injury, documents, request and refusal."""
        text, item = self.case.data, self.item
        worker = [
            f"{text.worker.age} years old" if text.worker.age is not None else "age not given"
        ]
        worker += [text.worker.sex] if text.worker.sex else []
        rows = {
            "Worker": ", ".join(worker),
            "Injury": show_date(text.injury.date)
            + (f"; mechanism {text.injury.mechanism}" if text.injury.mechanism else ""),
            "Diagnoses": "; ".join(text.diagnoses) or "none given",
            "Request": item.request,
            "Refusal": item.refusal.action
            + (f"; authorised: {item.refusal.authorised}" if item.refusal.authorised else "")
            + (f"; cited: {cited}" if (cited := _cited(item.refusal.cites)) else ""),
        }
        listing = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rows.items())
        documents = "".join(
            f"<h4>{escape(upper_first(document.title))}</h4><ul>"
            + "".join(f"<li>{escape(line)}</li>" for line in document.says)
            + "</ul>"
            for document in text.document
            if not document.is_finding
        )
        if not text.document:
            told = "".join(
                f"<li>{escape(_told(k))}</li>"
                for k in questions.facts_to_find(self.determination)
                if not k.open
            )
            documents = f"<h4>What the letter's summary tells</h4><ul>{told}</ul>"
        defects = "".join(f"<li>{escape(d.says)}</li>" for d in text.defect)
        noticed = f"<h4>Amiss in the file</h4><ul>{defects}</ul>" if defects else ""
        return Page(
            f"The file of {self.case.name}",
            f"<dl>{listing}</dl>{documents}{noticed}<p class='imr-cite'>{escape(text.source)}</p>",
        )

    def sort(self) -> Ask:
        """Ask of each fact whether the file documents it."""
        return Ask("Is it documented?", questions.sorting(self.determination))

    def facts(self) -> Page:
        """Show the facts, sorted into documented and not documented, once asked for."""
        return _folded("See all facts sorted", facts_html(self.case, self.item))

    def guideline(self) -> Ask:
        """Ask which guideline governs."""
        return Ask("Which guideline?", questions.guideline(self.determination))

    def considered(self) -> Page:
        """Show which guidelines were looked at and what each side cited."""
        item = self.item
        cited = (
            f"<p>The claims administrator cited {_cited(item.refusal.cites) or 'nothing'}. "
            f"The reviewer cited {_cited(item.published.cites) or 'nothing'}.</p>"
        )
        return _folded(
            "See every rule that was looked at, and what each side cited",
            considered_html(self.determination) + cited,
        )

    def criteria(self) -> Ask:
        """Ask of each criterion whether the file shows it."""
        return Ask("Does the file show it?", questions.grounds(self.determination))

    def pictures(self) -> Page:
        """Show each ground with its picture, once asked for."""
        return _folded("See each criterion drawn", grounds_html(self.determination))

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
        """Compare the model's result with the published one, point by point."""
        return Page(
            f"Compared with the published determination: "
            f"{'the same outcome' if self.determination.agrees else 'another outcome'}",
            comparison_html(self.determination),
        )

    def vary(self) -> Any:
        """Open the explorer on the case."""
        from imrkit.views.explorer import explore

        return explore(self.case, self.item.id)

    def summary(self) -> Page:
        """Say what the case teaches."""
        found = self.determination
        outcome, why = headline(found)
        lines = [f"<strong>{escape(outcome)}.</strong> {escape(why)}"]
        if found.against:
            lines.append(
                "A refusal can rest on several grounds, each on its own: here "
                f"{len(found.against)}. Removing one leaves the others."
            )
        ways = "".join(f"<li>{escape(w.text)}</li>" for w in what_would_change(found))
        if ways:
            turned = "overturned" if found.outcome == "upheld" else "upheld"
            lines.append(f"What would have led to “{turned}”:<ul>{ways}</ul>")
        asked = matters(found)
        if asked.first:
            lines.append(
                f"The record to ask for first: {escape(lower_first(asked.first.fact.label))}."
            )
        elif asked.settled:
            names = listed(lower_first(k.fact.label) for k in asked.settled)
            lines.append(
                f"Open, and yet no longer able to change the result: {escape(names)}. "
                "They would count for another request."
            )
        lines.append("“Not documented” is a finding about the file, not about the world.")
        body = "".join(f"<li>{line}</li>" for line in lines)
        return Page(f"Summary: {outcome.lower()}", f"<ul>{body}</ul>")


def _told(known: Known) -> str:
    """What a letter's summary tells of one fact."""
    note = f" {known.note.rstrip('.')}." if known.note else ""
    return f"{known.fact.label}: {known.shown}.{note}"


def _cited(cites: Iterable[Citation]) -> str:
    """The guidelines that a side cited; "" for none."""
    return "; ".join(
        " ".join(part for part in (c.guideline, c.section, page_word(c.pages)) if part)
        for c in cites
    )


def _folded(label: str, html: str) -> Page:
    return Page(label, f"<details><summary>{escape(label)}</summary>{html}</details>")

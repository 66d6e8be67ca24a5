"""What a lesson shows of one disputed item, as HTML: its file, its letter, and ours beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from imrkit.cases.schema import Citation
from imrkit.course.on_screen import facts_to_find, lines_beside, summed_up
from imrkit.determination.determination import Determination
from imrkit.exercises.dates import day_said, title_said
from imrkit.exercises.variants import BESIDE
from imrkit.rules.rule import page_word
from imrkit.views.html.facts import facts_html
from imrkit.views.html.markup import NOTHING, Html, bullets, join
from imrkit.views.html.page import outcome_html
from imrkit.views.html.parts import (
    changes_html,
    comparison_html,
    considered_html,
    grounds_html,
    rationale_html,
)
from imrkit.views.html.reading import as_read
from imrkit.views.lesson.editions import editions_html
from imrkit.words.english import upper_first
from imrkit.words.telling import Telling

BOOK = "rule_book.ipynb"
"""The rule book, beside every lesson."""
SMALL_PRINT = (
    "Solid is settled by the file, dashed is open, dotted is assumed from silence. The small print "
    "says where a criterion stands, whose it is, and whether we have read it in the primary text."
)


def file_html(found: Determination) -> Html:
    """The file: worker, injury, request and denial, and its documents."""
    text = found.case.data
    documents = join(
        Html('<h3 class="imr-part">{}</h3>{}').format(
            upper_first(title_said(document)), bullets(document.lines)
        )
        for document in text.document
        if not document.is_finding
    )
    if not documents:
        documents = _told_html(found)
    defects = bullets(defect.says for defect in text.defect)
    noticed = Html('<h3 class="imr-part">What is wrong with the file</h3>{}').format(defects)
    source = Html('<p class="imr-cite">{}</p>').format(text.source)
    return head_html(found) + documents + (noticed if defects else NOTHING) + source


def summary_html(found: Determination) -> Html:
    """A case on one page: who, what was asked for and denied, and what the file tells."""
    return head_html(found) + _told_html(found)


def head_html(found: Determination) -> Html:
    """Worker, injury, diagnoses, request, and what utilization review decided."""
    text, item = found.case.data, found.item
    age = text.worker.age
    worker = [f"{age} years old" if age is not None else "age not given"]
    worker += [text.worker.sex] if text.worker.sex else []
    how = f"; {text.injury.mechanism}" if text.injury.mechanism else ""
    denial: list[str] = [item.refusal.action]
    denial += [f"authorized: {item.refusal.authorised}"] if item.refusal.authorised else []
    denial += [f"cited: {cited}"] if (cited := cited_said(item.refusal.cites)) else []
    rows = {
        "Worker": ", ".join(worker),
        "Injury": day_said(text.injury.date) + how,
        "Diagnoses": "; ".join(text.diagnoses) or "none given",
        "Request": item.request,
        "Utilization review": "; ".join(denial),
    }
    told = join(Html("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows.items())
    return Html("<dl>{}</dl>").format(told)


def _told_html(found: Determination) -> Html:
    told = [summed_up(known) for known in facts_to_find(found) if known.state == "documented"]
    return (
        Html('<h3 class="imr-part">What the letter tells in short</h3>{}').format(bullets(told))
        if told
        else NOTHING
    )


def beside(found: Determination) -> Html:
    """What the letter tells of a file and its papers do not; nothing, if they tell all of it."""
    told = bullets(lines_beside(found))
    html = Html('<h3 class="imr-part">{}</h3>{}').format(BESIDE, told) if told else NOTHING
    return as_read(html)


def letter_html(found: Determination) -> Html:
    """The published determination in our words: outcome, citations, and reasons by number."""
    published = found.item.published
    reasons = join(Html("<li>{}</li>").format(reason.says) for reason in published.reasons)
    return Html(
        "<dl><dt>Request</dt><dd>{}</dd><dt>Decision</dt><dd>{}</dd><dt>Cited</dt><dd>{}</dd></dl>"
        '<ol class="imr-reasons">{}</ol><p class="imr-cite">{}</p>'
    ).format(
        found.item.request,
        upper_first(published.outcome),
        cited_said(published.cites) or "nothing",
        reasons,
        "In our words: " + found.case.data.source,
    )


def considered(found: Determination) -> Html:
    """The rule that governs, those that were looked at beside it, and what each side cited."""
    governs = Telling(found).governed_by
    first = Html("<p><strong>Governs.</strong> {}</p>").format(governs) if governs else NOTHING
    cited = Html("<p>The claims administrator cited {}. The reviewer cited {}.</p>").format(
        cited_said(found.item.refusal.cites) or "nothing",
        cited_said(found.item.published.cites) or "nothing",
    )
    return first + considered_html(found, BOOK) + cited


def drawn_html(found: Determination) -> Html:
    """Each ground with its drawing, and what its small print means."""
    return Html('<p class="imr-cite">{}</p>').format(SMALL_PRINT) + grounds_html(found, BOOK)


def worked_html(found: Determination) -> Html:
    """One item worked out in steps: outcome, grounds, what would turn it, rationale."""
    steps = {
        "1. The outcome": outcome_html(found),
        "2. Each criterion, held against the file": grounds_html(found, BOOK),
        "3. What would have turned it": changes_html(found),
        "4. The rationale": rationale_html(found),
    }
    return join(
        Html('<h3 class="imr-part">{}</h3>{}').format(*step) for step in steps.items() if step[1]
    )


Shown = Callable[[Determination], Html]


def _read(make: Shown) -> Shown:
    """The same as learners read it."""
    return lambda found: as_read(make(found))


_MADE: Mapping[str, Shown] = {
    "file": file_html,
    "summary": summary_html,
    "letter": letter_html,
    "compare": comparison_html,
    "pictures": drawn_html,
    "considered": considered,
    "editions": editions_html,
    "facts": facts_html,
    "worked": worked_html,
}
PARTS: Mapping[str, Shown] = {name: _read(make) for name, make in _MADE.items()}
"""What can be shown of an item, by the names that plans use."""


def cited_said(cites: Iterable[Citation]) -> str:
    """The guidelines that a side cited; "" for none."""
    return "; ".join(
        " ".join(part for part in (c.guideline, c.section, page_word(c.pages)) if part)
        for c in cites
    )

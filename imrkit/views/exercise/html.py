"""An exercise as plain HTML: to read where no kernel stands behind it; nothing of its key."""

from __future__ import annotations

from imrkit.exercises.question import Part, Question
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.html.page import page
from imrkit.words.english import upper_first

RUN = Html("<p><em>To answer here, choose Run, then Run All Cells.</em></p>")


def as_html(question: Question) -> Html:
    """Write a question as HTML: the ask, the papers, and what there is to choose from.

    Args:
        question: the question.
    """
    papers = join(
        Html("<details><summary>{}</summary><ol>{}</ol></details>").format(
            upper_first(paper.title), join(Html("<li>{}</li>").format(li) for li in paper.lines)
        )
        for paper in question.papers
    )
    told = Html('<h3>{}</h3><p class="imr-meta">{}</p>{}<ol>{}</ol>{}').format(
        question.ask, question.request, papers, join(map(_part, question.parts)), RUN
    )
    return page(told, question.ask, styles=NOTHING)


def _part(part: Part) -> Html:
    options = " / ".join(option["says"] for option in part.as_data()["options"])
    says = f"{part.says} (in the file: {part.now})" if part.now else part.says
    lines = [Html("{}").format(line) for line in (says, options) if line]
    return Html("<li>{}</li>").format(join(lines, Html("<br>")))

"""The order of evidence in the rule book: standards, search and weighing, in their versions."""

from __future__ import annotations

from imrkit.rules.evidence import TITLES, evidence
from imrkit.views.html.markup import Html, join
from imrkit.views.rulebook.parts import status_html
from imrkit.words.english import upper_first


def evidence_html() -> Html:
    """The standards of necessity, the search and the weighing of evidence, each in its versions."""
    law = evidence()
    parts = []
    for part, title in TITLES.items():
        parts.append(Html("<h3>{}</h3>").format(title))
        for one in law.versions(part):
            until = f"to {one.until}" if one.until else "on"
            steps = join(Html("<li>{}</li>").format(step) for step in one.steps)
            parts.append(
                Html(
                    "<p><strong>Decisions from {since} {until}.</strong> {rule}.</p>"
                    "<ol>{steps}</ol>"
                    '<p class="imr-cite">{cite} {status} {source}. {note}</p>'
                ).format(
                    since=one.since,
                    until=until,
                    rule=upper_first(one.rule),
                    steps=steps,
                    cite=one.citation,
                    status=status_html(one.status),
                    source=upper_first(one.source),
                    note=one.note,
                )
            )
    return join(parts)


def evidence_text() -> str:
    """The order of evidence as text, a line for each version."""
    law = evidence()
    return "\n".join(
        f"{title}, from {one.since}: {'; '.join(one.steps)}"
        for part, title in TITLES.items()
        for one in law.versions(part)
    )

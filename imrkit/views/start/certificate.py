"""A certificate as a page of its own: written to the lessons folder, to be printed."""

from __future__ import annotations

from pathlib import Path

from imrkit import __version__
from imrkit.course.certificate import NOTICE, Certificate, Figure
from imrkit.exercises.dates import in_prose
from imrkit.views.html.markup import Html, join
from imrkit.views.html.page import stylesheet


def certificate_html(found: Certificate) -> Html:
    """Write a certificate as a whole page.

    Args:
        found: what it tells.
    """
    rows = join(map(_row, found.figures))
    sure = found.calibration
    gap = "no verdict with a confidence yet"
    if sure:
        points = round(abs(sure.gap) * 100)
        how = f"{points} points {'surer' if sure.gap > 0 else 'less sure'} than right"
        gap = f"{how if points else 'as sure as right'}, over {sure.answers} verdicts"
    alone = f"{found.alone:.2f}" if found.alone is not None else "none yet"
    return Html(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Certificate of {name}'
        "</title>{style}</head><body><main><h1>Independent Medical Review, rebuilt</h1>"
        '<p class="soft">A course on real determinations of California workers\' compensation</p>'
        '<p class="name">{name}</p><p>{day} · {lessons} lessons done · about {minutes} minutes of '
        "answering</p><table><caption>What the answers show, first tries alone</caption><thead><tr>"
        '<th scope="col">Aim</th><th scope="col">Figure</th><th scope="col">Answers</th>'
        "</tr></thead><tbody>{rows}</tbody></table>"
        "<h2>Beside it</h2><p>Skill on cases decided alone: {alone} (of {alone_answers}). "
        "Sureness: {gap}. Wrong ideas avoided on two days or more: {clear} of {ideas}.</p>"
        '<p class="soft">Check code of the answer file <code>{code}</code> · imrkit '
        '{version}, rule book <code>{book}</code></p><p class="soft">{notice}</p></main>'
        "</body></html>"
    ).format(
        name=found.name or "a learner",
        style=stylesheet(Path(__file__).with_name("certificate.css")),
        day=in_prose(found.day),
        lessons=found.lessons,
        minutes=found.minutes,
        rows=rows,
        alone=alone,
        alone_answers=found.alone_answers,
        gap=gap,
        clear=found.clear,
        ideas=found.ideas,
        code=found.code or "none",
        book=found.book,
        version=__version__,
        notice=NOTICE,
    )


def _row(figure: Figure) -> Html:
    if figure.value is None:
        return Html(
            "<tr><th scope='row'>{} {}</th><td>no answer yet</td><td class='n'>{}</td></tr>"
        ).format(figure.aim, figure.says, figure.answers)
    value = _said(figure, figure.value)
    wanted = "" if figure.wanted is None else f" (aimed at: {_said(figure, figure.wanted)})"
    return Html(
        "<tr><th scope='row'>{} {}</th><td>{} <span class='soft'>{}{}</span></td>"
        "<td class='n'>{}</td></tr>"
    ).format(figure.aim, figure.says, value, figure.measure, wanted, figure.answers)


def _said(figure: Figure, value: float) -> str:
    """A figure as it is written: a share in percent, anything else as a number."""
    is_share = figure.measure.startswith(("right", "mean"))
    return f"{value:.0%}" if is_share else f"{value:.2f}"

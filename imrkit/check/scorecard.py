"""How the rules fare with real determinations as judge, as plain text."""

from __future__ import annotations

from collections import Counter

from imrkit.check.citations import MATCHES, compare
from imrkit.check.judge import Judged, Score, by_family
from imrkit.check.report import Report
from imrkit.check.share import Share
from imrkit.rules.governing import By
from imrkit.words.english import upper_first
from imrkit.words.steps import sentence

WAYS: dict[By | None, str] = {
    None: "Both together",
    "text": "By the text",
    "reviewers": "With what reviewers add",
}


def scorecard(report: Report, judged: list[Judged], *, ours: bool) -> None:
    """Report coverage, agreement, grounds, guidelines cited, and each difference.

    Args:
        report: takes the lines.
        judged: the disputed items.
        ours: these cases come with imrkit: what is not explained is wrong.
    """
    cases = {j.case.name for j in judged}
    score = Score(tuple(judged))
    report.line(f"{plural(len(cases), 'case')} with {plural(len(judged), 'disputed item')}.")
    if not judged:
        return
    report.line(f"A rule governs {len(score.covered)} of them: {told(score.coverage)}.")
    _agreement(report, score)
    _confusion(report, score)
    _grounds(report, score)
    _guidelines(report, score)
    _differences(report, score, ours)
    _mistakes(report, judged, ours)


def told(found: Share | None) -> str:
    """Write a share with its interval; a dash where there is none."""
    return "-" if found is None else str(found)


def plural(number: int, noun: str) -> str:
    """Write a number and what it counts: "1 case", "2 cases"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _agreement(report: Report, score: Score) -> None:
    if not score.covered:
        return
    heads = ("items", "covered", "determinate", "agree", "balanced")
    families = by_family(score.items)
    width = max(map(len, [*families, "All"])) + 2
    report.row("")
    report.row(f"{'Outcome as published':{width}}" + "".join(f"{head:>18}" for head in heads))
    for name, part in [*families.items(), ("All", score)]:
        cells = (
            str(len(part.items)),
            str(len(part.covered)),
            told(part.determinate),
            told(part.agreement()),
            told(part.balanced()),
        )
        report.row(f"{name:{width}}" + "".join(f"{cell:>18}" for cell in cells))
    report.row("")
    for by, says in WAYS.items():
        report.line(
            f"{says}: agreement {told(score.agreement(by))}; balanced {told(score.balanced(by))} "
            f"over upheld {told(score.among('upheld', by))} and overturned "
            f"{told(score.among('overturned', by))}."
        )
    report.line(
        f"What turns on something counts half. Always answering "
        f'"upheld" would agree in {told(score.always_upheld)}; balanced, in 50%.'
    )


def _confusion(report: Report, score: Score) -> None:
    """How often each outcome of ours meets each published one."""
    table = score.confusion
    ours = [o for o in table["upheld"] if any(row[o] for row in table.values())]
    width = max(map(len, ours)) + 2
    heads = "".join(f"{'published ' + published:>22}" for published in table)
    report.row(f"{'Ours':{width}}{heads}")
    for outcome in ours:
        cells = "".join(f"{row[outcome]:>22}" for row in table.values())
        report.row(f"{outcome:{width}}{cells}")
    report.row("")


def _grounds(report: Report, score: Score) -> None:
    if count := len(score.with_grounds):
        report.line(
            f"Grounds: of {plural(count, 'item')} that both uphold and whose published reasons "
            f"name criteria of ours, {told(score.share_any)} share a ground with us, and in "
            f"{told(score.share_all)} all published grounds are ours too."
        )


def _guidelines(report: Report, score: Score) -> None:
    if not score.covered:
        return
    report.line("Guideline cited, against the one that governs here:")
    found = [j.determination for j in score.covered if j.determination]
    sides = {
        "the reviewer": [compare(d, d.item.published.cites) for d in found],
        "the claims administrator": [compare(d, d.item.refusal.cites) for d in found],
    }
    for side, matches in sides.items():
        count = Counter(matches)
        parts = [f"{m} {count[m] / len(matches):.0%}" for m in MATCHES if count[m]]
        report.line(f"{side}: {', '.join(parts)}", indent=4)


def _differences(report: Report, score: Score, ours: bool) -> None:
    differing = [j for j in score.covered if not j.agrees]
    if differing:
        report.line(f"Differences from the published outcome ({len(differing)}):")
    for j in differing:
        assert j.determination is not None
        mine = f"{j.determination.outcome} ({j.determination.verdict})"
        text = f"{j.place}, {j.item.treatment}: {mine}, published {j.item.published.outcome}"
        if j.item.differs:
            why = f"{upper_first(j.item.differs.because)}: {j.item.differs.says}"
            report.line(f"{text}. {why}", indent=4)
        elif ours and j.determinate:
            report.fault(f"{text}; the case does not say why (differs)")
        else:
            turns = [sentence(step) for step in j.determination.turns_on]
            report.line(f"{text}. {' '.join(turns) or 'The case does not say why.'}", indent=4)
    if without := [j for j in score.items if j.determination and not j.covered]:
        report.line(f"Items that no rule governs ({len(without)}):")
    for j in without:
        why = f" {j.item.differs.says}" if j.item.differs else ""
        report.line(f"{j.place}: {j.item.treatment}.{why}", indent=4)


def _mistakes(report: Report, judged: list[Judged], ours: bool) -> None:
    """What is wrong in the case files themselves."""
    for j in judged:
        if j.error:
            report.fault(f"{j.place} cannot be determined: {j.error}")
        if j.agrees and j.item.differs:
            said = f"{j.place}: says why it differs from the published outcome, but it does not"
            if ours:
                report.fault(said)
            else:
                report.line(said)

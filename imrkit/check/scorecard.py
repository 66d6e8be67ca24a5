"""How the rules fare with real determinations as judge, as plain text."""

from __future__ import annotations

from collections import Counter

from imrkit.check.citations import MATCHES, compare
from imrkit.check.judge import Judged, Score, by_family
from imrkit.check.report import Report
from imrkit.words.english import upper_first


def scorecard(report: Report, judged: list[Judged], *, ours: bool, unreadable: int = 0) -> None:
    """Report coverage, agreement, grounds, guidelines cited, and each difference.

    Args:
        report: takes the lines.
        judged: the disputed items.
        ours: these cases come with imrkit: what is not explained is wrong.
        unreadable: how many case files could not be read.
    """
    cases = {j.case.name for j in judged}
    score = Score(tuple(judged))
    left = f" {plural(unreadable, 'file')} could not be read." if unreadable else ""
    report.line(f"{plural(len(cases), 'case')} with {plural(len(judged), 'disputed item')}.{left}")
    if not judged:
        return
    covered = len(score.covered)
    report.line(f"A rule governs {covered} of them ({percent(covered / len(judged))}).")
    _agreement(report, score)
    _grounds(report, score)
    _guidelines(report, score)
    _differences(report, score, ours)
    _mistakes(report, judged, ours)


def percent(share: float | None) -> str:
    """Write a share; a dash where there is none."""
    return "-" if share is None else f"{100 * share:.0f} %"


def plural(number: int, noun: str) -> str:
    """Write a number and what it counts: "1 case", "2 cases"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _agreement(report: Report, score: Score) -> None:
    if not score.covered:
        return
    heads = ("items", "covered", "agree", "balanced", "always upheld")
    families = by_family(score.items)
    width = max(map(len, [*families, "All"])) + 2
    report.row("")
    report.row(f"{'Outcome as published':{width}}" + "".join(f"{head:>15}" for head in heads))
    for name, part in [*families.items(), ("All", score)]:
        cells = (
            str(len(part.items)),
            str(len(part.covered)),
            percent(part.agreement),
            percent(part.balanced),
            percent(part.always_upheld),
        )
        report.row(f"{name:{width}}" + "".join(f"{cell:>15}" for cell in cells))
    report.row("")
    report.line(
        f"Agreement: {percent(score.agreement)}; balanced over upheld "
        f"({percent(score.recall(upheld=True))}) and overturned "
        f"({percent(score.recall(upheld=False))}): {percent(score.balanced)}. Always answering "
        f'"upheld" would agree in {percent(score.always_upheld)}; balanced, in 50 %.'
    )


def _grounds(report: Report, score: Score) -> None:
    if count := len(score.with_grounds):
        report.line(
            f"Grounds: of {plural(count, 'item')} that both uphold and whose published reasons "
            f"name criteria of ours, {percent(score.share_any)} share a ground with us, and in "
            f"{percent(score.share_all)} all published grounds are ours too."
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
        parts = [f"{m} {percent(count[m] / len(matches))}" for m in MATCHES if count[m]]
        report.line(f"{side}: {', '.join(parts)}", indent=4)


def _differences(report: Report, score: Score, ours: bool) -> None:
    differing = [j for j in score.covered if not j.agrees]
    if differing:
        report.line(f"Differences from the published outcome ({len(differing)}):")
    for j in differing:
        assert j.determination is not None
        mine = f"{j.determination.outcome} ({j.determination.ground})"
        text = f"{j.place}, {j.item.treatment}: {mine}, published {j.item.published.outcome}"
        if j.item.differs:
            why = f"{upper_first(j.item.differs.because)}: {j.item.differs.says}"
            report.line(f"{text}. {why}", indent=4)
        elif ours:
            report.fault(f"{text}; the case does not say why (differs)")
        else:
            report.line(f"{text}. The case does not say why.", indent=4)
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

"""What a case teaches, in a few lines; told once the learner decided."""

from __future__ import annotations

from imrkit.determination.determination import Determination
from imrkit.views.html.markup import Html, bullets
from imrkit.whatif.matters import matters
from imrkit.whatif.sense import short_of_time, too_early
from imrkit.words.changes import Suggestion, decides_alone, what_would_change
from imrkit.words.english import listed, lower_first
from imrkit.words.headline import arguable, both_ways, headline
from imrkit.words.other_rules import text_to_open
from imrkit.words.published import agreement
from imrkit.words.rationale import ASIDE, aside

FIRST = Html("Ask first for a record on this: {}.")
COUNTS_MOST = Html("A record on this would count most: {}. {}")
"""The same of a record that cannot be there yet: nobody is sent to ask for it now."""
AGAIN = "It can only come later: send it while the review is open, or ask again with it."
"""Said of a record that takes longer than there was before the utilization review."""
HARDLY_YET = "So soon after the injury it can hardly be there: treat first, and ask again with it."
"""Said of a record of which no text gives the weeks, where there were few."""
WHAT, ADDED = "What would", "With what reviewers add, what would"
"""How ways begin; those that turn a denial also for what only reviewers ask are told to do so."""
ONLY_WHAT_IS_SO = "Only what is so can be documented."
"""Said before ways for which a record would have to show something."""


def summary_html(found: Determination) -> Html:
    """Say what a case teaches.

    Args:
        found: its determination.
    """
    outcome, why = headline(found)
    lines = [Html("<strong>{}.</strong> {}").format(outcome, why)]
    if not found.agrees:  # neither of the two results is the lesson
        lines = [Html("{}").format(agreement(found)), Html("By our rules: {}").format(why)]
    if found.item.urgent:
        lines.insert(0, Html("<strong>{}</strong>").format(found.item.urgent))
    if found.outcome_by("text") != found.outcome_by("reviewers"):
        lines.append(Html("{}").format(" ".join(both_ways(found))))
    lines += [Html("{}").format(known.argued) for known in arguable(found, "text")]
    if found.outcome == "upheld" and sum(decides_alone(found, g) for g in found.against) > 1:
        several = "A denial can rest on several grounds, each on its own, as here."
        lines.append(Html("{} Removing one leaves the others.").format(several))
    told = what_would_change(found)
    open_ways = (way.text for way in told if not _rewrites(found, way))
    if ways := [*open_ways, *text_to_open(found)]:
        turned = "upheld" if found.outcome == "overturned" else "overturned"
        changes = [change for way in told if way.flip for change in way.flip.changes]
        records = found.outcome != "overturned" and any(c.fact.kind == "evidence" for c in changes)
        only = f" {ONLY_WHAT_IS_SO}" if records else ""
        added = found.outcome == "upheld" and any(g.by_reviewers for g in found.against)
        head = Html("{} have led to “{}”?{}").format(ADDED if added else WHAT, turned, only)
        lines.append(head + bullets(ways))
        if added and found.outcome_by("text") == "upheld":
            by_text = [way.text for way in what_would_change(found, 1, by="text") if way.flip]
            one = Html("By the text alone, one way: {}")
            lines += [one.format(lower_first(says)) for says in by_text[:1]]
    asked = matters(found)
    if asked.first:
        first = lower_first(asked.first.fact.label)
        again = _again(found, asked.first.fact.name)
        lines.append((COUNTS_MOST if again else FIRST).format(first, again))
    turning = {change.fact.name for way in told if way.flip for change in way.flip.changes}
    settled = [known for known in asked.settled if known.fact.name not in turning]
    if not asked.first and settled and found.outcome == "upheld":
        names = listed(lower_first(known.fact.label) for known in settled)
        said = f"Open, and on this request no longer able to change the result: {names}."
        lines.append(Html("{} Another request may turn on it.").format(said))
    lines += [Html("{}: {}").format(ASIDE, said) for said in aside(found)]
    lines.append(Html("“Not documented” is a finding about the file, not about the world."))
    return bullets(lines)


def _again(found: Determination, name: str) -> str:
    """That a record can only come later, or hardly sooner; "" where nothing speaks for it."""
    if any(time.known.fact.name == name for time in short_of_time(found)):
        return AGAIN
    return HARDLY_YET if any(t.known.fact.name == name for t in too_early(found)) else ""


def _rewrites(found: Determination, way: Suggestion) -> bool:
    """Whether a way needs another number than the one that the file documents: that is history."""
    changes = way.flip.changes if way.flip else ()
    known = (found.known[change.fact.name] for change in changes)
    return any(
        one.fact.kind == "evidence" and one.fact.type == "number" and one.state == "documented"
        for one in known
    )

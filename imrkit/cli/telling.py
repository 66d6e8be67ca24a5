"""What the commands of instructors say of what was assigned and graded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from imrkit.cli.commands import note
from imrkit.views.terminal.lines import say
from imrkit.words.english import first_of, listed

if TYPE_CHECKING:
    from imrkit.cohort.assign import Assigned
    from imrkit.cohort.grading import Graded


def tell_bulk(bulk: Mapping[str, int], of: int, out: Path) -> None:
    """Say which zips there are to upload, and for how many learners."""
    for name, count in bulk.items():
        say(f"To upload in bulk: {out / name}, for {count} of {of}; docs/cohort.md says where.")


def tell_assigned(made: Assigned) -> None:
    """Say what was assigned of a lesson, and where learners share a variant."""
    count = made.learners
    who = "1 learner" if count == 1 else f"{count} learners"
    kept = f" ({made.kept} had theirs already)" if made.kept else ""
    say(f"Lesson {made.lesson}: assigned to {who}{kept}.")
    same = [name for name, most in made.shared.items() if most == count]
    if same:
        say(f"- the same for everybody, for they do not vary: {', '.join(same)}")
    if some := [f"{name} ({most})" for name, most in made.shared.items() if most < count]:
        say(
            "- fewer variants than learners; in brackets, how many share one at most: "
            f"{', '.join(some)}"
        )


def tell_handing_out(made: Assigned, out: Path) -> None:
    """Say what there is to upload, and what to look out for in handing out."""
    from imrkit.cohort.assigned import HANDOUT

    if made.others:
        note(
            f"{out} holds assignments of {made.others} learners who are not on this "
            f"roster; {HANDOUT} and the zips are of this roster alone. For another roster of the "
            "same course name a folder of its own, with the same secret"
        )
    tell_bulk(made.bulk, made.learners, out)
    if made.renamed:
        some = first_of([f"{id} ({name})" for id, name in sorted(made.renamed.items())])
        note(
            f"Canvas will show the assignment under the name of what they handed in to "
            f"{some}: tell them to save it as assignment.json"
        )


def tell_graded(found: Graded, assigned: Path | None, out: Path) -> None:
    """Say how many were graded, and what an instructor should look at first."""
    from imrkit.cohort.graded import NOTES
    from imrkit.cohort.owners import CONTESTED

    every = len(found.roster.learners)
    say(f"Graded: the hand-ins of {len(found.learners)} of {every} learners on the roster.")
    known = {one.learner for one in found.notes} & {one.id for one in found.roster.learners}
    if lost := sorted(known - found.learners.keys()):
        note(
            f"{len(lost)} more handed in what could not be graded: {first_of(lost)}; "
            f"{NOTES} says why"
        )
    other = sum(one.what == "other variants" for one in found.notes)
    if 2 * other > len(found.learners) > 0:
        note(
            f"{other} of {len(found.learners)} learners answered other variants than "
            f"{assigned} holds, which earn nothing. Is it the folder that you handed out?"
        )
    contested = sorted({one.learner for one in found.notes if one.what == CONTESTED})
    if contested:
        note(
            f"{first_of(contested)} handed in two files with different answers; {NOTES} says which "
            "one counts, and why"
        )
    if found.replaced:
        note(
            f"{out} held results of lesson {listed(map(str, found.replaced))}, which these took "
            "the place of. For each lesson name a folder of its own; for all at once, leave "
            "--lesson out"
        )

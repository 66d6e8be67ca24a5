"""What is in order, in words: what is shown apart from what is only assumed."""

from __future__ import annotations

from imrkit.cases.known import Known
from imrkit.determination.tree import Step
from imrkit.logic.exact import exact
from imrkit.words.english import lower_first
from imrkit.words.known import taken_said
from imrkit.words.steps import carrying, sentence

SILENCE = "Assumed where the file is silent:"
"""What goes before criteria that are met by the file's silence alone."""
IN_ORDER = "Only reviewers ask this, and the letter does not raise it: taken to be in order."
"""Said of a fact on which no text turns and of which a letter tells nothing."""


def in_order(step: Step) -> str:
    """Say a step that is met; of one that is assumed, first what of it is shown.

    Args:
        step: a ground that is met.
    """
    if not step.assumed:
        return sentence(step)
    leaves = carrying(step)
    shown = dict.fromkeys(met_said(leaf) for leaf in leaves if not by_silence(leaf))
    assumed = dict.fromkeys(sentence(leaf) for leaf in leaves if by_silence(leaf))
    return " ".join([*shown, SILENCE, *assumed] if shown and assumed else [*shown, *assumed])


def by_silence(step: Step) -> bool:
    """Whether a step that is met is so by silence, and no document tells of any of it.

    Args:
        step: the step.
    """
    return step.assumed and not _silent_part(step)


def met_said(step: Step) -> str:
    """Say a step that is met, with what of it is taken from silence, where some is told.

    Args:
        step: the step.
    """
    silent = _silent_part(step) if step.assumed else []
    if not silent:
        return sentence(step)
    taken = "; ".join(f"{lower_first(known.fact.label)}: {taken_said(known)}" for known in silent)
    return f"{sentence(step).removesuffix('.')} (from silence: {taken})."


def _silent_part(step: Step) -> list[Known]:
    """What a step that is met needs from silence beside what is told; nothing where none is."""
    if not any(known.state == "documented" for known in step.facts):
        return []
    return [known for known in step.facts if known.from_silence and _needed(step, known.fact.name)]


def _needed(step: Step, name: str) -> bool:
    """Whether a step is no longer surely met once a fact is left open."""
    tree = step.tree
    wide = {**tree.facts, name: tree.known[name].fact.unknown}
    return not exact(tree.program.parts[step.place], wide).surely

"""The answers to the questions of the process, and appeals of a determination, in words."""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.determination.tree import Step
from imrkit.process.questions import Answer
from imrkit.process.setting_aside import Appeal
from imrkit.process.timeline import Timeline
from imrkit.rules.rule import Rule
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.steps import MARK, STANDING, cite_of, sentence

ANSWERS = {"met": "Yes", "not met": "No", "open": "Open"}
RESULTS = {
    "set aside": "set aside",
    "left standing": "left standing",
    "not told": "what became of the determination is not told",
}


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """One question of the process, answered in words.

    Attributes:
        question: the question, in a few words.
        word: yes, no, or open.
        says: the answer in a sentence.
        grounds: its reasons: mark, word, sentence, where that stands.
        note: what else to say.
    """

    question: str
    word: str
    says: str
    grounds: tuple[tuple[str, str, str, str], ...]
    note: str = ""


def answers_told(timeline: Timeline) -> tuple[AnswerTold, ...]:
    """Tell the answers to the questions of the process, as far as a rule was in force."""
    return tuple(_answer(one, one.rule) for one in timeline.answers if one.rule is not None)


def _answer(answer: Answer, rule: Rule) -> AnswerTold:
    question = upper_first(answer.question)
    head = rule.guideline
    notes = [note for note in (head.note, rule.data.note) if note]
    if answer.others:
        others = listed(rule.guideline.edition for rule in answer.others)
        notes.insert(0, f"The version of {others} may have been in force instead.")
    if answer.enough:
        notes.insert(0, "One of these is enough.")
    word = ANSWERS[answer.verdict]
    says = f"{rule.title}: {word.lower()}."
    return AnswerTold(question, word, says, tuple(map(_ground, answer.grounds)), " ".join(notes))


def _ground(step: Step) -> tuple[str, str, str, str]:
    return (MARK[step.standing], STANDING[step.standing], sentence(step), cite_of(step))


def appeal_said(appeal: Appeal) -> str:
    """Tell an appeal: who decided it, when, what came of it, on which ground, and why."""
    challenge = appeal.challenge
    when = f", {challenge.date}" if challenge.date else ""
    grounds = listed(lower_first(ground.title) for ground in appeal.grounds)
    on = f" Ground: {grounds}." if grounds else ""
    shown = f" Shown by: {challenge.shown_by}." if challenge.shown_by else ""
    return (
        f"{upper_first(challenge.forum)}{when}: {RESULTS[challenge.result]}.{on} "
        f"{challenge.says}{shown}"
    )

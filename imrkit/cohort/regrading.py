"""Every answer graded anew by the engine, from exercise, seed and answer alone.

What the file says of scores, tries and misconceptions is not read. How sure a learner was, when,
how long it took and which hints were taken cannot be computed again: they are what the page wrote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from imrkit.cohort import plain
from imrkit.cohort.lessons import exercise_named
from imrkit.cohort.notes import place
from imrkit.cohort.reading import EVIDENCE, HandIn
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import CONFIDENCE, check
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.entry import Entry, checked, draft_of, rule_book_version
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.own import own_seed

MOST_ANSWERS = 5_000
"""So many answers of one learner are graded; more than a course and its returns have."""
Owners = Mapping[tuple[str, int], Collection[str]]
"""To whom each exercise and seed was assigned."""
Odd = Counter[tuple[str, str]]
"""What is odd: its word, and what is said of it; how often."""


@dataclass
class Regraded:
    """The answers of one learner, graded anew.

    Attributes:
        learner: the learner's id.
        entries: the checked answers, in order, as the engine grades them.
        says: for each entry, what a page would say to it.
        assignment: what the learner was assigned.
    """

    learner: str
    entries: list[Entry] = field(default_factory=list)
    says: list[tuple[str, ...]] = field(default_factory=list)
    assignment: Assignment = field(default_factory=Assignment)


def regrade(
    found: HandIn,
    learner: str,
    assignment: Assignment | None = None,
    owners: Owners | None = None,
    lesson: int | None = None,
) -> Regraded:
    """Grade every checked answer of a hand-in anew; what is odd with it is noted in it.

    Args:
        found: the hand-in.
        learner: the learner's id.
        assignment: what the learner was assigned.
        owners: to whom each exercise and seed was assigned.
        lesson: only the answers to this lesson.
    """
    graded = Regraded(learner)
    tries: Counter[tuple[str, int]] = Counter()
    hints: dict[tuple[str, int], int] = defaultdict(int)
    odd: Odd = Counter()
    others: Counter[str] = Counter()
    for entry in found.entries:
        if not isinstance(entry.attempt, int) or entry.attempt < 1:
            continue
        exercise = exercise_named(entry.exercise) if isinstance(entry.exercise, str) else None
        if exercise is None:
            odd["unknown exercise", place(str(entry.exercise)[:60])] += 1
            continue
        if lesson is not None and exercise.data.lesson != lesson:
            continue
        if len(graded.entries) >= MOST_ANSWERS:
            odd["too many", f"only the first {MOST_ANSWERS:,} answers are graded"] += 1
            continue
        try:
            seed = plain.seed(entry.seed)
            key = (exercise.id, seed)
            hints[key] = max(hints[key], plain.whole(entry.hints, len(exercise.data.hints)))
            again, says = _again(exercise, seed, entry, tries[key] + 1, hints[key])
        except ImrkitError as error:
            problem = str(getattr(error, "problem", error))
            odd["answer", f"{exercise.id}: {place(problem)}"] += 1
            continue
        tries[key] += 1
        graded.entries.append(again)
        graded.says.append(says)
        if entry.book == rule_book_version() and _other(entry.credit, again.credit):
            odd["scores", "its scores are not those that its answers earn"] += 1
        theirs = (owners or {}).get(key, ())
        if learner not in theirs:
            others.update(theirs)
    graded.assignment = _sound(assignment or Assignment(), graded.entries, odd)
    for what, id in _not_own(graded):
        odd[what, id] += 1
    _note(found, odd)
    for other, count in others.most_common(3):
        given = "1 answer is" if count == 1 else f"{count} answers are"
        found.odd(
            "another's variants",
            f"{given} to variants that were assigned to {other}. Files that were mixed up when "
            f"they were handed out, or a shared computer, do that. {EVIDENCE}",
        )
    return graded


def answered_in(found: HandIn) -> frozenset[int]:
    """The lessons of which a hand-in has checked answers."""
    names = {
        one.exercise
        for one in found.entries
        if isinstance(one.exercise, str) and isinstance(one.attempt, int) and one.attempt > 0
    }
    known = {exercise_named(name) for name in names}
    return frozenset(one.data.lesson for one in known if one is not None)


def _sound(assignment: Assignment, entries: list[Entry], odd: Odd) -> Assignment:
    """What was assigned; of the file as it is where the variant cannot be made, as pages ask it."""
    seeds = dict(assignment.seeds)
    for id in {entry.exercise for entry in entries} & seeds.keys():
        exercise = exercise_named(id)
        seed, why = own_seed(exercise, assignment) if exercise is not None else (0, "")
        if why:
            seeds[id] = seed
            odd["unsound variant", f"{id}, seed {assignment.seeds[id]}: {place(why)}"] += 1
    return replace(assignment, seeds=seeds)


def _not_own(graded: Regraded) -> Iterator[tuple[str, str]]:
    """The exercises that were answered, not on the variant assigned, and what that is called."""
    answered: dict[str, set[int]] = defaultdict(set)
    for entry in graded.entries:
        answered[entry.exercise].add(entry.seed)
    for id, seed in graded.assignment.seeds.items():
        if seed and id in answered and seed not in answered[id]:
            yield "before assignment" if 0 in answered[id] else "other variants", id


def _note(found: HandIn, odd: Odd) -> None:
    for what in dict.fromkeys(what for what, _ in odd):
        some = {says: count for (kind, says), count in odd.items() if kind == what}
        total = sum(some.values())
        first = next(iter(some))
        match what:
            case "answer":
                says = f"Answers that fit no question: {total}, not graded; the first: {first}."
            case "unsound variant":
                says = (
                    f"Variants that cannot be made: {total}; the published file counts in their "
                    f"place, as the lesson asked it. The first: {first}."
                )
            case "before assignment":
                says = (
                    f"Exercises answered on the published file, not on the variant assigned: "
                    f"{total}, which earn nothing; the first: {first!r}. The assignment was not "
                    "yet beside the record. Answer them again with it; or grade without --assigned."
                )
            case "other variants":
                says = (
                    f"Exercises answered on other variants than those assigned: {total}, which "
                    f"earn nothing; the first: {first!r}. It may be practice that came back; if it "
                    "is many, is it the assignment that was handed out?"
                )
            case "unknown exercise":
                says = f"Answers to exercises that are not here: {total}; the first: {first!r}."
            case "scores":
                says = f"In {total} answers {first}; the answers count. {EVIDENCE}"
            case _:
                says = f"It has {total} answers too many; {first}."
        found.odd(what, says)


def _again(
    exercise: Exercise, seed: int, entry: Entry, attempt: int, hints: int
) -> tuple[Entry, tuple[str, ...]]:
    answer = plain.answer(entry.answer)
    sure = entry.confidence if entry.confidence in CONFIDENCE else None
    feedback = check(exercise, seed, answer, attempt=attempt, hints=hints, confidence=sure)
    draft = draft_of(
        exercise,
        seed,
        answer,
        sitting=str(entry.sitting).encode("utf-8", "replace").decode()[:40],
        when=plain.moment(entry),
        confidence=sure,
        hints=hints,
        seconds=plain.seconds(entry.seconds),
    )
    return checked(draft, feedback), tuple(
        reply.says for reply in feedback.graded.replies if reply.says
    )


def _other(claimed: object, earned: float) -> bool:
    return not (isinstance(claimed, int | float) and abs(claimed - earned) < 1e-6)

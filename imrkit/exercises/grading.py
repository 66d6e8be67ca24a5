"""How an answer is graded: part by part, and then by tries and hints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from math import prod

from imrkit.exercises.graded import Evidence, Graded, Key, PartReply, Said
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.question import Answer, Meant, Question

TRIES = (1.0, 0.6, 0.3)
"""What an answer earns on the first try, the second, and every later one."""
HINT = 0.1
"""What each hint costs."""
CLOSE = "Close: one off. "
"""How a reply begins that tells a number to be close."""
SURE = 90
"""A miss is confident from here on (percent)."""
Together = tuple[str, tuple[str, ...]]
"""What is said of parts that hang together, and of which the reply may follow."""


def graded(
    question: Question,
    key: Key,
    answer: Answer,
    credit: Callable[[Key, Meant], float],
    whole: Callable[[Key, Meant], Said] | None = None,
    rest: Callable[[Key, Meant], Said] | None = None,
    together: Callable[[Meant], Together] | None = None,
) -> Graded:
    """Grade an answer.

    Args:
        question: the question that was asked.
        key: its key.
        answer: the answer, by the ids of the question.
        credit: what an answer earns, from 0 to 1.
        whole: what to say to an answer that is told as a whole, and not part by part.
        rest: what to say where all that was answered is right, and it is not all.
        together: where the parts hang together, so that a misconception shows in all of them: what
            is said of them, and of which the reply may follow; of none where they contradict.

    Raises:
        DataError: if the answer does not fit the question.
    """
    meant = question.meant(answer)
    ids = {part.of or part.id: part.id for part in question.parts}
    earned = min(1.0, max(0.0, credit(key, meant)))
    right = earned > 1 - 1e-9
    if whole is not None:
        told = Said(key.because) if right else whole(key, meant)
        reply = PartReply("", right, told.says, told.rule, told.where)
        evidence = tuple(_evidence(question, key, meant, together))
        return Graded(earned, right, (reply,), evidence, 0 if right else 1)
    given = {part.of or part.id for part in question.parts if answer.get(part.id)}
    asked = [of for of in meant if of in key.right]
    replies = [_reply(key, ids[of], of, meant[of]) for of in asked]
    # Where nothing was marked nothing is said: a reply there would give the key away, and to leave
    # alone what is to be left alone counts as no answer.
    replies = [r for r, of in zip(replies, asked, strict=True) if right or of in given]
    if not right and all(reply.right for reply in replies):
        said = rest(key, meant) if rest else key.replies.get(("", ""), Said(""))
        if said.says:
            replies.append(PartReply("", False, said.says, said.rule))
    if right:
        replies = [PartReply(r.part, True) for r in replies]
        if replies:
            replies[0] = replace(replies[0], says=key.because)
    evidence = tuple(_evidence(question, key, meant, together))
    return Graded(earned, right, tuple(replies), evidence, 0 if right else 1)


def is_right(key: Key, of: str, given: tuple[str, ...]) -> bool:
    """Whether a part is answered rightly: by one of what is right; of several, by all of it."""
    right = key.right[of]
    if len(given) == 1 and given[0] in right and (key.more or {}).get("many") != of:
        return True
    return frozenset(given) == right


def share_right(key: Key, meant: Meant) -> float:
    """The share of parts that are right."""
    asked = [of for of in meant if of in key.right]
    return sum(is_right(key, of, meant[of]) for of in asked) / len(asked) if asked else 0.0


def _reply(key: Key, id: str, of: str, given: tuple[str, ...]) -> PartReply:
    if is_right(key, of, given):
        return PartReply(id, True, key.notes.get(of, ""))
    wrong = [one for one in given if one not in key.right[of]] or [""]
    said = next((key.replies[of, one] for one in wrong if (of, one) in key.replies), None)
    said = said or key.replies.get((of, "")) or Said("")
    return PartReply(id, False, said.says, said.rule, said.where)


def _evidence(
    question: Question, key: Key, meant: Meant, together: Callable[[Meant], Together] | None
) -> Iterator[Evidence]:
    """What an answer tells of each misconception whose holder errs here.

    It shows at most one by the same mistake: the one that the reply to it names; where it names
    none, the only one whose holder would answer so. What several would answer tells of none, and
    parts that contradict each other are nobody's answer. An answer that states a misconception
    itself shows it also on a file on which its holder would not err.
    """
    sound = together is None or bool(together(meant)[1])
    choices = {part.of or part.id: len(part.options) or 10 for part in question.parts}
    waits = {of for part in question.parts if part.later and not meant[of := part.of or part.id]}
    err: dict[str, dict[str, str]] = {}
    for rule, believed in key.believed.items():
        told = {of: m for of, m in believed.items() if of in key.right and of not in waits}
        if apart := {of: one for of, one in told.items() if one not in key.right[of]}:
            err[rule] = apart
    given = {
        rule: {of for of in apart if not is_right(key, of, meant[of])}
        for rule, apart in err.items()
        if sound and _would_give(key, meant, key.believed[rule] if together else apart, rule)
    }
    for rule, apart in err.items():
        options = max(2, min(12, prod(choices[of] for of in apart)))
        if rule in given and _shows(key, meant, rule, given):
            yield Evidence(rule, "held", options)
        elif all(is_right(key, of, meant[of]) for of in apart):
            yield Evidence(rule, "right", options)
        else:
            yield Evidence(rule, "other", options)
    if sound:
        told = {r: of for of in meant if of in key.right if (r := _named(key, meant, of, True))}
        for rule in told.keys() - err.keys():
            yield Evidence(rule, "held", choices[told[rule]])


def _would_give(key: Key, meant: Meant, told: Mapping[str, str], rule: str) -> bool:
    """Whether the holder of a misconception would answer some parts as they are answered.

    Of several choices that rest on one misconception, each is its holder's.
    """
    also = key.as_well.get(rule, {})
    return all(
        meant[of] == (one,)
        or (len(meant[of]) == 1 and meant[of][0] in also.get(of, ()))
        or _named(key, meant, of) == rule
        for of, one in told.items()
    )


def _shows(key: Key, meant: Meant, rule: str, given: Mapping[str, Collection[str]]) -> bool:
    """Whether an answer that the holder of a misconception would give shows that one."""
    if named := {_named(key, meant, of) for of in given[rule]} - {""}:
        return rule in named
    return not any(set(given[rule]) & set(some) for other, some in given.items() if other != rule)


def _named(key: Key, meant: Meant, of: str, stated: bool = False) -> str:
    """The misconception that the reply to the wrong answer to a part names; "" for none.

    If `stated`, only one that the answer states itself.
    """
    some = [one for one in meant[of] if one not in key.right[of]]
    said = key.replies.get((of, some[0])) if len(some) == 1 == len(meant[of]) else None
    if said is None or said.rule not in misconceptions() or (stated and not said.states):
        return ""
    return said.rule


def scored(credit: float, attempt: int, hints: int = 0) -> float:
    """What an answer earns in the end.

    Args:
        credit: what it earns by itself.
        attempt: which try it is, counted from 1.
        hints: how many hints were taken.

    >>> [round(scored(1, attempt), 1) for attempt in (1, 2, 3, 4)], scored(1, 1, hints=2)
    ([1.0, 0.6, 0.3, 0.3], 0.8)
    """
    factor = TRIES[min(attempt, len(TRIES)) - 1]
    return round(max(0.0, credit * factor - HINT * hints), 6)


def with_confidence(says: str, right: bool, confidence: int | None) -> str:
    """A reply that tells a confident miss so."""
    if right or not says or confidence is None or confidence < SURE:
        return says
    return f"{says} You were {confidence}% sure."


def filled(
    replies: Mapping[tuple[str, str], Said], fill: Callable[[str], str]
) -> dict[tuple[str, str], Said]:
    """Replies with the values of facts put in."""
    return {place: Said(fill(said.says), said.rule) for place, said in replies.items()}

"""What a page says to a wrong answer.

While a try is left, nothing that tells the rest; once the question is over, no riddle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from imrkit.exercises.graded import Graded, PartReply
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.question import Meant, Question

_TO_DO = re.compile(
    "(Add|Ask|Begin|Build|Change|Check|Choose|Compare|Count|Decide|Find|Follow|Give|Go|Grant|Hold|If|"
    "Leave|Look|Mark|Name|Open|Point|Put|Read|Say|Search|See|Set|Sought:|Start|Suppose|Swap|Take|"
    "Think) "
)
"""The first words of sentences that send the learner to look again."""
_FEWEST = 6
"""What is left of a reply in fewer words only led up to what is gone."""
_QUESTION = re.compile(r"\?[”’\"')]*$")
_SENTENCE = re.compile(r"(?<=[.?!”])\s+(?=[^a-z\s])")


def settled(says: str) -> str:
    """A reply without its questions, and without what it sends the learner to do.

    >>> settled("A form by itself shows no gain. What would? Look for a task.")
    'A form by itself shows no gain.'
    >>> settled("Six look modest. Which number decides?")
    ''
    """
    told = [one for one in _SENTENCE.split(says) if one]
    left = [one for one in told if not _open(one)]
    torn = len(left) < len(told) and len(" ".join(left).split()) < _FEWEST
    return "" if torn else " ".join(left)


def _open(sentence: str) -> bool:
    return bool(_QUESTION.search(sentence) or _TO_DO.match(sentence))


def shown(
    question: Question, found: Graded, meant: Meant, over: bool, first: bool = False
) -> tuple[PartReply, ...]:
    """The replies that a page shows.

    A part of two choices is told last, and one at a time: its mark is its answer. Where the parts
    of a kind hang together they are told together.

    Args:
        question: the question.
        found: the answer, graded.
        meant: the answer, in the engine's terms.
        over: whether nothing more is to be answered.
        first: whether this is the first try: then a verdict, one of two, is not marked.
    """
    if found.right:
        return found.replies
    together = getattr(kind_named(question.kind), "together", None)
    if over:
        # What is said then is said to what is wrong.
        replies = [replace(r, says="" if r.right else settled(r.says)) for r in found.replies]
        replies = [r if r.part or not r.where else _whole(r) for r in replies]
        if together and not together(meant)[1]:  # nothing that is said to one part fits the other
            apart = PartReply("", False, together(meant)[0])
            replies = [apart, *(replace(one, says="") for one in replies)]
        return tuple(replies)
    replies = [replace(one, where="") for one in found.replies]
    if together:
        of = {part.id: part.of or part.id for part in question.parts}
        holds = None if first else {of[one.part] for one in replies if one.right}
        says, parts = together(meant, holds)
        wrong = {one.part: one.says for one in replies if not one.right}
        told = [wrong[part] for part in parts if part in wrong][:1]
        return tuple(PartReply("", False, one) for one in (says, *told))
    return tuple(_one_at_a_time(question, replies))


def _whole(reply: PartReply) -> PartReply:
    """What is said to an answer as a whole: there is no part beside which the rest could stand."""
    return replace(reply, says=f"{reply.says} {reply.where}".strip(), where="")


def _one_at_a_time(question: Question, replies: Sequence[PartReply]) -> Iterator[PartReply]:
    two = {part.id for part in question.parts if part.input == "one" and len(part.options) == 2}
    others = [one for one in replies if one.part not in two]
    yield from others
    if all(one.right for one in others):
        yield from [one for one in replies if one.part in two and not one.right][:1]

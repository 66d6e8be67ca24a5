"""Whether a written sentence seems to say what a line says, by its words alone.

Nothing here understands a text. A line is found where a sentence has all its words, and the last
group of them, which is what the line finds, is not turned around: "not upheld" is no "upheld", and
"gain is documented" is no "gain is not documented". The page looks by the same patterns.

>>> from imrkit.exercises.schema import Line
>>> line = Line("It is upheld.", "conclusion", finds="upheld", words=("upheld",))
>>> speaks("The denial is upheld.", line), speaks("The denial is not upheld.", line)
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrkit.exercises.schema import Line

NAMES = (
    r"(?<![a-z0-9/])(?:mtus|odg|acoem|official disability guideline|9792\.\d|(?:19|20)\d\d(?!\d)"
    r"|(?:chronic pain|postsurgical|opioids?)(?: medical)?(?: treatment)? (?:chapter|guideline)"
    r"|(?:pages?|pp?\.) ?\d)"
)
"""How a guideline is named: by a name, an edition, or a page."""
ALIKE = 0.4
"""So large a share of a line's words makes a written sentence like it."""
_SMALL = {"the", "and", "that", "this", "for", "with", "from", "are", "was", "were", "has", "had"}
_GENERIC = {
    "there",
    "which",
    "whether",
    "not",
    "medicine",
    "file",
    "says",
    "documented",
    "shown",
    "fully",
}
"""What criteria of any kind say, so that it tells none from another."""
_BREAK = r"and|so|but|or|since|because|as|denial|request|course|visits?"
_DOCUMENTED = "documented|shown|recorded|told|proven|proved|established|demonstrated|known"
IDLE = (
    r"(?:no|without(?: a| any)?|beyond(?: a| any| all)?|not in)(?: reasonable)? (?:doubt|question)"
    r"|not (?:only|just|merely)"
)
"""Denials and limits that are none: "no doubt", "beyond any doubt", "not only"."""
TURNED = (
    r"(?<![a-z])(?:(?:not |un)true that|not the case|wrong to|false (?:that|to)"
    r"|never (?:say|claim|hold)|(?:would|should) not (?:say|claim|hold)"
    r"|in theory|theoretically|supposedly|allegedly)(?![a-z])"
)
"""What turns a whole sentence around, so that it says nothing."""
DENIED = (
    rf"(?:(?<![a-z])(?:not|never|cannot|hardly|neither|nor)|n't)(?: (?!(?:{_BREAK})\b)[a-z0-9'-]+)"
    r"{0,4} $|(?<![a-z])(?:no|without)(?: [a-z'-]+)? $"
)
"""A denial that ends right before a word."""
NEGATES = r"(?:not|no|nor|none|nothing|nowhere|cannot|never)\b"
"""What is a denial itself, and cannot be denied."""
ANY_DENIAL = (
    r"(?<![a-z])(?:not|no|nor|neither|none|nothing|nowhere|never|cannot|without|hardly|missing"
    r"|un(?:documented|known|clear|shown))|n't"
)
AFFIRMS = (
    r"(?<![a-z])(?:is|are|was|were|been|plainly|clearly|fully|well) (?:[a-z]+ )?"
    rf"(?:{_DOCUMENTED}|evident|clear)(?![a-z])"
)
"""How a clause says that something is in the file."""
SILENT = (
    rf"(?:(?<!need )(?<![a-z])(?:not|never)|n't)(?: [a-z]+){{0,2}} (?:{_DOCUMENTED}|counted)"
    r"|undocumented|(?<![a-z])un(?:known|clear)|nowhere"
)
"""How a clause says that something is not in the file."""
CLAUSE = r"[,;:()]| (?=(?:and|but|so|while|whereas|although|though) )"
SUPPOSES = (
    r"(?<![a-z])(?:if|unless|whether|until)(?![a-z])"
    r"|(?<![a-z])(?:would|could|might|may|can) (?:[a-z]+ )?(?:be|have been) "
)
"""What makes a clause a supposition, which states no result."""
RESULTS = {
    "upheld": "uphold|upheld|denial stands",
    "overturned": "overturn|denial falls|denial does not stand",
}
"""By which words a result is stated, so that a text with the other one can be told."""


def patterns() -> dict[str, object]:
    """All that the page needs to look as Python does."""
    return {
        "alike": ALIKE,
        "names": NAMES,
        "idle": IDLE,
        "turned": TURNED,
        "denied": DENIED,
        "negates": NEGATES,
        "denial": ANY_DENIAL,
        "affirms": AFFIRMS,
        "silent": SILENT,
        "clause": CLAUSE,
        "supposes": SUPPOSES,
        "results": RESULTS,
    }


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return re.split(r"(?<=[.!?])\s+", text)


def speaks(sentence: str, line: Line) -> bool:
    """Whether a sentence seems to say what a line says.

    Args:
        sentence: what is written.
        line: the line.
    """
    folded = _folded(sentence)
    if re.search(TURNED, folded):
        return False
    if line.role == "guideline" and not re.search(NAMES, folded):
        return False
    if not line.words:
        own = words_like(line, line.says)
        return bool(own) and len(words_of(sentence) & own) / len(own) >= ALIKE
    if line.role == "conclusion":
        folded = ", ".join(_stated(folded))
    finds = line.role in ("ground", "conclusion")
    *topics, last = (group.split("|") for group in line.words)
    if not all(any(_places(one, folded) for one in group) for group in topics):
        return False
    if not any(_said(one, folded) if finds else _places(one, folded) for one in last):
        return False
    return line.role != "ground" or not _contradicted(folded, line)


def says_the_other(text: str, outcome: str) -> bool:
    """Whether a text states the other result, or denies this one.

    Args:
        text: all that is written.
        outcome: the result that it should state.
    """
    if outcome not in RESULTS:
        return False
    (other,) = (RESULTS[name].split("|") for name in RESULTS if name != outcome)
    own = RESULTS[outcome].split("|")
    for sentence in sentences(text):
        for clause in _stated(_folded(sentence)):
            if any(_said(one, clause) for one in other):
                return True
            if any(_places(one, clause) and not _said(one, clause) for one in own):
                return True
    return False


def words_of(text: str) -> set[str]:
    """The words of a text that are worth comparing."""
    return {
        w for w in re.findall(r"[a-z0-9]+", text.casefold()) if len(w) > 2 or w.isdigit()
    } - _SMALL


def words_like(line: Line, says: str) -> set[str]:
    """The words by which a line is looked for that names none: of a ground those of its gist.

    Args:
        line: the line.
        says: its sentence, filled in.
    """
    every = words_of(says)
    if line.role != "ground":
        return every
    return (words_of(re.split(r"[,;:(]", says)[0]) - _GENERIC) or every


def _folded(sentence: str) -> str:
    plain = " ".join(sentence.casefold().replace("’", "'").split())
    return " ".join(re.sub(IDLE, "", plain).split())


def _places(word: str, text: str) -> list[int]:
    """Where a word begins that begins so."""
    return [m.start() for m in re.finditer(rf"(?<![a-z0-9]){re.escape(word)}", text)]


def _said(word: str, text: str) -> bool:
    """Whether a word is there without a denial right before it."""
    places = _places(word, text)
    if re.match(NEGATES, word):
        return bool(places)
    return any(not re.search(DENIED, text[:place]) for place in places)


def _stated(folded: str) -> Iterator[str]:
    """The clauses of a sentence that suppose nothing."""
    for clause in re.split(CLAUSE, folded):
        if not re.search(SUPPOSES, clause):
            yield clause.strip()


def _contradicted(folded: str, line: Line) -> bool:
    """Whether a clause on the same matter says that the file shows it, or that it does not."""
    topic = line.words[0].split("|")
    for clause in re.split(CLAUSE, folded):
        if not any(_places(one, clause) for one in topic):
            continue
        if line.finds != "open" and re.search(SILENT, clause):
            return True
        affirms = re.search(AFFIRMS, clause) and not re.search(ANY_DENIAL, clause)
        if line.finds == "open" and affirms:
            return True
    return False

"""A rulebook and a case in which every text for people carries what could become code."""

from __future__ import annotations

import json
import re
from pathlib import Path

from imrkit.cases.case import Case
from imrkit.cases.loading import read_case
from imrkit.rules.rulebook import Rulebook, load_rulebook
from tests.support.book import CASE, FACTS, RULES, TERMS, write_book

STING = (
    "<img src=x onerror=\"window.stung='img'\"> \"' `</title></style></textarea></script>"
    "<script>window.stung='script'</script><svg onload=window.stung='svg'> javascript:stung() "
    "%%(init: x)%% ]]> --> end\nclick s0 call stung()"
)
"""Elements, quotes of every kind, ends of elements, and directives of diagrams."""
RIGHT_TO_LEFT = "\u202eshalom \u05e9\u05dc\u05d5\u05dd\u202c"
CONTROLS = "\x1b[2J\x07\x9b"
PROSE = (
    "label question unit one found_in unstated_because yes no states ask ask_not title citation "
    "source note says fails open pages page request mechanism by_whom sex refusal text"
)


def stung(text: str) -> str:
    """A TOML text whose fields for people end in what could become code."""
    sting = json.dumps(f" {STING} {RIGHT_TO_LEFT} {CONTROLS}")[1:-1].replace("\\u007f", "")

    def sharpen(match: re.Match[str]) -> str:
        return f'{match[1]} = "{match[2]}{sting}"'

    fields = PROSE.replace(" ", "|")
    return re.sub(rf'\b({fields}) = "([^"\n]*)"', sharpen, text)


def stung_book(folder: Path) -> Rulebook:
    """The small rulebook, sharpened."""
    facts = FACTS.replace('"another diagnosis"', f'"another {_choice()}"')
    texts = {"facts": stung(facts), "terms": TERMS, "back_2009": stung(RULES)}
    return load_rulebook(write_book(folder, **texts))


def stung_case(folder: Path) -> Case:
    """The small case under the small rulebook, both sharpened."""
    file = folder / "small.toml"
    diagnosis = CASE.replace('"a strain of the back"', f'"a strain of the back {_choice()}"')
    file.write_text(stung(diagnosis), encoding="utf-8")
    return read_case(file, stung_book(folder / "book"))


def _choice() -> str:
    return json.dumps(STING)[1:-1]

"""Characters that cannot be seen: named in errors, and made visible before text is shown."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""So much of a found text is quoted in an error."""
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Zs"}
_TO_ESCAPE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff]")


def unseen(text: str) -> str:
    r"""Say which characters of a text cannot be seen or told from a space; "" for none.

    >>> unseen("physical\u00a0therapy")
    'with U+00A0 (no-break space) in it'
    """
    found = dict.fromkeys(c for c in text if c != " " and unicodedata.category(c) in _UNSEEN)
    names = [f"U+{ord(c):04X} ({unicodedata.name(c, 'control character').lower()})" for c in found]
    return f"with {' and '.join(names[:3])} in it" if names else ""


def quoted(found: object) -> str:
    r"""Quote what was found for an error: shortened, and with what cannot be seen in it named.

    >>> quoted("upheld\u200b")
    "'upheld\\u200b', with U+200B (zero width space) in it"
    """
    if not isinstance(found, str):
        return repr(found)
    short = found if len(found) <= LONGEST else f"{found[: LONGEST - 4]} ..."
    return ", ".join(part for part in (repr(short), unseen(short)) if part)


def neutral(text: str) -> str:
    r"""Write what would steer a terminal, or turn the direction of the text, as its code.

    Line breaks and tabs stay. In a JSON text the codes mean the same characters.

    >>> neutral("\x1b[31mred\u202e")
    '\\u001b[31mred\\u202e'
    """
    return _TO_ESCAPE.sub(_code, text)


def _code(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None

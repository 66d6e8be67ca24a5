"""The kinds of exercises, one module each, all with the same contract.

    ask(variant) -> parts          what a page may show; nothing from which the key can be read
    key(variant) -> Key            computed by the engine when an answer is checked
    credit(key, meant) -> float    from 0 to 1, before tries and hints
    as_read(key, meant) -> Key     only where what is right or said hangs on how the file is read
    whole(key, meant) -> Said      only where an answer is told as a whole, and not part by part
    so_far(key, meant) -> Said     only where that would tell the rest: the same while a try is left
    unsaid(key, meant) -> parts    only where what is said to one part would tell the rest with the
                                   mark of another
    rest(key, meant) -> Said       only where what is right may be not all, part by part
    after(checked) -> data         only where a page draws more once an answer was checked
    nearest(key, meant) -> right   only where several are right: the answer told in the end
    half_way(key, meant) -> bool   only where the rest is asked once the first part is right
    together(meant, holds) -> str, parts
                                   only where a mark on one part would tell another: what is said of
                                   them while a try is left, and of which the reply may follow;
                                   from the second try on `holds` has the parts that are right

To add a kind: write a module here, name its fields below, add it to `KindName` in schema.py.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from imrkit.exercises.graded import Key
    from imrkit.exercises.question import Meant, Part
    from imrkit.exercises.variants import Variant

FIELDS: dict[str, tuple[str, ...]] = {
    "choice": ("query", "option"),
    "mark": ("fact",),
    "sort": ("by", "card"),
    "count": ("of",),
    "edition": (),
    "verdict": ("option",),
    "grounds": ("criteria",),
    "change": ("facts",),
    "request": ("asks", "record", "option"),
    "rationale": ("line",),
    "order": ("by", "card"),
    "error": ("line", "mutation"),
    "news": ("news",),
    "pair": ("other", "facts"),
}
"""The fields that an exercise of a kind needs, beside those of all kinds."""
OPTIONAL: dict[str, tuple[str, ...]] = {
    "sort": ("option", "fact"),
    "grounds": ("argued",),
    "news": ("of",),
    "pair": ("of",),
}
"""The fields that it may have."""


class Kind(Protocol):
    """What the module of a kind offers."""

    def ask(self, variant: Variant) -> tuple[Part, ...]:
        """What to answer."""

    def key(self, variant: Variant) -> Key:
        """What is right, and what to say to what is not."""

    def credit(self, key: Key, meant: Meant) -> float:
        """What an answer earns."""


@cache
def kind_named(name: str) -> Kind:
    """The module of a kind, imported when it is first asked for."""
    return cast("Kind", import_module(f"imrkit.exercises.kinds.{name}"))

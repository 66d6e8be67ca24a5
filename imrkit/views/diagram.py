"""A justification tree as a Mermaid diagram, which JupyterLab draws by itself."""

from __future__ import annotations

from imrkit.characters import neutral
from imrkit.determination.determination import Determination
from imrkit.views.terminal.determination import as_text
from imrkit.words.telling import Sign, Telling, Told

_SHAPE: dict[Sign, tuple[str, str, str]] = {
    "met": ('(["', '"])', "met"),
    "assumed": ('(["', '"])', "assumed"),
    "not met": ('["', '"]', "unmet"),
    "not shown": ('[["', '"]]', "open"),
    "not told": ('[/"', '"/]', "untold"),
    "reading": ('{{"', '"}}', "judged"),
}
_STYLES = (
    "classDef met stroke:#1b66ab,stroke-width:1.5px",
    "classDef assumed stroke:#1b66ab,stroke-width:1.5px,stroke-dasharray:1 3",
    "classDef unmet stroke:#6b3fa0,stroke-width:3px",
    "classDef open stroke:#9c5200,stroke-width:1.5px,stroke-dasharray:5 4",
    "classDef untold stroke:#767d8a,stroke-width:1px,stroke-dasharray:5 4",
    "classDef judged stroke:#0a665d,stroke-width:1.5px",
)
_CODES = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "#": "#35;", "%": "#37;", "&": "#amp;"}
_CODES |= {"{": "#123;", "}": "#125;", "`": "#96;", ";": "#59;", "\\": "#92;"}


def as_mermaid(determination: Determination) -> dict[str, str]:
    """Draw the justification trees as a diagram.

    Args:
        determination: the determination of one disputed item.

    Returns:
        A bundle for `display(..., raw=True)`: the diagram, and the text where it is not drawn.
        Each way in which a step may stand has its own shape and word.
    """
    telling, lines = Telling(determination), ["flowchart LR"]
    lines.append(f'  outcome["{_label(telling.word)}"]')
    for number, tree in enumerate(telling.trees):
        _draw(tree, f"s{number}", "outcome", lines)
    lines += [f"  {style}" for style in _STYLES]
    return {"text/vnd.mermaid": "\n".join(lines), "text/plain": as_text(determination)}


def _draw(told: Told, place: str, above: str, lines: list[str]) -> None:
    """A step, down to the criteria: comparisons below them are left to the tree in words."""
    start, end, kind = _SHAPE[told.sign]
    label = _label(f"{told.mark} {told.word}. {told.says}")
    lines.append(f"  {above} --- {place}{start}{label}{end}:::{kind}")
    if told.step is not None and not told.step.name:
        for number, part in enumerate(told.parts):
            _draw(part, f"{place}_{number}", place, lines)


def _label(text: str) -> str:
    """A text that Mermaid takes as it stands: one line, and nothing in it that means anything."""
    line = " ".join(neutral(text).split())
    return "".join(_CODES.get(letter, letter) for letter in line)

"""A justification tree as a Mermaid diagram, which JupyterLab draws by itself."""

from __future__ import annotations

from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, Verdict
from imrkit.views.terminal.determination import as_text
from imrkit.words.headline import headline
from imrkit.words.numbers import branches
from imrkit.words.steps import MARK, VERDICT, heading

_SHAPE: dict[Verdict, tuple[str, str]] = {
    "met": ('(["', '"])'),
    "not met": ('["', '"]'),
    "open": ('[["', '"]]'),
}
_CLASS: dict[Verdict, str] = {"met": "met", "not met": "unmet", "open": "open"}
_STYLES = (
    "classDef met stroke:#1b66ab,stroke-width:1.5px",
    "classDef unmet stroke:#6b3fa0,stroke-width:3px",
    "classDef open stroke:#9c5200,stroke-width:1.5px,stroke-dasharray:5 4",
)


def as_mermaid(determination: Determination) -> dict[str, str]:
    """Draw the justification trees as a diagram.

    Args:
        determination: the determination of one disputed item.

    Returns:
        A bundle for `display(..., raw=True)`: the diagram, and the text where it is not drawn.
        Each verdict has its own shape and word.
    """
    lines = ["flowchart LR"]
    word, _ = headline(determination)
    lines.append(f'  outcome["{_label(word)}"]')
    for number, tree in enumerate(determination.shown_trees):
        _draw(tree, f"s{number}", "outcome", lines)
    lines += [f"  {style}" for style in _STYLES]
    return {"text/vnd.mermaid": "\n".join(lines), "text/plain": as_text(determination)}


def _draw(step: Step, place: str, above: str, lines: list[str]) -> None:
    """A step, down to the criteria: comparisons below them are left to the tree in words."""
    text = step.rule.title if step.place == 0 and not step.name else heading(step)
    start, end = _SHAPE[step.verdict]
    label = _label(f"{MARK[step.verdict]} {VERDICT[step.verdict]}. {text}")
    lines.append(f"  {above} --- {place}{start}{label}{end}:::{_CLASS[step.verdict]}")
    if not step.name:
        for number, part in enumerate(branches(step)):
            _draw(part, f"{place}_{number}", place, lines)


def _label(text: str) -> str:
    """A text that Mermaid takes as it stands."""
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("`", "'")):
        text = text.replace(sign, code)
    return text

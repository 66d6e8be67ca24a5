"""The browsable rule book, generated from the data: every rule as a clinician would read it.

`python -m imrkit.jupyter.rule_book OUT.html` writes it as one page that needs nothing else;
`python -m imrkit.jupyter.rule_book` makes the notebook rule_book.ipynb anew.
"""

from __future__ import annotations

from imrkit.views.rulebook.shown import (
    contents,
    editions,
    guideline,
    order_of_evidence,
    process,
    register,
)

__all__ = ["contents", "editions", "guideline", "order_of_evidence", "process", "register"]

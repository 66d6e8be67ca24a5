"""The browsable rule book, generated from the data: every rule as a clinician would read it.

`python -m imrkit.views.rulebook OUT.html` writes it as one page that needs nothing else;
`python -m imrkit.views.rulebook` makes the notebook rule_book.ipynb anew.
"""

from __future__ import annotations

from imrkit.views.rulebook.shown import contents, editions, guideline, register

__all__ = ["contents", "editions", "guideline", "register"]

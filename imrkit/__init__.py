"""Learn Independent Medical Review by rebuilding real determinations.

The way a case travels: case -> facts -> rules in force -> determination -> explanation and what-if
-> view (widgets, charts, text) -> exercise -> grade. Each name below is imported when first used.

>>> from imrkit import determine, revise
>>> (found,) = determine("flagship")
>>> found.outcome, found.agrees
('upheld', True)
>>> revise(found, {"visits_requested": 3, "visits_completed": 0}).outcome
'overturned'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imrkit.cases.loading import case_paths, load_case
    from imrkit.determination.deciding import determine, revise
    from imrkit.errors import (
        DataError,
        ExpressionError,
        ImrkitError,
        RuleConflict,
        UnknownName,
    )
    from imrkit.rules.rulebook import rulebook
    from imrkit.views.explorer import explore
    from imrkit.views.timeline import timeline
    from imrkit.whatif.flips import flips
    from imrkit.whatif.maps import sweep
    from imrkit.whatif.matters import matters
    from imrkit.words.rationale import rationale

__version__ = "0.1.0"

_HOME = {
    "DataError": "errors",
    "ExpressionError": "errors",
    "ImrkitError": "errors",
    "RuleConflict": "errors",
    "UnknownName": "errors",
    "case_paths": "cases.loading",
    "determine": "determination.deciding",
    "explore": "views.explorer",
    "flips": "whatif.flips",
    "load_case": "cases.loading",
    "matters": "whatif.matters",
    "rationale": "words.rationale",
    "revise": "determination.deciding",
    "rulebook": "rules.rulebook",
    "sweep": "whatif.maps",
    "timeline": "views.timeline",
}
__all__ = [
    "DataError",
    "ExpressionError",
    "ImrkitError",
    "RuleConflict",
    "UnknownName",
    "__version__",
    "case_paths",
    "determine",
    "explore",
    "flips",
    "load_case",
    "matters",
    "rationale",
    "revise",
    "rulebook",
    "sweep",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'imrkit' has no attribute {name!r}")
    return getattr(import_module(f"imrkit.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__

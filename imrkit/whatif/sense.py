"""Changes that no record could truthfully show: what comes of earlier treatment needs some."""

from __future__ import annotations

from collections.abc import Mapping

from imrkit.cases.known import Known


def makes_sense(known: Mapping[str, Known], changed: Mapping[str, object]) -> bool:
    """Whether some facts could be so together: nothing comes of visits of which there were none.

    Args:
        known: what is known of every fact.
        changed: the facts that change, each with its new value.
    """
    for name, value in changed.items():
        needs = known[name].fact.comes_of
        if needs in known and value is True and not _some(known[needs], changed):
            return False
    return True


def _some(number: Known, changed: Mapping[str, object]) -> bool:
    name = number.fact.name
    if name in changed:
        return changed[name] != 0
    return number.state != "documented" or number.value[1] > 0

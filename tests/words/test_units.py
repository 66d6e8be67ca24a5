"""Whatever a unit is called, sentences tell it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.views.terminal.determination import as_text
from tests.support import views
from tests.support.views import criterion, small


def test_a_unit_is_never_taken_for_a_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one that means something in the language of patterns."""
    facts = views.FACTS.replace('unit = "visits"', 'unit = "a\\\\1 \\\\g<x>"')
    monkeypatch.setattr(views, "FACTS", facts)
    few = criterion("few", "visits <= 9", 'open = "Few after {visits}."')
    found = small(tmp_path, f'necessary = "few"\n{few}')
    assert "a\\1 \\g<x>" in as_text(found, 100)

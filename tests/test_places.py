"""The folders of the data are found, whatever folder the learner is in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from imrkit import places


@pytest.mark.parametrize(
    ("place", "holds"),
    [
        (places.cases_dir, "flagship.toml"),
        (places.exercises_dir, "*"),
        (places.notebooks_dir, "course/*.ipynb"),
        (places.schemas_dir, "case.json"),
        (places.mtus_dir, "facts.toml"),
    ],
)
def test_each_folder_is_found_from_anywhere(
    place: Callable[[], Path], holds: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(place().glob(holds))

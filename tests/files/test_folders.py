"""The folders of the data are found, whatever folder the learner is in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from imrkit.files import folders


@pytest.mark.parametrize(
    ("place", "holds"),
    [
        (folders.cases_dir, "flagship.toml"),
        (folders.exercises_dir, "*"),
        (folders.notebooks_dir, "course/*.ipynb"),
        (folders.schemas_dir, "case.json"),
        (folders.mtus_dir, "facts.toml"),
    ],
)
def test_each_folder_is_found_from_anywhere(
    place: Callable[[], Path], holds: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(place().glob(holds))

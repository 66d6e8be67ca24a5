"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# No test depends on how fast a computer is, and every run looks at the same examples;
# `pytest --hypothesis-profile=search` looks at many others.
settings.register_profile("imrkit", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile("imrkit")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published material beside the checkout; tests that need it skip without it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` is not beside the checkout")
    return folder

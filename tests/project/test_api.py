"""The public names and their signatures change only when somebody means it."""

from tests.project.api import LIST, listing


def test_the_public_names_and_their_signatures_are_those_of_the_list() -> None:
    """To write the list anew: `python -m tests.project.api`."""
    kept = LIST.read_text(encoding="utf-8")
    assert listing() == kept, "to write the list anew: python -m tests.project.api"

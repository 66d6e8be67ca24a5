"""Where the cases, exercises, notebooks and guidelines are kept.

In a checkout they stand beside the package, where authors edit them. In an installed wheel they
are inside it, in `_data/`. Every other module asks here, so that imrkit works from any folder.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def cases_dir() -> Path:
    """Folder of the case files, one TOML file per determination."""
    return _data("cases")


def blind_dir() -> Path:
    """Folder of the encodings by readers who had not seen the rules: the rules' judges."""
    return cases_dir() / "blind"


def exercises_dir() -> Path:
    """Folder of the exercise files, one TOML file per exercise."""
    return _data("exercises")


def notebooks_dir() -> Path:
    """Folder of the notebooks: `course/` holds the lessons."""
    return _data("notebooks")


def schemas_dir() -> Path:
    """Folder of the JSON Schemas that help editors with the data files."""
    return _data("schemas")


def mtus_dir() -> Path:
    """Folder of the guidelines and of the fact vocabulary, as TOML files."""
    return _PACKAGE / "mtus"


def _data(name: str) -> Path:
    installed = _PACKAGE / "_data"
    return (installed if installed.is_dir() else _PACKAGE.parent) / name

"""Finding the case files of a folder: one way for all who read them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from imrkit.errors import DataError
from imrkit.files.folders import blind_dir, cases_dir

ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class Found:
    """The case files of a folder.

    Attributes:
        folder: the folder.
        paths: each file by the name of its case, in order.
        problems: what is wrong with the folder; the files can be read all the same.
    """

    folder: Path
    paths: dict[str, Path]
    problems: tuple[DataError, ...]


def find_cases(folder: Path | None = None) -> Found:
    """Find the case files of a folder and of those below it.

    Names that begin with a dot are passed over: editors and notebooks keep their own files so.

    Args:
        folder: the folder; that of the cases that come with imrkit by default, without the blind
            encodings below it, which tell the same letters once more.
    """
    aside = blind_dir() if folder is None else None
    folder = folder or cases_dir()
    problems: list[DataError] = []
    if not folder.is_dir():
        problem = "there is no such folder of case files"
        return Found(folder, {}, (DataError(problem, file=folder),))
    paths: dict[str, Path] = {}
    taken: dict[str, Path] = {}
    slips = False
    for path in sorted(_files(folder, problems, aside), key=attrgetter("parts")):
        name, ending = path.stem, path.suffix.casefold()
        if ending != ENDING:
            if ENDING in map(str.casefold, path.suffixes):
                slips = True
                problem = f"is passed over: the name of a case file ends in {ENDING}"
                problems.append(DataError(problem, file=path))
        elif other := taken.get(name.casefold()):
            problem = f"is passed over: there is another case of this name, {other}"
            problems.append(DataError(problem, file=path))
        else:
            taken[name.casefold()] = paths[name] = path
    if not paths and not slips and not problems:
        problems.append(DataError("there are no case files in this folder", file=folder))
    return Found(folder, dict(sorted(paths.items())), tuple(problems))


def _files(folder: Path, problems: list[DataError], aside: Path | None) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        problems.append(DataError(f"cannot be read: {error.strerror}", file=error.filename))

    for place, below, names in os.walk(folder, onerror=unreadable):
        below[:] = sorted(n for n in below if not n.startswith(".") and Path(place, n) != aside)
        yield from (Path(place, name) for name in names if not name.startswith("."))

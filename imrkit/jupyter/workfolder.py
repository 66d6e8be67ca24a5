"""The learner's working folder: copies of the lessons, which are the learner's own from then on.

A copy that the learner changed is never overwritten. What imrkit and JupyterLab note for
themselves is in one hidden folder inside it, `.imrkit/`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from imrkit.errors import ImrkitError
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically


def private_folder(folder: Path) -> Path:
    """Where imrkit and JupyterLab keep their own notes inside the working folder.

    Args:
        folder: the working folder.
    """
    return folder / ".imrkit"


def copy_lessons(folder: Path) -> list[str]:
    """Bring the lessons into the working folder: those not there yet, and newer versions.

    A lesson is replaced by its newer version only while the learner has not changed it.

    Args:
        folder: the working folder; made if absent.

    Returns:
        The lessons that the learner changed and of which imrkit now has a newer version.

    Raises:
        ImrkitError: if the folder cannot be written to; says what to do.
    """
    notes = private_folder(folder) / "lessons.json"
    try:
        private_folder(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):  # find out now, not when a lesson is saved
            pass
        as_copied: dict[str, str] = json.loads(notes.read_text("utf-8")) if notes.exists() else {}
        outdated = []
        for name, source in _lessons():
            target = folder / name
            newest = _digest(source)
            if target.exists() and _digest(target) != as_copied.get(name):
                if as_copied.get(name, newest) != newest:
                    outdated.append(name)
                continue
            if not target.exists() or as_copied[name] != newest:
                _copy(source, target)
                _trust(target, private_folder(folder))
            as_copied[name] = newest
        write_atomically(notes, json.dumps(as_copied, indent=1))
    except OSError as error:
        raise ImrkitError(
            f"The working folder {folder} cannot be written to: {error.strerror}. "
            "Choose one of your own, for example: imrkit lab --folder ~/imrkit-lessons"
        ) from error
    return outdated


def _lessons() -> Iterator[tuple[str, Path]]:
    course = notebooks_dir() / "course"
    for path in sorted(course.rglob("*")):
        name = path.relative_to(course)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
            yield name.as_posix(), path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that an interruption leaves all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.replace(target)


def _trust(path: Path, private: Path) -> None:
    """Sign a lesson, or JupyterLab would show its saved pictures and tables only in part."""
    if path.suffix != ".ipynb":
        return
    import nbformat
    from nbformat.sign import NotebookNotary

    (private / "data").mkdir(exist_ok=True)
    notary = NotebookNotary(data_dir=str(private / "data"))  # type: ignore[no-untyped-call]
    notary.sign(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
    notary.store.close()

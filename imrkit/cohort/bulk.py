"""Files to hand out or back in bulk: a zip as Canvas or Moodle takes it, by the names they gave.

Canvas takes a flat file for each learner and reads two numbers of its name, the user's and that of
the file handed in: NAME_USER_FILE_anything. Moodle takes a folder for each learner and reads the
participant's number: NAME_PARTICIPANT_assignsubmission_file_. Neither was tried on a live system.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from imrkit.files.writing import write_atomically

CANVAS = re.compile(r"(?P<place>(?P<name>[^_]+)_(?:LATE_)?(?P<user>\d+)_\d+)_.+")
MOODLE = re.compile(r"(?P<place>(?P<name>.+?)_\d+)_assignsubmission_\w+.*")
SYSTEMS = ("canvas", "moodle")
Parts = Sequence[str]
"""The names on the way to what a learner handed in."""
_BEGIN = (1980, 1, 1, 0, 0, 0)


def write_bulk(
    out: Path, what: str, files: Mapping[str, Sequence[Path]], parts: Mapping[str, Parts]
) -> dict[str, int]:
    """Write a zip for each system whose names the hand-ins bear; an older one is taken away.

    Args:
        out: the folder to write to.
        what: the first word of the name of the zip.
        files: each learner's files to hand out or back, the one that matters first.
        parts: where each learner's hand-in lay.

    Returns:
        For each zip that was written, how many learners' files are in it.
    """
    found: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    counts: defaultdict[str, int] = defaultdict(int)
    for learner, own in files.items():
        system, place = _place(parts.get(learner, ()))
        if system:
            counts[system] += 1
            # Canvas shows every file under the name of the one that was handed in: one will do.
            some = own[:1] if system == "canvas" else own
            found[system] |= {place + path.name: path for path in some}
    written = {}
    for system in SYSTEMS:
        path = out / bulk_name(what, system)
        if system in found:
            write_atomically(path, _zipped(found[system]))
            written[path.name] = counts[system]
        else:
            path.unlink(missing_ok=True)
    return written


def bulk_name(what: str, system: str) -> str:
    """The name of a zip for a system."""
    return f"{what}-{system}.zip"


def _place(parts: Parts) -> tuple[str, str]:
    """The system that named a hand-in, and what the name of a learner's file begins with."""
    for part in reversed(parts):
        if moodle := MOODLE.fullmatch(part):
            # The last sign is for Moodle before 4.1; later ones take both.
            return "moodle", f"{moodle['place']}_assignsubmission_file_/"
        if canvas := CANVAS.fullmatch(part):
            return "canvas", f"{canvas['place']}_"
    return "", ""


def _zipped(files: Mapping[str, Path]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(
                zipfile.ZipInfo(name, _BEGIN), files[name].read_bytes(), zipfile.ZIP_DEFLATED
            )
    return content.getvalue()

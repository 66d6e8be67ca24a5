"""Results of items by other names: for research, and for colleagues who need no names.

Left out are ids, the hour, what was typed, and the seeds, which an assignment would tell apart.
Who holds the secret can make the same names again; without it nobody can.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import io
from pathlib import Path
from typing import Any

from imrkit.cohort.assigned import read_secret
from imrkit.cohort.graded import ITEMS
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically

MOST_BYTES = 2_000_000_000
LEFT_OUT = ("seed", "sitting", "answer", "when")


def pseudonym(learner: str, secret: bytes) -> str:
    """The name by which a learner is told: the same for the same secret."""
    return f"p{hmac.digest(secret, b'pseudonym' + learner.encode(), hashlib.sha256).hex()[:12]}"


def export(graded: Path, secret_file: Path, out: Path) -> int:
    """Write the results of items by pseudonyms, sorted by them.

    Args:
        graded: the folder that `imrkit grade` wrote.
        secret_file: a file that holds a secret.
        out: the Parquet file to write.

    Returns:
        How many learners are in it.

    Raises:
        DataError: if the results or the secret cannot be read, or the file not be written.
    """
    secret = read_secret(secret_file)
    if out.resolve() == (graded / ITEMS).resolve():
        raise DataError("is what is exported: name another file to write", file=out)
    rows = read_items(graded / ITEMS)
    days = [row["when"].date() for row in rows]
    first: dt.date = min(days, default=dt.date.min)
    told = []
    for row, day in zip(rows, days, strict=True):
        kept = {name: value for name, value in row.items() if name not in LEFT_OUT}
        told.append(
            {**kept, "learner": pseudonym(row["learner"], secret), "day": (day - first).days}
        )
    told.sort(key=lambda row: (row["learner"], row["day"], row["exercise"], row["attempt"]))
    import pyarrow as pa
    from pyarrow import parquet

    schema = parquet.read_schema(graded / ITEMS)
    fields = [one for one in schema if one.name not in LEFT_OUT] + [pa.field("day", pa.int32())]
    content = io.BytesIO()
    table = pa.Table.from_pylist(told, schema=pa.schema(fields))
    parquet.write_table(table, content, compression="zstd")
    write_atomically(out, content.getvalue())
    return len({row["learner"] for row in told})


def read_items(path: Path, *, exported: bool = False) -> list[dict[str, Any]]:
    """Read the results of items.

    Args:
        path: the file.
        exported: whether those by pseudonyms, which tell no hour, will do.

    Raises:
        DataError: if the file is none.
    """
    import pyarrow as pa
    from pyarrow import parquet

    content = read_bytes(path, MOST_BYTES)
    try:
        rows: list[dict[str, Any]] = parquet.read_table(io.BytesIO(content)).to_pylist()
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(f"is no Parquet file: {str(error)[:100]}", file=path) from None
    needed = {"learner", "exercise", "attempt"} | (set() if exported else {"when"})
    if rows and not needed <= rows[0].keys():
        raise DataError("holds no results that `imrkit grade` wrote", file=path)
    return rows

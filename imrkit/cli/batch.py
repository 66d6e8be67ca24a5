"""The command `imrkit batch`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from imrkit.views.terminal.lines import say

GOOD, PROBLEMS = 0, 1


def add_arguments(parser: argparse.ArgumentParser, folder: Callable[[str], Path]) -> None:
    """Say what the command takes.

    Args:
        parser: of the command.
        folder: reads a path.
    """
    parser.add_argument("notebook", metavar="NOTEBOOK", help="a notebook, or the name of a lesson")
    parser.add_argument(
        "table",
        metavar="TABLE",
        type=folder,
        help="a CSV or Parquet file with a column for each parameter, or a folder of case files",
    )
    parser.add_argument(
        "--out", metavar="FOLDER", type=folder, help="for the results (NOTEBOOK-batch by default)"
    )
    parser.add_argument("--name", metavar="COLUMN", help="the column that names the results")
    parser.add_argument("--resume", action="store_true", help="go on with the batch in that folder")
    parser.add_argument(
        "--workers", metavar="N", type=_count, default=0, help="notebooks at a time (one a core)"
    )
    parser.add_argument(
        "--seconds",
        metavar="N",
        type=_amount,
        default=600.0,
        help="how long a notebook may take (600 by default; 0 for as long as it likes)",
    )
    parser.add_argument(
        "--memory", metavar="MB", type=_amount, default=0.0, help="megabytes a notebook may take"
    )
    parser.add_argument(
        "--engine",
        choices=("auto", "kernel", "direct"),
        default="auto",
        help="a kernel process for each notebook, or none; auto tries both on the first notebook",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="of a Dask scheduler",
    )


def batch(options: argparse.Namespace) -> int:
    """Run a notebook over a table of parameters."""
    from imrkit.batch.options import Options
    from imrkit.batch.run import run_batch

    folder = options.out or Path(f"{Path(options.notebook).stem}-batch")
    try:
        report = run_batch(
            options.notebook,
            options.table,
            folder,
            named_by=options.name,
            resume=options.resume,
            options=Options(
                workers=options.workers,
                engine=options.engine,
                seconds=options.seconds,
                memory=int(options.memory * 1e6),
                scheduler=options.scheduler,
            ),
        )
    except KeyboardInterrupt:
        say(f"Interrupted. What is done is in {folder}; --resume goes on from there.")
        raise
    return _tell(report)


def _tell(report: Any) -> int:
    failed = report.failures
    for name, failure in failed.items():
        say(f"FAILED: {name}: {failure.where}: {failure.says}")
    for told in report.notes:
        say(f"Note: {told}.")
    ran = report.total - report.before
    before = f", {report.before} were done already" if report.before else ""
    say(f"{ran} notebooks ran in {report.seconds:.1f} s{before}; {len(failed)} failed.")
    say(f"Results: {report.index}")
    return PROBLEMS if failed else GOOD


def _amount(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise argparse.ArgumentTypeError(f"a number from 0 on is needed; found {text!r}")
    return number


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError(f"a number from 1 to 10000 is needed; found {text!r}")
    return number

"""A plugin of pytest that keeps, a line each, which cell of which notebook failed, and why."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

WHERE = "IMRKIT_NBVAL_REPORT"
"""The variable that names the file."""


def pytest_collectreport(report: Any) -> None:
    """Keep what could not be read at all."""
    if report.failed:
        _keep(report)


def pytest_runtest_logreport(report: Any) -> None:
    """Keep what failed, and count what passed."""
    if report.when == "call" or report.failed:
        _keep(report)


def _keep(report: Any) -> None:
    path, _, cell = report.nodeid.partition("::")
    said = {
        "notebook": path,
        "cell": cell.removeprefix("Cell "),
        "failed": report.failed,
        "says": str(report.longrepr or ""),
    }
    with Path(os.environ[WHERE]).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(said) + "\n")

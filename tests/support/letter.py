"""A made-up letter for tests of the process: what bundled cases tell may grow."""

from pathlib import Path

PATH = Path(__file__).with_name("letter.toml")
LETTER = str(PATH)
"""Decided by utilization review on 2017-01-03; applied for on 2017-01-06; determined 2017-02-02."""

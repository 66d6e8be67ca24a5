"""`make lab` on other people's computers: what it says where something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(
    MAKE is None or os.name != "posix", reason="make is not installed here"
)

# Pythons as they are found on other computers, told by what they answer.
MISSING = None
TOO_OLD = "exit 1"
WITHOUT_VENV = """case "$*" in
    *ensurepip*) exit 1 ;;
    --version) echo Python 3.11.2 ;;
esac"""
WORKING = """case "$*" in
    *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "$0" .venv/bin/imrkit ;;
    *"-m pip"*) [ ! -e offline ] && echo installed >>installations ;;
    --version) echo Python 3.11.2 ;;
    lab*) echo "imrkit $*" ;;
esac"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder, with a space in its path, that holds what make reads."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def make_lab(checkout: Path, python: str | None, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `make lab` where the only Python is the one given, as a shell script."""
    commands = checkout.parent / "commands"
    commands.mkdir(exist_ok=True)
    for name in ("cat", "cp", "echo", "mkdir", "sh", "touch"):
        found = shutil.which(name)
        if found and not (commands / name).exists():
            (commands / name).symlink_to(found)
    if python is not None:
        (commands / "python3").write_text(f"#!/bin/sh\n{python}\n")
        (commands / "python3").chmod(0o755)
    assert MAKE
    return subprocess.run(
        [MAKE, "lab", *words],
        cwd=checkout,
        env={"PATH": str(commands)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("python", "words", "says"),
    [
        (MISSING, (), "needs Python 3.11 or newer; none was found"),
        (TOO_OLD, (), "needs Python 3.11 or newer; none was found"),
        (MISSING, ("PYTHON=/not/there",), "needs Python 3.11 or newer; /not/there is not that"),
        (WITHOUT_VENV, (), "sudo apt install python3-venv"),
    ],
    ids=["no Python", "an old Python", "a wrong PYTHON=", "no venv module"],
)
def test_what_is_missing_is_said(
    python: str | None, words: tuple[str, ...], says: str, checkout: Path
) -> None:
    done = make_lab(checkout, python, *words)
    assert done.returncode != 0
    assert says in done.stdout


def test_an_installation_that_failed_is_tried_again(checkout: Path) -> None:
    (checkout / "offline").touch()
    failed = make_lab(checkout, WORKING)
    assert failed.returncode != 0
    assert "Is this computer online?" in failed.stdout
    (checkout / "offline").unlink()
    assert make_lab(checkout, WORKING).stdout.endswith("imrkit lab\n")


def test_a_second_run_installs_nothing(checkout: Path) -> None:
    make_lab(checkout, WORKING)
    again = make_lab(checkout, WORKING, "LESSON=flagship", "PORT=9000")
    assert (checkout / "installations").read_text() == "installed\n"
    assert again.stdout == "imrkit lab flagship --port 9000\n"


def test_other_releases_to_install_are_noticed(checkout: Path) -> None:
    make_lab(checkout, WORKING)
    later = (checkout / ".venv" / ".lab").stat().st_mtime + 10
    os.utime(checkout / "constraints.txt", (later, later))
    make_lab(checkout, WORKING)
    assert (checkout / "installations").read_text() == "installed\ninstalled\n"


def test_a_checkout_that_was_moved_is_set_up_anew(checkout: Path) -> None:
    make_lab(checkout, WORKING)
    moved = checkout.rename(checkout.with_name("another place"))
    assert "Making a virtual environment" in make_lab(moved, WORKING).stdout

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
WORKING = """echo "${PYTHONPATH-} ${PYTHONHOME-} ${PYTEST_ADDOPTS-} ${JUPYTER_PATH-}" >>seen
case "$*" in
    *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "$0" .venv/bin/imrkit ;;
    *install.py*) [ ! -e offline ] && echo installed >>installations ;;
    --version) [ ! -e "does not answer" ] && echo Python 3.11.2 ;;
    lab*) printf '<%s>' imrkit "$@"; echo ;;
esac"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder, with a path that is hard on shells, that holds what make reads."""
    folder = tmp_path / 'a checkout, naïve $5 "1"'
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def make_lab(
    checkout: Path, python: str | None, *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
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
        env={"PATH": str(commands), **environment},
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
    assert make_lab(checkout, WORKING).stdout.endswith("<imrkit><lab>\n")


def test_a_second_run_installs_nothing(checkout: Path) -> None:
    make_lab(checkout, WORKING)
    again = make_lab(checkout, WORKING, "LESSON=flagship", "PORT=9000")
    assert (checkout / "installations").read_text() == "installed\n"
    assert again.stdout == "<imrkit><lab><--port><9000><--><flagship>\n"


@pytest.mark.parametrize(
    "lesson", ["a b", "a; touch made", "it's", '"', "$(touch made)", "$HOME", "`touch made`", "-h"]
)
def test_a_lessons_name_reaches_imrkit_to_the_letter(lesson: str, checkout: Path) -> None:
    make_lab(checkout, WORKING)
    opened = make_lab(checkout, WORKING, f"LESSON={lesson}")
    assert opened.stdout == f"<imrkit><lab><--><{lesson}>\n"
    assert not (checkout / "made").exists()


def test_a_python_with_a_space_in_its_path_can_be_named(checkout: Path) -> None:
    own = checkout.parent / "my own" / "python3"
    own.parent.mkdir()
    own.write_text(f"#!/bin/sh\n{WORKING}\n")
    own.chmod(0o755)
    assert make_lab(checkout, MISSING, f"PYTHON={own}").stdout.endswith("<imrkit><lab>\n")


def test_settings_from_outside_reach_no_python(checkout: Path) -> None:
    names = ("PYTHONPATH", "PYTHONHOME", "PYTEST_ADDOPTS", "JUPYTER_PATH")
    make_lab(checkout, WORKING, **dict.fromkeys(names, "/elsewhere"))
    assert (checkout / "seen").read_text().split() == []


def test_a_set_up_is_done_only_once_the_installed_command_answers(checkout: Path) -> None:
    (checkout / "does not answer").touch()
    failed = make_lab(checkout, WORKING)
    assert failed.returncode != 0
    assert "What was installed does not answer" in failed.stdout
    (checkout / "does not answer").unlink()
    assert make_lab(checkout, WORKING).stdout.endswith("<imrkit><lab>\n")


def test_a_set_up_whose_python_is_gone_is_made_anew(checkout: Path) -> None:
    make_lab(checkout, WORKING)
    (checkout / ".venv/bin/python").unlink()
    (checkout / ".venv/bin/python").symlink_to("/not/there/python3")
    assert "Making a virtual environment" in make_lab(checkout, WORKING).stdout


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

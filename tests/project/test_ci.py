"""`.ci/run` on a bare machine: what it installs, and what it says if it cannot."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[2] / ".ci" / "run"
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None or os.name != "posix", reason="no bash is here")

APT_GET = 'echo "apt-get $*"'
MAKE = 'echo "make $*, browser required: ${IMRKIT_REQUIRE_BROWSER-no}"'
ROOT_USER, SOMEBODY = "echo 0", "echo 1000"


def run(tmp_path: Path, **commands: str) -> subprocess.CompletedProcess[str]:
    """Run it where these are the only commands; `_` in a name stands for `-`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "dirname").symlink_to(str(shutil.which("dirname")))
    for name, does in commands.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!{BASH}\n{does}\n")
        path.chmod(0o755)
    return subprocess.run(
        [str(BASH), str(RUN)], env={"PATH": str(folder)}, capture_output=True, text=True
    )


def test_what_is_missing_is_installed_before_all_is_checked_with_a_browser(tmp_path: Path) -> None:
    done = run(tmp_path, apt_get=APT_GET, id=ROOT_USER, make=MAKE, git="", python3="exit 1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Installing chromium python3 python3-venv from Debian's packages ...",
        "apt-get update -qq",
        "make test, browser required: 1",
    ]


def test_where_all_is_there_nothing_is_installed(tmp_path: Path) -> None:
    done = run(tmp_path, apt_get=APT_GET, make=MAKE, git="", python3="", chromium="")
    assert done.stdout == "make test, browser required: 1\n"


@pytest.mark.parametrize(
    "commands",
    [{"apt_get": APT_GET, "id": SOMEBODY}, {"id": ROOT_USER}],
    ids=["not root", "no Debian"],
)
def test_what_cannot_be_installed_is_said(commands: dict[str, str], tmp_path: Path) -> None:
    done = run(tmp_path, **commands, make=MAKE, git="", python3="")
    assert done.returncode == 1
    assert "Installing chromium" in done.stdout
    assert "Install them by hand" in done.stderr
    assert "make test" not in done.stdout


def test_a_check_that_fails_fails_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, make="exit 2", git="", python3="", chromium="")
    assert done.returncode == 2

"""`imrkit lab`: the way from a command to an open lesson."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from imrkit.errors import ImrkitError, UnknownName
from imrkit.jupyter.lab import USUAL_PORT, find_lesson, open_lab, refuse_port_in_use

START = """
import sys
from pathlib import Path
from imrkit.jupyter.lab import open_lab
sys.exit(open_lab(folder=Path(sys.argv[1])))
"""


class OpenLab:
    """A JupyterLab that was started as a learner starts it, and what it said on the way."""

    def __init__(self, folder: Path, home: Path) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(folder)],
            env=environment | {"IMRKIT_NO_BROWSER": "1", "HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break

    def get(self, path: str, *, token: bool = True) -> str:
        """Ask the server for a page."""
        found = re.search(r"(http://[^/]+)\S*\?token=(\w+)", self.said)
        assert found, f"no address in: {self.said}"
        query = f"?token={found[2]}" if token else ""
        with urllib.request.urlopen(f"{found[1]}{path}{query}") as answer:
            return str(answer.read().decode())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with Jupyter settings of its own, which would break ours if they were read."""
    home = tmp_path_factory.mktemp("home")
    (home / ".jupyter").mkdir()
    for name in ("jupyter_server_config.json", "jupyter_lab_config.json"):
        settings = {"ServerApp": {"base_url": "/elsewhere/", "disable_check_xsrf": True}}
        (home / ".jupyter" / name).write_text(json.dumps(settings))
    return home


@pytest.fixture(scope="module")
def lab(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenLab]:
    """A running JupyterLab."""
    opened = OpenLab(tmp_path_factory.mktemp("work"), home)
    yield opened
    opened.process.terminate()
    opened.process.communicate()


def test_the_address_opens_a_lesson(lab: OpenLab) -> None:
    found = re.search(r"/lab/tree/([\w-]+\.ipynb)", lab.said)
    assert found
    assert "jupyter-config-data" in lab.get(f"/lab/tree/{found[1]}")
    assert json.loads(lab.get(f"/api/contents/{found[1]}"))["type"] == "notebook"


def test_without_the_token_nothing_is_shown(lab: OpenLab) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        lab.get("/api/contents", token=False)


def test_ones_own_jupyter_settings_are_neither_read_nor_changed(lab: OpenLab, home: Path) -> None:
    assert "/elsewhere/" not in lab.said
    assert lab.get("/api/status")
    files = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert files == {".jupyter/jupyter_server_config.json", ".jupyter/jupyter_lab_config.json"}


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C")
def test_a_second_one_takes_another_port_and_ctrl_c_ends_it(
    lab: OpenLab, home: Path, tmp_path: Path
) -> None:
    second = OpenLab(tmp_path, home)
    assert second.get("/api/status")
    assert lab.get("/api/status")
    assert f"Port {USUAL_PORT} is in use" in second.said
    second.process.send_signal(signal.SIGINT)
    said, _ = second.process.communicate(timeout=60)
    assert "JupyterLab has ended" in said
    assert "Traceback" not in said
    assert second.process.returncode == 0


def test_a_port_in_use_is_refused_when_it_was_asked_for_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "lessons"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ImrkitError, match=f"Port {port} is in use"):
            open_lab(folder=folder, port=port)
    assert not folder.exists()


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_port_that_cannot_exist_is_refused(port: int) -> None:
    with pytest.raises(ImrkitError, match="from 1 to 65535"):
        refuse_port_in_use(port)


def test_a_lesson_is_found_with_or_without_its_ending(tmp_path: Path) -> None:
    (tmp_path / "flagship.ipynb").touch()
    (tmp_path / "another.ipynb").touch()
    assert find_lesson("flagship", tmp_path) == "flagship.ipynb"
    assert find_lesson("flagship.ipynb", tmp_path) == "flagship.ipynb"


def test_without_a_name_the_flagship_lesson_opens(tmp_path: Path) -> None:
    (tmp_path / "another.ipynb").touch()
    (tmp_path / "flagship.ipynb").touch()
    assert find_lesson(None, tmp_path) == "flagship.ipynb"


def test_a_misspelt_lesson_brings_up_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'flagship'"):
        open_lab("flagshp", folder=tmp_path)

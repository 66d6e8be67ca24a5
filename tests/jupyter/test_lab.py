"""`imrkit lab`: the way from a command to an open lesson."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from imrkit.errors import ImrkitError, UnknownName
from imrkit.jupyter.lab import USUAL_PORT, find_lesson, open_lab, refuse_port_in_use

START = """
import os, sys
from pathlib import Path
from jupyter_core import paths
# As if the settings of the environment and of the computer stood in these folders.
paths.ENV_CONFIG_PATH[:] = paths.SYSTEM_CONFIG_PATH[:] = [os.environ["COMPUTERS_OWN"]]
from imrkit.jupyter.lab import open_lab
lesson = sys.argv[2] if sys.argv[2:] else None
sys.exit(open_lab(lesson, folder=Path(sys.argv[1])))
"""
UNWELCOME = {
    "ServerApp": {
        "base_url": "/elsewhere/",
        "certfile": "/not/there.pem",
        "password": "argon2:another",
        "root_dir": "/not/there",
    },
    "IdentityProvider": {"token": "another", "hashed_password": "argon2:another"},
    "LabApp": {"default_url": "/elsewhere"},
}
"""Settings of the learner or of the computer that would keep a lesson from opening."""
LEAVE_A_TRACE = "from pathlib import Path; Path({!r}).touch()\n"


T = TypeVar("T")


class OpenLab:
    """A JupyterLab that was started as a learner starts it, and what it said on the way."""

    def __init__(self, folder: Path, home: Path, *words: str, **more: str) -> None:
        settings = {
            "HOME": home,
            "USERPROFILE": home,
            "JUPYTER_CONFIG_DIR": home / "chosen",
            "JUPYTER_CONFIG_PATH": home / "path",
            "JUPYTER_TOKEN_FILE": home / "nothing",
            "COMPUTERS_OWN": home / "etc",
            "IPYTHONDIR": home / ".ipython",
            "PYTHONSTARTUP": home / "startup.py",
            "IMRKIT_NO_BROWSER": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(folder), *words],
            env=os.environ | {name: str(value) for name, value in settings.items()} | more,
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

    def get(self, path: str, *, token: bool = True, method: str = "GET") -> str:
        """Ask the server for a page."""
        found = re.search(r"(http://[^/]+)\S*\?token=(\w+)", self.said)
        assert found, f"no address in: {self.said}"
        request = urllib.request.Request(found[1] + path, method=method)
        if token:
            request.add_header("Authorization", f"token {found[2]}")
        with urllib.request.urlopen(request) as answer:
            return str(answer.read().decode())

    def end(self) -> None:
        """Close it, however it stands."""
        self.process.terminate()
        self.process.communicate()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose settings would break ours if they were read."""
    home = tmp_path_factory.mktemp("home")
    for folder in (".jupyter", "chosen", "path", "etc"):
        (home / folder).mkdir()
        for name in ("jupyter_server_config", "jupyter_lab_config", "jupyter_config"):
            (home / folder / f"{name}.json").write_text(json.dumps(UNWELCOME))
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text(LEAVE_A_TRACE.format(str(home / "ran mine.py")))
    (home / "startup.py").write_text(LEAVE_A_TRACE.format(str(home / "ran startup.py")))
    return home


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@contextmanager
def client_of(kernel: str) -> Iterator[BlockingKernelClient]:
    """Speak with a kernel beside the page."""
    (connection,) = Path("/tmp").glob(f"imrkit-*/kernel-{kernel}.json")
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield client
    finally:
        client.stop_channels()


def ask(client: BlockingKernelClient, code: str, **more: Any) -> dict[str, Any]:
    """What a kernel answers."""
    found = client.execute_interactive(code, timeout=60, output_hook=lambda _: None, **more)
    return dict(found["content"])


@pytest.fixture(scope="module")
def untouched(home: Path) -> dict[str, bytes]:
    """What was in the home folder before JupyterLab started."""
    return files(home)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder."""
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def lab(home: Path, untouched: dict[str, bytes], work: Path) -> Iterator[OpenLab]:
    """A running JupyterLab."""
    assert untouched
    opened = OpenLab(work, home)
    yield opened
    opened.end()


def test_the_address_opens_a_lesson(lab: OpenLab) -> None:
    found = re.search(r"/lab/tree/([\w-]+\.ipynb)", lab.said)
    assert found
    assert "jupyter-config-data" in lab.get(f"/lab/tree/{found[1]}")
    assert json.loads(lab.get(f"/api/contents/{found[1]}"))["type"] == "notebook"


def test_without_the_token_nothing_is_shown(lab: OpenLab) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        lab.get("/api/contents", token=False)


def test_settings_of_the_learner_and_of_the_computer_are_not_read(lab: OpenLab) -> None:
    """Address, password and certificate are ours, wherever others are asked for."""
    assert "/elsewhere/" not in lab.said
    assert "JupyterLab is open at http://127.0.0.1" in lab.said
    assert lab.get("/api/status")


@pytest.mark.skipif(os.name != "posix", reason="kernels' connections are elsewhere")
def test_a_kernel_leaves_the_learners_own_ipython_alone(
    lab: OpenLab, home: Path, untouched: dict[str, bytes], work: Path
) -> None:
    """It runs none of the learner's startup files, and its history is the working folder's."""
    kernel = json.loads(lab.get("/api/kernels", method="POST"))["id"]
    with client_of(kernel) as client:
        ask(client, "1 + 1")
    lab.get(f"/api/kernels/{kernel}", method="DELETE")
    assert (work / ".imrkit/ipython/profile_default/history.sqlite").exists()
    assert files(home) == untouched


def test_the_parts_that_the_page_asks_for_answer(lab: OpenLab) -> None:
    assert json.loads(lab.get("/api/terminals")) == []
    assert "sessions" in json.loads(lab.get("/lsp/status"))


@pytest.mark.parametrize("damage", [b"", b"{ cut of", b"\xff\xfe", b"[1]"])
def test_damaged_notes_of_its_own_do_not_keep_it_from_opening(
    damage: bytes, home: Path, tmp_path: Path
) -> None:
    for name in (
        "lessons.json",
        "data/nbsignatures.db",
        "settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings",
        "workspaces/default-37a8.jupyterlab-workspace",
    ):
        (tmp_path / ".imrkit" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".imrkit" / name).write_bytes(damage)
    opened = OpenLab(tmp_path, home)
    try:
        assert "jupyter-config-data" in opened.get("/lab/tree/start.ipynb")
        assert opened.get("/api/contents/start.ipynb")
        assert opened.get("/lab/api/settings")
        assert opened.get("/lab/api/workspaces")
    finally:
        opened.end()


def test_a_name_with_signs_of_its_own_is_quoted_in_the_address(home: Path, tmp_path: Path) -> None:
    name = "Übung 1? #50%.ipynb"
    (tmp_path / name).write_text(
        '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    )
    opened = OpenLab(tmp_path, home, name)
    try:
        assert f"/lab/tree/{quote(name)}?token=" in opened.said
        assert "jupyter-config-data" in opened.get(f"/lab/tree/{quote(name)}")
        assert json.loads(opened.get(f"/api/contents/{quote(name)}"))["name"] == name
    finally:
        opened.end()


@pytest.mark.skipif(os.name != "posix", reason="a home that is a file is one for POSIX only")
def test_a_home_that_cannot_be_entered_is_not_needed(tmp_path: Path) -> None:
    locked = tmp_path / "home"
    locked.write_text("no folder: nobody can enter it, not even root")
    opened = OpenLab(tmp_path / "work", locked)
    try:
        assert opened.get("/api/status")
        assert "Warning" not in opened.said
    finally:
        opened.end()


def test_a_folder_in_the_home_of_nobody_is_refused() -> None:
    with pytest.raises(ImrkitError, match="There is no home folder for ~nosuchuser"):
        open_lab(folder=Path("~nosuchuser/lessons"))


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder in use cannot be deleted")
def test_in_a_folder_that_is_gone_the_learner_is_sent_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(ImrkitError, match=r"folder that you are in cannot be used.*\(cd\)"):
        open_lab()


@pytest.mark.skipif(os.name != "posix", reason="`true` is a browser for POSIX only")
def test_python_starts_while_the_browser_opens_the_lesson(home: Path, tmp_path: Path) -> None:
    """The page finds the kernel running, with what it needs read, and otherwise as good as new."""
    opened = OpenLab(tmp_path, home, IMRKIT_NO_BROWSER="", BROWSER="true")
    read = "getattr(__import__('sys').modules.get('imrkit.course.catalog'), 'catalog', None)"
    names = "sorted(name for name in globals() if name[0] != '_')"
    aside = {"read": f"{read}.cache_info().currsize", "names": names}
    try:
        (session,) = until(lambda: json.loads(opened.get("/api/sessions")))
        assert session["path"] == "start.ipynb"
        with client_of(session["kernel"]["id"]) as client:
            found = until(lambda: read_once(told(client, aside)))
            assert found["names"] == "['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']"
            assert ask(client, "1 + 1")["execution_count"] == 1
    finally:
        opened.end()


def told(client: BlockingKernelClient, aside: dict[str, str]) -> dict[str, str]:
    """What a kernel tells aside, uncounted."""
    answer = ask(client, "", silent=True, user_expressions=aside)["user_expressions"]
    return {name: one.get("data", {}).get("text/plain", "") for name, one in answer.items()}


def read_once(found: dict[str, str]) -> dict[str, str] | None:
    """What a kernel told, once it has read the cases."""
    return found if found["read"] == "1" else None


def until(look: Callable[[], T | None]) -> T:
    """Look until there is something."""
    for _ in range(300):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C")
def test_a_second_one_takes_another_port_and_ctrl_c_ends_it(
    lab: OpenLab, home: Path, tmp_path: Path
) -> None:
    second = OpenLab(tmp_path, home)
    assert second.get("/api/status")
    assert lab.get("/api/status")
    assert f"Port {USUAL_PORT} is in use" in second.said
    assert_ends(second, signal.SIGINT)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_when_the_system_asks_it_to_end_it_does(home: Path, tmp_path: Path) -> None:
    assert_ends(OpenLab(tmp_path, home), signal.SIGTERM)


def assert_ends(opened: OpenLab, by: signal.Signals) -> None:
    """A signal ends it cleanly, without a word too many."""
    opened.process.send_signal(by)
    said, _ = opened.process.communicate(timeout=60)
    assert said == "JupyterLab has ended. What you saved is in the folder above.\n"
    assert opened.process.returncode == 0


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


def test_without_a_name_the_start_page_opens(tmp_path: Path) -> None:
    (tmp_path / "another.ipynb").touch()
    (tmp_path / "start.ipynb").touch()
    assert find_lesson(None, tmp_path) == "start.ipynb"


def test_a_misspelt_lesson_brings_up_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'lesson04'"):
        open_lab("lesson4", folder=tmp_path)

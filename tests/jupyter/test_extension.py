"""The extension of JupyterLab: files as they are, found by JupyterLab, built by nobody."""

import json
import re
from pathlib import Path

from jupyterlab_server.config import get_federated_extensions

import imrkit
from imrkit.jupyter.lab import EXTENSIONS

HOME = EXTENSIONS / "imrkit"
STATIC = HOME / "static"


def test_jupyterlab_finds_it_under_its_name() -> None:
    found = get_federated_extensions([str(EXTENSIONS)])
    build = found["imrkit"]["jupyterlab"]["_build"]
    assert (HOME / build["load"]).is_file()
    assert Path(found["imrkit"]["ext_path"]).name == "imrkit", "its address has that name"


def test_it_has_the_version_of_the_package() -> None:
    package = json.loads((HOME / "package.json").read_text())
    assert package["version"] == imrkit.__version__


def test_every_module_that_a_script_asks_for_is_there() -> None:
    asked = re.compile(r'(?:from|import\(new URL\(|new URL\()\s*"(?:\./)?([\w.]+)"')
    reached, due = set(), ["remoteEntry.js"]
    while due:
        name = due.pop()
        reached.add(name)
        if name.endswith(".js"):
            due += set(asked.findall((STATIC / name).read_text())) - reached
    assert reached == {path.name for path in STATIC.iterdir()}


def test_it_asks_nothing_of_the_network() -> None:
    for path in STATIC.iterdir():
        addresses = re.findall(r"https?://[^\"')\s]+", path.read_text())
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}, path.name


def test_its_scripts_are_small_enough_to_be_read() -> None:
    for path in STATIC.iterdir():
        assert len(path.read_text().splitlines()) <= 200, path.name

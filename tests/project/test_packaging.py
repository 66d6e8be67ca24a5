"""What people install: the wheel and the source archive, built and tried as they will be."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from imrkit.exercises.loading import exercise_paths

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {
    name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))
} | {"PIP_CONFIG_FILE": os.devnull}
"""The surroundings without settings of Python and pip."""


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment in which the wheel is installed.

    Its dependencies are borrowed from the environment of the tests; imrkit itself is not.
    """
    environment = tmp_path_factory.mktemp("an environment")
    venv.create(environment)
    (wheel,) = dist.glob("*.whl")
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, env=CLEAN)
    (packages,) = environment.glob("**/site-packages")
    borrowed = sysconfig.get_paths()["purelib"]
    (packages / "borrowed.pth").write_text(f"{borrowed}\n")
    return scripts


def run(program: Path, *words: str, folder: Path) -> str:
    """Run a command in a folder; return what it printed. Fails if the command did."""
    done = subprocess.run([program, *words], cwd=folder, env=CLEAN, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def data_files(folder: str) -> set[str]:
    """Files of a data folder of the checkout, hidden ones and caches left out."""
    paths = (ROOT / folder).rglob("*")
    names = {path.relative_to(ROOT) for path in paths if path.is_file()}
    unwanted = (".", "__pycache__")
    return {n.as_posix() for n in names if not any(p.startswith(unwanted) for p in n.parts)}


@pytest.mark.parametrize("folder", ["cases", "exercises", "notebooks", "schemas"])
def test_the_wheel_carries_all_data_and_nothing_else(folder: str, dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    inside = "imrkit/_data/"
    names = [n.removeprefix(inside) for n in zipfile.ZipFile(wheel).namelist() if inside in n]
    assert {n for n in names if n.startswith(f"{folder}/")} == data_files(folder)


def test_the_wheel_carries_every_file_of_the_package(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    assert data_files("imrkit") <= set(zipfile.ZipFile(wheel).namelist())


def test_the_source_archive_carries_everything_that_is_kept_in_git(dist: Path) -> None:
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {name for name in listed.stdout.split("\n") if name} <= names


READ = """
from imrkit.cases.finding import find_cases
from imrkit.cases.loading import load_case
from imrkit.exercises.loading import exercise_paths, load_exercise
from imrkit.process.book import process_book
from imrkit.rules.rulebook import rulebook

rulebook(), process_book()
print(len([load_case(name) for name in find_cases().paths]))
print(len([load_exercise(name) for name in exercise_paths()]))
"""


def test_an_installed_wheel_reads_its_own_data(installed: Path, tmp_path: Path) -> None:
    where = run(
        installed / "python", "-c", "import imrkit; print(imrkit.__file__)", folder=tmp_path
    )
    assert Path(where).is_relative_to(installed.parent)
    cases, exercises = run(installed / "python", "-c", READ, folder=tmp_path).split()
    assert int(cases) == len(list((ROOT / "cases").glob("*.toml")))
    assert int(exercises) == len(exercise_paths())


def test_an_installed_wheel_lists_the_cases_from_anywhere(installed: Path, tmp_path: Path) -> None:
    assert "flagship" in run(installed / "imrkit", "cases", folder=tmp_path)


def test_an_installed_wheel_brings_the_lessons(installed: Path, tmp_path: Path) -> None:
    copy = (
        "from pathlib import Path\n"
        "from imrkit.jupyter.workfolder import copy_lessons\n"
        "copy_lessons(Path())"
    )
    run(installed / "python", "-c", copy, folder=tmp_path)
    assert (tmp_path / "start.ipynb").exists()


def test_an_installed_wheel_brings_the_extension_of_jupyterlab(
    installed: Path, tmp_path: Path
) -> None:
    find = (
        "from jupyterlab_server.config import get_federated_extensions\n"
        "from imrkit.jupyter.lab import EXTENSIONS\n"
        "found = get_federated_extensions([str(EXTENSIONS)])['imrkit']\n"
        "print(found['ext_path'], found['jupyterlab']['_build']['load'])"
    )
    folder, _, script = run(installed / "python", "-c", find, folder=tmp_path).rpartition(" ")
    assert Path(folder).is_relative_to(installed.parent)
    assert (Path(folder) / script.strip()).is_file()

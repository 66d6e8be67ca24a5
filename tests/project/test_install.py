"""`.ci/install.py`: pip keeps to our own environment, whatever its settings say."""

import os
import shutil
import subprocess
import venv
import zipfile
from pathlib import Path

import pytest

INSTALL = Path(__file__).resolve().parents[2] / ".ci" / "install.py"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment, with pip; making it takes longer than all that is tried in it."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=True)
    return folder


@pytest.fixture
def python(environment: Path) -> Path:
    """The Python of the environment, in which no package is installed yet."""
    for old in [*environment.rglob("imrkit_example*")]:
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with the wheel of a package that nobody else has."""
    folder = tmp_path / "packages"
    folder.mkdir()
    info = "imrkit_example-1.0.dist-info"
    with zipfile.ZipFile(folder / "imrkit_example-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("imrkit_example.py", "")
        wheel.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: imrkit-example\nVersion: 1.0\n"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("section", ["global", "install", "environment"])
def test_where_packages_come_from_is_kept_and_where_they_go_is_not(
    section: str, environment: Path, python: Path, packages: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    wanted = {"no-index": "true", "find-links": str(packages)}
    unwanted = {"user": "true", "prefix": str(away), "target": str(away), "root": str(away)}
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    settings = tmp_path / "pip.conf"
    settings.write_text("")
    plain |= {"PIP_CONFIG_FILE": str(settings), "PYTHONPATH": str(away), "HOME": str(tmp_path)}
    if section == "environment":
        both = wanted | unwanted
        plain |= {f"PIP_{name.upper().replace('-', '_')}": both[name] for name in both}
    else:
        lines = [f"{name} = {text}" for name, text in (wanted | unwanted).items()]
        settings.write_text("\n".join([f"[{section}]", *lines]))
    done = subprocess.run(
        [python, "-I", INSTALL, "-q", "imrkit-example"], env=plain, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not away.exists()
    assert not (tmp_path / ".local").exists()
    assert list(environment.rglob("imrkit_example.py"))

"""The page on a course's CI: its workflows are sound, and their steps run as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "course_ci.md").read_text(encoding="utf-8")
YAML: dict[str, Any] = {
    str(re.search(r"# (\S+)", text)[1]): yaml.safe_load(text)  # type: ignore[index]
    for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
}
GITHUB, GITLAB = YAML[".github/workflows/course.yml"], YAML[".gitlab-ci.yml"]
STEPS = {
    "GitHub": [step["run"] for step in GITHUB["jobs"]["check"]["steps"] if "run" in step],
    "GitLab": GITLAB["course"]["script"],
}
pytestmark = pytest.mark.skipif(
    shutil.which("sh") is None or shutil.which("git") is None, reason="needs sh and git"
)


def run(words: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone of a small course."""
    course = tmp_path / "course"
    (course / "week1").mkdir(parents=True)
    (course / "week1" / "README.md").write_text("[the file](../requirements.txt)\n")
    (course / "requirements.txt").write_text("./wheels/imrkit-0.1.0-py3-none-any.whl\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        assert run([*git, *words], course).returncode == 0
    assert (
        run(["git", "clone", "-q", str(course), str(tmp_path / "clone")], tmp_path).returncode == 0
    )
    return tmp_path / "clone"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where the steps find `imrkit`, and a `pip` that only looks whether its file is there."""
    commands = tmp_path / "bin"
    commands.mkdir()
    scripts = {
        "imrkit": f'exec "{sys.executable}" -m imrkit "$@"',
        "pip": 'test "$1 $2" = "install -r" && test -f "$3"',
    }
    for name, script in scripts.items():
        (commands / name).write_text(f"#!/bin/sh\n{script}\n")
        (commands / name).chmod(0o755)
    return f"{commands}{os.pathsep}{os.environ['PATH']}"


def test_the_workflows_are_what_the_services_read() -> None:
    job = GITHUB["jobs"]["check"]
    assert GITHUB[True] == ["push", "pull_request"]  # in YAML the key `on` reads so
    assert [step.get("uses", "").partition("@")[0] for step in job["steps"]][:2] == [
        "actions/checkout",
        "actions/setup-python",
    ]
    assert job["runs-on"]
    assert GITLAB["course"]["image"].startswith("python:")


@pytest.mark.parametrize("service", STEPS)
def test_the_steps_of_a_workflow_run_as_they_stand(service: str, clone: Path, path: str) -> None:
    for step in STEPS[service]:
        done = run(["sh", "-e", "-c", step], clone, PATH=path)
        assert done.returncode == 0, done.stderr + done.stdout
    (clone / "week1" / "README.md").write_text("[the file](nowhere.txt)\n")
    done = run(["sh", "-e", "-c", STEPS[service][-1]], clone, PATH=path)
    assert done.returncode == 1
    assert "the link to 'nowhere.txt' leads to no file" in " ".join(done.stdout.split())


def test_the_hook_checks_before_each_push_and_needs_no_environment(clone: Path, path: str) -> None:
    hook = PAGE.partition("before each push")[2]
    lines = [line.strip() for line in hook.splitlines() if line.startswith("    ")]
    assert run(["sh", "-e", "-c", "\n".join(lines)], clone, PATH=path).returncode == 0
    elsewhere = run(["sh", ".git/hooks/pre-push"], clone)
    assert elsewhere.returncode == 0, elsewhere.stderr
    (clone / "week1" / "README.md").write_text("[the file](nowhere.txt)\n")
    assert run(["sh", ".git/hooks/pre-push"], clone).returncode == 1

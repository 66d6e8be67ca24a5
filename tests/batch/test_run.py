"""A batch from end to end: results, failures with their cells, limits, and what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from imrkit.batch import run, running, workers
from imrkit.batch.index import NAME as INDEX
from imrkit.batch.journal import NAME as JOURNAL
from imrkit.batch.options import Options, Report
from imrkit.batch.progress import State
from imrkit.batch.run import run_batch
from imrkit.batch.task import Failure, Result, task_of
from imrkit.batch.workers import can_fork
from imrkit.errors import DataError

Write = Callable[..., Path]
Table = Callable[[str], Path]
DIRECT, KERNEL = Options(engine="direct"), Options(engine="kernel", workers=2)
ROWS = "visits\n1\n2\n3\n4\n"

forked = pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux alone")


class Seen:
    """Keeps the states that were shown."""

    def __init__(self) -> None:
        self.states: list[State] = []

    def show(self, state: State) -> None:
        self.states.append(state)

    def end(self) -> None:
        pass


def batch(notebook: Path, table: Path, out: Path, **more: Any) -> Report:
    return run_batch(notebook, table, out, progress=Seen(), **more)


def shown(path: Path) -> str:
    """All that the cells of a notebook show."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return json.dumps([cell.get("outputs", []) for cell in cells])


def told(out: Path) -> list[dict[str, Any]]:
    """The lines of the journal on jobs."""
    lines = [json.loads(line) for line in (out / JOURNAL).read_text().splitlines()]
    return [line for line in lines if "job" in line]


@contextmanager
def at_once(run_task: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[None]:
    """Batches run this in place of notebooks, in one thread."""

    @contextmanager
    def executor_of(_: Options) -> Iterator[tuple[Any, int]]:
        with ThreadPoolExecutor(1) as executor:
            yield executor, 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "executor_of", executor_of)
        patch.setattr(running, "run_task", run_task)
        yield


def answered(
    data: dict[str, Any], failure: Failure | None = None, more: str = ""
) -> dict[str, Any]:
    """The result of a notebook that need not run."""
    task = task_of(data)
    notebook = json.loads(task.notebook)
    notebook["metadata"]["imrkit"] = {"batch": task.stamp, "more": more}
    result = Result(task.job, json.dumps(notebook), 0.1, task.engine, failure)
    return asdict(result)


# ---- with real processes -----------------------------------------------------------------------


@forked
@pytest.mark.usefixtures("pool")
@pytest.mark.notebooks
def test_the_first_notebook_decides_whether_the_others_need_kernels(
    write: Write, table: Table, tmp_path: Path
) -> None:
    alike = write("visits = 6", "visits * 2")
    differs = write("visits = 6", "open('/proc/self/cmdline').read()[-30:]", name="differs")
    few = table("visits\n1\n2\n3\n")
    batch(alike, few, tmp_path / "a", options=Options(workers=2))
    assert [line["engine"] for line in told(tmp_path / "a")] == ["kernel", "direct", "direct"]
    assert '"6"' in shown(tmp_path / "a" / "3.ipynb")
    report = batch(differs, few, tmp_path / "b", options=Options(workers=2))
    assert {line["engine"] for line in told(tmp_path / "b")} == {"kernel"}
    (note,) = report.notes
    assert "without one its outputs differ at cell 3 of the result" in note


@forked
@pytest.mark.usefixtures("pool")
@pytest.mark.notebooks
def test_failures_stand_beside_the_results_with_the_cell_and_why(
    write: Write, table: Table, tmp_path: Path
) -> None:
    notebook = write(
        'how = ""',
        "if how == 'fails': raise ValueError('<b>no</b>')\n"
        "if how == 'dies': import os; os._exit(1)\n"
        "if how == 'grows':\n"
        "    kept = []\n"
        "    while True: kept.append(b'x' * 10_000_000)\n",
        "'the end'",
    )
    out, rows = tmp_path / "out", table("how\ngoes\nfails\ndies\ngrows\n")
    options = Options(engine="direct", workers=4, seconds=0, memory=600_000_000)
    report = batch(notebook, rows, out, options=options)
    says = {name: (one.kind, one.says, one.where[:6]) for name, one in report.failures.items()}
    assert says == {
        "fails": ("cell", "ValueError: <b>no</b>", "cell 2"),
        "dies": ("died", "the kernel died while the cell ran", "cell 2"),
        "grows": ("memory", "the notebook took more than 600 MB of memory", "cell 2"),
    }
    assert {path.name for path in out.glob("*.ipynb")} == {
        "goes.ipynb",
        *(f"{name}.failed.ipynb" for name in says),
    }
    page = (out / INDEX).read_text(encoding="utf-8")
    assert "1 of 4 notebooks are done. 3 failed." in page
    assert "ValueError: &lt;b&gt;no&lt;/b&gt;" in page
    assert 'href="fails.failed.ipynb"' in page
    assert "while True: kept.append" in page


@pytest.mark.usefixtures("pool")
@pytest.mark.notebooks
@pytest.mark.parametrize("engine", ["direct", "kernel"])
def test_a_cell_that_never_ends_is_ended_and_what_it_showed_is_kept(
    engine: str, write: Write, table: Table, tmp_path: Path
) -> None:
    notebook = write(
        "visits = 6",
        "if visits == 1:\n    print('before', flush=True)\n    while True: pass",
        "if visits == 2:\n"
        "    while True:\n"
        "        try:\n"
        "            while True: pass\n"
        "        except BaseException: pass",
        "if visits == 3: 1 / 0\nvisits * 2",
    )
    options = Options(engine=engine, workers=4, seconds=6)  # type: ignore[arg-type]
    out, rows = tmp_path / "out", table("visits\n1\n2\n3\n4\n")
    report = batch(notebook, rows, out, options=options)
    told = {name: (one.kind, one.where[:6]) for name, one in report.failures.items()}
    assert told == {"1": ("time", "cell 2"), "2": ("time", "cell 3"), "3": ("cell", "cell 4")}
    assert "the notebook took longer than 6 seconds" in report.failures["1"].says
    assert "before" in shown(out / "1.failed.ipynb")
    assert '"8"' in shown(out / "4.ipynb")


@pytest.mark.notebooks
def test_where_processes_are_not_forked_they_are_started_and_used_again(
    write: Write, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "can_fork", lambda: False)
    monkeypatch.setattr(workers, "_pools", [])
    notebook = write(
        "visits = 6", "if visits == 2: import os; os.kill(os.getppid(), 9)\nvisits * 2"
    )
    report = batch(notebook, table("visits\n1\n2\n3\n"), tmp_path / "out", options=Options(1))
    assert {name: one.kind for name, one in report.failures.items()} == {"2": "died"}
    assert [n for n in (1, 3) if f'"{2 * n}"' in shown(tmp_path / "out" / f"{n}.ipynb")] == [1, 3]


# ---- the folder --------------------------------------------------------------------------------


def test_a_batch_goes_on_where_it_ended_and_runs_nothing_twice(
    write: Write, table: Table, tmp_path: Path
) -> None:
    notebook, rows, out = write("visits = 6", "visits"), table(ROWS), tmp_path / "out"
    ran: list[str] = []

    def some(data: dict[str, Any]) -> dict[str, Any]:
        ran.append(data["job"])
        if len(ran) == 3:
            raise KeyboardInterrupt
        return answered(data)

    with at_once(some), pytest.raises(KeyboardInterrupt):
        batch(notebook, rows, out, options=DIRECT)
    done = {path.stem for path in out.glob("*.ipynb")}
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.ipynb")}
    assert "of 4 notebooks are done" in (out / INDEX).read_text()
    ran.clear()
    with at_once(lambda data: ran.append(data["job"]) or answered(data)):  # type: ignore[func-returns-value]
        report = batch(notebook, rows, out, resume=True, options=DIRECT)
    assert sorted([*ran, *done]) == ["1", "2", "3", "4"]
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert (report.before, report.failures) == (len(done), {})
    ran.clear()
    with at_once(lambda data: ran.append(data["job"]) or answered(data)):  # type: ignore[func-returns-value]
        assert batch(notebook, rows, out, resume=True, options=DIRECT).before == 4
    assert ran == []


def test_what_failed_runs_again_on_resume_and_leaves_nothing_of_its_failure(
    write: Write, table: Table, tmp_path: Path
) -> None:
    notebook, rows, out = write("visits = 6"), table("visits\n1\n2\n"), tmp_path / "out"
    broken = Failure("no", 1, 1, "visits")
    with at_once(lambda data: answered(data, broken if data["job"] == "2" else None)):
        assert list(batch(notebook, rows, out, options=DIRECT).failures) == ["2"]
    with at_once(answered):
        report = batch(notebook, rows, out, resume=True, options=DIRECT)
    assert (report.before, report.failures) == (1, {})
    assert {path.name for path in out.glob("*.ipynb")} == {"1.ipynb", "2.ipynb"}


def test_a_result_that_somebody_deleted_is_made_anew(
    write: Write, table: Table, tmp_path: Path
) -> None:
    notebook, rows, out = write("visits = 6"), table(ROWS), tmp_path / "out"
    with at_once(answered):
        batch(notebook, rows, out, options=DIRECT)
        (out / "2.ipynb").unlink()
        assert batch(notebook, rows, out, resume=True, options=DIRECT).before == 3
    assert (out / "2.ipynb").exists()


def test_other_parameters_under_the_same_name_run_anew(
    write: Write, table: Table, tmp_path: Path
) -> None:
    notebook, out = write("visits = 6"), tmp_path / "out"
    with at_once(answered):
        batch(notebook, table("who,visits\na,1\nb,2\n"), out, named_by="who", options=DIRECT)
        rows = table("who,visits\na,1\nb,3\n")
        report = batch(notebook, rows, out, named_by="who", resume=True, options=DIRECT)
    assert report.before == 1


def test_a_line_that_was_cut_off_counts_not(write: Write, table: Table, tmp_path: Path) -> None:
    notebook, rows, out = write("visits = 6"), table(ROWS), tmp_path / "out"
    with at_once(answered):
        batch(notebook, rows, out, options=DIRECT)
        content = (out / JOURNAL).read_bytes()
        (out / JOURNAL).write_bytes(content[:-25])
        (out / ".imrkit-half").write_text("half")
        report = batch(notebook, rows, out, resume=True, options=DIRECT)
    assert report.before == 4, "the result itself tells which run it is of"
    assert not (out / ".imrkit-half").exists()
    assert [line for line in (out / JOURNAL).read_bytes().split(b"\n") if line]


def test_a_disk_that_is_full_ends_the_batch_and_leaves_nothing_half_written(
    write: Write, table: Table, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    notebook, rows, out = write("visits = 6"), table(ROWS), tmp_path / "out"
    large = "x" * 300_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with at_once(lambda data: answered(data, more=large if data["job"] == "3" else "")):
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
            with pytest.raises(DataError, match=r"3\.ipynb: cannot be written"):
                batch(notebook, rows, out, options=DIRECT)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert {path.name for path in out.iterdir()} == {"1.ipynb", "2.ipynb", JOURNAL, INDEX}
    with at_once(answered):
        assert batch(notebook, rows, out, resume=True, options=DIRECT).before == 2


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda out: out.write_text("a file"), "is a file; the results need a folder"),
        (lambda out: (out.mkdir(), (out / "x").touch()), "is not empty"),
        (lambda out: (out.mkdir(), (out / JOURNAL).touch()), "holds a batch already; --resume"),
    ],
    ids=["a file", "something else", "a batch"],
)
def test_a_folder_that_holds_something_else_is_left_alone(
    prepare: Callable[[Path], object], says: str, write: Write, table: Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    prepare(out)
    before = sorted(tmp_path.rglob("*"))
    notebook, rows = write("visits = 6"), table(ROWS)
    with pytest.raises(DataError, match=re.escape(says)):
        batch(notebook, rows, out)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, notebook, rows])


def test_another_version_of_the_notebook_does_not_mix_with_the_results(
    write: Write, table: Table, tmp_path: Path
) -> None:
    rows, out = table(ROWS), tmp_path / "out"
    with at_once(answered):
        batch(write("visits = 6"), rows, out, options=DIRECT)
        with pytest.raises(DataError, match="another version of small"):
            batch(write("visits = 7"), rows, out, resume=True, options=DIRECT)


def test_two_batches_do_not_write_to_one_folder(write: Write, table: Table, tmp_path: Path) -> None:
    notebook, rows, out = write("visits = 6"), table(ROWS), tmp_path / "out"
    said: list[str] = []

    def second(data: dict[str, Any]) -> dict[str, Any]:
        with pytest.raises(DataError) as caught:
            run_batch(notebook, rows, out, resume=True, progress=Seen())
        said.append(str(caught.value))
        return answered(data)

    with at_once(second):
        batch(notebook, rows, out, options=DIRECT)
    assert all("another batch is writing here" in one for one in said)
    assert len(said) == 4


def test_a_kernel_that_is_not_here_is_refused(write: Write, table: Table, tmp_path: Path) -> None:
    path = write("visits = 6")
    path.write_text(path.read_text().replace("python3", "not-there"))
    with pytest.raises(DataError, match="there is no kernel named 'not-there' here"):
        batch(path, table(ROWS), tmp_path / "out")
    assert not (tmp_path / "out").exists()

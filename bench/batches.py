"""One lesson for 40 cases, side by side: a loop of papermill, papermill tuned, a pool, and ours.

`python bench/batches.py`, or `make bench`; with `--sets 400` only how ours grows from 40 to so
many, and how busy the computer was meanwhile. In each of two rounds the others run half of the sets
and ours runs all of them, so that whatever else the computer does falls on all. Outputs must be the
same cell by cell.

- The loop is `papermill.execute_notebook`, one after the other, as it comes, but for its bar.
- Tuned, it does not save after each cell, and its kernels answer over Unix sockets.
- The pool is that in as many processes as there are cores, started once, before the clock.
- Ours is `run_batch`: the start of its warm process is in its time, and so is the first notebook
  once more, with a kernel, while others run already.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from typing import Any

import psutil

from imrkit.batch.alike import first_difference
from imrkit.batch.notebook import kernel_manager
from imrkit.batch.options import Options
from imrkit.batch.run import run_batch
from imrkit.batch.source import find_notebook
from imrkit.cases.loading import case_paths, load_case

NOTEBOOK = "any_case"
SETS, MANY = 40, 400
ROUNDS = 2
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
QUIET = ["--IPKernelApp.log_level=CRITICAL"]
Set = dict[str, str]


class Silent:
    """Shows no progress."""

    def show(self, state: object) -> None:
        del state

    def end(self) -> None:
        """Nothing is open."""


def sets_of_parameters(size: int) -> list[Set]:
    """Cases with their items, from the first again when there are no more."""
    every = [{"case": name, "item": item.id} for name in case_paths() for item in _items(name)]
    return [every[place % len(every)] for place in range(size)]


def _items(name: str) -> Any:
    return load_case(name).items


def plain(given: Set, out: str) -> None:
    """As papermill comes."""
    import papermill

    papermill.execute_notebook(
        str(find_notebook(NOTEBOOK)), out, given, progress_bar=False, extra_arguments=QUIET
    )


def tuned(given: Set, out: str) -> None:
    """What papermill can do without."""
    import papermill

    papermill.execute_notebook(
        str(find_notebook(NOTEBOOK)),
        out,
        given,
        progress_bar=False,
        extra_arguments=QUIET,
        request_save_on_cell_execute=False,
        kernel_manager_class=kernel_manager(),
    )


def one_after_another(run: Callable[[Set, str], None]) -> Callable[[list[Set], Path], None]:
    def all_of(some: list[Set], folder: Path) -> None:
        for given in some:
            run(given, _out(folder, given))

    return all_of


def _out(folder: Path, given: Set) -> str:
    return str(folder / f"{given['case']}-{given['item']}.ipynb")


def ours(some: list[Set], folder: Path) -> None:
    table = folder.parent / f"{folder.name}.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["case", "item"])
        writer.writeheader()
        writer.writerows(some)
    report = run_batch(NOTEBOOK, table, folder, progress=Silent(), options=Options())
    assert not report.failures, report.failures


def compare(root: Path) -> None:
    """Run all, print seconds a notebook, and check that the outputs are the same."""
    sets = sets_of_parameters(SETS)
    half = len(sets) // ROUNDS
    folders = {name: root / name for name in ("loop", "tuned", "pool")}
    times: dict[str, list[float]] = {name: [] for name in (*folders, "ours")}
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as executor:
        list(executor.map(_started, range(CORES)))

        def pool(some: list[Set], folder: Path) -> None:
            list(executor.map(tuned, some, [_out(folder, given) for given in some]))

        ways = {
            "loop": one_after_another(plain),
            "tuned": one_after_another(tuned),
            "pool": pool,
        }
        for turn in range(ROUNDS):
            some = sets[turn * half : (turn + 1) * half]
            for name, way in ways.items():
                folders[name].mkdir(exist_ok=True)
                times[name].append(_timed(way, some, folders[name]) / len(some))
            ours_folder = root / f"ours-{turn}"
            times["ours"].append(_timed(ours, sets, ours_folder) / len(sets))
    found = {name: mean(some) for name, some in times.items()}
    print(f"\n{SETS} sets of parameters of {NOTEBOOK}.ipynb, {CORES} cores")
    print(f"{'':44}{'s each':>12}{'times ours':>14}")
    for name, told in _NAMES.items():
        print(f"{told:44}{found[name]:12.3f}{found[name] / found['ours']:14.1f}", flush=True)
    for given in sets:
        one = Path(_out(folders["loop"], given)).read_text(encoding="utf-8")
        for folder in (folders["tuned"], folders["pool"], ours_folder):
            other = Path(_out(folder, given)).read_text(encoding="utf-8")
            place = first_difference(one, other)
            assert place is None, (folder.name, given, place)
    print(f"(outputs of all {SETS} are the same cell by cell, in all four)")


_NAMES = {
    "loop": "a plain loop of papermill",
    "tuned": "papermill in one process, tuned",
    "pool": f"papermill in a pool of {CORES} processes, tuned",
    "ours": "imrkit batch, from start to end",
}


def _started(_: int) -> None:
    import papermill

    assert papermill


def _timed(way: Callable[[list[Set], Path], None], some: list[Set], folder: Path) -> float:
    start = time.perf_counter()
    way(some, folder)
    return time.perf_counter() - start


def grow(root: Path, many: int = MANY) -> None:
    """Ten times as many: time and memory a notebook, and of the command itself."""
    print("\nimrkit batch, more notebooks")
    print(f"{'':20}{'s each':>12}{'MB each':>12}{'MB, command':>14}{'load':>10}")
    for size in (SETS, many):
        folder = root / f"{size}"
        seconds = _timed(ours, sets_of_parameters(size), folder) / size
        lines = [json.loads(line) for line in (folder / "journal.jsonl").open(encoding="utf-8")]
        memory = [line["memory"] for line in lines if "job" in line]
        own = psutil.Process().memory_info().rss
        each = max(memory, default=0) / 1e6
        told = f"{size:<20}{seconds:12.3f}{each:12.0f}{own / 1e6:14.0f}"
        print(f"{told}{psutil.getloadavg()[0]:10.1f}", flush=True)


def main(words: Sequence[str] | None = None) -> None:
    """Compare, then let ours grow; only that if `--sets` says how far."""
    parser = argparse.ArgumentParser(description="How fast batches are.")
    parser.add_argument("--sets", type=int, default=0, help="only let ours grow to so many")
    many = parser.parse_args(words).sets
    with tempfile.TemporaryDirectory() as name:
        os.environ["JUPYTER_RUNTIME_DIR"] = name
        if not many:
            compare(Path(name))
        grow(Path(name), many or MANY)


if __name__ == "__main__":
    main()

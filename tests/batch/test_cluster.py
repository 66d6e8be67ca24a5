"""The same batch on a cluster: a real one of several processes, on this computer."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from imrkit.batch import cluster as module
from imrkit.batch.journal import NAME as JOURNAL
from imrkit.batch.options import Options
from imrkit.batch.progress import State
from imrkit.batch.run import run_batch
from imrkit.errors import ImrkitError

distributed = pytest.importorskip("distributed", reason="Dask is not installed")

pytestmark = [
    pytest.mark.notebooks,
    # Dask's own, as it starts and ends
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
Write = Callable[..., Path]
Table = Callable[[str], Path]
JOBS = 12
ROWS = "visits\n" + "".join(f"{n}\n" for n in range(1, JOBS + 1))


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """A scheduler and two workers, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


class Killer:
    """Kills a worker once two notebooks are done."""

    def __init__(self, pids: list[int]) -> None:
        self._pids = pids

    def show(self, state: State) -> None:
        if state.done >= 2 and self._pids:
            os.kill(self._pids.pop(), signal.SIGKILL)

    def end(self) -> None:
        pass


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    dask: Any, write: Write, table: Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with distributed.Client(dask.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(2)
        killer = Killer([max(client.run(os.getpid).values())])
        report = run_batch(
            write("visits = 6", "visits * 2"),
            table(ROWS),
            out,
            options=Options(engine="direct", scheduler=dask.scheduler_address),
            progress=killer,
        )
        assert killer._pids == []
        client.wait_for_workers(2)
    assert report.failures == {}
    shown = [json.loads((out / f"{n}.ipynb").read_text())["cells"][-1] for n in range(1, JOBS + 1)]
    assert [cell["outputs"][0]["data"]["text/plain"] for cell in shown] == [
        [str(2 * n)] for n in range(1, JOBS + 1)
    ]
    lines = [json.loads(line) for line in (out / JOURNAL).read_text().splitlines()]
    jobs = [line["job"] for line in lines if "job" in line]
    assert sorted(jobs) == sorted({str(n) for n in range(1, JOBS + 1)})


def test_a_client_that_is_connected_serves_as_well_and_stays_so(
    dask: Any, write: Write, table: Table, tmp_path: Path
) -> None:
    with distributed.Client(dask.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(1)
        report = run_batch(
            write("visits = 6", "visits * 2"),
            table("visits\n1\n"),
            tmp_path / "out",
            options=Options(engine="direct", scheduler=client),
            progress=Killer([]),
        )
        assert report.failures == {}
        assert client.status == "running"


@pytest.mark.parametrize(("package", "name"), [("distributed", "Dask"), ("imrkit", "imrkit")])
def test_another_version_there_is_refused(
    package: str,
    name: str,
    dask: Any,
    write: Write,
    table: Table,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {package: "9.9.9"}
    monkeypatch.setattr(module, "version", lambda of: told.get(of) or version(of))
    with pytest.raises(ImrkitError, match=rf"has {name} .*; here is .*9\.9\.9"):
        run_batch(
            write("visits = 6"),
            table(ROWS),
            tmp_path / "out",
            options=Options(scheduler=dask.scheduler_address),
        )


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "not an address"])
def test_a_scheduler_that_does_not_answer_is_told(
    address: str, write: Write, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", "1s")
    with pytest.raises(ImrkitError, match=f"no Dask scheduler answers at {address}"):
        run_batch(
            write("visits = 6"), table(ROWS), tmp_path / "out", options=Options(scheduler=address)
        )

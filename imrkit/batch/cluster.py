"""The same batch on a cluster: Dask hands the notebooks to its workers.

Each worker needs imrkit of the same version. No folder need be shared: notebooks go out and results
come back as data, and only the command writes.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from imrkit.errors import ImrkitError

PATIENCE = "10s"
"""How long a scheduler may take to answer."""


@contextmanager
def cluster(scheduler: Any) -> Iterator[tuple[Executor, int]]:
    """Be the client of a scheduler.

    Args:
        scheduler: its address, such as "tcp://127.0.0.1:8786", or a Dask client that is connected.

    Yields:
        An executor, and how many notebooks it runs at a time.

    Raises:
        ImrkitError: if Dask is not installed, nobody answers there, or a version differs.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ImrkitError('--scheduler needs Dask: pip install "imrkit[dask]"') from None
    if isinstance(scheduler, Client):
        with _executor_of(scheduler, scheduler.scheduler.address) as found:
            yield found
        return
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ImrkitError(f"no Dask scheduler answers at {scheduler}: {said}") from None
    with client, _executor_of(client, scheduler) as found:
        yield found


@contextmanager
def _executor_of(client: Any, address: str) -> Iterator[tuple[Executor, int]]:
    _refuse_other_versions(client, address)
    executor = client.get_executor(pure=False)
    try:
        yield executor, sum(client.nthreads().values())
    finally:
        executor.shutdown(wait=False)


def _refuse_other_versions(client: Any, address: str) -> None:
    packages = client.get_versions()["scheduler"]["packages"]
    for name, key, ours in (
        ("Dask", "distributed", version("distributed")),
        ("Python", "python", platform.python_version()),
    ):
        theirs = str(packages[key])
        parts = 2 if key == "python" else 3  # the last number of Python's does not matter
        if theirs.split(".")[:parts] != ours.split(".")[:parts]:
            raise ImrkitError(f"the scheduler at {address} has {name} {theirs}; here is {ours}")
    if not client.nthreads():
        raise ImrkitError(f"the scheduler at {address} has no workers yet")
    own = version("imrkit")
    for worker, found in client.run(_own_version, on_error="return").items():
        if found != own:
            told = f"imrkit {found}" if isinstance(found, str) else "no imrkit"
            raise ImrkitError(f"the worker at {worker} has {told}; here is imrkit {own}")


def _own_version() -> str:
    return version("imrkit")

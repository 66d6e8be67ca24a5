"""Opens the lessons in JupyterLab, in a working folder that belongs to the learner.

Everything that JupyterLab writes stays in that folder (hidden, in `.imrkit/`): the learner's own
Jupyter settings, if any, are neither read nor changed. JupyterLab answers on this machine only and
asks nothing of the network: no news, no update checks, no extension catalogue.
"""

import difflib
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imrkit.places import notebooks_dir

FOLDER = Path("imrkit-lessons")
FIRST_PORT = 8888
_SETTINGS = Path(__file__).resolve().parent / "jupyterlab"


class LabError(Exception):
    """JupyterLab cannot be opened; the message says why and what to do."""


def open_lab(
    lesson: str | None = None,
    *,
    folder: Path | None = None,
    port: int | None = None,
    browser: bool = True,
    token: str | None = None,
) -> int:
    """Open JupyterLab at a lesson and stay until it is shut down (Ctrl-C).

    lesson: name of a course notebook, with or without `.ipynb`; None for the first one.
    folder: the learner's working folder, made if absent; None for `./imrkit-lessons`.
    port: where JupyterLab must answer; None for 8888, or the next that is free.
    browser: whether to open a web browser; `IMRKIT_NO_BROWSER=1` says no for every call.
    token: the password in the address; None for a new random one.

    Returns 0 after a clean end, 1 when JupyterLab could not be opened (standard error says why).
    """
    folder = (folder or FOLDER).expanduser().absolute()
    try:
        copy_lessons(folder)
        lesson_file = find_lesson(lesson, folder)
        port = _free_port(port)
    except LabError as error:
        print(f"imrkit lab: {error}", file=sys.stderr)
        return 1
    with _runtime_folder() as runtime:
        _prepare_environment(folder, runtime, token or secrets.token_hex(16))
        return _serve(
            folder,
            lesson_file,
            port,
            browser and not os.environ.get("IMRKIT_NO_BROWSER"),
        )


def private_folder(folder: Path) -> Path:
    """Folder inside the working folder where JupyterLab keeps its settings and its records."""
    return folder / ".imrkit"


def find_lesson(name: str | None, folder: Path) -> str:
    """File name of the notebook called `name` in the working folder; None for the first.

    Raises LabError with the nearest names when there is none.
    """
    notebooks = sorted(path.stem for path in folder.glob("*.ipynb"))
    if not notebooks:
        raise LabError(
            f"there are no lessons in {folder}. Was imrkit installed completely?"
        )
    wanted = notebooks[0] if name is None else name.removesuffix(".ipynb")
    if wanted not in notebooks:
        near = (
            difflib.get_close_matches(wanted, notebooks, n=3, cutoff=0.4) or notebooks
        )
        raise LabError(
            f"there is no lesson called {wanted!r}. Did you mean: {', '.join(near)}?"
        )
    return f"{wanted}.ipynb"


def copy_lessons(folder: Path) -> list[str]:
    """Copy the lessons that the working folder does not have yet; never touch one that it has.

    Returns the names of the files that were copied. Raises LabError when the folder cannot be
    written.
    """
    course = notebooks_dir() / "course"
    copied = []
    try:
        private_folder(folder).mkdir(parents=True, exist_ok=True)
        for source in sorted(course.rglob("*")):
            name = source.relative_to(course)
            target = folder / name
            if source.is_dir() or target.exists() or ".ipynb_checkpoints" in name.parts:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy_whole(source, target)
            copied.append(str(name))
        _check_writable(folder)
    except OSError as error:
        raise LabError(
            f"cannot write to the working folder {folder} ({error.strerror}). "
            "Choose a folder of your own, for example: imrkit lab --folder ~/imrkit-lessons"
        ) from error
    return copied


def _copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that an interruption leaves either all of it or nothing."""
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    part.replace(target)


def _check_writable(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=private_folder(folder)):
        pass


def _free_port(wanted: int | None) -> int:
    """The wanted port, or without a wish the first that is free from 8888 on."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise LabError(f"a port is a number from 1 to 65535, not {wanted}.")
        if not _is_free(wanted):
            raise LabError(
                f"port {wanted} is in use. Choose another one, or leave --port out to take the "
                "next that is free."
            )
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if _is_free(port):
            if port != FIRST_PORT:
                print(f"Port {FIRST_PORT} is in use; taking {port}.")
            return port
    raise LabError(
        f"no free port from {FIRST_PORT} to {FIRST_PORT + 99}. Close a JupyterLab."
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":  # a port that was left a moment ago counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@contextmanager
def _runtime_folder() -> Iterator[Path]:
    """A short-lived folder for connection files, with a path short enough for Unix sockets."""
    with tempfile.TemporaryDirectory(
        prefix="imrkit-",
        dir="/tmp" if os.access("/tmp", os.W_OK) else None,
        ignore_cleanup_errors=True,
    ) as name:
        yield Path(name)


def _prepare_environment(folder: Path, runtime: Path, token: str) -> None:
    """Point Jupyter at our own folders, and its kernel at this very interpreter."""
    from ipykernel.kernelspec import write_kernel_spec

    private = private_folder(folder)
    os.environ.update(
        JUPYTER_TOKEN=token,
        JUPYTER_RUNTIME_DIR=str(runtime),
        JUPYTER_CONFIG_DIR=str(private / "config"),
        JUPYTER_DATA_DIR=str(private / "data"),
        JUPYTER_PATH=str(runtime),
        JUPYTERLAB_SETTINGS_DIR=str(private / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(private / "workspaces"),
    )
    write_kernel_spec(runtime / "kernels" / "python3")


def _serve(folder: Path, lesson_file: str, port: int, browser: bool) -> int:
    from jupyterlab.labapp import LabApp

    traits = {
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": browser,
        "ServerApp.allow_root": True,  # containers run as root; we listen on this machine only
        "ServerApp.answer_yes": True,  # Ctrl-C ends it without a question
        "ServerApp.log_level": "ERROR",
        "LabApp.log_level": "ERROR",
        "LabApp.default_url": f"/lab/tree/{lesson_file}",
        "LabApp.app_settings_dir": _SETTINGS,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "KernelManager.transport": "ipc" if os.name == "posix" else "tcp",
    }
    argv = [f"--{name}={value}" for name, value in traits.items()]
    try:
        server = LabApp.initialize_server(argv)
        token = os.environ["JUPYTER_TOKEN"]
        print(
            f"JupyterLab: http://127.0.0.1:{port}/lab/tree/{lesson_file}?token={token}"
        )
        print(f"Your lessons are in {folder}. Press Ctrl-C here to end.", flush=True)
        server.start()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0

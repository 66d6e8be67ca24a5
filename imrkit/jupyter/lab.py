"""Opens the lessons in JupyterLab.

The learner's own settings of Jupyter and IPython, if any, are neither read nor changed, nor are
those of the computer. JupyterLab answers on this computer only, and asks nothing of the network: no
news, no update checks, no catalogue of extensions.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from imrkit.errors import DataError, ImrkitError, UnknownName
from imrkit.jupyter.listing import START, tell_sidebar
from imrkit.jupyter.surroundings import own_surroundings
from imrkit.jupyter.workfolder import copy_lessons, private_folder

FOLDER = Path("imrkit-lessons")
USUAL_PORT = 8888
_SETTINGS = Path(__file__).resolve().parent / "jupyterlab"
EXTENSIONS = Path(__file__).resolve().parent / "extension"
_PARTS = ("jupyter_server_terminals", "jupyter_lsp")
"""The parts of the server, beside JupyterLab itself, that its page asks for."""
AHEAD_OF_LESSON = "import imrkit.views.lesson"
AHEAD_OF_START = "import imrkit.views.start; from imrkit.course.catalog import catalog; catalog()"


def open_lab(
    lesson: str | None = None,
    *,
    folder: Path | None = None,
    port: int | None = None,
    browser: bool = True,
    token: str | None = None,
) -> int:
    """Open JupyterLab at a lesson and stay until it is shut down (Ctrl-C).

    Args:
        lesson: name of a notebook in the working folder, with or without `.ipynb`; None for the
            start page.
        folder: the learner's working folder, made if absent; None for `imrkit-lessons` here.
        port: where JupyterLab must answer; None for 8888 or the next that is free.
        browser: open a web browser; `IMRKIT_NO_BROWSER=1` in the environment says no.
        token: the password in the address; None for a new random one.

    Returns:
        The exit code: 0 after a clean end.

    Raises:
        ImrkitError: if the folder cannot be written to, or the port is in use.
        UnknownName: if there is no such lesson.
    """
    # A parser of international addresses, built on import for some two seconds. jsonschema goes
    # without it where it is absent, and no schema of Jupyter's asks for one.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    if port is not None:
        refuse_port_in_use(port)
    folder = _absolute(folder or FOLDER)
    for name in copy_lessons(folder):
        print(
            f"imrkit has another version of {name}. Yours is kept, because it is not as imrkit put "
            "it there; to get the other one, rename yours and start again."
        )
    path = find_lesson(lesson, folder)
    with suppress(DataError):  # the page lists the notebooks by their names then
        tell_sidebar(folder)
    with own_surroundings(folder, token or secrets.token_hex(16)):
        return _serve(folder, path, port, browser and not os.environ.get("IMRKIT_NO_BROWSER"))


def find_lesson(name: str | None, folder: Path) -> str:
    """Find a notebook of the working folder.

    Args:
        name: its name, with or without `.ipynb`; None for the start page.
        folder: the working folder.

    Returns:
        Its file name.

    Raises:
        UnknownName: if there is none of that name; the nearest is named.
        ImrkitError: if there is no notebook at all.
    """
    known = sorted(path.stem for path in folder.glob("*.ipynb"))
    if not known:
        raise ImrkitError(f"There are no lessons in {folder}. Was imrkit installed completely?")
    first = START if START in known else known[0]
    wanted = first if name is None else name.removesuffix(".ipynb")
    if wanted not in known:
        raise UnknownName("lesson", wanted, known)
    return f"{wanted}.ipynb"


def refuse_port_in_use(port: int) -> None:
    """Raise ImrkitError if JupyterLab cannot answer on this port, saying why.

    Args:
        port: the port that was asked for.
    """
    if not 1 <= port <= 65535:
        raise ImrkitError(f"A port is a number from 1 to 65535; found {port}.")
    if not _is_free(port):
        raise ImrkitError(
            f"Port {port} is in use or not allowed. Choose another one, or none: "
            "imrkit then takes the first that is free."
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere the option would share a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _absolute(folder: Path) -> Path:
    """Where a folder is, from the root on."""
    try:
        return folder.expanduser().absolute()
    except RuntimeError:  # of expanduser
        raise ImrkitError(f"There is no home folder for {folder}. Name it in full.") from None
    except OSError as error:
        raise ImrkitError(
            f"The folder that you are in cannot be used: {error.strerror}. "
            "Go to another one (cd), then start again."
        ) from None


def _serve(folder: Path, path: str, port: int | None, browser: bool) -> int:
    from jupyterlab.labapp import LabApp

    traits = {
        "ServerApp.jpserver_extensions": dict.fromkeys(_PARTS, True),
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port or USUAL_PORT,
        "ServerApp.port_retries": 0 if port else 100,
        "ServerApp.open_browser": browser,
        "ServerApp.allow_root": True,  # as in a container; no other computer reaches it
        "ContentsManager.allow_hidden": True,  # for what the sidebar tells: .imrkit/course.json
        "ServerApp.log_level": "ERROR",
        "LabApp.log_level": "ERROR",
        "ServerApp.log_format": "%(message)s",
        "LabApp.default_url": f"/lab/tree/{quote(path)}",
        "LabApp.extra_labextensions_path": EXTENSIONS,
        "LabApp.app_settings_dir": _SETTINGS,
        "LabApp.user_settings_dir": private_folder(folder) / "settings",
        "LabApp.workspaces_dir": private_folder(folder) / "workspaces",
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LanguageServerManager.autodetect": False,  # it would start npm, to look for helpers
        "KernelRestarter.time_to_dead": 1.0,  # seconds: a page is to know within two
        # Over Unix sockets, what learners do cannot be overheard by others on the same computer.
        "KernelManager.transport": "ipc" if os.name == "posix" else "tcp",
    }
    try:
        server = LabApp.initialize_server([f"--{name}={value}" for name, value in traits.items()])
        server.io_loop.add_callback(_say_where, folder, path, port, server.port)
        if browser:
            server.io_loop.add_callback(_start_python, server, path)
        # Ctrl-C, or the system's asking, ends it and its kernels without a question.
        for request in (signal.SIGINT, signal.SIGTERM):
            signal.signal(request, lambda *_: server.stop(from_signal=True))
        server.start()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    print("JupyterLab has ended. What you saved is in the folder above.")
    return 0


async def _start_python(server: Any, path: str) -> None:
    """Start the lesson's kernel while the browser still opens the page, which then finds it.

    What every lesson reads, and for the start page the cases, is read ahead, in a namespace of its
    own and uncounted: the kernel is as good as new.
    """
    with suppress(Exception):  # the page asks for one itself then, and says why it gets none
        session = await server.session_manager.create_session(
            path=path, name=path, type="notebook", kernel_name="python3"
        )
        client = server.kernel_manager.get_kernel(session["kernel"]["id"]).client()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            code = AHEAD_OF_START if path == f"{START}.ipynb" else AHEAD_OF_LESSON
            await client.execute(
                f"exec({code!r}, {{}})", silent=True, store_history=False, reply=True, timeout=60
            )
        finally:
            client.stop_channels()


def _say_where(folder: Path, path: str, wanted: int | None, port: int) -> None:
    """Tell the learner, once the server answers, where it does."""
    if port != (wanted or USUAL_PORT):
        print(f"Port {USUAL_PORT} is in use; port {port} is free and will do.")
    address = f"http://127.0.0.1:{port}/lab/tree/{quote(path)}"
    print(f"Your lessons are in {folder}")
    print(f"JupyterLab is open at {address}?token={quote(os.environ['JUPYTER_TOKEN'])}")
    print("To end, press Ctrl-C here.", flush=True)

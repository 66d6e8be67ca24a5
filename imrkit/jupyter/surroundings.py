"""What Jupyter and IPython find around them: nothing but what imrkit puts there.

Settings of the learner or of the computer may ask for a password, for another address, or for
anything else that would keep a lesson from opening; and what a lesson does must not end up among
the learner's own history.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from imrkit.errors import DataError
from imrkit.files.opening import read_bytes
from imrkit.jupyter.workfolder import private_folder


@contextmanager
def own_surroundings(folder: Path, token: str) -> Iterator[None]:
    """Point Jupyter and IPython at folders of our own, and the kernel at this very Python.

    Args:
        folder: the working folder.
        token: the password in the address.
    """
    private = private_folder(folder)
    forget_damaged(private)
    for name in [name for name in os.environ if name.startswith(("JUPYTER", "JPY_"))]:
        del os.environ[name]
    with _short_folder() as runtime:
        os.environ.update(
            JUPYTER_TOKEN=token,
            JUPYTER_NO_CONFIG="1",  # no settings from anywhere
            JUPYTER_PATH=str(runtime),  # looked at first, for kernels
            JUPYTER_RUNTIME_DIR=str(runtime),
            JUPYTER_DATA_DIR=str(private / "data"),
            IPYTHONDIR=str(private / "ipython"),
        )
        from ipykernel.kernelspec import write_kernel_spec
        from jupyter_core.paths import jupyter_config_dir

        # What a learner's own Python does at its start is not for the lessons' kernels.
        write_kernel_spec(runtime / "kernels" / "python3", {"env": {"PYTHONSTARTUP": ""}})
        try:
            yield
        finally:  # the empty folder that stands for the settings
            shutil.rmtree(jupyter_config_dir(), ignore_errors=True)


def forget_damaged(private: Path) -> None:
    """Remove what JupyterLab noted and can no longer read: it would not open a page otherwise.

    Args:
        private: the folder of its notes.
    """
    import json5

    for path in private.glob("settings/**/*.jupyterlab-settings"):
        if not _reads(path, json5.loads):
            path.unlink()
    for path in private.glob("workspaces/*.jupyterlab-workspace"):
        if not _reads(path, lambda text: json.loads(text)["metadata"]["id"]):
            path.unlink()


def _reads(path: Path, read: Callable[[str], object]) -> bool:
    """Whether a note can be read; an empty one can be, where nothing is asked of it."""
    try:
        text = read_bytes(path).decode("utf-8")
        read(text or "{}")
    except (DataError, LookupError, OSError, RecursionError, TypeError, ValueError):
        return False
    return True


@contextmanager
def _short_folder() -> Iterator[Path]:
    """A folder for kernels' connections, gone at the end; Unix sockets need its path short."""
    short = "/tmp" if os.name == "posix" and os.access("/tmp", os.W_OK) else None
    with tempfile.TemporaryDirectory(
        prefix="imrkit-", dir=short, ignore_cleanup_errors=True
    ) as name:
        yield Path(name)

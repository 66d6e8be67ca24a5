"""A notebook without a kernel process: the kernel's own machinery in this very process.

The cells meet ipykernel's shell, its streams, displays and comms, and nbclient builds the outputs
from the same messages; only the sockets between the two are left out.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient

_IN_MEMORY = "--HistoryManager.hist_file=:memory:"
"""What nbclient asks of every kernel: its history is not the user's."""


class DirectClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client of a kernel that is here."""

    @contextmanager
    def setup_kernel(self, **_: Any) -> Iterator[None]:
        """Have a shell ready while the cells run."""
        self.kc = KernelHere()
        try:
            yield
        finally:
            self.kc.close()
            del self.kc


class KernelHere:
    """Answers nbclient as the client of a kernel process does."""

    allow_stdin = False

    def __init__(self) -> None:
        self._app = _App()
        _App._instance = IPKernelApp._instance = self._app
        self._app.initialize([_IN_MEMORY])
        self.session = self._app.session
        self.iopub_channel = _Channel(self._app.published, self.session)
        self.shell_channel = _Channel(self._app.replies, self.session, self._app.asides)

    async def execute(
        self, code: str, store_history: bool = True, stop_on_error: bool = True
    ) -> str:
        """Run a cell to its end; its messages then wait in the channels."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        while self._app.asides:  # what an output widget told its kernel, as a page would
            await self._app.answer(self._app.asides.popleft())
        message = self.session.msg("execute_request", content)
        await self._app.answer(message)
        return str(message["header"]["msg_id"])

    def kernel_info(self) -> str:
        """Ask what the kernel is; the answer waits in the channel."""
        message = self.session.msg("kernel_info_request", {})
        reply = self.session.msg(
            "kernel_info_reply", {"status": "ok", **self._app.kernel.kernel_info}, parent=message
        )
        self._app.replies.append(self.session.serialize(reply, ident=[b""]))
        return str(message["header"]["msg_id"])

    def is_alive(self) -> bool:
        """As long as this process is."""
        return True

    def close(self) -> None:
        """Give streams and hooks back."""
        self._app.leave()


class _Channel:
    """One of a client's channels: messages that are there already."""

    def __init__(
        self, waiting: deque[list[bytes]], session: Any, asides: deque[Any] | None = None
    ) -> None:
        self._waiting, self._session, self._asides = waiting, session, asides

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # noqa: ARG002
        if not self._waiting:
            raise DeadKernelError("the notebook ended its kernel")
        _, parts = self._session.feed_identities(self._waiting.popleft())
        message: dict[str, Any] = self._session.deserialize(parts)
        return message

    def send(self, message: dict[str, Any]) -> None:
        assert self._asides is not None
        self._asides.append(message)


class _Sink:
    """Where the kernel sends what it says: a list, in place of a socket."""

    def __init__(self, context: zmq.Context[Any] | None = None) -> None:
        self.context = context
        self.sent: deque[list[bytes]] = deque()

    def send_multipart(self, parts: list[Any], *_: Any, **__: Any) -> None:
        self.sent.append([bytes(part) for part in parts])

    def flush(self, *_: Any) -> None:
        """Nothing waits."""

    def close(self, *_: Any) -> None:
        """Nothing is open."""


class _App(IPKernelApp):  # type: ignore[misc]
    """ipykernel's application without its sockets, files and heartbeat."""

    def init_connection_file(self) -> None:
        pass

    def init_poller(self) -> None:
        pass

    def init_heartbeat(self) -> None:
        pass

    def write_connection_file(self, **_: Any) -> None:
        pass

    def log_connection_info(self) -> None:
        self._ports: dict[str, int] = {}

    def init_sockets(self) -> None:
        self.context, self._main = zmq.Context(), sys.modules["__main__"]
        self._published, self._replies = _Sink(self.context), _Sink()
        self.published, self.replies = self._published.sent, self._replies.sent
        self.asides: deque[Any] = deque()
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(self._published, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_kernel(self) -> None:
        kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        kernel.record_ports({})
        self.kernel = kernel
        self.displayhook.get_execution_count = lambda: kernel.execution_count

    async def answer(self, message: dict[str, Any]) -> None:
        """Let the kernel handle a message, and wait until all it says of it is there."""
        kernel = self.kernel
        _, parts = self.session.feed_identities(self.session.serialize(message, ident=[b""]))
        message = self.session.deserialize(parts)  # as it would have arrived
        kernel.set_parent([b""], message, channel="shell")
        kernel._publish_status("busy", "shell")
        handler = kernel.shell_handlers[message["header"]["msg_type"]]
        # What a cell that awaits something asks of the thread that reads the socket.
        kernel.shell_channel_thread = SimpleNamespace(
            parent_thread=threading.current_thread(),
            io_loop=SimpleNamespace(add_callback=lambda *_: None),
        )
        answered = handler(self._replies, [b""], message)
        if asyncio.iscoroutine(answered):
            await answered
        sys.stdout.flush()
        sys.stderr.flush()
        kernel._publish_status("idle", "shell")
        said = threading.Event()
        self.iopub_thread.schedule(said.set)
        said.wait()
        if kernel.shell.exit_now:
            raise DeadKernelError("the notebook ended its kernel")

    def leave(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.close()
        self.reset_io()
        sys.modules["__main__"] = self._main
        self.iopub_thread.stop()
        type(self.kernel).clear_instance()
        type(self.kernel.shell).clear_instance()
        _App._instance = IPKernelApp._instance = None

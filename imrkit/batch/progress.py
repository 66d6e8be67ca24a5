"""How far a batch is, and how long it will take: on a terminal, in JupyterLab, or line by line."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol, TextIO


@dataclass(frozen=True, slots=True)
class State:
    """How far a batch is.

    Attributes:
        total: notebooks in all.
        before: those that were done by an earlier run.
        done: those that ran now, failed ones among them.
        failed: those that failed now.
        seconds: since this run began.
        first: of these, until the first was done: what comes before is not the pace of the rest.
    """

    total: int
    before: int = 0
    done: int = 0
    failed: int = 0
    seconds: float = 0.0
    first: float = 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take, going by this run; None while nobody can tell."""
        if self.done < 2:
            return None
        pace = (self.seconds - self.first) / (self.done - 1)
        return (self.total - self.before - self.done) * pace

    def __str__(self) -> str:
        told = f"{self.before + self.done} of {self.total} notebooks"
        if self.failed:
            told += f", {self.failed} failed"
        if self.before + self.done == self.total:
            return told
        return told + (", " + in_words(self.left) + " left" if self.left is not None else "")


def in_words(seconds: float) -> str:
    """A time as one says it.

    >>> in_words(4.2), in_words(160), in_words(5400)
    ('about 4 s', 'about 3 min', 'about 1 h 30 min')
    """
    if seconds < 90:
        return f"about {max(round(seconds), 1)} s"
    minutes = max(round(seconds / 60), 1)
    if minutes < 60:
        return f"about {minutes} min"
    return f"about {minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")


class Shown(Protocol):
    """Something that shows how far a batch is."""

    def show(self, state: State) -> None:
        """Show a state."""

    def end(self) -> None:
        """Show no more."""


def usual(stream: TextIO | None = None) -> Shown:
    """What fits where this runs: JupyterLab, a terminal, or anything else."""
    stream = stream or sys.stderr
    if in_jupyter():
        return InJupyter()
    return OnTerminal(stream) if stream.isatty() else InLines(stream)


def in_jupyter() -> bool:
    """Whether this is a cell of a notebook."""
    if "IPython" not in sys.modules:
        return False
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")


class OnTerminal:
    """One line that is written over."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._last = stream, ""

    def show(self, state: State) -> None:
        """Write the line anew, if it says something else."""
        if (told := str(state)) != self._last:
            self._stream.write(f"\r{told.ljust(len(self._last))}")
            self._stream.flush()
            self._last = told

    def end(self) -> None:
        """Leave the last line as it is."""
        if self._last:
            self._stream.write("\n")


class InLines:
    """A line for each tenth, for logs."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._tenth = stream, -1

    def show(self, state: State) -> None:
        """Write a line, if a tenth more is done."""
        tenth = 10 * (state.before + state.done) // max(state.total, 1)
        if state.done and tenth > self._tenth:
            self._tenth = tenth
            print(state, file=self._stream, flush=True)

    def end(self) -> None:
        """Nothing is open."""


class InJupyter:
    """A bar with its words below the cell."""

    def __init__(
        self,
        display: Callable[[Any], Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._display, self._clock = display or _display, clock
        self._handle: Any = None
        self._next = 0.0

    def show(self, state: State) -> None:
        """Draw the bar anew, at most five times a second and at the end."""
        done = state.before + state.done
        if self._clock() < self._next and done < state.total:
            return
        self._next = self._clock() + 0.2
        bar = _Html(
            f'<label>{escape(str(state))}<br><progress max="{state.total}" value="{done}" '
            'style="width:100%"></progress></label>',
            str(state),
        )
        if self._handle is None:
            self._handle = self._display(bar)
        else:
            self._handle.update(bar)

    def end(self) -> None:
        """The bar stays."""


class _Html:
    def __init__(self, html: str, plain: str) -> None:
        self._html, self._plain = html, plain

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return self._plain


def _display(thing: Any) -> Any:
    from IPython.display import display

    return display(thing, display_id=True)  # type: ignore[no-untyped-call]

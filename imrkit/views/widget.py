"""What every widget has: its page draws and asks, and Python alone says what is shown."""

from __future__ import annotations

from typing import Any

import anywidget


class Widget(anywidget.AnyWidget):
    """A widget whose state comes from Python; its page sends messages, which may hold anything."""

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take over nothing that the browser writes; what was written there is set right."""
        self.send_state(sync_data.keys() & self.keys)

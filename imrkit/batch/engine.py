"""The papermill engine `imrkit`, which needs no kernel process: `papermill --engine imrkit ...`.

Use it in a process that ends after the notebook, as a kernel would. papermill asks for it while it
is itself being imported; so nothing of papermill is imported here before somebody asks.
"""

from __future__ import annotations

from functools import cache
from typing import Any

NAME = "imrkit"


@cache
def direct_engine() -> type[Any]:
    """The class that papermill registers."""
    from papermill.engines import Engine

    class DirectEngine(Engine):  # type: ignore[misc]
        """Runs a notebook's cells in this process."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
            """Run the cells of the notebook that papermill manages."""
            from imrkit.batch.direct import DirectClient

            traits = DirectClient.class_traits()
            known = {name: value for name, value in options.items() if name in traits}
            DirectClient(nb_man, kernel_name=kernel_name, **known).execute()

    return DirectEngine


def __getattr__(name: str) -> Any:
    if name == "DirectEngine":
        return direct_engine()
    raise AttributeError(name)

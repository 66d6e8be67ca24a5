"""The command line."""

from imrkit.cli.arguments import main

__all__ = ["main"]

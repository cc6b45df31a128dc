"""The command line: every verb of the program without a window, for scripts and the county's batch work."""

from app.cli.main import main

__all__ = ["main"]

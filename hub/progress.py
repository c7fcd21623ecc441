"""A bar that shows who waits at a terminal how far a command has come."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

Report = Callable[[str, int, int], object]
"""Takes what is done now, how much of it is done, and how much there is, or 0 if not known."""


def unheard(_what: str, _done: int, _total: int) -> None:
    """Report to nobody."""


@contextmanager
def shown(title: str) -> Generator[Report]:
    """Show a bar on the standard error, if that is a terminal, and how to move it."""
    # Serving processes load the commands too: there these are two megabytes for nothing.
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=None)

        def report(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total or None)

        yield report

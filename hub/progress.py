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
    # Serving processes load the commands too: there it is two megabytes for nothing.
    from rich import console, progress

    screen = console.Console(stderr=True)
    with progress.Progress(console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        yield report

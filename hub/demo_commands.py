"""Demo data by command: loaded once into an empty database, with tokens to try them out."""

import typer
from rich.console import Console
from rich.progress import Progress
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.database import connected
from hub.demo.scale import Scale
from hub.members.models import Organization


async def load_once(url: str) -> None:
    """Load the story unless the database holds anything yet."""
    async with connected(url) as connection:
        if not await Organization.exists():
            await _load(connection, Scale.SMALL)


async def load_all(url: str, scale: Scale) -> None:
    """Load demo data of a scale; a database that is not empty is refused."""
    # Loading in bulk takes longer than any statement that serves a request may.
    async with connected(url, statement_seconds=0) as connection:
        await _load(connection, scale)


async def show_tokens(url: str) -> None:
    """Make tokens for the roles of the demo and print them: they are kept nowhere else."""
    # Only the demo needs its data's code, which is as large as an area.
    from hub.demo.tokens import demo_tokens

    async with connected(url):
        tokens = await demo_tokens()
    width = max(map(len, tokens))
    typer.echo("Tokens to try the demo with, as Authorization: Bearer ... or in GraphiQL:")
    for holder, text in tokens.items():
        typer.echo(f"  {holder:{width}}  {text}")


async def _load(connection: BaseDBAsyncClient, scale: Scale) -> None:
    # As above: the data of the demo are loaded only for the demo.
    from hub.demo.load import load

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Demo data", total=None)

        def report(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        await load(connection, scale=scale, today=clock.today(), progress=report)

"""The command line: `hub`, or `python -m hub`."""

import asyncio
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from hub import (
    audit_commands,
    doctor,
    embedded,
    fee_commands,
    import_commands,
    logs,
    privacy_commands,
    schema_command,
    serving,
    settings,
    stopping,
    token_commands,
    user_commands,
)
from hub import migrate as migrations
from hub.demo.scale import Scale
from hub.errors import HubError
from hub.operating import Data
from hub.settings import Settings

app = typer.Typer(
    help="The membership and resource hub of a technology park.",
    epilog="Everything can also be set in the environment: the README lists the settings.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(token_commands.app, name="token")
app.add_typer(user_commands.app, name="user")
app.add_typer(audit_commands.app, name="audit")
app.add_typer(fee_commands.app, name="fees")
app.add_typer(import_commands.app, name="import")
app.add_typer(privacy_commands.exporting, name="export")
app.add_typer(privacy_commands.erasing, name="erase")
app.command(name="retention")(privacy_commands.retain)
app.command(name="schema")(schema_command.schema)


def main() -> None:
    """Run a command; what is foreseen to fail is said in a sentence, with exit code 1."""
    try:
        with stopping.in_order():
            app(prog_name="hub")
    except HubError as error:
        typer.echo(f"hub: {error}", err=True)
        sys.exit(1)


@app.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="The number of serving processes.")] = None,
    data: Data = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill an empty database with demo data.")
    ] = False,
) -> None:
    """Serve the hub until it is told to stop; the schema is brought up to date first."""
    given = settings.load(host=host, port=port, workers=workers, data_dir=data)
    logs.configure(given.log_level, given.log_format)

    def announce(url: str) -> None:
        if demo:
            asyncio.run(token_commands.show_for_demo(url))
        typer.echo(f"The hub: {_address(given)}/graphql")
        if given.graphiql:
            typer.echo(f"GraphiQL: {_address(given)}/graphiql")

    serving.serve(given, demo=demo, announce=announce)


@app.command()
def migrate(data: Data = None) -> None:
    """Bring the schema of the database up to date."""
    with embedded.database_url(settings.load(data_dir=data)) as url:
        names = asyncio.run(migrations.migrate(url))
    for name in names:
        typer.echo(f"applied {name}")
    if not names:
        typer.echo("up to date")


@app.command()
def demo(
    *,
    data: Data = None,
    scale: Annotated[
        Scale, typer.Option(help="A story to look at, or enough rows to measure with.")
    ] = Scale.SMALL,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing, and succeed, where there are data.")
    ] = False,
) -> None:
    """Fill an empty database with demo data."""
    # Other commands do without the data of the demo, which are as much code as an area.
    from hub.demo import filling

    with embedded.database_url(settings.load(data_dir=data)) as url:
        asyncio.run(migrations.migrate(url))
        asyncio.run(filling.fill_if_empty(url, scale) if if_empty else filling.fill(url, scale))


@app.command(name="doctor")
def examine(data: Data = None) -> None:
    """Say what is wrong and how to mend it; exit code 1 if anything is."""
    problems = [_show(finding) for finding in doctor.findings(settings.load(data_dir=data))]
    if any(problems):
        raise typer.Exit(1)


@app.command(name="version")
def show_version() -> None:
    """Say which version of the hub this is."""
    try:
        typer.echo(version("polo-hub"))
    except PackageNotFoundError:
        typer.echo("not installed")


def _show(finding: doctor.Finding) -> bool:
    mark = "PROBLEM" if finding.is_problem else "ok"
    typer.echo(f"{mark:7}  {finding.about}: {finding.said}")
    if finding.mend:
        typer.echo(f"{'':9}-> {finding.mend}")
    return finding.is_problem


def _address(given: Settings) -> str:
    host = f"[{given.host}]" if ":" in given.host else given.host
    return f"http://{host}:{given.port}"

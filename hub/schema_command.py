"""`hub schema`: the schema as text, its snapshot, and what a change breaks for clients."""

from typing import Annotated

import typer

Check = Annotated[
    bool,
    typer.Option(
        "--check",
        help="Name what breaks clients since the snapshot; exit code 1 on any difference.",
    ),
]
Write = Annotated[bool, typer.Option("--write", help="Write the snapshot anew.")]


def schema(*, check: Check = False, write: Write = False) -> None:
    """Print the GraphQL schema, or compare it with its snapshot."""
    # The schema takes half a second to build: other commands do without it.
    from hub import app

    text, snapshot = app.schema_text(), app.schema_snapshot()
    former = snapshot.read_text(encoding="utf-8")
    if check and text == former:
        typer.echo("the schema is as in the snapshot")
    elif check:
        _tell(*app.schema_changes(former))
        raise typer.Exit(1)
    elif write:
        snapshot.write_text(text, encoding="utf-8")
        typer.echo(f"wrote {snapshot.name}")
    else:
        typer.echo(text, nl=False)


def _tell(breaking: list[str], dangerous: list[str]) -> None:
    for change in breaking:
        typer.echo(f"BREAKING   {change}")
    for change in dangerous:
        typer.echo(f"dangerous  {change}")
    if not breaking:
        typer.echo("nothing that clients rely on is gone")
    typer.echo("the snapshot is out of date: review the change, then `hub schema --write`")

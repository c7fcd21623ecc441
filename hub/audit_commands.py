"""The record of all writes by command: verified, and its head told."""

import asyncio
import json
from typing import Annotated

import typer

from hub import embedded, keys, settings
from hub.operating import Data, require_schema
from hub.record import verify as record
from hub.record.verify import Mark, Verdict

app = typer.Typer(help="The audit.", no_args_is_help=True, rich_markup_mode=None)

OTHER_KEY = (
    "Nothing fits: perhaps the secret key is not that of the hub that wrote this"
    " (HUB_SECRET_KEY, or secret.key in the data directory)."
)


def _mark(text: str) -> Mark:
    position, _, seal = text.strip().partition(":")
    if not position.isdecimal() or not seal:
        raise typer.BadParameter("give what `hub audit head` has said: POSITION:SEAL")
    return Mark(int(position), seal)


@app.command()
def verify(
    *,
    expect: Annotated[
        Mark | None,
        typer.Option(
            parser=_mark,
            metavar="POSITION:SEAL",
            help="What `hub audit head` said before: that part must still be the same.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with a JSON object.")] = False,
    data: Data = None,
) -> None:
    """Look whether entries were changed, added or removed; exit code 1 if so."""
    given = settings.load(data_dir=data)
    with embedded.database_url(given) as url:
        asyncio.run(require_schema(url))
        verdict = asyncio.run(record.verify(url, keys.load(given), expect))
    typer.echo(_as_json(verdict) if as_json else _in_words(verdict))
    if not verdict.is_sound:
        raise typer.Exit(1)


@app.command()
def head(data: Data = None) -> None:
    """Say how far the audit reaches: kept elsewhere, it shows later that nothing was cut off."""
    with embedded.database_url(settings.load(data_dir=data)) as url:
        asyncio.run(require_schema(url))
        typer.echo(asyncio.run(record.head(url)))


def _in_words(verdict: Verdict) -> str:
    if verdict.is_sound:
        return f"{verdict.entries} entries, whole and in order up to {verdict.last}"
    lines = [
        f"{'head' if fault.position is None else fault.position}: {fault.what}"
        for fault in verdict.faults
    ]
    if verdict.number_of_faults > len(lines):
        lines.append(f"and {verdict.number_of_faults - len(lines)} more faults")
    return "\n".join([*lines, OTHER_KEY] if _fits_nothing(verdict) else lines)


def _fits_nothing(verdict: Verdict) -> bool:
    return verdict.number_of_faults > verdict.entries > 0


def _as_json(verdict: Verdict) -> str:
    return json.dumps(
        {
            "sound": verdict.is_sound,
            "entries": verdict.entries,
            "position": verdict.last.position,
            "seal": verdict.last.seal,
            "faults": [fault._asdict() for fault in verdict.faults],
            "numberOfFaults": verdict.number_of_faults,
        }
    )

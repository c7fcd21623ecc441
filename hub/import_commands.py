"""Bringing data in by command: a spreadsheet of members, and the empty one to begin with."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from hub import clock, embedded, keys, progress, settings
from hub.accounts.models import Account
from hub.act import Order, transact
from hub.actor import STAFF, Actor, Role, Viewer
from hub.database import connected
from hub.deed import Deed
from hub.errors import Misconfigured, Refusal, Refused
from hub.files import File
from hub.members.importing.act import import_members
from hub.members.importing.files import MOST_BYTES
from hub.members.importing.refusals import CellFault
from hub.members.importing.template import template as written
from hub.members.terms import Language
from hub.messages import message
from hub.operating import STATEMENT_SECONDS, Data, require_schema
from hub.progress import Report

COUNTED = ("organizations", "people", "affiliations", "memberships")

app = typer.Typer(help="Bring data in.", no_args_is_help=True, rich_markup_mode=None)
templates = typer.Typer(
    help="Empty spreadsheets to fill in.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(templates, name="template")

Tongue = Annotated[Language, typer.Option("--language", help="The language.", case_sensitive=False)]


@app.command()
def members(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv|xlsx", help="The spreadsheet.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would come of it.")
    ] = False,
    acting_as: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="EMAIL|DESK",
            help="The account that imports, as the record tells, or a desk without an account.",
        ),
    ] = Role.FRONT_DESK,
    language: Tongue = Language.EN,
    data: Data = None,
) -> None:
    """Import organizations, people and memberships: all that the file holds, or nothing.

    The headings are those of `hub import template members`, in Italian or English, in any order.
    """
    content = File(_content(file))
    tongue = language.value.lower()

    async def work(order: Order, report: Report) -> dict[str, Any]:
        async def run(deed: Deed) -> dict[str, Any]:
            done = await import_members.run(deed, file=content, report=report)
            return dict(done.values)

        return await transact(import_members.name, run, order=order)

    counts = _in_database(data, work, acting_as=acting_as, tongue=tongue, is_dry_run=dry_run)
    typer.echo("would be imported:" if dry_run else "imported:")
    for name in COUNTED:
        typer.echo(f"{counts[name]:9}  {name}")


@templates.command(name="members")
def template(
    *,
    to: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.xlsx|csv", help="A file to be made.")
    ],
    language: Tongue = Language.IT,
    example: Annotated[
        bool, typer.Option("--example", help="With a row that shows what belongs where.")
    ] = False,
) -> None:
    """Write the headings of a spreadsheet of members."""
    if to.suffix.lower() not in {".xlsx", ".csv"}:
        raise typer.BadParameter("the name of the file ends in .xlsx or .csv")
    tongue, is_workbook = language.value.lower(), to.suffix.lower() == ".xlsx"
    try:
        with to.open("xb") as file:
            file.writelines(written(tongue, is_workbook=is_workbook, has_example=example))
    except OSError as error:
        raise Misconfigured(f"{to} cannot be made: {error.strerror}.") from error
    typer.echo(f"written to {to}")


def _content(path: Path) -> bytes:
    """The content of a file, and no more of it than it takes to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from error


def _in_database(
    data: Path | None,
    work: Callable[..., Any],
    *,
    acting_as: str,
    tongue: str,
    is_dry_run: bool,
) -> dict[str, Any]:
    chosen = settings.load(data_dir=data)

    async def run(url: str) -> dict[str, Any]:
        await require_schema(url)
        async with connected(url, statement_seconds=STATEMENT_SECONDS):
            viewer = Viewer(clock.now(), clock.today(), await _actor(acting_as), tongue)
            order = Order(viewer, keys.load(chosen), is_dry_run=is_dry_run)
            with progress.shown("Import") as report:
                counts: dict[str, Any] = await work(order, report)
                return counts

    with embedded.database_url(chosen) as url:
        try:
            return asyncio.run(run(url))
        except Refused as refused:
            said = [_said(refusal, tongue) for refusal in refused.refusals]
            raise Misconfigured("\n".join(said)) from refused


async def _actor(acting_as: str) -> Actor:
    """An account with the roles that it has today, or a desk, whom the record does not name."""
    if "@" not in acting_as:
        desk = Role.__members__.get(acting_as.upper().replace("-", "_"))
        if desk not in STAFF:
            raise typer.BadParameter(f"{acting_as!r} is no e-mail address and no desk")
        return Actor(roles=frozenset({desk}))
    account = await Account.get_or_none(email=acting_as.strip().lower(), disabled_at=None)
    if account is None:
        raise Misconfigured(f"There is no open account with the e-mail address {acting_as!r}.")
    grants = await account.grants.filter(starts_on__lte=clock.today())
    roles = {each.role for each in grants if each.ends_on is None or each.ends_on > clock.today()}
    return Actor(frozenset(roles), account.person_id, account_id=account.id)


def _said(refusal: Refusal, tongue: str) -> str:
    sentence = message(refusal.sentence, tongue, **refusal.values)
    if not isinstance(refusal, CellFault):
        return " ".join([*_where(refusal), sentence])
    place = f"{refusal.row}, {refusal.column}" if refusal.column else str(refusal.row)
    return f"  {place}: {refusal.code}: {sentence}"


def _where(refusal: Refusal) -> list[str]:
    """The heading that a refusal of the whole file is about, if it is one."""
    return [f"{step}:" for step in refusal.path[3:]]

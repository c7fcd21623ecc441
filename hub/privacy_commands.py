"""What people are owed, by command: what is held on them, its erasure, and that it has its time."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from tortoise.transactions import in_transaction

from hub import clock
from hub.accounts import retention
from hub.accounts.erasure import erase_person
from hub.accounts.export import export_person, write_export
from hub.accounts.models import Account
from hub.act import Act, Order, transact
from hub.deed import Deed, Done
from hub.errors import Misconfigured
from hub.members.models import Person
from hub.operating import Data, in_database, new_file

exporting = typer.Typer(help="Take data out.", no_args_is_help=True, rich_markup_mode=None)
erasing = typer.Typer(help="Erase data for good.", no_args_is_help=True, rich_markup_mode=None)

DRY_RUN = typer.Option("--dry-run", help="Only say what would happen.")


@exporting.command(name="person")
def export(
    who: Annotated[str, typer.Argument(metavar="EMAIL|ID", help="Whose data.")],
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FILE.zip", help="A file to be made.")],
    data: Data = None,
) -> None:
    """Write everything that is held on a person to a ZIP of JSON and CSV."""
    with new_file(to) as file:

        async def work(order: Order) -> None:
            person = await _person(who)
            await _act(export_person, person.id, order)
            await write_export(file, person.id, clock.now())

        in_database(data, work)
    typer.echo(f"written to {to}")


@erasing.command(name="person")
def erase(
    id: Annotated[UUID, typer.Argument(help="The person.")],
    *,
    dry_run: Annotated[bool, DRY_RUN] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    data: Data = None,
) -> None:
    """Erase a person: what is theirs is emptied, and everything counts as before."""
    if not dry_run and not yes:
        typer.confirm("This cannot be undone. Erase the person?", abort=True)

    async def work(order: Order) -> dict[str, Any]:
        return await _act(erase_person, id, replace(order, is_dry_run=dry_run))

    told = in_database(data, work)
    typer.echo("would be erased" if dry_run else "erased")
    for what, heading in EFFECTS.items():
        _show(heading, told[what])


def retain(*, dry_run: Annotated[bool, DRY_RUN] = False, data: Data = None) -> None:
    """Let go of data that have had their time; a serving hub does so each day."""

    async def look(_: Order) -> list[retention.Due]:
        async with in_transaction() as connection:
            return await retention.due(connection)

    async def work(order: Order) -> list[tuple[str, int]]:
        return list((await retention.run_due(order.keys)).items())

    if dry_run:
        for due in in_database(data, look):
            _show_due(due)
        return
    for table, rows in in_database(data, work) or [("nothing", 0)]:
        typer.echo(f"{rows:9}  {table}")


EFFECTS = {
    "cleared": "rows of the person that are emptied, ended or deleted",
    "taken_out": "rows of others in which the name or an address is written",
    "reached": "organizations that are reached at an address of the person, and keep it",
}


def _show(heading: str, told: Any) -> None:
    """What came of an act: rows by table, or ids."""
    if told:
        typer.echo(f"{heading}:")
    for each in told:
        typer.echo(f"  {each}  {told[each]}" if isinstance(told, dict) else f"  {each}")


def _show_due(due: retention.Due) -> None:
    sweep = due.sweep
    oldest = f", the oldest of {clock.day_of(due.oldest)}" if due.oldest else ""
    typer.echo(f"{sweep.kind}: {sweep.table}")
    typer.echo(f"  to be {sweep.removal.lower()}: {due.rows}{oldest}")
    typer.echo(f"  {due.term.days} days: {due.term.reason}")


async def _act(act: Act, person_id: UUID, order: Order) -> dict[str, Any]:
    """Do an act as who runs the hub, whom the record does not name."""

    async def run(deed: Deed) -> dict[str, Any]:
        done = await act.run(deed, person_id=person_id)
        return dict(done.values) if isinstance(done, Done) else {}

    return await transact(act.name, run, order=order)


async def _person(who: str) -> Person:
    person = await Person.get_or_none(email=who.lower())
    if person is None:
        account = await Account.get_or_none(email=who.lower()).select_related("person")
        person = account.person if account else await _by_id(who)
    if person is None:
        raise Misconfigured(f"There is no person with the e-mail address or id {who!r}.")
    return person


async def _by_id(text: str) -> Person | None:
    try:
        return await Person.get_or_none(id=UUID(text))
    except ValueError:
        return None

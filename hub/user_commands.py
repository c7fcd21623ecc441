"""People's accounts by command: made, listed, closed, and given passwords and roles."""

import sys
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated

import typer

from hub import clock
from hub.accounts import accounts
from hub.accounts.models import GRANTABLE, Account, RoleGrant
from hub.accounts.roles import end_role, grant_role
from hub.act import Order, transact
from hub.actor import Role
from hub.errors import Misconfigured
from hub.members.models import Person
from hub.operating import Data, in_database

app = typer.Typer(help="Accounts of people.", no_args_is_help=True, rich_markup_mode=None)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address of the account.")]
Stdin = Annotated[
    bool, typer.Option("--stdin", help="Read the password from standard input, one line.")
]


@app.command()
def create(
    email: Email,
    *,
    role: Annotated[
        Role | None, typer.Option(help="A role to begin with, from today.", case_sensitive=False)
    ] = None,
    stdin: Stdin = False,
    no_password: Annotated[
        bool,
        typer.Option("--no-password", help="The holder asks for a mail, or uses a provider."),
    ] = False,
    data: Data = None,
) -> None:
    """Make an account, of the person with the address if there is one."""
    if role is not None and role not in GRANTABLE:
        raise typer.BadParameter(f"a role is one of: {', '.join(GRANTABLE)}", param_hint="--role")
    password = None if no_password else _password(stdin=stdin)

    async def work(order: Order) -> None:
        person = await Person.get_or_none(email=email.strip().lower())
        account = await accounts.create_account(email, password, order=order, person=person)
        if role is not None:
            await _grant(account, role, None, order=order)

    in_database(data, work)
    typer.echo("created")


@app.command(name="list")
def show(data: Data = None) -> None:
    """List the accounts: address, state, how its holder signs in, and the roles of today."""

    async def work(_: Order) -> list[Account]:
        return await Account.all().order_by("email").prefetch_related("grants")

    for account in in_database(data, work):
        typer.echo(f"{account.email:40}  {_state(account):26}  {_roles(account)}")


@app.command()
def disable(email: Email, data: Data = None) -> None:
    """Close an account, and sign its holder out."""
    in_database(data, lambda order: _with(email, accounts.disable_account, order))
    typer.echo("disabled")


@app.command()
def enable(email: Email, data: Data = None) -> None:
    """Open a closed account again."""
    in_database(data, lambda order: _with(email, accounts.enable_account, order))
    typer.echo("enabled")


@app.command(name="set-password")
def set_password(email: Email, *, stdin: Stdin = False, data: Data = None) -> None:
    """Give an account a new password, and sign its holder out everywhere."""
    password = _password(stdin=stdin)

    async def work(order: Order) -> None:
        await accounts.give_password(await _account(email), password, order=order)

    in_database(data, work)
    typer.echo("changed")


@app.command(name="take-second-factor")
def take_second_factor(email: Email, data: Data = None) -> None:
    """Take the second factor off an account whose holder has lost it; sure of who asks for it."""
    in_database(data, lambda order: _with(email, accounts.take_second_factor, order))
    typer.echo("taken off")


@app.command(name="role")
def change_role(
    email: Email,
    role: Annotated[Role, typer.Argument(help="The role.", case_sensitive=False)],
    *,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The first day without the role.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="End the role instead, today.")] = False,
    data: Data = None,
) -> None:
    """Grant a role from today on, or end it."""
    last = _day(until)

    async def work(order: Order) -> None:
        account = await _account(email)
        await (_end(account, role, order) if end else _grant(account, role, last, order=order))

    in_database(data, work)
    typer.echo("ended" if end else "granted")


async def _with(email: str, do: Callable[..., Awaitable[Account]], order: Order) -> Account:
    return await do(await _account(email), order=order)


async def _grant(account: Account, role: Role, until: date | None, *, order: Order) -> None:
    await transact(
        "grant_role",
        lambda deed: grant_role.run(deed, account_id=account.id, role=role, ends_on=until),
        order=order,
    )


async def _end(account: Account, role: Role, order: Order) -> None:
    grants = await RoleGrant.filter(account_id=account.id, role=role).order_by("-starts_on")
    grant = next((each for each in grants if _holds(each)), None)
    if grant is None:
        raise Misconfigured(f"{account.email} does not have the role {role} today.")
    await transact(
        "end_role",
        lambda deed: end_role.run(deed, role_grant_id=grant.id, version=grant.version),
        order=order,
    )


async def _account(email: str) -> Account:
    account = await Account.get_or_none(email=email.strip().lower())
    if account is None:
        raise Misconfigured(f"There is no account with the e-mail address {email!r}.")
    return account


def _password(*, stdin: bool) -> str:
    """A password that no list of processes and no history of a shell shows."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return given


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day, such as 2027-12-31") from error


def _holds(grant: RoleGrant) -> bool:
    today = clock.today()
    return grant.starts_on <= today and (grant.ends_on is None or today < grant.ends_on)


def _roles(account: Account) -> str:
    return ", ".join(sorted(grant.role for grant in account.grants if _holds(grant)))


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return f"disabled {clock.day_of(account.disabled_at)}"
    ways = {
        "password": account.password_hash is not None,
        "second factor": account.totp_confirmed_at is not None,
    }
    return " + ".join(way for way, is_there in ways.items() if is_there) or "no password"

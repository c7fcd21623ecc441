"""API tokens by command: made and shown once, listed, and revoked."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import typer
from tortoise.expressions import Q

from hub import clock
from hub.accounts import accounts
from hub.accounts.models import Token
from hub.act import Order
from hub.actor import Role, TokenScope
from hub.database import connected
from hub.errors import Misconfigured
from hub.members.models import Organization, Person
from hub.operating import Data, in_database

app = typer.Typer(help="API tokens.", no_args_is_help=True, rich_markup_mode=None)

NEEDS_PARTY = frozenset({Role.ADMINISTRATOR, Role.MEMBER})


@app.command()
def create(
    *,
    role: Annotated[Role, typer.Option(help="What its holder may do.", case_sensitive=False)],
    organization: Annotated[
        str | None, typer.Option(metavar="ID|NAME", help="The organization it acts for.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="The person it acts for.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="What it is for, as the list shows it.")] = None,
    scope: Annotated[
        list[TokenScope] | None,
        typer.Option(
            help="An area in which it may write; may be given again. It only reads without.",
            case_sensitive=False,
        ),
    ] = None,
    expires_in_days: Annotated[
        int | None,
        typer.Option(min=1, max=36_500, help="After how many days it ends; never, if not given."),
    ] = None,
    data: Data = None,
) -> None:
    """Make a token and show it: this is the only time, the hub keeps but its hash."""
    if role in NEEDS_PARTY and not (organization or person):
        raise typer.BadParameter(f"the role {role} needs --organization or --person")

    async def make(order: Order) -> str:
        return await accounts.issue_token(
            name or f"{role} by command",
            role,
            order=order,
            organization=await _organization(organization) if organization else None,
            person=await _person(person) if person else None,
            scopes=scope or [],
            expires_at=clock.now() + timedelta(days=expires_in_days) if expires_in_days else None,
        )

    typer.echo(in_database(data, make))


@app.command(name="list")
def show(data: Data = None) -> None:
    """List the tokens: the end of each, its role, its name and its state."""

    async def find(_: Order) -> list[Token]:
        return await Token.all().order_by("created_at")

    for token in in_database(data, find):
        typer.echo(
            f"{token.id}  ...{token.hint}  {token.role:13}  {_state(token):22}  {token.name}"
        )


@app.command()
def revoke(
    id: Annotated[UUID, typer.Argument(help="The id that `hub token list` shows.")],
    data: Data = None,
) -> None:
    """End a token; a running hub may honour it for some seconds more."""

    async def end(order: Order) -> None:
        token = await Token.get_or_none(id=id, revoked_at=None)
        if token is None:
            raise Misconfigured(f"There is no valid token with the id {id}.")
        await accounts.withdraw_token(token, order=order)

    in_database(data, end)
    typer.echo("revoked")


async def show_for_demo(url: str) -> None:
    """Make tokens for the roles of the demo and show them; the former ones end."""
    # Only the demo needs the code of its data, which is as large as an area.
    from hub.demo.tokens import demo_tokens

    async with connected(url):
        tokens = await demo_tokens()
    width = max(map(len, tokens))
    typer.echo("Tokens to try the demo with, as Authorization: Bearer ... or in GraphiQL:")
    for holder, text in tokens.items():
        typer.echo(f"  {holder:{width}}  {text}")


async def _organization(id_or_name: str) -> Organization:
    by_name = Q(name__iexact=id_or_name) | Q(legal_name__iexact=id_or_name)
    id = _as_id(id_or_name)
    found = await Organization.filter(Q(id=id) if id else by_name).limit(2)
    if len(found) != 1:
        number = "no" if not found else "more than one"
        raise Misconfigured(f"There is {number} organization {id_or_name!r}; give its id.")
    return found[0]


async def _person(email: str) -> Person:
    person = await Person.get_or_none(email=email.lower())
    if person is None:
        raise Misconfigured(f"There is no person with the e-mail address {email!r}.")
    return person


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _state(token: Token) -> str:
    if token.revoked_at:
        return f"revoked {clock.day_of(token.revoked_at)}"
    if token.expires_at and token.expires_at <= clock.now():
        return f"expired {clock.day_of(token.expires_at)}"
    return f"until {clock.day_of(token.expires_at)}" if token.expires_at else "valid"

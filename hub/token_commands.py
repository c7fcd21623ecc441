"""API tokens by command: made and shown once, listed, and revoked."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from tortoise.expressions import Q

from hub import clock, embedded, settings
from hub.accounts.models import Token
from hub.accounts.tokens import create_token
from hub.actor import Role, TokenScope
from hub.database import connected
from hub.errors import Misconfigured
from hub.members.models import Organization, Person
from hub.migrate import pending

T = TypeVar("T")

app = typer.Typer(help="API tokens.", no_args_is_help=True, rich_markup_mode=None)

NEEDS_PARTY = frozenset({Role.ADMINISTRATOR, Role.MEMBER})
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="The directory of the embedded PostgreSQL."),
]


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
        int | None, typer.Option(min=1, help="After how many days it ends; never, if not given.")
    ] = None,
    data: Data = None,
) -> None:
    """Make a token and show it: this is the only time, the hub keeps but its hash."""
    if role in NEEDS_PARTY and not (organization or person):
        raise typer.BadParameter(f"the role {role} needs --organization or --person")

    async def make() -> str:
        _, text = await create_token(
            name or f"{role} by command",
            role,
            organization=await _organization(organization) if organization else None,
            person=await _person(person) if person else None,
            scopes=scope or (),
            expires_at=clock.now() + timedelta(days=expires_in_days) if expires_in_days else None,
        )
        return text

    typer.echo(_in_database(data, make))


@app.command(name="list")
def show(data: Data = None) -> None:
    """List the tokens: the end of each, its role, its name and its state."""

    async def find() -> list[Token]:
        return await Token.all().order_by("created_at")

    for token in _in_database(data, find):
        typer.echo(
            f"{token.id}  ...{token.hint}  {token.role:13}  {_state(token):22}  {token.name}"
        )


@app.command()
def revoke(
    id: Annotated[UUID, typer.Argument(help="The id that `hub token list` shows.")],
    data: Data = None,
) -> None:
    """End a token; a running hub may honour it for some seconds more."""

    async def end() -> int:
        return await Token.filter(id=id, revoked_at=None).update(revoked_at=clock.now())

    if not _in_database(data, end):
        raise Misconfigured(f"There is no valid token with the id {id}.")
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


def _in_database(data: Path | None, act: Callable[[], Awaitable[T]]) -> T:
    async def run(url: str) -> T:
        if await pending(url):
            raise Misconfigured("The schema of the database is not up to date; run: hub migrate")
        async with connected(url):
            return await act()

    with embedded.database_url(settings.load(data_dir=data)) as url:
        return asyncio.run(run(url))


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

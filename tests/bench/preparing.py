"""The database of a run: filled once with the large demo, and kept for the next."""

from datetime import timedelta

from hub import clock
from hub.accounts.tokens import create_token
from hub.actor import Role
from hub.database import connected
from hub.demo import filling
from hub.demo.scale import Scale
from hub.members.models import Organization, Person
from hub.migrate import migrate
from tests.bench import cast
from tests.bench.cast import Cast
from tests.bench.operations import Asker
from tests.bench.requests import Tokens


async def prepare(url: str) -> tuple[Cast, Tokens]:
    """Fill an empty database; then whom the operations are about, and tokens that last a day."""
    await migrate(url)
    async with connected(url):
        is_empty = not await Organization.exists()
    if is_empty:
        await filling.fill(url, Scale.LARGE)
    found = await cast.find(url)
    return found, await _tokens(url, found)


async def _tokens(url: str, found: Cast) -> Tokens:
    until = clock.now() + timedelta(days=1)
    async with connected(url):
        person = await Person.get(id=found.person)
        _, member = await create_token("bench", Role.MEMBER, person=person, expires_at=until)
        _, direction = await create_token("bench", Role.DIRECTION, expires_at=until)
    return {Asker.MEMBER: member, Asker.DIRECTION: direction}

"""Links to calendars: made, renewed and revoked, and what their addresses open."""

from dataclasses import replace

import pytest

from hub import clock
from hub.actor import Role
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry
from hub.spaces.calendar_models import CalendarLink
from hub.spaces.calendars.tokens import NOTHING, Opening, opened, token_of
from tests.keys import KEYS
from tests.make import accounts, calendars, members, spaces
from tests.mutating.doing import Doing, signed_in
from tests.mutating.test_races import raced

LINK = "path calendarLink { id account { id } person { id } space { name } organization { name } }"

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture
def doing(pool: ReadPool) -> Doing:
    return Doing.on(pool)


async def status(pool: ReadPool, path: str) -> int:
    async with calendars.reading(pool) as client:
        return (await client.get(path)).status_code


async def test_a_link_is_made_to_ones_own_bookings(doing: Doing, pool: ReadPool) -> None:
    actor, _ = await signed_in()
    person = {"id": f"person_{actor.person_id}"}
    done = await doing.done("createCalendarLink", actor, LINK, personId=person["id"])
    (row,) = await CalendarLink.all()

    assert done["calendarLink"]["person"] == person
    assert done["calendarLink"]["space"] is done["calendarLink"]["organization"] is None
    assert await status(pool, done["path"]) == 200
    secret = done["path"].removesuffix(".ics").rpartition(".")[2]
    (entry,) = await AuditEntry.all()
    assert len(secret) == 43
    assert secret not in entry.body + str(vars(row))


async def test_the_same_key_tells_the_same_address(doing: Doing) -> None:
    actor, _ = await signed_in()
    given = {"personId": f"person_{actor.person_id}", "idempotencyKey": "once"}
    first = await doing.done("createCalendarLink", actor, LINK, **given)

    assert await doing.done("createCalendarLink", actor, LINK, **given) == first


@pytest.mark.parametrize("names", [(), ("personId", "spaceId"), ("spaceId", "organizationId")])
async def test_one_thing_is_followed(doing: Doing, names: tuple[str, ...]) -> None:
    actor, _ = await signed_in()
    ids = {
        "personId": f"person_{actor.person_id}",
        "spaceId": f"space_{(await spaces.space()).id}",
        "organizationId": f"org_{(await members.organization()).id}",
    }
    given = {name: ids[name] for name in names}

    assert await doing.codes("createCalendarLink", actor, **given) == ["CALENDAR_SCOPE"]


async def test_a_calendar_has_one_link_until_that_is_revoked(doing: Doing) -> None:
    actor, _ = await signed_in()
    given = {"spaceId": f"space_{(await spaces.space()).id}"}
    done = await doing.done("createCalendarLink", actor, LINK, **given)
    assert await doing.codes("createCalendarLink", actor, **given) == ["CALENDAR_LINKED"]

    await doing.done("revokeCalendarLink", actor, calendarLinkId=done["calendarLink"]["id"])
    assert await doing.codes("createCalendarLink", actor, **given) == []


async def test_of_two_that_are_made_at_once_there_is_one(doing: Doing, database_url: str) -> None:
    actor, _ = await signed_in()
    given = {"personId": f"person_{actor.person_id}"}
    wish = ("createCalendarLink", actor, given)
    codes = await raced(doing, database_url, "calendar_link", wishes=[wish, wish])

    assert codes == [[], ["CALENDAR_LINKED"]]
    assert await CalendarLink.all().count() == 1


async def test_a_program_makes_no_link(doing: Doing) -> None:
    """By it the program would read what its own token does not give it."""
    actor, _ = await signed_in(Role.MEMBER)
    program = replace(actor, token_id=actor.account_id)
    given = {"personId": f"person_{actor.person_id}"}

    assert await doing.codes("createCalendarLink", program, **given) == ["ACCOUNT_NEEDED"]


async def test_what_is_renewed_has_another_address(doing: Doing, pool: ReadPool) -> None:
    actor, account = await signed_in()
    link = await calendars.link(account=account)
    former = calendars.path_of(link)
    id = f"calendar_{link.id}"
    done = await doing.done("renewCalendarLink", actor, LINK, calendarLinkId=id)

    assert done["calendarLink"]["id"] == id
    assert (await status(pool, former), await status(pool, done["path"])) == (404, 200)


async def test_what_is_revoked_opens_nothing_and_cannot_be_renewed(
    doing: Doing, pool: ReadPool
) -> None:
    actor, account = await signed_in()
    link = await calendars.link(account=account)
    given = {"calendarLinkId": f"calendar_{link.id}"}
    await doing.done("revokeCalendarLink", actor, **given)
    await doing.done("revokeCalendarLink", actor, **given)

    assert await status(pool, calendars.path_of(link)) == 404
    assert await doing.codes("renewCalendarLink", actor, **given) == ["CALENDAR_LINK_REVOKED"]


async def test_a_link_goes_as_far_as_the_roles_that_its_maker_used(doing: Doing) -> None:
    actor, account = await signed_in(Role.FRONT_DESK)
    await accounts.role_grant(Role.DIRECTION, account=account)
    await doing.done("createCalendarLink", actor, personId=f"person_{actor.person_id}")
    (link,) = await CalendarLink.all()

    assert link.roles == ["FRONT_DESK"]


async def test_an_account_lists_its_links(doing: Doing) -> None:
    actor, account = await signed_in()
    link = await calendars.link(account=account, last_used_at=clock.now())
    await calendars.link()
    query = "{ viewer { account { calendarLinks { nodes { id lastUsedAt revokedAt } } } } }"
    data = await doing.data(query, actor)

    (found,) = data["viewer"]["account"]["calendarLinks"]["nodes"]
    assert found["id"] == f"calendar_{link.id}"
    assert found["lastUsedAt"] is not None
    assert found["revokedAt"] is None


@pytest.mark.parametrize("text", ["", ".", "..", "x", "x.1.y", "\u0661.1.y", "\0.1.y"])
async def test_what_is_no_token_opens_nothing(text: str) -> None:
    assert opened(KEYS, text) == NOTHING


async def test_a_token_opens_its_link_in_its_generation() -> None:
    link = await calendars.link()
    first, second = Opening(link.id, 1), Opening(link.id, 2)

    assert opened(KEYS, token_of(KEYS, first)) == first
    assert opened(KEYS, token_of(KEYS, second)) == second
    assert opened(KEYS, token_of(KEYS, first).replace(".1.", ".2.")) == NOTHING
    assert opened(KEYS, token_of(KEYS, first).upper()) == NOTHING

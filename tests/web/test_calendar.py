"""Feeds at the door: who gets one, what of it is sent again, and what it costs."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import httpx
import pytest

from hub import clock
from hub.accounts.models import Account
from hub.actor import Role
from hub.members.models import Affiliation
from hub.purse import Terms
from hub.read_pool import ReadPool
from hub.request_log import RequestLog
from hub.spaces.calendar_models import CalendarLink
from hub.web.buckets import Buckets
from hub.web.budget import Budget
from hub.web.envelope import Envelope
from tests.make import accounts, calendars, members, spaces

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture
async def client(pool: ReadPool) -> AsyncGenerator[httpx.AsyncClient]:
    async with calendars.reading(pool) as client:
        yield client


async def of_organization() -> tuple[CalendarLink, Affiliation]:
    """A link to an organization's bookings, of one of its people."""
    organization, person = await members.organization(), await members.person()
    affiliation = await members.affiliation(person=person, organization=organization)
    account = await accounts.account(person=person)
    return await calendars.link(account=account, organization=organization), affiliation


async def test_a_feed_is_private_and_of_its_type(client: httpx.AsyncClient) -> None:
    answer = await client.get(calendars.path_of(await calendars.link()))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer.content.endswith(b"END:VCALENDAR\r\n")


async def test_who_has_it_already_is_told_so(client: httpx.AsyncClient) -> None:
    followed = await calendars.link()
    path = calendars.path_of(followed)
    tag = (await client.get(path)).headers["etag"]

    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = await client.get(path, headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == "private, no-cache"


async def test_a_change_is_another_tag(client: httpx.AsyncClient) -> None:
    followed = await calendars.link()
    path = calendars.path_of(followed)
    tag = (await client.get(path)).headers["etag"]
    booking = await spaces.booking(person_id=followed.person_id)
    second = await client.get(path, headers={"if-none-match": tag})
    booking.cancelled_at = clock.now()
    await booking.save()
    third = await client.get(path, headers={"if-none-match": second.headers["etag"]})

    assert (second.status_code, third.status_code) == (200, 200)
    assert len({tag, second.headers["etag"], third.headers["etag"]}) == 3


async def test_a_request_that_lapses_by_the_clock_is_another_tag(
    client: httpx.AsyncClient,
) -> None:
    followed = await calendars.link()
    lapses_at = clock.now() + timedelta(hours=1)
    await spaces.request(person_id=followed.person_id, lapses_at=lapses_at)
    path = calendars.path_of(followed)
    tag = (await client.get(path)).headers["etag"]
    with clock.freeze(lapses_at):
        answer = await client.get(path, headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert b"STATUS:CANCELLED" in answer.content


async def test_a_head_has_no_body(client: httpx.AsyncClient) -> None:
    path = calendars.path_of(await calendars.link())
    answer, whole = await client.head(path), await client.get(path)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == whole.headers["etag"]
    assert answer.headers["content-length"] == str(len(whole.content))


async def test_other_methods_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(calendars.path_of(await calendars.link()))

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_what_opens_nothing_looks_all_the_same(client: httpx.AsyncClient) -> None:
    link = await calendars.link()
    good = calendars.path_of(link)
    revoked = await calendars.link(revoked_at=clock.now())
    former = calendars.path_of(await calendars.link())
    await CalendarLink.filter(revoked_at=None).exclude(id=link.id).update(generation=2)
    closed = await calendars.link(account=await closed_account())
    never = CalendarLink(id=revoked.account_id, generation=1)
    paths = [
        *map(calendars.path_of, (revoked, closed, never)),
        former,
        good.replace(".ics", "x.ics"),
        good.replace(".1.", ".2."),
        "/calendar/x.ics",
        "/calendar/..ics",
        f"/calendar/{link.id}.ics",
        f"/calendar/{link.id}.99999999999999999999.x.ics",
        f"/calendar/{link.id}.-1.x.ics",
        f"/calendar/{link.id}.٣.x.ics",
    ]
    answers = [await client.get(path) for path in paths]

    assert (await client.get(good)).status_code == 200
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


async def closed_account() -> Account:
    return await accounts.account(person=await members.person(), disabled_at=clock.now())


async def test_whoever_leaves_an_organization_no_longer_follows_it(
    client: httpx.AsyncClient,
) -> None:
    followed, affiliation = await of_organization()
    path = calendars.path_of(followed)
    before = await client.get(path)
    affiliation.ends_on = clock.today()
    await affiliation.save()
    after = await client.get(path, headers={"if-none-match": before.headers["etag"]})

    assert (before.status_code, after.status_code) == (200, 404)


async def test_the_front_desk_follows_any_organization_as_long_as_it_is_one(
    client: httpx.AsyncClient,
) -> None:
    account = await accounts.account(person=await members.person())
    grant = await accounts.role_grant(Role.FRONT_DESK, account=account)
    followed = await calendars.link(account=account, organization=await members.organization())
    path = calendars.path_of(followed)
    before = await client.get(path)
    grant.ends_on = clock.today()
    await grant.save()

    assert (before.status_code, (await client.get(path)).status_code) == (200, 404)


async def test_a_role_that_its_maker_had_not_proved_opens_nothing(
    client: httpx.AsyncClient,
) -> None:
    """Without the second step a desk's role does not count; by a link it must not come back."""
    account = await accounts.account(person=await members.person())
    await accounts.role_grant(Role.FRONT_DESK, account=account)
    organization = await members.organization()
    followed = await calendars.link(account=account, organization=organization, roles=[Role.MEMBER])

    assert (await client.get(calendars.path_of(followed))).status_code == 404


async def test_a_space_that_is_no_longer_shown_is_followed_no_more(
    client: httpx.AsyncClient,
) -> None:
    space = await spaces.space()
    followed = await calendars.link(space=space)
    path = calendars.path_of(followed)
    before = await client.get(path)
    space.is_public = False
    await space.save()

    assert (before.status_code, (await client.get(path)).status_code) == (200, 404)


async def test_it_is_known_when_a_link_was_used(client: httpx.AsyncClient) -> None:
    followed = await calendars.link()
    path = calendars.path_of(followed)
    first = clock.now()
    for instant in (first, first + timedelta(minutes=59)):
        with clock.freeze(instant):
            await client.get(path)
    await followed.refresh_from_db()
    assert followed.last_used_at == first

    with clock.freeze(first + timedelta(minutes=61)):
        answer = await client.get(path, headers={"if-none-match": "*"})
    assert answer.status_code == 304
    await followed.refresh_from_db()
    assert followed.last_used_at == first + timedelta(minutes=61)


async def test_a_feed_is_paid_for_by_its_holder(pool: ReadPool) -> None:
    path = calendars.path_of(await calendars.link())
    budget = Budget(Buckets(Terms(500, 1)), Buckets(Terms(500, 1)), Buckets(Terms(2, 1)))
    async with calendars.reading(pool, budget) as client:
        found = [await client.get(path) for _ in range(3)]
        tag = found[0].headers["etag"]
        again = await client.get(path, headers={"if-none-match": tag})

    assert [answer.status_code for answer in found] == [200, 200, 429]
    assert int(found[-1].headers["retry-after"]) > 0
    assert again.status_code == 304


async def test_whoever_tries_addresses_is_stopped(pool: ReadPool) -> None:
    budget = Budget(Buckets(Terms(500, 1)), Buckets(Terms(500, 1)), Buckets(Terms(3, 1)))
    async with calendars.reading(pool, budget) as client:
        found = [(await client.get("/calendar/x.ics")).status_code for _ in range(4)]

    assert found == [404, 404, 404, 429]


async def test_no_log_tells_how_to_open_a_feed(
    pool: ReadPool, capsys: pytest.CaptureFixture[str]
) -> None:
    path = calendars.path_of(await calendars.link())
    log = RequestLog("json")
    app = Envelope(calendars.served(pool), is_https=True, log=log)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://hub.test") as client:
        answer = await client.get(path)
    log.flush()
    written = capsys.readouterr().out

    assert answer.status_code == 200
    assert '"/calendar/' in written
    assert path.rpartition(".ics")[0].rpartition(".")[2] not in written
    assert answer.headers["referrer-policy"] == "no-referrer"

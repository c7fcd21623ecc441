"""Who sees what of spaces, bookings and leases: the reviewed answers, and SQL against Python."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.members.models import Organization, Person
from hub.policy import Policy
from hub.spaces import (
    attendee_models,
    booking_models,
    booking_policy,
    lease_models,
    lease_policy,
    models,
    opening_models,
    policy,
    rule_models,
    rule_policy,
)
from tests.make import members
from tests.make import spaces as make
from tests.make.spaces import HOUR, tomorrow_at
from tests.scopes import verdicts

TABLES: list[tuple[type[Model], Policy, tuple[str, ...]]] = [
    (models.Site, policy.SITE, ()),
    (models.Space, policy.SPACE, ()),
    (models.BookingConditions, rule_policy.BOOKING_CONDITIONS, ()),
    (models.SpacePrice, policy.SPACE_PRICE, ("space",)),
    (models.Connectivity, policy.CONNECTIVITY, ("space",)),
    (opening_models.OpeningHours, policy.OPENING_HOURS, ("space",)),
    (opening_models.OpeningException, policy.OPENING_EXCEPTION, ("space",)),
    (opening_models.Closure, policy.CLOSURE, ("space",)),
    (rule_models.BookingRule, rule_policy.BOOKING_RULE, ("space", "organization")),
    (rule_models.BookingQuota, rule_policy.BOOKING_QUOTA, ("space", "organization")),
    (booking_models.Booking, booking_policy.BOOKING, ("space", "guests")),
    (attendee_models.BookingAttendee, booking_policy.BOOKING_ATTENDEE, ("booking",)),
    (booking_models.BookingBlock, booking_policy.BOOKING_BLOCK, ("space", "booking")),
    (booking_models.BookingSeries, booking_policy.BOOKING_SERIES, ()),
    (booking_models.SkippedOccurrence, booking_policy.SKIPPED_OCCURRENCE, ("series",)),
    (booking_models.WaitlistEntry, booking_policy.WAITLIST_ENTRY, ()),
    (lease_models.Lease, lease_policy.LEASE, ()),
    (lease_models.RentStep, lease_policy.RENT_STEP, ("lease",)),
    (lease_models.Allowance, lease_policy.ALLOWANCE, ()),
]
BOOKINGS: dict[str, dict[str, Any]] = {
    "confirmed": {},
    "public event": {"is_public": True},
    "request": {"confirmed_at": None},
    "pending": {"confirmed_at": None, "holds_while_pending": True},
    "cancelled": {"cancelled_at": tomorrow_at(0)},
    "declined": {"declined_at": tomorrow_at(0), "decline_reason": "Lavori"},
}
ROOMS = ("public", "members'", "office")
ASKED_TO = ("confirmed", "cancelled")


@dataclass
class World:
    """Rows of an organization in rooms that are shown to all, to members, or not booked at all."""

    rooms: dict[str, models.Space]
    viewers: dict[str, Viewer]


def viewer(**given: Any) -> Viewer:
    actor = Actor(**given) if given else ANONYMOUS
    return Viewer(now=clock.now(), today=clock.today(), actor=actor)


@pytest.fixture
async def world(connection: BaseDBAsyncClient) -> World:
    own = await members.organization()
    holder, booker, guest = [await members.person() for _ in range(3)]
    rooms = {
        "public": await make.space("public"),
        "members'": await make.space("members'", is_public=False),
        "office": await make.space("office", is_bookable=False),
    }
    assert tuple(rooms) == ROOMS
    for room in rooms.values():
        await _furnish(room, own=own)
        await _occupy(room, own=own, holder=holder, booker=booker)
        await _ask(room, guest)
    await make.rule()
    await make.quota(organization=own)
    await make.allowance(organization=own)
    await make.connectivity()
    await make.opening_hours()
    viewers = {
        "anonymous": viewer(),
        "member": viewer(roles=frozenset({Role.MEMBER}), is_member=True),
        "colleague": viewer(roles=frozenset({Role.MEMBER}), organization_ids=(own.id,)),
        "administrator": viewer(
            roles=frozenset({Role.ADMINISTRATOR}),
            organization_ids=(own.id,),
            administered_ids=(own.id,),
            is_member=True,
        ),
        "holder": viewer(person_id=holder.id),
        "booker": viewer(person_id=booker.id),
        "guest": viewer(person_id=guest.id),
        "observer": viewer(roles=frozenset({Role.OBSERVER})),
        "projects": viewer(roles=frozenset({Role.PROJECTS})),
        "front desk": viewer(roles=frozenset({Role.FRONT_DESK})),
        "direction": viewer(roles=frozenset({Role.DIRECTION})),
    }
    return World(rooms, viewers)


async def _furnish(room: models.Space, *, own: Organization) -> None:
    await make.price(space=room)
    await make.connectivity(space=room)
    await make.opening_hours(space=room)
    await make.opening_exception(space=room)
    await make.closure(space=room, starts_at=tomorrow_at(18))
    await make.rule(space=room)
    await make.rule(space=room, organization=own)
    await make.quota(space=room)


async def _occupy(room: models.Space, *, own: Organization, holder: Person, booker: Person) -> None:
    parties: dict[str, Any] = {"organization": own, "person": holder}
    for n, (name, given) in enumerate(BOOKINGS.items()):
        starting = tomorrow_at(8) + n * HOUR
        facts: dict[str, Any] = {**given, **parties, "booked_by": booker}
        await make.booking(starting, space=room, title=f"{name} {room.name}", **facts)
    missed = clock.now() - timedelta(days=1)
    await make.booking(
        missed, space=room, title=f"missed {room.name}", check_in_due_at=missed + HOUR, **parties
    )
    series = await make.series(space=room, organization=own)
    await make.skipped_occurrence(series=series)
    await make.waitlist_entry(space=room, **parties)
    former = {"starts_on": members.days_ago(100), "ends_on": members.days_ago(10)}
    lease = await make.lease(space=room, **former, **parties)
    await make.rent_step(lease=lease)


async def _ask(room: models.Space, guest: Person) -> None:
    """To a booking that keeps the room, and to one that does no more."""
    for name in ASKED_TO:
        booking = await booking_models.Booking.get(title=f"{name} {room.name}")
        await make.guest(booking=booking, person=guest)
        await make.guest(booking=booking, email="ospite@example.org")


@pytest.mark.parametrize(("model", "table", "loaded"), TABLES, ids=[t[0].__name__ for t in TABLES])
async def test_the_database_decides_as_python_does(
    connection: BaseDBAsyncClient,
    world: World,
    *,
    model: type[Model],
    table: Policy,
    loaded: tuple[str, ...],
) -> None:
    rows = await model.all().prefetch_related(*loaded)
    assert rows
    for who, asking in world.viewers.items():
        for predicate in [table.rows, *table.fields]:
            expected = {row.pk: predicate.holds(row, asking) for row in rows}
            found = await verdicts(connection, model, predicate=predicate, viewer=asking)
            assert found == expected, f"{who}: {table.fields.get(predicate, 'rows')}"


@pytest.mark.parametrize("table", [table for _, table, _ in TABLES])
def test_every_field_is_named_once(table: Policy) -> None:
    assert len(table.names) == len(set(table.names))


KEEPING = ("confirmed", "public event", "pending")
KEPT_PUBLIC = {f"{name} public" for name in KEEPING}
KEPT_BY_MEMBERS = {f"{name} members'" for name in KEEPING}
EVERY_BOOKING = {f"{name} {room}" for name in [*BOOKINGS, "missed"] for room in ROOMS}


SEEN_BOOKINGS = {
    "anonymous": KEPT_PUBLIC,
    "member": KEPT_PUBLIC | KEPT_BY_MEMBERS,
    "colleague": EVERY_BOOKING,
    "administrator": EVERY_BOOKING,
    "holder": EVERY_BOOKING,
    "booker": KEPT_PUBLIC | {name for name in EVERY_BOOKING if not name.startswith("missed")},
    "guest": KEPT_PUBLIC | {f"{name} {room}" for name in ASKED_TO for room in ROOMS},
    "observer": KEPT_PUBLIC | KEPT_BY_MEMBERS,
    "projects": KEPT_PUBLIC | KEPT_BY_MEMBERS,
    "front desk": EVERY_BOOKING,
    "direction": EVERY_BOOKING,
}


async def test_who_sees_which_bookings(connection: BaseDBAsyncClient, world: World) -> None:
    titles = {row.id: row.title for row in await booking_models.Booking.all()}
    seen = {}
    for who, asking in world.viewers.items():
        found = await verdicts(
            connection, booking_models.Booking, predicate=booking_policy.BOOKING.rows, viewer=asking
        )
        seen[who] = {titles[key] for key, is_seen in found.items() if is_seen}

    assert seen == SEEN_BOOKINGS


CONCERNED = {"colleague", "administrator", "holder", "booker", "front desk", "direction"}
PARTIES = {"person", "organization", "booked_by", "attendees", "price", "kind", "cancel_reason"}


async def test_who_sees_what_of_a_booking(world: World) -> None:
    bookings = booking_models.Booking.all().prefetch_related("guests")
    private = await bookings.get(title="confirmed public")
    event = await bookings.get(title="public event public")

    def seeing(name: str, row: booking_models.Booking) -> set[str]:
        shown = booking_policy.BOOKING.of(name)
        return {who for who, asking in world.viewers.items() if shown.holds(row, asking)}

    everybody = set(world.viewers)
    asked = CONCERNED | {"guest"}
    assert (seeing("title", private), seeing("title", event)) == (asked, everybody)
    for row in (private, event):
        assert seeing("state", row) == everybody
        assert seeing("note", row) == {"front desk", "direction"}
        for name in PARTIES:
            assert seeing(name, row) == CONCERNED


SEEN_LEASES = {
    "anonymous": (0, 0),
    "member": (0, 0),
    "colleague": (3, 0),
    "administrator": (3, 3),
    "holder": (3, 3),
    "booker": (0, 0),
    "guest": (0, 0),
    "observer": (3, 0),
    "projects": (3, 0),
    "front desk": (3, 3),
    "direction": (3, 3),
}


async def test_who_sees_leases_and_their_rent(connection: BaseDBAsyncClient, world: World) -> None:
    seen = {}
    for who, asking in world.viewers.items():
        leases = await verdicts(
            connection, lease_models.Lease, predicate=lease_policy.LEASE.rows, viewer=asking
        )
        steps = await verdicts(
            connection, lease_models.RentStep, predicate=lease_policy.RENT_STEP.rows, viewer=asking
        )
        seen[who] = (sum(leases.values()), sum(steps.values()))

    assert seen == SEEN_LEASES


SEEN_GUESTS = {
    "anonymous": (0, 0),
    "member": (0, 0),
    "colleague": (12, 0),
    "administrator": (12, 0),
    "holder": (12, 6),
    "booker": (12, 6),
    "guest": (6, 0),
    "observer": (0, 0),
    "projects": (0, 0),
    "front desk": (12, 6),
    "direction": (12, 6),
}


async def test_who_sees_guests_and_their_addresses(
    connection: BaseDBAsyncClient, world: World
) -> None:
    """Colleagues see who comes, a guest themselves alone; addresses only who asked or is in charge."""
    guests = await attendee_models.BookingAttendee.all()
    by_mail = {row.id for row in guests if row.email is not None}
    seen = {}
    for who, asking in world.viewers.items():
        rows, emails = [
            await verdicts(connection, type(guests[0]), predicate=predicate, viewer=asking)
            for predicate in (
                booking_policy.BOOKING_ATTENDEE.rows,
                booking_policy.BOOKING_ATTENDEE.of("email"),
            )
        ]
        read = [key for key in by_mail if rows[key] and emails[key]]
        seen[who] = (sum(rows.values()), len(read))

    assert seen == SEEN_GUESTS


OF_PUBLIC, OF_ALL = {"public", "office"}, set(ROOMS)
SEEN_RULES = {
    "anonymous": OF_PUBLIC,
    "member": OF_ALL,
    "colleague": OF_PUBLIC | {"own public", "own office"},
    "administrator": OF_ALL | {f"own {room}" for room in ROOMS},
    "holder": OF_PUBLIC,
    "booker": OF_PUBLIC,
    "guest": OF_PUBLIC,
    "observer": OF_ALL,
    "projects": OF_ALL,
    "front desk": OF_ALL | {f"own {room}" for room in ROOMS},
    "direction": OF_ALL | {f"own {room}" for room in ROOMS},
}


async def test_who_sees_which_rules(connection: BaseDBAsyncClient, world: World) -> None:
    """Those for all as the spaces are seen; those of an organization its people and the desk."""
    rules = await rule_models.BookingRule.filter(space_id__isnull=False)
    names = {room.id: name for name, room in world.rooms.items()}
    called = {
        row.id: f"{'own ' if row.organization_id else ''}{name}"
        for row in rules
        for room_id, name in names.items()
        if row.space_id == room_id
    }
    seen = {}
    for who, asking in world.viewers.items():
        found = await verdicts(
            connection,
            rule_models.BookingRule,
            predicate=rule_policy.BOOKING_RULE.rows,
            viewer=asking,
        )
        seen[who] = {called[key] for key, is_seen in found.items() if is_seen and key in called}

    assert seen == SEEN_RULES

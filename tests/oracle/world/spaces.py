"""The places of the world: spaces within spaces, their hours, and who has them when."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hub import clock
from hub.members.membership_models import MembershipType
from hub.members.terms import MembershipCategory
from hub.spaces.booking_models import Booking
from hub.spaces.models import Site, Space
from hub.spaces.terms import (
    Accessibility,
    BookingKind,
    ClockOffset,
    Feature,
    OpeningState,
    PriceUnit,
    QuotaPeriod,
    SpaceKind,
)
from tests.make import spaces as make
from tests.make.members import days_ago
from tests.make.spaces import HOUR, on
from tests.oracle.world.members import Organizations, People

Spaces = dict[str, Space]

RULE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20271231"
STEPS = [{"minutes_before": 1440, "percent": 0}, {"minutes_before": 60, "percent": 50}]


async def sites(parties: Organizations) -> list[Site]:
    return [
        await make.site(
            name="Polo", owner=parties["city"], latitude="45.133300", longitude="10.024200"
        ),
        await make.site(name="pòlo", time_zone="Europe/London", ends_on=days_ago(-900)),
    ]


async def spaces(places: list[Site], parties: Organizations) -> Spaces:
    """A hall with two halves, a room of another zone, a hidden room, desks in an open space."""
    here, there = places
    strict = await make.conditions(
        cancellation_steps=STEPS, max_live_bookings=3, holds_while_pending=False, no_show_limit=3
    )
    hall = await make.space(
        "Sala Àgo",
        site=here,
        kind=SpaceKind.HALL,
        capacity=90,
        features=[Feature.SCREEN, Feature.SOUND],
        accessibility=[Accessibility.STEP_FREE, Accessibility.HEARING_LOOP],
        photos=["https://www.esempio.it/sala.jpg", "https://www.esempio.it/àgo.jpg"],
        conditions=strict,
        area_m2="120.50",
        floor=0,
    )
    co_working = await make.space(
        "Cobox", site=here, kind=SpaceKind.OPEN_SPACE, is_bookable=False, capacity=35
    )
    found = {
        "hall": hall,
        "left": await make.space("sala ago", parent=hall, capacity=40, conditions=strict),
        "right": await make.space(parent=hall, features=[Feature.SCREEN], floor=1),
        "hidden": await make.space("Bunker", site=here, is_public=False, owner=parties["hidden"]),
        "there": await make.space(
            "Lab", site=there, bookable_from=clock.now() - timedelta(days=9), description="Prove"
        ),
        "later": await make.space(site=there, bookable_from=clock.now() + timedelta(days=9)),
        "cobox": co_working,
        "office": await make.space(
            "Ufficio", site=here, kind=SpaceKind.OFFICE, is_bookable=False, is_public=False
        ),
    }
    for number in range(3):
        found[f"desk{number}"] = await make.desk(
            parent=co_working, ends_on=days_ago(3) if number == 2 else None
        )
    return found


async def openings(places: list[Site], found: Spaces) -> None:
    here, there = places
    for weekday in range(1, 6):
        await make.opening_hours(weekday, site=here)
    await make.opening_hours(3, 9, 0, site=there, state=OpeningState.SELF_SERVICE)
    await make.opening_hours(3, 6, 12, space=found["hall"], state=OpeningState.WITH_BOOKING)
    await make.opening_hours(3, 14, 18, space=found["hidden"], ends_on=days_ago(-300))
    await make.opening_exception(
        space=found["cobox"], opens=time(9), closes=time(11), state=OpeningState.WITH_KEY
    )
    await make.opening_exception(site=here, occurs_on=date(2027, 12, 25), reason="Natale")
    await make.opening_exception(space=found["hall"], withdrawn_at=clock.now(), reason="Fiera")
    now = clock.now()
    await make.closure(
        site=there, starts_at=now + timedelta(days=4), ends_at=now + timedelta(days=5)
    )
    await make.closure(space=found["right"], starts_at=now - HOUR, ends_at=now + HOUR)
    await make.closure(
        space=found["hidden"], starts_at=now - HOUR, ends_at=now + HOUR, withdrawn_at=now
    )


async def bookings(found: Spaces, parties: Organizations, persons: People) -> None:
    """Every state that a booking can be in, many of them of the same hour."""
    now, today = clock.now(), clock.today()
    nine = on(today + timedelta(days=1), 9)
    held: list[dict[str, Any]] = [
        {"space": found["hall"], "organization": parties["alfa"], "cancellation_steps": STEPS},
        {"space": found["there"], "person": persons["hugo"], "is_public": True, "title": "Évento"},
        {
            "space": found["hidden"],
            "organization": parties["beta"],
            "note": "VIP",
            "price": "30.00",
        },
        {"space": found["hall"], "organization": parties["beta"], "declined_at": now}
        | {"decline_reason": "Già presa"},
        {"space": found["left"], "organization": parties["alfa"], "cancelled_at": now}
        | {"cancelled_by": persons["bruno"], "person": persons["bruno"], "cancel_reason": "Neve"},
        {"space": found["hall"], "kind": BookingKind.BLOCK, "starting": on(today, 7)},
        {"space": found["left"], "starting": now - HOUR / 2, "check_in_due_at": now - HOUR / 4}
        | {"organization": parties["alfa"], "pool_minutes": 60},
        {"space": found["there"], "starting": now - HOUR / 2, "organization": parties["beta"]},
        {
            "space": found["there"],
            "starting": now - 24 * HOUR,
            "finished_at": now - 24 * HOUR + HOUR / 2,
        }
        | {"organization": parties["hidden"], "booked_by": persons["staff"], "pool_minutes": 30},
        {"space": found["later"], "starting": nine + 400 * HOUR, "person": persons["elena"]},
    ]
    for given in held:
        starting = given.pop("starting", nine)
        organization = given.pop("organization", None)
        if given.get("kind") is BookingKind.BLOCK or "person" in given:
            given |= {"organization": organization}
        await make.booking(starting, **{"organization": organization, **given})
    await make.request(nine, space=found["left"], organization=parties["alfa"])
    await make.request(now - HOUR, space=found["left"], organization=parties["co_worker"])
    for starting, room, organization in (
        (nine + 6 * HOUR, "there", "beta"),
        (nine + 6 * HOUR, "hidden", "co_worker"),
        (now - 3 * HOUR, "there", "alfa"),
    ):
        await make.request(
            starting,
            space=found[room],
            organization=parties[organization],
            holds_while_pending=True,
            sequence=1,
        )


async def guests(found: Spaces, persons: People) -> None:
    """People asked to what they would see anyway, and to what they would not; and some by mail."""
    for room, state, names in (
        ("hall", {"confirmed_at__isnull": False, "declined_at": None}, ("carla", "hugo")),
        ("hidden", {"confirmed_at__isnull": False}, ("hugo", "anna", "dario")),
        ("hidden", {"confirmed_at": None}, ("fabio",)),
        ("left", {"cancelled_at__isnull": False}, ("elena",)),
    ):
        booking = await Booking.filter(space=found[room], **state).order_by("starts_at").last()
        for name in names:
            await make.guest(booking=booking, person=persons[name])
        await make.guest(booking=booking, email=f"{room}@example.org", name="Òspite")


async def rules(found: Spaces, parties: Organizations) -> None:
    """Of one space, of a kind and of all; for one organization, for a type and for everybody."""
    ordinary = await MembershipType.get(code="ordinary")
    places: list[dict[str, Any]] = [
        {},
        {"kind": SpaceKind.HALL},
        {"space": found["hall"]},
        {"space": found["hidden"]},
    ]
    for number, place in enumerate(places):
        ends_on = days_ago(number - 2)
        await make.rule(**place, needs_approval=number == 1, ends_on=ends_on)
        await make.rule(**place, organization=parties["alfa"], max_days_ahead=90)
        await make.rule(**place, organization=parties["hidden"], may_book=False)
        await make.quota(**place, membership_type=ordinary, max_minutes=600)
        await make.quota(**place, organization=parties["beta"], per=QuotaPeriod.DAY)


async def waiting(found: Spaces, parties: Organizations, persons: People) -> None:
    now = clock.now()
    nine = on(clock.today() + timedelta(days=1), 9)
    four = {"starting": nine + 4 * HOUR}
    offered = {**four, "offered_at": now - HOUR, "offer_ends_at": now + HOUR}
    planned = {**four, "offered_at": now + HOUR, "offer_ends_at": now + 2 * HOUR}
    line: tuple[tuple[str, str | None, dict[str, Any]], ...] = (
        ("bruno", "alfa", {}),
        ("carla", None, {"joined_at": now - HOUR}),
        ("hugo", None, {"left_at": now}),
        ("elena", "beta", {"starts_at": nine + HOUR / 2}),
        ("fabio", None, {"space": found["left"], "joined_at": now - HOUR / 2}),
        ("bruno", "alfa", {"space": found["there"], "joined_at": now - 2 * HOUR, **offered}),
        ("anna", None, {"space": found["there"], "joined_at": now - HOUR, **planned}),
    )
    for name, organization, given in line:
        await make.waitlist_entry(
            given.pop("starting", nine),
            person=persons[name],
            organization=parties[organization] if organization else None,
            **{"space": found["hall"], **given},
        )
    weekly = await make.series(
        space=found["hall"], organization=parties["alfa"], booked_by=persons["bruno"]
    )
    await make.skipped_occurrence(series=weekly)
    await make.skipped_occurrence(series=weekly, occurs_on=date(2027, 4, 5), resolved_at=now)
    await make.series(
        space=found["there"],
        person=persons["hugo"],
        rule=RULE,
        offset=ClockOffset.SECOND,
        note="Chiavi",
    )
    occurrence = on(date(2027, 6, 7), 9)
    await make.booking(
        occurrence,
        space=found["hall"],
        organization=parties["alfa"],
        series=weekly,
        occurs_on=date(2027, 6, 7),
    )


async def lettings(found: Spaces, parties: Organizations, persons: People) -> None:
    lease = await make.lease(
        space=found["desk0"],
        organization=parties["alfa"],
        monthly_amount="180.00",
        note="Sconto",
    )
    await make.rent_step(lease=lease, starts_on=days_ago(10), amount="190.00")
    await make.rent_step(lease=lease, starts_on=days_ago(-10), amount="200.00", reason="ISTAT")
    await make.lease(
        space=found["desk1"], person=persons["hugo"], ends_on=days_ago(1), notice_on=days_ago(31)
    )
    await make.lease(space=found["office"], organization=parties["beta"], starts_on=days_ago(-5))
    await make.lease(
        space=found["cobox"],
        organization=parties["hidden"],
        starts_on=days_ago(-40),
        deposit="100.00",
    )
    await make.allowance(organization=parties["alfa"])
    await make.allowance(300, organization=parties["alfa"], kind=SpaceKind.HALL)
    await make.allowance(organization=parties["hidden"], ends_on=days_ago(1))
    await make.price(space=found["hall"], category=MembershipCategory.ORDINARY)
    await make.price("40.00", space=found["hall"], ends_on=days_ago(-5), unit=PriceUnit.DAY)
    await make.price(space=found["hidden"], vat_rate=Decimal("10.00"))
    await make.connectivity(operator=parties["city"], site=(found["hall"]).site)
    await make.connectivity(
        operator=parties["hidden"],
        territory="Cremona",
        connections=7000,
        unit_of_count="USER",
        counted_on=days_ago(60),
        source="Comune",
    )
    await make.connectivity(operator=parties["alfa"], space=found["hidden"], down_mbps="1000")

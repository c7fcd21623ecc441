"""What is asked about many dates at once is what is asked about each."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from hub.members.membership_models import Membership
from hub.members.models import Affiliation
from hub.members.terms import MembershipCategory
from hub.spaces.models import Space
from hub.spaces.terms import QuotaHolder, QuotaPeriod, SpaceKind
from tests.make import spaces
from tests.mutating.doing import NOW, Doing
from tests.spaces.booking.asking import CHECK, HOUR, Firm, book, employee, firm, room, slot
from tests.spaces.series.asking import MONDAY, mondays, preview

WEEK = timedelta(weeks=1)
WEEKS = 16


class World(NamedTuple):
    """A company, and a hall with a half."""

    alfa: Firm
    hall: Space
    half: Space


async def world() -> World:
    alfa = await firm()
    hall = await room(
        buffer_before_minutes=15,
        buffer_after_minutes=30,
        max_days_ahead=90,
        max_minutes=120,
        min_notice_minutes=60,
    )
    half = await spaces.space("Metà", parent=hall)
    return World(alfa, hall, half)


async def events(doing: Doing, around: World) -> None:
    """Something in each week, that ends before the next."""
    alfa, hall, half = around

    def on(week: int, hour: int = 0) -> Any:
        return spaces.on(MONDAY + week * WEEK, hour)

    beta, colleague = await firm(), await employee(alfa.organization)
    await book(doing, beta.actor, **slot(hall, on(1, 10), firm=beta))
    await book(doing, beta.actor, **slot(half, on(2, 10), firm=beta))
    await book(doing, beta.actor, **slot(hall, on(3, 11), firm=beta))
    await book(doing, colleague, **slot(half, on(4, 16), firm=alfa))
    await spaces.closure(space=half, starts_at=on(5, 8), ends_at=on(5, 10))
    await spaces.opening_exception(space=hall, occurs_on=MONDAY + 6 * WEEK)
    await spaces.lease(
        space=half, starts_on=MONDAY + 7 * WEEK, ends_on=MONDAY + 7 * WEEK + timedelta(days=2)
    )
    days = {"starts_on": MONDAY + 8 * WEEK, "ends_on": MONDAY + 9 * WEEK}
    await spaces.rule(space=hall, max_minutes=60, **days)
    later = {"starts_on": MONDAY + 9 * WEEK, "ends_on": MONDAY + 10 * WEEK}
    await spaces.rule(organization=alfa.organization, may_book=False, max_minutes=None, **later)
    held = await Membership.get(organization_id=alfa.organization.id)
    typed = {"starts_on": MONDAY + 10 * WEEK, "ends_on": MONDAY + 11 * WEEK}
    await spaces.rule(membership_type_id=held.type_id, min_attendees=4, max_minutes=None, **typed)
    await spaces.quota(
        counts=QuotaHolder.ORGANIZATION, per=QuotaPeriod.DAY, max_minutes=150, kind=hall.kind
    )
    await spaces.quota(
        counts=QuotaHolder.PERSON,
        per=QuotaPeriod.WEEK,
        max_bookings=0,
        starts_on=MONDAY + 11 * WEEK,
    )
    pool = {"starts_on": MONDAY + 3 * WEEK, "ends_on": MONDAY + 5 * WEEK}
    await spaces.allowance(60, organization=alfa.organization, **pool)
    await spaces.price("10.00", space=hall, category=MembershipCategory.ORDINARY)


async def test_each_date_meets_what_a_single_booking_meets(doing: Doing) -> None:
    alfa, hall, _ = around = await world()
    await events(doing, around)
    rule = f"FREQ=WEEKLY;COUNT={WEEKS}"
    together = await preview(doing, alfa.actor, **mondays(hall, firm=alfa, rule=rule))

    met = set()
    for week in range(WEEKS):
        day = MONDAY + week * WEEK
        given = slot(hall, spaces.on(day, 9), length=2 * HOUR, firm=alfa)
        single = (await doing.data(CHECK, alfa.actor, input=given))["checkBooking"]["problems"]
        codes = list(dict.fromkeys(each["code"] for each in single))
        assert together["dates"][week]["codes"] == codes, day
        if single:
            assert together["dates"][week]["message"] == single[0]["message"]
        met |= set(codes)
    assert met >= {
        "SLOT_TAKEN",
        "CONFLICT_IN_HIERARCHY",
        "BUFFER_CONFLICT",
        "SPACE_CLOSED",
        "SPACE_LET",
        "BOOKING_TOO_LONG",
        "BOOKING_NOT_ALLOWED",
        "TOO_FEW_ATTENDEES",
        "QUOTA_EXCEEDED",
        "POOL_EXHAUSTED",
        "BOOKING_TOO_FAR_AHEAD",
    }


async def test_days_without_membership_or_affiliation_are_told(doing: Doing) -> None:
    alfa, sala = await firm(periods=[(date(2026, 6, 1), date(2027, 6, 1))]), await room()
    held = await Membership.get(organization_id=alfa.organization.id).prefetch_related("type")
    last = date(2027, 6, 1) + timedelta(days=held.type.grace_days)
    count = {"rule": "FREQ=WEEKLY;COUNT=12"}

    told = await preview(doing, alfa.actor, **mondays(sala, firm=alfa, **count))
    for each in told["dates"]:
        is_covered = date.fromisoformat(each["occursOn"]) < last
        assert each["codes"] == ([] if is_covered else ["NOT_COVERED_ON_DATE"])
    leaver = await employee(alfa.organization)
    seats = Affiliation.filter(person_id=leaver.person_id)
    assert await seats.update(ends_on=MONDAY + WEEK) == 1
    told = await preview(doing, leaver, **mondays(sala, firm=alfa))
    codes = [each["codes"] for each in told["dates"]]
    assert codes == [[], *[["PERSON_NOT_OF_ORGANIZATION"]] * 3]


async def test_what_lapsed_or_was_missed_is_cleared_away(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    lapsed = spaces.on(MONDAY, 9)
    await spaces.request(lapsed, space=sala, lapses_at=NOW, holds_while_pending=True)

    told = await preview(doing, alfa.actor, **mondays(sala, firm=alfa))
    assert told["bookable"] == 4
    answer = await doing.done(
        "bookSeries",
        alfa.actor,
        "booked",
        title="Riunione",
        onConflict="ALL_OR_NOTHING",
        **mondays(sala, firm=alfa),
    )
    assert answer["booked"] == 4


async def test_a_quota_of_one_space_counts_that_alone(doing: Doing) -> None:
    alfa, sala, other = await firm(), await room(), await room()
    limits = {"counts": QuotaHolder.PERSON, "per": QuotaPeriod.WEEK, "max_bookings": 1}
    await spaces.quota(**limits, space=sala)
    await spaces.quota(**limits, kind=SpaceKind.HALL)
    await book(doing, alfa.actor, **slot(other, spaces.on(MONDAY, 15), firm=alfa))
    await book(doing, alfa.actor, **slot(sala, spaces.on(MONDAY + WEEK, 15), firm=alfa))

    told = await preview(doing, alfa.actor, **mondays(sala, firm=alfa))
    assert [each["codes"] for each in told["dates"]] == [[], ["QUOTA_EXCEEDED"], [], []]

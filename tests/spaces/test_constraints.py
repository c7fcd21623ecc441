"""What the database refuses, by the name of the constraint."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError

from hub.members.terms import MembershipCategory
from hub.spaces.terms import BookingKind, OpeningState, SpaceKind, UnitOfCount
from tests.make import members
from tests.make import spaces as make
from tests.make.spaces import HOUR, tomorrow_at

pytestmark = pytest.mark.usefixtures("connection")

Maker = Callable[..., Awaitable[Any]]

MINUTE = timedelta(minutes=1)
JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
BACKWARD = {"starts_on": JULY, "ends_on": JANUARY}
NINE, TEN = tomorrow_at(9), tomorrow_at(10)


def broken_constraint(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    name = error.value.__cause__.constraint_name  # type: ignore[union-attr]
    return str(name)


def step(**given: object) -> dict[str, Any]:
    return {"cancellation_steps": [{"minutes_before": 60, "percent": 50, **given}]}


REFUSED: list[tuple[Maker, dict[str, Any], str]] = [
    (make.site, {"code": "Sede Centrale"}, "site_code_format"),
    (make.site, {"country": "it"}, "site_country_format"),
    (make.site, {"istat_code": "D150"}, "site_istat_code_format"),
    (make.site, {"latitude": 45}, "site_position_on_earth"),
    (make.site, {"latitude": 91, "longitude": 10}, "site_position_on_earth"),
    (make.site, {"time_zone": "CET"}, "site_time_zone_known"),
    (make.site, BACKWARD, "site_period_in_order"),
    (make.conditions, {"code": "A B"}, "booking_conditions_code_format"),
    (make.conditions, {"min_minutes": 90, "max_minutes": 60}, "booking_conditions_length_in_range"),
    (make.conditions, {"start_step_minutes": 25}, "booking_conditions_step_divides_day"),
    (make.conditions, {"buffer_after_minutes": -1}, "booking_conditions_numbers_in_range"),
    (make.conditions, {"check_in_minutes": 0}, "booking_conditions_numbers_in_range"),
    (make.conditions, {"check_in_opens_minutes": -1}, "booking_conditions_numbers_in_range"),
    (make.conditions, {"no_show_limit": 0}, "booking_conditions_numbers_in_range"),
    (make.conditions, {"no_show_days": 0}, "booking_conditions_numbers_in_range"),
    (make.conditions, {"no_show_block_days": 0}, "booking_conditions_numbers_in_range"),
    (make.conditions, step(percent=101), "booking_conditions_steps_format"),
    (make.conditions, step(percent="50"), "booking_conditions_steps_format"),
    (make.conditions, step(percent=None), "booking_conditions_steps_format"),
    (make.conditions, step(minutes_before=1.5), "booking_conditions_steps_format"),
    (make.conditions, {"cancellation_steps": [[]]}, "booking_conditions_steps_format"),
    (make.conditions, {"cancellation_steps": {}}, "booking_conditions_steps_format"),
    (make.space, {"capacity": 0}, "space_measures_positive"),
    (make.space, {"features": ["SAUNA"]}, "space_features_known"),
    (make.space, {"accessibility": ["SAUNA"]}, "space_features_known"),
    (make.space, {"photos": ["https://www.esempio.it"] * 21}, "space_photos_few"),
    (make.space, {"conditions": None}, "space_bookable_has_conditions"),
    (make.space, {"bookable_from": TEN, "bookable_until": NINE}, "space_bookable_period_in_order"),
    (make.space, BACKWARD, "space_period_in_order"),
    (make.opening_hours, {"weekday": 0}, "opening_hours_weekday_of_iso"),
    (make.opening_hours, {"opens": 12, "closes": 12}, "opening_hours_hours_in_order"),
    (make.opening_hours, {"site": None}, "opening_hours_one_place"),
    (make.opening_hours, BACKWARD, "opening_hours_period_in_order"),
    (make.opening_exception, {"site": None}, "opening_exception_one_place"),
    (make.opening_exception, {"opens": time(9)}, "opening_exception_hours_in_order"),
    (make.opening_exception, {"state": OpeningState.OPEN}, "opening_exception_hours_in_order"),
    (make.closure, {"site": None}, "closure_one_place"),
    (make.closure, {"state": OpeningState.OPEN}, "closure_shuts"),
    (make.closure, {"starts_at": TEN, "ends_at": NINE}, "closure_period_in_order"),
    (make.price, {"amount": "-1"}, "space_price_numbers_in_range"),
    (make.price, BACKWARD, "space_price_period_in_order"),
    (make.connectivity, {"site": None}, "connectivity_one_place"),
    (make.connectivity, {"down_mbps": 0}, "connectivity_speeds_positive"),
    (make.connectivity, {"connections": 7000}, "connectivity_count_has_unit"),
    (
        make.connectivity,
        {"connections": 7000, "unit_of_count": UnitOfCount.USER, "counted_on": JANUARY},
        "connectivity_count_has_unit",
    ),
    (make.connectivity, BACKWARD, "connectivity_period_in_order"),
    (make.booking, {"length": timedelta(0), "blocked_until": TEN}, "booking_period_in_order"),
    (make.booking, {"blocked_from": NINE + MINUTE}, "booking_blocked_time_covers_it"),
    (make.booking, {"blocked_until": TEN - MINUTE}, "booking_blocked_time_covers_it"),
    (make.booking, {"organization": None}, "booking_has_holder"),
    (make.booking, {"attendees": 0}, "booking_counts_in_range"),
    (make.booking, {"sequence": -1}, "booking_counts_in_range"),
    (make.booking, {"sequence": 1, "changed_at": None}, "booking_revision_has_instant"),
    (make.booking, {"price": -1}, "booking_amounts_not_negative"),
    (make.booking, {"price": 10, "free_reason": "Convegno"}, "booking_free_has_no_price"),
    (make.booking, {"occurs_on": JULY}, "booking_occurrence_has_series"),
    (make.booking, {"declined_at": NINE}, "booking_decline_has_reason"),
    (make.booking, {"excuse_reason": "Treno"}, "booking_excuse_was_given"),
    (
        make.booking,
        {"declined_at": NINE, "decline_reason": "Chiuso", "cancelled_at": NINE},
        "booking_one_outcome",
    ),
    (make.request, {"checked_in_at": NINE}, "booking_checked_in_was_confirmed"),
    (make.booking, {"check_in_due_at": NINE, "checked_in_at": NINE}, "booking_checked_in_in_time"),
    (make.booking, {"finished_at": TEN}, "booking_finished_early"),
    (make.booking, step(percent=-1), "booking_steps_format"),
    (make.guest, {"person": None}, "booking_attendee_one_address"),
    (make.rule, {"max_minutes": None}, "booking_rule_says_something"),
    (make.rule, {"min_minutes": 4}, "booking_rule_length_in_range"),
    (make.rule, {"min_minutes": 180}, "booking_rule_length_in_range"),
    (make.rule, {"max_minutes": 525_601}, "booking_rule_length_in_range"),
    (make.rule, {"start_step_minutes": 25}, "booking_rule_step_divides_day"),
    (make.rule, {"start_step_minutes": 1}, "booking_rule_step_divides_day"),
    (make.rule, {"min_notice_minutes": -1}, "booking_rule_numbers_in_range"),
    (make.rule, {"max_days_ahead": 0}, "booking_rule_numbers_in_range"),
    (make.rule, {"min_attendees": 0}, "booking_rule_numbers_in_range"),
    (make.rule, {"max_live_bookings": 0}, "booking_rule_numbers_in_range"),
    (make.rule, BACKWARD, "booking_rule_period_in_order"),
    (make.quota, {"max_bookings": None}, "booking_quota_limits_something"),
    (make.quota, {"max_bookings": -1}, "booking_quota_limits_something"),
    (make.quota, {"max_minutes": -1}, "booking_quota_limits_something"),
    (make.quota, BACKWARD, "booking_quota_period_in_order"),
    (make.series, {"rule": "FREQ=HOURLY;COUNT=3"}, "booking_series_rule_normal"),
    (make.series, {"rule": "FREQ=DAILY"}, "booking_series_rule_normal"),
    (make.series, {"rule": "RRULE:FREQ=DAILY;COUNT=3"}, "booking_series_rule_normal"),
    (make.series, {"rule": "freq=daily;count=3"}, "booking_series_rule_normal"),
    (make.series, {"rule": "FREQ=DAILY;COUNT=3;"}, "booking_series_rule_normal"),
    (make.series, {"attendees": 0}, "booking_series_attendees_positive"),
    (make.series, {"organization": None}, "booking_series_has_holder"),
    (make.series, BACKWARD, "booking_series_period_in_order"),
    (make.waitlist_entry, {"ends_at": NINE}, "waitlist_entry_period_in_order"),
    (make.waitlist_entry, {"attendees": 0}, "waitlist_entry_attendees_positive"),
    (make.waitlist_entry, {"offered_at": NINE}, "waitlist_entry_offer_complete"),
    (make.waitlist_entry, {"claimed_at": NINE}, "waitlist_entry_claimed_in_time"),
    (make.allowance, {"minutes": -1}, "allowance_minutes_not_negative"),
    (make.allowance, BACKWARD, "allowance_period_in_order"),
    (make.lease, {"organization": None}, "lease_has_holder"),
    (make.lease, BACKWARD, "lease_period_in_order"),
    (make.lease, {"monthly_amount": -1}, "lease_numbers_in_range"),
    (make.lease, {"deposit_received_on": JULY}, "lease_deposit_in_order"),
    (
        make.lease,
        {"deposit": 300, "deposit_received_on": JULY, "deposit_returned_on": JANUARY},
        "lease_deposit_in_order",
    ),
    (make.rent_step, {"amount": "-1"}, "rent_step_amount_not_negative"),
]


@pytest.mark.parametrize(
    ("maker", "given", "constraint"),
    REFUSED,
    ids=[f"{constraint}-{n}" for n, (_, _, constraint) in enumerate(REFUSED)],
)
async def test_the_database_refuses(maker: Maker, given: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as error:
        await maker(**given)

    assert broken_constraint(error) == constraint


async def test_a_guest_has_one_address() -> None:
    with pytest.raises(IntegrityError) as error:
        await make.guest(person=await members.person(), email="ospite@example.org")

    assert broken_constraint(error) == "booking_attendee_one_address"


async def test_nobody_is_asked_twice_to_a_booking() -> None:
    first = await make.guest()
    await make.guest(booking_id=first.booking_id, email="ospite@example.org")
    await make.guest(person_id=first.person_id)

    for given in ({"person_id": first.person_id}, {"email": "ospite@example.org"}):
        with pytest.raises(IntegrityError) as error:
            await make.guest(booking_id=first.booking_id, **given)
        (name,) = given
        once = f"booking_attendee_{name.removesuffix('_id')}_once"
        assert broken_constraint(error) == once


async def test_who_is_asked_goes_with_the_booking() -> None:
    guest = await make.guest()

    await (await guest.booking).delete()

    assert await type(guest).all().count() == 0


@pytest.mark.parametrize(("maker", "table"), [(make.rule, "rule"), (make.quota, "quota")])
async def test_a_rule_is_of_one_place_and_for_one_party(maker: Maker, table: str) -> None:
    space, organization = await make.space(), await members.organization()
    kind = await members.membership_type()
    await maker(space=space, organization=organization)
    await maker(kind=SpaceKind.HALL, membership_type=kind)
    await maker(starts_on=JULY, ends_on=JULY)

    for given, constraint in (
        ({"space": space, "kind": SpaceKind.HALL}, "one_place"),
        ({"organization": organization, "membership_type": kind}, "one_party"),
    ):
        with pytest.raises(IntegrityError) as error:
            await maker(**given)
        assert broken_constraint(error) == f"booking_{table}_{constraint}"


async def test_two_leases_of_one_space_do_not_overlap() -> None:
    desk = await make.desk()
    await make.lease(space=desk, starts_on=JANUARY, ends_on=JULY)
    await make.lease(space=desk, starts_on=JULY)

    with pytest.raises(IntegrityError) as error:
        await make.lease(space=desk, starts_on=date(2026, 6, 30), ends_on=JULY)

    assert broken_constraint(error) == "lease_no_overlap"


async def test_an_organization_has_one_allowance_of_a_kind_at_a_time() -> None:
    organization = await members.organization()
    await make.allowance(organization=organization)
    await make.allowance(organization=organization, kind=SpaceKind.DESK)

    with pytest.raises(IntegrityError) as error:
        await make.allowance(organization=organization)

    assert broken_constraint(error) == "allowance_no_overlap"


async def test_a_space_has_one_price_for_a_category_and_unit_at_a_time() -> None:
    space = await make.space()
    await make.price(space=space, ends_on=JULY)
    await make.price(space=space, starts_on=JULY)
    await make.price(space=space, category=MembershipCategory.ORDINARY)

    with pytest.raises(IntegrityError) as error:
        await make.price(space=space)

    assert broken_constraint(error) == "space_price_no_overlap"


async def test_a_day_of_a_series_has_one_booking_that_stands() -> None:
    series = await make.series()
    occurrence: dict[str, Any] = {"series": series, "occurs_on": date(2027, 1, 4)}
    first = await make.booking(**occurrence)
    first.cancelled_at = NINE
    await first.save()
    lapsed = await make.request(**occurrence)
    lapsed.released_at = NINE
    await lapsed.save()
    await make.booking(**occurrence)

    with pytest.raises(IntegrityError) as error:
        await make.booking(**occurrence)

    assert broken_constraint(error) == "booking_occurrence_once"


async def test_a_day_of_a_series_is_skipped_once() -> None:
    skipped = await make.skipped_occurrence()
    series = await skipped.series

    with pytest.raises(IntegrityError) as error:
        await make.skipped_occurrence(series=series)

    assert broken_constraint(error) == "skipped_occurrence_once"


async def test_rent_changes_once_a_day() -> None:
    lease = await make.lease()
    await make.rent_step(lease=lease)

    with pytest.raises(IntegrityError) as error:
        await make.rent_step(lease=lease)

    assert broken_constraint(error) == "rent_step_once_a_day"


async def test_a_person_waits_once_for_a_slot() -> None:
    space, person = await make.space(), await members.person()
    left = await make.waitlist_entry(space=space, person=person, left_at=NINE)
    await make.waitlist_entry(space=space, person=person)

    with pytest.raises(IntegrityError) as error:
        await make.waitlist_entry(space=space, person=person)

    assert broken_constraint(error) == "waitlist_entry_once_per_person"
    assert left.left_at == NINE


async def test_an_offer_ends_one_way() -> None:
    offer: dict[str, Any] = {
        "offered_at": NINE - HOUR,
        "offer_ends_at": NINE,
        "booking": await make.booking(),
    }

    with pytest.raises(IntegrityError) as error:
        await make.waitlist_entry(**offer, claimed_at=NINE - HOUR, left_at=NINE - HOUR)

    assert broken_constraint(error) == "waitlist_entry_one_outcome"


@pytest.mark.parametrize("claimed_at", [None, NINE - 2 * HOUR, NINE])
async def test_an_offer_becomes_a_booking_while_it_lasts(claimed_at: datetime | None) -> None:
    booking = await make.booking()
    offer = {"offered_at": NINE - HOUR, "offer_ends_at": NINE}

    with pytest.raises(IntegrityError) as error:
        await make.waitlist_entry(**offer, booking=booking, claimed_at=claimed_at)

    assert broken_constraint(error) == "waitlist_entry_claimed_in_time"


async def test_codes_of_spaces_are_unique_at_a_site() -> None:
    first = await make.space(code="A1")
    await make.space(code="A1")

    with pytest.raises(IntegrityError) as error:
        await make.space(code="A1", site_id=first.site_id)

    assert broken_constraint(error) == "space_code_once_per_site"


async def test_a_space_lies_within_spaces_of_its_own_site() -> None:
    hall, elsewhere = await make.space(), await make.site()

    with pytest.raises(IntegrityError) as error:
        await make.space(parent=hall, site=elsewhere)

    assert broken_constraint(error) == "space_parent_on_same_site"


async def test_a_space_does_not_lie_within_itself() -> None:
    building = await make.space(kind=SpaceKind.BUILDING, is_bookable=False)
    floor = await make.space(parent=building)
    room = await make.space(parent=floor)
    building.parent_id = room.id

    with pytest.raises(IntegrityError) as error:
        await building.save()

    assert broken_constraint(error) == "space_tree_has_no_circle"


@pytest.mark.parametrize("kind", [BookingKind.STAFF, BookingKind.BLOCK])
async def test_the_consortium_books_for_nobody_in_particular(kind: BookingKind) -> None:
    booking = await make.booking(kind=kind, organization=None)

    assert booking.person_id is None

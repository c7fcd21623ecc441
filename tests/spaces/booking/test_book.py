"""Booking a space: what comes of it, and each rule at its edge."""

from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub.members.models import Person
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import Booking, BookingBlock
from hub.spaces.terms import PriceUnit, SpaceKind
from tests.make import members, spaces
from tests.mutating.doing import NOW, Doing, signed_in
from tests.spaces.booking.asking import (
    CHECK,
    HOUR,
    Firm,
    book,
    desk,
    employee,
    firm,
    problem,
    refused,
    room,
    slot,
)

NINE = spaces.on(date(2027, 5, 13), 9)
"""Thursday, nine o'clock, the day after the tests' now."""
MINUTE = timedelta(minutes=1)


async def test_a_member_books_a_room(doing: Doing) -> None:
    alfa, sala = await firm(), await room()

    booking = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))

    assert booking == {
        "id": booking["id"],
        "state": "CONFIRMED",
        "startsAt": "2027-05-13T07:00:00+00:00",
        "endsAt": "2027-05-13T08:00:00+00:00",
        "title": "Riunione",
        "price": None,
        "poolMinutes": 0,
        "lapsesAt": None,
        "checkInDueAt": None,
    }
    row = await Booking.get()
    assert (row.organization_id, row.person_id) == (alfa.organization.id, alfa.actor.person_id)
    assert row.booked_by_id is None
    assert await BookingBlock.all().count() == 1
    event = await OutboxEvent.get(kind="booking.changed")
    assert event.payload == {"change": "CONFIRMED", "sequence": 0}


async def test_what_is_null_is_as_if_it_was_left_out(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    nothing: dict[str, Any] = {
        "attendees": None,
        "isPublic": None,
        "note": None,
        "guests": None,
        "personId": None,
    }

    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa, attendees=None)) == []
    later = slot(sala, NINE + HOUR, firm=alfa, **nothing)
    assert (await book(doing, alfa.actor, **later))["state"] == "CONFIRMED"


async def test_of_two_bookings_the_second_hears_when_it_is_free_again(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))

    assert await refused(doing, beta.actor, **slot(sala, NINE + HOUR / 2, firm=beta)) == [
        "SLOT_TAKEN"
    ]
    found = await problem(doing, beta.actor, **slot(sala, NINE + HOUR / 2, firm=beta))
    assert found["conflicts"] == [
        {"startsAt": "2027-05-13T07:00:00+00:00", "endsAt": "2027-05-13T08:00:00+00:00"}
    ]
    assert found["firstStart"] == "2027-05-13T08:00:00+00:00"
    await book(doing, beta.actor, **slot(sala, NINE + HOUR, firm=beta))


@pytest.mark.parametrize(
    ("conditions", "starting", "length", "codes"),
    [
        ({"min_minutes": 30}, NINE, 30 * MINUTE, []),
        ({"min_minutes": 30}, NINE, 29 * MINUTE, ["BOOKING_TOO_SHORT"]),
        ({"max_minutes": 60}, NINE, 60 * MINUTE, []),
        ({"max_minutes": 60}, NINE, 61 * MINUTE, ["BOOKING_TOO_LONG"]),
        ({"start_step_minutes": 30}, NINE + 30 * MINUTE, HOUR, []),
        ({"start_step_minutes": 30}, NINE + 15 * MINUTE, HOUR, ["START_OFF_GRID"]),
        ({"min_notice_minutes": 30}, NOW + 30 * MINUTE, HOUR, []),
        ({"min_notice_minutes": 30}, NOW + 15 * MINUTE, HOUR, ["BOOKING_TOO_SOON"]),
        ({}, NOW, HOUR, []),
        ({}, NOW - 15 * MINUTE, HOUR, ["START_PASSED"]),
        ({"max_days_ahead": 1}, NINE, HOUR, []),
        ({"max_days_ahead": 1}, NINE + 24 * HOUR, HOUR, ["BOOKING_TOO_FAR_AHEAD"]),
        ({"max_live_bookings": 1}, NINE, HOUR, []),
        ({"min_attendees": 1}, NINE, HOUR, []),
        ({"min_attendees": 2}, NINE, HOUR, ["TOO_FEW_ATTENDEES"]),
        ({}, NINE, -HOUR, ["BOOKING_NOT_IN_ORDER"]),
        ({}, NINE, 0 * HOUR, ["BOOKING_NOT_IN_ORDER"]),
    ],
)
async def test_conditions_hold_to_their_edge(
    doing: Doing, *, conditions: dict[str, Any], starting: Any, length: timedelta, codes: list[str]
) -> None:
    alfa, sala = await firm(), await room(**conditions)

    assert (
        await refused(doing, alfa.actor, **slot(sala, starting, length=length, firm=alfa)) == codes
    )


async def test_all_reasons_are_told_at_once(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(min_minutes=60, start_step_minutes=60, min_attendees=4)
    given = slot(sala, NINE + 15 * MINUTE, length=15 * MINUTE, firm=alfa)

    assert await refused(doing, alfa.actor, **given) == [
        "BOOKING_TOO_SHORT",
        "START_OFF_GRID",
        "TOO_FEW_ATTENDEES",
    ]


async def test_a_day_without_membership_is_refused_and_the_last_of_grace_is_not(
    doing: Doing,
) -> None:
    alfa = await firm(periods=[(date(2026, 6, 1), date(2027, 6, 1))])
    sala = await room()
    lapses_on = date(2027, 6, 1) + timedelta(days=30)

    covered = slot(sala, spaces.on(lapses_on - timedelta(days=1), 9), firm=alfa)
    after = slot(sala, spaces.on(lapses_on, 9), firm=alfa)
    assert await refused(doing, alfa.actor, **covered) == []
    assert await refused(doing, alfa.actor, **after) == ["NOT_COVERED_ON_DATE"]


async def test_nobody_books_for_others(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    other = f"person_{beta.actor.person_id}"

    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=beta)) == ["HOLDER_NOT_YOURS"]
    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa, personId=other)) == [
        "PERSON_NOT_OF_ORGANIZATION"
    ]
    assert await refused(doing, alfa.actor, **slot(sala, NINE, personId=other)) == [
        "HOLDER_NOT_YOURS"
    ]


async def test_a_colleague_is_booked_for(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    colleague = await employee(alfa.organization)

    await book(
        doing,
        alfa.actor,
        **slot(sala, NINE, firm=alfa, personId=f"person_{colleague.person_id}"),
    )
    row = await Booking.get()
    assert (row.person_id, row.booked_by_id) == (colleague.person_id, alfa.actor.person_id)


async def test_the_pool_of_a_company_counts_all_its_people(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    await spaces.allowance(150, organization=alfa.organization)
    colleague = await employee(alfa.organization)
    first = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    assert (first["price"], first["poolMinutes"]) == ("0.00", 60)
    await book(doing, colleague, **slot(sala, NINE + 2 * HOUR, firm=alfa))

    given = slot(sala, NINE + 4 * HOUR, firm=alfa)
    assert await refused(doing, alfa.actor, **given) == ["POOL_EXHAUSTED"]
    found = await problem(doing, alfa.actor, **given)
    assert (found["minutesLeft"], found["resetsOn"]) == (30, "2027-06-01")
    await book(doing, alfa.actor, **slot(sala, NINE + 4 * HOUR, length=30 * MINUTE, firm=alfa))
    june = slot(sala, spaces.on(date(2027, 6, 1), 9), firm=alfa)
    assert await refused(doing, alfa.actor, **june) == []


async def test_a_half_keeps_the_hall_from_others(doing: Doing) -> None:
    alfa = await firm()
    hall = await spaces.space("Sala grande", kind=SpaceKind.HALL)
    left, right = [await spaces.space(name, parent=hall) for name in ("Sinistra", "Destra")]
    await book(doing, alfa.actor, **slot(left, NINE, firm=alfa))

    found = await problem(doing, alfa.actor, **slot(hall, NINE, firm=alfa))
    assert found["code"] == "CONFLICT_IN_HIERARCHY"
    assert found["blockingSpace"] == {"id": f"space_{left.id}", "name": "Sinistra"}
    await book(doing, alfa.actor, **slot(right, NINE, firm=alfa))
    await book(doing, alfa.actor, **slot(hall, NINE + HOUR, firm=alfa))
    assert await refused(doing, alfa.actor, **slot(right, NINE + HOUR, firm=alfa)) == [
        "CONFLICT_IN_HIERARCHY"
    ]


async def test_preparation_is_kept_and_waived_within_a_company(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(
        buffer_before_minutes=15,
        buffer_after_minutes=15,
        waives_buffer_within_organization=True,
    )
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))

    after = NINE + HOUR
    assert await refused(doing, beta.actor, **slot(sala, after, firm=beta)) == ["BUFFER_CONFLICT"]
    found = await problem(doing, beta.actor, **slot(sala, after, firm=beta))
    assert found["firstStart"] == "2027-05-13T08:30:00+00:00"
    await book(doing, alfa.actor, **slot(sala, after, firm=alfa))


async def test_who_pays_pays_the_cheapest_for_their_category(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    await spaces.price("20.00", space=sala)
    await spaces.price("50.00", space=sala, unit=PriceUnit.HALF_DAY)

    answer = await doing.data(
        CHECK, alfa.actor, input=slot(sala, NINE, length=2 * HOUR + MINUTE, firm=alfa)
    )
    assert Decimal(answer["checkBooking"]["price"]) == 50


async def test_opening_hours_bound_bookings_but_not_their_preparation(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(buffer_before_minutes=30)
    await spaces.opening_hours(4, 9, 18, space=sala)

    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa)) == []
    found = await problem(doing, alfa.actor, **slot(sala, NINE + 9 * HOUR - 30 * MINUTE, firm=alfa))
    assert found["code"] == "SPACE_CLOSED"
    # The hours are those of Thursdays, so it is open again in a week.
    assert found["firstStart"] == "2027-05-20T07:00:00+00:00"


async def test_a_request_waits_and_keeps_its_slot(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(needs_approval=True, decide_minutes_before=120)

    asked = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    assert (asked["state"], asked["lapsesAt"]) == ("REQUESTED", "2027-05-13T05:00:00+00:00")
    assert await refused(doing, beta.actor, **slot(sala, NINE, firm=beta)) == ["SLOT_TAKEN"]


async def test_the_desk_books_for_anybody(doing: Doing) -> None:
    alfa, sala, front = await firm(), await room(max_minutes=60, needs_approval=True), await desk()

    booking = await book(doing, front, **slot(sala, NINE, length=3 * HOUR, firm=alfa))
    assert booking["state"] == "CONFIRMED"
    assert (await Booking.get()).kind == "BEHALF"
    await book(doing, front, **slot(sala, NINE + 4 * HOUR, forTheHouse="BLOCK"))
    assert await doing.codes(
        "bookSpace", alfa.actor, title="x", **slot(sala, NINE + 6 * HOUR, forTheHouse="BLOCK")
    ) == ["NOT_ALLOWED"]


@pytest.mark.parametrize("kind", ["ORDINARY", "BEHALF"])
async def test_what_is_booked_for_the_house_is_nobodys(doing: Doing, kind: str) -> None:
    given = slot(await room(), NINE, forTheHouse=kind)

    assert await doing.problems("bookSpace", await desk(), title="x", **given) == [
        ("NOT_OF_THE_HOUSE", "forTheHouse")
    ]


async def test_a_hidden_space_is_not_there(doing: Doing) -> None:
    somebody, _ = await signed_in()
    sala = await spaces.space(is_public=False)

    assert await refused(doing, somebody, **slot(sala, NINE)) == ["NOT_FOUND"]


async def test_three_missed_bookings_close_the_calendar_for_a_while(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(no_show_limit=3, no_show_days=60, no_show_block_days=10)
    for days in (59, 20, 1):
        starts_at = NOW - timedelta(days=days)
        await spaces.booking(
            starts_at,
            space=sala,
            organization=alfa.organization,
            person_id=alfa.actor.person_id,
            check_in_due_at=starts_at + 15 * MINUTE,
        )

    found = await problem(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    assert found["code"] == "NO_SHOW_BLOCK"
    missed = await Booking.all().order_by("-starts_at").first()
    assert missed is not None
    missed.excused_at = NOW
    await missed.save()
    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa)) == []


def someone(of: Firm) -> str:
    return f"person_{of.actor.person_id}"


async def test_guests_are_asked_once(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    guests = [
        {"personId": someone(beta)},
        {"email": "Ospite@Esempio.it", "name": "Ospite"},
        {"email": "ospite@esempio.it"},
    ]

    booking = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa, guests=guests))
    rows = await (await Booking.get(id=booking["id"].split("_")[1])).guests.all()
    assert {(each.person_id, each.email) for each in rows} == {
        (beta.actor.person_id, None),
        (None, "ospite@esempio.it"),
    }
    bad = [{"email": "ospite"}, {}, {"personId": someone(alfa), "email": "a@esempio.it"}]
    assert await doing.problems(
        "bookSpace", alfa.actor, title="x", **slot(sala, NINE + HOUR, firm=alfa, guests=bad)
    ) == [
        ("EMAIL_INVALID", "guests.0.email"),
        ("GUEST_UNCLEAR", "guests.1"),
        ("GUEST_UNCLEAR", "guests.2"),
    ]


async def test_a_member_of_none_books_what_needs_no_membership(doing: Doing) -> None:
    somebody, _ = await signed_in()
    closed, free = await room(), await room(needs_membership=False)

    assert await refused(doing, somebody, **slot(closed, NINE)) == ["NOT_COVERED_ON_DATE"]
    assert await refused(doing, somebody, **slot(free, NINE)) == []
    await members.membership(person=await Person.get(id=somebody.person_id))
    assert await refused(doing, somebody, **slot(closed, NINE)) == []


async def test_what_a_space_itself_says_binds_everybody(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    small = await spaces.space(capacity=4, conditions=await spaces.conditions())
    ending = await spaces.space(ends_on=date(2027, 5, 13), conditions=await spaces.conditions())
    let = await spaces.space(conditions=await spaces.conditions())
    await spaces.lease(space=let, starts_on=date(2027, 5, 13), ends_on=date(2027, 5, 14))

    for actor in (alfa.actor, front):
        crowd = slot(small, NINE, firm=alfa, attendees=5)
        assert await refused(doing, actor, **crowd) == ["TOO_MANY_ATTENDEES"]
        assert await refused(doing, actor, **slot(ending, NINE, firm=alfa)) == [
            "SPACE_NOT_BOOKABLE"
        ]
        assert await refused(doing, actor, **slot(let, NINE, firm=alfa)) == ["SPACE_LET"]
    midnight = spaces.on(date(2027, 5, 14), 0)
    found = await problem(doing, front, **slot(let, NINE, firm=alfa))
    assert found["firstStart"] == "2027-05-13T22:00:00+00:00"
    assert await refused(doing, front, **slot(let, midnight - HOUR, firm=alfa)) == ["SPACE_LET"]
    assert await refused(doing, front, **slot(let, midnight, firm=alfa)) == []


async def test_the_nth_booking_ahead_is_the_last(doing: Doing) -> None:
    alfa, sala = await firm(), await room(max_live_bookings=2)
    for hours in (0, 1):
        await book(doing, alfa.actor, **slot(sala, NINE + hours * HOUR, firm=alfa))

    given = slot(sala, NINE + 2 * HOUR, firm=alfa)
    assert await refused(doing, alfa.actor, **given) == ["LIVE_BOOKINGS_LIMIT"]
    colleague = await employee(alfa.organization)
    assert await refused(doing, colleague, **given) == []


@pytest.mark.parametrize(
    ("limit", "starting", "codes"),
    [
        ({"max_bookings": 2}, NINE + HOUR, []),
        ({"max_bookings": 1}, NINE + HOUR, ["QUOTA_EXCEEDED"]),
        ({"max_bookings": 1}, NINE + 24 * HOUR, []),
        ({"max_bookings": 1, "per": "WEEK"}, NINE + 3 * 24 * HOUR, ["QUOTA_EXCEEDED"]),
        ({"max_bookings": 1, "per": "WEEK"}, NINE + 4 * 24 * HOUR, []),
        ({"max_bookings": 1, "per": "MONTH"}, NINE + 18 * 24 * HOUR, ["QUOTA_EXCEEDED"]),
        ({"max_bookings": 1, "per": "MONTH"}, NINE + 19 * 24 * HOUR, []),
        ({"max_minutes": 120}, NINE + HOUR, []),
        ({"max_minutes": 119}, NINE + HOUR, ["QUOTA_EXCEEDED"]),
    ],
)
async def test_quotas_count_by_the_clock_at_the_site(
    doing: Doing, *, limit: dict[str, Any], starting: Any, codes: list[str]
) -> None:
    alfa, sala = await firm(), await room()
    await spaces.quota(**{"per": "DAY", "max_bookings": None, "counts": "PERSON", **limit})
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))

    assert await refused(doing, alfa.actor, **slot(sala, starting, firm=alfa)) == codes


async def test_a_quota_of_desks_leaves_rooms_alone(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    desk_ = await spaces.desk(is_bookable=True, conditions=await spaces.conditions())
    await spaces.quota(kind=SpaceKind.DESK, per="DAY", max_bookings=1)
    await book(doing, alfa.actor, **slot(desk_, NINE, firm=alfa))

    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa)) == []
    assert await refused(doing, alfa.actor, **slot(desk_, NINE + HOUR, firm=alfa)) == [
        "QUOTA_EXCEEDED"
    ]


async def test_the_most_specific_rule_counts(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room(max_minutes=60)
    await spaces.rule(max_minutes=120)
    await spaces.rule(max_minutes=90, space=sala)
    await spaces.rule(max_minutes=180, organization=alfa.organization)
    await spaces.rule(max_minutes=None, may_book=False, organization=beta.organization)

    long = {"length": 180 * MINUTE}
    tomorrow = slot(sala, NINE + 24 * HOUR, firm=alfa, **long)
    assert await refused(doing, alfa.actor, **tomorrow) == []
    assert await refused(doing, beta.actor, **slot(sala, NINE, firm=beta, **long)) == [
        "BOOKING_TOO_LONG",
        "BOOKING_NOT_ALLOWED",
    ]
    found = (await doing.data(CHECK, beta.actor, input=slot(sala, NINE, firm=beta, **long)))[
        "checkBooking"
    ]["problems"][0]
    assert (found["rule"], found["value"]) == ("maxMinutes", "90")


async def test_a_slot_that_is_held_is_held_for_one(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    await spaces.offer(NINE, space=sala, person_id=beta.actor.person_id)

    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa)) == ["HELD_FOR_ANOTHER"]
    early = NINE - HOUR / 2
    await spaces.booking(NINE - HOUR, space=sala)
    for actor, own, first_start in (
        (alfa.actor, alfa, NINE + HOUR),
        (beta.actor, beta, NINE),
    ):
        found = (await doing.data(CHECK, actor, input=slot(sala, early, firm=own)))["checkBooking"]
        starts = {each["firstStart"] for each in found["problems"]}
        assert starts == {first_start.astimezone(UTC).isoformat()}
    assert await refused(doing, beta.actor, **slot(sala, NINE, firm=beta)) == []


async def test_a_hundred_guests_are_enough(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    guests = [{"email": f"ospite{number}@esempio.it"} for number in range(101)]

    assert await doing.codes(
        "bookSpace", alfa.actor, title="x", **slot(sala, NINE, firm=alfa, guests=guests)
    ) == ["TOO_MANY_GUESTS"]

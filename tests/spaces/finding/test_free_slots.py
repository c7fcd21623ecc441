"""Finding free slots: which are told, in which order, and to whom."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import ANONYMOUS
from hub.clock import ROME
from hub.members.models import Person
from hub.spaces.terms import (
    Feature,
    PriceUnit,
    QuotaHolder,
    QuotaPeriod,
    SpaceKind,
)
from tests.make import members, spaces
from tests.mutating.doing import NOW, Doing, signed_in
from tests.spaces.booking.asking import HOUR, book, desk, firm, room, slot
from tests.spaces.finding.looking import answered, found, on, refused, slots

NINE = spaces.on(date(2027, 5, 13), 9)
"""Thursday, nine o'clock, the day after the tests' now."""
HALF = HOUR / 2


async def test_the_first_slots_come_in_the_order_of_their_starts(doing: Doing) -> None:
    alfa = await firm()
    big, small = await _rooms(big=12, small=4)
    await book(doing, alfa.actor, **slot(small, NINE, firm=alfa))
    asked = {"spaceIds": [f"space_{big.id}", f"space_{small.id}"], "freeFrom": NINE.isoformat()}

    assert await found(doing, alfa.actor, firm=alfa, first=5, **asked) == [
        ("big", "13 09:00"),
        ("big", "13 09:30"),
        # At one time the room with the least room to spare comes first.
        ("small", "13 10:00"),
        ("big", "13 10:00"),
        ("small", "13 10:30"),
    ]


async def test_of_rooms_as_large_the_cheaper_comes_first(doing: Doing) -> None:
    alfa = await firm()
    dear, cheap = await _rooms(dear=4, cheap=4)
    await spaces.price("20.00", space=dear)
    await spaces.price("12.00", space=cheap)
    asked = {"freeFrom": NINE.isoformat(), "first": 2}

    told = await slots(doing, alfa.actor, firm=alfa, **asked)

    assert [(each["space"]["name"], each["price"]) for each in told] == [
        ("cheap", "12.00"),
        ("dear", "20.00"),
    ]
    assert {each["vatRate"] for each in told} == {"22.00"}


async def test_a_space_has_to_fit(doing: Doing) -> None:
    alfa, other = await firm(), await spaces.site()
    fitting = await spaces.space("fits", capacity=6, features=[Feature.SCREEN, Feature.DAYLIGHT])
    await spaces.space("small", capacity=5, features=[Feature.SCREEN], site=fitting.site)
    await spaces.space("bare", capacity=6, site=fitting.site)
    await spaces.space("elsewhere", capacity=6, features=[Feature.SCREEN], site=other)
    await spaces.space(
        "lab", capacity=6, features=[Feature.SCREEN], site=fitting.site, kind=SpaceKind.LAB
    )
    asked: dict[str, Any] = {
        "people": 6,
        "features": ["SCREEN"],
        "siteId": f"site_{fitting.site_id}",
        "kind": "MEETING_ROOM",
        "freeFrom": NINE.isoformat(),
        "first": 1,
    }

    assert await found(doing, alfa.actor, firm=alfa, **asked) == [("fits", "13 09:00")]
    asked["first"] = 50
    names = {name for name, _ in await found(doing, alfa.actor, firm=alfa, **asked)}
    assert names == {"fits"}


async def test_a_slot_lies_within_the_opening_hours_and_outside_closures(doing: Doing) -> None:
    alfa, sala = await firm(), await room(start_step_minutes=60)
    await spaces.opening_hours(4, opens=8, closes=12, space=sala)
    await spaces.opening_hours(5, opens=8, closes=10, space=sala)
    await spaces.opening_exception(space=sala, occurs_on=date(2027, 5, 20))
    await spaces.closure(space=sala, starts_at=NINE, ends_at=NINE + HOUR)

    told = await found(
        doing, alfa.actor, firm=alfa, **on(sala, NINE - HOUR, length=timedelta(days=9), first=50)
    )

    # The end of one is the start of the next; a day with an exception has none of its hours.
    assert [starts for _, starts in told] == [
        "13 08:00", "13 10:00", "13 11:00", "14 08:00", "14 09:00", "21 08:00", "21 09:00",
    ]  # fmt: skip


async def test_a_let_space_is_not_to_be_had(doing: Doing) -> None:
    alfa, sala = await firm(), await room(start_step_minutes=1440)
    await spaces.lease(space=sala, starts_on=date(2027, 5, 14), ends_on=date(2027, 5, 16))

    told = await found(
        doing, alfa.actor, firm=alfa, **on(sala, NOW, length=timedelta(days=6), first=50)
    )

    assert [starts for _, starts in told] == ["13 00:00", "16 00:00", "17 00:00", "18 00:00"]


async def test_a_hall_is_busy_with_its_half_and_the_halves_with_the_hall(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    hall = await room()
    left = await spaces.space("left", parent=hall)
    right = await spaces.space("right", parent=hall)
    await book(doing, alfa.actor, **slot(left, NINE, firm=alfa))
    await book(doing, alfa.actor, **slot(hall, NINE + 2 * HOUR, firm=alfa))

    assert await found(doing, beta.actor, firm=beta, **on(hall, NINE)) == []
    assert await found(doing, beta.actor, firm=beta, **on(left, NINE)) == []
    assert len(await found(doing, beta.actor, firm=beta, **on(right, NINE))) == 1
    assert await found(doing, beta.actor, firm=beta, **on(right, NINE + 2 * HOUR)) == []
    assert len(await found(doing, beta.actor, firm=beta, **on(hall, NINE + HOUR))) == 1


async def test_preparation_is_kept_free_but_within_one_organization(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(buffer_after_minutes=30, waives_buffer_within_organization=True)
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    around = on(sala, NINE - HOUR, length=3 * HOUR, first=50)

    assert await found(doing, alfa.actor, firm=alfa, **around) == [
        (sala.name, "13 08:00"),
        (sala.name, "13 10:00"),
    ]
    # An hour that ends at nine leaves no half an hour before alfa's.
    assert await found(doing, beta.actor, firm=beta, **around) == []
    later = on(sala, NINE, length=3 * HOUR, first=1)
    assert await found(doing, beta.actor, firm=beta, **later) == [(sala.name, "13 10:30")]


@pytest.mark.parametrize("holds", [True, False])
async def test_a_request_is_in_the_way_where_it_holds_until_it_lapses(
    doing: Doing, *, holds: bool
) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(needs_approval=True, holds_while_pending=holds, decide_minutes_before=60)
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))

    told = await slots(doing, beta.actor, firm=beta, **on(sala, NINE))
    assert [each["needsApproval"] for each in told] == ([] if holds else [True])
    with clock.freeze(NINE - HOUR - timedelta(seconds=1)):
        assert (await found(doing, beta.actor, firm=beta, **on(sala, NINE)) == []) == holds
    with clock.freeze(NINE - HOUR):
        assert len(await found(doing, beta.actor, firm=beta, **on(sala, NINE))) == 1


async def test_a_space_to_which_nobody_came_is_free_from_that_instant(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(check_in_minutes=15)
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa, length=3 * HOUR))
    due_at = NINE + HOUR / 4

    with clock.freeze(due_at - timedelta(microseconds=1)):
        assert await found(doing, beta.actor, firm=beta, **on(sala, NINE, length=3 * HOUR)) == []
    with clock.freeze(due_at):
        told = await slots(doing, beta.actor, firm=beta, **on(sala, NINE, length=3 * HOUR, first=1))
        assert told[0]["startsAt"] == due_at.astimezone(UTC).isoformat()
        await book(doing, beta.actor, **slot(sala, due_at, firm=beta))


async def test_a_slot_that_is_offered_to_who_waited_is_told_to_them_alone(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    hall = await room(start_step_minutes=60)
    half = await spaces.space("half", parent=hall)
    assert beta.actor.person_id is not None
    await spaces.waitlist_entry(
        NINE,
        space=half,
        person=await Person.get(id=beta.actor.person_id),
        offered_at=NOW,
        offer_ends_at=NINE - HOUR,
    )

    for space in (hall, half):
        assert await found(doing, alfa.actor, firm=alfa, **on(space, NINE)) == []
        assert len(await found(doing, beta.actor, firm=beta, **on(space, NINE))) == 1
    with clock.freeze(NINE - HOUR):
        assert len(await found(doing, alfa.actor, firm=alfa, **on(hall, NINE))) == 1


async def test_notice_horizon_and_length_are_those_of_the_holder(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(min_notice_minutes=60, max_days_ahead=1, max_minutes=60)
    await spaces.rule(
        organization=alfa.organization, min_notice_minutes=0, max_days_ahead=2, max_minutes=120
    )
    asked = {"spaceIds": [f"space_{sala.id}"], "first": 1}
    next_days = on(sala, NINE + 24 * HOUR)

    assert await found(doing, alfa.actor, firm=alfa, **asked) == [(sala.name, "12 10:30")]
    assert await found(doing, beta.actor, firm=beta, **asked) == [(sala.name, "12 11:30")]
    assert len(await found(doing, alfa.actor, firm=alfa, **next_days)) == 1
    assert await found(doing, beta.actor, firm=beta, **next_days) == []
    asked["minutes"] = 61
    assert len(await found(doing, alfa.actor, firm=alfa, **asked)) == 1
    assert await found(doing, beta.actor, firm=beta, **asked) == []


async def test_who_is_not_covered_on_a_day_is_told_no_slot_of_it(doing: Doing) -> None:
    # Thirty days of grace end with the thirteenth of May.
    alfa = await firm(periods=[(date(2026, 6, 1), date(2027, 4, 14))])
    sala = await room(start_step_minutes=1440)
    asked = on(sala, NOW, length=timedelta(days=4), first=50)

    assert await found(doing, alfa.actor, firm=alfa, **asked) == [(sala.name, "13 00:00")]
    stranger, _ = await signed_in()
    assert await found(doing, stranger, **asked) == []
    assert len(await found(doing, ANONYMOUS, **asked)) == 4


async def test_quotas_and_the_pool_leave_what_they_leave_on_each_day(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    await spaces.quota(counts=QuotaHolder.PERSON, per=QuotaPeriod.DAY, max_bookings=1)
    await spaces.allowance(120, organization=alfa.organization)
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    asked = on(sala, NINE, length=timedelta(days=31), first=1)

    (told,) = await slots(doing, alfa.actor, firm=alfa, **asked)
    assert (told["startsAt"], told["poolMinutes"]) == ("2027-05-13T22:00:00+00:00", 60)
    # Of two hours in the month one is left: longer ones are to be had in the next.
    (told,) = await slots(doing, alfa.actor, firm=alfa, **{**asked, "minutes": 90})
    assert told["startsAt"] == "2027-05-31T22:00:00+00:00"
    colleague, _ = await signed_in(organization=alfa.organization)
    await members.affiliation(organization=alfa.organization, person_id=colleague.person_id)
    (told,) = await slots(doing, colleague, firm=alfa, **asked)
    assert told["startsAt"] == "2027-05-13T08:00:00+00:00"


async def test_live_bookings_and_missed_ones_stand_against_all_slots(doing: Doing) -> None:
    alfa, sala = await firm(), await room(max_live_bookings=1)
    await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    assert await found(doing, alfa.actor, firm=alfa) == []

    beta = await firm()
    strict = await room(no_show_limit=1, no_show_block_days=1, check_in_minutes=15)
    missed_at = NOW - timedelta(days=1) + HALF
    await spaces.booking(
        missed_at - HALF,
        space=strict,
        person_id=beta.actor.person_id,
        check_in_due_at=missed_at,
    )
    asked = on(strict, NINE)
    assert await found(doing, beta.actor, firm=beta, **asked) == []
    with clock.freeze(missed_at + timedelta(days=1)):
        assert len(await found(doing, beta.actor, firm=beta, **asked)) == 1


async def test_the_desk_finds_slots_for_others_on_what_the_spaces_demand(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(max_minutes=60, needs_approval=True, min_notice_minutes=600)
    asked = on(sala, NOW, length=3 * HOUR, minutes=120, first=1)

    assert await found(doing, alfa.actor, firm=alfa, **asked) == []
    (told,) = await slots(doing, await desk(), firm=alfa, **asked)
    assert not told["needsApproval"]


async def test_the_public_sees_public_spaces_on_general_conditions(doing: Doing) -> None:
    seen = await room(max_minutes=60, min_notice_minutes=60)
    await spaces.space("hidden", is_public=False)
    await spaces.space("not booked", is_bookable=False)
    await spaces.price("30.00", space=seen, unit=PriceUnit.HOUR)
    await spaces.price("9.00", space=seen, category="ORDINARY")
    asked: dict[str, Any] = {"freeFrom": NOW.isoformat(), "first": 1}

    (told,) = await slots(doing, ANONYMOUS, **asked)
    assert (told["space"]["name"], told["price"]) == (seen.name, "30.00")
    assert told["startsAt"] == "2027-05-12T09:30:00+00:00"
    assert await found(doing, ANONYMOUS, **{**asked, "minutes": 61}) == []
    alfa = await firm()
    names = {name for name, _ in await found(doing, alfa.actor, firm=alfa, first=50)}
    assert names == {seen.name, "hidden"}


async def test_days_of_the_week_and_times_of_the_day_can_be_wished_for(doing: Doing) -> None:
    alfa, sala = await firm(), await room(start_step_minutes=30)
    asked = on(sala, NOW, length=timedelta(days=10), first=50, dailyFrom="17:45")

    told = await found(doing, alfa.actor, firm=alfa, weekdays=[4], dailyUntil="19:30", **asked)
    assert [starts for _, starts in told] == ["13 18:00", "13 18:30", "20 18:00", "20 18:30"]
    told = await found(doing, alfa.actor, firm=alfa, weekdays=[4], dailyUntil="00:00", **asked)
    assert told[9] == (sala.name, "13 22:30")
    assert told[11] == (sala.name, "20 18:00")


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2027, 3, 28), ["00:00", "01:00", "03:00", "04:00"]),
        (date(2027, 10, 31), ["00:00", "01:00", "02:00", "03:00", "04:00"]),
    ],
)
async def test_days_of_a_clock_change_have_the_starts_that_a_clock_shows(
    doing: Doing, day: date, starts: list[str]
) -> None:
    alfa, sala = await firm(), await room(start_step_minutes=60, max_days_ahead=400)
    # In UTC: instants of one zone are subtracted as its clock shows them.
    midnight, five = (spaces.on(day, hour).astimezone(UTC) for hour in (0, 5))
    with clock.freeze(midnight - timedelta(days=1)):
        told = await slots(
            doing,
            alfa.actor,
            firm=alfa,
            **on(sala, midnight, length=five.astimezone(UTC) - midnight, first=50),
        )
        shown = [datetime.fromisoformat(each["startsAt"]).astimezone(ROME) for each in told]
        assert [f"{each:%H:%M}" for each in shown] == starts
        for each in told:
            assert each["endsAt"] == (datetime.fromisoformat(each["startsAt"]) + HOUR).isoformat()


async def test_a_space_that_takes_bookings_for_a_time_is_told_within_it(doing: Doing) -> None:
    alfa = await firm()
    sala = await spaces.space(
        bookable_from=NINE,
        bookable_until=NINE + 3 * HOUR,
        conditions=await spaces.conditions(start_step_minutes=60),
    )
    asked = {"freeFrom": NOW.isoformat(), "first": 50}

    told = await found(doing, alfa.actor, firm=alfa, **asked)
    assert [starts for _, starts in told] == ["13 09:00", "13 10:00", "13 11:00"]
    assert {name for name, _ in told} == {sala.name}


@pytest.mark.parametrize(
    ("given", "refusals"),
    [
        ({"minutes": 0}, [("NUMBER_OUT_OF_RANGE", "minutes")]),
        ({"people": 0}, [("NUMBER_OUT_OF_RANGE", "people")]),
        ({"first": 50}, None),
        ({"first": 51}, [("NUMBER_OUT_OF_RANGE", "first")]),
        ({"weekdays": [7]}, None),
        ({"weekdays": [0, 8]}, [("NUMBER_OUT_OF_RANGE", "weekdays")] * 2),
        ({"freeUntil": (NOW + timedelta(days=62)).isoformat()}, None),
        (
            {"freeUntil": (NOW + timedelta(days=62, seconds=1)).isoformat(), "minutes": 0},
            [("WINDOW_TOO_LONG", "freeUntil"), ("NUMBER_OUT_OF_RANGE", "minutes")],
        ),
        ({"freeUntil": NOW.isoformat()}, [("WINDOW_NOT_IN_ORDER", "freeUntil")]),
        ({"freeFrom": "9999-12-31T23:59:59Z"}, [("WINDOW_TOO_FAR", "freeFrom")]),
        ({"minutes": 525_601}, [("NUMBER_OUT_OF_RANGE", "minutes")]),
        ({"spaceIds": []}, None),
        ({"people": None, "first": None, "features": None, "weekdays": None}, None),
    ],
)
async def test_questions_are_bounded(
    doing: Doing, given: dict[str, Any], refusals: list[tuple[str, str]] | None
) -> None:
    if refusals is None:
        assert await found(doing, ANONYMOUS, **given) == []
    else:
        assert await refused(doing, ANONYMOUS, **given) == refusals


async def test_too_many_spaces_are_refused(doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.spaces.finding.slots.MOST_SPACES", 1)
    await room()
    assert len((await answered(doing, ANONYMOUS))["slots"]) == 10
    await room()
    assert await refused(doing, ANONYMOUS) == [("TOO_MANY_SPACES", "input")]


async def test_a_slot_is_answered_under_the_keys_that_were_asked_for(doing: Doing) -> None:
    sala = await room()
    query = """query { found: freeSlots(input: {minutes: 60, first: 2}) {
        __typename slots { __typename from: startsAt ...where here: space { id } } }
        again: freeSlots(input: {minutes: 60, first: 1}) { slots { endsAt } } }
        fragment where on FreeSlot { space { name site { name } } }"""

    answer = await doing.data(query, ANONYMOUS)

    first, second = answer["found"]["slots"]
    assert first == {
        "__typename": "FreeSlot",
        "from": "2027-05-12T08:30:00+00:00",
        "space": {"name": sala.name, "site": {"name": (await sala.site).name}},
        "here": {"id": f"space_{sala.id}"},
    }
    assert second["from"] == "2027-05-12T08:45:00+00:00"
    assert answer["again"] == {"slots": [{"endsAt": "2027-05-12T09:30:00+00:00"}]}


async def test_nobody_looks_for_others(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    given = {"organizationId": f"org_{beta.organization.id}"}
    assert await refused(doing, alfa.actor, **given) == [("HOLDER_NOT_YOURS", "organizationId")]


async def _rooms(**capacities: int) -> list[Any]:
    terms = await spaces.conditions(start_step_minutes=30)
    site = await spaces.site()
    return [
        await spaces.space(name, capacity=capacity, site=site, conditions=terms)
        for name, capacity in capacities.items()
    ]

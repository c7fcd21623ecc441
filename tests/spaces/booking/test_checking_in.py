"""Checking in, to the instant; codes; what was missed; finishing early."""

from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Role
from hub.spaces.booking.checking_in import code_of
from hub.spaces.booking_models import Booking, BookingBlock
from tests.keys import KEYS
from tests.make import spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, Doing, signed_in
from tests.spaces.booking.asking import book, desk, employee, firm, refused, room, slot
from tests.spaces.booking.living import STATE, asked, changes, row_of, the
from tests.spaces.booking.test_book import MINUTE, NINE
from tests.spaces.booking.test_move import booked

INSTANT = timedelta(microseconds=1)
CODE = "checkInCode code opensAt dueAt"
TIMES = "... on CheckInTooEarlyProblem { opensAt } ... on CheckInTooLateProblem { dueAt }"
DUE = NINE + 15 * MINUTE


async def checked(**conditions: Any) -> Any:
    """A room in which one has to check in within a quarter of an hour."""
    return await room(**{"check_in_opens_minutes": 20, "check_in_minutes": 15, **conditions})


@pytest.mark.parametrize(
    ("at", "problem"),
    [
        (
            NINE - 20 * MINUTE - INSTANT,
            {"code": "CHECK_IN_TOO_EARLY", "opensAt": "2027-05-13T06:40:00+00:00"},
        ),
        (NINE - 20 * MINUTE, None),
        (NINE, None),
        (DUE - INSTANT, None),
        (DUE, {"code": "CHECK_IN_TOO_LATE", "dueAt": "2027-05-13T07:15:00+00:00"}),
        (NINE + HOUR, {"code": "CHECK_IN_TOO_LATE", "dueAt": "2027-05-13T07:15:00+00:00"}),
    ],
)
async def test_check_in_opens_and_closes_to_the_instant(
    doing: Doing, at: Any, problem: dict[str, str] | None
) -> None:
    alfa, sala = await firm(), await checked()
    booking = await booked(doing, alfa, sala)

    with clock.freeze(at):
        payload = await doing.payload(
            "checkIn",
            alfa.actor,
            f"booking {{ checkedInAt }} problems {{ {TIMES} }}",
            bookingId=booking["id"],
        )
    if problem is None:
        assert payload["problems"] == []
        assert (await row_of(booking)).checked_in_at == at
        assert await changes() == ["CONFIRMED", "CHECKED_IN"]
    else:
        (found,) = payload["problems"]
        assert {name: found[name] for name in problem} == problem


async def test_the_space_is_free_from_that_instant_on_and_nobody_ran_anything(
    doing: Doing,
) -> None:
    alfa, beta, sala = await firm(), await firm(), await checked()
    booking = await booked(doing, alfa, sala)
    rest = slot(sala, DUE, length=45 * MINUTE, firm=beta)

    with clock.freeze(DUE - INSTANT):
        assert await refused(doing, beta.actor, **rest) == ["SLOT_TAKEN"]
    with clock.freeze(DUE):
        await book(doing, beta.actor, **rest)
    # Whoever looked at the clock in time, and comes after, is too late nonetheless.
    with clock.freeze(DUE - INSTANT):
        assert await doing.codes("checkIn", alfa.actor, bookingId=booking["id"]) == [
            "CHECK_IN_TOO_LATE"
        ]


async def test_who_may_check_in(doing: Doing) -> None:
    alfa, beta, front, sala = await firm(), await firm(), await desk(), await checked()
    guest, _ = await signed_in()
    booking = await booked(doing, alfa, sala, guests=[{"personId": f"person_{guest.person_id}"}])
    by = [alfa.actor, await employee(alfa.organization), guest, front, beta.actor]

    with clock.freeze(NINE):
        given = {"bookingId": booking["id"], "dryRun": True}
        assert [await doing.codes("checkIn", each, **given) for each in by] == [
            *[[]] * 4,
            ["NOT_ALLOWED"],
        ]
        hidden = await spaces.booking(NINE, space=await spaces.space(is_bookable=False))
        assert await doing.codes("checkIn", beta.actor, bookingId=f"booking_{hidden.id}") == [
            "NOT_FOUND"
        ]


async def test_somebody_checks_in_once(doing: Doing) -> None:
    alfa, sala = await firm(), await checked()
    booking = await booked(doing, alfa, sala)

    with clock.freeze(NINE):
        await doing.done("checkIn", alfa.actor, bookingId=booking["id"])
        assert await doing.codes("checkIn", alfa.actor, bookingId=booking["id"]) == [
            "ALREADY_CHECKED_IN"
        ]


async def test_whoever_knows_the_code_checks_in(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await checked()
    booking, other = [await booked(doing, alfa, sala, at=NINE + hours * HOUR) for hours in (0, 1)]
    told = await asked(doing, alfa.actor, CODE, bookingId=booking["id"])
    code = told["code"]
    assert told == {
        "code": code_of(KEYS, (await row_of(booking)).id),
        "opensAt": "2027-05-13T06:40:00+00:00",
        "dueAt": "2027-05-13T07:15:00+00:00",
        "problems": [],
    }
    assert len(code) == 6

    with clock.freeze(NINE):
        typed = f" {code[:3].lower()}-{code[3:]} "
        payload = await doing.done("checkIn", beta.actor, "booking { id title }", code=typed)
        # The code proves presence, and tells nothing of the booking.
        assert payload["booking"] == {"id": booking["id"], "title": None}
        assert await doing.codes("checkIn", beta.actor, code=code) == ["ALREADY_CHECKED_IN"]
        later = code_of(KEYS, (await row_of(other)).id)
        assert await doing.codes("checkIn", beta.actor, code=later) == ["CHECK_IN_TOO_EARLY"]
        assert await doing.problems("checkIn", beta.actor, code="AAAAAA") == [
            ("CHECK_IN_CODE_UNKNOWN", "code")
        ]
    found = await asked(doing, beta.actor, CODE, bookingId=booking["id"])
    assert (found["code"], found["problems"]) == (None, ["NOT_ALLOWED"])


async def test_a_booking_is_named_in_one_way(doing: Doing) -> None:
    front = await desk()
    booking = await spaces.booking(NINE)

    both = {"bookingId": f"booking_{booking.id}", "code": "AAAAAA"}
    for given in ({}, both):
        assert await doing.codes("checkIn", front, **given) == ["ONE_BOOKING"]


async def test_requests_have_no_code_and_nobody_checks_in_to_them(doing: Doing) -> None:
    alfa = await firm()
    request = await booked(doing, alfa, await checked(needs_approval=True))
    code = code_of(KEYS, (await row_of(request)).id)

    with clock.freeze(NINE - MINUTE):
        found = await asked(doing, alfa.actor, CODE, bookingId=request["id"])
        assert found["problems"] == ["BOOKING_NOT_CONFIRMED"]
        assert await doing.codes("checkIn", alfa.actor, bookingId=request["id"]) == [
            "BOOKING_NOT_CONFIRMED"
        ]
        assert await doing.codes("checkIn", alfa.actor, code=code) == ["CHECK_IN_CODE_UNKNOWN"]


async def test_where_nobody_has_to_check_in_one_may_until_the_end(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala)

    with clock.freeze(NINE + HOUR - INSTANT):
        given = {"bookingId": booking["id"], "dryRun": True}
        assert await doing.codes("checkIn", alfa.actor, **given) == []
    with clock.freeze(NINE + HOUR):
        assert await doing.codes("checkIn", alfa.actor, **given) == ["BOOKING_OVER"]


async def test_what_was_missed_is_excused_by_the_desk(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await checked(no_show_limit=1)
    booking = await booked(doing, alfa, sala)

    with clock.freeze(DUE):
        day = NINE + 24 * HOUR
        assert await refused(doing, alfa.actor, **slot(sala, day, firm=alfa)) == ["NO_SHOW_BLOCK"]
        given = the(booking, reason="Treno in ritardo")
        assert await doing.codes("excuseNoShow", alfa.actor, **given) == ["NOT_ALLOWED"]
        assert await doing.problems("excuseNoShow", front, **the(booking, reason="")) == [
            ("REQUIRED", "reason")
        ]
        await doing.done("excuseNoShow", front, **given)
        assert await refused(doing, alfa.actor, **slot(sala, day, firm=alfa)) == []
        assert await doing.codes("excuseNoShow", front, **the(booking, 2, reason="x")) == [
            "NOTHING_MISSED"
        ]
    row = await row_of(booking)
    assert (row.excused_at, row.excuse_reason) == (DUE, "Treno in ritardo")


async def test_nothing_is_excused_that_was_not_missed(doing: Doing) -> None:
    alfa, front, sala = await firm(), await desk(), await checked()
    booking = await booked(doing, alfa, sala)

    with clock.freeze(DUE - INSTANT):
        assert await doing.codes("excuseNoShow", front, **the(booking, reason="x")) == [
            "NOTHING_MISSED"
        ]


async def test_an_early_finish_frees_the_rest(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await checked(buffer_after_minutes=10, start_step_minutes=5)
    booking = await booked(doing, alfa, sala, length=2 * HOUR)

    with clock.freeze(NINE + 5 * MINUTE):
        done = await doing.done("finishBooking", alfa.actor, STATE, **the(booking))
        assert done["booking"]["state"] == "FINISHED"
        row = await row_of(booking)
        assert (row.finished_at, row.checked_in_at) == (NINE + 5 * MINUTE, NINE + 5 * MINUTE)
        assert row.blocked_until == NINE + 15 * MINUTE
        assert (row.sequence, await changes()) == (1, ["CONFIRMED", "FINISHED"])
        soon, then = [slot(sala, NINE + each * MINUTE, firm=beta) for each in (10, 15)]
        assert await refused(doing, beta.actor, **soon) == ["BUFFER_CONFLICT"]
        await book(doing, beta.actor, **then)
    assert await BookingBlock.all().count() == 2


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (NINE - INSTANT, ["BOOKING_NOT_BEGUN"]),
        (NINE, ["BOOKING_NOT_BEGUN"]),
        (NINE + INSTANT, []),
        (NINE + HOUR - INSTANT, []),
        (NINE + HOUR, ["BOOKING_OVER"]),
    ],
)
async def test_only_what_is_under_way_is_finished(doing: Doing, at: Any, codes: list[str]) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala)

    with clock.freeze(at):
        assert await doing.codes("finishBooking", alfa.actor, **the(booking)) == codes


async def test_who_finishes_gives_preparation_back_to_who_comes_next(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(buffer_before_minutes=15, waives_buffer_within_organization=True)
    booking = await booked(doing, alfa, sala)
    after = await booked(doing, alfa, sala, at=NINE + HOUR)
    assert (await row_of(after)).blocked_from == NINE + HOUR

    with clock.freeze(NINE + 50 * MINUTE):
        await doing.done("finishBooking", alfa.actor, **the(booking))
    assert (await row_of(after)).blocked_from == NINE + 50 * MINUTE


async def test_a_stale_version_finishes_nothing_and_colleagues_do_not(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala)
    program, _ = await signed_in(Role.OBSERVER)

    with clock.freeze(NINE + MINUTE):
        assert await doing.codes("finishBooking", alfa.actor, **the(booking, 9)) == [
            "STALE_VERSION"
        ]
        for actor in (await employee(alfa.organization), program):
            assert await doing.codes("finishBooking", actor, **the(booking)) == ["NOT_ALLOWED"]
    assert (await Booking.get()).finished_at is None
    assert NOW < NINE

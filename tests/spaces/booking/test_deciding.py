"""The front desk's answer to requests, and what becomes of those that compete."""

from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor
from hub.record.models import AuditEntry
from hub.spaces.booking_models import BookingBlock, SkippedOccurrence, WaitlistEntry
from hub.spaces.models import Space
from hub.spaces.terms import SkipReason, SpaceKind
from tests.make import members, spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, Doing, signed_in
from tests.spaces.booking.asking import Firm, book, desk, firm, refused, room, slot
from tests.spaces.booking.living import STATE, asked, changes, conditions_of, row_of, the
from tests.spaces.booking.test_book import MINUTE, NINE

APPROVED = f"{STATE} settled {{ id state }}"
LISTED = "... on CompetingRequestsProblem { count bookings { id space title holder } }"


async def choosing(**conditions: Any) -> Space:
    """A room for which many may ask at once, and the desk chooses."""
    return await room(needs_approval=True, holds_while_pending=False, **conditions)


async def asks(doing: Doing, of: Firm, space: Space, **given: Any) -> Any:
    return await book(doing, of.actor, **slot(space, given.pop("at", NINE), firm=of, **given))


async def test_a_request_is_approved(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(needs_approval=True, check_in_minutes=15)
    request = await asks(doing, alfa, sala)

    done = await doing.done("approveBooking", front, APPROVED, **the(request))

    assert done["settled"] == []
    assert done["booking"] == {
        "id": request["id"],
        "state": "CONFIRMED",
        "version": 2,
        "sequence": 1,
    }
    row = await row_of(request)
    assert (row.confirmed_at, row.decided_by_id) == (NOW, front.person_id)
    assert row.check_in_due_at == NINE + 15 * MINUTE
    assert await changes() == ["REQUESTED", "CONFIRMED"]
    entry = await AuditEntry.get(act="approve_booking")
    assert {row.id, alfa.organization.id, alfa.actor.person_id} <= set(entry.subjects)


async def test_a_request_is_declined_with_a_reason(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await room(needs_approval=True)
    request = await asks(doing, alfa, sala)

    assert await doing.problems("declineBooking", front, **the(request, reason=" ")) == [
        ("REQUIRED", "reason")
    ]
    long = the(request, reason="x" * 301)
    assert await doing.codes("declineBooking", front, **long) == ["TOO_LONG"]
    await doing.done("declineBooking", front, **the(request, reason="Serve per un convegno"))

    row = await row_of(request)
    assert (row.declined_at, row.decline_reason) == (NOW, "Serve per un convegno")
    assert row.decided_by_id == front.person_id
    assert await refused(doing, beta.actor, **slot(sala, NINE, firm=beta)) == []


async def test_competing_requests_are_shown_and_settled_in_one_step(doing: Doing) -> None:
    alfa, beta, gamma, front = await firm(), await firm(), await firm(), await desk()
    sala = await choosing()
    first = await asks(doing, alfa, sala)
    second = await asks(doing, beta, sala, at=NINE + HOUR / 2)
    after = await asks(doing, gamma, sala, at=NINE + HOUR)

    seen = await asked(
        doing, front, "competingRequests count bookings { id }", bookingId=second["id"]
    )
    assert seen == {
        "count": 2,
        "bookings": [{"id": first["id"]}, {"id": after["id"]}],
        "problems": [],
    }
    payload = await doing.payload("approveBooking", front, f"problems {{ {LISTED} }}", **the(first))
    (problem,) = payload["problems"]
    assert (problem["code"], problem["count"]) == ("COMPETING_REQUESTS", 1)
    assert problem["bookings"] == [
        {
            "id": second["id"],
            "space": sala.name,
            "title": "Riunione",
            "holder": beta.organization.name,
        }
    ]
    assert await doing.problems("approveBooking", front, **the(first, competing="DECLINE")) == [
        ("REQUIRED", "reason")
    ]
    given = the(first, competing="DECLINE", reason="Prima richiesta")
    done = await doing.done("approveBooking", front, APPROVED, **given)

    assert done["settled"] == [{"id": second["id"], "state": "DECLINED"}]
    assert (await row_of(second)).decline_reason == "Prima richiesta"
    assert (await row_of(after)).declined_at is None
    assert await BookingBlock.all().count() == 1
    assert await WaitlistEntry.all().count() == 0
    assert await changes() == ["REQUESTED"] * 3 + ["DECLINED", "CONFIRMED"]


async def test_those_who_asked_wait_in_the_order_in_which_they_asked(doing: Doing) -> None:
    alfa, beta, gamma, front = await firm(), await firm(), await firm(), await desk()
    sala = await choosing()
    first, second = await asks(doing, alfa, sala), await asks(doing, beta, sala)
    with clock.freeze(NOW + MINUTE):
        third = await asks(doing, gamma, sala)
        given = the(second, competing="QUEUE", reason="Si libera forse")
        done = await doing.done("approveBooking", front, APPROVED, **given)

    assert [each["id"] for each in done["settled"]] == [first["id"], third["id"]]
    waiting = await WaitlistEntry.all().order_by("joined_at")
    assert [each.person_id for each in waiting] == [alfa.actor.person_id, gamma.actor.person_id]
    assert [each.joined_at for each in waiting] == [NOW, NOW + MINUTE]
    assert {(each.space_id, each.starts_at, each.organization_id) for each in waiting} == {
        (sala.id, NINE, alfa.organization.id),
        (sala.id, NINE, gamma.organization.id),
    }


async def test_who_waits_already_does_not_wait_twice(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await choosing()
    first, _ = await asks(doing, alfa, sala), await asks(doing, beta, sala)
    await spaces.waitlist_entry(NINE, space=sala, person_id=beta.actor.person_id)

    await doing.done("approveBooking", front, **the(first, competing="QUEUE", reason="Occupata"))
    assert await WaitlistEntry.all().count() == 1


async def test_a_hall_and_its_half_compete(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    terms = await spaces.conditions(needs_approval=True, holds_while_pending=False)
    hall = await spaces.space("Sala grande", kind=SpaceKind.HALL, conditions=terms)
    left, right = [
        await spaces.space(name, parent=hall, conditions=terms) for name in ("Sinistra", "Destra")
    ]
    of_hall, of_left = await asks(doing, alfa, hall), await asks(doing, beta, left)
    of_right = await asks(doing, beta, right)

    assert await doing.codes("approveBooking", front, **the(of_hall)) == ["COMPETING_REQUESTS"]
    given = the(of_left, competing="DECLINE", reason="La metà")
    done = await doing.done("approveBooking", front, APPROVED, **given)
    assert [each["id"] for each in done["settled"]] == [of_hall["id"]]
    await doing.done("approveBooking", front, **the(of_right))


async def test_a_request_that_keeps_its_slot_competes_too(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await choosing()
    first = await asks(doing, alfa, sala)
    conditions = await conditions_of(sala)
    conditions.holds_while_pending = True
    await conditions.save()
    second = await asks(doing, beta, sala)
    assert await BookingBlock.all().count() == 1

    await doing.done("approveBooking", front, **the(first, competing="DECLINE", reason="Prima"))
    assert (await row_of(second)).declined_at == NOW
    assert [block.booking_id for block in await BookingBlock.all()] == [(await row_of(first)).id]


async def test_preparation_that_would_be_lost_competes(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await choosing(buffer_after_minutes=15)
    first = await asks(doing, alfa, sala)
    await asks(doing, beta, sala, at=NINE + HOUR)
    await asks(doing, beta, sala, at=NINE + HOUR + 15 * MINUTE)

    found = await asked(doing, front, "competingRequests count", bookingId=first["id"])
    assert found["count"] == 1


async def test_what_the_space_itself_demands_must_hold_at_the_approval(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await choosing(min_notice_minutes=60, decide_minutes_before=0)
    request = await asks(doing, alfa, sala)
    # Notice and the like were the booker's matter, when it was asked for.
    conditions = await conditions_of(sala)
    conditions.min_notice_minutes, conditions.max_minutes = 60 * 24 * 30, 30
    await conditions.save()

    taken = await spaces.booking(NINE, space=sala, organization=beta.organization)
    assert await doing.problems("approveBooking", front, **the(request)) == [
        ("SLOT_TAKEN", "bookingId")
    ]
    await taken.delete()
    shut = await spaces.closure(space=sala)
    assert await doing.codes("approveBooking", front, **the(request)) == ["SPACE_CLOSED"]
    await shut.delete()
    lease = await spaces.lease(space=sala)
    assert await doing.codes("approveBooking", front, **the(request)) == ["SPACE_LET"]
    await lease.delete()
    await doing.done("approveBooking", front, **the(request))


async def test_what_is_decided_is_not_decided_again(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(needs_approval=True)
    request = await asks(doing, alfa, sala)
    await doing.done("approveBooking", front, **the(request))
    free = await book(doing, alfa.actor, **slot(await room(), NINE, firm=alfa))

    for version in (1, 2):
        for act, more in (("approveBooking", {}), ("declineBooking", {"reason": "x"})):
            assert await doing.codes(act, front, **the(request, version, **more)) == [
                "ALREADY_DECIDED"
            ]
    assert await doing.codes("approveBooking", front, **the(free)) == ["ALREADY_DECIDED"]


async def test_who_has_seen_another_version_looks_again(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    request = await asks(doing, alfa, await room(needs_approval=True))

    assert await doing.codes("approveBooking", front, **the(request, 2)) == ["STALE_VERSION"]


@pytest.mark.parametrize(
    ("before", "codes"),
    [(timedelta(microseconds=1), []), (timedelta(0), ["REQUEST_LAPSED"])],
)
async def test_a_request_can_be_approved_until_it_lapses(
    doing: Doing, before: timedelta, codes: list[str]
) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(needs_approval=True, decide_minutes_before=120)
    request = await asks(doing, alfa, sala)

    with clock.freeze(NINE - 2 * HOUR - before):
        assert await doing.codes("approveBooking", front, **the(request)) == codes


async def test_another_one_gets_what_was_not_decided_the_instant_it_lapses(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await room(needs_approval=True, decide_minutes_before=120)
    request = await asks(doing, alfa, sala)

    with clock.freeze(NINE - 2 * HOUR - timedelta(microseconds=1)):
        assert await refused(doing, beta.actor, **slot(sala, NINE, firm=beta)) == ["SLOT_TAKEN"]
    with clock.freeze(NINE - 2 * HOUR):
        await book(doing, beta.actor, **slot(sala, NINE, firm=beta))
    # Whoever looked at the clock before it lapsed, and comes after, does not bring it back.
    assert await doing.codes("approveBooking", front, **the(request, 1)) == ["REQUEST_LAPSED"]
    assert await doing.codes("cancelBooking", alfa.actor, **the(request, 1)) == ["REQUEST_LAPSED"]


async def test_only_the_desk_decides_and_sees_who_competes(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await choosing()
    request, _ = await asks(doing, alfa, sala), await asks(doing, beta, sala)

    def codes(actor: Actor) -> Any:
        return doing.codes("approveBooking", actor, **the(request))

    stranger, _ = await signed_in()
    assert [await codes(each) for each in (alfa.actor, alfa.head, beta.actor, stranger)] == [
        ["NOT_ALLOWED"],
        ["NOT_ALLOWED"],
        ["NOT_FOUND"],
        ["NOT_FOUND"],
    ]
    for actor, code in ((alfa.head, "NOT_ALLOWED"), (beta.actor, "NOT_FOUND")):
        found = await asked(doing, actor, "competingRequests count", bookingId=request["id"])
        assert found == {"count": None, "problems": [code]}


async def test_the_date_of_a_series_that_loses_against_another_is_remembered(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await choosing()
    request = await asks(doing, alfa, sala)
    series = await spaces.series(space=sala, organization=await members.organization())
    await spaces.request(NINE, space=sala, series=series, occurs_on=NINE.date())

    await doing.done("approveBooking", front, **the(request, competing="DECLINE", reason="Prima"))
    skipped = await SkippedOccurrence.get()
    assert (skipped.series_id, skipped.reason) == (series.id, SkipReason.TAKEN)

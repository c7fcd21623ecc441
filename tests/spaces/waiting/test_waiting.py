"""Waiting for a slot: who is offered it when, and that nobody else gets it meanwhile."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor, Role
from hub.members.membership_models import Membership
from hub.record.models import OutboxEvent
from hub.spaces.booking.joining import MOST_WAITING
from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.models import Space
from hub.spaces.terms import SpaceKind
from tests.make import spaces
from tests.mutating.doing import NOW, Doing, signed_in
from tests.spaces.booking.asking import (
    HOUR,
    Firm,
    book,
    desk,
    employee,
    firm,
    refused,
    room,
    slot,
)

NINE = spaces.on(date(2027, 5, 13), 9)
"""Thursday, nine o'clock, the day after the tests' now."""
MINUTE = timedelta(minutes=1)
ENTRY = "entry { id state position offeredAt offerEndsAt }"


@dataclass(frozen=True)
class Line:
    """A room that one company has booked, and who waits for it."""

    doing: Doing
    sala: Space
    holder: Firm
    booking_id: str

    async def join(self, waiting: Firm, space: Space | None = None, **given: Any) -> str:
        values = slot(space or self.sala, given.pop("starting", NINE), firm=waiting, **given)
        done = await self.doing.done(
            "joinWaitlist", waiting.actor, ENTRY, title="Colloquio", **values
        )
        return str(done["entry"]["id"])

    async def cancel(self) -> None:
        await self.doing.done(
            "cancelBooking",
            self.holder.actor,
            bookingId=self.booking_id,
            version=(await Booking.get(id=self.booking_id.split("_")[1])).version,
        )

    async def leave(self, who: Actor, entry_id: str) -> None:
        await self.doing.done("leaveWaitlist", who, entryId=entry_id)

    async def claim(self, who: Actor, entry_id: str) -> list[str]:
        return await self.doing.codes("claimOffer", who, entryId=entry_id)

    async def states(self, *entry_ids: str) -> list[str]:
        query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on WaitlistEntry { state } } }"
        answer = await self.doing.data(query, await desk(), ids=list(entry_ids))
        return [each["state"] for each in answer["nodes"]]


Queue = Callable[..., Awaitable[Line]]


@pytest.fixture
def queue(doing: Doing) -> Queue:
    async def made(sala: Space | None = None, **conditions: Any) -> Line:
        space = sala or await room(**{"offer_minutes": 60, **conditions})
        holder = await firm()
        booking = await book(doing, holder.actor, **slot(space, NINE, firm=holder))
        return Line(doing, space, holder, booking["id"])

    return made


async def test_the_first_in_line_is_offered_the_slot_then_the_next(queue: Queue) -> None:
    line = await queue()
    firms = [await firm() for _ in range(3)]
    ids = []
    for minute, each in enumerate(firms):
        with clock.freeze(NOW + minute * MINUTE):
            ids.append(await line.join(each))
    assert await line.states(*ids) == ["WAITING", "WAITING", "WAITING"]

    freed = NOW + 5 * MINUTE
    with clock.freeze(freed):
        await line.cancel()
    expected = [
        (freed, ["OFFERED", "WAITING", "WAITING"]),
        (freed + HOUR - timedelta(microseconds=1), ["OFFERED", "WAITING", "WAITING"]),
        (freed + HOUR, ["EXPIRED", "OFFERED", "WAITING"]),
        (freed + 2 * HOUR, ["EXPIRED", "EXPIRED", "OFFERED"]),
        (freed + 3 * HOUR, ["EXPIRED", "EXPIRED", "EXPIRED"]),
    ]
    for instant, states in expected:
        with clock.freeze(instant):
            assert await line.states(*ids) == states


async def test_only_who_is_offered_it_can_have_it(queue: Queue, doing: Doing) -> None:
    line, beta, gamma, other = await queue(), await firm(), await firm(), await firm()
    first, second = await line.join(beta), await line.join(gamma)
    assert await line.claim(beta.actor, first) == ["NOT_OFFERED"]
    await line.cancel()

    wanted = slot(line.sala, NINE, firm=other)
    assert await refused(doing, other.actor, **wanted) == ["HELD_FOR_ANOTHER"]
    assert await line.claim(gamma.actor, second) == ["HELD_FOR_ANOTHER"]
    assert await line.claim(other.actor, first) == ["NOT_FOUND"]
    with clock.freeze(NOW + HOUR):
        assert await line.claim(beta.actor, first) == ["OFFER_ENDED"]
        assert await refused(doing, beta.actor, **slot(line.sala, NINE, firm=beta)) == [
            "HELD_FOR_ANOTHER"
        ]
        assert await line.claim(gamma.actor, second) == []
        assert await line.claim(gamma.actor, second) == ["NOT_WAITING"]
        assert await line.states(first, second) == ["EXPIRED", "CLAIMED"]
    booking = await Booking.get(cancelled_at=None)
    assert booking.person_id == gamma.actor.person_id
    assert (await WaitlistEntry.get(id=second.split("_")[1])).booking_id == booking.id


async def test_nobody_takes_it_up_and_then_anybody_may(queue: Queue, doing: Doing) -> None:
    line, beta, other = await queue(), await firm(), await firm()
    await line.join(beta)
    await line.cancel()

    wanted = slot(line.sala, NINE, firm=other)
    with clock.freeze(NOW + HOUR - timedelta(microseconds=1)):
        assert await refused(doing, other.actor, **wanted) == ["HELD_FOR_ANOTHER"]
    with clock.freeze(NOW + HOUR):
        assert await refused(doing, other.actor, **wanted) == []


async def test_who_is_offered_a_slot_may_just_book_it(queue: Queue, doing: Doing) -> None:
    line, beta = await queue(), await firm()
    entry_id = await line.join(beta)
    await line.cancel()

    booking = await book(doing, beta.actor, **slot(line.sala, NINE, firm=beta))

    entry = await WaitlistEntry.get(id=entry_id.split("_")[1])
    assert (f"booking_{entry.booking_id}", entry.claimed_at) == (booking["id"], NOW)


async def test_who_leaves_passes_it_on_at_once(queue: Queue, doing: Doing) -> None:
    line, beta, gamma = await queue(), await firm(), await firm()
    first, second = await line.join(beta), await line.join(gamma)
    await line.cancel()

    with clock.freeze(NOW + 10 * MINUTE):
        await line.leave(beta.actor, first)
        assert await line.states(first, second) == ["LEFT", "OFFERED"]
        assert await doing.codes("leaveWaitlist", beta.actor, entryId=first) == ["NOT_WAITING"]
    with clock.freeze(NOW + 70 * MINUTE):
        assert await line.states(second) == ["EXPIRED"]
        assert await doing.codes("leaveWaitlist", gamma.actor, entryId=second) == ["OFFER_ENDED"]


async def test_who_is_not_eligible_is_passed_over(queue: Queue) -> None:
    line, beta, gamma = await queue(), await firm(), await firm()
    first, second = await line.join(beta), await line.join(gamma)
    await spaces.rule(organization=beta.organization, max_minutes=30, space=line.sala)
    await line.cancel()

    assert await line.states(first, second) == ["WAITING", "OFFERED"]
    assert await line.claim(beta.actor, first) == ["HELD_FOR_ANOTHER"]


async def test_who_is_no_longer_eligible_cannot_take_it_up(queue: Queue) -> None:
    line, beta, gamma = await queue(), await firm(), await firm()
    first, second = await line.join(beta), await line.join(gamma)
    await line.cancel()
    await spaces.rule(organization=beta.organization, max_minutes=30, space=line.sala)

    assert await line.claim(beta.actor, first) == ["BOOKING_TOO_LONG"]
    with clock.freeze(NOW + HOUR):
        assert await line.claim(gamma.actor, second) == []


async def test_a_freed_half_is_offered_to_who_waits_for_it(doing: Doing, queue: Queue) -> None:
    conditions = await spaces.conditions(offer_minutes=60)
    hall = await spaces.space(kind=SpaceKind.HALL, conditions=conditions)
    left, right = [await spaces.space(parent=hall, conditions=conditions) for _ in range(2)]
    in_left, in_right = await queue(left), await queue(right)
    whole, half = await firm(), await firm()
    for_all, for_left = await in_left.join(whole, hall), await in_left.join(half, left)

    await in_left.cancel()
    assert await in_left.states(for_all, for_left) == ["WAITING", "OFFERED"]
    with clock.freeze(NOW + 10 * MINUTE):
        await in_right.cancel()
        assert await in_left.states(for_all, for_left) == ["WAITING", "OFFERED"]
        assert await in_left.claim(whole.actor, for_all) == ["HELD_FOR_ANOTHER"]
    with clock.freeze(NOW + HOUR):
        assert await in_left.states(for_all, for_left) == ["OFFERED", "EXPIRED"]
        other = await firm()
        assert await refused(doing, other.actor, **slot(right, NINE, firm=other)) == [
            "HELD_FOR_ANOTHER"
        ]
        assert await in_left.claim(whole.actor, for_all) == []


async def test_a_request_that_lapses_is_offered_at_that_instant(doing: Doing) -> None:
    sala = await room(needs_approval=True, decide_minutes_before=120, offer_minutes=30)
    alfa, beta, gamma = await firm(), await firm(), await firm()
    asked = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    line = Line(doing, sala, alfa, asked["id"])
    first = await line.join(beta)

    lapses_at = NINE - 2 * HOUR
    with clock.freeze(lapses_at - timedelta(microseconds=1)):
        assert await line.states(first) == ["WAITING"]
    with clock.freeze(lapses_at):
        assert await line.states(first) == ["OFFERED"]
        wanted = slot(sala, NINE, firm=gamma)
        assert await refused(doing, gamma.actor, **wanted) == ["HELD_FOR_ANOTHER"]
        assert await line.claim(beta.actor, first) == []
    assert (await Booking.get(person_id=beta.actor.person_id)).confirmed_at is None


async def test_what_nobody_checks_in_to_is_offered(doing: Doing) -> None:
    sala = await room(check_in_minutes=15, offer_minutes=5)
    alfa, beta = await firm(), await firm()
    booked = await book(doing, alfa.actor, **slot(sala, NINE, length=3 * HOUR, firm=alfa))
    line = Line(doing, sala, alfa, booked["id"])
    entry_id = await line.join(beta, starting=NINE + HOUR)

    with clock.freeze(NINE + 15 * MINUTE):
        assert await line.states(entry_id) == ["OFFERED"]
        assert await line.claim(beta.actor, entry_id) == []


async def test_an_offer_ends_when_the_slot_begins(queue: Queue) -> None:
    line, beta = await queue(offer_minutes=24 * 60 * 3), await firm()
    entry_id = await line.join(beta)
    await line.cancel()

    entry = await WaitlistEntry.get(id=entry_id.split("_")[1])
    assert (entry.offered_at, entry.offer_ends_at) == (NOW, NINE)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"starting": NINE + 4 * HOUR}, ["SLOT_IS_FREE"]),
        ({"length": 30 * HOUR}, ["BOOKING_TOO_LONG"]),
        ({"attendees": 900}, ["TOO_MANY_ATTENDEES"]),
        ({"length": -HOUR}, ["BOOKING_NOT_IN_ORDER"]),
        ({"title": " "}, ["REQUIRED"]),
    ],
)
async def test_what_no_waiting_helps_against_is_refused_at_once(
    queue: Queue, doing: Doing, *, given: dict[str, Any], codes: list[str]
) -> None:
    line, beta = await queue(), await firm()
    await Space.filter(id=line.sala.id).update(capacity=8)
    values = {"title": "Colloquio", **given}
    wanted = slot(line.sala, values.pop("starting", NINE), firm=beta, **values)

    assert await doing.codes("joinWaitlist", beta.actor, **wanted) == codes


async def test_nobody_waits_twice(queue: Queue, doing: Doing) -> None:
    line, beta = await queue(), await firm()
    await line.join(beta)

    again = slot(line.sala, NINE + HOUR / 2, firm=beta, title="x")
    assert await doing.codes("joinWaitlist", beta.actor, **again) == ["ALREADY_WAITING"]


async def test_an_offer_is_told_by_mail_when_it_begins(queue: Queue) -> None:
    line, beta, gamma = await queue(), await firm(), await firm()
    ids = [await line.join(beta), await line.join(gamma)]
    await line.cancel()

    events = await OutboxEvent.filter(kind="mail.waitlist_offer").order_by("due_at")
    assert [(f"waiting_{each.subject_id}", each.due_at) for each in events] == [
        (ids[0], NOW),
        (ids[1], NOW + HOUR),
    ]


async def test_the_line_moves_up_when_a_membership_ends(queue: Queue, doing: Doing) -> None:
    line, beta, gamma = await queue(), await firm(), await firm()
    first, second = await line.join(beta), await line.join(gamma)
    direction, _ = await signed_in(Role.DIRECTION)

    async def expel(member: Firm) -> None:
        row = await Membership.get(organization_id=member.organization.id)
        given = {"membershipId": f"mship_{row.id}", "reason": "Mora"}
        await doing.done("expelMember", direction, **given)

    await expel(line.holder)
    assert await line.states(first, second) == ["OFFERED", "WAITING"]
    await expel(beta)
    assert await line.states(first, second) == ["LEFT", "OFFERED"]


async def test_an_erased_person_holds_nothing(queue: Queue, doing: Doing) -> None:
    line, beta, gamma, other = await queue(), await firm(), await firm(), await firm()
    first, second = await line.join(beta), await line.join(gamma)
    await line.cancel()
    await WaitlistEntry.filter(id=first.split("_")[1]).update(left_at=NOW)

    wanted = slot(line.sala, NINE, firm=other)
    assert await refused(doing, other.actor, **wanted) == ["HELD_FOR_ANOTHER"]
    assert await line.claim(gamma.actor, second) == []


async def test_a_place_that_opens_again_is_offered(queue: Queue, doing: Doing) -> None:
    line, beta, front = await queue(), await firm(), await desk()
    entry_id = await line.join(beta)
    shut = await doing.done(
        "closeSpace",
        front,
        "closure { id version }",
        spaceId=f"space_{line.sala.id}",
        startsAt=NINE.isoformat(),
        endsAt=(NINE + HOUR).isoformat(),
        reason="Imbiancatura",
        bookings="CANCEL",
    )
    assert await line.states(entry_id) == ["WAITING"]

    closure = {"closureId": shut["closure"]["id"], "version": shut["closure"]["version"]}
    await doing.done("withdrawClosure", front, **closure)
    assert await line.states(entry_id) == ["OFFERED"]


async def test_a_series_and_the_search_leave_out_what_is_kept(queue: Queue, doing: Doing) -> None:
    line, beta, other = await queue(), await firm(), await firm()
    await line.join(beta)
    await line.cancel()

    listed = await doing.data(
        """query ($from: DateTime!, $to: DateTime!) {
            spaces(first: 50, freeFrom: $from, freeUntil: $to) { nodes { id } } }""",
        other.actor,
        **{"from": NINE.isoformat(), "to": (NINE + HOUR).isoformat()},
    )
    assert listed["spaces"]["nodes"] == []
    series = {
        "spaceId": f"space_{line.sala.id}",
        "organizationId": f"org_{other.organization.id}",
        "rule": "FREQ=DAILY;COUNT=2",
        "startsOn": "2027-05-13",
        "fromTime": "09:00",
        "untilTime": "10:00",
        "title": "Serie",
    }
    codes = await doing.codes("bookSeries", other.actor, **series, onConflict="ALL_OR_NOTHING")
    assert codes == ["SERIES_CONFLICTS"]


async def test_declined_requests_wait_in_the_order_in_which_they_were_made(doing: Doing) -> None:
    sala = await room(needs_approval=True, holds_while_pending=False, offer_minutes=30)
    firms, front = [await firm() for _ in range(3)], await desk()
    asked = []
    for minute, each in enumerate(firms):
        with clock.freeze(NOW + minute * MINUTE):
            asked.append(await book(doing, each.actor, **slot(sala, NINE, firm=each)))
    given = {"bookingId": asked[2]["id"], "version": 1}
    await doing.done(
        "approveBooking", front, **given, competing="QUEUE", reason="Prima il convegno"
    )

    with clock.freeze(NOW + HOUR):
        await doing.done("cancelBooking", firms[2].actor, bookingId=asked[2]["id"], version=2)
        line = await WaitlistEntry.all().order_by("joined_at")
        assert [each.person_id for each in line] == [each.actor.person_id for each in firms[:2]]
        assert [each.offered_at for each in line] == [NOW + HOUR, NOW + 1.5 * HOUR]


async def test_nobody_sees_or_changes_the_place_of_another(queue: Queue, doing: Doing) -> None:
    line, beta, other = await queue(), await firm(), await firm()
    entry_id = await line.join(beta)

    assert await doing.codes("leaveWaitlist", other.actor, entryId=entry_id) == ["NOT_FOUND"]
    colleague = await employee(beta.organization)
    assert await doing.codes("leaveWaitlist", colleague, entryId=entry_id) == ["NOT_ALLOWED"]
    assert await doing.codes("leaveWaitlist", beta.head, entryId=entry_id) == []


async def test_a_dry_run_leaves_the_line_as_it_is(queue: Queue, doing: Doing) -> None:
    line, beta = await queue(), await firm()
    entry_id = await line.join(beta)
    await doing.done(
        "cancelBooking", line.holder.actor, bookingId=line.booking_id, version=1, dryRun=True
    )

    assert await line.states(entry_id) == ["WAITING"]
    assert not await OutboxEvent.filter(kind="mail.waitlist_offer").exists()


async def test_the_desk_puts_people_in_line(queue: Queue, doing: Doing) -> None:
    line, beta, front = await queue(), await firm(), await desk()
    wanted = slot(line.sala, NINE, firm=beta, title="x")

    assert await doing.codes("joinWaitlist", front, **wanted) == ["WAITING_PERSON_NEEDED"]
    person = f"person_{beta.actor.person_id}"
    assert await doing.codes("joinWaitlist", front, **wanted, personId=person) == []


async def test_a_line_has_its_end(queue: Queue, doing: Doing) -> None:
    line, beta = await queue(), await firm()
    for _ in range(MOST_WAITING):
        await spaces.waitlist_entry(NINE, space=line.sala)

    wanted = slot(line.sala, NINE, firm=beta, title="x")
    assert await doing.codes("joinWaitlist", beta.actor, **wanted) == ["WAITING_LIST_FULL"]

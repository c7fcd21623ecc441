"""A company with its people and a room, and what they ask of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hub.actor import Actor, Role
from hub.members.models import Organization
from hub.spaces.models import Space
from tests.make import members, spaces
from tests.mutating.doing import Doing, signed_in

CHECK = """query ($input: CheckBookingInput!) { checkBooking(input: $input) {
    needsApproval price vatRate poolMinutes poolMinutesLeft lapsesAt checkInDueAt
    problems { __typename code message path
        ... on BookingProblem { rule value firstStart }
        ... on SlotTakenProblem { rule firstStart conflicts { startsAt endsAt } }
        ... on HierarchyConflictProblem { firstStart blockingSpace { id name } }
        ... on QuotaExceededProblem { rule used resetsOn }
        ... on PoolExhaustedProblem { minutesLeft resetsOn } } } }"""
BOOKED = "booking { id state startsAt endsAt title price poolMinutes lapsesAt checkInDueAt }"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Firm:
    """A member in good standing, somebody who works there, and who administers it."""

    organization: Organization
    actor: Actor
    head: Actor


async def firm(**of_membership: Any) -> Firm:
    organization = await members.organization()
    terms = await members.membership_type(seats=None)
    await members.membership(organization=organization, type=terms, **of_membership)
    actor = await employee(organization)
    head, _ = await signed_in(Role.ADMINISTRATOR, organization=organization, administers=True)
    assert head.person_id is not None
    await members.affiliation(organization=organization, person_id=head.person_id)
    return Firm(organization, actor, head)


async def employee(organization: Organization) -> Actor:
    actor, _ = await signed_in(organization=organization)
    await members.affiliation(organization=organization, person_id=actor.person_id)
    return actor


async def desk() -> Actor:
    actor, _ = await signed_in(Role.FRONT_DESK)
    return actor


async def room(**conditions: Any) -> Space:
    """A meeting room on these conditions."""
    return await spaces.space(conditions=await spaces.conditions(**conditions))


def slot(
    space: Space,
    starting: datetime,
    *,
    length: timedelta = HOUR,
    firm: Firm | None = None,
    **given: Any,
) -> dict[str, Any]:
    """The input of a booking for a firm, or for the asker alone."""
    values = {
        "spaceId": f"space_{space.id}",
        "startsAt": starting.isoformat(),
        "endsAt": (starting + length).isoformat(),
        **given,
    }
    return {**values, "organizationId": f"org_{firm.organization.id}"} if firm else values


async def book(doing: Doing, actor: Actor, /, **given: Any) -> Any:
    return (await doing.done("bookSpace", actor, BOOKED, title="Riunione", **given))["booking"]


async def refused(doing: Doing, actor: Actor, /, **given: Any) -> list[str]:
    """The codes of what stands against a booking: asked about, and tried."""
    answer = (await doing.data(CHECK, actor, input=given))["checkBooking"]
    codes = [each["code"] for each in answer["problems"]]
    assert codes == await doing.codes("bookSpace", actor, title="Riunione", **given)
    return codes


async def problem(doing: Doing, actor: Actor, /, **given: Any) -> dict[str, Any]:
    """The one thing that stands against a booking."""
    (found,) = (await doing.data(CHECK, actor, input=given))["checkBooking"]["problems"]
    return dict(found)

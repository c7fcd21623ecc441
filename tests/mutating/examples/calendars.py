"""Examples of what is done to follow bookings in a calendar."""

from tests.make import calendars, spaces
from tests.mutating.doing import signed_in
from tests.mutating.examples.frame import REFUSED, Example, administrator, example


@example
async def create_calendar_link() -> Example:
    actor, _ = await signed_in()
    return Example("createCalendarLink", actor, {"personId": f"person_{actor.person_id}"})


@example
async def create_calendar_link_to_space() -> Example:
    actor, _ = await signed_in()
    space = await spaces.space()
    return Example("createCalendarLink", actor, {"spaceId": f"space_{space.id}"})


@example
async def create_calendar_link_to_organization() -> Example:
    actor, organization = await administrator()
    given = {"organizationId": f"org_{organization.id}"}
    return Example("createCalendarLink", actor, given)


@example
async def renew_calendar_link() -> Example:
    actor, account = await signed_in()
    link = await calendars.link(account=account)
    return Example("renewCalendarLink", actor, {"calendarLinkId": f"calendar_{link.id}"})


@example
async def revoke_calendar_link() -> Example:
    actor, account = await signed_in()
    link = await calendars.link(account=account)
    return Example("revokeCalendarLink", actor, {"calendarLinkId": f"calendar_{link.id}"})


REFUSED.update(
    {
        "createCalendarLink": {"personId": "person_0"},
        "renewCalendarLink": {"calendarLinkId": "calendar_0"},
        "revokeCalendarLink": {"calendarLinkId": "calendar_0"},
    }
)

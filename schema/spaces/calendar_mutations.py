"""What is done to follow bookings in a calendar."""

from typing import TYPE_CHECKING

from hub.spaces.calendars import links
from schema.mutating.declare import mutation, mutations, payload, result, told
from schema.spaces import calendar_inputs

if TYPE_CHECKING:
    from schema.spaces.calendar_types import CalendarLink

INPUTS = calendar_inputs
"""The module of the inputs: an input is known once its module is imported."""
ADDRESS = (
    "The address of the feed within the hub, such as `/calendar/….ics`: put the hub's own before"
    " it. Who has it reads the feed, so it is a secret; the hub does not keep it: it is shown here,"
    " and again only to who repeats this with the same idempotency key. Null when there are"
    " problems."
)


@payload
class CreateCalendarLinkPayload:
    """The answer of `createCalendarLink`."""

    calendar_link: "CalendarLink | None" = result("The new link; null when there are problems.")
    path: "str | None" = told(links.told, ADDRESS)


@payload
class RenewCalendarLinkPayload:
    """The answer of `renewCalendarLink`."""

    calendar_link: "CalendarLink | None" = result(
        "The link, renewed; null when there are problems."
    )
    path: "str | None" = told(links.told, ADDRESS)


@payload
class RevokeCalendarLinkPayload:
    """The answer of `revokeCalendarLink`."""

    calendar_link: "CalendarLink | None" = result("The link, ended; null when there are problems.")


@mutations
class CalendarMutations:
    """What is done to follow bookings in a calendar."""

    create_calendar_link: "CreateCalendarLinkPayload" = mutation(
        links.create_calendar_link,
        "Make a link by which a calendar follows bookings: anyone who has signed in. The feed tells"
        " what its holder may see whenever it is read, in their language, of 90 days back and of"
        " all that is to come; what is cancelled stays in it, as cancelled, for 90 days.",
    )
    renew_calendar_link: "RenewCalendarLinkPayload" = mutation(
        links.renew_calendar_link,
        "Give a link another address, for the former one is known to others or to nobody: its"
        " holder. The former one opens nothing any more.",
    )
    revoke_calendar_link: "RevokeCalendarLinkPayload" = mutation(
        links.revoke_calendar_link, "End a link at once: its holder, or the direction."
    )

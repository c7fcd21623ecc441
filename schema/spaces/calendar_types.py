"""The GraphQL type of following bookings in a calendar."""

from datetime import datetime
from typing import TYPE_CHECKING

from hub.spaces import calendar_models, calendar_policy
from schema.compiler.declare import column, entity, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.accounts.account_types import Account
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.spaces.types import Space


@entity(
    calendar_models.CalendarLink,
    prefix="calendar",
    policy=calendar_policy.CALENDAR_LINK,
    order=("-created_at",),
)
class CalendarLink(Node):
    """That an account follows bookings in a calendar: of itself, a space or an organization.

    Who has its address reads what the holder of the account may see at that instant.
    """

    account: "Account | None" = to_one("Whose; never null for a viewer who sees the link.")
    person: "Person | None" = to_one(
        "The person whose bookings it follows; null when it follows a space or an organization,"
        " or when the viewer may not see the person."
    )
    space: "Space | None" = to_one(
        "The space whose bookings it follows; null when it follows somebody, or when the viewer"
        " may not see the space."
    )
    organization: "Organization | None" = to_one(
        "The organization whose bookings it follows; null when it follows a person or a space, or"
        " when the viewer may not see the organization."
    )
    renewed_at: "datetime | None" = column(
        "When it got another address, last; null: it has its first one."
    )
    revoked_at: "datetime | None" = column("When it was ended; null: it was not.")
    last_used_at: "datetime | None" = column(
        "When a program read it last, to an hour or so; null: none has."
    )
    created_at: "datetime" = column("When it was made.")

"""The inputs of following bookings in a calendar."""

import strawberry

from schema.mutating.declare import given, write_input


@write_input
class CreateCalendarLinkInput:
    """Whose bookings to follow: those of a person, of a space or of an organization."""

    person_id: "strawberry.ID | None" = given(
        "Oneself; null when it is about a space or an organization.", of="Person"
    )
    space_id: "strawberry.ID | None" = given(
        "A space: who may not see a booking's details reads that the space is taken then; null"
        " when it is about oneself or an organization.",
        of="Space",
    )
    organization_id: "strawberry.ID | None" = given(
        "An own organization, or any for the front desk; null when it is about oneself or a space.",
        of="Organization",
    )


@write_input
class RenewCalendarLinkInput:
    """Which link to give another address."""

    calendar_link_id: "strawberry.ID" = given(
        "An own link that was not revoked.", of="CalendarLink"
    )


@write_input
class RevokeCalendarLinkInput:
    """Which link to end."""

    calendar_link_id: "strawberry.ID" = given(
        "An own link, or any for the direction.", of="CalendarLink"
    )

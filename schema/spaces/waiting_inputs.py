"""The inputs of what is done about waiting lists."""

from datetime import datetime

import strawberry

from schema.mutating.declare import given, write_input
from schema.spaces.booking_inputs import ATTENDEES, ENDS_AT, PERSON, SPACE, STARTS_AT

ENTRY = "The place in line."
ORGANIZATION = (
    "The organization whose membership would cover it, one of the asker's; by the desk any; null:"
    " none, the person would book by a membership of their own."
)


@write_input
class JoinWaitlistInput:
    """A slot that is taken, and that somebody waits for."""

    space_id: "strawberry.ID" = given(SPACE, of="Space")
    starts_at: "datetime" = given(STARTS_AT)
    ends_at: "datetime" = given(ENDS_AT)
    title: "str" = given("What it would be for, 1 to 160 characters.")
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    person_id: "strawberry.ID | None" = given(PERSON, of="Person")
    attendees: "int | None" = given(ATTENDEES)


@write_input
class LeaveWaitlistInput:
    """A place in line to be given up."""

    entry_id: "strawberry.ID" = given(ENTRY, of="WaitlistEntry")


@write_input
class ClaimOfferInput:
    """An offer to be taken up."""

    entry_id: "strawberry.ID" = given(ENTRY, of="WaitlistEntry")
    is_public: "bool | None" = given("Whether anyone may read the title, as of an event; null: no.")
    note: "str | None" = given("A note for the desk, at most 2,000 characters; null: none.")

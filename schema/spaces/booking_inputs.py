"""The inputs of booking, and of asking whether something could be booked."""

from datetime import datetime

import strawberry

from hub.spaces.terms import BookingKind
from schema.mutating.declare import ask_input, given, write_input, write_part

SPACE = "The space."
STARTS_AT = "First instant."
ENDS_AT = "First instant at which it is over, after the start."
ORGANIZATION = (
    "The organization whose membership covers it and whose allowance it draws on, one of the"
    " asker's; by the desk any; null: none, the person books by a membership of their own."
)
PERSON = (
    "Who comes and answers for it: oneself, or a person of that organization; null: oneself, and of"
    " what the desk books for an organization nobody in particular."
)
ATTENDEES = "How many people come; null: 1."
FOR_THE_HOUSE = (
    "STAFF or BLOCK: the desk books it for the park itself, for nobody else and without a price;"
    " null: it is for somebody."
)


@write_part
class GuestInput:
    """Somebody who is asked to come: a person of the hub, or anybody by an e-mail address."""

    person_id: "strawberry.ID | None" = given(
        "The person; null when an address is given.", of="Person"
    )
    email: "str | None" = given("The e-mail address; null when a person is given.")
    name: "str | None" = given("The name of who has the address, to be written to; null: unknown.")


@write_input
class BookSpaceInput:
    """A space to be booked from one instant to another."""

    space_id: "strawberry.ID" = given(SPACE, of="Space")
    starts_at: "datetime" = given(STARTS_AT)
    ends_at: "datetime" = given(ENDS_AT)
    title: "str" = given("What it is for, 1 to 160 characters.")
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    person_id: "strawberry.ID | None" = given(PERSON, of="Person")
    attendees: "int | None" = given(ATTENDEES)
    is_public: "bool | None" = given("Whether anyone may read the title, as of an event; null: no.")
    note: "str | None" = given("A note for the desk, at most 2,000 characters; null: none.")
    guests: "list[GuestInput] | None" = given(
        "Who is asked to come, at most 100; each gets an invitation. Null: nobody.",
        part=GuestInput,
    )
    for_the_house: "BookingKind | None" = given(FOR_THE_HOUSE)


@ask_input
class CheckBookingInput:
    """A booking that somebody thinks of."""

    space_id: "strawberry.ID" = given(SPACE, of="Space")
    starts_at: "datetime" = given(STARTS_AT)
    ends_at: "datetime" = given(ENDS_AT)
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    person_id: "strawberry.ID | None" = given(PERSON, of="Person")
    attendees: "int | None" = given(ATTENDEES)

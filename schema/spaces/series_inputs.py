"""The inputs of series of bookings, and of asking what would become of one."""

from datetime import date, time

import strawberry

from hub.spaces.booking.guests import MOST_GUESTS
from hub.spaces.series.book import MOST_INVITATIONS
from hub.spaces.terms import BookingKind, ClockOffset, CompetingChoice, ConflictChoice
from schema.mutating.declare import ask_input, given, write_input
from schema.spaces.booking_inputs import (
    ATTENDEES,
    FOR_THE_HOUSE,
    ORGANIZATION,
    PERSON,
    SPACE,
    GuestInput,
)

RULE = (
    "How it repeats: a recurrence rule (RRULE) of RFC 5545 that names days, such as"
    " FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231 or FREQ=MONTHLY;BYDAY=-1FR;COUNT=12; at most 366 dates,"
    " the last within ten years. DAILY, WEEKLY, MONTHLY and YEARLY are known, with INTERVAL, BYDAY,"
    " BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYMONTH, BYSETPOS, WKST, COUNT and UNTIL."
)
STARTS_ON = (
    "The day from which the rule counts, today or later; it is a date of the series if the rule"
    " names it."
)
FROM_TIME = "Start by the clock of the site, on each date: nine o'clock stays nine o'clock."
UNTIL_TIME = "End by the clock of the site; not after the start: on the following day."
OFFSET = (
    "Which is meant on a day on which the clock shows the start twice; null: such a date cannot be"
    " had."
)
ON_CONFLICT = "Whether dates that cannot be had stand against the whole, or are left out."
SERIES = "The series."
VERSION = "The version of the series that the wish is about."
FROM_ON = "First day of those that are meant, by the dates of the series"
UNTIL_ON = "First day after it that is not meant any more; null: all that follow."
WAIVE_FEE = "Whether nothing is to be paid for it: the front desk alone, with a reason; null: no."


@ask_input
class PreviewSeriesInput:
    """A series that somebody thinks of."""

    space_id: "strawberry.ID" = given(SPACE, of="Space")
    rule: "str" = given(RULE)
    starts_on: "date" = given(STARTS_ON)
    from_time: "time" = given(FROM_TIME)
    until_time: "time" = given(UNTIL_TIME)
    offset: "ClockOffset | None" = given(OFFSET)
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    person_id: "strawberry.ID | None" = given(PERSON, of="Person")
    attendees: "int | None" = given(ATTENDEES)
    for_the_house: "BookingKind | None" = given(FOR_THE_HOUSE)


@write_input
class BookSeriesInput:
    """A space to be booked on many dates."""

    space_id: "strawberry.ID" = given(SPACE, of="Space")
    rule: "str" = given(RULE)
    starts_on: "date" = given(STARTS_ON)
    from_time: "time" = given(FROM_TIME)
    until_time: "time" = given(UNTIL_TIME)
    offset: "ClockOffset | None" = given(OFFSET)
    on_conflict: "ConflictChoice" = given(ON_CONFLICT)
    title: "str" = given("What it is for, 1 to 160 characters.")
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    person_id: "strawberry.ID | None" = given(PERSON, of="Person")
    attendees: "int | None" = given(ATTENDEES)
    is_public: "bool | None" = given("Whether anyone may read the title, as of events; null: no.")
    note: "str | None" = given("A note for the desk, at most 2,000 characters; null: none.")
    guests: "list[GuestInput] | None" = given(
        f"Who is asked to come on all dates, at most {MOST_GUESTS}, and {MOST_INVITATIONS:,} guests of"
        " all dates together; each gets one invitation. Null: nobody.",
        part=GuestInput,
    )
    for_the_house: "BookingKind | None" = given(FOR_THE_HOUSE)


@write_input
class AddOccurrenceInput:
    """A date of a series to be booked after all."""

    series_id: "strawberry.ID" = given(SERIES, of="BookingSeries")
    version: "int" = given(VERSION)
    occurs_on: "date" = given("The date: one that the rule names and that has no booking.")
    offset: "ClockOffset | None" = given(
        "Which is meant on a day on which the clock shows the start twice; null: as the series"
        " says."
    )


@write_input
class CancelOccurrencesInput:
    """Dates of a series to be given up."""

    series_id: "strawberry.ID" = given(SERIES, of="BookingSeries")
    version: "int" = given(VERSION)
    from_on: "date" = given(f"{FROM_ON}.")
    until_on: "date | None" = given(UNTIL_ON)
    reason: "str | None" = given("Why, at most 300 characters; null: not said.")
    waive_fee: "bool | None" = given(WAIVE_FEE)


@write_input
class CancelSeriesInput:
    """A series to be given up."""

    series_id: "strawberry.ID" = given(SERIES, of="BookingSeries")
    version: "int" = given(VERSION)
    reason: "str | None" = given("Why, at most 300 characters; null: not said.")
    waive_fee: "bool | None" = given(WAIVE_FEE)


@write_input
class ChangeSeriesInput:
    """What is to be otherwise on dates of a series; what is null or left out stays, but a note."""

    series_id: "strawberry.ID" = given(SERIES, of="BookingSeries")
    version: "int" = given(VERSION)
    from_on: "date | None" = given(f"{FROM_ON}; null: all that lie ahead.")
    until_on: "date | None" = given(UNTIL_ON)
    on_conflict: "ConflictChoice" = given(
        "Whether dates that cannot be moved stand against the whole, or stay as they are."
    )
    from_time: "time | None" = given("Start by the clock of the site.")
    until_time: "time | None" = given(UNTIL_TIME)
    offset: "ClockOffset | None" = given(OFFSET)
    space_id: "strawberry.ID | None" = given("The space.", of="Space")
    attendees: "int | None" = given("How many people come.")
    title: "str | None" = given("What it is for, 1 to 160 characters.")
    is_public: "bool | None" = given("Whether anyone may read the title, as of events.")
    note: "str | None" = given(
        "A note for the desk, at most 2,000 characters; null: none; left out: it stays."
    )
    asks_again: "bool | None" = given(
        "Whether what is confirmed may become a request again where the new time or place is to be"
        " approved; null: no."
    )


@write_input
class ApproveSeriesInput:
    """Requests of a series to be confirmed."""

    series_id: "strawberry.ID" = given(SERIES, of="BookingSeries")
    version: "int" = given(VERSION)
    competing: "CompetingChoice | None" = given(
        "What becomes of the requests that could not be had besides them; null: they stand against"
        " it."
    )
    reason: "str | None" = given(
        "What their people are told, at most 300 characters; null where nothing competes."
    )


@write_input
class DeclineSeriesInput:
    """Requests of a series to be refused."""

    series_id: "strawberry.ID" = given(SERIES, of="BookingSeries")
    version: "int" = given(VERSION)
    reason: "str" = given("Why, 1 to 300 characters.")

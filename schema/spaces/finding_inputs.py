"""What somebody says who looks for a free space."""

from datetime import datetime, time

import strawberry

from hub.spaces.finding.search import DAYS_IN_WINDOW, MOST_SLOTS, USUAL_DAYS, USUAL_SLOTS
from hub.spaces.terms import Feature, SpaceKind
from schema.mutating.declare import ask_input, given


@ask_input
class FreeSlotsInput:
    """Any space that fits, for a length of time within a window."""

    minutes: "int" = given("For how many minutes.")
    people: "int | None" = given("How many people come; null: 1.")
    kind: "SpaceKind | None" = given("What the space is used for; null: any.")
    site_id: "strawberry.ID | None" = given("Where it is; null: anywhere.", of="Site")
    space_ids: "list[strawberry.ID] | None" = given(
        "One of these spaces; null: any. Those that the asker does not see are passed over.",
        of="Space",
    )
    features: "list[Feature] | None" = given("What it offers, all of it; null: anything.")
    free_from: "datetime | None" = given("No slot starts before this instant; null: now.")
    free_until: "datetime | None" = given(
        f"No slot ends after this instant, at most {DAYS_IN_WINDOW} days later; null:"
        f" {USUAL_DAYS} days later."
    )
    daily_from: "time | None" = given(
        "No slot starts before this time of its day, on the clock of the site; null: at any time."
    )
    daily_until: "time | None" = given(
        "Each slot is over by this time of the day on which it starts; 00:00 is the midnight that"
        " ends the day. Null: at any time."
    )
    weekdays: "list[int] | None" = given(
        "On which days of the week it starts, by ISO 8601: 1 is Monday, 7 is Sunday; null: on any."
    )
    first: "int | None" = given(
        f"How many slots are told, at most {MOST_SLOTS}; null: {USUAL_SLOTS}."
    )
    organization_id: "strawberry.ID | None" = given(
        "For which organization it would be booked, as `bookSpace` takes it; null: none.",
        of="Organization",
    )
    person_id: "strawberry.ID | None" = given(
        "For which person it would be booked, as `bookSpace` takes it; null: the asker.",
        of="Person",
    )

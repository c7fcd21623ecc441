"""The inputs of what is done about sites and spaces."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from hub.spaces.terms import Accessibility, Feature, SpaceKind
from schema.mutating.declare import given, write_input

OWNER = "Who owns it; null: not said."
PHOTOS = (
    "Addresses of pictures with https://, each at most 300 characters, the best first, at most 20;"
    " null: none."
)
DESCRIPTION = "What it is, at most 4,000 characters; null: not said."
VERSION_OF_SPACE = "The version of the space that was read."
VERSION_OF_SITE = "The version of the site that was read."


@write_input
class CreateSiteInput:
    """A site to enter."""

    code: "str" = given(
        "Short code that never changes: small letters, digits, single hyphens; at most 20."
    )
    name: "str" = given("Name, at most 120 characters.")
    description: "str | None" = given(DESCRIPTION)
    owner_id: "strawberry.ID | None" = given(OWNER, of="Organization")
    street: "str" = given("Street and number, at most 160 characters.")
    postal_code: "str" = given("Postal code (CAP).")
    municipality: "str" = given("Municipality (comune), at most 80 characters.")
    istat_code: "str | None" = given("Its code by ISTAT, 6 digits; null: not said.")
    province: "str | None" = given("Province, two letters; null: not said.")
    country: "str | None" = given("Country, two letters of ISO 3166-1; null: IT.")
    latitude: "Decimal | None" = given(
        "Degrees north (WGS 84), at most 6 decimals; null: not said."
    )
    longitude: "Decimal | None" = given(
        "Degrees east (WGS 84), at most 6 decimals; null: not said."
    )
    time_zone: "str | None" = given(
        "Zone of its clocks in the IANA database, which never changes; null: Europe/Rome."
    )
    website: "str | None" = given("Address of its website; null: none.")
    starts_on: "date | None" = given("First day in use; null: today.")


@write_input
class UpdateSiteInput:
    """What to change of a site; what is left out stays."""

    site_id: "strawberry.ID" = given("The site.", of="Site")
    version: "int" = given(VERSION_OF_SITE)
    name: "str | None" = given("Name; it cannot be emptied.")
    description: "str | None" = given("What it is; null empties it.")
    owner_id: "strawberry.ID | None" = given("Who owns it; null empties it.", of="Organization")
    street: "str | None" = given("Street and number; it cannot be emptied.")
    postal_code: "str | None" = given("Postal code (CAP); it cannot be emptied.")
    municipality: "str | None" = given("Municipality (comune); it cannot be emptied.")
    istat_code: "str | None" = given("Its code by ISTAT; null empties it.")
    province: "str | None" = given("Province; null empties it.")
    country: "str | None" = given("Country; it cannot be emptied.")
    latitude: "Decimal | None" = given("Degrees north (WGS 84); null empties it.")
    longitude: "Decimal | None" = given("Degrees east (WGS 84); null empties it.")
    website: "str | None" = given("Address of its website; null empties it.")


@write_input
class RetireSiteInput:
    """A site to take out of use, with all its spaces."""

    site_id: "strawberry.ID" = given("One that is in use.", of="Site")
    version: "int" = given(VERSION_OF_SITE)
    ends_on: "date | None" = given(
        "First day on which it is no longer in use, today or later; null: it stays in use, and its"
        " spaces until the days that are set for them."
    )


@write_input
class CreateSpaceInput:
    """A space to enter."""

    site_id: "strawberry.ID" = given("Where it is.", of="Site")
    parent_id: "strawberry.ID | None" = given(
        "The space of the same site that it lies within; null: none.", of="Space"
    )
    code: "str" = given("Short code, unique at its site, at most 40 characters.")
    name: "str" = given("Name, at most 120 characters.")
    kind: "SpaceKind" = given("What it is used for.")
    description: "str | None" = given(DESCRIPTION)
    owner_id: "strawberry.ID | None" = given(
        "Who owns it, if not the site's owner; null: not said.", of="Organization"
    )
    floor: "int | None" = given("Floor, 0 at the street, -20 to 200; null: not said.")
    area_m2: "Decimal | None" = given("Floor area in square metres; null: not said.")
    capacity: "int | None" = given("People at most, 1 to 100,000; null: not said.")
    features: "list[Feature] | None" = given("What it offers beside its floor; null: nothing.")
    accessibility: "list[Accessibility] | None" = given(
        "What lets people use it whom others leave out; null: not said."
    )
    photos: "list[str] | None" = given(PHOTOS)
    is_public: "bool | None" = given(
        "Whether anyone sees it, or only the people of the park; null: anyone."
    )
    is_bookable: "bool | None" = given("Whether it is booked; null: it is not.")
    bookable_from: "datetime | None" = given(
        "First instant at which bookings are taken; null: at once."
    )
    bookable_until: "datetime | None" = given(
        "First instant at which bookings are no longer taken; null: no end is set."
    )
    conditions_id: "strawberry.ID | None" = given(
        "On which conditions it is booked; null: it is not.", of="BookingConditions"
    )
    starts_on: "date | None" = given("First day in use; null: today.")


@write_input
class UpdateSpaceInput:
    """What to change of a space; what is left out stays.

    What was booked stays as it was booked: on the conditions and at the price of that day.
    """

    space_id: "strawberry.ID" = given("The space.", of="Space")
    version: "int" = given(VERSION_OF_SPACE)
    code: "str | None" = given("Short code; it cannot be emptied.")
    name: "str | None" = given("Name; it cannot be emptied.")
    kind: "SpaceKind | None" = given("What it is used for; it cannot be emptied.")
    description: "str | None" = given("What it is; null empties it.")
    owner_id: "strawberry.ID | None" = given("Who owns it; null empties it.", of="Organization")
    floor: "int | None" = given("Floor; null empties it.")
    area_m2: "Decimal | None" = given("Floor area in square metres; null empties it.")
    capacity: "int | None" = given("People at most; null empties it.")
    features: "list[Feature] | None" = given("All that it offers; null: nothing.")
    accessibility: "list[Accessibility] | None" = given(
        "All that lets people use it whom others leave out; null empties it."
    )
    photos: "list[str] | None" = given(PHOTOS)
    is_public: "bool | None" = given("Whether anyone sees it; it cannot be emptied.")
    is_bookable: "bool | None" = given("Whether it is booked; it cannot be emptied.")
    bookable_from: "datetime | None" = given(
        "First instant at which bookings are taken; null: since ever."
    )
    bookable_until: "datetime | None" = given(
        "First instant at which bookings are no longer taken; null: no end is set."
    )
    conditions_id: "strawberry.ID | None" = given(
        "On which conditions it is booked; null only for what is not.", of="BookingConditions"
    )


@write_input
class MoveSpaceInput:
    """A space to move, with all that lies within it."""

    space_id: "strawberry.ID" = given("The space.", of="Space")
    version: "int" = given(VERSION_OF_SPACE)
    parent_id: "strawberry.ID | None" = given(
        "The space of the same site that it is to lie within; null: none.", of="Space"
    )


@write_input
class RetireSpaceInput:
    """A space to take out of use, with all that lies within it."""

    space_id: "strawberry.ID" = given("One that is in use.", of="Space")
    version: "int" = given(VERSION_OF_SPACE)
    ends_on: "date | None" = given(
        "First day on which it is no longer in use, today or later; null: it stays in use, and what"
        " lies within it until the days that are set for it."
    )

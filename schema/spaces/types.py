"""The GraphQL types of places: sites, spaces, how they are booked, what they cost."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members.terms import MembershipCategory
from hub.spaces import derived, models, occupation, policy, rule_policy
from hub.spaces.terms import (
    Access,
    Accessibility,
    Bookability,
    Feature,
    LineTechnology,
    OpeningState,
    PriceUnit,
    SpaceKind,
    UnitOfCount,
)
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, made, part, rows, to_many, to_one
from schema.compiler.sources import Argument
from schema.node import Node
from schema.spaces.occupation_types import FREE_FROM, FREE_UNTIL, FROM_ON, TO_ON

if TYPE_CHECKING:
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.spaces.booking_types import Booking, BookingBlock, BookingSeries, WaitlistEntry
    from schema.spaces.lease_types import Lease
    from schema.spaces.occupation_types import AvailabilitySpan, Utilisation
    from schema.spaces.opening_types import Closure, OpeningException, OpeningHours
    from schema.spaces.rule_types import BookingQuota, BookingRule

ON_DAY = Argument("date", date, "The day; null: today.", place="day", default="today")
AT_INSTANT = Argument("at", datetime, "The instant; null: now.", place="now", default="now")
VERSION = "Number of edits, to be given back with the next; null for viewers who cannot edit it."
MOST_STEPS = 20


@part
class CancellationStep:
    """That giving up a booking early enough costs a part of its price, or nothing."""

    minutes_before: "int" = column("From how many minutes before the start, and earlier.")
    percent: "int" = column("Part of the price that is due, 0 to 100 percent.")


@entity(models.Site, prefix="site", policy=policy.SITE, order=("name",))
class Site(Node):
    """An address at which there are spaces."""

    code: "str" = column("Short code that never changes.")
    name: "str" = column("Name.")
    description: "str | None" = column("What the place is; null when not recorded.")
    owner: "Organization | None" = to_one(
        "Who owns it; null when not recorded, and when the viewer may not see them."
    )
    street: "str" = column("Street and number.")
    postal_code: "str" = column("Postal code (CAP).")
    municipality: "str" = column("Municipality (comune).")
    istat_code: "str | None" = column(
        "Code of the municipality by ISTAT, 6 digits; null when not recorded or abroad."
    )
    province: "str | None" = column("Province, two letters; null when not recorded.")
    country: "str" = column("Country, two letters of ISO 3166-1.")
    latitude: "Decimal | None" = column("Degrees north (WGS 84); null when not recorded.")
    longitude: "Decimal | None" = column("Degrees east (WGS 84); null when not recorded.")
    time_zone: "str" = column("Zone of its clocks in the IANA database, such as Europe/Rome.")
    website: "str | None" = column("Address of its website; null when it has none.")
    is_invented: "bool" = column("Whether it was made up for demonstrations.")
    starts_on: "date" = column("First day in use.")
    ends_on: "date | None" = column(
        "First day on which it is no longer in use; null while no end is known."
    )
    is_in_use: "bool" = computed(HOLDS, "Whether it is in use today.")
    desks: "int" = computed(
        derived.DESKS, "Desks in use on a day, let or not: its capacity.", arguments=(ON_DAY,)
    )
    desks_leased: "int" = computed(
        derived.DESKS_LEASED,
        "Desks let on a day, one by one or with the room they stand in.",
        arguments=(ON_DAY,),
    )
    utilisation: "Utilisation | None" = made(
        occupation.SITE_UTILISATION,
        "How much its spaces are used between two days: all that are booked and hold no others"
        " that are. Null for the public, for days in no order, and for too many.",
        arguments=(FROM_ON, TO_ON),
        when=occupation.IS_COUNTED,
        weight=50,
    )
    version: "int | None" = column(VERSION)

    spaces: "Connection[Space]" = to_many(
        "Its spaces that the viewer may see, by code.", order=("code",)
    )
    opening_hours: "Connection[OpeningHours]" = to_many(
        "Weekly hours of the whole site, from Monday on."
    )
    opening_exceptions: "Connection[OpeningException]" = to_many(
        "Days on which the whole site keeps other hours, in their order."
    )
    closures: "Connection[Closure]" = to_many("Closures of the whole site, in their order.")
    connectivity: "Connection[Connectivity]" = to_many("Its lines, the latest first.")


@entity(
    models.Space,
    prefix="space",
    policy=policy.SPACE,
    order=("name",),
    search=("name", "description"),
)
class Space(Node):
    """A room, a desk, a hall, or a movable thing.

    Spaces may lie within spaces: who has one has all that lies within it.
    """

    site: "Site" = to_one("Where it is.")
    parent: "Space | None" = to_one(
        "The space that it lies within; null at the top, and when the viewer may not see that one."
    )
    children: "Connection[Space]" = to_many(
        "The spaces that lie within it, by code.", order=("code",)
    )
    owner: "Organization | None" = to_one(
        "Who owns it; null when not recorded or when the site's owner does, and when the viewer"
        " may not see them."
    )
    code: "str" = column("Short code, unique at its site.")
    name: "str" = column("Name.")
    kind: "SpaceKind" = column("What it is used for.")
    description: "str | None" = column("What it is, in words; null when not recorded.")
    floor: "int | None" = column("Floor, 0 at the street; null when not recorded.")
    area_m2: "Decimal | None" = column("Floor area in square metres; null when not recorded.")
    capacity: "int | None" = column("People at most; null when not recorded.")
    features: "list[Feature]" = column("What it offers beside its floor.")
    accessibility: "list[Accessibility]" = column(
        "What lets people use it whom others leave out; empty when not recorded."
    )
    photos: "list[str]" = column(
        "Addresses of pictures, which the hub does not keep itself, the best first; at most 20."
    )
    is_public: "bool" = column("Whether anyone sees it, or only the people of the park.")
    is_bookable: "bool" = column("Whether it is booked, rather than let or open to all.")
    bookable_from: "datetime | None" = column(
        "First instant at which bookings are taken; null: since ever."
    )
    bookable_until: "datetime | None" = column(
        "First instant at which bookings are no longer taken; null while no end is known."
    )
    bookability: "Bookability" = computed(
        derived.BOOKABILITY, "Whether it takes bookings at this instant."
    )
    conditions: "BookingConditions | None" = to_one(
        "Conditions on which it is booked; null when it is not."
    )
    opening_state: "OpeningState | None" = computed(
        derived.OPENING_STATE,
        "What a person can do there now, by closures, exceptions and weekly hours of the space,"
        " of what contains it, and of its site; null when nothing is said about its hours.",
    )
    opening_state_at: "OpeningState | None" = computed(
        derived.OPENING_STATE,
        "What a person can do there at an instant; null when nothing is said about its hours.",
        arguments=(AT_INSTANT,),
    )
    is_invented: "bool" = column("Whether it was made up for demonstrations.")
    starts_on: "date" = column("First day in use.")
    ends_on: "date | None" = column(
        "First day on which it is no longer in use; null while no end is known."
    )
    is_in_use: "bool" = computed(HOLDS, "Whether it is in use today.")
    is_leased: "bool" = computed(
        derived.IS_LEASED, "Whether it is let today, by itself or with what contains it."
    )
    is_leased_on: "bool" = computed(
        derived.IS_LEASED,
        "Whether it is let on a day, by itself or with what contains it.",
        arguments=(ON_DAY,),
    )
    minutes_booked: "int | None" = computed(
        derived.MINUTES_BOOKED,
        "Minutes of its bookings that begin in the present month, kept by their holders and not"
        " given up; null for the public.",
    )
    minutes_booked_on: "int | None" = computed(
        derived.MINUTES_BOOKED,
        "Minutes of its bookings that begin in the month of a day, kept by their holders and not"
        " given up; null for the public.",
        arguments=(ON_DAY,),
    )
    availability: "list[AvailabilitySpan] | None" = rows(
        occupation.AVAILABILITY,
        "When it can be had: all the time between two instants, without a gap, at most"
        f" {occupation.MOST_SPANS} spans. What the waiting list offers to the viewer is free for"
        " them. Where the last span ends before `to`, ask on from there. Null for a space that is"
        " not booked, for instants in no order, and for too long a time.",
        most=occupation.MOST_SPANS,
        arguments=(FREE_FROM, FREE_UNTIL),
        when=occupation.IS_SHORT,
    )
    utilisation: "Utilisation | None" = made(
        occupation.UTILISATION,
        "How much it is used between two days, by bookings of it and of what contains it. Null"
        " for the public, for days in no order, and for too many.",
        arguments=(FROM_ON, TO_ON),
        when=occupation.IS_COUNTED,
        weight=5,
    )
    version: "int | None" = column(VERSION)

    opening_hours: "Connection[OpeningHours]" = to_many(
        "Weekly hours of its own, from Monday on; without any, those of what contains it hold."
    )
    opening_exceptions: "Connection[OpeningException]" = to_many(
        "Days on which it keeps other hours, in their order."
    )
    closures: "Connection[Closure]" = to_many("Closures of its own, in their order.")
    prices: "Connection[SpacePrice]" = to_many("What it costs, the latest first.")
    connectivity: "Connection[Connectivity]" = to_many("Its own lines, the latest first.")
    booking_rules: "Connection[BookingRule]" = to_many(
        "Rules for it alone, the latest first; those of its kind and of all spaces hold as well."
    )
    booking_quotas: "Connection[BookingQuota]" = to_many(
        "Quotas of it alone, the latest first; those of its kind and of all spaces hold as well."
    )
    bookings: "Connection[Booking]" = to_many(
        "Bookings of it, in the order of their starts; others see that it is taken, not by whom."
    )
    blocks: "Connection[BookingBlock]" = to_many(
        "Times for which it cannot be had: its bookings and those of what contains it, with"
        " preparation."
    )
    booking_series: "Connection[BookingSeries]" = to_many(
        "Repeated bookings of it that concern the viewer."
    )
    waitlist: "Connection[WaitlistEntry]" = to_many(
        "Who waits for it, as far as it concerns the viewer, first come first."
    )
    leases: "Connection[Lease]" = to_many("To whom it was let, the latest first.")


@entity(
    models.BookingConditions,
    prefix="conditions",
    policy=rule_policy.BOOKING_CONDITIONS,
    order=("name",),
)
class BookingConditions(Node):
    """The conditions on which spaces are booked: limits, preparation, approval, cancellation."""

    code: "str" = column("Short code that never changes.")
    name: "str" = column("Name.")
    min_minutes: "int" = column("Shortest booking, in minutes.")
    max_minutes: "int" = column("Longest booking, in minutes.")
    start_step_minutes: "int" = column(
        "Bookings start at multiples of so many minutes from midnight on the clock of the site."
    )
    min_notice_minutes: "int" = column("Minutes before its start by which a booking is made.")
    max_days_ahead: "int" = column("Days before its start from which a booking can be made.")
    min_attendees: "int" = column("Smallest party that may book.")
    max_live_bookings: "int | None" = column(
        "Bookings ahead that one person may hold at a time; null: no limit."
    )
    buffer_before_minutes: "int" = column("Minutes of preparation before each booking.")
    buffer_after_minutes: "int" = column("Minutes of tidying after each booking.")
    waives_buffer_within_organization: "bool" = column(
        "Whether two bookings of one organization may follow each other without preparation."
    )
    needs_membership: "bool" = column(
        "Whether a membership must cover the day; where not, anyone with an account may book."
    )
    needs_approval: "bool" = column("Whether the staff decide on each booking.")
    holds_while_pending: "bool" = column(
        "Whether a request keeps the space until it is decided, rather than compete with others."
    )
    decide_minutes_before: "int" = column(
        "Minutes before its start at which an undecided request lapses."
    )
    check_in_opens_minutes: "int" = column(
        "Minutes before its start from which somebody can check in."
    )
    check_in_minutes: "int | None" = column(
        "Minutes after its start within which somebody must check in, or the space is free again;"
        " null: no check-in."
    )
    no_show_limit: "int | None" = column(
        "After how many missed check-ins a person cannot book for a while; null: after any number"
        " they still can."
    )
    no_show_days: "int" = column("Within how many days missed check-ins are counted.")
    no_show_block_days: "int" = column(
        "For how many days after the last of them nothing can be booked."
    )
    offer_minutes: "int" = column("Minutes for which a free slot is held for the next in line.")
    access: "Access" = column("How a person who has booked gets in.")
    cancellation_steps: "list[CancellationStep]" = rows(
        derived.CANCELLATION_STEPS,
        "What giving up a booking costs, the earliest step first; later than the last step it is"
        " not possible. Empty: possible until the start, for nothing. At most 20.",
        most=MOST_STEPS,
    )
    version: "int | None" = column(VERSION)
    spaces: "Connection[Space]" = to_many("The spaces that are booked on these conditions.")


@entity(models.SpacePrice, prefix="price", policy=policy.SPACE_PRICE, order=("-starts_on",))
class SpacePrice(Node):
    """What a space costs from one day to another."""

    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    category: "MembershipCategory | None" = column(
        "Whose price it is, by their membership; null: that of all who have none of their own."
    )
    unit: "PriceUnit" = column("What the amount is paid for.")
    amount: "Decimal" = column("Amount in euro for each unit, without VAT.")
    vat_rate: "Decimal" = column("Rate of VAT, percent.")
    starts_on: "date" = column("First day for which it holds.")
    ends_on: "date | None" = column(
        "First day for which it no longer holds, which is `startsOn` when it was taken back before;"
        " null while no end is known."
    )
    is_current: "bool" = computed(HOLDS, "Whether it holds today.")
    version: "int | None" = column(VERSION)


@entity(models.Connectivity, prefix="link", policy=policy.CONNECTIVITY, order=("-starts_on",))
class Connectivity(Node):
    """A line of a site or a space, or a count of an operator's connections in a territory.

    Numbers of connections of different units of count must not be added.
    """

    site: "Site | None" = to_one("The site that it serves; null when it serves something else.")
    space: "Space | None" = to_one(
        "The space that it serves; null when it serves something else, and when the viewer may not"
        " see that."
    )
    territory: "str | None" = column(
        "The territory that the count covers; null for the line of a site or a space."
    )
    operator: "Organization | None" = to_one(
        "Who operates it; null when the viewer may not see them."
    )
    technology: "LineTechnology" = column("How the connection is made.")
    down_mbps: "Decimal | None" = column("Megabits a second towards users; null when unknown.")
    up_mbps: "Decimal | None" = column("Megabits a second from users; null when unknown.")
    is_guaranteed: "bool" = column("Whether the operator guarantees the speed.")
    connections: "int | None" = column(
        "How many connections there are, in the unit of count; null when not counted."
    )
    unit_of_count: "UnitOfCount | None" = column("What is counted; null when not counted.")
    counted_on: "date | None" = column("Day as of which was counted; null when not counted.")
    source: "str | None" = column("Who says so; null when the hub's own record does.")
    starts_on: "date" = column("First day in service.")
    ends_on: "date | None" = column(
        "First day on which it is no longer in service; null while no end is known."
    )
    is_current: "bool" = computed(HOLDS, "Whether it is in service today.")

"""Who sees what of spaces, bookings and leases."""

from typing import Any

from hub.actor import Viewer
from hub.policy import (
    EVERYONE,
    IS_FRONT_DESK,
    IS_MEMBER,
    IS_OBSERVER,
    WITH_ROW,
    Administers,
    Fact,
    Is,
    IsPerson,
    OfOrganization,
    Policy,
    Some,
    Via,
)
from hub.spaces import derived
from hub.spaces.facts import facts_of
from hub.spaces.rules import holds_slot


def _holds_slot(row: Any, viewer: Viewer) -> bool:
    return holds_slot(facts_of(row), viewer.now)


HOLDS_SLOT = Fact(derived.HOLDS_SLOT, _holds_slot)

IS_OF_PARK = IS_MEMBER | IS_OBSERVER
"""The viewer is one of the people of the park, or of those who watch over it."""

IS_SHOWN = Is("is_public") | IS_OF_PARK
"""Of a space: shown to anyone, or to the people of the park and those who watch over it."""

OF_SHOWN_SPACE = Via("space", IS_SHOWN)
NOT_OF_HIDDEN_SPACE = ~Via("space", ~IS_SHOWN)
"""Of a rule that belongs to a site or to a space: it says nothing of a space that is not shown."""

IS_CONCERNED = IS_FRONT_DESK | OfOrganization() | IsPerson()
"""Of a record that names an organization or a person: they, and the front desk."""

BOOKING_CONCERNED = IS_CONCERNED | IsPerson("booked_by_id")

IS_ASKED = Some("guests", IsPerson())
"""Of a booking: the viewer was asked to come to it."""

KEEPS_SHOWN_SPACE = HOLDS_SLOT & Via("space", Is("is_bookable") & IS_SHOWN)
"""That a space which others could book is taken is no secret; by whom and what for is."""

SEES_RENT = IS_FRONT_DESK | Administers() | IsPerson()

SITE = Policy(
    rows=EVERYONE,
    fields={
        WITH_ROW: (
            "code",
            "name",
            "description",
            "owner",
            "street",
            "postal_code",
            "municipality",
            "istat_code",
            "province",
            "country",
            "latitude",
            "longitude",
            "time_zone",
            "website",
            "is_invented",
            "starts_on",
            "ends_on",
            "is_in_use",
            "desks",
            "desks_leased",
            "spaces",
            "opening_hours",
            "opening_exceptions",
            "closures",
            "connectivity",
        ),
        IS_OF_PARK: ("utilisation",),
        IS_FRONT_DESK: ("version",),
    },
)

SPACE = Policy(
    rows=IS_SHOWN,
    fields={
        WITH_ROW: (
            "site",
            "parent",
            "children",
            "owner",
            "code",
            "name",
            "kind",
            "description",
            "floor",
            "area_m2",
            "capacity",
            "features",
            "accessibility",
            "photos",
            "is_public",
            "is_bookable",
            "bookable_from",
            "bookable_until",
            "bookability",
            "conditions",
            "opening_state",
            "opening_state_at",
            "is_invented",
            "starts_on",
            "ends_on",
            "is_in_use",
            "is_leased",
            "is_leased_on",
            "opening_hours",
            "opening_exceptions",
            "closures",
            "prices",
            "connectivity",
            "booking_rules",
            "booking_quotas",
            # What stands behind these has its own rows' visibility.
            "bookings",
            "blocks",
            "booking_series",
            "waitlist",
            "leases",
        ),
        # That a space which others could book is taken is no secret.
        Is("is_bookable"): ("availability",),
        IS_OF_PARK: ("minutes_booked", "minutes_booked_on", "utilisation"),
        IS_FRONT_DESK: ("version",),
    },
)

BOOKING_CONDITIONS = Policy(
    rows=EVERYONE,
    fields={
        WITH_ROW: (
            "code",
            "name",
            "min_minutes",
            "max_minutes",
            "start_step_minutes",
            "min_notice_minutes",
            "max_days_ahead",
            "min_attendees",
            "max_live_bookings",
            "buffer_before_minutes",
            "buffer_after_minutes",
            "waives_buffer_within_organization",
            "needs_membership",
            "needs_approval",
            "holds_while_pending",
            "decide_minutes_before",
            "check_in_opens_minutes",
            "check_in_minutes",
            "no_show_limit",
            "no_show_days",
            "no_show_block_days",
            "offer_minutes",
            "access",
            "cancellation_steps",
            "spaces",
        ),
        IS_FRONT_DESK: ("version",),
    },
)

IS_OF_ALL = ~Via("organization", EVERYONE)
"""Of a rule: it is not one organization's own."""

RULE_SHOWN = (IS_FRONT_DESK | OfOrganization() | IS_OF_ALL) & NOT_OF_HIDDEN_SPACE

BOOKING_RULE = Policy(
    rows=RULE_SHOWN,
    fields={
        WITH_ROW: (
            "space",
            "kind",
            "organization",
            "membership_type",
            "name",
            "may_book",
            "needs_membership",
            "min_minutes",
            "max_minutes",
            "start_step_minutes",
            "min_notice_minutes",
            "max_days_ahead",
            "min_attendees",
            "max_live_bookings",
            "needs_approval",
            "starts_on",
            "ends_on",
            "is_current",
        ),
        IS_FRONT_DESK: ("version",),
    },
)

BOOKING_QUOTA = Policy(
    rows=RULE_SHOWN,
    fields={
        WITH_ROW: (
            "space",
            "kind",
            "organization",
            "membership_type",
            "name",
            "counts",
            "per",
            "max_bookings",
            "max_minutes",
            "starts_on",
            "ends_on",
            "is_current",
        ),
        IS_FRONT_DESK: ("version",),
    },
)

OPENING_HOURS = Policy(
    rows=NOT_OF_HIDDEN_SPACE,
    fields={
        WITH_ROW: (
            "site",
            "space",
            "weekday",
            "opens",
            "closes",
            "state",
            "starts_on",
            "ends_on",
            "is_current",
        ),
        IS_FRONT_DESK: ("version",),
    },
)

OPENING_EXCEPTION = Policy(
    rows=NOT_OF_HIDDEN_SPACE,
    fields={
        WITH_ROW: (
            "site",
            "space",
            "occurs_on",
            "opens",
            "closes",
            "state",
            "reason",
            "withdrawn_at",
        ),
        IS_FRONT_DESK: ("version",),
    },
)

CLOSURE = Policy(
    rows=NOT_OF_HIDDEN_SPACE,
    fields={
        WITH_ROW: ("site", "space", "starts_at", "ends_at", "state", "reason", "withdrawn_at"),
        IS_FRONT_DESK: ("version",),
    },
)

SPACE_PRICE = Policy(
    rows=OF_SHOWN_SPACE,
    fields={
        WITH_ROW: (
            "space",
            "category",
            "unit",
            "amount",
            "vat_rate",
            "starts_on",
            "ends_on",
            "is_current",
        ),
        IS_FRONT_DESK: ("version",),
    },
)

CONNECTIVITY = Policy(
    rows=NOT_OF_HIDDEN_SPACE,
    fields={
        WITH_ROW: (
            "site",
            "space",
            "territory",
            "operator",
            "technology",
            "down_mbps",
            "up_mbps",
            "is_guaranteed",
            "connections",
            "unit_of_count",
            "counted_on",
            "source",
            "starts_on",
            "ends_on",
            "is_current",
        ),
    },
)

BOOKING = Policy(
    rows=BOOKING_CONCERNED | KEEPS_SHOWN_SPACE | IS_ASKED,
    fields={
        # What stands behind the guests has its own rows' visibility.
        WITH_ROW: ("space", "starts_at", "ends_at", "state", "is_public", "guests"),
        BOOKING_CONCERNED | Is("is_public") | IS_ASKED: ("title",),
        BOOKING_CONCERNED: (
            "kind",
            "organization",
            "person",
            "booked_by",
            "attendees",
            "series",
            "occurs_on",
            "sequence",
            "requested_at",
            "holds_while_pending",
            "lapses_at",
            "confirmed_at",
            "declined_at",
            "decline_reason",
            "cancelled_at",
            "cancel_reason",
            "cancelled_by",
            "check_in_due_at",
            "checked_in_at",
            "finished_at",
            "excused_at",
            "excuse_reason",
            "price",
            "price_unit",
            "unit_price",
            "vat_rate",
            "free_reason",
            "pool_minutes",
            "cancellation_steps",
            "cancellation_percent",
            "cancellation_fee",
            "waitlist_entry",
            "version",
            "history",
        ),
        IS_FRONT_DESK: ("blocked_from", "blocked_until", "decided_by", "note"),
    },
)

BOOKING_ATTENDEE = Policy(
    rows=Via("booking", BOOKING_CONCERNED) | IsPerson(),
    fields={
        WITH_ROW: ("booking", "person", "name"),
        IS_FRONT_DESK | Via("booking", IsPerson() | IsPerson("booked_by_id")): ("email",),
    },
)

BOOKING_BLOCK = Policy(
    rows=IS_FRONT_DESK | (Via("booking", HOLDS_SLOT) & Via("space", Is("is_bookable") & IS_SHOWN)),
    fields={WITH_ROW: ("space", "booking", "blocked_from", "blocked_until")},
)

BOOKING_SERIES = Policy(
    rows=BOOKING_CONCERNED,
    fields={
        WITH_ROW: (
            "space",
            "organization",
            "person",
            "booked_by",
            "title",
            "is_public",
            "attendees",
            "rule",
            "from_time",
            "until_time",
            "offset",
            "starts_on",
            "ends_on",
            "on_conflict",
            "cancelled_at",
            "bookings",
            "skipped",
            "version",
        ),
        IS_FRONT_DESK: ("note",),
    },
)

SKIPPED_OCCURRENCE = Policy(
    rows=Via("series", BOOKING_CONCERNED),
    fields={WITH_ROW: ("series", "occurs_on", "reason", "resolved_at")},
)

WAITLIST_ENTRY = Policy(
    rows=IS_CONCERNED,
    fields={
        WITH_ROW: (
            "space",
            "organization",
            "person",
            "title",
            "attendees",
            "starts_at",
            "ends_at",
            "joined_at",
            "offered_at",
            "offer_ends_at",
            "claimed_at",
            "left_at",
            "booking",
            "state",
            "position",
            "version",
        ),
    },
)

ALLOWANCE = Policy(
    rows=IS_FRONT_DESK | OfOrganization(),
    fields={
        WITH_ROW: (
            "organization",
            "kind",
            "minutes_per_month",
            "minutes_used",
            "minutes_used_on",
            "starts_on",
            "ends_on",
            "is_current",
            "version",
        ),
    },
)

LEASE = Policy(
    rows=IS_CONCERNED | IS_OBSERVER,
    fields={
        WITH_ROW: ("space", "organization", "starts_on", "ends_on", "state", "state_on"),
        IS_CONCERNED: ("person", "signed_on", "notice_days", "notice_on", "version"),
        SEES_RENT: (
            "monthly_amount",
            "rent",
            "rent_on",
            "vat_rate",
            "deposit",
            "deposit_received_on",
            "deposit_returned_on",
            "rent_steps",
        ),
        IS_FRONT_DESK: ("note",),
    },
)

RENT_STEP = Policy(
    rows=Via("lease", SEES_RENT),
    fields={WITH_ROW: ("lease", "starts_on", "monthly_amount", "reason")},
)

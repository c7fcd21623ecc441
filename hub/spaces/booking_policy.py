"""Who sees what of bookings, their guests and series, and of those who wait."""

from typing import Any

from hub.actor import Viewer
from hub.policy import IS_FRONT_DESK, WITH_ROW, Fact, Is, IsPerson, Policy, Some, Via
from hub.spaces import derived
from hub.spaces.facts import facts_of
from hub.spaces.policy import IS_CONCERNED, IS_SHOWN
from hub.spaces.rules import holds_slot


def _holds_slot(row: Any, viewer: Viewer) -> bool:
    return holds_slot(facts_of(row), viewer.now)


HOLDS_SLOT = Fact(derived.HOLDS_SLOT, _holds_slot)

BOOKING_CONCERNED = IS_CONCERNED | IsPerson("booked_by_id")

IS_ASKED = Some("guests", IsPerson())
"""Of a booking: the viewer was asked to come to it."""

KEEPS_SHOWN_SPACE = HOLDS_SLOT & Via("space", Is("is_bookable") & IS_SHOWN)
"""That a space which others could book is taken is no secret; by whom and what for is."""

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
            "changed_at",
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
            "kind",
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

"""Who sees what of the rules by which spaces are booked."""

from hub.policy import EVERYONE, IS_FRONT_DESK, WITH_ROW, OfOrganization, Policy, Via
from hub.spaces.policy import NOT_OF_HIDDEN_SPACE

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

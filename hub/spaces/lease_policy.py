"""Who sees what of leases, and of hours that are granted."""

from hub.policy import (
    IS_FRONT_DESK,
    IS_OBSERVER,
    WITH_ROW,
    Administers,
    IsPerson,
    OfOrganization,
    Policy,
    Via,
)
from hub.spaces.policy import IS_CONCERNED

SEES_RENT = IS_FRONT_DESK | Administers() | IsPerson()

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

"""Who sees what of sites and spaces, their prices and when they are open."""

from hub.policy import (
    EVERYONE,
    IS_FRONT_DESK,
    IS_MEMBER,
    IS_OBSERVER,
    WITH_ROW,
    Is,
    IsPerson,
    OfOrganization,
    Policy,
    Via,
)

IS_OF_PARK = IS_MEMBER | IS_OBSERVER
"""The viewer is one of the people of the park, or of those who watch over it."""

IS_SHOWN = Is("is_public") | IS_OF_PARK
"""Of a space: shown to anyone, or to the people of the park and those who watch over it."""

OF_SHOWN_SPACE = Via("space", IS_SHOWN)

NOT_OF_HIDDEN_SPACE = ~Via("space", ~IS_SHOWN)
"""Of a rule that belongs to a site or to a space: it says nothing of a space that is not shown."""

IS_CONCERNED = IS_FRONT_DESK | OfOrganization() | IsPerson()
"""Of a record that names an organization or a person: they, and the front desk."""

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

"""Who sees what of memberships, their periods and their fees."""

from hub.members import derived
from hub.members.facts import facts_of
from hub.members.policy import IN_CHARGE, IS_PUBLISHED, OF_VIEWER
from hub.members.rules import is_in_force
from hub.members.terms import CONSORTIUM
from hub.policy import (
    EVERYONE,
    IS_FRONT_DESK,
    IS_OBSERVER,
    IS_STAFF,
    WITH_ROW,
    Administers,
    Equals,
    Fact,
    IsPerson,
    Policy,
    Via,
)
from hub.sql import as_of_today

IS_IN_FORCE = Fact(
    as_of_today(derived.IS_IN_FORCE),
    lambda row, viewer: is_in_force(facts_of(row), viewer.today),
)
IS_OF_CONSORTIUM = Via("type", Equals("category", tuple(sorted(CONSORTIUM))))
IS_OF_ORGANIZATION = Via("organization", EVERYONE)

MEMBERSHIP_CONCERNED = IS_STAFF | OF_VIEWER | (IS_OBSERVER & IS_OF_ORGANIZATION)
"""Of a membership: its holder, staff, and of an organization's also observers."""

MEMBERSHIP_TYPE = Policy(
    rows=EVERYONE,
    fields={
        WITH_ROW: (
            "code",
            "name",
            "name_it",
            "description",
            "category",
            "period_kind",
            "period_months",
            "rollover_days",
            "grace_days",
            "notice_days",
            "seats",
            "yearly_fee",
            "joining_fee",
            "capital_share",
            "offered_from",
            "offered_until",
            "required_documents",
            "version",
            "memberships",
            "booking_rules",
            "booking_quotas",
        ),
    },
)

MEMBERSHIP = Policy(
    rows=MEMBERSHIP_CONCERNED
    | (Via("organization", IS_PUBLISHED) & IS_OF_CONSORTIUM & IS_IN_FORCE),
    fields={
        # That an organization is a member, of which kind and since when, is public with it.
        WITH_ROW: (
            "organization",
            "person",
            "type",
            "joined_on",
            "periods",
            "suspensions",
            "documents",
            "fee_lines",
            "previous",
            "next",
        ),
        MEMBERSHIP_CONCERNED: (
            "number",
            "status",
            "status_on",
            "applied_on",
            "decided_on",
            "decision",
            "withdrawn_on",
            "notice_on",
            "resigned_on",
            "expelled_on",
            "covered_until",
            "lapses_on",
            "seats_used",
            "version",
        ),
        IN_CHARGE: (
            "fees_open",
            "fees_open_on",
            "fees_overdue",
            "fees_overdue_on",
            "motivation",
            "resignation_reason",
            "expulsion_reason",
        ),
        IS_FRONT_DESK: ("decision_note", "waiver_reason"),
    },
)

MEMBERSHIP_PERIOD = Policy(
    rows=Via("membership", MEMBERSHIP_CONCERNED),
    fields={
        WITH_ROW: ("membership", "starts_on", "ends_on", "is_current", "fee_lines"),
        IS_FRONT_DESK: ("note",),
    },
)

SUSPENSION = Policy(
    rows=Via("membership", IS_STAFF | OF_VIEWER),
    fields={
        WITH_ROW: ("membership", "starts_on", "ends_on", "is_current", "version"),
        Via("membership", IN_CHARGE): ("reason",),
    },
)

MEMBERSHIP_DOCUMENT = Policy(
    rows=Via("membership", IN_CHARGE),
    fields={
        WITH_ROW: (
            "membership",
            "kind",
            "name",
            "url",
            "sha256",
            "expires_on",
            "reviewed_on",
            "is_accepted",
            "refusal_reason",
            "created_at",
            "version",
        ),
    },
)

FEE_LINE = Policy(
    rows=IS_FRONT_DESK
    | Administers("payer_id")
    | IsPerson("paying_person_id")
    | Via("membership", Administers() | IsPerson()),
    fields={
        WITH_ROW: (
            "membership",
            "period",
            "payer",
            "paying_person",
            "kind",
            "description",
            "covers_from",
            "covers_until",
            "amount",
            "full_amount",
            "proration_basis",
            "proration_numerator",
            "proration_denominator",
            "instalment",
            "instalments",
            "issued_on",
            "due_on",
            "reminded_on",
            "paid_on",
            "paid_amount",
            "open_amount",
            "credited_on",
            "credit_reason",
            "invoice_number",
            "state",
            "state_on",
            "payments",
            "reminders",
            "version",
        ),
    },
)

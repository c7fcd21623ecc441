"""Who sees what of joint projects."""

from hub.policy import (
    IS_OBSERVER,
    IS_PROJECTS,
    WITH_ROW,
    Equals,
    Fact,
    Is,
    OfOrganization,
    Policy,
    Some,
    Via,
)
from hub.projects.call_policy import has_come
from hub.projects.terms import PartnerRole
from hub.sql import Sql

IS_DELIVERED = has_come("delivered_on")

HAS_NOT_LEFT = Fact(
    Sql("coalesce({row}.ends_on > {today}, true)"),
    lambda row, viewer: row.ends_on is None or row.ends_on > viewer.today,
)

OWN = OfOrganization()
"""Of a record that names an organization: the viewer's own."""

TAKES_PART = Some("partnerships", OWN)
"""Of a project: the viewer's organization is, or was, one of its partners."""

LEADS = Some("partnerships", OWN & Equals("role", (PartnerRole.LEAD,)) & HAS_NOT_LEFT)
"""Of a project: the viewer's organization answers to the funder for all partners."""

PROJECT_INSIDERS = TAKES_PART | IS_PROJECTS
PROJECT_OBSERVERS = TAKES_PART | IS_OBSERVER
IS_PROJECT_SHOWN = Is("is_public") | PROJECT_OBSERVERS

PROJECT = Policy(
    rows=IS_PROJECT_SHOWN,
    fields={
        # Who receives public money, how much and for what is public by law (D.Lgs. 33/2013, 26-27).
        WITH_ROW: (
            "code",
            "cup",
            "acronym",
            "title",
            "summary",
            "topic",
            "website",
            "funding_call",
            "proposal",
            "starts_on",
            "ends_on",
            "closed_on",
            "terminated_on",
            "state",
            "state_on",
            "cost",
            "grant",
            "is_invented",
            # Each of these shows only to whom its own policy shows it.
            "suspensions",
            "partnerships",
            "work_packages",
            "deliverables",
            "budget_lines",
            "claims",
            "aid_grants",
            "agreements",
            "opportunities",
        ),
        PROJECT_OBSERVERS: ("signed_on", "is_public"),
        PROJECT_INSIDERS: ("termination_reason", "version"),
    },
)

PROJECT_SUSPENSION = Policy(
    rows=Via("project", PROJECT_OBSERVERS),
    fields={
        WITH_ROW: ("project", "starts_on", "ends_on"),
        Via("project", PROJECT_INSIDERS): ("reason",),
    },
)

ACCOUNTABLE = OWN | Via("project", LEADS) | IS_PROJECTS
"""Of a partnership: the partner itself, the lead partner who accounts for it, and the desk."""

PARTNERSHIP = Policy(
    rows=Via("project", IS_PROJECT_SHOWN),
    fields={
        WITH_ROW: (
            "project",
            "organization",
            "role",
            "is_lead",
            "grant_share",
            "grant_percent",
            "starts_on",
            "ends_on",
            "led_work_packages",
            "deliverables",
            "budget_lines",
            "claims",
        ),
        Via("project", PROJECT_OBSERVERS): ("cost_share", "size"),
        ACCOUNTABLE: ("budgeted", "version"),
    },
)

WORK_PACKAGE = Policy(
    rows=Via("project", PROJECT_OBSERVERS),
    fields={
        WITH_ROW: (
            "project",
            "number",
            "title",
            "objectives",
            "lead",
            "starts_on",
            "ends_on",
            "budget_lines",
            "deliverables",
        ),
        Via("project", PROJECT_INSIDERS): ("version",),
    },
)

BUDGET_LINE = Policy(
    rows=Via("partnership", ACCOUNTABLE),
    fields={
        WITH_ROW: (
            "project",
            "partnership",
            "work_package",
            "category",
            "cost",
            "grant",
            "person_months",
            "claimed",
            "left",
            "claim_lines",
            "version",
        ),
    },
)

IS_PUBLIC_RESULT = Is("is_public") & IS_DELIVERED & Via("project", Is("is_public"))

DELIVERABLE = Policy(
    rows=IS_PUBLIC_RESULT | Via("project", PROJECT_OBSERVERS),
    fields={
        WITH_ROW: ("project", "code", "title", "nature", "delivered_on", "url", "is_public"),
        Via("project", PROJECT_OBSERVERS): (
            "work_package",
            "responsible",
            "verification",
            "due_on",
            "accepted_on",
            "state",
            "state_on",
        ),
        Via("project", PROJECT_INSIDERS): ("version",),
    },
)

CLAIM = Policy(
    rows=Via("partnership", ACCOUNTABLE),
    fields={
        WITH_ROW: (
            "project",
            "partnership",
            "number",
            "kind",
            "cup",
            "starts_on",
            "ends_on",
            "cost",
            "approved",
            "paid",
            "state",
            "state_on",
            "lines",
            "steps",
            "version",
        ),
    },
)

CLAIM_LINE = Policy(
    rows=Via("partnership", ACCOUNTABLE),
    fields={WITH_ROW: ("claim", "budget_line", "cost", "description")},
)

CLAIM_STEP = Policy(
    rows=Via("claim", Via("partnership", ACCOUNTABLE)),
    fields={WITH_ROW: ("claim", "state", "taken_at", "taken_by", "note")},
)

AID_GRANT = Policy(
    rows=OWN | IS_OBSERVER,
    fields={
        WITH_ROW: (
            "organization",
            "project",
            "regime",
            "granted_on",
            "revoked_on",
            "amount",
            "register_code",
            "grantor",
        ),
    },
)

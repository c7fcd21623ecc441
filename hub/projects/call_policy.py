"""Who sees what of funding calls and proposals."""

from typing import Any

from hub.actor import Viewer
from hub.policy import (
    IS_OBSERVER,
    IS_PROJECTS,
    WITH_ROW,
    Fact,
    OfOrganization,
    Policy,
    Some,
    Via,
)
from hub.sql import Sql


def has_come(column: str) -> Fact:
    """The day in the column is today or past."""

    def check(row: Any, viewer: Viewer) -> bool:
        on = getattr(row, column)
        return on is not None and on <= viewer.today

    return Fact(Sql(f"coalesce({{row}}.{column} <= {{today}}, false)"), check)


IS_PUBLISHED = has_come("published_on")
IS_FUNDED = has_come("funded_on")

IS_SUBMITTED = Fact(
    Sql("({row}.submitted_at IS NOT NULL)"), lambda row, _: row.submitted_at is not None
)

PROPOSES = Some("partners", OfOrganization())
"""Of a proposal: the viewer's organization is one of its partners."""

IS_CALL_SHOWN = IS_PUBLISHED | IS_PROJECTS

FUNDING_CALL = Policy(
    rows=IS_CALL_SHOWN,
    fields={
        WITH_ROW: (
            "code",
            "title",
            "description",
            "funder_name",
            "funder",
            "scheme",
            "legal_basis",
            "aid_regime",
            "website",
            "pot",
            "rate_percent",
            "grant_cap",
            "minimum_cost",
            "minimum_partners",
            "maximum_partner_percent",
            "needs_research_body",
            "published_on",
            "awarded_on",
            "withdrawn_on",
            "archived_on",
            "state",
            "next_deadline",
            "phases",
            "requirements",
            # Each of these shows only to whom its own policy shows it.
            "proposals",
            "projects",
        ),
        IS_PROJECTS: ("version",),
    },
)

CALL_PHASE = Policy(
    rows=Via("funding_call", IS_CALL_SHOWN),
    fields={
        WITH_ROW: (
            "funding_call",
            "number",
            "kind",
            "title",
            "opens_at",
            "closes_at",
            "evaluation_on",
            "ranked_on",
            "pot",
            "rate_percent",
            "grant_cap",
            "received_count",
            "admitted_count",
            "cutoff_score",
            "state",
            "proposals",
        ),
    },
)

CALL_REQUIREMENT = Policy(
    rows=Via("funding_call", IS_CALL_SHOWN),
    fields={WITH_ROW: ("funding_call", "number", "subject", "accepted", "description")},
)

# Before it is handed in a proposal is its partners' own; the ranking makes the funded ones public.
PROPOSAL_INSIDERS = PROPOSES | IS_PROJECTS
PROPOSAL_OBSERVERS = PROPOSAL_INSIDERS | (IS_OBSERVER & IS_SUBMITTED)
IS_PROPOSAL_SHOWN = PROPOSAL_OBSERVERS | IS_FUNDED

PROPOSAL = Policy(
    rows=IS_PROPOSAL_SHOWN,
    fields={
        WITH_ROW: (
            "funding_call",
            "phase",
            "title",
            "acronym",
            "score",
            "rank",
            "ranked_on",
            "funded_on",
            "granted",
            "state",
            "partners",
            "integration_requests",
            "project",
        ),
        PROPOSAL_OBSERVERS: (
            "summary",
            "protocol_number",
            "submitted_at",
            "admitted_on",
            "inadmissible_on",
            "reserve_on",
            "not_funded_on",
            "withdrawn_on",
            "state_on",
            "cost",
            "requested",
        ),
        PROPOSAL_INSIDERS: (
            "review_on",
            "inadmissible_reason",
            "sign_offs_missing",
            "version",
        ),
    },
)

INTEGRATION_REQUEST = Policy(
    rows=Via("proposal", PROPOSAL_INSIDERS),
    fields={WITH_ROW: ("proposal", "requested_on", "due_on", "answered_on", "request")},
)

PROPOSAL_PARTNER = Policy(
    rows=Via("proposal", IS_PROPOSAL_SHOWN),
    fields={
        WITH_ROW: ("proposal", "organization", "role", "is_lead"),
        # Partners sign the whole proposal off, so each sees what all of them ask for.
        Via("proposal", PROPOSAL_INSIDERS): (
            "size",
            "cost",
            "requested",
            "signed_off_at",
            "signed_off_by",
            "version",
        ),
    },
)

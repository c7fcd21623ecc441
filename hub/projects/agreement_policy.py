"""Who sees what of agreements and opportunities."""

from hub.policy import (
    IS_FRONT_DESK,
    IS_OBSERVER,
    IS_PROJECTS,
    WITH_ROW,
    Fact,
    Is,
    OfOrganization,
    Policy,
    Some,
    Via,
)
from hub.projects import derived
from hub.projects.facts import opportunity_facts
from hub.projects.rules import opportunity_state
from hub.projects.terms import OpportunityState
from hub.sql import Sql, as_of_today

IS_ON_OFFER = Fact(
    Sql(f"{as_of_today(derived.OPPORTUNITY_STATE).text} NOT IN ('DRAFT', 'WITHDRAWN')"),
    lambda row, viewer: (
        opportunity_state(opportunity_facts(row), viewer.today)
        not in {OpportunityState.DRAFT, OpportunityState.WITHDRAWN}
    ),
)

SIGNS = Some("parties", OfOrganization())
"""Of an agreement: the viewer's organization is one of its parties."""

AGREEMENT_INSIDERS = SIGNS | IS_PROJECTS
AGREEMENT_OBSERVERS = SIGNS | IS_OBSERVER
IS_AGREEMENT_SHOWN = Is("is_public") | AGREEMENT_OBSERVERS

AGREEMENT = Policy(
    rows=IS_AGREEMENT_SHOWN,
    fields={
        WITH_ROW: (
            "code",
            "title",
            "kind",
            "subject",
            "parent",
            "children",
            "previous",
            "successors",
            "project",
            "starts_on",
            "ends_on",
            "terminated_on",
            "superseded_on",
            "state",
            "state_on",
            "url",
            "is_invented",
            "parties",
            "terms",
            "opportunities",
        ),
        AGREEMENT_OBSERVERS: (
            "sent_on",
            "notice_days",
            "notice_on",
            "renews_tacitly",
            "termination_requested_on",
            "party_count",
            "signed_count",
            "is_public",
        ),
        AGREEMENT_INSIDERS: ("version",),
    },
)

AGREEMENT_PARTY = Policy(
    rows=Via("agreement", IS_AGREEMENT_SHOWN),
    fields={
        WITH_ROW: ("agreement", "organization", "role", "signed_on", "left_on"),
        # The person who signs is named to the other parties, not to the world.
        Via("agreement", AGREEMENT_INSIDERS): ("signatory_name", "signatory_title", "version"),
    },
)

AGREEMENT_TERM = Policy(
    rows=Via("agreement", IS_AGREEMENT_SHOWN),
    fields={
        WITH_ROW: ("agreement", "title", "starts_on", "ends_on"),
        Via("agreement", AGREEMENT_OBSERVERS): ("description", "amount", "basis"),
    },
)

OPPORTUNITY_INSIDERS = (
    OfOrganization() | OfOrganization("promoter_id") | IS_PROJECTS | IS_FRONT_DESK
)

OPPORTUNITY = Policy(
    rows=IS_ON_OFFER | OPPORTUNITY_INSIDERS,
    fields={
        WITH_ROW: (
            "organization",
            "kind",
            "title",
            "description",
            "field",
            "places",
            "work_mode",
            "location",
            "starts_on",
            "ends_on",
            "monthly_pay",
            "is_curricular",
            "promoter",
            "agreement",
            "project",
            "apply_url",
            "published_on",
            "closes_on",
            "state",
            "is_invented",
        ),
        OPPORTUNITY_INSIDERS: ("filled_on", "withdrawn_on", "state_on", "version"),
    },
)

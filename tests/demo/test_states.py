"""The story shows every state that anything can be in, on whatever day it is told."""

from datetime import date

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.actor import Viewer
from hub.demo.calendar import at
from hub.demo.load import load
from hub.incubation import derived as incubation
from hub.incubation import terms as incubation_terms
from hub.members import derived as members
from hub.members import terms as members_terms
from hub.projects import derived as projects
from hub.projects import terms as projects_terms
from hub.spaces import derived as spaces
from hub.spaces import terms as spaces_terms
from hub.sql import Sql
from hub.vocabulary import Vocabulary

DAYS = (
    date(2026, 11, 22),  # a Sunday
    date(2027, 1, 1),  # a holiday, the first of a month and of a year
    date(2028, 2, 29),
    date(2027, 10, 31),  # a day of 25 hours
)
STATES: dict[str, tuple[Sql, type[Vocabulary]]] = {
    "membership": (members.MEMBERSHIP_STATUS, members_terms.MembershipStatus),
    "fee_line": (members.FEE_STATE, members_terms.FeeState),
    "programme": (incubation.PROGRAMME_STATE, incubation_terms.ProgrammeState),
    "intake": (incubation.INTAKE_STATE, incubation_terms.IntakeState),
    "application": (incubation.APPLICATION_STATE, incubation_terms.ApplicationState),
    "review": (incubation.REVIEW_STATE, incubation_terms.ReviewState),
    "startup": (incubation.STAGE, incubation_terms.Stage),
    "milestone": (incubation.MILESTONE_STATE, incubation_terms.MilestoneState),
    "mentorship": (incubation.MENTORSHIP_STATE, incubation_terms.MentorshipState),
    "mentoring_session": (incubation.SESSION_STATE, incubation_terms.SessionState),
    "kpi_period": (incubation.KPI_STATE, incubation_terms.KpiState),
    "booking": (spaces.BOOKING_STATE, spaces_terms.BookingState),
    "waitlist_entry": (spaces.WAITLIST_STATE, spaces_terms.WaitlistState),
    "lease": (spaces.LEASE_STATE, spaces_terms.LeaseState),
    "space": (spaces.BOOKABILITY, spaces_terms.Bookability),
    "call_phase": (projects.CALL_PHASE_STATE, projects_terms.CallPhaseState),
    "funding_call": (projects.FUNDING_CALL_STATE, projects_terms.FundingCallState),
    "proposal": (projects.PROPOSAL_STATE, projects_terms.ProposalState),
    "project": (projects.PROJECT_STATE, projects_terms.ProjectState),
    "claim": (projects.CLAIM_STATE, projects_terms.ClaimState),
    "deliverable": (projects.DELIVERABLE_STATE, projects_terms.DeliverableState),
    "agreement": (projects.AGREEMENT_STATE, projects_terms.AgreementState),
    "opportunity": (projects.OPPORTUNITY_STATE, projects_terms.OpportunityState),
}


@pytest.mark.parametrize("today", DAYS, ids=str)
async def test_every_state_occurs(connection: BaseDBAsyncClient, today: date) -> None:
    await load(connection, today=today)

    for hour in (0, 12, 23):
        viewer = Viewer(now=at(today, hour), today=today)
        found = {table: await states(connection, table, viewer) for table in STATES}
        assert found == {table: set(terms) for table, (_, terms) in STATES.items()}


async def states(connection: BaseDBAsyncClient, table: str, viewer: Viewer) -> set[str]:
    expression, _ = STATES[table]
    text = expression.text.replace("{row}", "subject")
    for place, value in (
        ("day", f"'{viewer.today}'::date"),
        ("today", f"'{viewer.today}'::date"),
        ("now", f"'{viewer.now.isoformat()}'::timestamptz"),
    ):
        text = text.replace("{" + place + "}", value)
    query = f"SELECT DISTINCT {text} AS state FROM {table} subject"  # noqa: S608 - ours
    return {row["state"] for row in await connection.execute_query_dict(query)}

"""The states and sums that the database computes are those of the rules, on every day that matters."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.clock import ROME
from hub.projects import derived
from hub.projects.agreement_models import Agreement, Opportunity
from hub.projects.call_models import CallPhase, FundingCall, Proposal
from hub.projects.facts import (
    agreement_facts,
    call_facts,
    deliverable_facts,
    opportunity_facts,
    phase_facts,
    project_facts,
    proposal_facts,
)
from hub.projects.models import Claim, Deliverable, Project
from hub.projects.rules import (
    agreement_state,
    call_phase_state,
    claim_state,
    deliverable_state,
    funding_call_state,
    opportunity_state,
    project_state,
    proposal_state,
)
from hub.projects.terms import ClaimState, CostCategory, PartnerRole
from hub.sql import Sql
from tests.make import projects as make

FIRST = date(2026, 3, 20)  # the clocks change within the days that are asked about
SPAN = 30
DAYS = [FIRST + timedelta(days=n) for n in range(-2, SPAN + 3)]

States = dict[tuple[UUID, date], object]


@pytest.fixture
def chance() -> random.Random:
    return random.Random(1963)  # noqa: S311


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ROME)


async def states_of(connection: BaseDBAsyncClient, table: str, expression: Sql) -> States:
    """The expression for each row of the table on each day, at nine in the morning."""
    text = expression.text.replace("{row}", "subject")
    for place in ("day", "today"):
        text = text.replace("{" + place + "}", "day")
    text = text.replace("{now}", "((day + time '09:00') AT TIME ZONE 'Europe/Rome')")
    found = await connection.execute_query_dict(
        f"SELECT subject.id, day, {text} AS state"  # noqa: S608
        f" FROM {table} subject CROSS JOIN unnest($1::date[]) day",
        [DAYS],
    )
    return {(row["id"], row["day"]): row["state"] for row in found}


async def value_of(connection: BaseDBAsyncClient, table: str, expression: Sql) -> object:
    """The expression for the only row of the table."""
    found = await states_of(connection, table, expression)
    (value,) = set(found.values())
    return value


def some_days(chance: random.Random, how_many: int) -> list[date]:
    return sorted(FIRST + timedelta(days=n) for n in chance.sample(range(SPAN), how_many))


def maybe(chance: random.Random, day: date) -> date | None:
    return day if chance.random() < 0.6 else None


async def test_the_states_of_phases_and_calls(
    connection: BaseDBAsyncClient, chance: random.Random
) -> None:
    for _ in range(25):
        published, evaluation, ranked, awarded, archived = some_days(chance, 5)
        call = await make.funding_call(
            published_on=published,
            archived_on=maybe(chance, archived),
            **{chance.choice(["awarded_on", "withdrawn_on"]): maybe(chance, awarded)},
        )
        opening = some_days(chance, 4)
        for opens, closes in zip(opening[::2], opening[1::2], strict=True):
            await make.call_phase(
                funding_call=call,
                opens_at=at_nine(opens),
                closes_at=at_nine(closes),
                evaluation_on=maybe(chance, evaluation),
                ranked_on=maybe(chance, ranked),
            )
    await make.funding_call(published_on=None)
    await make.call_phase(funding_call=await make.funding_call(), opens_at=None, closes_at=None)

    phases = await CallPhase.all()
    found = await states_of(connection, "call_phase", derived.CALL_PHASE_STATE)
    assert found == {
        (phase.id, day): call_phase_state(phase_facts(phase), at_nine(day), today=day)
        for phase in phases
        for day in DAYS
    }
    assert len({*found.values()}) == 5

    calls = await FundingCall.all().prefetch_related("phases")
    found = await states_of(connection, "funding_call", derived.FUNDING_CALL_STATE)
    assert found == {
        (call.id, day): funding_call_state(call_facts(call), at_nine(day), today=day)
        for call in calls
        for day in DAYS
    }
    assert len({*found.values()}) == 9


async def random_proposal(chance: random.Random) -> Proposal:
    review, submitted, asked, answered, admitted, ranked, reserve, decided, withdrawn = some_days(
        chance, 9
    )
    given: dict[str, object] = {"review_on": maybe(chance, review)}
    if chance.random() < 0.9:
        given["submitted_at"] = datetime(
            submitted.year, submitted.month, submitted.day, 23, 30, tzinfo=ROME
        )
        if chance.random() < 0.2:
            given["inadmissible_on"] = admitted
        else:
            given |= {
                "admitted_on": maybe(chance, admitted),
                "ranked_on": maybe(chance, ranked),
                "reserve_on": maybe(chance, reserve),
                chance.choice(["funded_on", "not_funded_on"]): maybe(chance, decided),
            }
    given["withdrawn_on"] = withdrawn if chance.random() < 0.2 else None
    proposal = await make.proposal(**given)
    await make.integration_request(
        proposal=proposal, requested_on=asked, answered_on=maybe(chance, answered)
    )
    await make.integration_request(proposal=proposal, requested_on=asked, answered_on=asked)
    return proposal


async def test_the_states_of_proposals(
    connection: BaseDBAsyncClient, chance: random.Random
) -> None:
    for _ in range(60):
        await random_proposal(chance)

    proposals = await Proposal.all().prefetch_related("integration_requests")
    found = await states_of(connection, "proposal", derived.PROPOSAL_STATE)

    assert found == {
        (proposal.id, day): proposal_state(proposal_facts(proposal), day)
        for proposal in proposals
        for day in DAYS
    }
    assert len({*found.values()}) == 11


async def test_the_states_of_projects(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(40):
        starts, halted, resumed, ends, over = some_days(chance, 5)
        project = await make.project(
            starts_on=starts,
            ends_on=ends,
            **{chance.choice(["closed_on", "terminated_on"]): maybe(chance, over)},
        )
        await make.project_suspension(project=project, starts_on=halted, ends_on=resumed)
    await make.project(starts_on=None, ends_on=None)
    await make.project(starts_on=FIRST, ends_on=None)

    projects = await Project.all().prefetch_related("suspensions")
    found = await states_of(connection, "project", derived.PROJECT_STATE)

    assert found == {
        (project.id, day): project_state(project_facts(project), day)
        for project in projects
        for day in DAYS
    }
    assert len({*found.values()}) == 6


async def test_the_states_of_agreements(
    connection: BaseDBAsyncClient, chance: random.Random
) -> None:
    for _ in range(60):
        sent, signed, also_signed, left, starts, ends = some_days(chance, 6)
        agreement = await make.agreement(
            sent_on=maybe(chance, sent),
            starts_on=starts,
            ends_on=maybe(chance, ends),
            terminated_on=left if chance.random() < 0.1 else None,
            superseded_on=also_signed if chance.random() < 0.1 else None,
        )
        await make.agreement_party(agreement=agreement, signed_on=maybe(chance, signed))
        if chance.random() < 0.7:
            await make.agreement_party(
                agreement=agreement,
                signed_on=maybe(chance, also_signed),
                left_on=maybe(chance, left),
            )
    await make.agreement(starts_on=None, ends_on=None)

    agreements = await Agreement.all().prefetch_related("parties")
    found = await states_of(connection, "agreement", derived.AGREEMENT_STATE)

    assert found == {
        (agreement.id, day): agreement_state(agreement_facts(agreement), day)
        for agreement in agreements
        for day in DAYS
    }
    assert len({*found.values()}) == 7


async def test_the_states_of_deliverables(
    connection: BaseDBAsyncClient, chance: random.Random
) -> None:
    for _ in range(20):
        early, due, late = some_days(chance, 3)
        delivered = maybe(chance, chance.choice([early, late]))
        await make.deliverable(
            due_on=due,
            delivered_on=delivered,
            accepted_on=delivered and maybe(chance, late + timedelta(days=2)),
        )

    found = await states_of(connection, "deliverable", derived.DELIVERABLE_STATE)

    assert found == {
        (row.id, day): deliverable_state(deliverable_facts(row), day)
        for row in await Deliverable.all()
        for day in DAYS
    }
    assert len({*found.values()}) == 4


async def test_the_states_of_opportunities(
    connection: BaseDBAsyncClient, chance: random.Random
) -> None:
    for _ in range(30):
        published, closes, filled, withdrawn = some_days(chance, 4)
        await make.opportunity(
            published_on=published,
            closes_on=maybe(chance, closes),
            filled_on=maybe(chance, filled),
            withdrawn_on=withdrawn if chance.random() < 0.2 else None,
        )
    await make.opportunity(published_on=None, closes_on=None)

    found = await states_of(connection, "opportunity", derived.OPPORTUNITY_STATE)

    assert found == {
        (row.id, day): opportunity_state(opportunity_facts(row), day)
        for row in await Opportunity.all()
        for day in DAYS
    }
    assert len({*found.values()}) == 5


async def test_the_states_of_claims(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    states = [state for state in ClaimState if state is not ClaimState.DRAFT]
    partnership = await make.partnership()
    for _ in range(12):
        claim = await make.claim(partnership=partnership)
        for day in some_days(chance, 4):
            await make.claim_step(chance.choice(states), claim=claim, taken_at=at_nine(day))

    found = await states_of(connection, "claim", derived.CLAIM_STATE)

    assert found == {
        (claim.id, day): claim_state(
            (step.taken_at, step.state) for step in claim.steps if step.taken_at <= at_nine(day)
        )
        for claim in await Claim.all().prefetch_related("steps")
        for day in DAYS
    }
    assert {*found.values()} == {*ClaimState}


async def test_the_next_deadline_of_a_call(connection: BaseDBAsyncClient) -> None:
    call = await make.funding_call()
    await make.call_phase(funding_call=call, opens_at=at_nine(DAYS[0]), closes_at=at_nine(DAYS[5]))
    await make.call_phase(funding_call=call, opens_at=at_nine(DAYS[7]), closes_at=at_nine(DAYS[9]))

    found = await states_of(connection, "funding_call", derived.CALL_NEXT_DEADLINE)

    assert found == {
        (call.id, day): at_nine(DAYS[5])
        if day < DAYS[5]
        else (at_nine(DAYS[9]) if day < DAYS[9] else None)
        for day in DAYS
    }


async def test_the_sums_of_a_proposal(connection: BaseDBAsyncClient) -> None:
    proposal = await make.proposal()
    amounts = {"cost": Decimal("100.10"), "requested": Decimal("50.05")}
    await make.proposal_partner(proposal=proposal, role=PartnerRole.LEAD, **amounts)
    await make.proposal_partner(proposal=proposal, signed_off_at=at_nine(FIRST), **amounts)
    await make.proposal_partner(
        proposal=proposal, role=PartnerRole.ASSOCIATED, cost=Decimal(0), requested=Decimal(0)
    )

    cost = await value_of(connection, "proposal", derived.PROPOSAL_COST)
    requested = await value_of(connection, "proposal", derived.PROPOSAL_REQUESTED)
    missing = await value_of(connection, "proposal", derived.PROPOSAL_SIGN_OFFS_MISSING)

    assert (cost, requested, missing) == (Decimal("200.20"), Decimal("100.10"), 1)


async def test_the_sums_of_a_project_are_those_of_its_partners(
    connection: BaseDBAsyncClient,
) -> None:
    project, empty = await make.project(), await make.project()
    shares = {"cost_share": Decimal(300), "grant_share": Decimal(150)}
    half = await make.partnership(project=project, role=PartnerRole.LEAD, **shares)
    quarter = await make.partnership(
        project=project, cost_share=Decimal(100), grant_share=Decimal(75)
    )
    other = await make.partnership(
        project=project, cost_share=Decimal(100), grant_share=Decimal(75)
    )
    alone = await make.partnership(project=empty, grant_share=Decimal(0))

    cost = await states_of(connection, "project", derived.PROJECT_COST)
    grant = await states_of(connection, "project", derived.PROJECT_GRANT)
    percent = await states_of(connection, "partnership", derived.PARTNERSHIP_GRANT_PERCENT)

    assert cost[project.id, FIRST] == Decimal(500)
    assert grant[project.id, FIRST] == Decimal(300)
    assert grant[empty.id, FIRST] == Decimal(0)
    assert {key: value for (key, day), value in percent.items() if day == FIRST} == {
        half.id: Decimal("50.00"),
        quarter.id: Decimal("25.00"),
        other.id: Decimal("25.00"),
        alone.id: None,
    }


async def test_who_has_left_leads_no_longer(connection: BaseDBAsyncClient) -> None:
    project = await make.project()
    lead = {"project": project, "role": PartnerRole.LEAD}
    first = await make.partnership(starts_on=DAYS[0], ends_on=DAYS[5], **lead)
    second = await make.partnership(starts_on=DAYS[5], **lead)
    partner = await make.partnership(project=project)

    found = await states_of(connection, "partnership", derived.IS_LEADING)

    assert {day for (key, day), leads in found.items() if key == first.id and leads} == {*DAYS[:5]}
    assert all(found[second.id, day] for day in DAYS)
    assert not any(found[partner.id, day] for day in DAYS)


async def test_what_is_left_of_a_budget_line(connection: BaseDBAsyncClient) -> None:
    partnership = await make.partnership()
    line = await make.budget_line(partnership=partnership, cost=Decimal(10_000))
    await make.budget_line(
        partnership=partnership, cost=Decimal(500), category=CostCategory.TRAVEL, grant=Decimal(0)
    )
    courses: list[list[ClaimState]] = [
        [],
        [ClaimState.SUBMITTED],
        [ClaimState.SUBMITTED, ClaimState.DECLINED],
        [ClaimState.SUBMITTED, ClaimState.WITHDRAWN],
        [ClaimState.SUBMITTED, ClaimState.CHANGES_REQUESTED, ClaimState.SUBMITTED],
    ]
    for course in courses:
        claim = await make.claim(partnership=partnership)
        await make.claim_line(claim=claim, budget_line=line, cost=Decimal(1_000))
        for n, state in enumerate(course):
            await make.claim_step(state, claim=claim, taken_at=at_nine(FIRST + timedelta(days=n)))

    left = await states_of(connection, "budget_line", derived.BUDGET_LINE_LEFT)
    budgeted = await value_of(connection, "partnership", derived.PARTNERSHIP_BUDGETED)
    claimed = await value_of(connection, "claim", derived.CLAIM_COST)

    assert left[line.id, FIRST] == Decimal(8_000)
    assert (budgeted, claimed) == (Decimal(10_500), Decimal(1_000))


async def test_the_notice_of_an_agreement(connection: BaseDBAsyncClient) -> None:
    ends = date(2026, 7, 24)
    noted = await make.agreement(starts_on=FIRST, ends_on=ends, notice_days=90)
    unnoted = await make.agreement(starts_on=FIRST, ends_on=ends)

    found = await states_of(connection, "agreement", derived.AGREEMENT_NOTICE_ON)

    assert found[noted.id, FIRST] == date(2026, 4, 25)
    assert found[unnoted.id, FIRST] is None

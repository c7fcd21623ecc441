"""Who sees what of calls, projects and agreements: the reviewed answers, and SQL against Python."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub import clock
from hub.actor import ANONYMOUS, STAFF, Actor, Role, Viewer
from hub.members.models import Organization
from hub.policy import Policy, Predicate
from hub.projects import (
    agreement_models,
    agreement_policy,
    call_models,
    call_policy,
    models,
    policy,
)
from hub.projects.terms import OpportunityKind, PartnerRole
from tests.make import projects as make
from tests.make.members import days_ago, organization
from tests.scopes import verdicts

OF_PROJECT = ("project__partnerships",)
OF_PARTNERSHIP = ("partnership__project__partnerships",)

TABLES: list[tuple[type[Model], Policy, tuple[str, ...]]] = [
    (call_models.FundingCall, call_policy.FUNDING_CALL, ()),
    (call_models.CallPhase, call_policy.CALL_PHASE, ("funding_call",)),
    (call_models.CallRequirement, call_policy.CALL_REQUIREMENT, ("funding_call",)),
    (call_models.Proposal, call_policy.PROPOSAL, ("partners",)),
    (call_models.IntegrationRequest, call_policy.INTEGRATION_REQUEST, ("proposal__partners",)),
    (call_models.ProposalPartner, call_policy.PROPOSAL_PARTNER, ("proposal__partners",)),
    (models.Project, policy.PROJECT, ("partnerships",)),
    (models.ProjectSuspension, policy.PROJECT_SUSPENSION, OF_PROJECT),
    (models.Partnership, policy.PARTNERSHIP, OF_PROJECT),
    (models.WorkPackage, policy.WORK_PACKAGE, OF_PROJECT),
    (models.BudgetLine, policy.BUDGET_LINE, OF_PARTNERSHIP),
    (models.Deliverable, policy.DELIVERABLE, OF_PROJECT),
    (models.Claim, policy.CLAIM, OF_PARTNERSHIP),
    (models.ClaimLine, policy.CLAIM_LINE, OF_PARTNERSHIP),
    (models.ClaimStep, policy.CLAIM_STEP, ("claim__partnership__project__partnerships",)),
    (models.AidGrant, policy.AID_GRANT, ()),
    (agreement_models.Agreement, agreement_policy.AGREEMENT, ("parties",)),
    (agreement_models.AgreementParty, agreement_policy.AGREEMENT_PARTY, ("agreement__parties",)),
    (agreement_models.AgreementTerm, agreement_policy.AGREEMENT_TERM, ("agreement__parties",)),
    (agreement_models.Opportunity, agreement_policy.OPPORTUNITY, ()),
]

COMPANIES = ("lead", "former lead", "partner", "stranger")


@dataclass
class World:
    """One proposal, project and agreement in each state, and companies in each relation to them."""

    companies: dict[str, Organization]
    viewers: dict[str, Viewer]
    names: dict[UUID, str]
    """What the rows are called that a test asks about."""


@pytest.fixture
async def world(connection: BaseDBAsyncClient) -> World:
    companies = {name: await organization() for name in COMPANIES}
    names = {
        **await _calls_and_proposals(companies),
        **await _projects(companies),
        **await _agreements(companies),
        **await _opportunities(companies),
    }
    viewers = {
        "anonymous": _viewer(ANONYMOUS),
        **{name: _viewer(_person_of(company)) for name, company in companies.items()},
        **{
            role.lower(): _viewer(Actor(roles=frozenset({role})))
            for role in {Role.OBSERVER, *STAFF}
        },
    }
    return World(companies, viewers, names)


def _viewer(actor: Actor) -> Viewer:
    return Viewer(now=clock.now(), today=clock.today(), actor=actor)


def _person_of(company: Organization) -> Actor:
    return Actor(roles=frozenset({Role.MEMBER}), organization_ids=(company.id,), is_member=True)


async def _calls_and_proposals(companies: dict[str, Organization]) -> dict[UUID, str]:
    published = await make.funding_call()
    draft = await make.funding_call(published_on=None)
    announced = await make.funding_call(published_on=days_ago(-1))
    for call in (published, draft, announced):
        await make.call_phase(funding_call=call)
        await make.call_requirement(funding_call=call)
    handed_in = {"submitted_at": make.noon(days_ago(20))}
    proposals = {
        "written": await make.proposal(funding_call=published),
        "handed in": await make.proposal(funding_call=published, **handed_in),
        "funded": await make.proposal(funding_call=published, funded_on=days_ago(1), **handed_in),
    }
    for proposal in proposals.values():
        await make.integration_request(proposal=proposal)
        for name, role in (("lead", PartnerRole.LEAD), ("partner", PartnerRole.PARTNER)):
            await make.proposal_partner(proposal=proposal, organization=companies[name], role=role)
    named = {proposal.id: name for name, proposal in proposals.items()}
    return {published.id: "published", draft.id: "draft", announced.id: "announced", **named}


async def _projects(companies: dict[str, Organization]) -> dict[UUID, str]:
    names: dict[UUID, str] = {}
    results: dict[str, dict[str, Any]] = {
        "published": {"is_public": True, "delivered_on": days_ago(1)},
        "awaited": {"is_public": True},
        "confidential": {"delivered_on": days_ago(1)},
    }
    for name, is_public in (("public", True), ("private", False)):
        project = await make.project(is_public=is_public)
        names[project.id] = name
        await make.project_suspension(project=project)
        await make.work_package(project=project)
        await make.aid_grant(project=project, organization=companies["partner"])
        names |= await _partnerships(project, companies)
        for title, given in results.items():
            deliverable = await make.deliverable(project=project, **given)
            names[deliverable.id] = f"{name} {title}"
    return names


async def _partnerships(
    project: models.Project, companies: dict[str, Organization]
) -> dict[UUID, str]:
    """A partnership of each company but the stranger, each with a budget line and a claim."""
    periods: dict[str, dict[str, Any]] = {
        "former lead": {"role": PartnerRole.LEAD, "ends_on": days_ago(40)},
        "lead": {"role": PartnerRole.LEAD, "starts_on": days_ago(40)},
        "partner": {},
    }
    names: dict[UUID, str] = {}
    for name, given in periods.items():
        partnership = await make.partnership(project=project, organization=companies[name], **given)
        claim = await make.claim(partnership=partnership)
        await make.claim_line(claim=claim)
        await make.claim_step(claim=claim)
        names |= {partnership.id: name, claim.id: name}
    return names


async def _agreements(companies: dict[str, Organization]) -> dict[UUID, str]:
    names: dict[UUID, str] = {}
    for name, is_public in (("public deed", True), ("private deed", False)):
        agreement = await make.agreement(is_public=is_public)
        names[agreement.id] = name
        await make.agreement_term(agreement=agreement)
        for company in ("lead", "partner"):
            await make.agreement_party(agreement=agreement, organization=companies[company])
    return names


async def _opportunities(companies: dict[str, Organization]) -> dict[UUID, str]:
    internship = {"kind": OpportunityKind.INTERNSHIP, "is_curricular": True}
    given: dict[str, dict[str, Any]] = {
        "on offer": {},
        "closed": {"closes_on": days_ago(1)},
        "filled": {"filled_on": days_ago(1)},
        "to come": {"published_on": days_ago(-1)},
        "unpublished": {"published_on": None, **internship, "promoter": companies["partner"]},
        "withdrawn": {"withdrawn_on": days_ago(1)},
    }
    return {
        (await make.opportunity(organization=companies["lead"], **values)).id: name
        for name, values in given.items()
    }


@pytest.mark.parametrize(("model", "table", "loaded"), TABLES, ids=[t[0].__name__ for t in TABLES])
async def test_the_database_decides_as_python_does(
    connection: BaseDBAsyncClient,
    world: World,
    *,
    model: type[Model],
    table: Policy,
    loaded: tuple[str, ...],
) -> None:
    rows = await model.all().prefetch_related(*loaded)
    assert rows
    for who, asking in world.viewers.items():
        for predicate in [table.rows, *table.fields]:
            expected = {row.pk: predicate.holds(row, asking) for row in rows}
            found = await verdicts(connection, model, predicate=predicate, viewer=asking)
            assert found == expected, f"{who}: {table.fields.get(predicate, 'rows')}"


@pytest.mark.parametrize("table", [table for _, table, _ in TABLES])
def test_every_field_is_named_once(table: Policy) -> None:
    assert len(table.names) == len(set(table.names))


async def seen(
    connection: BaseDBAsyncClient,
    world: World,
    *,
    model: type[Model],
    predicate: Predicate,
    who: str,
) -> set[str]:
    """The names of the rows for which the predicate holds."""
    found = await verdicts(connection, model, predicate=predicate, viewer=world.viewers[who])
    return {world.names[key] for key, verdict in found.items() if verdict}


CALLS = {"published", "draft", "announced"}
PROPOSALS = {"written", "handed in", "funded"}


@pytest.mark.parametrize(
    ("who", "calls", "proposals"),
    [
        ("anonymous", {"published"}, {"funded"}),
        ("stranger", {"published"}, {"funded"}),
        ("partner", {"published"}, PROPOSALS),
        ("lead", {"published"}, PROPOSALS),
        ("observer", {"published"}, {"handed in", "funded"}),
        ("front_desk", {"published"}, {"handed in", "funded"}),
        ("projects", CALLS, PROPOSALS),
        ("direction", CALLS, PROPOSALS),
    ],
)
async def test_who_sees_which_calls_and_proposals(
    connection: BaseDBAsyncClient,
    world: World,
    *,
    who: str,
    calls: set[str],
    proposals: set[str],
) -> None:
    call, proposal = call_models.FundingCall, call_models.Proposal

    assert calls == await seen(
        connection, world, model=call, predicate=call_policy.FUNDING_CALL.rows, who=who
    )
    assert proposals == await seen(
        connection, world, model=proposal, predicate=call_policy.PROPOSAL.rows, who=who
    )


@pytest.mark.parametrize(
    ("who", "projects", "claims"),
    [
        ("anonymous", {"public"}, set()),
        ("stranger", {"public"}, set()),
        ("partner", {"public", "private"}, {"partner"}),
        ("former lead", {"public", "private"}, {"former lead"}),
        ("lead", {"public", "private"}, {"partner", "lead", "former lead"}),
        ("observer", {"public", "private"}, set()),
        ("incubation", {"public", "private"}, set()),
        ("projects", {"public", "private"}, {"partner", "lead", "former lead"}),
    ],
)
async def test_who_sees_which_projects_and_whose_claims(
    connection: BaseDBAsyncClient,
    world: World,
    *,
    who: str,
    projects: set[str],
    claims: set[str],
) -> None:
    assert projects == await seen(
        connection, world, model=models.Project, predicate=policy.PROJECT.rows, who=who
    )
    assert claims == await seen(
        connection, world, model=models.Claim, predicate=policy.CLAIM.rows, who=who
    )


@pytest.mark.parametrize(
    ("who", "results"),
    [
        ("anonymous", {"public published"}),
        ("stranger", {"public published"}),
        (
            "partner",
            {
                f"{project} {result}"
                for project in ("public", "private")
                for result in ("published", "awaited", "confidential")
            },
        ),
    ],
)
async def test_who_sees_which_results(
    connection: BaseDBAsyncClient, world: World, *, who: str, results: set[str]
) -> None:
    assert results == await seen(
        connection, world, model=models.Deliverable, predicate=policy.DELIVERABLE.rows, who=who
    )


async def test_what_a_partner_bears_is_no_business_of_the_public(
    connection: BaseDBAsyncClient, world: World
) -> None:
    shown = {
        who: await seen(
            connection,
            world,
            model=models.Partnership,
            predicate=policy.PARTNERSHIP.of("cost_share"),
            who=who,
        )
        for who in ("anonymous", "stranger", "partner", "observer")
    }

    everyone = {"lead", "former lead", "partner"}
    assert shown == {
        "anonymous": set(),
        "stranger": set(),
        "partner": everyone,
        "observer": everyone,
    }


BOTH_DEEDS = {"public deed", "private deed"}


@pytest.mark.parametrize(
    ("who", "deeds"),
    [
        ("anonymous", {"public deed"}),
        ("stranger", {"public deed"}),
        ("partner", BOTH_DEEDS),
        ("observer", BOTH_DEEDS),
        ("projects", BOTH_DEEDS),
    ],
)
async def test_who_sees_which_agreements(
    connection: BaseDBAsyncClient, world: World, *, who: str, deeds: set[str]
) -> None:
    rows = agreement_policy.AGREEMENT.rows

    assert deeds == await seen(
        connection, world, model=agreement_models.Agreement, predicate=rows, who=who
    )


ON_OFFER = {"on offer", "closed", "filled"}
ALL_OFFERS = ON_OFFER | {"to come", "unpublished", "withdrawn"}


@pytest.mark.parametrize(
    ("who", "offers"),
    [
        ("anonymous", ON_OFFER),
        ("stranger", ON_OFFER),
        ("partner", ON_OFFER | {"unpublished"}),
        ("lead", ALL_OFFERS),
        ("observer", ON_OFFER),
        ("front_desk", ALL_OFFERS),
        ("projects", ALL_OFFERS),
    ],
)
async def test_who_sees_which_opportunities(
    connection: BaseDBAsyncClient, world: World, *, who: str, offers: set[str]
) -> None:
    rows = agreement_policy.OPPORTUNITY.rows

    assert offers == await seen(
        connection, world, model=agreement_models.Opportunity, predicate=rows, who=who
    )

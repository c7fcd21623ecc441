"""What the database refuses, by the name of the constraint."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from hub.projects.models import BudgetLine, Partnership
from hub.projects.terms import (
    ClaimState,
    CostCategory,
    OpportunityKind,
    PartnerRole,
    RequirementSubject,
)
from tests.make import projects as make
from tests.make.members import organization

pytestmark = pytest.mark.usefixtures("connection")

Maker = Callable[..., Awaitable[Any]]


def broken_constraint(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    name = error.value.__cause__.constraint_name  # type: ignore[union-attr]
    return str(name)


JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
NOON = make.noon(JANUARY)

REFUSED: list[tuple[Maker, dict[str, Any], str]] = [
    (make.funding_call, {"code": ""}, "funding_call_named"),
    (make.funding_call, {"pot": 0}, "funding_call_amounts_positive"),
    (make.funding_call, {"minimum_cost": -1}, "funding_call_minimum_cost_not_negative"),
    (make.funding_call, {"pot": 100, "grant_cap": 101}, "funding_call_cap_within_pot"),
    (make.funding_call, {"rate_percent": 101}, "funding_call_rate_is_percent"),
    (make.funding_call, {"minimum_partners": 0}, "funding_call_minimum_partners_positive"),
    (make.funding_call, {"maximum_partner_percent": 0}, "funding_call_partner_limit_is_percent"),
    (
        make.funding_call,
        {"published_on": None, "awarded_on": JULY},
        "funding_call_published_first",
    ),
    (
        make.funding_call,
        {"published_on": JULY, "archived_on": JANUARY},
        "funding_call_dates_in_order",
    ),
    (
        make.funding_call,
        {"published_on": JANUARY, "awarded_on": JULY, "withdrawn_on": JULY},
        "funding_call_awarded_or_withdrawn",
    ),
    (make.call_phase, {"number": 0}, "call_phase_number_positive"),
    (make.call_phase, {"closes_at": NOON, "opens_at": NOON}, "call_phase_closes_after_it_opens"),
    (make.call_phase, {"opens_at": None}, "call_phase_closes_after_it_opens"),
    (make.call_phase, {"evaluation_on": JULY, "ranked_on": JANUARY}, "call_phase_dates_in_order"),
    (make.call_phase, {"grant_cap": 0}, "call_phase_amounts_positive"),
    (make.call_phase, {"rate_percent": -1}, "call_phase_rate_is_percent"),
    (make.call_phase, {"received_count": -1}, "call_phase_counts_not_negative"),
    (
        make.call_phase,
        {"received_count": 21, "admitted_count": 22},
        "call_phase_admitted_among_received",
    ),
    (
        make.call_requirement,
        {"subject": RequirementSubject.ACTIVITY, "accepted": []},
        "call_requirement_says_what_passes",
    ),
    (make.proposal, {"title": ""}, "proposal_named"),
    (make.proposal, {"admitted_on": JULY}, "proposal_submitted_first"),
    (
        make.proposal,
        {"submitted_at": NOON, "admitted_on": JULY, "inadmissible_on": JULY},
        "proposal_admitted_or_not",
    ),
    (
        make.proposal,
        {"submitted_at": NOON, "funded_on": JULY, "not_funded_on": JULY},
        "proposal_funded_or_not",
    ),
    (
        make.proposal,
        {"submitted_at": NOON, "inadmissible_on": JANUARY, "ranked_on": JULY},
        "proposal_inadmissible_not_ranked",
    ),
    (
        make.proposal,
        {"submitted_at": NOON, "reserve_on": JULY, "funded_on": JANUARY},
        "proposal_funded_after_reserve",
    ),
    (make.proposal, {"submitted_at": NOON, "score": 83}, "proposal_score_when_ranked"),
    (make.proposal, {"submitted_at": NOON, "rank": 2}, "proposal_rank_when_ranked"),
    (
        make.proposal,
        {"submitted_at": NOON, "ranked_on": JULY, "score": -1},
        "proposal_score_not_negative",
    ),
    (make.proposal, {"granted": 1_000_000}, "proposal_granted_when_funded"),
    (
        make.integration_request,
        {"requested_on": JULY, "due_on": JANUARY},
        "integration_request_dates_in_order",
    ),
    (make.proposal_partner, {"cost": -1, "requested": 0}, "proposal_partner_cost_not_negative"),
    (
        make.proposal_partner,
        {"cost": 10, "requested": 11},
        "proposal_partner_requested_within_cost",
    ),
    (
        make.proposal_partner,
        {"role": PartnerRole.ASSOCIATED},
        "proposal_partner_associated_without_cost",
    ),
    (make.project, {"title": ""}, "project_named"),
    (make.project, {"cup": "C11G0600000001"}, "project_cup_format"),
    (make.project, {"starts_on": JULY, "ends_on": JULY}, "project_period_in_order"),
    (make.project, {"starts_on": None}, "project_period_in_order"),
    (
        make.project,
        {"starts_on": JANUARY, "ends_on": JULY, "closed_on": JANUARY},
        "project_closed_after_its_end",
    ),
    (
        make.project,
        {"starts_on": JANUARY, "ends_on": JULY, "closed_on": JULY, "terminated_on": JULY},
        "project_closed_or_terminated",
    ),
    (
        make.project_suspension,
        {"starts_on": JULY, "ends_on": JANUARY},
        "project_suspension_period_in_order",
    ),
    (make.partnership, {"starts_on": JULY, "ends_on": JULY}, "partnership_period_in_order"),
    (make.partnership, {"cost_share": -1, "grant_share": 0}, "partnership_cost_not_negative"),
    (make.partnership, {"cost_share": 1, "grant_share": 2}, "partnership_grant_within_cost"),
    (
        make.partnership,
        {"role": PartnerRole.ASSOCIATED},
        "partnership_associated_without_cost",
    ),
    (make.work_package, {"number": 0}, "work_package_number_positive"),
    (make.work_package, {"starts_on": JULY, "ends_on": JANUARY}, "work_package_period_in_order"),
    (make.budget_line, {"cost": -1, "grant": 0}, "budget_line_cost_not_negative"),
    (make.budget_line, {"cost": 1, "grant": 2}, "budget_line_grant_within_cost"),
    (
        make.budget_line,
        {"category": CostCategory.TRAVEL, "person_months": 3},
        "budget_line_months_of_personnel",
    ),
    (make.deliverable, {"accepted_on": JULY}, "deliverable_accepted_once_delivered"),
    (make.claim, {"number": 0}, "claim_number_positive"),
    (make.claim, {"cup": "unknown"}, "claim_cup_format"),
    (make.claim, {"starts_on": JULY, "ends_on": JANUARY}, "claim_period_in_order"),
    (make.claim, {"approved": -1}, "claim_approved_not_negative"),
    (make.claim, {"paid": 1}, "claim_paid_within_approved"),
    (make.claim, {"approved": 1, "paid": 2}, "claim_paid_within_approved"),
    (make.claim_line, {"cost": 0}, "claim_line_cost_positive"),
    (make.claim_step, {"state": ClaimState.DRAFT}, "claim_step_leaves_the_draft"),
    (make.aid_grant, {"amount": 0}, "aid_grant_amount_positive"),
    (make.aid_grant, {"granted_on": JULY, "revoked_on": JANUARY}, "aid_grant_dates_in_order"),
    (make.agreement, {"title": ""}, "agreement_named"),
    (make.agreement, {"starts_on": None}, "agreement_period_in_order"),
    (make.agreement, {"notice_days": -1}, "agreement_notice_not_negative"),
    (
        make.agreement,
        {"termination_requested_on": JULY, "terminated_on": JANUARY},
        "agreement_terminated_once_requested",
    ),
    (
        make.agreement_party,
        {"signed_on": JULY, "left_on": JANUARY},
        "agreement_party_dates_in_order",
    ),
    (make.agreement_term, {"amount": -1}, "agreement_term_amount_not_negative"),
    (
        make.agreement_term,
        {"starts_on": JULY, "ends_on": JANUARY},
        "agreement_term_period_in_order",
    ),
    (make.opportunity, {"title": ""}, "opportunity_named"),
    (make.opportunity, {"places": 0}, "opportunity_places_positive"),
    (make.opportunity, {"monthly_pay": -1}, "opportunity_pay_not_negative"),
    (make.opportunity, {"starts_on": JULY, "ends_on": JULY}, "opportunity_period_in_order"),
    (
        make.opportunity,
        {"published_on": JULY, "closes_on": JULY},
        "opportunity_closes_after_publication",
    ),
    (make.opportunity, {"published_on": None, "filled_on": JULY}, "opportunity_published_first"),
    (
        make.opportunity,
        {"published_on": JULY, "closes_on": None, "withdrawn_on": JANUARY},
        "opportunity_dates_in_order",
    ),
    (
        make.opportunity,
        {"kind": OpportunityKind.INTERNSHIP},
        "opportunity_internship_curricular_or_not",
    ),
    (make.opportunity, {"is_curricular": True}, "opportunity_internship_curricular_or_not"),
]


@pytest.mark.parametrize(("maker", "values", "name"), REFUSED)
async def test_a_row_that_cannot_be_true(maker: Maker, values: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        await maker(**values)

    assert broken_constraint(refused) == name


async def twice(maker: Maker, **values: Any) -> str:
    """The constraint that stops the second of two rows that agree in these values."""
    await maker(**values)
    with pytest.raises(IntegrityError) as refused:
        await maker(**values)
    return broken_constraint(refused)


async def test_what_may_occur_once_only() -> None:
    call, proposal, project = (
        await make.funding_call(),
        await make.proposal(),
        await make.project(),
    )
    company, claim = await organization(), await make.claim()

    assert {
        await twice(make.call_phase, funding_call=call, number=1, opens_at=None, closes_at=None),
        await twice(make.call_requirement, funding_call=call, number=1),
        await twice(make.proposal_partner, proposal=proposal, organization=company),
        await twice(make.work_package, project=project, number=1),
        await twice(make.deliverable, project=project, code="D1.1"),
        await twice(make.claim, partnership=await make.partnership(), number=1),
        await twice(make.claim_step, claim=claim, taken_at=NOON),
        await twice(make.agreement_party, agreement=await make.agreement(), organization=company),
    } == {
        "call_phase_number_once",
        "call_requirement_number_once",
        "proposal_partner_organization_once",
        "work_package_number_once",
        "deliverable_code_once",
        "claim_number_once",
        "claim_step_one_at_a_time",
        "agreement_party_organization_once",
    }


async def test_a_budget_has_one_line_a_cell() -> None:
    partnership = await make.partnership()
    package = await make.work_package(project=await partnership.project)
    await make.budget_line(partnership=partnership, work_package=package)

    assert (
        await twice(make.budget_line, partnership=partnership, category=CostCategory.TRAVEL)
        == "budget_line_cell_once"
    )


async def test_a_claim_names_a_line_once() -> None:
    claim = await make.claim()
    line = await make.budget_line(partnership=await claim.partnership)

    assert (
        await twice(make.claim_line, claim=claim, budget_line=line) == "claim_line_budget_line_once"
    )


async def test_a_proposal_has_one_lead() -> None:
    proposal = await make.proposal()

    assert (
        await twice(make.proposal_partner, proposal=proposal, role=PartnerRole.LEAD)
        == "proposal_partner_one_lead"
    )


async def test_windows_of_a_call_do_not_overlap() -> None:
    call = await make.funding_call()
    opens_at, closes_at = make.noon(JANUARY), make.noon(JULY)
    await make.call_phase(funding_call=call, opens_at=opens_at, closes_at=closes_at)
    await make.call_phase(funding_call=call, opens_at=closes_at, closes_at=None)
    await make.call_phase(funding_call=call, opens_at=None, closes_at=None)

    with pytest.raises(IntegrityError) as refused:
        await make.call_phase(
            funding_call=call,
            opens_at=opens_at - timedelta(days=1),
            closes_at=opens_at + timedelta(seconds=1),
        )

    assert broken_constraint(refused) == "call_phase_no_overlap"


async def test_an_organization_is_a_partner_once_a_day() -> None:
    project, company = await make.project(), await organization()
    await make.partnership(project=project, organization=company, starts_on=JANUARY, ends_on=JULY)
    await make.partnership(project=project, organization=company, starts_on=JULY)

    with pytest.raises(IntegrityError) as refused:
        await make.partnership(
            project=project, organization=company, starts_on=JULY + timedelta(days=9)
        )

    assert broken_constraint(refused) == "partnership_no_overlap"


async def test_the_lead_may_change_but_never_be_double() -> None:
    project, lead = await make.project(), {"role": PartnerRole.LEAD}
    await make.partnership(project=project, starts_on=JANUARY, ends_on=JULY, **lead)
    await make.partnership(project=project, starts_on=JULY, **lead)

    with pytest.raises(IntegrityError) as refused:
        await make.partnership(
            project=project, starts_on=JULY - timedelta(days=1), ends_on=JULY, **lead
        )

    assert broken_constraint(refused) == "partnership_one_lead"


async def test_suspensions_do_not_overlap() -> None:
    project = await make.project()

    assert await twice(make.project_suspension, project=project) == "project_suspension_no_overlap"


async def test_what_hangs_on_a_project_comes_from_the_same_project() -> None:
    project, stranger = await make.project(), await make.partnership()
    package = await make.work_package()
    own = await make.partnership(project=project)
    crossed: list[tuple[Maker, dict[str, Any], str]] = [
        (make.work_package, {"project": project, "lead": stranger}, "work_package_lead"),
        (
            make.budget_line,
            {"partnership": stranger, "project_id": project.id},
            "budget_line_partnership",
        ),
        (
            make.budget_line,
            {"partnership": own, "work_package": package},
            "budget_line_work_package",
        ),
        (
            make.deliverable,
            {"project": project, "work_package": package},
            "deliverable_work_package",
        ),
        (
            make.deliverable,
            {"project": project, "responsible": stranger},
            "deliverable_responsible",
        ),
        (make.claim, {"partnership": stranger, "project_id": project.id}, "claim_partnership"),
    ]

    for maker, values, name in crossed:
        with pytest.raises(IntegrityError) as refused:
            await maker(**values)
        assert broken_constraint(refused) == f"{name}_same_project"


async def test_a_proposal_belongs_to_the_call_of_its_phase_and_of_its_project() -> None:
    call, phase, proposal = (
        await make.funding_call(),
        await make.call_phase(),
        await make.proposal(),
    )

    with pytest.raises(IntegrityError) as other_phase:
        await make.proposal(funding_call=call, phase=phase)
    with pytest.raises(IntegrityError) as other_project:
        await make.project(funding_call=call, proposal=proposal)
    with pytest.raises(IntegrityError) as no_call:
        await make.project(proposal=proposal)

    assert broken_constraint(other_phase) == "proposal_phase_same_funding_call"
    assert broken_constraint(other_project) == "project_proposal_same_funding_call"
    assert broken_constraint(no_call) == "project_proposal_has_a_call"


async def test_a_claim_names_lines_of_its_own_partner_only() -> None:
    claim, line = await make.claim(), await make.budget_line()

    with pytest.raises(IntegrityError) as refused:
        await make.claim_line(claim=claim, budget_line=line)

    assert broken_constraint(refused) == "claim_line_budget_line_same_partnership"


async def test_an_agreement_is_not_its_own_parent() -> None:
    agreement = await make.agreement()
    agreement.parent_id = agreement.id

    with pytest.raises(IntegrityError) as refused:
        await agreement.save()

    assert broken_constraint(refused) == "agreement_not_own_parent"


class TestTheBudgetStaysWithinItsPartnersShare:
    async def test_a_line_too_much_is_refused(self) -> None:
        partnership = await make.partnership(cost_share=Decimal(100), grant_share=Decimal(50))
        lines = {"partnership": partnership, "grant": Decimal(0)}
        await make.budget_line(cost=Decimal(60), **lines)

        with pytest.raises(IntegrityError) as refused:
            await make.budget_line(cost=Decimal("40.01"), category=CostCategory.SERVICES, **lines)

        assert broken_constraint(refused) == "budget_line_within_share"
        assert await BudgetLine.filter(partnership=partnership).count() == 1

    async def test_a_share_does_not_shrink_below_its_lines(self) -> None:
        partnership = await make.partnership(cost_share=Decimal(100), grant_share=Decimal(50))
        await make.budget_line(partnership=partnership, cost=Decimal(100), grant=Decimal(50))
        partnership.grant_share = Decimal("49.99")

        with pytest.raises(IntegrityError) as refused:
            await partnership.save()

        assert broken_constraint(refused) == "budget_line_within_share"

    async def test_lines_may_be_moved_about_within_one_transaction(self) -> None:
        partnership = await make.partnership(cost_share=Decimal(100), grant_share=Decimal(50))
        line = await make.budget_line(partnership=partnership, cost=Decimal(100), grant=Decimal(50))

        async with in_transaction() as transaction:
            await BudgetLine.filter(id=line.id).using_db(transaction).update(cost=120)
            await Partnership.filter(id=partnership.id).using_db(transaction).update(cost_share=120)

        assert (await Partnership.get(id=partnership.id)).cost_share == Decimal(120)

    async def test_two_at_once_do_not_slip_through(self, database_url: str) -> None:
        partnership = await make.partnership(cost_share=Decimal(100), grant_share=Decimal(50))
        line = await make.budget_line(partnership=partnership, cost=Decimal(10), grant=Decimal(0))
        copied = (
            "INSERT INTO budget_line (id, created_at, version, project_id, partnership_id,"
            ' category, cost, "grant") SELECT gen_random_uuid(), created_at, version, project_id,'
            ' partnership_id, $2, 60, "grant" FROM budget_line WHERE id = $1'
        )

        async def add(category: CostCategory, barrier: asyncio.Barrier) -> None:
            connection = await asyncpg.connect(database_url)
            try:
                async with connection.transaction():
                    await connection.execute(copied, line.id, category.value)
                    await barrier.wait()
            finally:
                await connection.close()

        barrier = asyncio.Barrier(2)
        ended = await asyncio.gather(
            add(CostCategory.TRAVEL, barrier),
            add(CostCategory.SERVICES, barrier),
            return_exceptions=True,
        )

        assert sorted(type(each).__name__ for each in ended) == ["CheckViolationError", "NoneType"]

"""Alfa and Beta, two members; what Beta has is private, and written so that it is recognized."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.database import connected
from hub.incubation.models import Startup
from hub.incubation.terms import ConflictKind, Recommendation, Stage
from hub.members.models import Organization, Person
from hub.members.terms import Visibility
from hub.projects.terms import PartnerRole
from hub.record.changes import Changes
from hub.rows import Row
from schema.compiler.declare import ENTITIES
from tests.access.secrets import VALUES
from tests.keys import KEYS
from tests.make import accounts, incubation, members, projects, record, spaces
from tests.make.incubation import noon
from tests.make.members import days_ago

PRIVATE = Visibility.PRIVATE


async def build(url: str) -> dict[str, Viewer]:
    """Fill an empty database; who asks, by name."""
    async with connected(url):
        alfa = await members.organization("Alfa", listing=Visibility.PUBLIC)
        anna = await members.person("Anna Alfa", listing=Visibility.PUBLIC)
        await members.affiliation(person=anna, organization=alfa, is_administrator=True)
        await members.membership(organization=alfa)
        beta, bianca = await _beta(alfa)
        await members.organization("Gamma", listing=Visibility.PUBLIC)
        guest = await members.person("Gino Guest")
        colleague = await members.person("Cora Beta")
        await members.affiliation(person=colleague, organization=beta)
        await _spaces(alfa, beta, bianca)
        await _accounts(beta, bianca)
        await _startup(beta, bianca)
        await _projects(alfa, beta, bianca)
        await _history(beta, bianca)
        return _viewers(alfa.id, beta.id, anna=anna.id, cora=colleague.id, gino=guest.id)


def secret(*names: str) -> dict[str, Any]:
    """The private values of these fields, as columns."""
    return {name.partition(".")[2]: VALUES[name] for name in names}


async def _beta(alfa: Organization) -> tuple[Organization, Person]:
    beta = await members.organization(
        listing=PRIVATE,
        parent=alfa,
        **secret("Organization.name", "Organization.phone", "Organization.sector"),
    )
    bianca = await members.person(
        listing=PRIVATE,
        **secret("Person.email", "Person.phone", "Person.bio", "Person.fiscal_code"),
        **secret("Person.name"),
    )
    await members.affiliation(
        person=bianca, organization=beta, is_administrator=True, **secret("Affiliation.title")
    )
    await members.headcount(
        int(VALUES["Headcount.employees"]), organization=beta, **secret("Headcount.source")
    )
    await members.consent_record(organization=beta, **secret("ConsentRecord.source"))
    membership = await members.application(
        organization=beta,
        decided_on=days_ago(390),
        decision="ADMITTED",
        **secret("Membership.number", "Membership.motivation", "Membership.decision_note"),
    )
    period = await members.period(membership=membership, **secret("MembershipPeriod.note"))
    await members.suspension(
        membership=membership,
        starts_on=days_ago(200),
        ends_on=days_ago(100),
        **secret("Suspension.reason"),
    )
    await members.document(
        membership=membership,
        reviewed_on=days_ago(300),
        is_accepted=False,
        **secret("MembershipDocument.name", "MembershipDocument.refusal_reason"),
    )
    line = await members.fee_line(
        membership=membership,
        period=period,
        issued_on=days_ago(5),
        **secret("FeeLine.description", "FeeLine.invoice_number", "FeeLine.amount"),
    )
    await members.payment(fee_line=line, **secret("Payment.reference", "Payment.amount"))
    await members.reminder(fee_line=line)
    await members.fee_line(
        membership=membership, credited_on=days_ago(1), **secret("FeeLine.credit_reason")
    )
    cloud = await members.competence("cloud")
    await beta.competences.add(cloud)
    await bianca.competences.add(cloud)
    return beta, bianca


async def _spaces(alfa: Organization, beta: Organization, bianca: Person) -> None:
    room = await spaces.space("Sala")
    nine = spaces.tomorrow_at(9)
    await spaces.booking(nine + timedelta(hours=4), space=room, organization=alfa, title="Nostra")
    booked = await spaces.booking(
        nine,
        space=room,
        organization=beta,
        person=bianca,
        **secret("Booking.title", "Booking.note", "Booking.price", "Booking.attendees"),
    )
    await spaces.guest(booking=booked, **secret("BookingAttendee.name", "BookingAttendee.email"))
    await spaces.rule(
        space=room, organization=beta, **secret("BookingRule.name", "BookingRule.max_minutes")
    )
    await spaces.quota(organization=beta, **secret("BookingQuota.name", "BookingQuota.max_minutes"))
    await spaces.booking(
        nine + timedelta(hours=2),
        space=room,
        organization=beta,
        title=booked.title,
        price="0.00",
        **secret("Booking.free_reason"),
    )
    await spaces.series(
        space=room, organization=beta, **secret("BookingSeries.title", "BookingSeries.note")
    )
    await spaces.waitlist_entry(
        space=room, organization=beta, person=bianca, **secret("WaitlistEntry.title")
    )
    lease = await spaces.lease(organization=beta, **secret("Lease.note", "Lease.monthly_amount"))
    await spaces.rent_step(lease=lease, **secret("RentStep.reason"))
    await spaces.allowance(int(VALUES["Allowance.minutes_per_month"]), organization=beta)


async def _accounts(beta: Organization, bianca: Person) -> None:
    account = await accounts.account(person=bianca, **secret("Account.email"))
    await accounts.api_token(account=account, person=bianca, **secret("ApiToken.name"))
    await accounts.session(account=account, **secret("Session.client"))
    await accounts.role_grant(Role.OBSERVER, account=account)
    await accounts.invitation(organization=beta, **secret("Invitation.email", "Invitation.title"))


async def _startup(beta: Organization, bianca: Person) -> None:
    startup = await incubation.startup(
        organization=beta, is_stealth=True, **secret("Startup.name", "Startup.pitch")
    )
    await incubation.stage_change(
        startup=startup, stage=Stage.SELECTED, **secret("StageChange.reason")
    )
    await incubation.milestone(startup=startup, **secret("Milestone.title"))
    await incubation.funding_round(
        startup=startup, **secret("FundingRound.investors", "FundingRound.amount")
    )
    await incubation.exit(startup=startup, **secret("Exit.reason"))
    await incubation.register_entry(startup=startup, **secret("RegisterEntry.evidence"))
    mentor = await incubation.mentor(is_listed=True)
    await incubation.mentorship(mentor=mentor, startup=startup, **secret("Mentorship.goals"))
    await incubation.session(mentor=mentor, startup=startup, **secret("MentoringSession.topic"))
    month = await incubation.kpi_period(startup=startup)
    report = await incubation.kpi_report(period=month, **secret("KpiReport.note"))
    await incubation.kpi_value(report=report, **secret("KpiValue.amount"))
    await _application(startup, beta, bianca)


async def _application(startup: Startup, beta: Organization, bianca: Person) -> None:
    programme = await incubation.programme(is_public=True)
    intake = await incubation.intake(programme=programme)
    application = await incubation.application(
        intake=intake,
        organization=beta,
        startup=startup,
        screened_on=days_ago(9),
        decided_on=days_ago(8),
        decision="REJECTED",
        **secret("Application.problem", "Application.decision_reason"),
    )
    await incubation.information_request(
        application=application, **secret("InformationRequest.question")
    )
    review = await incubation.review(
        application=application,
        recommendation=Recommendation.NO,
        finalised_at=noon(days_ago(9)),
        **secret("Review.comment"),
    )
    criterion = await incubation.criterion(intake=intake)
    await incubation.score(review=review, criterion=criterion, **secret("Score.comment"))
    await incubation.conflict_of_interest(
        application=application, kind=ConflictKind.OTHER, **secret("ConflictOfInterest.note")
    )


async def _projects(alfa: Organization, beta: Organization, bianca: Person) -> None:
    call = await projects.funding_call(funder=alfa)
    proposal = await projects.proposal(
        funding_call=call, **secret("Proposal.title", "Proposal.summary")
    )
    await projects.proposal_partner(
        proposal=proposal,
        organization=beta,
        role=PartnerRole.LEAD,
        requested=0,
        **secret("ProposalPartner.cost"),
    )
    await projects.integration_request(proposal=proposal, **secret("IntegrationRequest.request"))
    project = await projects.project(
        funding_call=call,
        proposal=proposal,
        **secret("Project.title", "Project.termination_reason"),
    )
    await projects.project_suspension(project=project, **secret("ProjectSuspension.reason"))
    partner = await projects.partnership(
        project=project,
        organization=beta,
        role=PartnerRole.LEAD,
        grant_share=0,
        **secret("Partnership.cost_share"),
    )
    package = await projects.work_package(
        project=project, lead=partner, **secret("WorkPackage.title")
    )
    line = await projects.budget_line(
        partnership=partner, work_package=package, grant=0, **secret("BudgetLine.cost")
    )
    await projects.deliverable(project=project, **secret("Deliverable.title"))
    claim = await projects.claim(partnership=partner, **secret("Claim.approved"))
    await projects.claim_line(claim=claim, budget_line=line, **secret("ClaimLine.description"))
    await projects.claim_step(claim=claim, taken_by=bianca, **secret("ClaimStep.note"))
    await projects.aid_grant(organization=beta, project=project, **secret("AidGrant.grantor"))
    agreement = await projects.agreement(project=project, **secret("Agreement.title"))
    await projects.agreement_party(
        agreement=agreement, organization=beta, **secret("AgreementParty.signatory_name")
    )
    await projects.agreement_term(agreement=agreement, **secret("AgreementTerm.description"))
    await projects.opportunity(organization=beta, published_on=None, **secret("Opportunity.title"))


async def _history(beta: Organization, bianca: Person) -> None:
    """Every private value was set by an act of its own, and all of them by one of everybody's."""
    together = Changes(KEYS)
    for name, value in VALUES.items():
        type_name, _, column = name.partition(".")
        model = ENTITIES[type_name].model
        assert model is not None
        row = await model.filter(**{column: value}).order_by("id").first()
        assert isinstance(row, Row)
        alone = Changes(KEYS)
        for changes in (alone, together):
            changes.note(row, {}, {column: value})
        for owner in (beta, bianca):
            alone.touch(owner)
        await record.told(alone, act="set_something")
    await record.told(together, act="set_everything")


def _viewers(alfa: UUID, beta: UUID, *, anna: UUID, cora: UUID, gino: UUID) -> dict[str, Viewer]:
    actors = {
        "anonymous": ANONYMOUS,
        "guest": Actor(roles=frozenset({Role.MEMBER}), person_id=gino),
        "member": Actor(frozenset({Role.MEMBER}), anna, (alfa,), is_member=True),
        "administrator": Actor(
            frozenset({Role.ADMINISTRATOR}), anna, (alfa,), (alfa,), is_member=True
        ),
        "own": Actor(frozenset({Role.MEMBER}), cora, (beta,), is_member=True),
        "head": Actor(frozenset({Role.ADMINISTRATOR}), cora, (beta,), (beta,), is_member=True),
    }
    desks = (Role.DIRECTION, Role.FRONT_DESK, Role.INCUBATION, Role.PROJECTS, Role.OBSERVER)
    actors |= {role.name.lower(): Actor(roles=frozenset({role})) for role in desks}
    return {name: Viewer(clock.now(), clock.today(), actor) for name, actor in actors.items()}

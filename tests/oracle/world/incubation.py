"""The start-ups of the world: their stages, their selection, their mentors and their numbers."""

from datetime import date, timedelta

from hub import clock
from hub.incubation.models import Programme, Startup
from hub.incubation.terms import (
    ApplicationDecision,
    Audience,
    ConflictKind,
    ExitKind,
    FundingKind,
    Metric,
    Recommendation,
    RegisterSection,
    Stage,
)
from tests.make import incubation as make
from tests.make.incubation import noon
from tests.make.members import days_ago
from tests.oracle.world.members import Organizations, People

Startups = dict[str, Startup]

GROWING = (Stage.SELECTED, Stage.PRE_INCUBATION, Stage.INCUBATION)


async def startups(parties: Organizations) -> Startups:
    """In the open and in stealth, supported, given up, and not yet begun."""
    return {
        "open": await make.startup(
            "Ònda", stages=GROWING, organization=parties["beta"], pitch="Città e dati"
        ),
        "stealth": await make.startup(
            "onda", stages=GROWING[:2], is_stealth=True, sector="Software", founded_on=days_ago(90)
        ),
        "idea": await make.startup("Seme", stages=(Stage.IDEA,)),
        "ceased": await make.startup("Vecchia", stages=(Stage.ALUMNI, Stage.CEASED)),
        "unstaged": await make.startup("Àncora"),
    }


async def teams(found: Startups, persons: People) -> None:
    await make.startup_member(startup=found["open"], person=persons["elena"], is_public=True)
    await make.startup_member(startup=found["open"], person=persons["dario"], ends_on=days_ago(5))
    await make.startup_member(startup=found["stealth"], person=persons["hugo"], title="CTO")
    await make.milestone(startup=found["open"], reached_on=days_ago(4), due_on=days_ago(8))
    await make.milestone(startup=found["open"], due_on=days_ago(8), evidence="Contratto")
    await make.milestone(startup=found["stealth"], dropped_on=days_ago(1))
    await make.funding_round("90000.00", startup=found["open"], is_public=True)
    await make.funding_round(startup=found["open"], kind=FundingKind.GRANT, investors="Regione")
    await make.exit(startup=found["ceased"], kind=ExitKind.ACQUIRED, amount="1000000.00")
    entry = await make.register_entry(startup=found["open"], evidence="Brevetto")
    await make.register_extension(entry=entry, granted_on=days_ago(20))
    await make.register_confirmation(entry=entry)
    await make.register_entry(
        startup=found["ceased"],
        section=RegisterSection.SME,
        registered_on=date(2019, 1, 1),
        lost_on=date(2024, 5, 1),
    )


async def selection(found: Startups, parties: Organizations, persons: People) -> Programme:
    """A decided intake, one in review that is blind, one that nobody knows of yet."""
    programme = await make.programme(is_public=True, organization=parties["city"], places=5)
    quiet = await make.programme("Quieto", ends_on=days_ago(-100))
    intake = await make.intake(
        programme=programme,
        hides_applicants=False,
        opens_at=noon(days_ago(90)),
        closes_at=noon(days_ago(50)),
        decided_at=noon(days_ago(5)),
    )
    blind = await make.intake(programme=programme, places=2)
    await make.intake(programme=quiet, published_at=None)
    decided = await make.application(
        intake=intake,
        startup=found["open"],
        person=persons["elena"],
        decided_on=days_ago(6),
        decision=ApplicationDecision.SELECTED,
        team_size=3,
    )
    asked = await make.application(intake=blind, organization=parties["hidden"], pitch="Idea")
    await make.application(intake=blind, person=persons["hugo"], screened_on=days_ago(12))
    await make.draft(intake=blind, organization=parties["alfa"])
    await make.information_request(application=asked)
    await make.information_request(
        application=decided, answered_on=days_ago(8), answer="Sì", due_on=days_ago(1)
    )
    criteria = [await make.criterion(weight, intake=intake) for weight in ("1.00", "2.50")]
    final = await make.review(
        application=decided,
        reviewer=persons["gina"],
        recommendation=Recommendation.YES,
        finalised_at=noon(days_ago(7)),
    )
    for criterion, points in zip(criteria, (4, 1), strict=True):
        await make.score(points, review=final, criterion=criterion)
    other = await make.review(
        application=decided,
        reviewer=persons["fabio"],
        recommendation=Recommendation.NO,
        finalised_at=noon(days_ago(6)),
    )
    await make.score(None, review=other, criterion=criteria[0])
    await make.score(2, review=other, criterion=criteria[1])
    await make.review(application=asked, reviewer=persons["gina"], due_on=days_ago(-3))
    await make.review(application=asked, reviewer=persons["bruno"], declined_on=days_ago(2))
    await make.conflict_of_interest(
        application=asked, person=persons["fabio"], kind=ConflictKind.FAMILY
    )
    await make.participation(startup=found["open"], programme=programme, application=decided)
    await make.participation(startup=found["stealth"], programme=quiet, ends_on=days_ago(9))
    return programme


async def mentoring(found: Startups, persons: People) -> None:
    listed = await make.mentor(
        person=persons["fabio"], is_listed=True, expertise=["vendite", "bilancio"], languages=["it"]
    )
    quiet = await make.mentor(person=persons["bruno"], ends_on=days_ago(-2), monthly_minutes=120)
    await make.mentorship(mentor=listed, startup=found["open"], is_primary=True)
    await make.mentorship(mentor=quiet, startup=found["stealth"])
    await make.mentorship(mentor=quiet, startup=found["open"], starts_on=None)
    await make.mentorship(
        mentor=listed, startup=found["stealth"], starts_on=None, declined_on=days_ago(39)
    )
    now = clock.now()
    await make.session(mentor=listed)
    await make.session(
        now + timedelta(days=2), mentor=listed, startup=found["open"], topic="Prezzo"
    )
    await make.session(now - timedelta(days=5), mentor=listed, startup=found["open"])
    await make.session(
        now - timedelta(days=9),
        mentor=listed,
        startup=found["open"],
        confirmed_by_mentor_at=now - timedelta(days=8),
        confirmed_by_startup_at=now - timedelta(days=1),
    )
    await make.session(now - timedelta(days=3), mentor=quiet)
    await make.session(now + timedelta(days=3), mentor=quiet, cancelled_at=now)


async def numbers(found: Startups, persons: People) -> None:
    """A month corrected once, one that is late, one still due, and each audience."""
    month = await make.kpi_period(date(2027, 2, 1), startup=found["open"])
    first = await make.kpi_report(period=month, filed_at=noon(date(2027, 3, 5)))
    await make.kpi_value(report=first, audience=Audience.PUBLIC)
    second = await make.kpi_report(
        period=month,
        revision=2,
        filed_at=noon(date(2027, 4, 5)),
        filed_by=persons["elena"],
        reason="Errore",
    )
    for metric, amount, audience in (
        (Metric.EMPLOYEES, "6", Audience.MENTORS),
        (Metric.REVENUE, "15000.50", Audience.MEMBERS),
        (Metric.CASH, "-10", Audience.DESK),
    ):
        await make.kpi_value(amount, report=second, metric=metric, audience=audience)
    await make.kpi_period(date(2027, 3, 1), startup=found["open"])
    await make.kpi_period(date(2027, 4, 1), startup=found["open"])
    hidden = await make.kpi_period(date(2027, 2, 1), startup=found["stealth"])
    report = await make.kpi_report(period=hidden, filed_at=noon(date(2027, 3, 9)))
    await make.kpi_value(report=report, audience=Audience.PUBLIC)

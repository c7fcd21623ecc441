"""What the database refuses, by the name of the constraint."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError

from hub.incubation.followup_models import MentoringSession
from hub.incubation.rules import FIRST_STAGES, TRANSITIONS
from hub.incubation.terms import (
    ApplicationDecision,
    ConflictKind,
    ExitKind,
    ExtensionRequirement,
    Metric,
    Stage,
)
from tests.make import incubation as make
from tests.make.members import days_ago, person

pytestmark = pytest.mark.usefixtures("connection")

Maker = Callable[..., Awaitable[Any]]


def broken_constraint(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    name = error.value.__cause__.constraint_name  # type: ignore[union-attr]
    return str(name)


JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
SUBMITTED = make.noon(JANUARY)
HOUR = timedelta(hours=1)

REFUSED: list[tuple[Maker, dict[str, Any], str]] = [
    (make.startup_member, {"starts_on": JULY, "ends_on": JULY}, "startup_member_period_in_order"),
    (make.stage_change, {"reason": ""}, "stage_change_reason_given"),
    (make.stage_change, {"position": 2}, "stage_change_follows_previous"),
    (make.stage_change, {"position": 0}, "stage_change_follows_previous"),
    (make.participation, {"starts_on": JULY, "ends_on": JANUARY}, "participation_period_in_order"),
    (make.participation, {"mentoring_minutes": -1}, "participation_minutes_not_negative"),
    (make.milestone, {"title": ""}, "milestone_title_given"),
    (make.milestone, {"reached_on": JULY, "dropped_on": JULY}, "milestone_one_end"),
    (make.funding_round, {"amount": "0.00"}, "funding_round_amount_positive"),
    (
        make.exit,
        {"kind": ExitKind.ACQUIRED, "amount": "-1.00"},
        "startup_exit_amount_not_negative",
    ),
    (make.exit, {"amount": "1.00"}, "startup_exit_amount_of_sale"),
    (make.programme, {"starts_on": JULY, "ends_on": JULY}, "programme_period_in_order"),
    (make.programme, {"places": 0}, "programme_places_positive"),
    (make.programme, {"mentoring_minutes": -1}, "programme_minutes_not_negative"),
    (make.programme, {"report_days": 0}, "programme_report_days_in_range"),
    (make.intake, {"name": ""}, "intake_name_given"),
    (make.intake, {"closes_at": make.noon(days_ago(41))}, "intake_window_in_order"),
    (make.intake, {"decided_at": make.noon(days_ago(11))}, "intake_decided_after_closing"),
    (
        make.intake,
        {"decided_at": make.noon(days_ago(5)), "cancelled_at": make.noon(days_ago(4))},
        "intake_one_end",
    ),
    (make.intake, {"places": 0}, "intake_places_positive"),
    (make.intake, {"reviews_needed": 0}, "intake_reviews_in_range"),
    (make.criterion, {"name": ""}, "criterion_name_given"),
    (make.criterion, {"weight": "0.00"}, "criterion_weight_positive"),
    (make.draft, {"person": None}, "application_party"),
    (make.draft, {"startup_name": ""}, "application_startup_name_given"),
    (make.draft, {"team_size": 0}, "application_team_size_positive"),
    (make.draft, {"revision": 0}, "application_revision_positive"),
    (make.draft, {"screened_on": JULY}, "application_submitted_first"),
    (make.application, {"decided_on": JULY}, "application_decision_dated"),
    (
        make.application,
        {
            "screened_on": JULY,
            "decided_on": JANUARY,
            "decision": ApplicationDecision.REJECTED,
        },
        "application_dates_in_order",
    ),
    (make.information_request, {"question": ""}, "information_request_question_given"),
    (
        make.information_request,
        {"asked_on": JULY, "answered_on": JANUARY, "answer": "We."},
        "information_request_dates_in_order",
    ),
    (
        make.information_request,
        {"asked_on": JULY, "due_on": JANUARY},
        "information_request_due_after_asking",
    ),
    (make.information_request, {"answer": "We."}, "information_request_answer_dated"),
    (make.review, {"finalised_at": SUBMITTED}, "review_final_with_recommendation"),
    (make.review, {"assigned_on": JULY, "declined_on": JANUARY}, "review_dates_in_order"),
    (
        make.review,
        {
            "finalised_at": make.noon(days_ago(1)),
            "declined_on": days_ago(1),
            "recommendation": "YES",
        },
        "review_one_end",
    ),
    (make.review, {"application_revision": 0}, "review_revision_positive"),
    (make.score, {"points": 6}, "score_points_in_range"),
    (
        make.conflict_of_interest,
        {"kind": ConflictKind.OTHER},
        "conflict_of_interest_other_explained",
    ),
    (make.mentor, {"starts_on": JULY, "ends_on": JULY}, "mentor_period_in_order"),
    (make.mentor, {"monthly_minutes": -1}, "mentor_minutes_not_negative"),
    (
        make.mentorship,
        {"proposed_on": JANUARY, "starts_on": JULY, "ends_on": JULY},
        "mentorship_period_in_order",
    ),
    (make.mentorship, {"starts_on": None, "ends_on": JULY}, "mentorship_ends_after_start"),
    (
        make.mentorship,
        {"proposed_on": JULY, "starts_on": JANUARY},
        "mentorship_starts_after_proposal",
    ),
    (
        make.mentorship,
        {"proposed_on": JULY, "starts_on": None, "declined_on": JANUARY},
        "mentorship_declined_after_proposal",
    ),
    (make.mentorship, {"declined_on": days_ago(20)}, "mentorship_one_answer"),
    (
        make.session,
        {"starts_at": SUBMITTED, "ends_at": SUBMITTED + timedelta(minutes=29)},
        "mentoring_session_half_an_hour",
    ),
    (make.session, {"booked_at": SUBMITTED}, "mentoring_session_booking_dated"),
    (
        make.session,
        {"starts_at": SUBMITTED, "confirmed_by_mentor_at": SUBMITTED + HOUR},
        "mentoring_session_confirmed_when_held",
    ),
    (make.kpi_period, {"month_on": date(2026, 9, 2)}, "kpi_period_begins_on_first_of_month"),
    (make.kpi_period, {"due_on": date(2026, 9, 30)}, "kpi_period_due_after_month"),
    (make.kpi_report, {"revision": 0, "reason": "None"}, "kpi_report_revision_positive"),
    (make.kpi_report, {"revision": 2}, "kpi_report_correction_explained"),
    (make.kpi_value, {"amount": "-1"}, "kpi_value_not_negative_but_cash"),
    (make.register_entry, {"lost_on": date(2024, 2, 29)}, "register_entry_period_in_order"),
    (make.register_entry, {"lost_reason": "60 months"}, "register_entry_loss_dated"),
    (
        make.register_extension,
        {"requirement": ExtensionRequirement.REVENUE_DOUBLED},
        "register_extension_requirement_fits",
    ),
    (
        make.register_confirmation,
        {"year": 2025, "confirmed_on": date(2024, 12, 31)},
        "register_confirmation_not_before_year",
    ),
]


@pytest.mark.parametrize(
    ("maker", "given", "constraint"),
    REFUSED,
    ids=[f"{constraint}-{n}" for n, (_, _, constraint) in enumerate(REFUSED)],
)
async def test_the_database_refuses(maker: Maker, given: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as error:
        await maker(**given)

    assert broken_constraint(error) == constraint


async def test_a_startup_has_a_name() -> None:
    startup = await make.startup()
    startup.name = ""

    with pytest.raises(IntegrityError) as error:
        await startup.save()

    assert broken_constraint(error) == "startup_name_given"


async def test_cash_may_be_below_zero() -> None:
    value = await make.kpi_value(metric=Metric.CASH, amount="-200.00")

    assert value.pk is not None


@pytest.mark.parametrize("stage", sorted(FIRST_STAGES))
async def test_a_history_may_begin_in_a_first_stage(stage: Stage) -> None:
    change = await make.stage_change(stage=stage)

    assert change.stage is stage


@pytest.mark.parametrize("stage", sorted(frozenset(Stage) - FIRST_STAGES))
async def test_a_history_begins_in_no_other_stage(stage: Stage) -> None:
    with pytest.raises(IntegrityError) as error:
        await make.stage_change(stage=stage)

    assert broken_constraint(error) == "stage_change_allowed"


def shortest_way(to: Stage) -> list[Stage]:
    ways = [[first] for first in sorted(FIRST_STAGES)]
    while ways[0][-1] is not to:
        way = ways.pop(0)
        ways += [[*way, after] for after in sorted(TRANSITIONS[way[-1]]) if after not in way]
    return ways[0]


async def outcome_of_move(before: Stage, after: Stage) -> str:
    """The name of the constraint that refuses the move; empty when none does."""
    startup = await make.startup(stages=shortest_way(before))
    last = await startup.stage_changes.order_by("-position").first()
    try:
        await make.stage_change(last, stage=after, entered_on=days_ago(1))
    except IntegrityError as error:
        return str(error.__cause__.constraint_name)  # type: ignore[union-attr]
    return ""


@pytest.mark.parametrize("stage", Stage)
async def test_only_the_allowed_stages_follow(stage: Stage) -> None:
    outcomes = {after: await outcome_of_move(stage, after) for after in Stage}

    assert {after for after in Stage if not outcomes[after]} == TRANSITIONS[stage]
    assert set(outcomes.values()) <= {"", "stage_change_allowed"}


async def test_a_history_has_no_gap() -> None:
    first = await make.stage_change(stage=Stage.INCUBATION)

    with pytest.raises(IntegrityError) as error:
        await make.stage_change(
            first, stage=Stage.GRADUATED, position=3, previous_position=2, entered_on=days_ago(1)
        )

    assert broken_constraint(error) == "stage_change_continues"


async def test_a_change_names_the_stage_that_it_leaves() -> None:
    first = await make.stage_change(stage=Stage.INCUBATION)

    with pytest.raises(IntegrityError) as error:
        await make.stage_change(
            first,
            previous_stage=Stage.GRADUATED,
            stage=Stage.ALUMNI,
            entered_on=days_ago(1),
        )

    assert broken_constraint(error) == "stage_change_continues"


async def test_a_history_has_one_branch() -> None:
    first = await make.stage_change(stage=Stage.INCUBATION)
    await make.stage_change(first, stage=Stage.ON_HOLD, entered_on=days_ago(1))

    with pytest.raises(IntegrityError) as error:
        await make.stage_change(first, stage=Stage.GRADUATED, entered_on=days_ago(1))

    assert broken_constraint(error) == "stage_change_once_per_position"


async def test_a_stage_is_not_entered_before_the_one_it_follows() -> None:
    first = await make.stage_change(stage=Stage.INCUBATION)

    with pytest.raises(IntegrityError) as error:
        await make.stage_change(first, stage=Stage.GRADUATED, entered_on=days_ago(31))

    assert broken_constraint(error) == "stage_change_dates_in_order"


async def test_a_past_change_is_not_rewritten() -> None:
    first = await make.stage_change(stage=Stage.INCUBATION)
    await make.stage_change(first, stage=Stage.GRADUATED, entered_on=days_ago(1))
    first.stage = Stage.ACCELERATION

    with pytest.raises(IntegrityError) as error:
        await first.save()

    assert broken_constraint(error) == "stage_change_continues"


async def test_a_person_is_in_a_team_once_at_a_time() -> None:
    team = {"startup": await make.startup(), "person": await person()}
    await make.startup_member(**team, starts_on=JANUARY, ends_on=JULY)
    await make.startup_member(**team, starts_on=JULY)

    with pytest.raises(IntegrityError) as error:
        await make.startup_member(**team, starts_on=date(2026, 8, 1))

    assert broken_constraint(error) == "startup_member_no_overlap"


async def test_a_startup_is_in_a_programme_once_at_a_time() -> None:
    place = {"startup": await make.startup(), "programme": await make.programme()}
    await make.participation(**place, starts_on=JANUARY, ends_on=JULY)

    with pytest.raises(IntegrityError) as error:
        await make.participation(**place, starts_on=date(2026, 6, 30))

    assert broken_constraint(error) == "participation_no_overlap"


async def test_the_intakes_of_a_programme_do_not_overlap() -> None:
    programme = await make.programme()
    opens_at, closes_at = make.noon(JANUARY), make.noon(JULY)
    await make.intake(
        programme=programme,
        opens_at=opens_at - HOUR,
        closes_at=closes_at,
        cancelled_at=opens_at,
    )
    await make.intake(programme=programme, opens_at=opens_at, closes_at=closes_at)
    await make.intake(programme=programme, opens_at=closes_at, closes_at=closes_at + HOUR)

    with pytest.raises(IntegrityError) as error:
        await make.intake(
            programme=programme, opens_at=closes_at - HOUR, closes_at=closes_at + HOUR
        )

    assert broken_constraint(error) == "intake_no_overlap"


async def test_an_applicant_has_one_open_question() -> None:
    application = await make.application()
    await make.information_request(
        application=application, asked_on=JANUARY, answered_on=JULY, answer="We."
    )
    await make.information_request(application=application)

    with pytest.raises(IntegrityError) as error:
        await make.information_request(application=application)

    assert broken_constraint(error) == "information_request_one_open"


async def test_a_reviewer_reviews_an_application_once() -> None:
    review = await make.review()

    with pytest.raises(IntegrityError) as error:
        await make.review(application=await review.application, reviewer=await review.reviewer)

    assert broken_constraint(error) == "review_once_per_reviewer"


async def test_a_review_scores_a_criterion_once() -> None:
    score = await make.score()

    with pytest.raises(IntegrityError) as error:
        await make.score(review=await score.review, criterion=await score.criterion)

    assert broken_constraint(error) == "score_once_per_criterion"


async def test_a_startup_has_one_primary_mentor_at_a_time() -> None:
    startup = await make.startup()
    await make.mentorship(startup=startup, is_primary=True)
    await make.mentorship(startup=startup)

    with pytest.raises(IntegrityError) as error:
        await make.mentorship(startup=startup, is_primary=True)

    assert broken_constraint(error) == "mentorship_one_primary"


async def test_a_mentor_accompanies_a_startup_once_at_a_time() -> None:
    pair = {"mentor": await make.mentor(), "startup": await make.startup()}
    await make.mentorship(**pair)
    await make.mentorship(**pair, starts_on=None)

    with pytest.raises(IntegrityError) as error:
        await make.mentorship(**pair)

    assert broken_constraint(error) == "mentorship_no_overlap"


async def test_a_mentor_is_in_one_session_at_a_time() -> None:
    mentor = await make.mentor()
    await make.session(SUBMITTED - HOUR / 2, mentor=mentor, cancelled_at=SUBMITTED)
    await make.session(SUBMITTED, mentor=mentor)
    await make.session(SUBMITTED + HOUR, mentor=mentor)

    with pytest.raises(IntegrityError) as error:
        await make.session(SUBMITTED + HOUR / 2, mentor=mentor)

    assert broken_constraint(error) == "mentoring_session_mentor_busy"


async def test_a_team_is_in_one_session_at_a_time() -> None:
    startup = await make.startup()
    await make.session(SUBMITTED, startup=startup)

    with pytest.raises(IntegrityError) as error:
        await make.session(SUBMITTED + HOUR / 2, startup=startup)

    assert broken_constraint(error) == "mentoring_session_team_busy"


async def test_free_sessions_of_several_mentors_may_be_at_one_time() -> None:
    await make.session(SUBMITTED)
    await make.session(SUBMITTED)

    assert await MentoringSession.all().count() == 2


async def test_a_session_is_not_confirmed_before_it_starts() -> None:
    session = await make.session(SUBMITTED, startup=await make.startup())
    session.confirmed_by_startup_at = SUBMITTED - HOUR

    with pytest.raises(IntegrityError) as error:
        await session.save()

    assert broken_constraint(error) == "mentoring_session_confirmed_after_start"


async def test_a_correction_is_another_revision() -> None:
    period = await make.kpi_period()
    await make.kpi_report(period=period)
    await make.kpi_report(period=period, revision=2, reason="Wrong month")

    with pytest.raises(IntegrityError) as error:
        await make.kpi_report(period=period, revision=2, reason="Once more")

    assert broken_constraint(error) == "kpi_report_once_per_revision"


async def test_a_month_is_reported_once() -> None:
    period = await make.kpi_period()

    with pytest.raises(IntegrityError) as error:
        await make.kpi_period(startup=await period.startup)

    assert broken_constraint(error) == "kpi_period_once_per_month"


async def test_a_company_stands_in_one_section_at_a_time() -> None:
    startup = await make.startup()
    await make.register_entry(startup=startup, lost_on=JANUARY)
    await make.register_entry(startup=startup, registered_on=JULY, section="SME")

    with pytest.raises(IntegrityError) as error:
        await make.register_entry(startup=startup, registered_on=date(2025, 12, 31))

    assert broken_constraint(error) == "register_entry_no_overlap"

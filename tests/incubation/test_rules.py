"""Where start-ups, applications, reviews and deadlines stand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from hub.clock import ROME
from hub.incubation.rules import (
    FIRST_STAGES,
    TRANSITIONS,
    ApplicationFacts,
    Change,
    IntakeFacts,
    SessionFacts,
    application_state,
    confirmation_due_on,
    days_in_stage,
    following,
    intake_state,
    is_current,
    is_listed,
    kpi_state,
    mean_score,
    milestone_state,
    must_leave_on,
    review_score,
    session_state,
    stage,
)
from hub.incubation.terms import (
    ApplicationDecision,
    RegisterExtensionKind,
    RegisterSection,
    Stage,
)

JUNE = date(2026, 6, 1)
JULY = date(2026, 7, 1)
HISTORY = [
    Change(Stage.SELECTED, date(2026, 1, 10)),
    Change(Stage.INCUBATION, date(2026, 2, 1)),
    Change(Stage.ON_HOLD, JUNE),
    Change(Stage.INCUBATION, JUNE),
]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 9), None),
        (date(2026, 1, 10), Stage.SELECTED),
        (date(2026, 1, 31), Stage.SELECTED),
        (date(2026, 2, 1), Stage.INCUBATION),
        (date(2026, 5, 31), Stage.INCUBATION),
        (JUNE, Stage.INCUBATION),
    ],
)
def test_the_stage_on_a_day_is_the_last_one_entered(day: date, expected: Stage | None) -> None:
    assert stage(HISTORY, day) is expected


def test_days_in_a_stage_are_counted_from_its_first() -> None:
    assert days_in_stage(HISTORY, date(2026, 2, 1)) == 0
    assert days_in_stage(HISTORY, date(2026, 3, 1)) == 28
    assert days_in_stage(HISTORY, date(2026, 1, 1)) is None


@pytest.mark.parametrize("is_stealth", [False, True])
def test_the_public_hears_of_a_startup_when_its_support_begins(*, is_stealth: bool) -> None:
    assert not is_listed(HISTORY, date(2026, 1, 20), is_stealth=is_stealth)
    assert is_listed(HISTORY, date(2026, 2, 1), is_stealth=is_stealth) is not is_stealth


def test_the_table_of_transitions_is_closed() -> None:
    reachable = FIRST_STAGES.union(*TRANSITIONS.values())

    assert set(TRANSITIONS) == set(Stage) == reachable
    assert all(current not in after for current, after in TRANSITIONS.items())


def test_a_paused_startup_goes_back_to_the_stage_that_it_left() -> None:
    assert following(HISTORY[:3]) == {Stage.INCUBATION, Stage.WITHDRAWN, Stage.CEASED}


def test_a_history_begins_in_a_first_stage() -> None:
    assert following([]) == FIRST_STAGES


def test_nothing_follows_the_end() -> None:
    assert following([Change(Stage.IDEA, JUNE), Change(Stage.CEASED, JULY)]) == frozenset()


NOON = datetime(2026, 6, 1, 12, tzinfo=ROME)
INTAKE = IntakeFacts(
    opens_at=NOON, closes_at=NOON + timedelta(days=30), published_at=NOON - timedelta(days=9)
)


@pytest.mark.parametrize(
    ("facts", "now", "state"),
    [
        (replace(INTAKE, published_at=None), NOON, "DRAFT"),
        (INTAKE, NOON - timedelta(days=10), "DRAFT"),
        (INTAKE, NOON - timedelta(seconds=1), "ANNOUNCED"),
        (INTAKE, NOON, "OPEN"),
        (INTAKE, NOON + timedelta(days=30) - timedelta(seconds=1), "OPEN"),
        (INTAKE, NOON + timedelta(days=30), "IN_REVIEW"),
        (replace(INTAKE, decided_at=NOON + timedelta(days=60)), NOON + timedelta(60), "DECIDED"),
        (replace(INTAKE, cancelled_at=NOON), NOON + timedelta(days=30), "CANCELLED"),
    ],
)
def test_where_an_intake_stands(facts: IntakeFacts, now: datetime, state: str) -> None:
    assert intake_state(facts, now) == state


SUBMITTED = ApplicationFacts(submitted_on=JUNE)
ASKED = replace(SUBMITTED, questions=((date(2026, 6, 3), date(2026, 6, 8)),))
SCREENED = replace(ASKED, screened_on=date(2026, 6, 9))
DECIDED = replace(SCREENED, decided_on=JULY, decision=ApplicationDecision.WAITLISTED)


@pytest.mark.parametrize(
    ("facts", "day", "state"),
    [
        (ApplicationFacts(), JULY, "DRAFT"),
        (SUBMITTED, date(2026, 5, 31), "DRAFT"),
        (SUBMITTED, JUNE, "SCREENING"),
        (ASKED, date(2026, 6, 3), "MORE_INFO"),
        (ASKED, date(2026, 6, 7), "MORE_INFO"),
        (ASKED, date(2026, 6, 8), "SCREENING"),
        (SCREENED, date(2026, 6, 9), "IN_REVIEW"),
        (DECIDED, date(2026, 6, 30), "IN_REVIEW"),
        (DECIDED, JULY, "WAITLISTED"),
        (replace(DECIDED, withdrawn_on=JULY), JULY, "WITHDRAWN"),
        (replace(ApplicationFacts(), withdrawn_on=JUNE), JULY, "WITHDRAWN"),
    ],
)
def test_where_an_application_stands(facts: ApplicationFacts, day: date, state: str) -> None:
    assert application_state(facts, day) == state


def test_what_is_not_applicable_is_not_zero() -> None:
    weights = Decimal("2.00"), Decimal("1.00")

    assert review_score(zip(weights, (4, None), strict=True)) == Decimal("4.00")
    assert review_score(zip(weights, (4, 0), strict=True)) == Decimal("2.67")
    assert review_score(zip(weights, (None, None), strict=True)) is None


def test_half_a_hundredth_is_rounded_away_from_zero() -> None:
    assert mean_score([Decimal("3.00"), Decimal("3.01")]) == Decimal("3.01")
    assert mean_score([Decimal("3.00"), None]) == Decimal("3.00")
    assert mean_score([None]) is None


def test_the_last_day_is_still_in_time() -> None:
    open_milestone = {"due_on": JUNE, "reached_on": None, "dropped_on": None}

    assert milestone_state(JUNE, **open_milestone) == "PLANNED"  # type: ignore[arg-type]
    assert milestone_state(date(2026, 6, 2), **open_milestone) == "OVERDUE"  # type: ignore[arg-type]
    assert kpi_state(JULY, month_on=JUNE, due_on=JULY, filed_on=[]) == "DUE"
    assert kpi_state(date(2026, 7, 2), month_on=JUNE, due_on=JULY, filed_on=[]) == "LATE"
    assert kpi_state(JULY, month_on=JUNE, due_on=JULY, filed_on=[JULY]) == "FILED"
    assert kpi_state(date(2026, 5, 31), month_on=JUNE, due_on=JULY, filed_on=[]) is None


def test_a_session_counts_when_both_sides_have_confirmed() -> None:
    booked = SessionFacts(ends_at=NOON, is_taken=True)
    half = replace(booked, confirmed_by_mentor_at=NOON)

    assert session_state(booked, NOON - timedelta(minutes=1)) == "BOOKED"
    assert session_state(half, NOON) == "UNCONFIRMED"
    assert session_state(replace(half, confirmed_by_startup_at=NOON), NOON) == "HELD"
    assert session_state(replace(booked, cancelled_at=NOON), NOON) == "CANCELLED"
    assert session_state(replace(booked, is_taken=False), NOON) == "UNUSED"
    assert session_state(replace(booked, is_taken=False), NOON - timedelta(hours=1)) == "FREE"


def test_the_last_revision_filed_by_a_day_is_the_current_one() -> None:
    filed = [(1, JUNE), (2, JULY), (3, None)]

    assert is_current(1, filed, date(2026, 6, 30))
    assert is_current(2, filed, JULY)
    assert not is_current(1, filed, JULY)
    assert not is_current(1, filed, date(2026, 5, 31))


@pytest.mark.parametrize(
    ("extensions", "expected"),
    [
        ([], date(2027, 2, 28)),
        ([(RegisterExtensionKind.TO_FIVE_YEARS, JUNE)], date(2029, 2, 28)),
        ([(RegisterExtensionKind.TO_FIVE_YEARS, JULY)], date(2027, 2, 28)),
        (
            [
                (RegisterExtensionKind.TO_NINE_YEARS, JUNE),
                (RegisterExtensionKind.TO_SEVEN_YEARS, JUNE),
            ],
            date(2033, 2, 28),
        ),
    ],
)
def test_how_long_a_company_stays_an_innovative_startup(
    extensions: list[tuple[RegisterExtensionKind, date]], expected: date
) -> None:
    registered_on = date(2024, 2, 29)

    assert must_leave_on(RegisterSection.START_UP, registered_on, extensions, day=JUNE) == expected


def test_only_the_section_of_startups_has_a_limit() -> None:
    assert must_leave_on(RegisterSection.SME, JUNE, [], day=JULY) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 5, 31), None),
        (JUNE - timedelta(days=365), date(2026, 7, 31)),
        (date(2026, 7, 30), date(2026, 7, 31)),
        (date(2026, 7, 31), date(2027, 7, 31)),
        (date(2027, 12, 1), date(2027, 7, 31)),
        (date(2028, 1, 1), None),
    ],
)
def test_requirements_are_confirmed_every_year(day: date, expected: date | None) -> None:
    confirmed = [(2026, date(2026, 7, 31))]

    due = confirmation_due_on(date(2025, 6, 1), date(2028, 1, 1), confirmed, day=day)

    assert due == expected

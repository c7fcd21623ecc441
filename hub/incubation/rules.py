"""The states of the incubation area as pure decisions over plain values, a day or an instant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from hub.incubation.terms import (
    ApplicationDecision,
    ApplicationState,
    IntakeState,
    KpiState,
    MentorshipState,
    MilestoneState,
    ProgrammeState,
    RegisterExtensionKind,
    RegisterSection,
    ReviewState,
    SessionState,
    Stage,
)

FIRST_STAGES = frozenset(
    {
        Stage.IDEA,
        Stage.SELECTED,
        Stage.PRE_INCUBATION,
        Stage.INCUBATION,
        Stage.ACCELERATION,
        Stage.ALUMNI,
    }
)
"""Stages in which a start-up may enter the records; alumni from before the hub among them."""

SUPPORTED = frozenset({Stage.PRE_INCUBATION, Stage.INCUBATION, Stage.ACCELERATION})
"""Stages in which the park supports a start-up."""

_LEFT = frozenset({Stage.ON_HOLD, Stage.WITHDRAWN, Stage.CEASED})

TRANSITIONS: Mapping[Stage, frozenset[Stage]] = {
    Stage.IDEA: frozenset({Stage.SELECTED, Stage.WITHDRAWN, Stage.CEASED}),
    Stage.SELECTED: SUPPORTED | _LEFT,
    Stage.PRE_INCUBATION: frozenset({Stage.INCUBATION}) | _LEFT,
    Stage.INCUBATION: frozenset({Stage.ACCELERATION, Stage.GRADUATED}) | _LEFT,
    Stage.ACCELERATION: frozenset({Stage.GRADUATED}) | _LEFT,
    Stage.ON_HOLD: SUPPORTED | {Stage.SELECTED, Stage.WITHDRAWN, Stage.CEASED},
    Stage.GRADUATED: frozenset({Stage.ALUMNI, Stage.CEASED}),
    Stage.ALUMNI: frozenset({Stage.CEASED}),
    Stage.WITHDRAWN: frozenset({Stage.SELECTED}),
    Stage.CEASED: frozenset(),
}
"""The stages that may follow a stage; the database refuses all others."""

UNLISTED = frozenset({Stage.IDEA, Stage.SELECTED})
"""Stages of which the public is not told: the support has not begun."""

CONFIRMATION_MONTH_DAY = (7, 31)
"""By 31 July a company confirms that it still meets the requirements (DL 179/2012, art. 25)."""

YEARS_IN_REGISTER = 3

EXTENDED_YEARS: Mapping[RegisterExtensionKind, int] = {
    RegisterExtensionKind.TO_FIVE_YEARS: 5,
    RegisterExtensionKind.TO_SEVEN_YEARS: 7,
    RegisterExtensionKind.TO_NINE_YEARS: 9,
}
"""Years from registration after which an innovative start-up leaves its section."""


@dataclass(frozen=True, slots=True)
class Change:
    """That a start-up entered a stage on a day."""

    stage: Stage
    entered_on: date


def following(changes: Iterable[Change]) -> frozenset[Stage]:
    """The stages that may follow a history, in its order; after a pause only the one it left."""
    history = [change.stage for change in changes]
    if not history:
        return FIRST_STAGES
    allowed = TRANSITIONS[history[-1]]
    if history[-1] is Stage.ON_HOLD:
        return (allowed - SUPPORTED - {Stage.SELECTED}) | {history[-2]}
    return allowed


def stage(changes: Iterable[Change], day: date) -> Stage | None:
    """The stage at the end of a day, from a history in its order; None before the first."""
    last = _last(changes, day)
    return last.stage if last else None


def days_in_stage(changes: Iterable[Change], day: date) -> int | None:
    last = _last(changes, day)
    return (day - last.entered_on).days if last else None


def is_listed(changes: Iterable[Change], day: date, *, is_stealth: bool) -> bool:
    """Whether anyone may know of a start-up: it has begun with the park and does not hide."""
    current = stage(changes, day)
    return not is_stealth and current is not None and current not in UNLISTED


def programme_state(day: date, *, starts_on: date, ends_on: date | None) -> ProgrammeState:
    if ends_on is not None and ends_on <= day:
        return ProgrammeState.ENDED
    return ProgrammeState.RUNNING if starts_on <= day else ProgrammeState.UPCOMING


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFacts:
    """What decides where an intake stands."""

    opens_at: datetime
    closes_at: datetime
    published_at: datetime | None = None
    decided_at: datetime | None = None
    cancelled_at: datetime | None = None


def intake_state(facts: IntakeFacts, now: datetime) -> IntakeState:
    """Where an intake stands; at `closes_at` itself it no longer takes applications."""
    latest_first = (
        (IntakeState.CANCELLED, _is_past(facts.cancelled_at, now)),
        (IntakeState.DRAFT, not _is_past(facts.published_at, now)),
        (IntakeState.DECIDED, _is_past(facts.decided_at, now)),
        (IntakeState.IN_REVIEW, facts.closes_at <= now),
        (IntakeState.OPEN, facts.opens_at <= now),
    )
    return next((state for state, holds in latest_first if holds), IntakeState.ANNOUNCED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFacts:
    """What decides where an application stands; `questions` are asked and answered on days."""

    submitted_on: date | None = None
    screened_on: date | None = None
    decided_on: date | None = None
    decision: ApplicationDecision | None = None
    withdrawn_on: date | None = None
    questions: tuple[tuple[date, date | None], ...] = ()


def application_state(facts: ApplicationFacts, day: date) -> ApplicationState:
    """Where an application stands at the end of a day."""
    if _is_so(facts.withdrawn_on, day):
        return ApplicationState.WITHDRAWN
    if not _is_so(facts.submitted_on, day):
        return ApplicationState.DRAFT
    if facts.decision is not None and _is_so(facts.decided_on, day):
        return ApplicationState[facts.decision.name]
    if any(asked <= day and not _is_so(answered, day) for asked, answered in facts.questions):
        return ApplicationState.MORE_INFO
    screened = _is_so(facts.screened_on, day)
    return ApplicationState.IN_REVIEW if screened else ApplicationState.SCREENING


def review_state(day: date, *, finalised_on: date | None, declined_on: date | None) -> ReviewState:
    if _is_so(declined_on, day):
        return ReviewState.DECLINED
    return ReviewState.FINAL if _is_so(finalised_on, day) else ReviewState.ASSIGNED


def review_score(scores: Iterable[tuple[Decimal, int | None]]) -> Decimal | None:
    """The weighted mean of (weight, points); what is not applicable weighs nothing."""
    given = [(weight, points) for weight, points in scores if points is not None]
    if not given:
        return None
    total = sum((weight * points for weight, points in given), Decimal(0))
    return _rounded(total / sum((weight for weight, _ in given), Decimal(0)))


def mean_score(scores: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of the scores of final reviews; each reviewer weighs the same."""
    given = [score for score in scores if score is not None]
    return _rounded(sum(given, Decimal(0)) / len(given)) if given else None


def milestone_state(
    day: date, *, due_on: date, reached_on: date | None, dropped_on: date | None
) -> MilestoneState:
    """Where a milestone stands; `due_on` is the last day on which it is in time."""
    if _is_so(reached_on, day):
        return MilestoneState.REACHED
    if _is_so(dropped_on, day):
        return MilestoneState.DROPPED
    return MilestoneState.OVERDUE if due_on < day else MilestoneState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipFacts:
    """What decides where a mentorship stands."""

    proposed_on: date
    declined_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None


def mentorship_state(facts: MentorshipFacts, day: date) -> MentorshipState | None:
    """Where a mentorship stands on a day; None before it was proposed."""
    if day < facts.proposed_on:
        return None
    latest_first = (
        (MentorshipState.DECLINED, facts.declined_on),
        (MentorshipState.ENDED, facts.ends_on),
        (MentorshipState.ACTIVE, facts.starts_on),
    )
    states = (state for state, since in latest_first if _is_so(since, day))
    return next(states, MentorshipState.PROPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What decides where a mentoring session stands."""

    ends_at: datetime
    is_taken: bool
    cancelled_at: datetime | None = None
    confirmed_by_mentor_at: datetime | None = None
    confirmed_by_startup_at: datetime | None = None


def session_state(facts: SessionFacts, now: datetime) -> SessionState:
    """Where a mentoring session stands; it counts once both sides have confirmed it."""
    if _is_past(facts.cancelled_at, now):
        return SessionState.CANCELLED
    if not facts.is_taken:
        return SessionState.UNUSED if facts.ends_at <= now else SessionState.FREE
    sides = (facts.confirmed_by_mentor_at, facts.confirmed_by_startup_at)
    if all(_is_past(confirmed_at, now) for confirmed_at in sides):
        return SessionState.HELD
    return SessionState.UNCONFIRMED if facts.ends_at <= now else SessionState.BOOKED


def kpi_state(
    day: date, *, month_on: date, due_on: date, filed_on: Iterable[date]
) -> KpiState | None:
    """Where the report of a month stands; None before the month begins."""
    if day < month_on:
        return None
    if any(filed <= day for filed in filed_on):
        return KpiState.FILED
    return KpiState.LATE if due_on < day else KpiState.DUE


def is_current(revision: int, filed: Iterable[tuple[int, date | None]], day: date) -> bool:
    """Whether a revision is the last of (revision, day of filing) up to the end of a day."""
    known = [each for each, filed_on in filed if _is_so(filed_on, day)]
    return max(known, default=None) == revision


def must_leave_on(
    section: RegisterSection,
    registered_on: date,
    extensions: Iterable[tuple[RegisterExtensionKind, date]],
    *,
    day: date,
) -> date | None:
    """The day on which an innovative start-up has to leave its section, as known on a day."""
    if section is not RegisterSection.START_UP:
        return None
    granted = (EXTENDED_YEARS[kind] for kind, granted_on in extensions if granted_on <= day)
    return _years_later(registered_on, max(granted, default=YEARS_IN_REGISTER))


def confirmation_due_on(
    registered_on: date,
    lost_on: date | None,
    confirmations: Iterable[tuple[int, date]],
    *,
    day: date,
) -> date | None:
    """The last day for the next yearly confirmation; None while not in the section."""
    if day < registered_on or _is_so(lost_on, day):
        return None
    confirmed = (year for year, confirmed_on in confirmations if confirmed_on <= day)
    return date(1 + max([registered_on.year, *confirmed]), *CONFIRMATION_MONTH_DAY)


def _last(changes: Iterable[Change], day: date) -> Change | None:
    return next((change for change in reversed(list(changes)) if change.entered_on <= day), None)


def _is_so(since: date | None, day: date) -> bool:
    return since is not None and since <= day


def _is_past(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a year without one
        return day.replace(year=day.year + years, day=28)

"""What the incubation area derives, from its rules over loaded rows."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hub.clock import day_of
from hub.incubation import facts, rules
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import RAISED, Metric, RegisterSection, SessionState
from tests.oracle.derived.moment import Derivations, Moment, holds, holds_today, rome_day


def _stage_since(startup: Any, moment: Moment) -> Any:
    entered = [each.entered_on for each in facts.changes_of(startup)]
    return max((day for day in entered if day <= moment.day), default=None)


def _is_registered(entry: Any, moment: Moment) -> bool:
    return entry.registered_on <= moment.day and not _has_come(entry.lost_on, moment)


def _is_innovative(startup: Any, moment: Moment) -> bool:
    return any(
        entry.section is RegisterSection.START_UP and _is_registered(entry, moment)
        for entry in startup.register_entries
    )


def _jobs(startup: Any, moment: Moment) -> int | None:
    said = [
        (period.month_on, int(value.amount))
        for period in startup.kpi_periods
        for report in period.reports
        for value in report.values
        if period.month_on <= moment.day
        and value.metric is Metric.EMPLOYEES
        and _is_current(report, moment)
    ]
    return max(said)[1] if said else None


def _money_raised(startup: Any, moment: Moment) -> Decimal:
    rounds = [
        each.amount
        for each in startup.funding_rounds
        if each.kind in RAISED and each.closed_on <= moment.day
    ]
    return sum(rounds, Decimal(0))


def _minutes_held(startup: Any, moment: Moment) -> int:
    return sum(
        _minutes(session, moment)
        for session in startup.mentoring_sessions
        if _session_state(session, moment) is SessionState.HELD
    )


def _minutes(session: Any, _: Moment) -> int:
    length: timedelta = session.ends_at - session.starts_at
    return int(length.total_seconds()) // 60


def _session_state(session: Any, moment: Moment) -> SessionState:
    return rules.session_state(facts.session_facts(session), moment.now)


def _milestone_state(milestone: Any, moment: Moment) -> str:
    return rules.milestone_state(
        moment.day,
        due_on=milestone.due_on,
        reached_on=milestone.reached_on,
        dropped_on=milestone.dropped_on,
    )


def _kpi_state(period: Any, moment: Moment) -> str | None:
    filed_on = [rome_day(report.filed_at) for report in period.reports]
    return rules.kpi_state(
        moment.day, month_on=period.month_on, due_on=period.due_on, filed_on=filed_on
    )


def _is_current(report: Any, moment: Moment) -> bool:
    filed = [(each.revision, rome_day(each.filed_at)) for each in report.period.reports]
    return rules.is_current(report.revision, filed, moment.day)


def _must_leave_on(entry: Any, moment: Moment) -> Any:
    extensions = [(each.kind, each.granted_on) for each in entry.extensions]
    return rules.must_leave_on(entry.section, entry.registered_on, extensions, day=moment.day)


def _confirmation_due_on(entry: Any, moment: Moment) -> Any:
    done = [(each.year, each.confirmed_on) for each in entry.confirmations]
    return rules.confirmation_due_on(entry.registered_on, entry.lost_on, done, day=moment.day)


def _score(review: Any) -> Decimal | None:
    return rules.review_score((each.criterion.weight, each.points) for each in review.scores)


def _final_scores(application: Any) -> list[Decimal | None]:
    return [_score(each) for each in application.reviews if each.finalised_at is not None]


def _score_spread(application: Any, _: Moment) -> Decimal | None:
    given = [score for score in _final_scores(application) if score is not None]
    return max(given) - min(given) if given else None


def _review_state(review: Any, moment: Moment) -> str:
    return rules.review_state(
        moment.day,
        finalised_on=day_of(review.finalised_at),
        declined_on=review.declined_on,
    )


def _has_come(day: Any, moment: Moment) -> bool:
    return day is not None and day <= moment.day


INCUBATION: Derivations = {
    "Startup.stage": lambda row, at: rules.stage(facts.changes_of(row), at.day),
    "Startup.stage_since": _stage_since,
    "Startup.days_in_stage": lambda row, at: rules.days_in_stage(facts.changes_of(row), at.day),
    "Startup.is_supported": lambda row, at: rules.stage(facts.changes_of(row), at.day) in SUPPORTED,
    "Startup.is_innovative": _is_innovative,
    "Startup.jobs": _jobs,
    "Startup.money_raised": _money_raised,
    "Startup.minutes_held": _minutes_held,
    "StartupMember.is_current": holds,
    "Milestone.state": _milestone_state,
    "Programme.state": lambda row, at: rules.programme_state(
        at.day, starts_on=row.starts_on, ends_on=row.ends_on
    ),
    "Mentor.is_current": holds_today,
    "Mentorship.state": lambda row, at: rules.mentorship_state(facts.mentorship_facts(row), at.day),
    "MentoringSession.minutes": _minutes,
    "MentoringSession.state": _session_state,
    "KpiPeriod.state": _kpi_state,
    "KpiReport.is_current": _is_current,
    "RegisterEntry.is_current": _is_registered,
    "RegisterEntry.must_leave_on": _must_leave_on,
    "RegisterEntry.confirmation_due_on": _confirmation_due_on,
    "Intake.state": lambda row, at: rules.intake_state(facts.intake_facts(row), at.now),
    "Application.state": lambda row, at: rules.application_state(
        facts.application_facts(row), at.day
    ),
    "Application.mean_score": lambda row, _: rules.mean_score(_final_scores(row)),
    "Application.score_spread": _score_spread,
    "Application.final_reviews": lambda row, _: len(_final_scores(row)),
    "Review.state": _review_state,
    "Review.score": lambda row, _: _score(row),
    "Participation.is_current": holds,
}

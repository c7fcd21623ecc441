"""States of the incubation area on a day or at an instant, as SQL; `rules` says it in Python.

A day belongs to a period from its first day on, up to the day before its end.
An instant belongs to the day that it has in Cremona.
"""

from hub.incubation.rules import SUPPORTED, UNLISTED
from hub.incubation.terms import RAISED
from hub.sql import HOLDS, Sql, composed, of, quoted, rome_day

PROGRAMME_STATE = Sql(
    """CASE
    WHEN {row}.ends_on <= {day} THEN 'ENDED'
    WHEN {row}.starts_on <= {day} THEN 'RUNNING'
    ELSE 'UPCOMING' END"""
)

IS_PUBLISHED = Sql("coalesce({row}.published_at <= {now}, false)")
"""Whether an intake is published at the instant."""

INTAKE_STATE = composed(
    """CASE
    WHEN {row}.cancelled_at <= {now} THEN 'CANCELLED'
    WHEN NOT {is_published} THEN 'DRAFT'
    WHEN {row}.decided_at <= {now} THEN 'DECIDED'
    WHEN {row}.closes_at <= {now} THEN 'IN_REVIEW'
    WHEN {row}.opens_at <= {now} THEN 'OPEN'
    ELSE 'ANNOUNCED' END""",
    is_published=IS_PUBLISHED,
)
"""Where an intake stands at the instant; at `closes_at` itself it no longer takes applications."""

IS_SUBMITTED = composed(
    "coalesce({submitted_on} <= {day}, false)", submitted_on=rome_day("{row}.submitted_at")
)
"""Whether an application was submitted by the end of the day."""

AWAITS_INFORMATION = Sql(
    """EXISTS (SELECT 1 FROM information_request request
    WHERE request.application_id = {row}.id AND request.asked_on <= {day}
    AND coalesce({day} < request.answered_on, true))"""
)
"""Whether a question of the desk waits for the applicant's answer on the day."""

APPLICATION_STATE = composed(
    """CASE
    WHEN {row}.withdrawn_on <= {day} THEN 'WITHDRAWN'
    WHEN NOT {is_submitted} THEN 'DRAFT'
    WHEN {row}.decided_on <= {day} THEN {row}.decision
    WHEN {awaits_information} THEN 'MORE_INFO'
    WHEN {row}.screened_on <= {day} THEN 'IN_REVIEW'
    ELSE 'SCREENING' END""",
    is_submitted=IS_SUBMITTED,
    awaits_information=AWAITS_INFORMATION,
)

REVIEW_STATE = composed(
    """CASE
    WHEN {row}.declined_on <= {day} THEN 'DECLINED'
    WHEN {finalised_on} <= {day} THEN 'FINAL'
    ELSE 'ASSIGNED' END""",
    finalised_on=rome_day("{row}.finalised_at"),
)

REVIEW_SCORE = Sql(
    """(SELECT round(sum(criterion.weight * score.points) / sum(criterion.weight), 2)
    FROM score JOIN criterion ON criterion.id = score.criterion_id
    WHERE score.review_id = {row}.id AND score.points IS NOT NULL)"""
)
"""The weighted mean of a review's points; what is not applicable weighs nothing."""


def _of_final_reviews(measure: str) -> Sql:
    return composed(
        """(SELECT {measure} FROM (SELECT {points} AS points FROM review opinion
        WHERE opinion.application_id = {row}.id AND opinion.finalised_at IS NOT NULL) reviewed)""",
        measure=Sql(measure),
        points=of("opinion", REVIEW_SCORE),
    )


MEAN_SCORE = _of_final_reviews("round(avg(reviewed.points), 2)")
"""The mean of the scores of an application's final reviews; each reviewer weighs the same."""

SCORE_SPREAD = _of_final_reviews("max(reviewed.points) - min(reviewed.points)")
"""How far the highest score is from the lowest: where reviewers disagree, people must talk."""

FINAL_REVIEWS = Sql(
    """(SELECT count(*) FROM review opinion
    WHERE opinion.application_id = {row}.id AND opinion.finalised_at IS NOT NULL)"""
)


def _of_last_change(column: str) -> Sql:
    # Dates never fall as positions rise, so the last by both is the last by position.
    return composed(
        """(SELECT change.{column} FROM stage_change change
        WHERE change.startup_id = {row}.id AND change.entered_on <= {day}
        ORDER BY change.entered_on DESC, change.position DESC LIMIT 1)""",
        column=Sql(column),
    )


STAGE = _of_last_change("stage")
"""The stage of a start-up at the end of the day; null before its first."""

STAGE_SINCE = _of_last_change("entered_on")

DAYS_IN_STAGE = composed("({day} - {since})", since=STAGE_SINCE)

IS_SUPPORTED = composed(
    "coalesce({stage} IN ({supported}), false)",
    stage=STAGE,
    supported=Sql(quoted(sorted(SUPPORTED))),
)
"""Whether the park supports the start-up on the day."""

IS_LISTED = composed(
    "(NOT {row}.is_stealth AND coalesce({stage} NOT IN ({unlisted}), false))",
    stage=STAGE,
    unlisted=Sql(quoted(sorted(UNLISTED))),
)
"""Whether anyone may know of a start-up: it has begun with the park and does not hide."""

MILESTONE_STATE = Sql(
    """CASE
    WHEN {row}.reached_on <= {day} THEN 'REACHED'
    WHEN {row}.dropped_on <= {day} THEN 'DROPPED'
    WHEN {row}.due_on < {day} THEN 'OVERDUE'
    ELSE 'PLANNED' END"""
)
"""Where a milestone stands on the day; the day of `due_on` is the last on which it is in time."""

MENTORSHIP_STATE = Sql(
    """CASE
    WHEN {day} < {row}.proposed_on THEN NULL
    WHEN {row}.declined_on <= {day} THEN 'DECLINED'
    WHEN {row}.ends_on <= {day} THEN 'ENDED'
    WHEN {row}.starts_on <= {day} THEN 'ACTIVE'
    ELSE 'PROPOSED' END"""
)

IS_ACTIVE_MENTORSHIP = composed("coalesce({holds}, false)", holds=HOLDS)
"""Whether a mentorship is under way on the day; one that was only proposed has no first day."""

SESSION_STATE = Sql(
    """CASE
    WHEN {row}.cancelled_at <= {now} THEN 'CANCELLED'
    WHEN {row}.startup_id IS NULL AND {row}.ends_at <= {now} THEN 'UNUSED'
    WHEN {row}.startup_id IS NULL THEN 'FREE'
    WHEN {row}.confirmed_by_mentor_at <= {now} AND {row}.confirmed_by_startup_at <= {now}
        THEN 'HELD'
    WHEN {row}.ends_at <= {now} THEN 'UNCONFIRMED'
    ELSE 'BOOKED' END"""
)
"""Where a mentoring session stands at the instant; it counts once both sides have confirmed it."""

SESSION_MINUTES = Sql("(extract(epoch FROM {row}.ends_at - {row}.starts_at)::int / 60)")

MINUTES_HELD = composed(
    """coalesce((SELECT sum({minutes}) FROM mentoring_session held
    WHERE held.startup_id = {row}.id AND {state} = 'HELD'), 0)""",
    minutes=of("held", SESSION_MINUTES),
    state=of("held", SESSION_STATE),
)
"""Minutes of mentoring that a start-up has had."""

HAS_REPORT = composed(
    """EXISTS (SELECT 1 FROM kpi_report report
    WHERE report.period_id = {row}.id AND {filed_on} <= {day})""",
    filed_on=rome_day("report.filed_at"),
)

KPI_STATE = composed(
    """CASE
    WHEN {day} < {row}.month_on THEN NULL
    WHEN {has_report} THEN 'FILED'
    WHEN {row}.due_on < {day} THEN 'LATE'
    ELSE 'DUE' END""",
    has_report=HAS_REPORT,
)
"""Where a month's report stands on the day; `due_on` is the last on which it is in time."""

IS_CURRENT_REPORT = composed(
    """({filed_on} <= {day} AND NOT EXISTS (SELECT 1 FROM kpi_report later
    WHERE later.period_id = {row}.period_id AND later.revision > {row}.revision
    AND {later_filed_on} <= {day}))""",
    filed_on=rome_day("{row}.filed_at"),
    later_filed_on=rome_day("later.filed_at"),
)
"""Whether a report is the last revision of its month that was filed by the end of the day."""

JOBS = composed(
    """(SELECT value.amount::int FROM kpi_period period
    JOIN kpi_report report ON report.period_id = period.id
    JOIN kpi_value value ON value.report_id = report.id AND value.metric = 'EMPLOYEES'
    WHERE period.startup_id = {row}.id AND period.month_on <= {day} AND {is_current}
    ORDER BY period.month_on DESC LIMIT 1)""",
    is_current=of("report", IS_CURRENT_REPORT),
)
"""People employed by a start-up by its last report up to the day; null where none says it."""

MONEY_RAISED = composed(
    """coalesce((SELECT sum(round.amount) FROM funding_round round
    WHERE round.startup_id = {row}.id AND round.closed_on <= {day}
    AND round.kind IN ({raised})), 0)""",
    raised=Sql(quoted(sorted(RAISED))),
)
"""Capital that a start-up raised up to the day; loans and grants are not capital."""

IS_REGISTERED = Sql("({row}.registered_on <= {day} AND coalesce({day} < {row}.lost_on, true))")
"""Whether a company stands in the special section on the day."""

IS_INNOVATIVE = composed(
    """EXISTS (SELECT 1 FROM register_entry entry WHERE entry.startup_id = {row}.id
    AND entry.section = 'START_UP' AND {is_registered})""",
    is_registered=of("entry", IS_REGISTERED),
)
"""Whether a company is an innovative start-up in the sense of the law on the day."""

MUST_LEAVE_ON = Sql(
    """(CASE {row}.section WHEN 'START_UP' THEN {row}.registered_on + coalesce((
        SELECT max(CASE extension.kind
            WHEN 'TO_FIVE_YEARS' THEN INTERVAL '5 years'
            WHEN 'TO_SEVEN_YEARS' THEN INTERVAL '7 years'
            WHEN 'TO_NINE_YEARS' THEN INTERVAL '9 years' END)
        FROM register_extension extension
        WHERE extension.entry_id = {row}.id AND extension.granted_on <= {day}
    ), INTERVAL '3 years') END)::date"""
)
"""The day on which an innovative start-up has to leave its section (DL 179/2012, art. 25).

36 months from registration, 60 with a further requirement, and then twice two years of scaling up
(L. 193/2024, art. 28). The other sections have no such limit.
"""

CONFIRMATION_DUE_ON = composed(
    """CASE WHEN {is_registered} THEN make_date(1 + greatest(
        extract(year FROM {row}.registered_on)::int,
        (SELECT max(done.year)::int FROM register_confirmation done
        WHERE done.entry_id = {row}.id AND done.confirmed_on <= {day})
    ), 7, 31) END""",
    is_registered=IS_REGISTERED,
)
"""The last day for the next yearly confirmation of the requirements: 31 July at the latest.

The first is due in the year after registration; null while the company is not in the section.
"""

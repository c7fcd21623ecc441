"""States of the members' area on a day, as SQL over one row; `rules` says the same in Python.

A day belongs to a period from its first day on, up to the day before its end.
"""

from hub.members.terms import CONSORTIUM, GOOD_STANDING
from hub.sql import HOLDS, Sql, composed, of, quoted

IS_SUSPENDED = composed(
    """EXISTS (SELECT 1 FROM suspension
    WHERE suspension.membership_id = {row}.id AND {holds})""",
    holds=of("suspension", HOLDS),
)

GRACE_DAYS = Sql(
    "(SELECT terms.grace_days FROM membership_type terms WHERE terms.id = {row}.type_id)"
)

COVERAGE = composed(
    """coalesce((SELECT CASE
        WHEN period.ends_on + {grace_days} <= {day} THEN 'LAPSED'
        WHEN {is_suspended} THEN 'SUSPENDED'
        WHEN period.ends_on <= {day} THEN 'GRACE'
        ELSE 'ACTIVE' END
    FROM membership_period period
    WHERE period.membership_id = {row}.id AND period.starts_on <= {day}
    ORDER BY period.starts_on DESC LIMIT 1), 'PENDING')""",
    grace_days=GRACE_DAYS,
    is_suspended=IS_SUSPENDED,
)
"""Of an admitted membership: the period that began last decides, for periods never overlap.

Grace counts as membership; only what would be a membership can be suspended.
"""

MEMBERSHIP_STATUS = composed(
    """CASE
    WHEN {day} < {row}.applied_on THEN NULL
    WHEN {row}.expelled_on <= {day} THEN 'EXPELLED'
    WHEN {row}.resigned_on <= {day} THEN 'ENDED'
    WHEN {row}.withdrawn_on <= {day} THEN 'WITHDRAWN'
    WHEN coalesce({day} < {row}.decided_on, true) THEN 'APPLIED'
    WHEN {row}.decision = 'REJECTED' THEN 'REJECTED'
    ELSE {coverage} END""",
    coverage=COVERAGE,
)
"""Where a membership stands on the day, by what was so on that day; null before the application."""

IS_IN_FORCE = composed(
    "coalesce({status} IN ({good}), false)",
    status=MEMBERSHIP_STATUS,
    good=Sql(quoted(sorted(GOOD_STANDING))),
)
"""Whether a membership gives its rights on the day."""

IS_CONSORTIUM = composed(
    """EXISTS (SELECT 1 FROM membership_type terms
    WHERE terms.id = {row}.type_id AND terms.category IN ({categories}))""",
    categories=Sql(quoted(sorted(CONSORTIUM))),
)
"""Whether a membership is one of the consortium: co-workers are its customers."""

# OFFSET 0 keeps the planner from working out all members in advance for a page of twenty rows.
IS_MEMBER = composed(
    """EXISTS (SELECT 1 FROM membership held WHERE held.organization_id = {row}.id
    AND {is_in_force} AND {is_consortium} OFFSET 0)""",
    is_in_force=of("held", IS_IN_FORCE),
    is_consortium=of("held", IS_CONSORTIUM),
)
"""Whether an organization is in good standing: a membership of the consortium is in force."""

PERSON_IS_MEMBER = composed(
    """(EXISTS (SELECT 1 FROM membership held WHERE held.person_id = {row}.id
        AND {is_in_force} AND {is_consortium})
    OR EXISTS (SELECT 1 FROM affiliation seat JOIN organization party
        ON party.id = seat.organization_id
        WHERE seat.person_id = {row}.id AND seat.has_seat AND {holds} AND {is_member}))""",
    is_in_force=of("held", IS_IN_FORCE),
    is_consortium=of("held", IS_CONSORTIUM),
    holds=of("seat", HOLDS),
    is_member=of("party", IS_MEMBER),
)
"""Whether a person has the benefits of a member: by a membership of their own, or by a seat of an
organization's, whose days are those of that membership.
"""

IS_IN_DIRECTORY = composed(
    """coalesce((SELECT bool_or({is_in_force}) FROM membership held
    WHERE held.organization_id = {row}.id AND {is_consortium}), true)""",
    is_in_force=of("held", IS_IN_FORCE),
    is_consortium=of("held", IS_CONSORTIUM),
)
"""Whether the directory may show an organization that agrees to it.

A member leaves the directory on the day on which its membership lapses; a party that never asked
to be a member (a funder, a partner of a project) is shown by its own choice alone.
"""

COVERED_UNTIL = Sql(
    """(SELECT period.ends_on FROM membership_period period
    WHERE period.membership_id = {row}.id ORDER BY period.starts_on DESC LIMIT 1)"""
)
"""The end of a membership's last period; null without a period, and where the last has no end."""

LAPSES_ON = composed(
    "({covered_until} + {grace_days})", covered_until=COVERED_UNTIL, grace_days=GRACE_DAYS
)
"""The first day after the last period and its days of grace."""

SEATS_USED = composed(
    """(SELECT count(*) FROM affiliation seat
    WHERE seat.organization_id = {row}.organization_id AND seat.has_seat AND {holds})""",
    holds=of("seat", HOLDS),
)
"""How many people use a seat of the membership's organization on the day."""

PAID_AMOUNT = Sql(
    """coalesce((SELECT sum(payment.amount) FROM payment
    WHERE payment.fee_line_id = {row}.id AND payment.received_on <= {day}), 0.00)"""
)
"""What was paid of a fee line up to the day; what was taken back counts against it."""

FEE_STATE = composed(
    """CASE
    WHEN {row}.credited_on <= {day} THEN 'CREDITED'
    WHEN {row}.amount = 0 THEN 'FREE'
    WHEN {row}.amount <= {paid} THEN 'PAID'
    WHEN coalesce({day} < {row}.issued_on, true) THEN 'PLANNED'
    WHEN {row}.due_on < {day} THEN 'OVERDUE'
    ELSE 'OPEN' END""",
    paid=PAID_AMOUNT,
)
"""Where a fee line stands on the day; the day of `due_on` is the last on which it is in time."""

OPEN_AMOUNT = composed(
    """CASE WHEN {state} IN ('OPEN', 'OVERDUE') THEN {row}.amount - {paid} ELSE 0.00 END""",
    state=FEE_STATE,
    paid=PAID_AMOUNT,
)
"""What of a fee line has been asked for and is still to be paid on the day."""

PAID_ON = composed(
    """CASE WHEN {state} = 'PAID' THEN (SELECT max(payment.received_on) FROM payment
    WHERE payment.fee_line_id = {row}.id AND payment.amount > 0
    AND payment.received_on <= {day}) END""",
    state=FEE_STATE,
)
"""The day of the payment that made a fee line PAID; null while it is not."""

REMINDED_ON = Sql(
    """(SELECT max(reminder.sent_on) FROM reminder
    WHERE reminder.fee_line_id = {row}.id AND reminder.sent_on <= {day})"""
)
"""The day of the last reminder of a fee line; null without one."""

EMPLOYEES = Sql(
    """(SELECT latest.employees FROM headcount latest
    WHERE latest.organization_id = {row}.id AND latest.counted_on <= {day}
    ORDER BY latest.counted_on DESC, latest.id DESC LIMIT 1)"""
)
"""The last headcount of an organization up to the day; null without one."""

IS_NOT_MERGED = Sql("{row}.merged_at IS NULL")
"""Of a party: it has not turned out to be another one that was entered twice."""

"""Where memberships and fees stand on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.members.rules import (
    MembershipFacts,
    Period,
    employees,
    fee_state,
    is_in_directory,
    is_member,
    lapses_on,
    membership_status,
)
from hub.members.terms import Decision, FeeState, MembershipCategory, MembershipStatus

APPLIED = MembershipFacts(
    category=MembershipCategory.ORDINARY, applied_on=date(2025, 11, 3), grace_days=30
)
ADMITTED = replace(APPLIED, decided_on=date(2025, 11, 20), decision=Decision.ADMITTED)
REJECTED = replace(APPLIED, decided_on=date(2025, 11, 20), decision=Decision.REJECTED)
YEAR = replace(ADMITTED, periods=(Period(date(2026, 1, 1), date(2027, 1, 1)),))
RESIGNED = replace(YEAR, resigned_on=date(2026, 7, 1))
EXPELLED = replace(RESIGNED, expelled_on=date(2026, 6, 1))
SUSPENDED = replace(YEAR, suspensions=(Period(date(2026, 12, 20), date(2027, 2, 20)),))
LEAP = replace(ADMITTED, grace_days=29, periods=(Period(date(2027, 2, 1), date(2028, 2, 1)),))
REJOINED = replace(YEAR, periods=(*YEAR.periods, Period(date(2027, 3, 1), None)))


@pytest.mark.parametrize(
    ("facts", "day", "status"),
    [
        (APPLIED, date(2025, 11, 2), None),
        (APPLIED, date(2025, 11, 3), MembershipStatus.APPLIED),
        (ADMITTED, date(2025, 11, 19), MembershipStatus.APPLIED),
        (REJECTED, date(2025, 11, 19), MembershipStatus.APPLIED),
        (REJECTED, date(2025, 11, 20), MembershipStatus.REJECTED),
        (replace(APPLIED, withdrawn_on=date(2025, 11, 9)), date(2025, 11, 8), "APPLIED"),
        (replace(APPLIED, withdrawn_on=date(2025, 11, 9)), date(2025, 11, 9), "WITHDRAWN"),
        (ADMITTED, date(2030, 1, 1), MembershipStatus.PENDING),
        (YEAR, date(2025, 12, 31), MembershipStatus.PENDING),
        (YEAR, date(2026, 1, 1), MembershipStatus.ACTIVE),
        (YEAR, date(2026, 12, 31), MembershipStatus.ACTIVE),
        (YEAR, date(2027, 1, 1), MembershipStatus.GRACE),
        (YEAR, date(2027, 1, 30), MembershipStatus.GRACE),
        (YEAR, date(2027, 1, 31), MembershipStatus.LAPSED),
        (replace(YEAR, grace_days=0), date(2027, 1, 1), MembershipStatus.LAPSED),
        (LEAP, date(2028, 2, 29), MembershipStatus.GRACE),
        (LEAP, date(2028, 3, 1), MembershipStatus.LAPSED),
        (SUSPENDED, date(2026, 12, 19), MembershipStatus.ACTIVE),
        (SUSPENDED, date(2026, 12, 20), MembershipStatus.SUSPENDED),
        (SUSPENDED, date(2027, 1, 30), MembershipStatus.SUSPENDED),
        (SUSPENDED, date(2027, 1, 31), MembershipStatus.LAPSED),
        (REJOINED, date(2027, 2, 28), MembershipStatus.LAPSED),
        (REJOINED, date(2027, 3, 1), MembershipStatus.ACTIVE),
        (REJOINED, date(2099, 1, 1), MembershipStatus.ACTIVE),
        (RESIGNED, date(2026, 6, 30), MembershipStatus.ACTIVE),
        (RESIGNED, date(2026, 7, 1), MembershipStatus.ENDED),
        (EXPELLED, date(2026, 5, 31), MembershipStatus.ACTIVE),
        (EXPELLED, date(2026, 7, 1), MembershipStatus.EXPELLED),
    ],
)
def test_the_status_follows_from_the_facts(
    facts: MembershipFacts, day: date, status: MembershipStatus | None
) -> None:
    assert membership_status(facts, day) == status


def test_renewing_early_or_within_grace_leaves_no_gap() -> None:
    early = replace(YEAR, periods=(*YEAR.periods, Period(date(2027, 1, 1), date(2028, 1, 1))))
    late = replace(YEAR, periods=(*YEAR.periods, Period(date(2027, 1, 20), date(2028, 1, 1))))
    year_2027 = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]

    assert {membership_status(early, day) for day in year_2027} == {MembershipStatus.ACTIVE}
    assert [membership_status(late, day) for day in year_2027] == (
        [MembershipStatus.GRACE] * 19 + [MembershipStatus.ACTIVE] * 346
    )


def test_a_period_that_ends_before_it_begins_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="not in order"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_a_period_that_ends_on_its_first_day_holds_none() -> None:
    assert not Period(date(2026, 1, 1), date(2026, 1, 1)).holds(date(2026, 1, 1))


def test_the_lapse_follows_the_last_period() -> None:
    assert lapses_on(ADMITTED) is None
    assert lapses_on(YEAR) == date(2027, 1, 31)
    assert lapses_on(REJOINED) is None


def test_a_co_worker_is_no_member_of_the_consortium() -> None:
    co_worker = replace(YEAR, category=MembershipCategory.CO_WORKER)

    assert not is_member([co_worker], date(2026, 6, 1))
    assert is_member([co_worker, YEAR], date(2026, 6, 1))


@pytest.mark.parametrize(
    ("memberships", "shown"),
    [
        ([], True),
        ([APPLIED], False),
        ([YEAR], True),
        ([EXPELLED], False),
        ([EXPELLED, YEAR], True),
        ([replace(APPLIED, category=MembershipCategory.CO_WORKER)], True),
    ],
    ids=["never asked", "applicant", "member", "expelled", "rejoined", "co-worker"],
)
def test_the_directory_shows_members_and_who_never_asked(
    memberships: list[MembershipFacts], *, shown: bool
) -> None:
    assert is_in_directory(memberships, date(2026, 6, 1)) is shown


DUE = date(2026, 3, 31)
ISSUED = {"amount": Decimal("1200.00"), "issued_on": date(2026, 3, 1), "due_on": DUE}
PAID = (DUE, Decimal("1200.00"))
TAKEN = (DUE + timedelta(days=1), Decimal("-1200.00"))
PARTS = [(DUE, Decimal("1199.99")), (DUE, Decimal("0.01"))]


@pytest.mark.parametrize(
    ("facts", "day", "state"),
    [
        ({**ISSUED, "issued_on": None}, date(2026, 5, 1), FeeState.PLANNED),
        (ISSUED, date(2026, 2, 28), FeeState.PLANNED),
        (ISSUED, date(2026, 3, 1), FeeState.OPEN),
        (ISSUED, DUE, FeeState.OPEN),
        (ISSUED, DUE + timedelta(days=1), FeeState.OVERDUE),
        ({**ISSUED, "payments": [PAID]}, DUE - timedelta(days=1), FeeState.OPEN),
        ({**ISSUED, "payments": [PAID]}, DUE, FeeState.PAID),
        ({**ISSUED, "payments": PARTS[:1]}, DUE + timedelta(days=1), FeeState.OVERDUE),
        ({**ISSUED, "payments": PARTS}, DUE, FeeState.PAID),
        ({**ISSUED, "payments": [PAID, TAKEN]}, DUE, FeeState.PAID),
        ({**ISSUED, "payments": [PAID, TAKEN]}, DUE + timedelta(days=1), FeeState.OVERDUE),
        ({**ISSUED, "issued_on": None, "payments": [PAID]}, DUE, FeeState.PAID),
        ({**ISSUED, "credited_on": DUE}, DUE - timedelta(days=1), FeeState.OPEN),
        ({**ISSUED, "credited_on": DUE}, DUE, FeeState.CREDITED),
        ({**ISSUED, "amount": Decimal(0)}, date(2026, 5, 1), FeeState.FREE),
    ],
)
def test_the_state_of_a_fee_follows_from_its_dates(
    facts: dict[str, object], day: date, state: FeeState
) -> None:
    assert fee_state(day, **facts) is state  # type: ignore[arg-type]


def test_the_latest_headcount_up_to_the_day_counts() -> None:
    counts = [(date(2024, 12, 31), 40), (date(2025, 12, 31), 52), (date(2025, 12, 31), 55)]

    assert employees(counts, date(2024, 12, 30)) is None
    assert employees(counts, date(2025, 12, 30)) == 40
    assert employees(counts, date(2025, 12, 31)) == 55

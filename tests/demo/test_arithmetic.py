"""The demo's calendar and its budgets keep the rules of their trades."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.demo.budget import grant, grant_shares, split
from hub.demo.calendar import Calendar, anniversary, at, holiday, is_workday
from hub.demo.load import load
from hub.projects.models import Partnership, Project

SUNDAY = date(2026, 11, 22)


def test_the_patron_of_the_city_has_a_holiday() -> None:
    assert holiday(date(2026, 11, 13)) == "Sant'Omobono"
    assert holiday(date(2026, 4, 6)) == "Lunedì dell'Angelo"
    assert holiday(date(2026, 4, 7)) is None
    assert not is_workday(date(2026, 11, 13))
    assert is_workday(date(2026, 11, 16))


def test_working_days_are_counted_from_today() -> None:
    calendar = Calendar(SUNDAY)

    assert calendar.workday(0) == calendar.workday(1) == date(2026, 11, 23)
    assert calendar.workday(-1) == date(2026, 11, 20)
    assert calendar.workday(6) == date(2026, 11, 30)
    assert list(calendar.workdays(-2, 2)) == [
        date(2026, 11, 20),
        date(2026, 11, 23),
        date(2026, 11, 24),
    ]


def test_months_and_years_are_counted_from_today() -> None:
    calendar = Calendar(date(2028, 2, 29))

    assert (calendar.month(-2), calendar.month(11)) == (date(2027, 12, 1), date(2029, 1, 1))
    assert calendar.year(-1) == date(2027, 2, 28)
    assert anniversary(date(2027, 2, 28), 1) == date(2028, 2, 28)


def test_clocks_of_cremona_follow_the_law() -> None:
    assert at(date(2027, 1, 4), 9) == datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert at(date(2027, 7, 5), 9) == datetime(2027, 7, 5, 7, tzinfo=UTC)


def test_a_grant_is_a_rate_up_to_a_cap() -> None:
    rate, cap = Decimal(50), Decimal(1_000_000)

    assert grant(Decimal(2_400_000), rate=rate, cap=cap) == 1_000_000
    assert grant(Decimal("100.01"), rate=rate, cap=cap) == Decimal("50.00")


def test_shares_lose_no_cent() -> None:
    costs = {"lead": Decimal(100), "second": Decimal(100), "third": Decimal(100)}

    shares = grant_shares(costs, rate=Decimal(50), cap=Decimal(100))

    assert list(shares.values()) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert split(Decimal(10), [Decimal(0), Decimal(0)]) == [0, 0]


async def test_budgets_of_projects_agree_with_their_call(connection: BaseDBAsyncClient) -> None:
    await load(connection, today=SUNDAY)
    projects = await Project.filter(proposal_id__isnull=False).select_related("funding_call")

    for project in projects:
        call = project.funding_call
        assert call
        assert call.rate_percent
        assert call.grant_cap
        partners = await Partnership.filter(project=project).prefetch_related("budget_lines")
        cost = sum((partner.cost_share for partner in partners), Decimal(0))
        granted = sum((partner.grant_share for partner in partners), Decimal(0))
        assert granted == grant(cost, rate=call.rate_percent, cap=call.grant_cap)
        if project.is_invented:
            for partner in partners:
                lines = list(partner.budget_lines)
                assert sum((line.cost for line in lines), Decimal(0)) == partner.cost_share
                assert sum((line.grant for line in lines), Decimal(0)) == partner.grant_share

"""Monthly numbers of the story's start-ups: filed, corrected, late and due."""

from datetime import date, timedelta
from decimal import Decimal

from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS, Young
from hub.incubation.followup_models import KpiPeriod, KpiReport, KpiValue
from hub.incubation.models import Startup
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import Audience, Metric
from hub.members.models import Person

MONTHS = 8
REPORT_DAYS = timedelta(days=15)
FILING_DAYS = timedelta(days=8)
LATE = frozenset({"Lattosfera", "Cremosense"})
CORRECTED = "PoRobot"


def add_reports(rows: Rows, calendar: Calendar) -> None:
    """The months of support so far: this month's numbers are due, some of the last ones late."""
    supported = [young for young in STARTUPS if young.stage in SUPPORTED]
    for rank, young in enumerate(supported, start=1):
        add_months(rows, calendar, young=young, rank=rank)


def add_months(rows: Rows, calendar: Calendar, *, young: Young, rank: int) -> None:
    for months in range(-MONTHS, 1):
        if calendar.month(months) >= calendar.day(-young.days_known):
            _add_month(rows, calendar, young=young, months=months, rank=rank)


def _add_month(rows: Rows, calendar: Calendar, *, young: Young, months: int, rank: int) -> None:
    month_on, next_on = calendar.month(months), calendar.month(months + 1)
    period_id = rows.add(
        KpiPeriod,
        month_on,
        startup_id=rows.find(Startup, young.name),
        month_on=month_on,
        due_on=next_on + REPORT_DAYS,
    )
    filed_on = next_on + FILING_DAYS
    if filed_on > calendar.today or (young.name in LATE and months == -2):
        return
    filing = {"period_id": period_id, "filed_by_id": rows.find(Person, young.founders[0])}
    _file(rows, filed_on, rank=rank, month=MONTHS + months, **filing)
    if young.name == CORRECTED and months == -3:
        correction = {"revision": 2, "reason": "Invented: an invoice was counted twice."}
        _file(rows, filed_on + FILING_DAYS, rank=rank, month=1, **filing, **correction)


def _file(rows: Rows, filed_on: date, *, rank: int, month: int, **facts: object) -> None:
    report_id = rows.add(KpiReport, filed_on, filed_at=at(filed_on, 16), **facts)
    numbers = {
        Metric.REVENUE: (1_800 * rank + 450 * month, Audience.MENTORS),
        Metric.COSTS: (2_400 * rank + 120 * month, Audience.DESK),
        Metric.CASH: (40_000 - 1_500 * month, Audience.DESK),
        Metric.EMPLOYEES: (1 + rank // 2, Audience.MEMBERS),
        Metric.COLLABORATORS: (rank % 3, Audience.MEMBERS),
        Metric.WOMEN: (1 + rank // 4, Audience.PUBLIC),
        Metric.CUSTOMERS: (rank + month, Audience.MENTORS),
    }
    for metric, (amount, audience) in numbers.items():
        value = {"metric": metric, "amount": Decimal(amount), "audience": audience}
        rows.add(KpiValue, filed_on, report_id=report_id, **value)

"""The types of membership of the demo; their amounts are invented."""

from decimal import Decimal

from hub.demo.calendar import Calendar
from hub.demo.rows import Rows
from hub.members.membership_models import MembershipType
from hub.members.terms import MembershipCategory, PeriodKind

TYPES: dict[str, dict[str, object]] = {
    "founder": {
        "name": "Founder",
        "name_it": "Socio fondatore",
        "category": MembershipCategory.FOUNDER,
        "period_kind": PeriodKind.CALENDAR,
        "grace_days": 60,
        "notice_days": 180,
        "seats": 12,
        "yearly_fee": Decimal(3_000),
        "capital_share": Decimal(5_000),
    },
    "ordinary": {
        "name": "Ordinary member",
        "name_it": "Socio ordinario",
        "category": MembershipCategory.ORDINARY,
        "period_kind": PeriodKind.ROLLING,
        "grace_days": 60,
        "notice_days": 90,
        "seats": 5,
        "yearly_fee": Decimal(1_200),
        "joining_fee": Decimal(300),
        "capital_share": Decimal(1_000),
    },
    "supporting": {
        "name": "Supporting member",
        "name_it": "Socio sostenitore",
        "category": MembershipCategory.SUPPORTING,
        "period_kind": PeriodKind.ROLLING,
        "grace_days": 30,
        "yearly_fee": Decimal(2_000),
    },
    "institutional": {
        "name": "Institutional member",
        "name_it": "Socio istituzionale",
        "category": MembershipCategory.INSTITUTIONAL,
        "period_kind": PeriodKind.ROLLING,
        "grace_days": 90,
        "yearly_fee": Decimal(0),
    },
    "co-worker": {
        "name": "Co-worker",
        "name_it": "Coworker",
        "category": MembershipCategory.CO_WORKER,
        "period_kind": PeriodKind.ROLLING,
        "grace_days": 15,
        "seats": 2,
        "yearly_fee": Decimal(1_440),
    },
}


def add_membership_types(rows: Rows, calendar: Calendar) -> None:
    offered_from = calendar.year(-8)
    for code, terms in TYPES.items():
        rows.add(
            MembershipType,
            offered_from,
            code,
            code=code,
            offered_from=offered_from,
            **terms,
        )

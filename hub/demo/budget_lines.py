"""Budgets of the story's projects: each partner's share by work package and category."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from hub.demo.budget import split
from hub.demo.joint_work import Joint
from hub.demo.proposals import shares_of
from hub.demo.rows import Rows
from hub.projects.models import BudgetLine, Partnership, WorkPackage
from hub.projects.terms import CostCategory

CELLS = (
    (1, CostCategory.PERSONNEL, 12),
    (2, CostCategory.PERSONNEL, 48),
    (2, CostCategory.EQUIPMENT, 10),
    (3, CostCategory.PERSONNEL, 15),
    (3, CostCategory.SERVICES, 8),
    (None, CostCategory.OVERHEADS, 7),
)
"""Work package (none: the whole project), category, and percent of the partner's share."""

PERSON_MONTH = Decimal(4_500)
TENTH = Decimal("0.1")


def add_budget(rows: Rows, since: date, *, joint: Joint, project_id: UUID) -> None:
    shares = shares_of(rows, joint)
    for key, cost in joint.amounts.items():
        costs = split(cost, [Decimal(percent) for _, _, percent in CELLS])
        grants = split(shares[key], costs)
        for (number, category, _), line, granted in zip(CELLS, costs, grants, strict=True):
            _add_line(
                rows,
                since,
                partner=f"{joint.acronym} {key}",
                package=None if number is None else f"{joint.acronym} {number}",
                project_id=project_id,
                category=category,
                cost=line,
                grant=granted,
            )


def _add_line(
    rows: Rows,
    since: date,
    *,
    partner: str,
    package: str | None,
    category: CostCategory,
    cost: Decimal,
    **amounts: object,
) -> None:
    is_personnel = category is CostCategory.PERSONNEL
    rows.add(
        BudgetLine,
        since,
        f"{partner} {package} {category}",
        partnership_id=rows.find(Partnership, partner),
        work_package_id=rows.find(WorkPackage, package) if package else None,
        category=category,
        cost=cost,
        person_months=(cost / PERSON_MONTH).quantize(TENTH) if is_personnel else None,
        **amounts,
    )

"""Claims of the story's projects, one or more in each state."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import cast
from uuid import UUID

from hub.demo.budget import CENT, grant
from hub.demo.calendar import Calendar, at
from hub.demo.calls import grant_terms
from hub.demo.joint_work import PROPOSALS
from hub.demo.rows import Rows
from hub.members.models import Person
from hub.projects.models import BudgetLine, Claim, ClaimLine, ClaimStep, Partnership, Project
from hub.projects.terms import ClaimKind, ClaimState, CostCategory

SUBMITTED, DESK, FINANCE = (
    ClaimState.SUBMITTED,
    ClaimState.DESK_APPROVED,
    ClaimState.FINANCE_APPROVED,
)
PAID = (SUBMITTED, DESK, FINANCE, ClaimState.PAID)
STEP = timedelta(days=2)
DEVELOPMENT = 2
PART = Decimal(3)
"""A claim asks for a third of a line, so that three of them fit."""

APPROVERS = {
    DESK: "Dario Provini",
    FINANCE: "Ada Esempi",
    ClaimState.PAID: "Ada Esempi",
    ClaimState.PAYMENT_FAILED: "Ada Esempi",
    ClaimState.DECLINED: "Dario Provini",
    ClaimState.CHANGES_REQUESTED: "Dario Provini",
}
"""Two different people approve: the projects desk and the direction."""


@dataclass(frozen=True, slots=True)
class Request:
    """A claim of a partner for a period that ended so many days ago, and its way so far."""

    acronym: str
    partner: str
    ended: int
    steps: tuple[ClaimState, ...]
    kind: ClaimKind = ClaimKind.INTERIM


REQUESTS = (
    Request("LIUTAIO", "violini", 320, PAID),
    Request("LIUTAIO", "violini", 140, (*PAID[:3], ClaimState.PAYMENT_FAILED)),
    Request("LIUTAIO", "violini", 10, ()),
    Request("LIUTAIO", "nuvola", 320, PAID),
    Request("LIUTAIO", "nuvola", 60, PAID[:3]),
    Request("LIUTAIO", "istituto", 60, PAID[:2]),
    Request("FOSSI", "nuvola", 200, PAID),
    Request("FOSSI", "nuvola", 30, PAID[:1]),
    Request("FOSSI", "airone", 45, (SUBMITTED, ClaimState.CHANGES_REQUESTED)),
    Request("FOSSI", "Acquaqueta", 40, (SUBMITTED, ClaimState.WITHDRAWN)),
    Request("NEBBIA", "granata", 70, (SUBMITTED, ClaimState.DECLINED)),
    Request("PRIMO", "nuvola", 580, PAID, ClaimKind.FINAL),
    Request("PRIMO", "istituto", 580, PAID, ClaimKind.FINAL),
)


def add_claims(rows: Rows, calendar: Calendar) -> None:
    call_of = {joint.acronym: joint.call for joint in PROPOSALS}
    numbers: dict[str, int] = {}
    for request in REQUESTS:
        partner = f"{request.acronym} {request.partner}"
        numbers[partner] = numbers.get(partner, 0) + 1
        _add_claim(
            rows,
            calendar,
            request=request,
            number=numbers[partner],
            call=call_of[request.acronym],
        )


def _add_claim(rows: Rows, calendar: Calendar, *, request: Request, number: int, call: str) -> None:
    partner = f"{request.acronym} {request.partner}"
    ends_on = calendar.day(-request.ended)
    cost = _claimed(rows, partner, request.acronym)
    rate, cap = grant_terms(rows, call)
    approved = grant(cost, rate=rate, cap=cap) if FINANCE in request.steps else None
    claim_id = rows.add(
        Claim,
        ends_on,
        project_id=rows.find(Project, request.acronym),
        partnership_id=rows.find(Partnership, partner),
        number=number,
        kind=request.kind,
        cup=rows.value(Project, request.acronym, "cup"),
        starts_on=ends_on - timedelta(days=120),
        ends_on=ends_on,
        approved=approved,
        paid=approved if ClaimState.PAID in request.steps else None,
    )
    rows.add(
        ClaimLine,
        ends_on,
        claim_id=claim_id,
        partnership_id=rows.find(Partnership, partner),
        budget_line_id=_line_of(rows, partner, request.acronym),
        cost=cost,
        description="Invented: hours of the development team.",
    )
    _add_steps(rows, ends_on, claim_id=claim_id, steps=request.steps)


def _add_steps(
    rows: Rows, ended_on: date, *, claim_id: UUID, steps: tuple[ClaimState, ...]
) -> None:
    for number, state in enumerate(steps, start=1):
        taken_at = at(ended_on + number * STEP, 11)
        approver = APPROVERS.get(state)
        rows.add(
            ClaimStep,
            taken_at,
            claim_id=claim_id,
            state=state,
            taken_at=taken_at,
            taken_by_id=rows.find(Person, approver) if approver else None,
        )


def _claimed(rows: Rows, partner: str, acronym: str) -> Decimal:
    cost = cast(Decimal, rows.value(BudgetLine, _line_key(partner, acronym), "cost"))
    return (cost / PART).quantize(CENT, ROUND_DOWN)


def _line_of(rows: Rows, partner: str, acronym: str) -> UUID:
    return rows.find(BudgetLine, _line_key(partner, acronym))


def _line_key(partner: str, acronym: str) -> str:
    """The partner's people in the work package of development."""
    return f"{partner} {acronym} {DEVELOPMENT} {CostCategory.PERSONNEL}"

"""Due work, found among the rows in memory by the states that the rules give them."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import md5
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from tortoise.models import Model

from hub.accounts.invitation_models import Invitation
from hub.clock import ROME
from hub.incubation.followup_models import KpiPeriod
from hub.incubation.models import Milestone
from hub.incubation.selection_models import Application
from hub.members.facts import facts_of
from hub.members.membership_models import FeeLine, Membership, MembershipDocument
from hub.members.rules import lapses_on
from hub.projects.agreement_models import Agreement
from hub.projects.call_models import FundingCall, Proposal
from hub.projects.models import Deliverable
from hub.spaces import facts as space_facts
from hub.spaces.booking_models import Booking
from hub.spaces.lease_models import Lease
from hub.spaces.rules import booking_state
from schema.compiler.declare import ENTITIES
from schema.node import join_id
from schema.todo.settling import SETTLED_BY
from tests.oracle.derived.accounts import ACCOUNTS
from tests.oracle.derived.incubation import INCUBATION
from tests.oracle.derived.members import MEMBERS
from tests.oracle.derived.moment import Derivations, Moment, rome_day
from tests.oracle.derived.projects import PROJECTS
from tests.oracle.derived.spaces import SPACES
from tests.oracle.memory import Memory

STATES = {**MEMBERS, **ACCOUNTS, **INCUBATION, **SPACES, **PROJECTS}
DAY = timedelta(days=1)
ALIVE = ("APPLIED", "PENDING", "ACTIVE", "GRACE", "SUSPENDED")

DESKS = {
    "DIRECTION": ("MEMBERSHIP_APPLICATION",),
    "FRONT_DESK": (
        "MEMBERSHIP_RENEWAL",
        "MEMBERSHIP_GRACE",
        "MEMBERSHIP_LAPSED",
        "DOCUMENT_TO_REVIEW",
        "DOCUMENT_EXPIRING",
        "FEE_TO_ISSUE",
        "FEE_OVERDUE",
        "INVITATION_UNANSWERED",
        "BOOKING_REQUEST",
        "LEASE_ENDING",
    ),
    "INCUBATION": ("STARTUP_APPLICATION", "KPI_REPORT_LATE", "MILESTONE_OVERDUE"),
    "PROJECTS": ("CALL_CLOSING", "PROPOSAL_DEADLINE", "DELIVERABLE_LATE", "AGREEMENT_EXPIRING"),
}


@dataclass(frozen=True)
class Item:
    """Something to do, and the type and the row that it is about."""

    kind: str
    desk: str
    due_on: date
    title: str
    about: tuple[str, Any]

    @property
    def id(self) -> UUID:
        key = f"{self.kind}{self.about[1].id}"
        return UUID(md5(key.encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True)
class Ahead:
    """The rows, the moment, and the last day that is looked ahead to."""

    memory: Memory
    moment: Moment
    last: date

    @property
    def day(self) -> date:
        return self.moment.day

    def with_state(self, model: type[Model], *states: str) -> Iterator[Any]:
        name = f"{model.__name__}.state"
        yield from (
            row for row in self.memory.of(model) if STATES[name](row, self.moment) in states
        )

    def is_near(self, day: date | None) -> bool:
        return day is not None and self.day <= day <= self.last


Found = Iterator[tuple[date, str, Any]]
"""When something is due, its title, and its row."""


def todo(memory: Memory, moment: Moment, given: Mapping[str, Any]) -> Iterator[Item]:
    """All there is to do at a desk, or at all desks, on the day of the moment."""
    within = 30 if given.get("within") is None else given["within"]
    last = date.fromordinal(min(moment.day.toordinal() + within, date.max.toordinal()))
    ahead = Ahead(memory, _then(moment), last)
    for desk, kinds in DESKS.items():
        if given.get("desk") in {None, desk}:
            for kind in kinds:
                for due_on, title, row in FINDERS[kind](ahead):
                    yield Item(kind, desk, due_on, title, (type(row).__name__, row))


def _then(moment: Moment) -> Moment:
    """The end of the day, unless it is today; all that is asked of today is asked of the day."""
    day, viewer = moment.day, moment.viewer
    now = viewer.now if day == viewer.today else _end(day)
    return Moment(viewer._replace(today=day, now=now), day, now)


def _end(day: date) -> datetime:
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + DAY, time(), ROME).astimezone(UTC)


def _memberships(ahead: Ahead, status: str) -> Iterator[Any]:
    for row in ahead.memory.of(Membership):
        if STATES["Membership.status"](row, ahead.moment) == status:
            yield row


def _applications(ahead: Ahead) -> Found:
    for row in _memberships(ahead, "APPLIED"):
        yield row.applied_on, _holder(row), row


def _renewals(ahead: Ahead) -> Found:
    for row in _memberships(ahead, "ACTIVE"):
        ends_on = max(row.periods, key=lambda period: period.starts_on).ends_on
        leaves = [day for day in (row.resigned_on, row.expelled_on) if day is not None]
        if ends_on and ahead.is_near(ends_on - DAY) and all(ends_on < day for day in leaves):
            yield ends_on - DAY, _holder(row), row


def _graces(ahead: Ahead) -> Found:
    for row in _memberships(ahead, "GRACE"):
        day = lapses_on(facts_of(row))
        if day and ahead.day < day:
            yield day - DAY, _holder(row), row


def _lapses(ahead: Ahead) -> Found:
    later = [row for row in ahead.memory.of(Membership) if row.applied_on <= ahead.day]
    followed = {row.previous_id for row in later}
    for row in _memberships(ahead, "LAPSED"):
        day = lapses_on(facts_of(row))
        if day and day <= ahead.day <= day + 90 * DAY and row.id not in followed:
            yield day, _holder(row), row


def _papers(ahead: Ahead) -> Iterator[Any]:
    """Those of memberships that are wished for, or run."""
    for row in ahead.memory.of(MembershipDocument):
        if STATES["Membership.status"](row.membership, ahead.moment) in ALIVE:
            yield row


def _is_reviewed(paper: Any, ahead: Ahead) -> bool:
    return paper.reviewed_on is not None and paper.reviewed_on <= ahead.day


def _unreviewed(ahead: Ahead) -> Found:
    for row in _papers(ahead):
        added_on = rome_day(row.created_at)
        if added_on <= ahead.day and not _is_reviewed(row, ahead):
            yield added_on, f"{_holder(row.membership)}: {row.name}", row


def _expiring(ahead: Ahead) -> Found:
    for row in _papers(ahead):
        end = row.expires_on
        if end is None or not row.is_accepted or not _is_reviewed(row, ahead):
            continue
        is_replaced = any(_replaces(each, row, ahead) for each in row.membership.documents)
        if ahead.day <= end + 90 * DAY and end - DAY <= ahead.last and not is_replaced:
            yield end - DAY, f"{_holder(row.membership)}: {row.name}", row


def _replaces(newer: Any, paper: Any, ahead: Ahead) -> bool:
    if newer.kind != paper.kind or paper.kind == "OTHER":
        return False
    is_later = newer.expires_on is None or newer.expires_on > paper.expires_on
    return is_later and bool(newer.is_accepted) and _is_reviewed(newer, ahead)


def _planned_fees(ahead: Ahead) -> Found:
    for row in ahead.with_state(FeeLine, "PLANNED"):
        if row.due_on <= ahead.last:
            yield row.due_on, _of_payer(row), row


def _overdue_fees(ahead: Ahead) -> Found:
    for row in ahead.with_state(FeeLine, "OVERDUE"):
        yield row.due_on, _of_payer(row), row


def _invitations(ahead: Ahead) -> Found:
    now = ahead.moment.now
    for row in ahead.memory.of(Invitation):
        seen = SimpleNamespace(
            expires_at=row.expires_at,
            accepted_at=_come(row.accepted_at, now),
            declined_at=_come(row.declined_at, now),
            revoked_at=_come(row.revoked_at, now),
        )
        if row.created_at <= now and STATES["Invitation.state"](seen, ahead.moment) == "PENDING":
            title = row.organization.name if row.organization else row.role
            yield rome_day(row.expires_at), title, row


def _requests(ahead: Ahead) -> Found:
    now = ahead.moment.now
    for row in ahead.memory.of(Booking):
        facts = space_facts.facts_of(row)
        seen = replace(
            facts,
            confirmed_at=_come(facts.confirmed_at, now),
            declined_at=_come(facts.declined_at, now),
            cancelled_at=_come(facts.cancelled_at, now),
        )
        if row.requested_at <= now and booking_state(seen, now) == "REQUESTED":
            lapses_at = min(row.lapses_at or row.starts_at, row.starts_at)
            yield rome_day(lapses_at), f"{row.space.name}: {row.title}", row


def _leases(ahead: Ahead) -> Found:
    for row in ahead.with_state(Lease, "CURRENT"):
        if row.ends_on and ahead.is_near(row.ends_on - DAY):
            party = row.organization or row.person
            yield row.ends_on - DAY, f"{row.space.name}: {party.name}", row


def _startup_applications(ahead: Ahead) -> Found:
    for row in ahead.with_state(Application, "SCREENING", "IN_REVIEW"):
        yield rome_day(row.submitted_at), row.startup_name, row


def _late_reports(ahead: Ahead) -> Found:
    for row in ahead.with_state(KpiPeriod, "LATE"):
        yield row.due_on, f"{row.startup.name}: {row.month_on:%Y-%m}", row


def _milestones(ahead: Ahead) -> Found:
    for row in ahead.with_state(Milestone, "OVERDUE"):
        yield row.due_on, f"{row.startup.name}: {row.title}", row


def _closing(call: Any, ahead: Ahead) -> date | None:
    closes_at = STATES["FundingCall.next_deadline"](call, ahead.moment)
    return rome_day(closes_at) if closes_at else None


def _calls(ahead: Ahead) -> Found:
    for row in ahead.with_state(FundingCall, "OPEN"):
        closes_on = _closing(row, ahead)
        if closes_on and closes_on <= ahead.last:
            yield closes_on, row.title, row


def _proposals(ahead: Ahead) -> Found:
    calls = set(ahead.with_state(FundingCall, "UPCOMING", "OPEN"))
    for row in ahead.with_state(Proposal, "DRAFT", "INTERNAL_REVIEW"):
        closes_on = _closing(row.funding_call, ahead)
        if row.phase is not None:
            closes_at = row.phase.closes_at
            is_open = closes_at is not None and ahead.moment.now < closes_at
            closes_on = rome_day(closes_at) if is_open else None
        if row.funding_call in calls and closes_on and closes_on <= ahead.last:
            yield closes_on, row.acronym or row.title, row


def _deliverables(ahead: Ahead) -> Found:
    for row in ahead.with_state(Deliverable, "LATE"):
        yield row.due_on, f"{row.code} {row.title}", row


def _agreements(ahead: Ahead) -> Found:
    for row in ahead.with_state(Agreement, "IN_FORCE"):
        notice_on = STATES["Agreement.notice_on"](row, ahead.moment)
        due_on = row.ends_on and row.ends_on - DAY
        if notice_on is not None and ahead.day <= notice_on:
            due_on = notice_on
        if ahead.is_near(due_on):
            yield due_on, row.title, row


FINDERS: Mapping[str, Callable[[Ahead], Found]] = {
    "MEMBERSHIP_APPLICATION": _applications,
    "MEMBERSHIP_RENEWAL": _renewals,
    "MEMBERSHIP_GRACE": _graces,
    "MEMBERSHIP_LAPSED": _lapses,
    "DOCUMENT_TO_REVIEW": _unreviewed,
    "DOCUMENT_EXPIRING": _expiring,
    "FEE_TO_ISSUE": _planned_fees,
    "FEE_OVERDUE": _overdue_fees,
    "INVITATION_UNANSWERED": _invitations,
    "BOOKING_REQUEST": _requests,
    "LEASE_ENDING": _leases,
    "STARTUP_APPLICATION": _startup_applications,
    "KPI_REPORT_LATE": _late_reports,
    "MILESTONE_OVERDUE": _milestones,
    "CALL_CLOSING": _calls,
    "PROPOSAL_DEADLINE": _proposals,
    "DELIVERABLE_LATE": _deliverables,
    "AGREEMENT_EXPIRING": _agreements,
}


def _holder(membership: Any) -> str:
    name: str = (membership.organization or membership.person).name
    return name


def _of_payer(fee: Any) -> str:
    return f"{(fee.payer or fee.paying_person).name}: {fee.description}"


def _come(instant: datetime | None, now: datetime) -> datetime | None:
    return instant if instant is not None and instant <= now else None


def _operation(item: Item, _: Moment) -> str | None:
    return next((each.operation for kind, each in SETTLED_BY.items() if kind == item.kind), None)


def _variables(item: Item, moment: Moment) -> str | None:
    type_name, row = item.about
    if _operation(item, moment) is None:
        return None
    given = {"id": join_id(ENTITIES[type_name].prefix, row.id)}
    if item.kind == "DOCUMENT_EXPIRING":
        id = join_id(ENTITIES["Membership"].prefix, row.membership_id)
        given = {"id": id, "kind": str(row.kind), "name": row.name}
    if item.kind in {"MEMBERSHIP_RENEWAL", "MEMBERSHIP_GRACE"}:
        given["coveredUntil"] = STATES["Membership.covered_until"](row, moment).isoformat()
    return json.dumps(given, ensure_ascii=False)


TODO: Derivations = {"TodoItem.operation": _operation, "TodoItem.variables": _variables}

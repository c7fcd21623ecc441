"""Each kind of due work is there from its first day to its last, and not a day before or after."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from hub.clock import ROME
from hub.incubation.terms import ApplicationDecision
from hub.members.terms import Decision, DocumentKind
from hub.todo.terms import TodoKind
from tests.compiler.asking import Asking
from tests.make import accounts, incubation, members, projects, spaces

LISTED = """query ($on: Date, $within: Int) {
    todo(on: $on, within: $within) { totalCount nodes { kind dueOn title } } }"""

DAY = timedelta(days=1)
FIRST = date(2027, 6, 1)
LATER = FIRST + 20 * DAY

Make = Callable[[], Awaitable[Any]]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ROME)


async def application() -> None:
    """Decided on the later day."""
    alfa = await members.organization("Alfa")
    await members.application(
        organization=alfa, applied_on=FIRST, decided_on=LATER, decision=Decision.REJECTED
    )


async def withdrawn() -> None:
    alfa = await members.organization("Alfa")
    await members.application(organization=alfa, applied_on=FIRST, withdrawn_on=LATER)


async def covered(ends_on: date, **given: Any) -> Any:
    """A membership whose last period ends on a day, with ten days of grace."""
    alfa = await members.organization("Alfa")
    type = await members.membership_type(grace_days=10)
    facts = {"applied_on": date(2026, 1, 1), "decided_on": date(2026, 1, 2), **given}
    periods = [(date(2026, 6, 1), ends_on)]
    return await members.membership(organization=alfa, type=type, periods=periods, **facts)


async def ending() -> None:
    await covered(FIRST + 31 * DAY)


async def in_grace() -> None:
    await covered(FIRST)


async def lapsing() -> None:
    await covered(FIRST - 10 * DAY)


async def asked_back() -> None:
    """The holder applies anew some days after the lapse."""
    lapsed = await covered(FIRST - 10 * DAY)
    again = await members.application(
        organization_id=lapsed.organization_id,
        previous=lapsed,
        applied_on=LATER,
        decided_on=LATER,
        decision=Decision.REJECTED,
    )
    assert again.previous_id == lapsed.id


async def paper(**given: Any) -> None:
    lasting = await covered(LATER + 999 * DAY)
    values = {"kind": DocumentKind.INSURANCE, "name": "Polizza"}
    for each in ({}, *given.pop("others", ())):
        await members.document(**{**values, "membership": lasting, **given, **each})


async def paper_to_review() -> None:
    await paper(created_at=noon(FIRST), reviewed_on=LATER, is_accepted=True)


async def expiring_paper() -> None:
    await paper(expires_on=FIRST + 31 * DAY, reviewed_on=FIRST - 40 * DAY, is_accepted=True)


async def replaced_paper() -> None:
    """A newer one is accepted on the later day."""
    await paper(
        expires_on=FIRST + 31 * DAY,
        reviewed_on=FIRST - 40 * DAY,
        is_accepted=True,
        others=[{"expires_on": LATER + 400 * DAY, "reviewed_on": LATER, "created_at": noon(LATER)}],
    )


async def fee(**given: Any) -> Any:
    alfa = await members.organization("Alfa")
    lasting = await members.membership(organization=alfa, periods=[(date(2026, 6, 1), None)])
    return await members.fee_line(membership=lasting, description="Quota", **given)


async def planned_fee() -> None:
    await fee(due_on=FIRST + 30 * DAY, issued_on=LATER)


async def overdue_fee() -> None:
    await fee(due_on=FIRST - DAY, issued_on=FIRST - 9 * DAY, credited_on=LATER)


async def paid_fee() -> None:
    await fee(due_on=FIRST - DAY, issued_on=FIRST - 9 * DAY, paid_on=LATER)


async def invitation() -> None:
    alfa = await members.organization("Alfa")
    await accounts.invitation(organization=alfa, created_at=noon(FIRST), expires_at=noon(LATER))


async def request() -> None:
    room = await spaces.space("Sala")
    begins = noon(LATER + 9 * DAY)
    await spaces.request(
        begins, space=room, title="Riunione", requested_at=noon(FIRST), lapses_at=noon(LATER)
    )


async def approved_request() -> None:
    """Nobody knew before that it would be approved."""
    room = await spaces.space("Sala")
    begins = noon(LATER + 9 * DAY)
    await spaces.booking(
        begins,
        space=room,
        title="Riunione",
        requested_at=noon(FIRST),
        lapses_at=noon(LATER + 5 * DAY),
        confirmed_at=noon(LATER),
    )


async def lease() -> None:
    desk, alfa = await spaces.desk(name="Scrivania"), await members.organization("Alfa")
    await spaces.lease(space=desk, organization=alfa, ends_on=FIRST + 31 * DAY)


async def startup_application() -> None:
    await incubation.application(
        startup_name="Onda",
        submitted_at=noon(FIRST),
        decided_on=LATER,
        decision=ApplicationDecision.REJECTED,
    )


async def late_report() -> None:
    onda = await incubation.startup("Onda")
    month = await incubation.kpi_period(date(2027, 4, 1), startup=onda, due_on=FIRST - DAY)
    await incubation.kpi_report(period=month, filed_at=noon(LATER))


async def milestone() -> None:
    onda = await incubation.startup("Onda")
    await incubation.milestone(
        startup=onda, title="Prototipo", due_on=FIRST - DAY, reached_on=LATER
    )


async def call() -> Any:
    found = await projects.funding_call(title="Bando")
    await projects.call_phase(
        funding_call=found, opens_at=noon(FIRST - 9 * DAY), closes_at=noon(FIRST + 30 * DAY)
    )
    return found


async def proposal() -> None:
    """Handed in on the later day."""
    await projects.proposal(funding_call=await call(), title="Onda verde", submitted_at=noon(LATER))


async def deliverable() -> None:
    await projects.deliverable(code="D1", title="Rapporto", due_on=FIRST - DAY, delivered_on=LATER)


async def agreement(**given: Any) -> None:
    pact = await projects.agreement(
        title="Convenzione",
        sent_on=FIRST - 99 * DAY,
        starts_on=FIRST - 90 * DAY,
        ends_on=FIRST + 31 * DAY,
        **given,
    )
    await projects.agreement_party(agreement=pact, signed_on=FIRST - 95 * DAY)


async def agreement_with_notice() -> None:
    await agreement(notice_days=11)


Case = tuple[Make, TodoKind, date, str, date, date]
CASES: dict[str, Case] = {
    "application": (
        application, TodoKind.MEMBERSHIP_APPLICATION, FIRST, "Alfa", FIRST, LATER - DAY,
    ),
    "withdrawn": (
        withdrawn, TodoKind.MEMBERSHIP_APPLICATION, FIRST, "Alfa", FIRST, LATER - DAY,
    ),
    "renewal": (
        ending, TodoKind.MEMBERSHIP_RENEWAL, FIRST + 30 * DAY, "Alfa", FIRST, FIRST + 30 * DAY,
    ),
    "grace": (
        in_grace, TodoKind.MEMBERSHIP_GRACE, FIRST + 9 * DAY, "Alfa", FIRST, FIRST + 9 * DAY,
    ),
    "lapse": (
        lapsing, TodoKind.MEMBERSHIP_LAPSED, FIRST, "Alfa", FIRST, FIRST + 90 * DAY,
    ),
    "asked back": (
        asked_back, TodoKind.MEMBERSHIP_LAPSED, FIRST, "Alfa", FIRST, LATER - DAY,
    ),
    "paper to review": (
        paper_to_review, TodoKind.DOCUMENT_TO_REVIEW, FIRST, "Alfa: Polizza", FIRST, LATER - DAY,
    ),
    "expiring paper": (
        expiring_paper, TodoKind.DOCUMENT_EXPIRING, FIRST + 30 * DAY, "Alfa: Polizza",
        FIRST, FIRST + 121 * DAY,
    ),
    "replaced paper": (
        replaced_paper, TodoKind.DOCUMENT_EXPIRING, FIRST + 30 * DAY, "Alfa: Polizza",
        FIRST, LATER - DAY,
    ),
    "planned fee": (
        planned_fee, TodoKind.FEE_TO_ISSUE, FIRST + 30 * DAY, "Alfa: Quota", FIRST, LATER - DAY,
    ),
    "overdue fee": (
        overdue_fee, TodoKind.FEE_OVERDUE, FIRST - DAY, "Alfa: Quota", FIRST, LATER - DAY,
    ),
    "paid fee": (
        paid_fee, TodoKind.FEE_OVERDUE, FIRST - DAY, "Alfa: Quota", FIRST, LATER - DAY,
    ),
    "invitation": (
        invitation, TodoKind.INVITATION_UNANSWERED, LATER, "Alfa", FIRST, LATER - DAY,
    ),
    "request": (
        request, TodoKind.BOOKING_REQUEST, LATER, "Sala: Riunione", FIRST, LATER - DAY,
    ),
    "approved request": (
        approved_request, TodoKind.BOOKING_REQUEST, LATER + 5 * DAY, "Sala: Riunione",
        FIRST, LATER - DAY,
    ),
    "lease": (
        lease, TodoKind.LEASE_ENDING, FIRST + 30 * DAY, "Scrivania: Alfa",
        FIRST, FIRST + 30 * DAY,
    ),
    "startup application": (
        startup_application, TodoKind.STARTUP_APPLICATION, FIRST, "Onda", FIRST, LATER - DAY,
    ),
    "late report": (
        late_report, TodoKind.KPI_REPORT_LATE, FIRST - DAY, "Onda: 2027-04", FIRST, LATER - DAY,
    ),
    "milestone": (
        milestone, TodoKind.MILESTONE_OVERDUE, FIRST - DAY, "Onda: Prototipo",
        FIRST, LATER - DAY,
    ),
    "call": (
        call, TodoKind.CALL_CLOSING, FIRST + 30 * DAY, "Bando", FIRST, FIRST + 29 * DAY,
    ),
    "proposal": (
        proposal, TodoKind.PROPOSAL_DEADLINE, FIRST + 30 * DAY, "Onda verde",
        FIRST, LATER - DAY,
    ),
    "deliverable": (
        deliverable, TodoKind.DELIVERABLE_LATE, FIRST - DAY, "D1 Rapporto", FIRST, LATER - DAY,
    ),
    "agreement": (
        agreement, TodoKind.AGREEMENT_EXPIRING, FIRST + 30 * DAY, "Convenzione",
        FIRST, FIRST + 30 * DAY,
    ),
}  # fmt: skip
"""What is made; the kind of work, when it is due, its title, its first day and its last."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_it_is_there_from_its_first_day_to_its_last(asking: Asking, case: Case) -> None:
    make, kind, due_on, title, first, last = case
    await make()

    expected = [{"kind": kind, "dueOn": due_on.isoformat(), "title": title}]
    assert await listed(asking, kind, first - DAY) == []
    assert await listed(asking, kind, first) == expected
    assert await listed(asking, kind, last) == expected
    assert await listed(asking, kind, last + DAY) == []


def test_each_kind_has_its_days() -> None:
    assert {kind for _, kind, *_ in CASES.values()} == set(TodoKind)


async def test_notice_of_an_agreement_comes_before_its_end(asking: Asking) -> None:
    await agreement_with_notice()

    last_notice, last_day = FIRST + 20 * DAY, FIRST + 30 * DAY
    due = [
        (await listed(asking, TodoKind.AGREEMENT_EXPIRING, day))[0]["dueOn"]
        for day in (FIRST, last_notice, last_notice + DAY, last_day)
    ]

    assert due == [day.isoformat() for day in (last_notice, last_notice, last_day, last_day)]
    assert await listed(asking, TodoKind.AGREEMENT_EXPIRING, FIRST - 11 * DAY) == []
    assert len(await listed(asking, TodoKind.AGREEMENT_EXPIRING, FIRST - 10 * DAY)) == 1


async def test_who_leaves_with_the_period_has_nothing_to_renew(asking: Asking) -> None:
    end = FIRST + 10 * DAY
    await covered(end, notice_on=FIRST - 90 * DAY, resigned_on=end)
    await covered(end, notice_on=FIRST - 90 * DAY, resigned_on=end + DAY)

    assert len(await listed(asking, TodoKind.MEMBERSHIP_RENEWAL, FIRST)) == 1


async def test_a_renewed_membership_is_not_due(asking: Asking) -> None:
    end = FIRST + 10 * DAY
    renewed = await covered(end)
    await members.period(membership=renewed, starts_on=end, ends_on=end + 365 * DAY)

    assert await listed(asking, TodoKind.MEMBERSHIP_RENEWAL, FIRST) == []


@pytest.mark.parametrize(("within", "found"), [(0, 0), (29, 0), (30, 1), (None, 1), (366, 1)])
async def test_how_far_ahead_is_asked_for(asking: Asking, within: int | None, found: int) -> None:
    await ending()

    assert len(await listed(asking, TodoKind.MEMBERSHIP_RENEWAL, FIRST, within=within)) == found


@pytest.mark.parametrize("day", [date.min, date(2027, 3, 28), date(2027, 10, 31), date.max])
async def test_any_day_may_be_asked_about(asking: Asking, day: date) -> None:
    """The first and the last there are, and those that have not 24 hours."""
    await ending()
    await invitation()
    await request()

    for within in (0, 366):
        answer = await asking.data(LISTED, on=day.isoformat(), within=within)
        assert answer["todo"]["totalCount"] == len(answer["todo"]["nodes"])


async def test_a_request_of_today_ends_at_the_hour(asking: Asking) -> None:
    """Today is asked about as it is now, not as it will be in the evening."""
    room, now = await spaces.space("Sala"), datetime.combine(date(2027, 5, 12), time(10, 30), ROME)
    for minutes in (0, 1):
        await spaces.request(
            now + DAY,
            space=room,
            title=f"Dopo {minutes}",
            lapses_at=now + timedelta(minutes=minutes),
        )

    answer = await asking.data("{ todo { nodes { title } } }")

    assert answer["todo"]["nodes"] == [{"title": "Sala: Dopo 1"}]


async def listed(
    asking: Asking, kind: TodoKind, day: date, *, within: int | None = None
) -> list[dict[str, Any]]:
    """What the direction finds on a day, of one kind."""
    answer = await asking.data(LISTED, on=day.isoformat(), within=within)
    nodes = answer["todo"]["nodes"]
    assert answer["todo"]["totalCount"] == len(nodes)
    return [node for node in nodes if node["kind"] == kind]

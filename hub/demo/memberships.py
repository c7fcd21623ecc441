"""Memberships of the invented companies: a history for each status that a membership can have."""

from datetime import date
from uuid import UUID

from hub.demo.admission import DAY, Holder, apply, ask, join
from hub.demo.calendar import Calendar, anniversary
from hub.demo.people import add_person
from hub.demo.rows import Rows
from hub.members.fee_models import Reminder
from hub.members.membership_models import MembershipPeriod, Suspension
from hub.members.models import Organization
from hub.members.terms import Decision, FeeKind, ReminderChannel, ResignationReason

CO_WORKERS = {"Nadia Bozzetti": 500, "Oscar Miraggi": 170}
"""Free professionals, with the days since they joined."""


def add_memberships(rows: Rows, calendar: Calendar) -> None:
    _add_active(rows, calendar)
    _add_in_grace(rows, calendar)
    _add_suspended(rows, calendar)
    _add_lapsed(rows, calendar)
    _add_left(rows, calendar)
    _add_pending(rows, calendar)
    _add_not_admitted(rows, calendar)
    _add_co_workers(rows, calendar)


def held_by(rows: Rows, key: str) -> Holder:
    return {"organization_id": rows.find(Organization, key)}


def _add_active(rows: Rows, calendar: Calendar) -> None:
    new_year = date(calendar.today.year, 1, 1)
    holder = held_by(rows, "nuvola")
    founder_id = join(
        rows, anniversary(new_year, -5), holder=holder, code="founder", number="S-001", years=6
    )
    next_year = anniversary(new_year, 1)
    ask(
        rows,
        next_year,
        membership_id=founder_id,
        holder=holder,
        code="founder",
        issued_on=None,
        invoice_number=None,
    )
    for key, code, number, since, years in (
        ("violini", "ordinary", "S-004", calendar.day(-200), 4),
        ("ponte", "supporting", "S-003", calendar.day(-90), 5),
        ("salice", "ordinary", "S-014", calendar.day(-310), 3),
        ("cicogna", "ordinary", "S-015", calendar.day(-60), 4),
        ("farfara", "ordinary", "S-016", calendar.day(-130), 2),
        ("melograno", "supporting", "S-017", calendar.day(-240), 5),
        ("istituto", "institutional", "S-006", calendar.day(-300), 3),
    ):
        first_on = anniversary(since, 1 - years)
        join(rows, first_on, holder=held_by(rows, key), code=code, number=number, years=years)


def _add_in_grace(rows: Rows, calendar: Calendar) -> None:
    """The last period has ended, the contribution for the next one is overdue."""
    holder, ended_on = held_by(rows, "granata"), calendar.day(-20)
    membership_id = join(
        rows, anniversary(ended_on, -4), holder=holder, code="ordinary", number="S-005", years=4
    )
    line_id = ask(
        rows,
        calendar.day(-50),
        membership_id=membership_id,
        holder=holder,
        code="ordinary",
    )
    rows.add(
        Reminder,
        calendar.day(-10),
        fee_line_id=line_id,
        sent_on=calendar.day(-10),
        level=1,
        channel=ReminderChannel.PEC,
    )
    two_years_ago = calendar.year(-2)
    _suspend(rows, two_years_ago, membership_id=membership_id, ends_on=two_years_ago + 30 * DAY)


def _add_suspended(rows: Rows, calendar: Calendar) -> None:
    holder = held_by(rows, "mostarda")
    first_on = anniversary(calendar.day(-150), -2)
    membership_id = join(rows, first_on, holder=holder, code="ordinary", number="S-007", years=3)
    _suspend(rows, calendar.day(-30), membership_id=membership_id, ends_on=None)


def _add_lapsed(rows: Rows, calendar: Calendar) -> None:
    """One that never came back, and one that did after a gap that stays visible."""
    left_on = calendar.day(-200)
    holder = held_by(rows, "nebbia")
    join(rows, anniversary(left_on, -3), holder=holder, code="ordinary", number="S-002", years=3)

    holder = held_by(rows, "airone")
    first_on = anniversary(calendar.day(-1_000), -2)
    former_id = join(rows, first_on, holder=holder, code="ordinary", number="S-008", years=2)
    join(
        rows,
        calendar.day(-100),
        holder=holder,
        code="ordinary",
        number="S-012",
        years=1,
        previous_id=former_id,
    )


def _add_left(rows: Rows, calendar: Calendar) -> None:
    holder = held_by(rows, "golena")
    resignation = {
        "notice_on": calendar.day(-190),
        "resigned_on": calendar.day(-100),
        "resignation_reason": ResignationReason.MOVED,
    }
    membership_id = join(
        rows,
        anniversary(calendar.day(-250), -3),
        holder=holder,
        code="ordinary",
        number="S-009",
        years=4,
        **resignation,
    )
    ask(
        rows,
        calendar.day(-120),
        membership_id=membership_id,
        holder=holder,
        code="ordinary",
        credited_on=calendar.day(-99),
    )
    expulsion = {
        "expelled_on": calendar.day(-150),
        "expulsion_reason": "Invented: repeated breach of the house rules.",
    }
    join(
        rows,
        anniversary(calendar.day(-260), -1),
        holder=held_by(rows, "lanca"),
        code="ordinary",
        number="S-010",
        years=2,
        **expulsion,
    )


def _add_pending(rows: Rows, calendar: Calendar) -> None:
    """Admitted from the first day of next month; what is due on joining has been asked for."""
    holder, joined_on = held_by(rows, "zolla"), calendar.month(1)
    membership_id = apply(
        rows,
        calendar.day(-40),
        holder=holder,
        code="ordinary",
        number="S-013",
        decided_on=calendar.day(-5),
        decision=Decision.ADMITTED,
        joined_on=joined_on,
    )
    rows.add(
        MembershipPeriod,
        calendar.day(-5),
        membership_id=membership_id,
        starts_on=joined_on,
        ends_on=anniversary(joined_on, 1),
    )
    for kind in (FeeKind.JOINING, FeeKind.CAPITAL_SHARE):
        ask(
            rows,
            calendar.day(-4),
            membership_id=membership_id,
            holder=holder,
            code="ordinary",
            kind=kind,
        )


def _add_not_admitted(rows: Rows, calendar: Calendar) -> None:
    apply(rows, calendar.day(-12), holder=held_by(rows, "cascina"), code="ordinary")
    apply(
        rows,
        calendar.day(-80),
        holder=held_by(rows, "campanile"),
        code="ordinary",
        decided_on=calendar.day(-50),
        decision=Decision.REJECTED,
        decision_note="Invented: the activity lies outside the statute.",
    )
    apply(
        rows,
        calendar.day(-70),
        holder=held_by(rows, "idrovora"),
        code="supporting",
        withdrawn_on=calendar.day(-60),
    )


def _add_co_workers(rows: Rows, calendar: Calendar) -> None:
    """Customers of the co-working space who work for themselves."""
    for number, (name, days_ago) in enumerate(CO_WORKERS.items(), start=90):
        since = calendar.day(-days_ago)
        holder = {"person_id": add_person(rows, since - 60 * DAY, name)}
        years = 1 + days_ago // 365
        join(rows, since, holder=holder, code="co-worker", number=f"C-{number:03}", years=years)


def _suspend(rows: Rows, starts_on: date, *, membership_id: UUID, ends_on: date | None) -> None:
    rows.add(
        Suspension,
        starts_on,
        membership_id=membership_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason="Invented: contribution not paid in spite of two reminders.",
    )

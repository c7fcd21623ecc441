"""Calls, proposals and projects of the crowd, with partners drawn from its organizations."""

from dataclasses import replace

from hub.demo.calendar import Calendar
from hub.demo.calls import Notice, add_call
from hub.demo.crowd_members import Crowd
from hub.demo.joint_work import Joint, Run
from hub.demo.projects import add_project
from hub.demo.proposals import add_proposal
from hub.demo.rows import Rows
from hub.demo.scale import Size

FIRST_NUMBER = 1_000
LONGEST_AGO, LATEST = 2_400, 640
DAYS_TO_ADMISSION, SETTLEMENT_DAYS = 15, 150
COSTS = (20_000, 250_000)
OPEN_EVERY, REJECTED_EVERY = 8, 3


def add_crowd_projects(rows: Rows, calendar: Calendar, *, crowd: Crowd, size: Size) -> None:
    calls = [_add_call(rows, calendar, number) for number in range(size.calls)]
    awarded = {key: notice for key, notice in calls if notice.ended}
    partners = 0
    for number in range(size.projects):
        due = size.partnerships * (number + 1) // size.projects
        key = list(awarded)[number % len(awarded)]
        joint = _joint(rows, crowd, number, call=key, partners=due - partners)
        _carry_out(rows, calendar, joint=joint, notice=awarded[key], number=number)
        partners = due
        if number % REJECTED_EVERY == 0:
            _reject(rows, calendar, crowd=crowd, call=key, notice=awarded[key], number=number)


def _add_call(rows: Rows, calendar: Calendar, number: int) -> tuple[str, Notice]:
    """Most calls are awarded; now and then one is open."""
    key = f"{number + 1:03}"
    published = -rows.chance.randint(LATEST, LONGEST_AGO)
    notice = Notice(
        title=f"Bando immaginario {number + 1}",
        published=published,
        window=(published + 20, published + 120),
        followed={"evaluation_on": published + 130, "ranked_on": published + 240},
        ended={"awarded_on": published + 260},
        pot=10_000_000,
        rate=rows.chance.choice((40, 50, 60, 80)),
        cap=rows.chance.choice((200_000, 300_000, 500_000)),
    )
    if number % OPEN_EVERY == OPEN_EVERY - 1:
        window = (-rows.chance.randint(5, 40), rows.chance.randint(5, 90))
        notice = Notice(title=notice.title, published=-60, window=window)
    add_call(rows, calendar, key=key, notice=notice)
    return key, notice


def _joint(
    rows: Rows,
    crowd: Crowd,
    number: int,
    *,
    call: str,
    partners: int,
    letter: str = "P",
) -> Joint:
    names = rows.chance.sample(crowd.organizations, partners)
    return Joint(
        acronym=f"{letter}{number + 1:04}",
        title=f"Progetto immaginario {letter}{number + 1}",
        call=call,
        costs={name: rows.chance.randint(*COSTS) for name in names},
    )


def _carry_out(
    rows: Rows, calendar: Calendar, *, joint: Joint, notice: Notice, number: int
) -> None:
    """The proposal that won, and the project that came of it."""
    awarded = notice.ended["awarded_on"]
    decided = {"ranked_on": notice.followed["ranked_on"], "funded_on": awarded}
    add_proposal(rows, calendar, _handed_in(joint, notice, decided))
    starts = awarded + rows.chance.randint(30, 120)
    ends = starts + rows.chance.choice((365, 545, 730, 1_095))
    is_closed = ends + SETTLEMENT_DAYS < 0
    run = Run(
        acronym=joint.acronym,
        starts=starts,
        ends=ends,
        dates={"closed_on": ends + SETTLEMENT_DAYS} if is_closed else {},
    )
    add_project(rows, calendar, joint=joint, run=run, number=FIRST_NUMBER + number)


def _reject(
    rows: Rows, calendar: Calendar, *, crowd: Crowd, call: str, notice: Notice, number: int
) -> None:
    """A proposal to the same call that was not funded."""
    awarded = notice.ended["awarded_on"]
    decided = {"ranked_on": notice.followed["ranked_on"], "not_funded_on": awarded}
    joint = _joint(rows, crowd, number, call=call, partners=3, letter="N")
    add_proposal(rows, calendar, _handed_in(joint, notice, decided))


def _handed_in(joint: Joint, notice: Notice, decided: dict[str, int]) -> Joint:
    admitted_on = notice.followed["evaluation_on"]
    decided = {"admitted_on": admitted_on, **decided}
    return replace(joint, submitted=admitted_on - DAYS_TO_ADMISSION, decided=decided)

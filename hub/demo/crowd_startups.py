"""Start-ups of the crowd: some at each stage, with the numbers of those that are supported."""

from collections.abc import Iterator

from hub.demo import invented
from hub.demo.calendar import Calendar
from hub.demo.crowd_members import SECTORS, Crowd
from hub.demo.participation import add_places
from hub.demo.reports import add_months
from hub.demo.rows import Rows
from hub.demo.startup_paths import FULL_PATH, Young
from hub.demo.startups import add_startup
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import Stage
from hub.members.models import Organization, Person

LEAVING_PERCENT = 20
WAYS_OUT = (Stage.ON_HOLD, Stage.WITHDRAWN, Stage.CEASED)
BEFORE_COMPLETION = frozenset({Stage.SELECTED, *SUPPORTED})
FEWEST_DAYS, MOST_DAYS = 30, 400


def add_crowd_startups(rows: Rows, calendar: Calendar, *, crowd: Crowd, count: int) -> None:
    for number in range(count):
        young = _young(rows, crowd, number)
        # The first ones are companies of their own; the others are teams of people so far.
        organization = crowd.organizations[number] if number < count // 2 else None
        add_startup(
            rows,
            calendar,
            young,
            founder_ids=[rows.find(Person, name) for name in young.founders],
            organization_id=rows.find(Organization, organization) if organization else None,
        )
        add_places(rows, calendar, young)
        if young.stage in SUPPORTED:
            add_months(rows, calendar, young=young, rank=1 + number % 20)


def _young(rows: Rows, crowd: Crowd, number: int) -> Young:
    chance = rows.chance
    word = chance.choice(invented.FIRST_WORDS)
    return Young(
        name=f"Start-up {word} {number + 1}",
        pitch="An invented start-up of the crowd.",
        sector=chance.choice(SECTORS),
        founders=tuple(chance.sample(crowd.people, 2)),
        path=tuple(_path(rows)),
        is_stealth=chance.random() < 0.05,
    )


def _path(rows: Rows) -> Iterator[tuple[Stage, int]]:
    """The usual stages up to one of them, and for some a way out from there."""
    stages = list(FULL_PATH[: rows.chance.randint(1, len(FULL_PATH))])
    leaves = rows.chance.randrange(100) < LEAVING_PERCENT
    if leaves and stages[-1] in BEFORE_COMPLETION:
        stages.append(rows.chance.choice(WAYS_OUT))
    days = [rows.chance.randint(FEWEST_DAYS, MOST_DAYS) for _ in stages]
    for number, stage in enumerate(stages):
        yield stage, sum(days[number:])

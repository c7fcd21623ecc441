"""Intakes of the story in every state, and what their reviewers are asked."""

from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.incubation.models import Programme
from hub.incubation.selection_models import Criterion, Intake
from hub.incubation.terms import Stage

CRITERIA = (
    ("Team", 3, "Do they know the trade, and each other?"),
    ("Problem", 2, "Does somebody really have it?"),
    ("Market", 2, "Who pays, and how many are there?"),
    ("Bond with the area", 1, "What does it have to do with Cremona?"),
)
# programme, days from today to opening and closing, further days by column
INTAKES: dict[str, tuple[str, int, int, dict[str, int]]] = {
    "decided": (Stage.PRE_INCUBATION, -240, -200, {"published_at": -260, "decided_at": -170}),
    "in review": (Stage.PRE_INCUBATION, -45, -12, {"published_at": -60}),
    "open": (Stage.INCUBATION, -6, 24, {"published_at": -20}),
    "announced": (Stage.PRE_INCUBATION, 60, 90, {"published_at": -3}),
    "draft": (Stage.ACCELERATION, 150, 180, {}),
    "cancelled": ("next", -90, -60, {"published_at": -100, "cancelled_at": -80}),
}


def add_intakes(rows: Rows, calendar: Calendar) -> None:
    for name in INTAKES:
        _add_intake(rows, calendar, name)


def _add_intake(rows: Rows, calendar: Calendar, name: str) -> None:
    programme, opens, closes, others = INTAKES[name]
    intake_id = rows.add(
        Intake,
        calendar.day(others.get("published_at", -1)),
        name,
        programme_id=rows.find(Programme, programme),
        name=f"Intake of {calendar.day(opens):%B %Y} (esempio)",
        description="An invented intake of the demo.",
        places=4,
        reviews_needed=2,
        opens_at=at(calendar.day(opens), 9),
        closes_at=at(calendar.day(closes), 18),
        **{column: at(calendar.day(days), 12) for column, days in others.items()},
    )
    for position, (criterion, weight, guidance) in enumerate(CRITERIA, start=1):
        rows.add(
            Criterion,
            calendar.day(others.get("published_at", -1)),
            f"{name}: {criterion}",
            intake_id=intake_id,
            position=position,
            name=criterion,
            guidance=guidance,
            weight=weight,
        )

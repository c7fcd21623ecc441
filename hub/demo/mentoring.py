"""Mentors of the story: whom they accompany, and their hours in every state."""

from datetime import timedelta

from hub.demo.calendar import Calendar, at
from hub.demo.people import MENTORS
from hub.demo.rows import Rows
from hub.incubation.followup_models import Mentor, MentoringSession, Mentorship
from hub.incubation.models import Startup
from hub.members.models import Person

LIVIA, ROCCO, OLGA, ENEA = MENTORS
EXPERTISE = {
    LIVIA: ["Finance", "Investors"],
    ROCCO: ["Industrial design", "Production"],
    OLGA: ["Sales", "Exports"],
    ENEA: ["Software", "Data protection"],
}
# mentor, start-up, days ago: proposed, begun, ended; declined instead of begun
PAIRS: tuple[tuple[str, str, dict[str, int]], ...] = (
    (LIVIA, "Stradivariabile", {"proposed_on": 290, "starts_on": 280}),
    (LIVIA, "PoRobot", {"proposed_on": 600, "starts_on": 590, "ends_on": 180}),
    (ROCCO, "PoRobot", {"proposed_on": 190, "starts_on": 180}),
    (ROCCO, "Nebbiometro", {"proposed_on": 230, "starts_on": 225}),
    (OLGA, "Lattosfera", {"proposed_on": 240, "starts_on": 235}),
    (OLGA, "Acquaqueta", {"proposed_on": 9}),
    (ENEA, "Torracchio Cloud", {"proposed_on": 170, "starts_on": 160}),
    (ENEA, "Marubino Pay", {"proposed_on": 160, "declined_on": 150}),
)
# mentor, start-up or none for an hour that nobody has taken, days from today, and what followed
SESSIONS: tuple[tuple[str, str | None, int, frozenset[str]], ...] = (
    (LIVIA, "Stradivariabile", -60, frozenset({"mentor", "startup"})),
    (LIVIA, "Stradivariabile", -30, frozenset({"mentor", "startup"})),
    (ROCCO, "PoRobot", -25, frozenset({"mentor", "startup"})),
    (ROCCO, "Nebbiometro", -10, frozenset({"mentor"})),
    (OLGA, "Lattosfera", -6, frozenset()),
    (OLGA, None, -5, frozenset()),
    (ENEA, "Torracchio Cloud", -4, frozenset({"cancelled"})),
    (ENEA, "Torracchio Cloud", 5, frozenset()),
    (LIVIA, "Stradivariabile", 6, frozenset()),
    (LIVIA, None, 8, frozenset()),
    (OLGA, None, 9, frozenset()),
)
HOUR = timedelta(hours=1)


def add_mentoring(rows: Rows, calendar: Calendar) -> None:
    for name in MENTORS:
        rows.add(
            Mentor,
            calendar.year(-3),
            name,
            person_id=rows.find(Person, name),
            headline=" and ".join(EXPERTISE[name]).capitalize(),
            expertise=EXPERTISE[name],
            languages=["it", "en"],
            monthly_minutes=480,
            is_listed=True,
            starts_on=calendar.year(-3),
        )
    _add_mentorships(rows, calendar)
    _add_sessions(rows, calendar)


def _add_mentorships(rows: Rows, calendar: Calendar) -> None:
    for mentor, startup, days_ago in PAIRS:
        rows.add(
            Mentorship,
            calendar.day(-days_ago["proposed_on"]),
            mentor_id=rows.find(Mentor, mentor),
            startup_id=rows.find(Startup, startup),
            is_primary=startup == "PoRobot",
            goals="Invented: the next ten customers.",
            **{column: calendar.day(-days) for column, days in days_ago.items()},
        )


def _add_sessions(rows: Rows, calendar: Calendar) -> None:
    for mentor, startup, days, marks in SESSIONS:
        starts_at = at(calendar.day(days), 15)
        offered_at, ends_at = starts_at - 14 * 24 * HOUR, starts_at + HOUR
        times = {
            "booked_at": offered_at + HOUR if startup else None,
            "cancelled_at": starts_at - HOUR if "cancelled" in marks else None,
            "confirmed_by_mentor_at": ends_at if "mentor" in marks else None,
            "confirmed_by_startup_at": ends_at + HOUR if "startup" in marks else None,
        }
        rows.add(
            MentoringSession,
            offered_at,
            mentor_id=rows.find(Mentor, mentor),
            startup_id=rows.find(Startup, startup) if startup else None,
            topic="Invented topic" if startup else None,
            place="Cobox",
            starts_at=starts_at,
            ends_at=ends_at,
            **times,
        )

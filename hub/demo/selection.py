"""Selection in the story: intakes in every state, and the applications to two of them."""

from datetime import date
from uuid import UUID

from hub.demo.calendar import Calendar, at
from hub.demo.intakes import add_intakes
from hub.demo.people import add_person
from hub.demo.reviews import add_reviews
from hub.demo.rows import Rows
from hub.incubation.models import Startup
from hub.incubation.selection_models import Application, InformationRequest, Intake
from hub.incubation.terms import ApplicationDecision
from hub.members.models import Organization, Person

TEXTS = {
    "problem": "Invented: people lose an hour a day.",
    "solution": "Invented: a device and a service give it back.",
    "market": "Invented: forty thousand firms in the Po valley.",
    "competition": "Invented: two products, both from far away.",
    "business_model": "Invented: a yearly fee.",
    "team": "Invented: one engineer and one who sells.",
    "needs": "Invented: a desk, a mentor, a first customer.",
}


def add_selection(rows: Rows, calendar: Calendar) -> None:
    add_intakes(rows, calendar)
    _add_decided(rows, calendar)
    _add_pending(rows, calendar)
    add_reviews(rows, calendar)


def _add_decided(rows: Rows, calendar: Calendar) -> None:
    """The intake from which the start-ups of today's pre-incubation came, and others did not."""
    decisions = {
        "Fumana Lab": ApplicationDecision.SELECTED,
        "Cremosense": ApplicationDecision.SELECTED,
        "Rondò Mobile": ApplicationDecision.SELECTED,
        "Guglia Vocale": ApplicationDecision.WAITLISTED,
        "Ombra Lunga": ApplicationDecision.REJECTED,
    }
    founders = {
        "Fumana Lab": "Bianca Fumani",
        "Cremosense": "Flavia Cremosi",
        "Rondò Mobile": "Alba Rondoni",
        "Guglia Vocale": "Gaia Guglielmi",
    }
    submitted_on = calendar.day(-205)
    for name, decision in decisions.items():
        founder = founders.get(name)
        person_id = rows.find(Person, founder) if founder else _newcomer(rows, submitted_on, name)
        _apply(
            rows,
            submitted_on,
            intake="decided",
            name=name,
            person_id=person_id,
            startup_id=rows.find(Startup, name) if founder else None,
            screened_on=calendar.day(-195),
            decided_on=calendar.day(-170),
            decision=decision,
            decision_reason="Invented: by the mean score of the reviews.",
            feedback="Invented: show it to three customers before you build more.",
        )


def _add_pending(rows: Rows, calendar: Calendar) -> None:
    """Applications on their way: from being written to waiting for the reviewers."""
    submitted_on, screened_on = calendar.day(-20), calendar.day(-10)
    for name in ("Lume di Golena", "Passo Doppio", "Tinca Volante"):
        person_id = _newcomer(rows, submitted_on, name)
        _apply(
            rows,
            submitted_on,
            intake="in review",
            name=name,
            person_id=person_id,
            screened_on=screened_on,
        )
    _apply(
        rows,
        submitted_on,
        intake="in review",
        name="Cascina Connessa Lab",
        organization_id=rows.find(Organization, "cascina"),
    )
    awaited_id = _apply(
        rows,
        submitted_on,
        intake="in review",
        name="Vento Fermo",
        person_id=_newcomer(rows, submitted_on, "Vento Fermo"),
    )
    _ask_for_more(rows, calendar, awaited_id)
    _apply(
        rows,
        submitted_on,
        intake="in review",
        name="Sedia Vuota",
        person_id=_newcomer(rows, submitted_on, "Sedia Vuota"),
        withdrawn_on=calendar.day(-8),
    )
    _apply(
        rows,
        calendar.day(-2),
        intake="open",
        name="Stradivariabile",
        organization_id=rows.find(Organization, "Stradivariabile"),
        startup_id=rows.find(Startup, "Stradivariabile"),
        submitted_at=None,
    )


def _apply(rows: Rows, submitted_on: date, *, intake: str, name: str, **facts: object) -> UUID:
    number = len(rows.rows_of(Application)) + 1
    submission = {"submitted_at": at(submitted_on, 11), **facts}
    return rows.add(
        Application,
        submitted_on,
        name,
        intake_id=rows.find(Intake, intake),
        number=f"D-{number:04}",
        startup_name=name,
        pitch=f"Invented pitch of {name}.",
        sector="Invented",
        team_size=2,
        **TEXTS,
        **submission,
    )


def _newcomer(rows: Rows, since: date, startup_name: str) -> UUID:
    """Somebody who has no start-up with the park yet."""
    return add_person(rows, since, f"Nuova {startup_name.split()[-1]}")


def _ask_for_more(rows: Rows, calendar: Calendar, application_id: UUID) -> None:
    question = {"application_id": application_id, "question": "Who will build the device?"}
    rows.add(
        InformationRequest,
        calendar.day(-16),
        **question,
        asked_on=calendar.day(-16),
        due_on=calendar.day(-12),
        answer="Invented: a company of the consortium.",
        answered_on=calendar.day(-13),
    )
    rows.add(
        InformationRequest,
        calendar.day(-4),
        **question,
        asked_on=calendar.day(-4),
        due_on=calendar.day(6),
    )

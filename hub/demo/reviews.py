"""Reviews of the story's applications: final, asked for, declined, and a conflict of interest."""

from uuid import UUID

from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.incubation.selection_models import (
    Application,
    ConflictOfInterest,
    Criterion,
    Review,
    Score,
)
from hub.incubation.terms import ConflictKind, Recommendation
from hub.members.models import Person

NAMES = ("Team", "Problem", "Market", "Bond with the area")
NO, MAYBE, YES = Recommendation.NO, Recommendation.MAYBE, Recommendation.YES
# application, intake, days ago of assignment, then by reviewer: the advice and its points
# (None: not applicable)
FINAL: tuple[tuple[str, str, int, dict[str, tuple[Recommendation, tuple[int | None, ...]]]], ...] = (
    ("Fumana Lab", "decided", 194, {
        "Livia Miraggio": (YES, (5, 4, 3, 5)), "Rocco Maschera": (YES, (4, 4, 4, 5))}),
    ("Cremosense", "decided", 194, {
        "Livia Miraggio": (YES, (4, 5, 4, 4)), "Olga Romanzi": (MAYBE, (3, 4, 3, None))}),
    ("Rondò Mobile", "decided", 194, {
        "Rocco Maschera": (YES, (4, 4, 5, 3)), "Olga Romanzi": (YES, (5, 4, 4, 3))}),
    ("Guglia Vocale", "decided", 194, {
        "Livia Miraggio": (MAYBE, (3, 3, 3, 5)), "Rocco Maschera": (MAYBE, (3, 4, 2, 4))}),
    ("Ombra Lunga", "decided", 194, {
        "Rocco Maschera": (NO, (2, 1, 1, 0)), "Olga Romanzi": (NO, (1, 2, 2, 1))}),
    ("Lume di Golena", "in review", 9, {
        "Livia Miraggio": (YES, (5, 5, 4, 5)), "Enea Favola": (NO, (1, 2, 1, 3))}),
    ("Passo Doppio", "in review", 9, {"Rocco Maschera": (MAYBE, (3, 3, None, 2))}),
)  # fmt: skip
ASKED = (("Passo Doppio", "Olga Romanzi"), ("Tinca Volante", "Livia Miraggio"))
DECLINED = ("Tinca Volante", "Enea Favola")


def add_reviews(rows: Rows, calendar: Calendar) -> None:
    for application, intake, days_ago, opinions in FINAL:
        for reviewer, (recommendation, points) in opinions.items():
            finalised_on = calendar.day(-days_ago + 6)
            review_id = _assign(
                rows,
                calendar,
                application=application,
                reviewer=reviewer,
                days_ago=days_ago,
                recommendation=recommendation,
                comment="Invented opinion.",
                finalised_at=at(finalised_on, 17),
            )
            _score(rows, calendar, review_id=review_id, intake=intake, points=points)
    for application, reviewer in ASKED:
        _assign(rows, calendar, application=application, reviewer=reviewer, days_ago=9)
    _decline(rows, calendar)


def _assign(
    rows: Rows,
    calendar: Calendar,
    *,
    application: str,
    reviewer: str,
    days_ago: int,
    **facts: object,
) -> UUID:
    return rows.add(
        Review,
        calendar.day(-days_ago),
        application_id=rows.find(Application, application),
        reviewer_id=rows.find(Person, reviewer),
        assigned_on=calendar.day(-days_ago),
        due_on=calendar.day(-days_ago + 14),
        **facts,
    )


def _score(
    rows: Rows, calendar: Calendar, *, review_id: UUID, intake: str, points: tuple[int | None, ...]
) -> None:
    for name, given in zip(NAMES, points, strict=True):
        criterion_id = rows.find(Criterion, f"{intake}: {name}")
        rows.add(
            Score, calendar.day(-1), review_id=review_id, criterion_id=criterion_id, points=given
        )


def _decline(rows: Rows, calendar: Calendar) -> None:
    application, reviewer = DECLINED
    declined_on = calendar.day(-7)
    _assign(
        rows,
        calendar,
        application=application,
        reviewer=reviewer,
        days_ago=9,
        declined_on=declined_on,
        decline_reason="Invented: worked with one of the founders.",
    )
    rows.add(
        ConflictOfInterest,
        declined_on,
        application_id=rows.find(Application, application),
        person_id=rows.find(Person, reviewer),
        kind=ConflictKind.OTHER,
        declared_on=declined_on,
        note="Invented: worked with one of the founders.",
    )

"""What the rules ask of rows: loaded rows in, plain facts out."""

from hub.clock import day_of
from hub.incubation.followup_models import MentoringSession, Mentorship
from hub.incubation.models import Startup
from hub.incubation.rules import (
    ApplicationFacts,
    Change,
    IntakeFacts,
    MentorshipFacts,
    SessionFacts,
)
from hub.incubation.selection_models import Application, Intake


def changes_of(startup: Startup) -> list[Change]:
    """The history of a start-up, whose `stage_changes` are loaded, in its order."""
    in_order = sorted(startup.stage_changes, key=lambda change: change.position)
    return [Change(change.stage, change.entered_on) for change in in_order]


def intake_facts(intake: Intake) -> IntakeFacts:
    return IntakeFacts(
        opens_at=intake.opens_at,
        closes_at=intake.closes_at,
        published_at=intake.published_at,
        decided_at=intake.decided_at,
        cancelled_at=intake.cancelled_at,
    )


def application_facts(application: Application) -> ApplicationFacts:
    """Of an application whose `information_requests` are loaded."""
    asked = application.information_requests
    return ApplicationFacts(
        submitted_on=day_of(application.submitted_at),
        screened_on=application.screened_on,
        decided_on=application.decided_on,
        decision=application.decision,
        withdrawn_on=application.withdrawn_on,
        questions=tuple((each.asked_on, each.answered_on) for each in asked),
    )


def mentorship_facts(mentorship: Mentorship) -> MentorshipFacts:
    return MentorshipFacts(
        proposed_on=mentorship.proposed_on,
        declined_on=mentorship.declined_on,
        starts_on=mentorship.starts_on,
        ends_on=mentorship.ends_on,
    )


def session_facts(session: MentoringSession) -> SessionFacts:
    return SessionFacts(
        ends_at=session.ends_at,
        is_taken=session.startup_id is not None,
        cancelled_at=session.cancelled_at,
        confirmed_by_mentor_at=session.confirmed_by_mentor_at,
        confirmed_by_startup_at=session.confirmed_by_startup_at,
    )

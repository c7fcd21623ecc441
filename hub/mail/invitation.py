"""The mail that invites somebody to an organization, or to a desk."""

from datetime import timedelta

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.invitations import state_of
from hub.accounts.terms import InvitationState
from hub.actor import Role
from hub.mail.letter import Letter, Links, one_line
from hub.messages import Phrase, Say, speaker, tongue
from hub.record.models import OutboxEvent

ROLES = {
    Role.DIRECTION: Phrase("direction of the consortium"),
    Role.FRONT_DESK: Phrase("front desk"),
    Role.INCUBATION: Phrase("incubation desk"),
    Role.PROJECTS: Phrase("projects desk"),
    Role.OBSERVER: Phrase("observer for the municipality or the university"),
}


async def invitation(event: OutboxEvent, links: Links) -> Letter | None:
    """The offer, as long as it is open."""
    found = await Invitation.get_or_none(id=event.payload["invitation_id"]).prefetch_related(
        "organization", "invited_by__person"
    )
    if found is None or not found.email:
        return None
    if state_of(found, clock.now()) is not InvitationState.PENDING:
        return None
    language = tongue(found.language)
    say = speaker(language)
    return Letter(
        address=found.email,
        language=language,
        subject=_subject(found, say),
        paragraphs=_offer(found, say),
        action=say("Answer the invitation"),
        url=links.to_invitation(found.id),
        closing=(
            say("The link is good until {instant}.", instant=found.expires_at),
            say("If you do not know what this is about, do nothing."),
        ),
    )


def _subject(found: Invitation, say: Say) -> str:
    if found.organization is None:
        return say("Invitation to the hub of the Polo Tecnologico di Cremona")
    return say("Invitation to {organization}", organization=one_line(found.organization.name))


def _offer(found: Invitation, say: Say) -> tuple[str, ...]:
    lines = _desk(found, say) if found.organization is None else _place(found, say)
    inviter = found.invited_by.person if found.invited_by else None
    if inviter is None:
        return lines
    return (say("{name} invites you.", name=one_line(inviter.name)), *lines)


def _place(found: Invitation, say: Say) -> tuple[str, ...]:
    """What goes with belonging to the organization."""
    name = one_line(found.organization.name) if found.organization else ""
    place = say(
        "You can appear among the people of {organization} in the hub of the Polo Tecnologico di"
        " Cremona, and use there what its people use.",
        organization=name,
    )
    if not found.is_administrator:
        return (place,)
    return (place, say("You would administer its data there."))


def _desk(found: Invitation, say: Say) -> tuple[str, ...]:
    role = ROLES[found.role] if found.role else ""
    work = say("You can work in the hub of the Polo Tecnologico di Cremona: {role}.", role=role)
    if found.role_ends_on is None:
        return (work,)
    last_day = found.role_ends_on - timedelta(days=1)
    return (work, say("The last day of this is {day}.", day=last_day))

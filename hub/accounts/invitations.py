"""Inviting: to an organization by its administrators, to a desk by the direction."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hub.accounts import offers, policy, rules
from hub.accounts.access_refusals import (
    AlreadyInvited,
    InvitationOver,
    TooManyInvitations,
)
from hub.accounts.invitation_models import Invitation
from hub.accounts.offers import DESKS, DIRECTION, Offer
from hub.accounts.terms import InvitationState
from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.contacts import email_of
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.members.terms import Language
from hub.refusals import EmailInvalid, NotAllowed, NotFound

DAY = timedelta(hours=24)
MOST_TO_AN_ADDRESS = 3
"""Mails that may reach somebody in 24 hours who asked for none."""
MOST_OF_AN_ORGANIZATION = 50
"""Mails that the administrators of one organization may cause in 24 hours; a desk knows why."""

explains("invitation_one_open")


@act(TokenScope.ACCOUNTS)
async def invite(
    deed: Deed, *, email: str, language: Language | None = None, **offered: Any
) -> Invitation:
    """Invite an address to what an Offer says; whoever reads its mails may accept."""
    offer, address = Offer(**offered), email_of(email) or ""
    deed.refuse(*([] if address else [EmailInvalid("input", "email")]))
    deed.refuse(*offers.faults(offer, deed.today))
    deed.settle()
    await offers.require_right(deed, offer)
    deed.refuse(*await offers.obstacles(deed, offer, address))
    deed.refuse(*await _crowd(deed, offer, address))
    await _make_room(deed, offer, address)
    invitation = await deed.create(
        Invitation,
        email=address,
        language=language or Language.IT,
        organization_id=offer.organization_id,
        affiliation_role=offer.affiliation_role,
        title=offer.written_title,
        is_administrator=bool(offer.is_administrator),
        role=offer.role,
        role_ends_on=offer.role_ends_on,
        invited_by_id=deed.actor.account_id,
        expires_at=offer.expires_at(deed.now),
    )
    deed.tell("mail.invitation", invitation.id, invitation_id=invitation.id)
    return invitation


@act(TokenScope.ACCOUNTS)
async def revoke_invitation(deed: Deed, *, invitation_id: UUID) -> Invitation:
    """Take an invitation back, as long as it is open."""
    path = ("input", "invitationId")
    invitation = await deed.lock(Invitation, invitation_id, *path)
    if not _may_invite(deed, invitation):
        is_seen = policy.INVITATION.rows.holds(invitation, deed.viewer)
        refusal = NotAllowed(*path, who="those who may send it")
        raise Refused(refusal if is_seen else NotFound(*path))
    require_open(deed, invitation, *path)
    await deed.edit(invitation, revoked_at=deed.now)
    return invitation


def require_open(deed: Deed, invitation: Invitation, *path: str) -> None:
    """Raise Refused unless the invitation waits for an answer."""
    state = state_of(invitation, deed.now)
    if state is not InvitationState.PENDING:
        raise Refused(InvitationOver(*path, state=state))


def state_of(invitation: Invitation, now: datetime) -> InvitationState:
    """How far it has come at an instant."""
    return rules.state_of_invitation(
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        declined_at=invitation.declined_at,
        revoked_at=invitation.revoked_at,
        now=now,
    )


def _may_invite(deed: Deed, invitation: Invitation) -> bool:
    """Whether the actor might have sent the invitation."""
    if invitation.organization_id is None:
        return deed.actor.has_role(DIRECTION)
    is_own = invitation.organization_id in deed.actor.administered_ids
    return is_own or deed.actor.has_role(DESKS)


async def _make_room(deed: Deed, offer: Offer, email: str) -> None:
    """Only one invitation to the same is open; one that is too old makes room for a new one."""
    to_same = Invitation.filter(email=email, organization_id=offer.organization_id, role=offer.role)
    unanswered = to_same.filter(accepted_at=None, declined_at=None, revoked_at=None)
    former = await unanswered.using_db(deed.connection).select_for_update(no_key=True).first()
    if former is None:
        return
    if state_of(former, deed.now) is InvitationState.PENDING:
        deed.refuse(AlreadyInvited("input", "email", expires_at=former.expires_at))
    await deed.edit(former, revoked_at=deed.now)


async def _crowd(deed: Deed, offer: Offer, email: str) -> list[Refusal]:
    """So many mails that they might be a nuisance stand against one more."""
    found = [await _too_many(deed, "email", limit=MOST_TO_AN_ADDRESS, email=email)]
    if offer.organization_id is not None and not deed.actor.has_role(DESKS):
        found.append(
            await _too_many(
                deed,
                "organizationId",
                limit=MOST_OF_AN_ORGANIZATION,
                organization_id=offer.organization_id,
            )
        )
    return [each for each in found if each]


async def _too_many(deed: Deed, name: str, *, limit: int, **which: Any) -> Refusal | None:
    sent = Invitation.filter(**which, created_at__gt=deed.now - DAY).using_db(deed.connection)
    times = [each.created_at for each in await sent.order_by("-created_at").limit(limit)]
    next_at = rules.next_in_turn(times, deed.now, limit=limit, within=DAY)
    if next_at is None:
        return None
    return TooManyInvitations("input", name, limit=limit, next_at=next_at)

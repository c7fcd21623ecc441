"""Answering an invitation: what was offered begins, or does not."""

from uuid import UUID

from tortoise.expressions import Q

from hub.accounts.access_refusals import AlreadyGranted, PersonNeeded
from hub.accounts.invitation_models import Invitation
from hub.accounts.invitations import require_open
from hub.accounts.models import Account, RoleGrant
from hub.accounts.offers import belongs_since, held_from
from hub.act import act
from hub.actor import Role, TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.models import Affiliation
from hub.members.parties.affiliation_refusals import AlreadyBelongs
from hub.refusals import NotFound

PATH = ("input", "invitationId")

explains("affiliation_no_overlap")
explains("role_grant_no_overlap")


@act(TokenScope.ACCOUNTS)
async def accept_invitation(deed: Deed, *, invitation_id: UUID) -> Invitation:
    """Accept an invitation to the address of one's own account."""
    invitation, account = await _own(deed, invitation_id)
    await begin(deed, invitation, account)
    return invitation


@act(TokenScope.ACCOUNTS)
async def decline_invitation(deed: Deed, *, invitation_id: UUID) -> Invitation:
    """Decline an invitation to the address of one's own account."""
    invitation, account = await _own(deed, invitation_id)
    deed.touch(account)
    await deed.edit(invitation, declined_at=deed.now)
    return invitation


async def begin(deed: Deed, invitation: Invitation, account: Account) -> None:
    """Let begin what a locked, open invitation is to: an affiliation, or a role."""
    if invitation.role is None:
        await _affiliate(deed, invitation, account)
    else:
        await _grant(deed, invitation, account, role=invitation.role)
    deed.touch(account)
    await deed.edit(invitation, accepted_at=deed.now, accepted_by_id=account.id)


async def _grant(deed: Deed, invitation: Invitation, account: Account, *, role: Role) -> None:
    ends_on = invitation.role_ends_on
    begins = await held_from(deed, account, role, ends_on=ends_on)
    if begins is not None:
        raise Refused(AlreadyGranted(*PATH, begins=begins))
    await deed.create(
        RoleGrant,
        account_id=account.id,
        role=role,
        starts_on=deed.today,
        ends_on=ends_on,
        granted_by_id=invitation.invited_by_id,
    )


async def _affiliate(deed: Deed, invitation: Invitation, account: Account) -> None:
    if account.person_id is None:
        raise Refused(PersonNeeded(*PATH))
    whose = Q(person_id=account.person_id)
    since = await belongs_since(deed, whose, invitation.organization_id)
    if since is not None:
        raise Refused(AlreadyBelongs(*PATH, since=since))
    await deed.create(
        Affiliation,
        person_id=account.person_id,
        organization_id=invitation.organization_id,
        role=invitation.affiliation_role,
        title=invitation.title,
        is_administrator=invitation.is_administrator,
        starts_on=deed.today,
    )


async def _own(deed: Deed, invitation_id: UUID) -> tuple[Invitation, Account]:
    """An open invitation to the address of the actor's account, which has proved it."""
    invitation = await deed.lock(Invitation, invitation_id, *PATH)
    account = await deed.lock(Account, deed.actor.account_id, *PATH)
    is_usable = account.verified_at is not None and account.disabled_at is None
    if not is_usable or account.email != invitation.email:
        raise Refused(NotFound(*PATH))
    require_open(deed, invitation, *PATH)
    return invitation, account

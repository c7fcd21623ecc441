"""Roles of accounts: granted by the direction from one day to another, and ended."""

from datetime import date
from uuid import UUID

from hub.accounts.access_refusals import (
    AccountClosed,
    AlreadyGranted,
    EndsAlready,
    LastDirection,
    RoleNotGrantable,
)
from hub.accounts.concerned import note_holder
from hub.accounts.models import GRANTABLE, Account, RoleGrant
from hub.accounts.offers import DIRECTION, held_from
from hub.act import act
from hub.actor import Role, TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.members.rules import outlasts
from hub.refusals import DayPassed, NotAllowed, NotInOrder


@act(TokenScope.ACCOUNTS)
async def grant_role(
    deed: Deed,
    *,
    account_id: UUID,
    role: Role,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Grant a role to an account, from a day on and, if it is said, up to another."""
    _require_direction(deed)
    account = await deed.lock(Account, account_id, "input", "accountId")
    begins = starts_on or deed.today
    if account.disabled_at is not None:
        deed.refuse(AccountClosed("input", "accountId"))
    if role not in GRANTABLE:
        deed.refuse(RoleNotGrantable("input", "role", grantable=", ".join(GRANTABLE)))
    if begins < deed.today:
        deed.refuse(DayPassed("input", "startsOn", today=deed.today))
    if ends_on is not None and ends_on <= begins:
        deed.refuse(NotInOrder("input", "endsOn", begins=begins, ends=ends_on))
    held = await held_from(deed, account, role, starts_on=begins, ends_on=ends_on)
    if held is not None:
        deed.refuse(AlreadyGranted("input", "role", begins=held))
    deed.touch(account)
    return await deed.create(
        RoleGrant,
        account_id=account.id,
        role=role,
        starts_on=begins,
        ends_on=ends_on,
        granted_by_id=deed.actor.account_id,
    )


@act(TokenScope.ACCOUNTS)
async def end_role(
    deed: Deed, *, role_grant_id: UUID, version: int, ends_on: date | None = None
) -> RoleGrant:
    """End a role on a day, the first on which it no longer holds: at once, if none is said.

    One that has not begun, or begins today, is as if it had never been granted. Grants of the
    direction are locked one by one in the order of their keys, so that two who end each other's
    at the same instant do not leave nobody.
    """
    _require_direction(deed)
    grant = await RoleGrant.filter(id=role_grant_id).using_db(deed.connection).first()
    if grant is not None and grant.role is Role.DIRECTION:
        await _lock_direction(deed)
    grant = await deed.lock(RoleGrant, role_grant_id, "input", "roleGrantId")
    ends = ends_on or max(deed.today, grant.starts_on)
    deed.check_version(grant, version)
    if ends < deed.today:
        deed.refuse(DayPassed("input", "endsOn", today=deed.today))
    if ends < grant.starts_on:
        deed.refuse(NotInOrder("input", "endsOn", begins=grant.starts_on, ends=ends))
    if not outlasts(grant.ends_on, ends):
        deed.refuse(EndsAlready("input", "endsOn", ends=grant.ends_on))
    elif grant.role is Role.DIRECTION and not await _others_direct(deed, grant, ends):
        deed.refuse(LastDirection("input", "roleGrantId", day=ends))
    await deed.edit(grant, ends_on=ends)
    await note_holder(deed, grant.account_id)
    return grant


def _require_direction(deed: Deed) -> None:
    if not deed.actor.has_role(DIRECTION):
        raise Refused(NotAllowed("input", who="the direction"))


async def _lock_direction(deed: Deed) -> None:
    grants = RoleGrant.filter(role=Role.DIRECTION).using_db(deed.connection)
    await grants.order_by("id").select_for_update(no_key=True)


async def _others_direct(deed: Deed, ended: RoleGrant, day: date) -> bool:
    """Whether somebody else directs on the day, for as long as would have been the case."""
    others = RoleGrant.filter(role=Role.DIRECTION, starts_on__lte=day)
    others = others.filter(account__disabled_at=None).exclude(id=ended.id)
    grants = await others.using_db(deed.connection)
    return any(outlasts(each.ends_on, ended.ends_on) for each in grants)

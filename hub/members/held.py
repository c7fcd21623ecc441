"""Memberships as acts find them: locked after their holder, and shown to whom they concern."""

from uuid import UUID

from hub.actor import STAFF, Actor, Role
from hub.deed import Deed
from hub.ends import Holder
from hub.errors import Refused
from hub.members.facts import LOADED, facts_of
from hub.members.membership_models import Membership
from hub.members.membership_refusals import InvalidTransition
from hub.members.models import Organization, Person
from hub.members.rules import membership_status
from hub.members.terms import CONSORTIUM, MembershipCategory
from hub.members.transitions import allowed
from hub.refusals import NotAllowed, NotFound

DIRECTION = frozenset({Role.DIRECTION})
DESKS = DIRECTION | {Role.FRONT_DESK}


def holder_of(membership: Membership) -> Holder:
    return Holder(membership.organization_id, membership.person_id)


def answers_for(actor: Actor, holder: Holder) -> bool:
    """Whether somebody acts for a holder: its administrators, the person, the desk for anyone."""
    is_own = holder.organization_id is not None and holder.organization_id in actor.administered_ids
    is_self = holder.person_id is not None and holder.person_id == actor.person_id
    return is_own or is_self or actor.has_role(DESKS)


def is_concerned(actor: Actor, holder: Holder) -> bool:
    """Whether somebody knows of all that a holder has: its people, the person, the staff."""
    is_of_it = holder.organization_id in actor.organization_ids
    is_self = holder.person_id is not None and holder.person_id == actor.person_id
    return is_of_it or is_self or actor.has_role(STAFF)


async def lock_holder(deed: Deed, holder: Holder, *path: str) -> Organization | Person:
    """The holder's row: whoever decides by what memberships it has holds it."""
    if holder.organization_id is not None:
        return await deed.lock(Organization, holder.organization_id, *path)
    return await deed.lock(Person, holder.person_id, *path)


async def for_direction(deed: Deed, membership_id: UUID, *path: str) -> Membership:
    """A membership for an act of the direction's."""
    membership = await _locked(deed, membership_id, *path)
    if not deed.actor.has_role(DIRECTION):
        raise Refused(NotAllowed(*path, who="the direction"))
    return membership


async def for_desk(deed: Deed, membership_id: UUID, *path: str) -> Membership:
    """A membership for an act of the direction's or the front desk's."""
    membership = await _locked(deed, membership_id, *path)
    if not deed.actor.has_role(DESKS):
        raise Refused(NotAllowed(*path, who="the front desk"))
    return membership


async def for_holder(deed: Deed, membership_id: UUID, *path: str) -> Membership:
    """A membership for an act that its holder may do, or the desk in their place."""
    membership = await _locked(deed, membership_id, *path)
    if not answers_for(deed.actor, holder_of(membership)):
        raise Refused(
            NotAllowed(*path, who="administrators of the organization and the front desk")
        )
    return membership


async def memberships_of(deed: Deed, holder: Holder) -> list[Membership]:
    """All memberships of a holder, with what decides where they stand, the oldest first."""
    rows = Membership.filter(**holder._asdict()).using_db(deed.connection)
    return await rows.prefetch_related(*LOADED).order_by("applied_on", "id")


async def siblings_of(deed: Deed, membership: Membership) -> list[Membership]:
    """The other memberships of the same sort that its holder has or had, the oldest first."""
    others = await memberships_of(deed, holder_of(membership))
    category = membership.type.category
    return [
        each
        for each in others
        if each.id != membership.id and is_of_sort(each.type.category, category)
    ]


async def reload(deed: Deed, membership: Membership) -> None:
    """Load what decides where a membership stands."""
    await membership.fetch_related(*LOADED, using_db=deed.connection)


async def check_transition(deed: Deed, membership: Membership, act: str, *path: str) -> bool:
    """Note it if an act is not possible where the membership stands today."""
    facts = facts_of(membership)
    followed = Membership.filter(previous_id=membership.id).using_db(deed.connection)
    possible = allowed(facts, deed.today, is_followed=await followed.exists())
    if act not in possible:
        status = membership_status(facts, deed.today)
        deed.refuse(InvalidTransition(*path, status=status, day=deed.today, allowed=possible))
    return act in possible


def is_there(holder: Organization | Person) -> bool:
    """Whether a holder is somebody still: neither erased nor merged into another."""
    is_erased = isinstance(holder, Person) and holder.erased_at is not None
    return not is_erased and holder.merged_at is None


def is_of_sort(category: MembershipCategory, other: MembershipCategory) -> bool:
    """Whether two memberships exclude each other: the consortium's, and those of its customers."""
    return (category in CONSORTIUM) is (other in CONSORTIUM)


async def _locked(deed: Deed, membership_id: UUID, *path: str) -> Membership:
    """A membership whose holder is locked first; refused as not found to whom it does not concern."""
    rows = Membership.filter(id=membership_id).using_db(deed.connection)
    seen = await rows.first()
    if seen is None or not is_concerned(deed.actor, holder_of(seen)):
        raise Refused(NotFound(*path))
    await lock_holder(deed, holder_of(seen), *path)
    membership = await deed.lock(Membership, membership_id, *path)
    await reload(deed, membership)
    deed.touch(membership)
    return membership

"""Readmitting who was a member: by a new membership after the old one, so that the gap stays."""

from datetime import date
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members import held
from hub.members.admission import admitted, check_first_day, check_overlap, open_first
from hub.members.applying import check_free, check_offer
from hub.members.given import PATH
from hub.members.membership_models import Membership, MembershipType
from hub.members.membership_refusals import TypeNotOffered

explains("membership_previous_id_key")


@act(TokenScope.MEMBERS)
async def readmit_member(
    deed: Deed,
    *,
    membership_id: UUID,
    type_id: UUID | None = None,
    starts_on: date | None = None,
    **said: str | None,
) -> Membership:
    """Admit who has lapsed or left anew, today or later, without another application.

    Papers that were accepted before, and are good still, need not be handed in again.
    """
    former = await held.for_direction(deed, membership_id, *PATH)
    is_over = await held.check_transition(deed, former, "readmitMember", *PATH)
    terms = await deed.lock(MembershipType, type_id or former.type_id, "input", "typeId")
    begins = starts_on or deed.today
    if held.is_of_sort(terms.category, former.type.category):
        check_offer(deed, terms, deed.today)
    else:
        deed.refuse(TypeNotOffered("input", "typeId", day=deed.today))
    check_first_day(deed, begins, earliest=deed.today)
    holder = held.holder_of(former)
    if is_over:
        await check_free(deed, holder, terms, *PATH)
        check_overlap(deed, [former, *await held.siblings_of(deed, former)], begins)
    membership = await deed.create(
        Membership,
        **holder._asdict(),
        type_id=terms.id,
        applied_on=deed.today,
        joined_on=begins,
        previous_id=former.id,
        **await admitted(deed, terms, papers_of=former.id, **said),
    )
    await open_first(deed, membership, terms, begins=begins)
    return membership

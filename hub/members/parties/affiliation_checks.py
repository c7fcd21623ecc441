"""What stands against an affiliation as it is to be; its organization is locked."""

from hub.deed import Deed
from hub.members.models import Affiliation, Organization
from hub.members.parties.affiliation_refusals import AlreadyBelongs, LastAdministrator, LeadTaken
from hub.members.parties.affiliation_rules import Tenure, is_replaced, missed_from
from hub.members.rules import overlap
from hub.refusals import NotInOrder, TooLong

LONGEST_TITLE = 120


async def check_affiliation(deed: Deed, affiliation: Affiliation) -> None:
    """Note what stands against the days, the title and the standing of an affiliation."""
    starts_on, ends_on = affiliation.starts_on, affiliation.ends_on
    measured = len(affiliation.title or "")
    if measured > LONGEST_TITLE:
        deed.refuse(TooLong("input", "title", limit=LONGEST_TITLE, measured=measured))
    if ends_on is not None and ends_on <= starts_on:
        deed.refuse(NotInOrder("input", "endsOn", begins=starts_on, ends=ends_on))
        return
    others = await _others(deed, affiliation)
    own = [each for each in others if each.person_id == affiliation.person_id]
    since = overlap([(each.starts_on, each.ends_on) for each in own], starts_on, ends_on)
    if since is not None:
        deed.refuse(AlreadyBelongs("input", "startsOn", since=since))
    leads = [each for each in others if each.is_lead] if affiliation.is_lead else []
    since = overlap([(each.starts_on, each.ends_on) for each in leads], starts_on, ends_on)
    if since is not None:
        deed.refuse(LeadTaken("input", "isLead", since=since))


async def check_administration(deed: Deed, former: Affiliation, changed: Affiliation) -> None:
    """Note it if nobody would be left who administers the organization, as long as there is one."""
    missed_on = missed_from(_tenure(former), _tenure(changed), deed.today)
    if missed_on is None:
        return
    party = await Organization.get(id=former.organization_id, using_db=deed.connection)
    if party.dissolved_on is not None and party.dissolved_on <= missed_on:
        return
    others = [each for each in await _others(deed, former) if each.person.erased_at is None]
    if not is_replaced(map(_tenure, others), missed_on, former.ends_on):
        deed.refuse(LastAdministrator("input", "affiliationId", day=missed_on))


async def _others(deed: Deed, affiliation: Affiliation) -> list[Affiliation]:
    rows = Affiliation.filter(organization_id=affiliation.organization_id)
    others = rows.exclude(id=affiliation.id).using_db(deed.connection)
    return await others.prefetch_related("person").order_by("id")


def _tenure(affiliation: Affiliation) -> Tenure:
    return Tenure(affiliation.starts_on, affiliation.ends_on, affiliation.is_administrator)

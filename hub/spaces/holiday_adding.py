"""The holidays of a year as exceptions of a site's opening hours."""

from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.members.fees.refusals import YearOutOfRange
from hub.members.parties.entering import require_desk
from hub.spaces.holiday_rules import holidays
from hub.spaces.models import Site
from hub.spaces.opening_models import OpeningException
from hub.spaces.place_refusals import HolidaysUnknown
from hub.spaces.terms import OpeningState
from hub.texts import folded

YEARS_AHEAD = 10
CREMONA = "019036"
"""Its code by ISTAT."""


@act(TokenScope.SPACES)
async def add_holidays(deed: Deed, *, site_id: UUID, year: int) -> Done:
    """Shut a site on the holidays of a year that are to come, each with its name as the reason.

    A day that has, or had, an exception of the site is left as it is: done twice, it does nothing.
    """
    require_desk(deed, "input")
    site = await deed.lock(Site, site_id, "input", "siteId")
    first, last = deed.today.year, deed.today.year + YEARS_AHEAD
    if not first <= year <= last:
        deed.refuse(YearOutOfRange("input", "year", first=first, last=last))
    if site.country != "IT":
        deed.refuse(HolidaysUnknown("input", "siteId"))
    deed.settle()
    rows = OpeningException.filter(site_id=site.id).using_db(deed.connection)
    known = {each.occurs_on for each in await rows}
    new = [
        (day, name)
        for day, name in holidays(year, in_cremona=_is_in_cremona(site))
        if deed.today <= day and day not in known
    ]
    made = [
        await deed.create(
            OpeningException,
            site_id=site.id,
            occurs_on=day,
            reason=name,
            state=OpeningState.CLOSED,
        )
        for day, name in new
    ]
    deed.touch(site)
    return Done(site.id, {"exception_ids": [str(row.id) for row in made]})


def _is_in_cremona(site: Site) -> bool:
    if site.istat_code is not None:
        return site.istat_code == CREMONA
    return folded(site.municipality) == "cremona"

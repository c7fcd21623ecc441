"""How many people organizations employ, year by year, and who says so."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members.models import Headcount
from hub.members.parties.organizations import for_change
from hub.members.parties.refusals import AlreadyRecorded, OutOfRange
from hub.refusals import Blank, DayAhead, TooLong
from hub.texts import line

LONGEST_SOURCE = 200
FIRST_YEAR = 1900
MOST_EMPLOYEES = 1_000_000
MOST_UNITS = Decimal("999999.99")
CENT = Decimal("0.01")

explains("headcount_once_per_source")


@act(TokenScope.MEMBERS)
async def record_headcount(
    deed: Deed,
    *,
    organization_id: UUID,
    year: int,
    employees: int,
    source: str,
    is_correction: bool | None = None,
    **given: Any,
) -> Headcount:
    """Record how many people an organization employed on a day of a year, as a source says.

    What the source has said of that day before is corrected only if that is meant.
    """
    organization = await for_change(deed, organization_id)
    organization_id, said_by = organization.id, line(source)
    counted_on = given.pop("counted_on", None) or _last_day(deed, year)
    _check(deed, year, counted_on, employees=employees, **given)
    if not said_by:
        deed.refuse(Blank("input", "source"))
    if len(said_by) > LONGEST_SOURCE:
        deed.refuse(TooLong("input", "source", limit=LONGEST_SOURCE, measured=len(said_by)))
    deed.settle()
    which = {"organization_id": organization_id, "counted_on": counted_on, "source": said_by}
    values = {"year": year, "employees": employees, **_written(given)}
    former = await Headcount.filter(**which).using_db(deed.connection).first()
    if former is None:
        return await deed.create(Headcount, **which, **values)
    if not is_correction:
        deed.refuse(AlreadyRecorded("input", "countedOn", employees=former.employees))
    await deed.edit(former, **values)
    return former


def _check(
    deed: Deed,
    year: int,
    counted_on: date,
    *,
    employees: int,
    full_time_equivalents: Decimal | None = None,
    **_: Any,
) -> None:
    if not FIRST_YEAR <= year <= deed.today.year:
        bounds = {"lowest": FIRST_YEAR, "highest": deed.today.year}
        deed.refuse(OutOfRange("input", "year", **bounds))
    if counted_on > deed.today:
        deed.refuse(DayAhead("input", "countedOn", today=deed.today))
    if not 0 <= employees <= MOST_EMPLOYEES:
        deed.refuse(OutOfRange("input", "employees", lowest=0, highest=MOST_EMPLOYEES))
    if full_time_equivalents is not None and not 0 <= full_time_equivalents <= MOST_UNITS:
        refusal = OutOfRange("input", "fullTimeEquivalents", lowest=0, highest=MOST_UNITS)
        deed.refuse(refusal)


def _last_day(deed: Deed, year: int) -> date:
    """The last day of the year; of one that is not over, today."""
    is_over = FIRST_YEAR <= year < deed.today.year
    return date(year, 12, 31) if is_over else deed.today


def _written(given: dict[str, Any]) -> dict[str, Any]:
    units: Decimal | None = given.get("full_time_equivalents")
    return {
        "full_time_equivalents": None if units is None else units.quantize(CENT),
        "is_estimate": bool(given.get("is_estimate")),
    }

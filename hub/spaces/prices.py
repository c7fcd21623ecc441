"""What spaces cost: set from a day on, never changed for the past."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.parties.entering import require_desk
from hub.members.rules import holds, overlap
from hub.members.terms import MembershipCategory
from hub.members.type_rules import CENT, Amount
from hub.refusals import DayPassed, NotFound, NotInOrder
from hub.spaces.models import Space, SpacePrice
from hub.spaces.place_refusals import PlaceRetired
from hub.spaces.places import lock_space
from hub.spaces.price_refusals import PriceBegun, PriceOverlap, RateInvalid
from hub.spaces.terms import PriceUnit

STARTS = ("input", "startsOn")
USUAL_RATE = Decimal(22)

explains("space_price_no_overlap")


@act(TokenScope.SPACES)
async def set_space_price(
    deed: Deed,
    *,
    space_id: UUID,
    unit: PriceUnit,
    amount: Decimal,
    category: MembershipCategory | None = None,
    vat_rate: Decimal | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> SpacePrice:
    """Let a space cost this from a day on; the price that runs ends there, and goes on after an end."""
    require_desk(deed, "input")
    place = await lock_space(deed, space_id, "input", "spaceId")
    begins = starts_on or deed.today
    _check_days(deed, place.space, begins=begins, ends=ends_on)
    deed.refuse(*Amount("amount").faults(amount))
    prices = await _alike(deed, space_id=space_id, category=category, unit=unit)
    former = next((each for each in prices if _runs(each, begins)), None)
    rate = vat_rate if vat_rate is not None else former.vat_rate if former else USUAL_RATE
    _check_rate(deed, rate)
    later = [(each.starts_on, each.ends_on) for each in prices if each is not former]
    since = overlap(later, begins, ends_on)
    if since is not None:
        deed.refuse(PriceOverlap(*STARTS, since=since))
    deed.settle()
    if former is not None:
        await _interrupt(deed, former, begins=begins, ends=ends_on)
    return await deed.create(
        SpacePrice,
        space_id=space_id,
        category=category,
        unit=unit,
        amount=amount,
        vat_rate=rate,
        starts_on=begins,
        ends_on=ends_on,
    )


@act(TokenScope.SPACES)
async def withdraw_space_price(deed: Deed, *, price_id: UUID, version: int) -> SpacePrice:
    """Take a price back before it begins: the one before it goes on instead."""
    require_desk(deed, "input")
    path = ("input", "priceId")
    seen = await SpacePrice.filter(id=price_id).using_db(deed.connection).first()
    if seen is None:
        raise Refused(NotFound(*path))
    await lock_space(deed, seen.space_id, *path)
    price = await deed.lock(SpacePrice, price_id, *path)
    deed.check_version(price, version)
    if price.starts_on <= deed.today or price.ends_on == price.starts_on:
        deed.refuse(PriceBegun(*path))
    deed.settle()
    ends_on = price.ends_on
    await deed.edit(price, ends_on=price.starts_on)
    for each in await _alike(
        deed, space_id=price.space_id, category=price.category, unit=price.unit
    ):
        if each.ends_on == price.starts_on:
            await deed.edit(each, ends_on=ends_on)
    return price


async def _alike(
    deed: Deed, *, space_id: UUID, category: MembershipCategory | None, unit: PriceUnit
) -> Sequence[SpacePrice]:
    """The prices of a space for one category and unit, but those that were taken back."""
    rows = SpacePrice.filter(space_id=space_id, category=category, unit=unit)
    found = await rows.using_db(deed.connection).select_for_update().order_by("starts_on")
    return [each for each in found if each.ends_on != each.starts_on]


def _runs(price: SpacePrice, day: date) -> bool:
    """Whether it holds on a day, and did before."""
    return price.starts_on < day and holds(price.starts_on, price.ends_on, day)


async def _interrupt(deed: Deed, former: SpacePrice, *, begins: date, ends: date | None) -> None:
    """End a price on a day; if what comes is over before it would have been, it goes on then."""
    until = former.ends_on
    await deed.edit(former, ends_on=begins)
    if ends is not None and (until is None or ends < until):
        await deed.create(
            SpacePrice,
            space_id=former.space_id,
            category=former.category,
            unit=former.unit,
            amount=former.amount,
            vat_rate=former.vat_rate,
            starts_on=ends,
            ends_on=until,
        )


def _check_days(deed: Deed, space: Space | None, *, begins: date, ends: date | None) -> None:
    if begins < deed.today:
        deed.refuse(DayPassed(*STARTS, today=deed.today))
    if ends is not None and ends <= begins:
        deed.refuse(NotInOrder("input", "endsOn", begins=begins, ends=ends))
    if space is not None and space.ends_on is not None and space.ends_on <= begins:
        deed.refuse(PlaceRetired(*STARTS, ends_on=space.ends_on))


def _check_rate(deed: Deed, rate: Decimal) -> None:
    if not 0 <= rate <= 100 or rate != rate.quantize(CENT):
        deed.refuse(RateInvalid("input", "vatRate"))

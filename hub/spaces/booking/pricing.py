"""What a booking costs: the cheapest way to pay for its time by the prices of its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from hub.members.terms import MembershipCategory
from hub.spaces.booking.facts import Facts, Price
from hub.spaces.booking.wish import Wish
from hub.spaces.terms import PriceUnit

HOUR = timedelta(hours=1)
LENGTHS = {
    PriceUnit.QUARTER_HOUR: HOUR / 4,
    PriceUnit.HOUR: HOUR,
    PriceUnit.HALF_DAY: 4 * HOUR,
    PriceUnit.DAY: 24 * HOUR,
    PriceUnit.WEEK: 7 * 24 * HOUR,
}
"""A month has no one length: a booking counts those of 30 days that it begins."""
MONTH = 30 * 24 * HOUR
FROM_POOL = "Monte ore dell'organizzazione"


@dataclass(frozen=True, slots=True)
class Charge:
    """What is paid for a booking, without VAT, or which minutes it draws from a pool."""

    price: Decimal | None = None
    unit: PriceUnit | None = None
    unit_price: Decimal | None = None
    vat_rate: Decimal | None = None
    free_reason: str | None = None
    pool_minutes: int = 0


def charge(facts: Facts, wish: Wish) -> Charge:
    """What a wish costs: minutes of the pool where they suffice, else money, else nothing."""
    if facts.pool is not None and wish.minutes <= facts.pool.left:
        return Charge(Decimal(0), free_reason=FROM_POOL, pool_minutes=wish.minutes)
    offers = [
        (cost(each, wish.length), each) for each in for_holder(facts.prices, facts.categories)
    ]
    if not offers:
        return Charge()
    amount, chosen = min(offers, key=lambda offer: (offer[0], offer[1].unit.value))
    return Charge(amount, chosen.unit, chosen.amount, chosen.vat_rate)


def for_holder(prices: Iterable[Price], categories: frozenset[MembershipCategory]) -> list[Price]:
    """The prices that a holder may pay: for each unit those of a category of theirs, else the
    general one.
    """
    listed = list(prices)
    own = [each for each in listed if each.category in categories]
    units = {each.unit for each in own}
    return own + [each for each in listed if each.category is None and each.unit not in units]


def cost(price: Price, length: timedelta) -> Decimal:
    """What a length of time costs by a price: each unit that is begun."""
    if price.unit is PriceUnit.BOOKING:
        return price.amount
    return price.amount * -(-length // LENGTHS.get(price.unit, MONTH))

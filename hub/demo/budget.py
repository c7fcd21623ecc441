"""The arithmetic of a grant: a rate of the cost up to a cap, shared out without losing a cent."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


def grant(cost: Decimal, *, rate: Decimal, cap: Decimal) -> Decimal:
    """What a call pays of a cost: its rate, rounded down to the cent, and never above its cap."""
    return min((cost * rate / HUNDRED).quantize(CENT, ROUND_DOWN), cap)


def grant_shares(
    costs: Mapping[str, Decimal], *, rate: Decimal, cap: Decimal
) -> dict[str, Decimal]:
    """The grant of each partner in proportion to its cost; odd cents go to the first, the lead."""
    granted = grant(sum(costs.values(), Decimal(0)), rate=rate, cap=cap)
    shares = split(granted, list(costs.values()))
    return dict(zip(costs, shares, strict=True))


def split(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The amount in parts of these weights, in whole cents; what is left over joins the first."""
    whole = sum(weights, Decimal(0))
    if not whole:
        return [Decimal(0)] * len(weights)
    parts = [(amount * weight / whole).quantize(CENT, ROUND_DOWN) for weight in weights]
    parts[0] += amount - sum(parts, Decimal(0))
    return parts

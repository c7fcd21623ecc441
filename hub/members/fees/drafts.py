"""Which lines are asked for a period, before they are written: pure decisions over plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.members.fees import amounts as fees
from hub.members.periods import Cycle
from hub.members.rules import Period
from hub.members.terms import FeeKind, ProrationBasis

PAYMENT_DAYS = timedelta(days=30)
"""How long a payer has, if nothing else is said."""
ONCE = frozenset({FeeKind.JOINING, FeeKind.CAPITAL_SHARE})
RAISED = (FeeKind.JOINING, FeeKind.CAPITAL_SHARE, FeeKind.YEARLY)
"""The kinds whose amount a membership type sets, in the order of lines."""
WORDING = {
    FeeKind.YEARLY: "contributo dal {first:%d/%m/%Y} al {last:%d/%m/%Y}",
    FeeKind.JOINING: "quota di ammissione",
    FeeKind.CAPITAL_SHARE: "quota consortile",
}
"""What members read on a line, in the language of the consortium's papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What a membership type asks for, and for how long."""

    name: str
    cycle: Cycle
    amounts: Mapping[FeeKind, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days for which is paid."""

    period: Period
    first_on: date
    """The day on which the row of periods began: months are counted from there."""

    @property
    def is_first(self) -> bool:
        return self.period.starts_on == self.first_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How lines are made."""

    kinds: frozenset[FeeKind] | None = None
    """None: the contribution, and with a first period what is paid on joining."""
    proration: ProrationBasis | None = None
    due_on: tuple[date, ...] = ()
    """The last day of payment of each instalment; none: so many days after the later of `asked_on`
    and the first day that is paid for.
    """
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A line that is to be written."""

    kind: FeeKind
    description: str
    full_amount: Decimal
    amount: Decimal
    proration: fees.Proration | None
    covers: Period | None
    instalment: int
    instalments: int
    due_on: date


def kinds_of(manner: Manner, coverage: Coverage, *, is_renewed: bool) -> list[FeeKind]:
    """What is asked for; who comes back after a gap has paid before what is paid once."""
    if manner.kinds is not None:
        return [kind for kind in RAISED if kind in manner.kinds]
    joins = coverage.is_first and not is_renewed
    return [kind for kind in RAISED if joins or kind not in ONCE]


def drafts(
    tariff: Tariff, coverage: Coverage, manner: Manner, *, kinds: Collection[FeeKind]
) -> list[Draft]:
    """The lines of these kinds; of what is paid once, none where the type asks for nothing."""
    return [
        draft
        for kind in RAISED
        if kind in kinds and (kind not in ONCE or tariff.amounts[kind] > 0)
        for draft in _drafts(kind, tariff, coverage, manner=manner)
    ]


def _drafts(kind: FeeKind, tariff: Tariff, coverage: Coverage, *, manner: Manner) -> list[Draft]:
    whole = fees.whole_period(tariff.cycle, coverage.period, first_on=coverage.first_on)
    covers = Period(coverage.period.starts_on, coverage.period.ends_on or whole.ends_on)
    proration = None
    if manner.proration is not None and kind not in ONCE:
        proration = fees.proration(
            manner.proration, tariff.cycle, covers, first_on=coverage.first_on
        )
    fee = fees.fee(tariff.amounts[kind], proration)
    due = _due(manner, covers) if fee.amount > 0 and kind not in ONCE else _due(manner, covers)[:1]
    amounts = fees.instalments(fee.amount, len(due))
    return [
        Draft(
            kind=kind,
            description=_description(tariff, kind, covers, part=(place, len(due))),
            full_amount=fee.full,
            amount=amount,
            proration=proration,
            covers=None if kind in ONCE else covers,
            instalment=place,
            instalments=len(due),
            due_on=due_on,
        )
        for place, (amount, due_on) in enumerate(zip(amounts, due, strict=True), start=1)
    ]


def _due(manner: Manner, covers: Period) -> Sequence[date]:
    return manner.due_on or (max(manner.asked_on, covers.starts_on) + PAYMENT_DAYS,)


def _description(tariff: Tariff, kind: FeeKind, covers: Period, *, part: tuple[int, int]) -> str:
    last = (covers.ends_on or date.max) - timedelta(days=1)
    text = f"{tariff.name}: {WORDING[kind].format(first=covers.starts_on, last=last)}"
    place, number = part
    return text if number == 1 else f"{text}, rata {place} di {number}"

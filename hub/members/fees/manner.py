"""How fee lines are to be made, as it is asked for: of which kinds, prorated, in how many parts."""

from collections.abc import Sequence
from datetime import date

from hub.deed import Deed
from hub.members.fees.accounting import check_open
from hub.members.fees.drafts import RAISED, Manner
from hub.members.fees.lines import check_not_ahead
from hub.members.fees.refusals import InstalmentsOutOfRange, KindNotRaised
from hub.members.membership_models import MOST_INSTALMENTS
from hub.members.terms import FeeKind, ProrationBasis
from hub.refusals import DayTooEarly


async def manner_of(
    deed: Deed,
    *,
    kinds: Sequence[FeeKind] | None = None,
    proration: ProrationBasis | None = None,
    due_on: Sequence[date] | None = None,
    issued_on: date | None = None,
) -> Manner:
    """How lines are to be made; what stands against it is noted."""
    if kinds is not None and (not kinds or not {*kinds} <= {*RAISED}):
        deed.refuse(KindNotRaised("input", "kinds", kinds=", ".join(RAISED)))
    if due_on is not None and not 1 <= len(due_on) <= MOST_INSTALMENTS:
        deed.refuse(InstalmentsOutOfRange("input", "dueOn", limit=MOST_INSTALMENTS))
    if issued_on is not None:
        check_not_ahead(deed, issued_on, "issuedOn")
        await check_open(deed, issued_on, "input", "issuedOn")
    _check_order(deed, due_on or (), issued_on or date.min)
    return Manner(
        kinds=None if kinds is None else frozenset(kinds),
        proration=proration,
        due_on=tuple(due_on or ()),
        asked_on=issued_on or deed.today,
    )


def _check_order(deed: Deed, due_on: Sequence[date], begins: date) -> None:
    """Note each instalment that is due before the one before it, or before the issue."""
    earliest = begins
    for place, day in enumerate(due_on):
        if day < earliest:
            deed.refuse(DayTooEarly("input", "dueOn", place, first_on=earliest))
        earliest = max(begins, day)

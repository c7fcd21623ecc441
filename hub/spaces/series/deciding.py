"""The front desk's answer to a series of requests, all at once."""

from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.spaces.booking.deciding import approve, decline
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.series.standing import PATH, for_desk, standing
from hub.spaces.series_refusals import NothingToDecide
from hub.spaces.terms import BookingState, CompetingChoice

WAITING = frozenset({BookingState.REQUESTED})


@act(TokenScope.SPACES)
async def approve_series(
    deed: Deed,
    *,
    series_id: UUID,
    version: int,
    competing: CompetingChoice | None = None,
    reason: str | None = None,
) -> Done:
    """Confirm all requests of a series, and settle what cannot be had besides them."""
    series = await for_desk(deed, series_id, version)
    deed.settle()
    requests = await _requests(deed, series)
    rivals = await approve(deed, requests, competing, reason=reason, series_id=series.id)
    deed.touch(series)
    ids = [str(rival.id) for rival in rivals]
    return Done(series.id, {"decided": len(requests), "booking_ids": ids})


@act(TokenScope.SPACES)
async def decline_series(deed: Deed, *, series_id: UUID, version: int, reason: str) -> Done:
    """Refuse all requests of a series, and say why."""
    series = await for_desk(deed, series_id, version)
    deed.settle()
    requests = await _requests(deed, series)
    await decline(deed, requests, reason, series_id=series.id)
    deed.touch(series)
    return Done(series.id, {"decided": len(requests)})


async def _requests(deed: Deed, series: BookingSeries) -> list[Booking]:
    """All that wait to be decided; raises Refused if none does."""
    found = await standing(deed, series, WAITING)
    if not found:
        raise Refused(NothingToDecide(*PATH))
    return found

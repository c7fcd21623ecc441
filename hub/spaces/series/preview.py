"""Asking what would become of a series, without booking it."""

from collections import Counter
from typing import Any

from hub.deed import Deed, Done
from hub.inquiry import inquiry
from hub.spaces.series.drawing import Asked, draw
from hub.spaces.series.planning import plan


@inquiry()
async def preview_series(deed: Deed, **given: Any) -> Done:
    """What becomes of each date, by the rules that booking the series goes by."""
    asked = Asked.of(given)
    drawn = await draw(deed, asked)
    found = await plan(deed, drawn.dates, from_time=asked.from_time)
    told = [each.told(deed.viewer.language)._asdict() for each in found.dates]
    codes = Counter(code for each in told for code in each["codes"])
    return Done(
        values={
            "rule": drawn.recurrence.text,
            "bookable": len(found.granted),
            "dates": told,
            "counts": [{"code": code, "dates": count} for code, count in codes.most_common()],
        }
    )

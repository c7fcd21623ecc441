"""A series of Mondays, and what is asked of it."""

from datetime import date, time
from typing import Any

from hub.actor import Actor
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.models import Space
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import Firm

MONDAY = date(2027, 5, 17)
"""The first Monday after the tests' now."""
DATES = "{ occursOn startsAt endsAt codes message }"
PREVIEW = f"""query ($input: PreviewSeriesInput!) {{ previewSeries(input: $input) {{
    rule bookable counts {{ code dates }} dates {DATES}
    problems {{ code message path ... on LocalTimeProblem {{ dates }} }} }} }}"""
BOOKED = f"""booked skipped {DATES} series {{ id version rule endsOn
    skipped {{ nodes {{ occursOn reason }} }} }}"""
CONFLICTS = f"""problems {{ code path ... on LocalTimeProblem {{ dates }}
    ... on SeriesConflictsProblem {{ conflicts {DATES} }} }}"""


def mondays(space: Space, *, firm: Firm | None = None, **given: Any) -> dict[str, Any]:
    """Four of them from nine to eleven, unless something else is asked for."""
    values = {
        "spaceId": f"space_{space.id}",
        "rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=4",
        "startsOn": MONDAY.isoformat(),
        "fromTime": "09:00",
        "untilTime": "11:00",
        **given,
    }
    return {**values, "organizationId": f"org_{firm.organization.id}"} if firm else values


async def preview(doing: Doing, actor: Actor, /, **given: Any) -> Any:
    return (await doing.data(PREVIEW, actor, input=given))["previewSeries"]


async def book_series(
    doing: Doing, actor: Actor, /, choice: str = "ALL_OR_NOTHING", **given: Any
) -> Any:
    values = {"title": "Riunione", "onConflict": choice, **given}
    return await doing.done("bookSeries", actor, BOOKED, **values)


async def refused(
    doing: Doing, actor: Actor, /, choice: str = "ALL_OR_NOTHING", **given: Any
) -> Any:
    """What stands against a series that is to be booked."""
    values = {"title": "Riunione", "onConflict": choice, **given}
    query = (
        "mutation ($input: BookSeriesInput!) {"
        f" bookSeries(input: $input) {{ booked {CONFLICTS} }} }}"
    )
    answer = (await doing.data(query, actor, input=values))["bookSeries"]
    assert answer["booked"] is None
    return answer["problems"]


def the(series: BookingSeries | dict[str, Any], version: int = 1, **given: Any) -> dict[str, Any]:
    """The input that names a series and its version."""
    id = series["id"] if isinstance(series, dict) else f"series_{series.id}"
    return {"seriesId": id, "version": version, **given}


async def bookings(*states: str) -> list[Booking]:
    """All, in the order of time."""
    return await Booking.all().order_by("starts_at")


async def clocks() -> list[tuple[date, time, time]]:
    """The dates on which there is a booking that stands, and what the clock shows then."""
    rows = await Booking.filter(cancelled_at=None, declined_at=None).order_by("starts_at")
    return [
        (row.occurs_on, row.local_starts.time(), row.local_ends.time())
        for row in rows
        if row.occurs_on
    ]

"""Wishes about series of bookings: Bianca has them for Beta, in rooms that anyone may see."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.access.wishes.frame import (
    DONE,
    OTHER_DESKS,
    OWN,
    STRANGERS,
    WISHES,
    Beta,
    Wish,
    belongings,
)
from tests.make import spaces

MONDAYS = (date(2027, 7, 5), date(2027, 7, 12))
WHOSE_IT_IS = {
    DONE: "self head direction front_desk program",
    "NOT_ALLOWED": "own",
    "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
}
AT_THE_DESK = {
    DONE: "direction front_desk program",
    "NOT_ALLOWED": f"{OWN} head",
    "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
}


@belongings
async def of_series(beta: Beta) -> Mapping[str, str]:
    terms = await spaces.conditions(needs_membership=False)
    of: dict[str, Any] = {"organization": beta.organization, "person": beta.person}

    async def made(**given: Any) -> str:
        """A series of two Mondays, of which one has a booking."""
        place: dict[str, Any] = {"space": await spaces.space(conditions=terms)}
        series = await spaces.series(
            **of,
            **place,
            rule="FREQ=WEEKLY;BYDAY=MO;COUNT=2",
            starts_on=MONDAYS[0],
            ends_on=date(2027, 7, 13),
        )
        occurrence: dict[str, Any] = {"series": series, "occurs_on": MONDAYS[0]}
        await spaces.booking(spaces.on(MONDAYS[0], 9), **of, **place, **occurrence, **given)
        return f"series_{series.id}"

    return {
        "series": await made(),
        "asked_series": await made(confirmed_at=None),
        "series_room": f"space_{(await spaces.space(conditions=terms)).id}",
    }


def named(series: str, **given: Any) -> dict[str, Any]:
    return {"seriesId": f"{{{series}}}", "version": 1, **given}


WISHES.update(
    {
        "book a series for Bianca at Beta": Wish(
            "bookSeries",
            {
                "spaceId": "{series_room}",
                "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=2",
                "startsOn": "2027-07-06",
                "fromTime": "15:00",
                "untilTime": "16:00",
                "onConflict": "ALL_OR_NOTHING",
                "title": "Riunione",
                "organizationId": "{beta}",
                "personId": "{bianca}",
            },
            {
                DONE: f"{OWN} head direction front_desk program",
                "HOLDER_NOT_YOURS": f"{STRANGERS} {OTHER_DESKS}",
            },
        ),
        "add a date to Bianca's series": Wish(
            "addOccurrence", named("series", occursOn="2027-07-12"), WHOSE_IT_IS
        ),
        "give up a date of Bianca's series": Wish(
            "cancelOccurrences", named("series", fromOn="2027-07-05"), WHOSE_IT_IS
        ),
        "give up Bianca's series": Wish("cancelSeries", named("series"), WHOSE_IT_IS),
        "give up Bianca's series at no cost": Wish(
            "cancelSeries", named("series", waiveFee=True, reason="Guasto"), AT_THE_DESK
        ),
        "change Bianca's series": Wish(
            "changeSeries",
            named("series", title="Consiglio", onConflict="ALL_OR_NOTHING"),
            WHOSE_IT_IS,
        ),
        "approve Bianca's series": Wish("approveSeries", named("asked_series"), AT_THE_DESK),
        "decline Bianca's series": Wish(
            "declineSeries", named("asked_series", reason="Fiera"), AT_THE_DESK
        ),
    }
)

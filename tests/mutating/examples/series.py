"""Examples of what is done about series of bookings."""

from datetime import date
from typing import Any

from hub.actor import Actor
from hub.members.models import Organization
from hub.spaces.booking_models import BookingSeries
from hub.spaces.models import Space
from tests.make import members, spaces
from tests.mutating.examples.frame import REFUSED, Example, administrator, direction, example

MONDAYS = (date(2027, 5, 17), date(2027, 5, 24))


async def room(**conditions: Any) -> Space:
    terms = await spaces.conditions(**{"needs_membership": False, **conditions})
    return await spaces.space(conditions=terms)


async def made(
    organization: Organization, *, days: tuple[date, ...] = MONDAYS, **given: Any
) -> BookingSeries:
    """A series of two Mondays, with bookings on the given days."""
    space = given.pop("space", None) or await room()
    of: dict[str, Any] = {"space": space, "organization": organization}
    series = await spaces.series(
        **of,
        rule="FREQ=WEEKLY;BYDAY=MO;COUNT=2",
        starts_on=MONDAYS[0],
        ends_on=date(2027, 5, 25),
    )
    for day in days:
        starting = spaces.on(day, 9)
        await spaces.booking(starting, **of, series=series, occurs_on=day, **given)
    return series


async def of_organization(**given: Any) -> tuple[Actor, BookingSeries]:
    """A series, and who administers the organization that has it."""
    actor, organization = await administrator()
    return actor, await made(organization, **given)


def the(series: BookingSeries, **given: Any) -> dict[str, Any]:
    return {"seriesId": f"series_{series.id}", "version": 1, **given}


async def mondays(**given: Any) -> dict[str, Any]:
    return {
        "spaceId": f"space_{(await room()).id}",
        "rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=2",
        "startsOn": "2027-05-17",
        "fromTime": "09:00",
        "untilTime": "11:00",
        "offset": "FIRST",
        "onConflict": "SKIP_CONFLICTS",
        "title": "Riunione del lunedì",
        "attendees": 3,
        "isPublic": True,
        "note": "Con il proiettore",
        "guests": [{"email": "ospite@example.org", "name": "Ospite"}],
        **given,
    }


@example
async def book_series() -> Example:
    actor, organization = await administrator()
    await members.affiliation(organization=organization, person_id=actor.person_id)
    given = await mondays(
        organizationId=f"org_{organization.id}", personId=f"person_{actor.person_id}"
    )
    return Example("bookSeries", actor, given)


@example
async def book_series_for_the_house() -> Example:
    actor, _ = await direction()
    return Example("bookSeries", actor, await mondays(forTheHouse="STAFF"))


@example
async def add_occurrence() -> Example:
    actor, series = await of_organization(days=MONDAYS[:1])
    await spaces.skipped_occurrence(series=series, occurs_on=MONDAYS[1])
    return Example("addOccurrence", actor, the(series, occursOn="2027-05-24", offset="SECOND"))


@example
async def cancel_occurrences() -> Example:
    actor, _ = await direction()
    _, series = await of_organization(price=30)
    given = {"fromOn": "2027-05-24", "untilOn": "2027-05-25"}
    why = {"reason": "Ferie", "waiveFee": True}
    return Example("cancelOccurrences", actor, the(series, **given, **why))


@example
async def cancel_series() -> Example:
    actor, _ = await direction()
    _, series = await of_organization()
    return Example("cancelSeries", actor, the(series, reason="Ferie", waiveFee=True))


@example
async def change_series() -> Example:
    actor, series = await of_organization()
    given = {
        "fromOn": "2027-05-17",
        "untilOn": "2027-05-24",
        "onConflict": "SKIP_CONFLICTS",
        "fromTime": "10:00",
        "untilTime": "12:00",
        "offset": "FIRST",
        "spaceId": f"space_{(await room(needs_approval=True)).id}",
        "attendees": 4,
        "title": "Consiglio",
        "isPublic": True,
        "note": "Con il proiettore",
        "asksAgain": True,
    }
    return Example("changeSeries", actor, the(series, **given))


@example
async def approve_series() -> Example:
    actor, _ = await direction()
    space = await room()
    _, series = await of_organization(space=space, confirmed_at=None)
    starting = spaces.on(MONDAYS[0], 10)
    await spaces.request(starting, space=space, person=await members.person())
    given = the(series, competing="QUEUE", reason="La serie viene prima")
    return Example("approveSeries", actor, given)


@example
async def decline_series() -> Example:
    actor, _ = await direction()
    _, series = await of_organization(confirmed_at=None)
    return Example("declineSeries", actor, the(series, reason="Serve per una fiera"))


REFUSED.update(
    {
        "bookSeries": {"title": " "},
        "addOccurrence": {"version": 9},
        "cancelOccurrences": {"version": 9},
        "cancelSeries": {"version": 9},
        "changeSeries": {"title": " "},
        "approveSeries": {"version": 9},
        "declineSeries": {"reason": ""},
    }
)

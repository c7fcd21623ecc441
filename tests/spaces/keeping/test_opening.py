"""Opening hours: whole weeks from a day on, exceptions of a day, and the holidays of a year."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.easter import easter
from hypothesis import given as given_any
from hypothesis import strategies as st

from hub import clock
from hub.actor import Actor
from hub.spaces.holiday_rules import holidays
from hub.spaces.models import Space
from hub.spaces.opening_models import OpeningException, OpeningHours
from hub.spaces.terms import OpeningState
from hub.spaces.week_rules import Slot, faults_of_week
from tests.make import spaces
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing

MONDAY = {"weekday": 1, "opens": "08:00", "closes": "13:00"}
AFTERNOON = {"weekday": 1, "opens": "13:00", "closes": "00:00", "state": "WITH_KEY"}
MONDAY_AT_TWO = datetime(2027, 5, 24, 12, tzinfo=UTC)
STATE = "query ($id: ID!, $at: DateTime!) { space(id: $id) { openingStateAt(at: $at) } }"


async def state(doing: Doing, desk: Actor, space: Space, *, instant: datetime) -> Any:
    found = await doing.data(STATE, desk, id=f"space_{space.id}", at=instant.isoformat())
    return found["space"]["openingStateAt"]


async def test_a_week_replaces_the_one_before_from_its_day_on(doing: Doing, desk: Actor) -> None:
    site = await spaces.site()
    space, id = await spaces.space(site=site), f"site_{site.id}"
    former = await spaces.opening_hours(3, 8, 20, site=site, ends_on=days_ago(-50))
    later = await spaces.opening_hours(3, 9, 10, site=site, starts_on=days_ago(-50))
    given = {"siteId": id, "startsOn": days_ago(-7).isoformat(), "hours": [MONDAY, AFTERNOON]}

    shown = "openingHours { weekday opens closes state startsOn endsOn site { id } }"
    answer = await doing.done("setOpeningHours", desk, shown, **given)

    begins = days_ago(-7).isoformat()
    common = {"weekday": 1, "startsOn": begins, "endsOn": None, "site": {"id": id}}
    assert answer["openingHours"] == [
        {**common, "opens": "08:00:00", "closes": "13:00:00", "state": "OPEN"},
        {**common, "opens": "13:00:00", "closes": "00:00:00", "state": "WITH_KEY"},
    ]
    ends = {row.id: row.ends_on for row in await OpeningHours.filter(weekday=3)}
    assert ends == {former.id: days_ago(-7), later.id: days_ago(-50)}
    assert await state(doing, desk, space, instant=NOW) == "OPEN"
    assert await state(doing, desk, space, instant=NOW + timedelta(days=7)) == "CLOSED"
    assert await state(doing, desk, space, instant=MONDAY_AT_TWO) == "WITH_KEY"


@pytest.mark.parametrize(
    ("hours", "problem"),
    [
        ([MONDAY, {**MONDAY, "opens": "12:59"}], ("HOURS_OVERLAP", "hours.1")),
        ([{**MONDAY, "weekday": 0}], ("WEEKDAY_INVALID", "hours.0.weekday")),
        ([{**MONDAY, "closes": "08:00"}], ("HOURS_INVALID", "hours.0")),
        ([MONDAY] * 101, ("TOO_MANY", "hours")),
    ],
)
async def test_hours_that_make_no_week_are_refused(
    doing: Doing, desk: Actor, *, hours: list[dict[str, Any]], problem: tuple[str, str]
) -> None:
    site = await spaces.site()
    given = {"siteId": f"site_{site.id}", "hours": hours}
    assert await doing.problems("setOpeningHours", desk, **given) == [problem]
    assert not await OpeningHours.exists()


async def test_hours_are_of_one_place_and_not_of_the_past(doing: Doing, desk: Actor) -> None:
    space = await spaces.space()
    of_site, of_space = {"siteId": f"site_{space.site_id}"}, {"spaceId": f"space_{space.id}"}
    wrong: list[dict[str, Any]] = [
        {},
        {**of_site, **of_space},
        {"spaceId": "space_01890000-0000-7000-8000-000000000000"},
        {"siteId": "space_1"},
        {**of_site, "startsOn": days_ago(1).isoformat()},
    ]

    found = [await doing.problems("setOpeningHours", desk, hours=[], **each) for each in wrong]

    assert found == [
        [("ONE_PLACE", "")],
        [("ONE_PLACE", "")],
        [("NOT_FOUND", "spaceId")],
        [("NOT_FOUND", "siteId")],
        [("DAY_PASSED", "startsOn")],
    ]


@given_any(
    st.lists(
        st.builds(
            Slot,
            opens=st.times().map(lambda each: each.replace(microsecond=0)),
            closes=st.times().map(lambda each: each.replace(microsecond=0)) | st.just(time(0)),
            weekday=st.integers(1, 2),
        ),
        max_size=6,
    )
)
def test_a_week_without_faults_is_open_once_at_each_time(slots: list[Slot]) -> None:
    if [*faults_of_week(slots)]:
        return
    in_order = sorted(slots, key=lambda each: (each.weekday, str(each.opens)))
    for earlier, later in pairwise(in_order):
        is_over = str(earlier.closes) <= str(later.opens) and earlier.closes != time(0)
        assert earlier.weekday < later.weekday or is_over


async def exception(**given: Any) -> dict[str, Any]:
    site = await spaces.site()
    values = {"siteId": f"site_{site.id}", "occursOn": "2027-06-01", "reason": "Fiera"}
    return {**values, **given}


async def test_an_exception_holds_on_its_day_until_it_is_taken_back(
    doing: Doing, desk: Actor
) -> None:
    site = await spaces.site()
    space = await spaces.space(site=site)
    await spaces.opening_hours(2, 8, 20, site=site)
    noon = datetime(2027, 6, 1, 10, tzinfo=UTC)
    given = await exception(siteId=f"site_{site.id}")

    answer = await doing.done("addOpeningException", desk, "exception { id state }", **given)
    assert answer["exception"]["state"] == "CLOSED"
    assert await state(doing, desk, space, instant=noon) == "CLOSED"
    taken = {"exceptionId": answer["exception"]["id"], "version": 1}
    await doing.done("withdrawOpeningException", desk, **taken)

    assert await state(doing, desk, space, instant=noon) == "OPEN"
    taken["version"] = 2
    assert await doing.problems("withdrawOpeningException", desk, **taken) == [
        ("EXCEPTION_OVER", "exceptionId")
    ]
    await doing.done("addOpeningException", desk, **given)


async def test_exceptions_of_a_day_do_not_overlap(doing: Doing, desk: Actor) -> None:
    given = await exception(opens="09:00", closes="12:00", state="SELF_SERVICE")
    await doing.done("addOpeningException", desk, **given)

    for more, problem in (
        ({"opens": "11:00", "closes": "13:00"}, [("HOURS_OVERLAP", "")]),
        ({"opens": None, "closes": None, "state": None}, [("HOURS_OVERLAP", "")]),
        ({"opens": "12:00", "closes": None}, [("HOURS_INVALID", "")]),
        ({"opens": None, "closes": None, "state": "OPEN"}, [("HOURS_INVALID", "")]),
        ({"occursOn": "2027-05-11"}, [("DAY_PASSED", "occursOn")]),
        ({"opens": "12:00", "closes": "13:00", "reason": ""}, [("REQUIRED", "reason")]),
        ({"opens": "12:00", "closes": "13:00"}, []),
    ):
        wish = {**given, **more}
        assert await doing.problems("addOpeningException", desk, **wish) == problem


HOLIDAYS = [
    ("2027-06-02", "Festa della Repubblica"),
    ("2027-08-15", "Ferragosto"),
    ("2027-10-04", "San Francesco d'Assisi"),
    ("2027-11-01", "Ognissanti"),
    ("2027-11-13", "Sant'Omobono"),
    ("2027-12-08", "Immacolata Concezione"),
    ("2027-12-25", "Natale"),
    ("2027-12-26", "Santo Stefano"),
]


async def test_the_holidays_to_come_are_entered_once(doing: Doing, desk: Actor) -> None:
    site = await spaces.site()
    given = {"siteId": f"site_{site.id}", "year": 2027}

    shown = "exceptions { occursOn reason state opens }"
    answer = await doing.done("addHolidays", desk, shown, **given)
    again = await doing.done("addHolidays", desk, shown, **given)

    assert [(each["occursOn"], each["reason"]) for each in answer["exceptions"]] == HOLIDAYS
    assert {each["state"] for each in answer["exceptions"]} == {"CLOSED"}
    assert again["exceptions"] == []


async def test_what_was_taken_back_does_not_come_again(doing: Doing, desk: Actor) -> None:
    site = await spaces.site(municipality="Crema")
    await spaces.opening_exception(
        site=site, occurs_on=date(2027, 12, 8), withdrawn_at=clock.now(), reason="Aperti"
    )

    given = {"siteId": f"site_{site.id}", "year": 2027}
    answer = await doing.done("addHolidays", desk, "exceptions { reason }", **given)

    reasons = {each["reason"] for each in answer["exceptions"]}
    assert reasons.isdisjoint({"Immacolata Concezione", "Sant'Omobono"})
    assert await OpeningException.filter(withdrawn_at=None).count() == 6


async def test_holidays_are_those_of_italy_and_of_years_to_come(doing: Doing, desk: Actor) -> None:
    site, abroad = await spaces.site(), await spaces.site(country="FR")

    found = [
        await doing.problems("addHolidays", desk, siteId=f"site_{id}", year=year)
        for id, year in ((site.id, 2026), (site.id, 2038), (abroad.id, 2027))
    ]

    assert found == [
        [("YEAR_OUT_OF_RANGE", "year")],
        [("YEAR_OUT_OF_RANGE", "year")],
        [("HOLIDAYS_UNKNOWN", "siteId")],
    ]


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2030])
def test_a_year_has_its_holidays(year: int) -> None:
    found = dict(holidays(year, in_cremona=True))

    assert found[easter(year)] == "Pasqua"
    assert found[easter(year) + timedelta(days=1)] == "Lunedì dell'Angelo"
    assert (date(year, 10, 4) in found) is (year >= 2026)
    assert len(found) == (14 if year >= 2026 else 13)
    assert len(holidays(year, in_cremona=False)) == len(found) - 1


def test_a_day_on_which_two_meet_has_both_names() -> None:
    assert dict(holidays(2038, in_cremona=True))[date(2038, 4, 25)] == (
        "Festa della Liberazione, Pasqua"
    )


def test_easter_is_on_the_days_that_the_church_has_published() -> None:
    published = {
        2024: (3, 31),
        2026: (4, 5),
        2027: (3, 28),
        2028: (4, 16),
        2030: (4, 21),
        2038: (4, 25),
        2049: (4, 18),
    }
    assert {year: (easter(year).month, easter(year).day) for year in published} == published


def test_an_exception_without_hours_lasts_all_day() -> None:
    whole = Slot(None, None, OpeningState.CLOSED)
    assert whole.is_in_order
    assert whole.meets(Slot(time(23, 59), time(0)))

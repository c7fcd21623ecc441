"""Fields that are expressions: states on a day, parts, short lists, and the park's figures."""

from hub.members.terms import Visibility
from tests.compiler.asking import Asking, names
from tests.make import members, spaces
from tests.make.impact import figure
from tests.make.members import days_ago


async def test_a_state_on_a_day_and_the_state_today(asking: Asking) -> None:
    await members.membership(periods=[(days_ago(300), days_ago(100))])

    answer = await asking.data(
        """query ($on: Date, $none: Date) { memberships { nodes {
            status then: statusOn(date: $on) before: statusOn(date: "2020-01-01")
            today: statusOn left: statusOn(date: $none) null: statusOn(date: null)
        } } }""",
        on=days_ago(200).isoformat(),
        none=None,
    )

    assert answer["memberships"]["nodes"] == [
        {
            "status": "LAPSED",
            "then": "ACTIVE",
            "before": None,
            "today": "LAPSED",
            "left": "LAPSED",
            "null": "LAPSED",
        }
    ]


async def test_the_day_of_a_list_holds_for_what_is_below_it(asking: Asking) -> None:
    alfa = await members.organization("Alfa")
    await members.membership(organization=alfa, periods=[(days_ago(300), days_ago(100))])
    await members.headcount(5, organization=alfa, counted_on=days_ago(250))
    await members.headcount(9, organization=alfa, counted_on=days_ago(5))
    query = """query ($on: Date) { members(on: $on) { nodes {
        name isMember employees isMemberOn memberships { nodes { status statusOn } }
    } } }"""

    assert (await asking.data(query))["members"]["nodes"] == []
    assert (await asking.data(query, on=days_ago(200).isoformat()))["members"]["nodes"] == [
        {
            "name": "Alfa",
            "isMember": True,
            "employees": 5,
            "isMemberOn": False,
            "memberships": {"nodes": [{"status": "ACTIVE", "statusOn": "LAPSED"}]},
        }
    ]


async def test_filters_and_orders_of_a_list_ask_about_its_day(asking: Asking) -> None:
    for name, then, now in (("Alfa", 5, 9), ("Beta", 7, 1)):
        organization = await members.organization(name)
        await members.membership(organization=organization)
        await members.headcount(then, organization=organization, counted_on=days_ago(250))
        await members.headcount(now, organization=organization, counted_on=days_ago(5))
    query = """query ($on: Date, $than: Int!) { members(
        on: $on, where: {employees: {gt: $than}}, orderBy: {employees: DESC}
    ) { nodes { name } } }"""

    assert names((await asking.data(query, than=0))["members"]) == ["Alfa", "Beta"]
    past = await asking.data(query, on=days_ago(200).isoformat(), than=0)
    assert names(past["members"]) == ["Beta", "Alfa"]
    past = await asking.data(query, on=days_ago(200).isoformat(), than=6)
    assert names(past["members"]) == ["Beta"]


async def test_an_instant_as_an_argument(asking: Asking) -> None:
    site = await spaces.site()
    await spaces.opening_hours(3, 8, 12, site=site)
    await spaces.space("Sala", site=site)

    answer = await asking.data(
        """{ spaces { nodes { openingState
            evening: openingStateAt(at: "2027-05-12T20:00:00+02:00") openingStateAt } } }"""
    )

    assert answer["spaces"]["nodes"] == [
        {"openingState": "OPEN", "evening": "CLOSED", "openingStateAt": "OPEN"}
    ]


async def test_short_lists_and_groups_of_fields(asking: Asking) -> None:
    await members.organization(visibility={"email": Visibility.PUBLIC, "address": "PRIVATE"})

    answer = await asking.data(
        "{ organizations { nodes { sharing { field visibility } } } viewer { roles today now } }"
    )

    assert answer["organizations"]["nodes"] == [
        {
            "sharing": [
                {"field": "address", "visibility": "PRIVATE"},
                {"field": "email", "visibility": "PUBLIC"},
            ]
        }
    ]
    assert answer["viewer"] == {
        "roles": ["DIRECTION"],
        "today": "2027-05-12",
        "now": "2027-05-12T08:30:00+00:00",
    }


async def test_figures_of_a_day_with_unit_and_source(asking: Asking) -> None:
    for _ in range(3):
        await members.membership(periods=[(days_ago(300), days_ago(100))])
    await figure()
    query = """query ($on: Date) { impact(on: $on) { on
        members: figures(theme: MEMBERS) { key value unit withheld asOf }
        stated: figures(theme: STATED) { key value unit source }
    } }"""

    async def organizations(on: str | None) -> list[dict[str, object]]:
        found = (await asking.data(query, on=on))["impact"]
        assert found["on"] == (on or "2027-05-12")
        assert found["stated"][0]["source"] == "A newspaper"
        return [each for each in found["members"] if each["key"] == "MEMBERS"]

    day = days_ago(200).isoformat()
    told = {"key": "MEMBERS", "unit": "ORGANIZATIONS", "withheld": False}
    assert await organizations(None) == [{**told, "value": "0", "asOf": "2027-05-12"}]
    assert await organizations(day) == [{**told, "value": "3", "asOf": day}]

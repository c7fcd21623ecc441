"""The park's figures on a day, each from the facts that it is defined by."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.impact import derived, rules
from hub.impact.derived import MEASURES
from hub.impact.terms import Theme, Unit
from hub.incubation.terms import ExitKind, FundingKind, Stage
from hub.members.models import Organization
from hub.members.terms import MembershipCategory, OrganizationKind
from hub.spaces.terms import LineTechnology, UnitOfCount
from tests.make import impact as make
from tests.make import incubation, members, projects, spaces

pytestmark = pytest.mark.usefixtures("connection")

TODAY = date(2026, 7, 1)
YESTERDAY = TODAY - timedelta(days=1)

Figures = dict[str, dict[str, Any]]


async def figures(
    connection: BaseDBAsyncClient, day: date = TODAY, *, theme: Theme | None = None
) -> Figures:
    query = derived.FIGURES.text.replace("{day}", "$1::date").replace("{theme}", "$2::text")
    found = await connection.execute_query_dict(query, [day, theme])
    assert len({row["key"] for row in found}) == len(found)
    return {row["key"]: row for row in found}


async def values(connection: BaseDBAsyncClient, day: date = TODAY) -> dict[str, Any]:
    return {key: row["value"] for key, row in (await figures(connection, day)).items()}


async def member(since: date = date(2026, 1, 1), **given: Any) -> Organization:
    organization = await members.organization(**given)
    await members.membership(
        organization=organization,
        applied_on=date(2025, 12, 1),
        decided_on=date(2025, 12, 20),
        periods=[(since, None)],
    )
    return organization


async def test_every_figure_is_there_with_what_explains_it(connection: BaseDBAsyncClient) -> None:
    found = await figures(connection)

    expected = {measure.key for measure in MEASURES if measure.theme is not Theme.NETWORK}
    assert set(found) == expected
    assert all(
        row["definition"] and row["source"] and row["as_of"] == TODAY for row in found.values()
    )
    assert {row["unit"] for row in found.values()} <= set(Unit)


async def test_of_nothing_the_count_is_zero_and_the_share_unknown(
    connection: BaseDBAsyncClient,
) -> None:
    found = await values(connection)

    unknown = {key for key, value in found.items() if value is None}
    assert unknown == {"SURVIVAL_1_YEARS", "SURVIVAL_3_YEARS", "SURVIVAL_5_YEARS"}
    assert {value for value in found.values() if value is not None} == {0}


@pytest.mark.parametrize("theme", Theme)
async def test_a_theme_has_its_figures_only(connection: BaseDBAsyncClient, theme: Theme) -> None:
    await make.figure()
    await spaces.connectivity(
        technology=LineTechnology.FTTH,
        territory="Cremona",
        site=None,
        connections=7000,
        unit_of_count=UnitOfCount.USER,
        counted_on=YESTERDAY,
        source="AEMCom",
        starts_on=YESTERDAY,
    )

    found = await figures(connection, theme=theme)

    assert found
    assert {row["theme"] for row in found.values()} == {theme}


async def test_members_are_counted_on_the_day(connection: BaseDBAsyncClient) -> None:
    for kind in [OrganizationKind.COMPANY] * 3 + [OrganizationKind.UNIVERSITY]:
        await member(kind=kind)
    await member(since=TODAY)
    await members.organization()

    assert (await values(connection, YESTERDAY))["MEMBERS"] == 4
    found = await values(connection)
    assert (found["MEMBERS"], found["MEMBER_COMPANIES"]) == (5, 4)


async def test_co_workers_are_not_members(connection: BaseDBAsyncClient) -> None:
    desk = await members.membership_type(category=MembershipCategory.CO_WORKER)
    for _ in range(3):
        await members.membership(
            type=desk,
            applied_on=date(2025, 12, 1),
            decided_on=date(2025, 12, 1),
            periods=[(date(2026, 1, 1), None)],
        )

    found = await values(connection)

    assert (found["CO_WORKERS"], found["MEMBERS"]) == (3, 0)


async def test_employees_are_those_of_the_last_counts_of_members(
    connection: BaseDBAsyncClient,
) -> None:
    for employees in (10, 20, 30):
        firm = await member()
        await members.headcount(1, organization=firm, counted_on=date(2024, 12, 31))
        await members.headcount(employees, organization=firm, counted_on=date(2025, 12, employees))
        await members.headcount(999, organization=firm, counted_on=TODAY + timedelta(days=1))
    await members.headcount(500, organization=await members.organization(), counted_on=YESTERDAY)
    await member()

    found = await figures(connection)

    assert found["MEMBER_EMPLOYEES"]["value"] == 60
    assert found["MEMBER_EMPLOYEES"]["as_of"] == date(2025, 12, 10)


async def test_a_number_about_two_is_withheld(connection: BaseDBAsyncClient) -> None:
    for _ in range(2):
        await members.headcount(10, organization=await member(), counted_on=YESTERDAY)

    found = await figures(connection)

    for key in ("MEMBERS", "MEMBER_EMPLOYEES"):
        assert found[key]["withheld"]
        assert found[key]["value"] is None
    assert not found["STARTUPS_SUPPORTED"]["withheld"]


async def test_startups_are_counted_by_stage(connection: BaseDBAsyncClient) -> None:
    for stages, how_many in [
        ((Stage.INCUBATION,), 3),
        ((Stage.INCUBATION, Stage.ACCELERATION), 4),
        ((Stage.IDEA,), 5),
        ((Stage.PRE_INCUBATION,), 1),
    ]:
        for _ in range(how_many):
            days = (YESTERDAY, TODAY)
            startup = await incubation.startup(is_stealth=True)
            await incubation.history(startup, zip(stages, days, strict=False))

    found = await values(connection)
    before = await values(connection, YESTERDAY)

    assert (found["STARTUPS_INCUBATION"], before["STARTUPS_INCUBATION"]) == (3, 7)
    assert (found["STARTUPS_ACCELERATION"], before["STARTUPS_ACCELERATION"]) == (4, 0)
    assert found["STARTUPS_IDEA"] == 5
    assert found["STARTUPS_PRE_INCUBATION"] is None
    assert found["STARTUPS_SUPPORTED"] == before["STARTUPS_SUPPORTED"] == 8


async def test_jobs_and_capital_of_startups_are_summed(connection: BaseDBAsyncClient) -> None:
    for jobs in (2, 3, 4):
        startup = await incubation.startup()
        await incubation.history(startup, [(Stage.INCUBATION, date(2026, 1, 1))])
        period = await incubation.kpi_period(date(2026, 5, 1), startup=startup)
        report = await incubation.kpi_report(period=period, filed_at=incubation.noon(YESTERDAY))
        await incubation.kpi_value(str(jobs), report=report)
        await incubation.funding_round("100.25", startup=startup, closed_on=YESTERDAY)
        await incubation.funding_round(
            "9.00", startup=startup, closed_on=YESTERDAY, kind=FundingKind.GRANT
        )

    found = await values(connection)

    assert found["STARTUP_JOBS"] == 9
    assert found["STARTUP_MONEY_RAISED"] == Decimal("300.75")


async def test_innovative_startups_are_those_in_the_register(
    connection: BaseDBAsyncClient,
) -> None:
    for _ in range(3):
        await incubation.register_entry(registered_on=date(2025, 1, 1), lost_on=TODAY)

    assert (await values(connection, YESTERDAY))["INNOVATIVE_STARTUPS"] == 3
    assert (await values(connection))["INNOVATIVE_STARTUPS"] == 0


@pytest.mark.parametrize("years", [1, 3, 5])
async def test_survival_is_that_of_the_rules(connection: BaseDBAsyncClient, years: int) -> None:
    chance = random.Random(1843)  # noqa: S311
    lives = []
    for _ in range(20):
        began_on = date(2024, 2, 29) - timedelta(days=chance.randrange(2500))
        startup = await incubation.startup()
        stages = [(Stage.IDEA, began_on - timedelta(days=9)), (Stage.SELECTED, began_on)]
        stages.append((Stage.INCUBATION, began_on))
        ceased_on = began_on + timedelta(days=chance.randrange(2000))
        how = chance.randrange(3)
        if how == 1:
            stages.append((Stage.CEASED, ceased_on))
        await incubation.history(startup, stages)
        if how == 2:
            await incubation.exit(startup=startup, kind=ExitKind.CLOSED, happened_on=ceased_on)
        lives.append(rules.Life(began_on, ceased_on if how else None))

    for day in (date(2026, 7, 1), date(2022, 7, 1), date(2017, 1, 1)):
        share, cohort = rules.survival(lives, day, years=years)
        found = (await figures(connection, day))[f"SURVIVAL_{years}_YEARS"]
        assert found["withheld"] is rules.is_withheld(cohort)
        assert found["value"] == (None if found["withheld"] else share)


async def test_desks_let_stand_beside_the_capacity(connection: BaseDBAsyncClient) -> None:
    site = await spaces.site()
    room = await spaces.space(site=site, kind="OPEN_SPACE", is_bookable=False)
    desks = [await spaces.desk(site=site, parent=room) for _ in range(5)]
    await spaces.desk(site=site, ends_on=TODAY)
    for desk in desks[:3]:
        await spaces.lease(space=desk, starts_on=date(2026, 1, 1), ends_on=None)
    await spaces.lease(space=desks[3], starts_on=TODAY + timedelta(days=1))

    found = await values(connection)

    assert (found["SITES"], found["SPACES"]) == (1, 1)
    assert (found["DESKS"], found["DESKS_LET"]) == (5, 3)
    assert (await values(connection, YESTERDAY))["DESKS"] == 6


async def test_projects_and_their_grants(connection: BaseDBAsyncClient) -> None:
    running = await projects.project(starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))
    over = await projects.project(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    firms = [await members.organization() for _ in range(4)]
    for project in (running, over):
        for at, firm in enumerate(firms):
            await projects.partnership(
                project=project,
                organization=firm,
                role="LEAD" if at == 0 else "PARTNER",
                cost_share="200.00",
                grant_share="100.50",
                starts_on=project.starts_on,
            )

    found = await values(connection)

    assert found["PROJECTS_RUNNING"] == 1
    assert found["PROJECT_PARTNERS"] == 4
    assert found["GRANT_AWARDED"] == Decimal("804.00")
    assert (await values(connection, date(2025, 1, 1)))["GRANT_AWARDED"] == Decimal("402.00")


async def test_connections_of_different_units_are_not_added(connection: BaseDBAsyncClient) -> None:
    line = {
        "operator": await members.organization("AEMCom"),
        "technology": LineTechnology.FTTH,
        "site": None,
        "source": "AEMCom",
        "starts_on": date(2012, 1, 1),
    }
    counts = [
        ("Italia", UnitOfCount.USER, 6000, date(2011, 1, 1)),
        ("Italia", UnitOfCount.USER, 7000, date(2013, 1, 1)),
        ("Cremona", UnitOfCount.USER, 50, date(2012, 6, 1)),
        ("Cremona", UnitOfCount.STREET_NUMBER, 900, date(2020, 1, 1)),
        ("Cremona", UnitOfCount.STREET_NUMBER, 1000, TODAY + timedelta(days=1)),
    ]
    for territory, unit, connections, counted_on in counts:
        await spaces.connectivity(
            **line,
            territory=territory,
            unit_of_count=unit,
            connections=connections,
            counted_on=counted_on,
        )

    found = await figures(connection, theme=Theme.NETWORK)

    assert {key: (row["value"], row["unit"]) for key, row in found.items()} == {
        "FIBRE_SUBSCRIBERS": (7050, "SUBSCRIBERS"),
        "FIBRE_STREET_NUMBERS": (900, "STREET_NUMBERS"),
    }
    assert found["FIBRE_SUBSCRIBERS"]["as_of"] == date(2012, 6, 1)


async def test_others_are_quoted_with_their_last_word_up_to_the_day(
    connection: BaseDBAsyncClient,
) -> None:
    await make.figure("35.00", stated_on=date(2021, 1, 1))
    await make.figure(
        "66.00", stated_on=date(2023, 1, 1), is_approximate=True, url="https://a.example"
    )
    await make.figure("90.00", stated_on=TODAY)

    found = await figures(connection, YESTERDAY, theme=Theme.STATED)

    stated = found["COBOX_DESKS_OCCUPIED"]
    assert (stated["value"], stated["as_of"]) == (66, date(2023, 1, 1))
    assert (stated["is_approximate"], stated["url"]) == (True, "https://a.example")
    assert (await values(connection))["COBOX_DESKS_OCCUPIED"] == 90


async def test_two_sources_that_differ_both_stand(connection: BaseDBAsyncClient) -> None:
    await make.figure("400.00", source="One newspaper")
    await make.figure("600.00", source="Another newspaper")

    query = derived.FIGURES.text.replace("{day}", "$1::date").replace("{theme}", "$2::text")
    found = await connection.execute_query_dict(query, [TODAY, Theme.STATED])

    assert [row["value"] for row in found] == [600, 400]

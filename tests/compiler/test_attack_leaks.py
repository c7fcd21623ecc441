"""What a hostile client may not learn by a way round: backwards, or by asking about another day."""

from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor, Role
from hub.incubation.terms import Stage
from hub.members.models import Organization, Person
from hub.members.terms import Visibility
from hub.spaces.booking_models import Booking
from tests.compiler.asking import DIRECTION, NOBODY, Asking, member_of
from tests.make import incubation, members, projects, spaces
from tests.make.members import days_ago

LISTED = {"listing": Visibility.PUBLIC}
FRONT_DESK = Actor(roles=frozenset({Role.FRONT_DESK}))
BOOKED = """{
    organizations(where: {name: {startsWith: "Alfa"}}) { nodes { bookings { ...Found } } }
    people(where: {name: {startsWith: "Anna"}}) { nodes { bookings { ...Found } } }
    some: organizations(where: {bookings: {some: {}}}) { totalCount }
    none: people(where: {bookings: {none: {}}, name: {startsWith: "Anna"}}) { totalCount }
    bookings { totalCount nodes { organization { name } person { name } } }
}
fragment Found on BookingConnection { totalCount nodes { startsAt } edges { cursor } }"""


@pytest.fixture
async def booked(asking: Asking) -> tuple[Organization, Person]:
    """A public room that somebody who is listed has booked."""
    alfa = await members.organization("Alfa", **LISTED)
    anna = await members.person("Anna Bianchi", **LISTED)
    await spaces.booking(space=await spaces.space("Sala"), organization=alfa, person=anna)
    return alfa, anna


async def test_who_books_is_not_told_backwards(
    asking: Asking, booked: tuple[Organization, Person]
) -> None:
    other = member_of(await members.organization("Altra"))

    for actor in (NOBODY, other):
        answer = await asking.data(BOOKED, actor)
        nothing = {"nodes": [{"bookings": {"totalCount": 0, "nodes": [], "edges": []}}]}
        assert answer["organizations"] == answer["people"] == nothing
        assert answer["some"] == {"totalCount": 0}
        assert answer["none"] == {"totalCount": 1}
        taken = [{"organization": None, "person": None}]
        assert answer["bookings"] == {"totalCount": 1, "nodes": taken}


async def test_who_is_concerned_finds_bookings_backwards(
    asking: Asking, booked: tuple[Organization, Person]
) -> None:
    for actor in (FRONT_DESK, member_of(booked[0])):
        answer = await asking.data(BOOKED, actor)
        assert answer["organizations"]["nodes"][0]["bookings"]["totalCount"] == 1
        assert answer["people"]["nodes"][0]["bookings"]["totalCount"] == 1
        assert answer["some"] == {"totalCount": 1}
        assert answer["none"] == {"totalCount": 0}


async def test_a_bookings_own_people_find_it_and_no_other(asking: Asking) -> None:
    alfa = await members.organization("Alfa", **LISTED)
    mine: Booking = await spaces.booking(organization=alfa)
    theirs = await spaces.booking(organization=await members.organization("Beta", **LISTED))

    answer = await asking.data(
        "{ organizations(orderBy: [{name: ASC}]) { nodes { bookings { nodes { id } } } } }",
        member_of(alfa),
    )

    assert answer["organizations"]["nodes"] == [
        {"bookings": {"nodes": [{"id": f"booking_{mine.id}"}]}},
        {"bookings": {"nodes": []}},
    ]
    assert mine.id != theirs.id


async def test_a_reviewer_of_a_blind_intake_cannot_find_who_applies(asking: Asking) -> None:
    reviewer = await members.person("Rosa Verdi")
    firm = await members.organization("Ditta", **LISTED)
    startup = await incubation.startup("Onda", stages=(Stage.SELECTED, Stage.INCUBATION))
    intake = await incubation.intake(hides_applicants=True)
    applied = await incubation.application(intake=intake, organization=firm, startup=startup)
    await incubation.review(application=applied, reviewer=reviewer)
    query = """{
        applications { nodes { number startup { name } organization { name } } }
        startups { nodes { name applications { totalCount } } }
        organizations { nodes { name applications { nodes { number } } } }
        found: startups(where: {applications: {some: {}}}) { totalCount }
    }"""

    blind = await asking.data(query, Actor(person_id=reviewer.id))
    desk = await asking.data(query)

    assert blind == {
        "applications": {
            "nodes": [{"number": applied.number, "startup": None, "organization": None}]
        },
        "startups": {"nodes": [{"name": "Onda", "applications": {"totalCount": 0}}]},
        "organizations": {"nodes": [{"name": "Ditta", "applications": {"nodes": []}}]},
        "found": {"totalCount": 0},
    }
    assert desk["found"] == {"totalCount": 1}
    assert desk["startups"]["nodes"][0]["applications"] == {"totalCount": 1}


async def test_a_public_result_does_not_name_who_answers_for_it(asking: Asking) -> None:
    project = await projects.project(is_public=True)
    partner = await projects.partnership(project=project)
    await projects.deliverable(
        project=project, responsible=partner, is_public=True, delivered_on=days_ago(1)
    )
    query = """{ projects { nodes {
        deliverables { totalCount nodes { responsible { id } } }
        partnerships { nodes { deliverables { totalCount } } }
    } } }"""

    (seen,) = (await asking.data(query, NOBODY))["projects"]["nodes"]
    (known,) = (await asking.data(query))["projects"]["nodes"]

    assert seen["deliverables"] == {"totalCount": 1, "nodes": [{"responsible": None}]}
    assert seen["partnerships"]["nodes"] == [{"deliverables": {"totalCount": 0}}]
    assert known["partnerships"]["nodes"] == [{"deliverables": {"totalCount": 1}}]


OTHER_DAYS = """query ($day: Date!) { members(on: $day) { nodes {
    affiliations { nodes { isCurrent endsOn person { mentor { isCurrent endsOn } } } }
    current: affiliations(where: {isCurrent: {eq: true}}) { totalCount }
    proposalPartners { nodes { proposal { state stateOn(date: $day) } } }
    opportunities { nodes { state stateOn(date: $day) } }
} } }"""


@pytest.fixture
async def member(asking: Asking) -> Organization:
    """A member for years, with what has not always been so and will not always be."""
    alfa = await members.organization("Alfa", **LISTED)
    await members.membership(organization=alfa, periods=[(days_ago(2000), None)])
    shared = {"visibility": {"affiliations": "PUBLIC"}, **LISTED}
    anna = await members.person("Anna Bianchi", **shared)
    dates = {"starts_on": days_ago(50), "ends_on": days_ago(-50)}
    await members.affiliation(organization=alfa, person=anna, **dates)
    await incubation.mentor(person=anna, is_listed=True, **dates)
    handed_in = clock.now() - timedelta(days=30)
    funded = {"submitted_at": handed_in, "ranked_on": days_ago(10), "funded_on": days_ago(5)}
    proposal = await projects.proposal(review_on=days_ago(90), **funded)
    await projects.proposal_partner(proposal=proposal, organization=alfa)
    await projects.opportunity(organization=alfa, filled_on=days_ago(-5))
    return alfa


@pytest.mark.parametrize("days", [-100, -20, 0, 20, 60, 100])
async def test_a_list_about_another_day_tells_outsiders_of_today(
    asking: Asking, member: Organization, days: int
) -> None:
    (seen,) = (await asking.data(OTHER_DAYS, NOBODY, day=days_ago(days).isoformat()))["members"][
        "nodes"
    ]

    now = {"isCurrent": True, "endsOn": None}
    assert seen["affiliations"]["nodes"] == [{**now, "person": {"mentor": now}}]
    assert seen["current"] == {"totalCount": 1}
    proposals = [{"proposal": {"state": "FUNDED", "stateOn": None}}]
    assert seen["proposalPartners"]["nodes"] == proposals
    assert seen["opportunities"]["nodes"] == [{"state": "OPEN", "stateOn": None}]


async def test_insiders_ask_about_any_day(asking: Asking, member: Organization) -> None:
    async def on(days: int) -> Any:
        answer = await asking.data(OTHER_DAYS, DIRECTION, day=days_ago(days).isoformat())
        (found,) = answer["members"]["nodes"]
        return found

    before, after = await on(20), await on(-20)

    assert before["proposalPartners"]["nodes"][0]["proposal"]["stateOn"] == "SUBMITTED"
    assert after["opportunities"]["nodes"] == [{"state": "OPEN", "stateOn": "FILLED"}]

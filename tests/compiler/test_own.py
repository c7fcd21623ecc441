"""Who asks about the own organization has a statement of its own, which tells nothing of others."""

from typing import Any

import pytest

from hub.members.models import Organization
from hub.members.terms import Visibility
from tests.compiler.asking import DIRECTION, Asking, global_id, member_of
from tests.make import members, spaces
from tests.make.members import days_ago

QUERY = """query ($id: ID!, $other: ID!) {
    it: organization(id: $id) { ...Seen subsidiaries { nodes { ...Seen } } }
    other: organization(id: $other) { ...Seen }
    same: organizations(where: {id: {eq: $id}}) { nodes { ...Seen } }
}
fragment Seen on Organization {
    fiscalCode
    memberships { nodes { appliedOn } }
    bookings { totalCount nodes { title } }
    affiliations { totalCount nodes { startsOn } }
}"""


@pytest.fixture
async def two(asking: Asking) -> tuple[Organization, Organization]:
    """An organization and another, its daughter, each with what is private."""
    mother = await members.organization(
        "Alfa", fiscal_code="00000000001", listing=Visibility.PUBLIC
    )
    daughter = await members.organization(
        "Beta", fiscal_code="00000000002", listing=Visibility.PUBLIC, parent=mother
    )
    for each in (mother, daughter):
        await members.membership(organization=each, periods=[(days_ago(300), None)])
        await spaces.booking(organization=each, title=f"Riunione {each.name}")
        await members.affiliation(organization=each, starts_on=days_ago(100))
    return mother, daughter


def is_whole(seen: dict[str, Any]) -> bool:
    """Whether all private things of an organization are seen; raises when only some are."""
    found = {
        seen["fiscalCode"] is not None,
        seen["memberships"]["nodes"][0]["appliedOn"] is not None,
        seen["bookings"]["totalCount"] == len(seen["bookings"]["nodes"]) == 1,
        seen["affiliations"]["totalCount"] == 1,
    }
    assert len(found) == 1
    return True in found


async def test_own_and_others_are_told_apart(
    asking: Asking, two: tuple[Organization, Organization]
) -> None:
    mother, daughter = (global_id("org", each) for each in two)
    of_mother, of_daughter = map(member_of, two)

    for _ in range(2):  # the second time the plans are known
        for actor, own, other in (
            (of_mother, mother, daughter),
            (of_daughter, daughter, mother),
        ):
            answer = await asking.data(QUERY, actor, id=own, other=other)
            assert is_whole(answer["it"])
            assert is_whole(answer["same"]["nodes"][0])
            assert not is_whole(answer["other"])
            turned = await asking.data(QUERY, actor, id=other, other=own)
            assert not is_whole(turned["it"])
            assert is_whole(turned["other"])
            assert [is_whole(each) for each in answer["it"]["subsidiaries"]["nodes"]] == (
                [False] if actor is of_mother else []
            )


async def test_the_own_organization_answers_alike_by_either_statement(
    asking: Asking, two: tuple[Organization, Organization]
) -> None:
    mother, daughter = (global_id("org", each) for each in two)
    by_variable = (
        "query ($id: ID!) { organization(id: $id) { ...Seen } }" + QUERY[QUERY.index("\nf") :]
    )
    by_literal = by_variable.replace("query ($id: ID!)", "query").replace("$id", f'"{mother}"')
    actor = member_of(two[0])

    assert await asking.data(by_variable, actor, id=mother) == await asking.data(by_literal, actor)
    of_both = await asking.data(QUERY, DIRECTION, id=mother, other=daughter)
    assert is_whole(of_both["it"])
    assert is_whole(of_both["other"])

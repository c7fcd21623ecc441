"""Papers that a type of membership asks for: nobody is admitted without them, unless for a reason."""

from datetime import date
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import Membership, MembershipType
from hub.members.terms import DocumentKind
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

ADMITTED = "membership { status waiverReason }"
MISSING = """mutation ($input: AdmitMemberInput!) { admitMember(input: $input) {
    problems { code path message ... on DocumentsMissingProblem { missing } } } }"""
ASKED = [DocumentKind.STATUTE, DocumentKind.RESOLUTION]
REVIEWED_ON = date(2027, 5, 11)
ACCEPTED = {"reviewed_on": REVIEWED_ON, "is_accepted": True}
REFUSED = {"reviewed_on": REVIEWED_ON, "is_accepted": False, "refusal_reason": "Manca la firma"}


def the(row: Membership, **given: Any) -> dict[str, Any]:
    return {"membershipId": f"mship_{row.id}", **given}


@pytest.fixture
async def terms(doing: Doing) -> MembershipType:
    return await members.membership_type(required_documents=ASKED)


@pytest.fixture
async def direction(doing: Doing) -> Actor:
    return (await signed_in(Role.DIRECTION))[0]


async def papers(row: Membership, *kinds: DocumentKind, **given: Any) -> None:
    for kind in kinds:
        await members.document(membership=row, kind=kind, **{**ACCEPTED, **given})


async def test_who_lacks_papers_is_told_which(
    doing: Doing, direction: Actor, terms: MembershipType
) -> None:
    row = await members.application(type=terms)
    await papers(row, DocumentKind.STATUTE, DocumentKind.IDENTITY)

    (problem,) = (await doing.data(MISSING, direction, input=the(row)))["admitMember"]["problems"]

    assert problem == {
        "code": "DOCUMENTS_MISSING",
        "path": ["input", "membershipId"],
        "message": "Papers that this type asks for are missing, not accepted or expired"
        " (RESOLUTION): have them handed in and accept them, or say by waiveDocuments why they are"
        " not needed.",
        "missing": ["RESOLUTION"],
    }


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        ({}, []),
        ({"reviewed_on": None, "is_accepted": None}, ["DOCUMENTS_MISSING"]),
        (REFUSED, ["DOCUMENTS_MISSING"]),
        ({"expires_on": 0}, ["DOCUMENTS_MISSING"]),
        ({"expires_on": 1}, []),
    ],
    ids=["accepted", "not reviewed", "refused", "good until yesterday", "good today"],
)
async def test_a_paper_is_accepted_and_good_today(
    doing: Doing,
    direction: Actor,
    terms: MembershipType,
    *,
    paper: dict[str, Any],
    codes: list[str],
) -> None:
    row = await members.application(type=terms)
    await papers(row, DocumentKind.STATUTE)
    if "expires_on" in paper:
        paper = {"expires_on": days_ago(-paper["expires_on"])}
    await papers(row, DocumentKind.RESOLUTION, **paper)

    assert await doing.codes("admitMember", direction, **the(row)) == codes


async def test_a_paper_handed_in_again_counts(
    doing: Doing, direction: Actor, terms: MembershipType
) -> None:
    row = await members.application(type=terms)
    await papers(row, *ASKED, **REFUSED)
    await papers(row, *ASKED)

    await doing.done("admitMember", direction, **the(row))


async def test_papers_are_waived_for_a_reason(
    doing: Doing, direction: Actor, terms: MembershipType
) -> None:
    row = await members.application(type=terms)

    for reason, codes in ((" ", ["DOCUMENTS_MISSING"]), ("x" * 301, ["TOO_LONG"])):
        given = the(row, waiveDocuments=reason)
        assert await doing.codes("admitMember", direction, **given) == codes
    given = the(row, waiveDocuments="Ente pubblico\0")
    answer = await doing.done("admitMember", direction, ADMITTED, **given)
    assert answer["membership"] == {"status": "ACTIVE", "waiverReason": "Ente pubblico"}


async def test_what_is_not_missing_is_not_waived(
    doing: Doing, direction: Actor, terms: MembershipType
) -> None:
    row = await members.application(type=terms)
    await papers(row, *ASKED)

    given = the(row, waiveDocuments="Non serve")
    answer = await doing.done("admitMember", direction, ADMITTED, **given)

    assert answer["membership"]["waiverReason"] is None


async def test_who_comes_back_hands_in_what_is_no_longer_good(
    doing: Doing, direction: Actor, terms: MembershipType
) -> None:
    row = await members.membership(type=terms, periods=[(days_ago(390), days_ago(100))])
    await papers(row, DocumentKind.STATUTE)
    await papers(row, DocumentKind.RESOLUTION, expires_on=days_ago(0))

    assert await doing.codes("readmitMember", direction, **the(row)) == ["DOCUMENTS_MISSING"]
    await papers(row, DocumentKind.RESOLUTION)
    await doing.done("readmitMember", direction, **the(row))


async def test_what_is_asked_for_changes_while_there_are_members(
    doing: Doing, direction: Actor, terms: MembershipType
) -> None:
    await members.membership(type=terms)
    given = {
        "typeId": f"mtype_{terms.id}",
        "version": 1,
        "requiredDocuments": ["IDENTITY", "STATUTE", "IDENTITY"],
    }
    shown = "type { requiredDocuments version }"

    answer = await doing.done("updateMembershipType", direction, shown, **given)
    assert answer["type"] == {"requiredDocuments": ["IDENTITY", "STATUTE"], "version": 2}
    given |= {"version": 2, "requiredDocuments": None}
    answer = await doing.done("updateMembershipType", direction, shown, **given)
    assert answer["type"] == {"requiredDocuments": [], "version": 3}

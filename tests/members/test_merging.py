"""Merging what was entered twice: nothing refers to the duplicate afterwards, and nothing is lost."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts.models import Account
from hub.actor import Actor, Role
from hub.members.models import Affiliation, Headcount, Organization, Person
from hub.members.parties.references import references
from hub.members.terms import MembershipCategory, OrganizationKind, Visibility
from tests.accounts.erasing import erased
from tests.make import accounts, incubation, members, projects, spaces
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing, signed_in

KEYS = """
SELECT it.conrelid::regclass::text AS "table", own.attname AS "column"
FROM pg_constraint it JOIN pg_attribute own ON own.attrelid = it.conrelid AND own.attnum = it.conkey[1]
WHERE it.contype = 'f' AND it.confrelid = $1::text::regclass
"""
"""The foreign keys to a table, as the database knows them."""
COLLISIONS = """problems { code path
    ... on MergeCollidesProblem { collisions { type id rule } } }"""


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


def into(survivor: Organization | Person, twice: Organization | Person) -> dict[str, Any]:
    of, prefix = (
        ("organizationId", "org")
        if isinstance(survivor, Organization)
        else (
            "personId",
            "person",
        )
    )
    return {
        of: f"{prefix}_{survivor.id}",
        "version": survivor.version,
        "duplicateId": f"{prefix}_{twice.id}",
    }


async def referring(connection: BaseDBAsyncClient, table: str, id: UUID) -> Mapping[str, int]:
    """How many rows of which tables refer to a row, by the foreign keys of the database."""
    found = {}
    for key in await connection.execute_query_dict(KEYS, [table]):
        where = f"FROM {key['table']} WHERE {key['column']} = $1"
        (row,) = await connection.execute_query_dict(f"SELECT count(*) AS n {where}", [id])
        found[f"{key['table']}.{key['column']}"] = row["n"]
    return {name: count for name, count in found.items() if count}


@pytest.mark.usefixtures("connection")
@pytest.mark.parametrize("model", [Organization, Person])
async def test_no_foreign_key_is_forgotten(
    connection: BaseDBAsyncClient, model: type[Organization | Person]
) -> None:
    known = {f"{each._meta.db_table}.{column}" for each, column in references(model)}
    relations: list[Any] = [model._meta.fields_map[name] for name in model._meta.m2m_fields]
    between = {f"{each.through}.{each.backward_key}" for each in relations}

    found = await connection.execute_query_dict(KEYS, [model._meta.db_table])
    assert {f"{key['table']}.{key['column']}" for key in found} == known | between


async def test_all_that_refers_to_an_organization_refers_to_the_other(
    doing: Doing, connection: BaseDBAsyncClient
) -> None:
    survivor, twice = await members.organization("Alfa"), await members.organization("Alfa srl")
    await members.affiliation(organization=twice)
    membership = await members.membership(organization=twice)
    await members.fee_line(membership=membership)
    await members.headcount(organization=twice)
    await members.consent_record(organization=twice)
    await members.organization("Figlia", parent=twice)
    await spaces.booking(organization=twice)
    await spaces.lease(organization=twice)
    await projects.partnership(organization=twice)
    await incubation.startup(organization=twice)
    await accounts.invitation(organization=twice)
    await accounts.api_token(organization=twice)
    shared, own = await members.competence("a"), await members.competence("b")
    await survivor.competences.add(shared)
    await twice.competences.add(shared, own)
    before = await referring(connection, "organization", twice.id)

    answer = await doing.done(
        "mergeOrganizations", await desk(), "moved organization { id }", **into(survivor, twice)
    )

    assert await referring(connection, "organization", twice.id) == {}
    after = await referring(connection, "organization", survivor.id)
    # One competence both had; and the duplicate itself refers to the survivor.
    assert after == {**before, "organization.merged_into_id": 1}
    assert (
        answer["moved"] == sum(before.values()) - before["organization_competence.organization_id"]
    )
    assert answer["organization"]["id"] == f"org_{survivor.id}"


async def test_all_that_refers_to_a_person_refers_to_the_other(
    doing: Doing, connection: BaseDBAsyncClient
) -> None:
    survivor, twice = await members.person("Anna Rossi"), await members.person("Anna Rosi")
    account = await accounts.account(person=twice)
    await accounts.api_token(account=account, person=twice)
    await members.affiliation(person=twice)
    await members.membership(person=twice)
    await members.consent_record(person=twice, recorded_by=twice)
    await spaces.booking(organization=await members.organization(), person=twice)
    await incubation.startup_member(person=twice)
    await incubation.mentor(person=twice)
    await incubation.review(reviewer=twice)
    before = await referring(connection, "person", twice.id)

    await doing.done("mergePeople", await desk(), **into(survivor, twice))

    assert await referring(connection, "person", twice.id) == {}
    after = await referring(connection, "person", survivor.id)
    assert after == {**before, "person.merged_into_id": 1}
    assert (await Account.get(id=account.id)).person_id == survivor.id


async def test_the_duplicate_stays_without_identifiers(doing: Doing) -> None:
    survivor = await members.organization("Alfa", phone="+39 0372 1", sector=None)
    twice = await members.organization(
        "Alfa srl",
        vat_number="00743110157",
        rea="CR-1",
        pec="a@pec.example.it",
        phone="+39 0372 2",
        sector="Software",
        listing=Visibility.PUBLIC,
    )

    await doing.done("mergeOrganizations", await desk(), **into(survivor, twice))

    survivor = await Organization.get(id=survivor.id)
    twice = await Organization.get(id=twice.id)
    kept = (survivor.vat_number, survivor.rea, survivor.pec, survivor.phone, survivor.sector)
    assert kept == ("00743110157", "CR-1", "a@pec.example.it", "+39 0372 1", "Software")
    assert (twice.vat_number, twice.rea, twice.pec, twice.name) == (None, None, None, "Alfa srl")
    assert (twice.listing, twice.merged_at) == (Visibility.PRIVATE, NOW)
    assert twice.merged_into_id == survivor.id
    assert (survivor.version, twice.version) == (2, 2)


async def test_nothing_is_taken_over_that_more_people_would_see(doing: Doing) -> None:
    survivor = await members.person("Anna", visibility={"phone": "PUBLIC", "email": "MEMBERS"})
    twice = await members.person(
        "Anna due",
        phone="+39 0372 2",
        email="anna@esempio.it",
        fiscal_code="RCCMNL83S18D969H",
        visibility={"email": "MEMBERS"},
    )

    await doing.done("mergePeople", await desk(), **into(survivor, twice))

    survivor = await Person.get(id=survivor.id)
    assert (survivor.phone, survivor.email) == (None, "anna@esempio.it")
    assert survivor.fiscal_code == "RCCMNL83S18D969H"
    twice = await Person.get(id=twice.id)
    assert (twice.phone, twice.email, twice.fiscal_code, twice.name) == (
        None,
        None,
        None,
        "Anna due",
    )


@pytest.mark.parametrize(
    "case",
    [
        ({"country": "FR"}, {"street": "Via Roma 1", "vat_number": "00743110157"}, {}),
        ({"kind": OrganizationKind.PUBLIC_BODY}, {"sdi_code": "M5UXCR1"}, {}),
        ({}, {"sdi_code": "M5UXCR1"}, {"sdi_code": "M5UXCR1"}),
        ({"street": "Via Po 1"}, {"street": "Via Roma 1", "province": "CR"}, {"province": None}),
        (
            {"visibility": {"address": "PRIVATE"}},
            {"street": "Via Roma 1"},
            {"street": None},
        ),
    ],
    ids=["another country", "another kind", "the same", "not half an address", "another choice"],
)
async def test_what_would_not_fit_is_not_taken_over(
    doing: Doing, case: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
) -> None:
    one, other, taken = case
    survivor = await members.organization("Alfa", **one)
    twice = await members.organization("Alfa due", **other)

    await doing.done("mergeOrganizations", await desk(), **into(survivor, twice))

    row = await Organization.get(id=survivor.id)
    usual = {name: one.get(name) for name in other}
    assert {name: getattr(row, name) for name in {**usual, **taken}} == {**usual, **taken}


@pytest.mark.parametrize("name", ["vat_number", "fiscal_code"])
async def test_who_has_another_number_is_another(doing: Doing, name: str) -> None:
    survivor = await members.organization("Alfa", **{name: "00743110157"})
    twice = await members.organization("Alfa due", **{name: "01601620709"})

    assert await doing.problems("mergeOrganizations", await desk(), **into(survivor, twice)) == [
        ("IDENTIFIERS_DIFFER", "duplicateId")
    ]


async def test_what_both_have_stands_in_the_way(doing: Doing) -> None:
    survivor, twice = await members.person("Anna"), await members.person("Anna due")
    organization = await members.organization()
    await members.affiliation(person=survivor, organization=organization)
    tie = await members.affiliation(person=twice, organization=organization)
    await members.affiliation(person=twice)
    await accounts.account(person=survivor)
    account = await accounts.account(person=twice)
    actor = await desk()

    query = (
        f"mutation ($input: MergePeopleInput!) {{ mergePeople(input: $input) {{ {COLLISIONS} }} }}"
    )
    answer = await doing.data(query, actor, input=into(survivor, twice))

    (problem,) = answer["mergePeople"]["problems"]
    assert (problem["code"], problem["path"]) == ("MERGE_COLLIDES", ["input", "duplicateId"])
    assert problem["collisions"] == [
        {"type": "Account", "id": f"account_{account.id}", "rule": "account_person_id_key"},
        {"type": "Affiliation", "id": f"aff_{tie.id}", "rule": "affiliation_no_overlap"},
    ]
    assert await Affiliation.filter(person_id=twice.id).count() == 2
    assert (await Person.get(id=twice.id)).merged_at is None


async def test_periods_that_touch_do_not_stand_in_the_way(doing: Doing) -> None:
    survivor, twice = await members.person("Anna"), await members.person("Anna due")
    organization = await members.organization()
    await members.affiliation(person=survivor, organization=organization, ends_on=days_ago(10))
    await members.affiliation(person=twice, organization=organization, starts_on=days_ago(10))

    await doing.done("mergePeople", await desk(), **into(survivor, twice))

    assert await Affiliation.filter(person_id=survivor.id).count() == 2


async def test_an_organization_is_not_merged_with_whom_it_controls(doing: Doing) -> None:
    twice = await members.organization("Alfa due")
    survivor = await members.organization("Alfa", parent=twice)

    assert await doing.codes("mergeOrganizations", await desk(), **into(survivor, twice)) == [
        "MERGE_COLLIDES"
    ]


async def test_a_merger_makes_no_circle_of_those_who_control(doing: Doing) -> None:
    twice = await members.organization("Alfa due")
    between = await members.organization("Holding", parent=twice)
    survivor = await members.organization("Alfa", parent=between)

    assert await doing.codes("mergeOrganizations", await desk(), **into(survivor, twice)) == [
        "MERGE_COLLIDES"
    ]
    await between.refresh_from_db()
    assert between.parent_id == twice.id


@pytest.mark.parametrize(
    ("theirs", "ours", "is_refused"),
    [
        (-29, None, True),
        (-30, None, False),
        (None, -30, False),
        ("applied", None, True),
        (None, "applied", True),
        ("co-worker", None, False),
        ("co-worker", "co-worker", True),
    ],
    ids=["in grace", "lapsed", "lapsed here", "applied", "applied here", "other sort", "one sort"],
)
async def test_nobody_is_a_member_twice_by_a_merger(
    doing: Doing, theirs: int | str | None, ours: int | str | None, *, is_refused: bool
) -> None:
    parties = [await members.organization() for _ in range(2)]
    for party, what in zip(parties, (ours, theirs), strict=True):
        category = MembershipCategory.ORDINARY
        if what == "co-worker":
            category = MembershipCategory.CO_WORKER
        terms = await members.membership_type(category=category, grace_days=30)
        if what == "applied":
            await members.application(organization=party, type=terms)
        else:
            until = days_ago(-what) if isinstance(what, int) else None
            periods = [(days_ago(380), until)]
            await members.membership(organization=party, type=terms, periods=periods)

    codes = await doing.codes("mergeOrganizations", await desk(), **into(*parties))

    assert codes == (["MERGE_COLLIDES"] if is_refused else [])


async def test_who_is_controlled_is_merged_into_who_controls(doing: Doing) -> None:
    survivor = await members.organization("Alfa")
    between = await members.organization("Holding", parent=survivor)
    twice = await members.organization("Alfa due", parent=between)
    child = await members.organization("Figlia", parent=twice)

    await doing.done("mergeOrganizations", await desk(), **into(survivor, twice))

    await child.refresh_from_db()
    assert child.parent_id == survivor.id


async def test_one_is_not_merged_into_itself_nor_twice(doing: Doing) -> None:
    survivor, twice = await members.organization("Alfa"), await members.organization("Alfa due")
    other, actor = await members.organization("Beta"), await desk()

    assert await doing.codes("mergeOrganizations", actor, **into(survivor, survivor)) == [
        "SAME_PARTY"
    ]
    await doing.done("mergeOrganizations", actor, **into(survivor, twice))
    assert await doing.codes("mergeOrganizations", actor, **into(other, twice)) == [
        "ALREADY_MERGED"
    ]
    assert await doing.codes("mergeOrganizations", actor, **into(twice, other)) == [
        "ALREADY_MERGED"
    ]
    given = {"organizationId": f"org_{twice.id}", "version": 2, "sector": "Energia"}
    assert await doing.codes("updateOrganization", actor, **given) == ["ALREADY_MERGED"]


async def test_what_came_to_the_duplicate_meanwhile_follows(doing: Doing) -> None:
    survivor, twice = await members.organization("Alfa"), await members.organization("Alfa due")
    actor = await desk()
    await doing.done("mergeOrganizations", actor, **into(survivor, twice))
    count = await members.headcount(organization=twice)

    again = await doing.done("mergeOrganizations", actor, "moved", **into(survivor, twice))

    assert again == {"moved": 1}
    assert (await Headcount.get(id=count.id)).organization_id == survivor.id


async def test_mergers_lead_to_the_one_that_is_left(doing: Doing) -> None:
    first, second, third = [await members.organization(name) for name in ("A", "B", "C")]
    actor = await desk()
    await doing.done("mergeOrganizations", actor, **into(second, first))
    await doing.done(
        "mergeOrganizations", actor, **into(third, await Organization.get(id=second.id))
    )

    assert (await Organization.get(id=first.id)).merged_into_id == third.id


async def test_staff_find_the_duplicate_by_its_id_alone(doing: Doing) -> None:
    survivor = await members.organization("Alfa", listing=Visibility.PUBLIC)
    twice = await members.organization("Alfa due", listing=Visibility.PUBLIC)
    actor, (member, _) = await desk(), await signed_in(Role.MEMBER, organization=survivor)
    await doing.done("mergeOrganizations", actor, **into(survivor, twice))
    query = """query ($id: ID!) {
        node(id: $id) { ... on Organization { name mergedAt mergedInto { id } } }
        organizations { nodes { name } }
        search(query: "Alfa") { nodes { node { id } } }
    }"""

    seen = await doing.data(query, actor, id=f"org_{twice.id}")
    assert seen["node"]["name"] == "Alfa due"
    assert seen["node"]["mergedInto"] == {"id": f"org_{survivor.id}"}
    assert seen["organizations"]["nodes"] == [{"name": "Alfa"}]
    assert seen["search"]["nodes"] == [{"node": {"id": f"org_{survivor.id}"}}]
    assert (await doing.data(query, member, id=f"org_{twice.id}"))["node"] is None


async def test_both_histories_stay_readable(doing: Doing) -> None:
    survivor, twice = await members.organization("Alfa"), await members.organization("Alfa due")
    actor = await desk()
    given: dict[str, Any] = {"organizationId": f"org_{twice.id}", "version": 1, "sector": "Energia"}
    await doing.done("updateOrganization", actor, **given)
    await doing.done("mergeOrganizations", actor, **into(survivor, twice))
    query = """query ($id: ID!) { node(id: $id) { ... on Organization {
        history { nodes { act } } } } }"""

    def acts(found: Any) -> list[str]:
        return [each["act"] for each in found["node"]["history"]["nodes"]]

    assert acts(await doing.data(query, actor, id=f"org_{survivor.id}")) == ["mergeOrganizations"]
    both = ["mergeOrganizations", "updateOrganization"]
    assert acts(await doing.data(query, actor, id=f"org_{twice.id}")) == both


async def test_who_was_erased_is_not_merged(doing: Doing) -> None:
    survivor, twice = await members.person("Anna"), await members.person(erased_at=clock.now())

    assert await doing.problems("mergePeople", await desk(), **into(survivor, twice)) == [
        ("PERSON_ERASED", "duplicateId")
    ]


async def test_who_is_erased_is_erased_in_all_rows(doing: Doing) -> None:
    survivor, twice = await members.person("Anna Rossi"), await members.person("Nuccia Rossi")
    await doing.done("mergePeople", await desk(), **into(survivor, twice))
    startup = await incubation.startup(pitch="Un'idea di Nuccia Rossi.")

    await erased(survivor)

    for row in await Person.filter(id__in=[survivor.id, twice.id]):
        assert (row.name, row.erased_at) == ("Persona cancellata", NOW)
    await startup.refresh_from_db()
    assert "Nuccia" not in str(startup.pitch)

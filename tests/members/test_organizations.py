"""Entering organizations and changing them: what is kept, what is refused, and who is told of whom."""

import asyncio
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.models import Organization
from hub.members.terms import OrganizationKind, Visibility
from hub.record.models import AuditEntry
from tests.make import members
from tests.mutating.doing import NOW, Doing, signed_in
from tests.mutating.locks import holding

VAT_NUMBER = "00743110157"
ORGANIZATION = "organization { id name vatNumber rea pec province country version }"
TYPED = """problems { code path message
    ... on DuplicateIdentifierProblem { other { id name } }
    ... on PossibleDuplicateProblem { candidates { id name } } }"""


def new(**given: Any) -> dict[str, Any]:
    usual = {"kind": "COMPANY", "name": "Nuova", "legalName": "Nuova S.r.l.", "country": "IT"}
    return {**usual, **given}


def the(organization: Organization, **given: Any) -> dict[str, Any]:
    version = organization.version
    return {"organizationId": f"org_{organization.id}", "version": version, **given}


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


async def head(organization: Organization) -> Actor:
    actor, _ = await signed_in(
        Role.ADMINISTRATOR, Role.MEMBER, organization=organization, administers=True
    )
    return actor


async def told(doing: Doing, name: str, actor: Actor, /, **given: Any) -> list[dict[str, Any]]:
    """The problems with all that they tell."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    query = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {TYPED} }} }}"
    found: list[dict[str, Any]] = (await doing.data(query, actor, input=given))[name]["problems"]
    return found


async def test_what_is_entered_is_kept_in_its_form(doing: Doing) -> None:
    given = new(
        name=" Nuova  Impresa ",
        vatNumber=f"IT {VAT_NUMBER}",
        rea="123456/cr",
        pec="Info@PEC.Esempio.it",
        province="cr",
        country="it",
    )

    answer = await doing.done("createOrganization", await desk(), ORGANIZATION, **given)

    shown = answer["organization"]
    assert shown.pop("id").startswith("org_")
    assert shown == {
        "name": "Nuova Impresa",
        "vatNumber": VAT_NUMBER,
        "rea": "CR-123456",
        "pec": "info@pec.esempio.it",
        "province": "CR",
        "country": "IT",
        "version": 1,
    }
    row = await Organization.get()
    assert (row.listing, row.kind) == (Visibility.MEMBERS, OrganizationKind.COMPANY)


async def test_all_that_is_wrong_is_said_at_once(doing: Doing) -> None:
    given = new(
        name=" ",
        vatNumber="00743110158",
        fiscalCode="123",
        rea="XX-1",
        pec="nowhere",
        sdiCode="UFNPLW",
        atecoCode="62.01",
        atecoEdition="ATECO_2025",
        postalCode="2610",
        istatCode="019999",
        email="nowhere",
        phone="1",
        website="nowhere",
        sector="x" * 81,
    )

    assert sorted(await doing.problems("createOrganization", await desk(), **given)) == [
        ("EMAIL_INVALID", "email"),
        ("INVALID_CHECKSUM", "vatNumber"),
        ("INVALID_FORMAT", "pec"),
        ("INVALID_LENGTH", "fiscalCode"),
        ("INVALID_LENGTH", "postalCode"),
        ("INVALID_LENGTH", "sdiCode"),
        ("LINK_INVALID", "website"),
        ("PHONE_INVALID", "phone"),
        ("REQUIRED", "name"),
        ("TOO_LONG", "sector"),
        ("UNKNOWN_CODE", "atecoCode"),
        ("UNKNOWN_CODE", "istatCode"),
        ("UNKNOWN_CODE", "rea"),
    ]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"atecoCode": "62.10"}, ("REQUIRED", "atecoEdition")),
        ({"atecoEdition": "ATECO_2025"}, ("REQUIRED", "atecoCode")),
        ({"istatCode": "019036", "municipality": "Crema"}, ("INVALID_COMPONENT", "istatCode")),
        (
            {"foundedOn": "2020-01-02", "dissolvedOn": "2020-01-01"},
            ("PERIOD_NOT_IN_ORDER", "dissolvedOn"),
        ),
        ({"country": "Italia"}, ("UNKNOWN_CODE", "country")),
        ({"country": " ", "vatNumber": "1"}, ("REQUIRED", "country")),
        ({"sdiCode": "XXXXXXX"}, ("INVALID_COMPONENT", "sdiCode")),
    ],
    ids=str,
)
async def test_what_belongs_together_fits(
    doing: Doing, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert await doing.problems("createOrganization", await desk(), **new(**given)) == [problem]
    assert await Organization.all().count() == 0


async def test_what_no_longer_fits_is_refused_when_the_country_changes(doing: Doing) -> None:
    row = await members.organization(vat_number=VAT_NUMBER, postal_code="26100", province="CR")
    actor = await desk()

    assert await doing.problems("updateOrganization", actor, **the(row, country="FR")) == [
        ("INVALID_CHECKSUM", "vatNumber")
    ]
    both = the(row, country="FR", vatNumber="61954506077")
    answer = await doing.done("updateOrganization", actor, ORGANIZATION, **both)
    assert answer["organization"]["vatNumber"] == "FR61954506077"
    row = await Organization.get(id=row.id)
    codes = await doing.problems("updateOrganization", actor, **the(row, kind="PUBLIC_BODY"))
    assert codes == []


async def test_an_sdi_code_fits_the_kind_that_it_changes_to(doing: Doing) -> None:
    row = await members.organization(sdi_code="M5UXCR1")

    given = the(row, kind="PUBLIC_BODY")
    assert await doing.problems("updateOrganization", await desk(), **given) == [
        ("INVALID_LENGTH", "sdiCode")
    ]


async def test_only_what_is_given_changes(doing: Doing) -> None:
    row = await members.organization("Alfa", sector="Software", phone="+39 0372 123456")

    given = the(row, phone=None, description=" Uno\n\n\n\ndue ")
    await doing.done("updateOrganization", await desk(), **given)

    row = await Organization.get()
    assert (row.sector, row.phone, row.description) == ("Software", None, "Uno\n\ndue")
    assert row.version == 2


async def test_what_is_much_too_long_is_refused_as_well(doing: Doing) -> None:
    given = dict.fromkeys(("vatNumber", "fiscalCode", "rea", "pec", "ipaCode"), "9" * 3000)

    codes = await doing.codes("createOrganization", await desk(), **new(**given, country="x" * 99))

    assert set(codes) == {"TOO_LONG"}


async def test_what_an_organization_needs_is_not_emptied(doing: Doing) -> None:
    row, actor = await members.organization(), await desk()

    for name in ("name", "legalName", "country", "kind"):
        given = the(row, **{name: None})
        assert await doing.problems("updateOrganization", actor, **given) == [("REQUIRED", name)]


async def test_who_has_not_seen_the_last_change_is_told(doing: Doing) -> None:
    row = await members.organization(version=3)

    given = {**the(row), "version": 2, "sector": "Energia"}
    assert await doing.problems("updateOrganization", await desk(), **given) == [
        ("STALE_VERSION", "version")
    ]


async def test_administrators_describe_and_the_desk_verifies(doing: Doing) -> None:
    row = await members.organization()
    actor = await head(row)

    given = the(row, sector="Energia", website="https://www.alfa.example", pec="a@pec.example.it")
    await doing.done("updateOrganization", actor, **given)
    row = await Organization.get(id=row.id)
    wrong = the(row, legalName="Altra", vatNumber=VAT_NUMBER, isLocked=False)
    assert await doing.problems("updateOrganization", actor, **wrong) == [
        ("NOT_ALLOWED", "legalName"),
        ("NOT_ALLOWED", "vatNumber"),
        ("NOT_ALLOWED", "isLocked"),
    ]


async def test_a_locked_organization_is_for_the_desk(doing: Doing) -> None:
    row = await members.organization()
    actor, at_desk = await head(row), await desk()
    await doing.done("updateOrganization", at_desk, **the(row, isLocked=True))

    row = await Organization.get(id=row.id)
    assert row.locked_at == NOW
    assert await doing.problems("updateOrganization", actor, **the(row, sector="Energia")) == [
        ("PROFILE_LOCKED", "organizationId")
    ]
    await doing.done("updateOrganization", at_desk, **the(row, isLocked=False))
    row = await Organization.get(id=row.id)
    await doing.done("updateOrganization", actor, **the(row, sector="Energia"))


@pytest.mark.parametrize(
    "identifier",
    [
        ("vat_number", "vatNumber", VAT_NUMBER),
        ("fiscal_code", "fiscalCode", VAT_NUMBER),
        ("rea", "rea", "CR-123"),
        ("pec", "pec", "alfa@pec.example.it"),
        ("ipa_code", "ipaCode", "c_d150"),
    ],
)
async def test_an_identifier_is_one_organizations(
    doing: Doing, identifier: tuple[str, str, str]
) -> None:
    column, name, value = identifier
    alfa = await members.organization("Alfa", **{column: value})
    actor = await desk()

    (problem,) = await told(doing, "createOrganization", actor, **new(**{name: value.upper()}))
    assert (problem["code"], problem["path"]) == ("DUPLICATE_IDENTIFIER", ["input", name])
    assert problem["other"] == {"id": f"org_{alfa.id}", "name": "Alfa"}
    assert "Alfa" in problem["message"]
    row = await members.organization("Beta")
    assert await doing.codes("updateOrganization", actor, **the(row, **{name: value})) == [
        "DUPLICATE_IDENTIFIER"
    ]
    await doing.done("updateOrganization", actor, **the(alfa, **{name: value}))


@pytest.mark.parametrize("is_listed", [True, False])
async def test_who_has_it_is_told_to_those_who_see_them(doing: Doing, *, is_listed: bool) -> None:
    listing = Visibility.MEMBERS if is_listed else Visibility.PRIVATE
    alfa = await members.organization("Alfa", pec="alfa@pec.example.it", listing=listing)
    beta = await members.organization("Beta")

    given = the(beta, pec="alfa@pec.example.it")
    (problem,) = await told(doing, "updateOrganization", await head(beta), **given)

    assert problem["code"] == "DUPLICATE_IDENTIFIER"
    assert problem["other"] == ({"id": f"org_{alfa.id}", "name": "Alfa"} if is_listed else None)
    assert ("Alfa" in problem["message"]) is is_listed


async def test_of_two_who_enter_the_same_one_is_refused(doing: Doing, database_url: str) -> None:
    """No row is there that the first could lock: it is the index that finds the second."""
    given = new(vatNumber=VAT_NUMBER, isDistinct=True)
    actors = [await desk(), await desk()]
    async with holding(database_url, "LOCK TABLE organization IN SHARE MODE") as both_wait:
        racing = [
            asyncio.create_task(told(doing, "createOrganization", actor, **given))
            for actor in actors
        ]
        await both_wait(2)
    problems = [problem for each in racing for problem in await each]

    (problem,) = problems
    assert problem["code"] == "DUPLICATE_IDENTIFIER"
    assert problem["path"] == ["input", "vatNumber"]
    assert problem["other"]["name"] == "Nuova"
    assert await Organization.all().count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "ALFA",
        "Alfa S.p.A.",
        "àlfa s.r.l",
        "Alfa srl in liquidazione",
        "Alfa Soc. Cons. a r.l.",
        "alfa!",
    ],
)
async def test_a_name_like_another_is_doubted(doing: Doing, name: str) -> None:
    alfa = await members.organization("Alfa", legal_name="Alfa S.r.l.")
    given, actor = new(name=name, legalName=name), await desk()

    (problem,) = await told(doing, "createOrganization", actor, **given)
    assert (problem["code"], problem["path"]) == ("POSSIBLE_DUPLICATE", ["input", "name"])
    assert problem["candidates"] == [{"id": f"org_{alfa.id}", "name": "Alfa"}]
    await doing.done("createOrganization", actor, **given, isDistinct=True)


@pytest.mark.parametrize("name", ["Alfabeta", "Beta Alfa", "Alf", "Spa"])
async def test_another_name_is_not(doing: Doing, name: str) -> None:
    await members.organization("Alfa", legal_name="Alfa S.r.l.")

    await doing.done("createOrganization", await desk(), **new(name=name, legalName=name))


async def test_who_has_another_vat_number_is_another(doing: Doing) -> None:
    await members.organization("Alfa", vat_number="01601620709")

    given = new(name="Alfa", legalName="Alfa", vatNumber=VAT_NUMBER)
    await doing.done("createOrganization", await desk(), **given)


async def test_a_name_that_stays_is_not_doubted(doing: Doing) -> None:
    await members.organization("Alfa")
    row = await members.organization("Alfa ")
    actor = await desk()

    await doing.done(
        "updateOrganization", actor, **the(row, name=row.name.strip() + "."), isDistinct=True
    )
    row = await Organization.get(id=row.id)
    await doing.done("updateOrganization", actor, **the(row, name="Alfa.", sector="Energia"))


async def test_nobody_is_told_of_whom_they_do_not_see(doing: Doing) -> None:
    await members.organization("Alfa", listing=Visibility.PRIVATE)
    beta = await members.organization("Beta")

    await doing.done("updateOrganization", await head(beta), **the(beta, name="Alfa"))


async def test_no_organization_controls_itself(doing: Doing) -> None:
    alfa = await members.organization("Alfa")
    beta = await members.organization("Beta", parent=alfa)
    gamma = await members.organization("Gamma", parent=beta)
    actor = await desk()

    for below in (alfa, beta, gamma):
        given = the(alfa, parentId=f"org_{below.id}")
        assert await doing.problems("updateOrganization", actor, **given) == [
            ("CIRCULAR", "parentId")
        ]
    await doing.done("updateOrganization", actor, **the(gamma, parentId=f"org_{alfa.id}"))
    await doing.done("updateOrganization", actor, **the(beta, parentId=None))
    given = new(parentId="org_00000000-0000-7000-8000-000000000000")
    assert await doing.problems("createOrganization", actor, **given) == [("NOT_FOUND", "parentId")]


async def test_it_stands_in_the_history_of_the_organization(doing: Doing) -> None:
    row = await members.organization("Alfa")
    await doing.done("updateOrganization", await desk(), **the(row, sector="Energia"))

    entry = await AuditEntry.get()
    assert (entry.act, row.id in entry.subjects) == ("update_organization", True)

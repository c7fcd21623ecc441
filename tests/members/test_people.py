"""Entering people, and what the desk verifies of them."""

from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.models import Person
from hub.members.terms import Language, Visibility
from tests.make import members
from tests.mutating.doing import NOW, Doing, signed_in

CODE = "RCCMNL83S18D969H"


def new(**given: Any) -> dict[str, Any]:
    return {"givenName": "Manuela", "familyName": "Rocca", **given}


def the(person: Person, **given: Any) -> dict[str, Any]:
    return {"personId": f"person_{person.id}", "version": person.version, **given}


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK, person=await members.person("Sara Staff")))[0]


async def test_nothing_of_a_new_person_is_shown(doing: Doing) -> None:
    given = new(fiscalCode=CODE.lower(), email="Manuela@Esempio.it", bornOn="1983-11-18")
    await doing.done("createPerson", await desk(), **given)

    row = await Person.get(family_name="Rocca")
    assert (row.name, row.fiscal_code, row.email) == ("Manuela Rocca", CODE, "manuela@esempio.it")
    assert (row.listing, row.visibility, row.language) == (Visibility.PRIVATE, {}, Language.IT)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"givenName": " "}, ("REQUIRED", "givenName")),
        ({"familyName": "x" * 81}, ("TOO_LONG", "familyName")),
        ({"fiscalCode": "00743110157"}, ("INVALID_LENGTH", "fiscalCode")),
        ({"fiscalCode": CODE, "bornOn": "1983-11-17"}, ("INVALID_COMPONENT", "fiscalCode")),
        ({"fiscalCode": CODE, "birthPlaceCode": "D150"}, ("INVALID_COMPONENT", "fiscalCode")),
        ({"birthPlaceCode": "Cremona"}, ("INVALID_FORMAT", "birthPlaceCode")),
        ({"email": "nowhere"}, ("EMAIL_INVALID", "email")),
        ({"phone": "1"}, ("PHONE_INVALID", "phone")),
    ],
    ids=str,
)
async def test_what_is_wrong_is_named(
    doing: Doing, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert await doing.problems("createPerson", await desk(), **new(**given)) == [problem]


async def test_an_identifier_is_one_persons(doing: Doing) -> None:
    await members.person("Anna", fiscal_code=CODE, email="anna@esempio.it")

    given = new(fiscalCode=CODE, email="Anna@esempio.it")
    assert await doing.problems("createPerson", await desk(), **given) == [
        ("DUPLICATE_IDENTIFIER", "fiscalCode"),
        ("DUPLICATE_IDENTIFIER", "email"),
    ]


@pytest.mark.parametrize("names", [("manuéla", "ROCCA"), ("Rocca", "Manuela")])
async def test_a_name_like_another_is_doubted(doing: Doing, names: tuple[str, str]) -> None:
    await members.person("Manuela Rocca")
    given, actor = new(givenName=names[0], familyName=names[1]), await desk()

    assert await doing.problems("createPerson", actor, **given) == [("POSSIBLE_DUPLICATE", "name")]
    await doing.done("createPerson", actor, **given, isDistinct=True)


async def test_who_has_another_fiscal_code_is_another(doing: Doing) -> None:
    await members.person("Manuela Rocca", fiscal_code="CNTCHR83T41D969D")

    await doing.done("createPerson", await desk(), **new(fiscalCode=CODE))


async def test_the_desk_corrects_what_it_verifies(doing: Doing) -> None:
    row = await members.person("Manuela Roca", phone="+39 0372 1")
    actor = await desk()

    given = the(row, familyName="Rocca", fiscalCode=CODE, language="EN")
    await doing.done("updatePerson", actor, **given)

    row = await Person.get(id=row.id)
    assert (row.name, row.fiscal_code, row.phone) == ("Manuela Rocca", CODE, "+39 0372 1")
    assert (row.language, row.version) == (Language.EN, 2)
    stale = {**the(row, bornOn="1983-11-18"), "version": 1}
    assert await doing.codes("updatePerson", actor, **stale) == ["STALE_VERSION"]
    assert await doing.problems("updatePerson", actor, **the(row, bornOn="1983-11-17")) == [
        ("INVALID_COMPONENT", "fiscalCode")
    ]


async def test_nothing_new_is_said_of_who_was_erased(doing: Doing) -> None:
    row = await members.person(erased_at=NOW)

    assert await doing.codes("updatePerson", await desk(), **the(row)) == ["PERSON_ERASED"]

"""The taxonomy of what parties can do, and who can do what of it."""

from typing import Any
from uuid import uuid4

import pytest

from hub.actor import Actor, Role
from hub.members.models import Competence
from hub.record.models import AuditEntry
from tests.make import members
from tests.mutating.doing import NOW, Doing, signed_in

NOWHERE = "skill_00000000-0000-7000-8000-000000000000"


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


def skill(row: Competence) -> str:
    return f"skill_{row.id}"


def new(**given: Any) -> dict[str, Any]:
    return {"code": "it.cloud", "name": "Cloud", "nameIt": "Nuvola", **given}


async def test_an_entry_stands_under_another(doing: Doing) -> None:
    top = await members.competence("it")
    await doing.done("createCompetence", await desk(), **new(parentId=skill(top)))

    row = await Competence.get(code="it.cloud")
    assert (row.name, row.name_it, row.parent_id) == ("Cloud", "Nuvola", top.id)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"code": "Cloud"}, ("CODE_INVALID", "code")),
        ({"code": "it..cloud"}, ("CODE_INVALID", "code")),
        ({"code": "x" * 41}, ("TOO_LONG", "code")),
        ({"code": "taken"}, ("CODE_TAKEN", "code")),
        ({"name": " "}, ("REQUIRED", "name")),
        ({"nameIt": "x" * 121}, ("TOO_LONG", "nameIt")),
        ({"parentId": NOWHERE}, ("NOT_FOUND", "parentId")),
    ],
    ids=str,
)
async def test_what_is_wrong_is_named(
    doing: Doing, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    await members.competence("taken")

    assert await doing.problems("createCompetence", await desk(), **new(**given)) == [problem]


async def test_no_entry_stands_above_itself(doing: Doing) -> None:
    top = await members.competence("a")
    middle = await members.competence("b", parent=top)
    below = await members.competence("c", parent=middle)
    actor = await desk()

    for row in (top, middle, below):
        given: dict[str, Any] = {"competenceId": skill(top), "version": 1, "parentId": skill(row)}
        assert await doing.problems("updateCompetence", actor, **given) == [
            ("CIRCULAR", "parentId")
        ]
    to_top: dict[str, Any] = {"competenceId": skill(below), "version": 1, "parentId": None}
    await doing.done("updateCompetence", actor, **to_top)
    given = {"competenceId": skill(top), "version": 1, "parentId": skill(below)}
    await doing.done("updateCompetence", actor, **given)


async def test_names_change_and_the_code_does_not(doing: Doing) -> None:
    row = await members.competence("it")

    given: dict[str, Any] = {"competenceId": skill(row), "version": 1, "name": "Software"}
    await doing.done("updateCompetence", await desk(), **given)

    row = await Competence.get()
    assert (row.code, row.name, row.name_it, row.version) == ("it", "Software", "it", 2)
    stale = {**given, "name": "Altro"}
    assert await doing.codes("updateCompetence", await desk(), **stale) == ["STALE_VERSION"]


async def test_all_that_an_organization_can_do(doing: Doing) -> None:
    organization, actor = await members.organization(), await desk()
    one, two, three = [await members.competence(code) for code in ("a", "b", "c")]
    await organization.competences.add(one, two)

    given = {"organizationId": f"org_{organization.id}"}
    ids = [skill(two), skill(three), skill(two)]
    await doing.done("setOrganizationCompetences", actor, **given, competenceIds=ids)

    found = await organization.competences.all().values_list("code", flat=True)
    assert sorted(map(str, found)) == ["b", "c"]
    assert '"before":{"competences":["a","b"]}' in (await AuditEntry.get()).body
    await doing.done("setOrganizationCompetences", actor, **given, competenceIds=[])
    assert await organization.competences.all().count() == 0


async def test_the_record_does_not_say_what_a_person_can_do(doing: Doing) -> None:
    actor, _ = await signed_in()
    given = {"personId": f"person_{actor.person_id}"}
    row = await members.competence("vela")

    await doing.done("setPersonCompetences", actor, **given, competenceIds=[skill(row)])

    entry = await AuditEntry.get()
    assert "vela" not in entry.body
    assert actor.person_id in entry.subjects


async def test_what_is_not_in_the_taxonomy_is_named(doing: Doing) -> None:
    organization, actor = await members.organization(), await desk()
    row = await members.competence("a")
    given = {"organizationId": f"org_{organization.id}"}

    ids = [skill(row), f"skill_{uuid4()}"]
    assert await doing.problems(
        "setOrganizationCompetences", actor, **given, competenceIds=ids
    ) == [("NOT_FOUND", "competenceIds.1")]
    ids = [f"skill_{uuid4()}" for _ in range(101)]
    assert await doing.problems(
        "setOrganizationCompetences", actor, **given, competenceIds=ids
    ) == [("TOO_MANY", "competenceIds")]


async def test_who_was_erased_can_do_nothing(doing: Doing) -> None:
    person = await members.person(erased_at=NOW)

    given = {"personId": f"person_{person.id}", "competenceIds": []}
    assert await doing.codes("setPersonCompetences", await desk(), **given) == ["NOT_FOUND"]

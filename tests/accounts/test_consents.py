"""To whom a person or an organization shows something, and who chooses that."""

from typing import Any
from uuid import uuid4

import pytest

from hub.actor import ANONYMOUS, Actor, Role
from hub.members.models import ConsentRecord, Organization, Person
from hub.members.policy import SHARED_BY_ORGANIZATION, SHARED_BY_PERSON
from hub.members.terms import Visibility
from tests.make import members
from tests.mutating.doing import NOW, Doing, signed_in

SHOWN = "consent { field previous chosen person { id } organization { id } recordedBy { id } }"
PUBLIC = {"visibility": "PUBLIC"}


async def administrator(**given: Any) -> tuple[Actor, Organization]:
    organization = await members.organization("Alfa", **given)
    actor, _ = await signed_in(Role.ADMINISTRATOR, organization=organization, administers=True)
    return actor, organization


async def test_a_choice_counts_from_the_next_question_on(doing: Doing) -> None:
    person = await members.person(listing=Visibility.PUBLIC, phone="+39 0372 123456")
    actor, _ = await signed_in(person=person)
    own = f"person_{person.id}"
    asked = f'{{ node(id: "{own}") {{ ... on Person {{ phone }} }} }}'
    assert await doing.data(asked, ANONYMOUS) == {"node": {"phone": None}}

    answer = await doing.done(
        "setVisibility", actor, SHOWN, personId=own, field="phone", visibility="PUBLIC"
    )

    assert answer["consent"] == {
        "field": "phone",
        "previous": None,
        "chosen": "PUBLIC",
        "person": {"id": own},
        "organization": None,
        "recordedBy": {"id": own},
    }
    assert await doing.data(asked, ANONYMOUS) == {"node": {"phone": "+39 0372 123456"}}


async def test_every_choice_is_recorded_with_the_one_before(doing: Doing) -> None:
    actor, _ = await signed_in()
    given = {"personId": f"person_{actor.person_id}", "field": "bio"}

    for visibility in ("MEMBERS", "PUBLIC", "PUBLIC"):
        await doing.done("setVisibility", actor, **given, visibility=visibility)

    rows = await ConsentRecord.all().order_by("id")
    assert [(each.previous, each.chosen, each.recorded_at) for each in rows] == [
        (None, Visibility.MEMBERS, NOW),
        (Visibility.MEMBERS, Visibility.PUBLIC, NOW),
        (Visibility.PUBLIC, Visibility.PUBLIC, NOW),
    ]
    assert (await Person.get(id=actor.person_id)).visibility == {"bio": "PUBLIC"}


@pytest.mark.parametrize("field", ["listing", *SHARED_BY_PERSON])
async def test_people_choose_for_each_field(doing: Doing, field: str) -> None:
    actor, _ = await signed_in()

    await doing.done(
        "setVisibility", actor, **PUBLIC, personId=f"person_{actor.person_id}", field=field
    )

    person = await Person.get(id=actor.person_id)
    assert {**person.visibility, "listing": person.listing}[field] == "PUBLIC"


@pytest.mark.parametrize("field", ["listing", *SHARED_BY_ORGANIZATION])
async def test_administrators_choose_for_each_field(doing: Doing, field: str) -> None:
    actor, alfa = await administrator()

    await doing.done("setVisibility", actor, **PUBLIC, organizationId=f"org_{alfa.id}", field=field)

    found = await Organization.get(id=alfa.id)
    assert {**found.visibility, "listing": found.listing}[field] == "PUBLIC"


@pytest.mark.parametrize("field", ["", "Email", "founded_on", "fiscalCode", "bio\u0000"], ids=ascii)
async def test_nothing_else_is_shared(doing: Doing, field: str) -> None:
    actor, _ = await signed_in()

    assert await doing.problems(
        "setVisibility", actor, **PUBLIC, personId=f"person_{actor.person_id}", field=field
    ) == [("FIELD_UNKNOWN", "field")]


async def test_it_is_of_one_party(doing: Doing) -> None:
    actor, alfa = await administrator()
    both = {"personId": f"person_{actor.person_id}", "organizationId": f"org_{alfa.id}"}

    assert await doing.problems("setVisibility", actor, **PUBLIC, field="email") == [
        ("ONE_PARTY", "")
    ]
    assert await doing.problems("setVisibility", actor, **PUBLIC, field="email", **both) == [
        ("ONE_PARTY", "")
    ]


async def test_nobody_consents_for_somebody_else(doing: Doing) -> None:
    other = await members.person()
    desk, _ = await signed_in(Role.DIRECTION)

    known, unknown = [
        await doing.payload(
            "setVisibility", desk, **PUBLIC, personId=f"person_{key}", field="email"
        )
        for key in (other.id, uuid4())
    ]
    assert known == unknown
    assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


async def test_who_was_erased_shows_nothing_any_more(doing: Doing) -> None:
    person = await members.person(erased_at=NOW)
    actor, _ = await signed_in(person=person)

    assert await doing.codes(
        "setVisibility", actor, **PUBLIC, personId=f"person_{person.id}", field="email"
    ) == ["NOT_FOUND"]


async def test_its_people_do_not_choose_for_an_organization(doing: Doing) -> None:
    _, alfa = await administrator()
    member, _ = await signed_in(Role.MEMBER, organization=alfa)
    desk, _ = await signed_in(Role.DIRECTION)
    given = {**PUBLIC, "organizationId": f"org_{alfa.id}", "field": "email"}

    assert await doing.problems("setVisibility", member, **given) == [
        ("NOT_ALLOWED", "organizationId")
    ]
    assert await doing.problems("setVisibility", desk, **given) == [("NOT_FOUND", "organizationId")]


async def test_a_locked_profile_stays_as_the_desk_left_it(doing: Doing) -> None:
    actor, alfa = await administrator(locked_at=NOW)

    assert await doing.problems(
        "setVisibility", actor, **PUBLIC, organizationId=f"org_{alfa.id}", field="email"
    ) == [("PROFILE_LOCKED", "organizationId")]

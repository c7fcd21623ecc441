"""What people say of themselves: by whom, how long, and in which form."""

from typing import Any
from uuid import uuid4

import pytest

from hub.actor import Actor, Role
from hub.members.models import Person
from tests.make import members
from tests.mutating.doing import NOW, Doing, signed_in

SHOWN = "person { name givenName familyName headline bio website phone version }"


async def somebody(**given: Any) -> tuple[Actor, Person]:
    person = await members.person(**{"name": "Anna Rossi", **given})
    actor, _ = await signed_in(person=person)
    return actor, person


def of(person: Person, **given: Any) -> dict[str, Any]:
    return {"personId": f"person_{person.id}", "version": person.version, **given}


async def test_what_is_given_changes_and_the_rest_stays(doing: Doing) -> None:
    actor, anna = await somebody(headline="Sviluppa", phone="+39 0372 1234")

    answer = await doing.done(
        "updateProfile", actor, SHOWN, **of(anna, bio="Prima riga\r\nSeconda", phone=None)
    )

    assert answer["person"] == {
        "name": "Anna Rossi",
        "givenName": "Anna",
        "familyName": "Rossi",
        "headline": "Sviluppa",
        "bio": "Prima riga\nSeconda",
        "website": None,
        "phone": None,
        "version": 2,
    }


async def test_a_name_is_made_of_its_parts(doing: Doing) -> None:
    actor, anna = await somebody()

    answer = await doing.done(
        "updateProfile", actor, SHOWN, **of(anna, familyName="  De\u00a0 Rossi\n")
    )

    assert answer["person"]["name"] == "Anna De Rossi"


async def test_a_name_that_was_entered_otherwise_stays_until_it_is_changed(doing: Doing) -> None:
    actor, anna = await somebody()
    await anna.update_from_dict({"name": "Dott.ssa Anna Rossi"}).save()

    answer = await doing.done("updateProfile", actor, SHOWN, **of(anna, headline="Dirige"))

    assert answer["person"]["name"] == "Dott.ssa Anna Rossi"


@pytest.mark.parametrize("name", ["givenName", "familyName"])
@pytest.mark.parametrize("value", [None, "", " \t\u2003", "\u200b\u200d\u0007"], ids=ascii)
async def test_a_name_is_not_emptied(doing: Doing, name: str, value: str | None) -> None:
    actor, anna = await somebody()

    assert await doing.problems("updateProfile", actor, **of(anna, **{name: value})) == [
        ("REQUIRED", name)
    ]


@pytest.mark.parametrize(
    ("name", "limit", "sample"),
    [
        ("givenName", 80, "n"),
        ("familyName", 80, "ñ"),
        ("headline", 160, "h"),
        ("bio", 4000, "b"),
        ("website", 300, "https://www.esempio.it/"),
    ],
)
async def test_a_text_has_its_length(doing: Doing, name: str, *, limit: int, sample: str) -> None:
    actor, anna = await somebody()
    longest = sample + sample[-1] * (limit - len(sample))

    assert await doing.problems(
        "updateProfile", actor, **of(anna, **{name: longest + sample[-1]})
    ) == [("TOO_LONG", name)]
    answer = await doing.done("updateProfile", actor, SHOWN, **of(anna, **{name: f" {longest}\n"}))
    assert answer["person"][name] == longest


async def test_the_longest_names_together_have_room(doing: Doing) -> None:
    actor, anna = await somebody()

    answer = await doing.done(
        "updateProfile", actor, SHOWN, **of(anna, givenName="g" * 80, familyName="f" * 80)
    )

    assert len(answer["person"]["name"]) == 161


@pytest.mark.parametrize(
    "website",
    [
        "esempio.it",
        "ftp://esempio.it",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "https://esempio",
        "https://user@esempio.it",
        "https://esempio.it/<b>",
        "https://esempio.it/a b",
    ],
)
async def test_what_leads_to_no_page_is_no_link(doing: Doing, website: str) -> None:
    actor, anna = await somebody()

    assert await doing.problems("updateProfile", actor, **of(anna, website=website)) == [
        ("LINK_INVALID", "website")
    ]


@pytest.mark.parametrize(
    "website", ["http://esempio.it", "HTTPS://www.perché.it:8443/a?b=c#d", "https://a-b.co.uk"]
)
async def test_a_page_of_any_kind_is_a_link(doing: Doing, website: str) -> None:
    actor, anna = await somebody()

    answer = await doing.done("updateProfile", actor, SHOWN, **of(anna, website=website))

    assert answer["person"]["website"] == website


@pytest.mark.parametrize(
    "phone", ["0372 123456", "+0372 123456", "+39", "+39 call me", "++39 1234567"]
)
async def test_what_cannot_be_dialled_is_no_number(doing: Doing, phone: str) -> None:
    actor, anna = await somebody()

    assert await doing.problems("updateProfile", actor, **of(anna, phone=phone)) == [
        ("PHONE_INVALID", "phone")
    ]


async def test_a_number_has_its_length(doing: Doing) -> None:
    actor, anna = await somebody()

    assert await doing.codes(
        "updateProfile", actor, **of(anna, phone="+1 2 3 4 5 6 7 8 9 0 1 2 3 4 5")
    ) == ["TOO_LONG"]
    await doing.done("updateProfile", actor, **of(anna, phone="+39 (0372) 12.34-56/789"))


async def test_all_that_is_wrong_is_said_at_once(doing: Doing) -> None:
    actor, anna = await somebody()
    wrong = of(anna, version=9, givenName=" ", headline="h" * 161, phone="1", website="www")

    assert await doing.problems("updateProfile", actor, **wrong) == [
        ("STALE_VERSION", "version"),
        ("REQUIRED", "givenName"),
        ("TOO_LONG", "headline"),
        ("LINK_INVALID", "website"),
        ("PHONE_INVALID", "phone"),
    ]


async def test_what_prints_nothing_is_left_out(doing: Doing) -> None:
    actor, anna = await somebody()

    answer = await doing.done(
        "updateProfile", actor, SHOWN, **of(anna, headline="a\u202eb\u0000\ud800c\u200d\U0001f9d1")
    )

    assert answer["person"]["headline"] == "abc\u200d\U0001f9d1"


async def test_the_same_letters_are_kept_the_same_way(doing: Doing) -> None:
    actor, anna = await somebody()

    answer = await doing.done("updateProfile", actor, SHOWN, **of(anna, headline="perche\u0301"))

    assert answer["person"]["headline"] == "perch\u00e9"


async def test_lines_stay_and_empty_ones_do_not_pile_up(doing: Doing) -> None:
    actor, anna = await somebody()
    bio = "\n\n Uno  due \n\n\n\nTre\r\nQuattro\u2028Cinque\n\n"

    answer = await doing.done("updateProfile", actor, SHOWN, **of(anna, bio=bio))

    assert answer["person"]["bio"] == "Uno due\n\nTre\nQuattro\nCinque"


async def test_nothing_changed_is_no_new_version(doing: Doing) -> None:
    actor, anna = await somebody(headline="Sviluppa")

    answer = await doing.done("updateProfile", actor, SHOWN, **of(anna, headline=" Sviluppa "))

    assert answer["person"]["version"] == 1


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.DIRECTION])
async def test_the_desk_writes_for_others(doing: Doing, role: Role) -> None:
    desk, _ = await signed_in(role)
    _, anna = await somebody()

    await doing.done("updateProfile", desk, **of(anna, headline="Sviluppa"))

    assert (await Person.get(id=anna.id)).headline == "Sviluppa"


async def test_others_change_nothing_and_learn_nothing(doing: Doing) -> None:
    other, _ = await signed_in(Role.PROJECTS, Role.INCUBATION, Role.OBSERVER)
    _, anna = await somebody()

    known, unknown = [
        await doing.payload("updateProfile", other, personId=f"person_{key}", version=1)
        for key in (anna.id, uuid4())
    ]
    assert known == unknown
    assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


async def test_who_was_erased_stays_so(doing: Doing) -> None:
    desk, _ = await signed_in(Role.FRONT_DESK)
    _, anna = await somebody(erased_at=NOW)

    assert await doing.codes("updateProfile", desk, **of(anna, headline="Sviluppa")) == [
        "NOT_FOUND"
    ]

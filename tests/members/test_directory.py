"""The public directory: who stands in it on which day, for whom, and what finds them there."""

from collections.abc import Generator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role
from hub.members import policy
from hub.members.directory import TOLD
from hub.members.models import Organization
from hub.members.terms import MembershipCategory, Visibility
from hub.policy import WITH_ROW
from hub.read_pool import ReadPool
from schema import schema
from schema.engine import Engine
from schema.limits import Limits
from tests.compiler.asking import Asking, Counted, global_id, member_of, names
from tests.keys import KEYS
from tests.make import members as make

PUBLIC, MEMBERS, PRIVATE = Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE

END = date(2027, 5, 1)
"""The first day after the period; ten days of grace follow."""
LAST_OF_GRACE = END + timedelta(days=9)
LAPSED = END + timedelta(days=10)

LISTED = "{ directory { totalCount nodes { name } } }"
FOUND = """query ($text: String, $competence: String, $sector: String, $municipality: String,
        $province: String) {
    directory(text: $text, competence: $competence, sector: $sector, municipality: $municipality,
        province: $province) { totalCount nodes { name } } }"""
STAFF = Actor(roles=frozenset({Role.FRONT_DESK}))


@pytest.fixture(autouse=True)
def still() -> Generator[None]:
    with clock.freeze(datetime(2027, 4, 12, 8, 30, tzinfo=UTC)):
        yield


@pytest.fixture
async def asking(connection: BaseDBAsyncClient, pool: ReadPool) -> Asking:
    reads = Counted(pool)
    return Asking(Engine(schema, reads, limits=Limits(), keys=KEYS), reads)


async def member(name: str, *, ends_on: date | None = None, **given: Any) -> Organization:
    """A member of the consortium, listed for everyone unless told otherwise."""
    party = await make.organization(name, **{"listing": PUBLIC, **given})
    type = await make.membership_type(grace_days=10)
    await make.membership(organization=party, type=type, periods=[(date(2026, 5, 1), ends_on)])
    return party


async def on(day: date, asking: Asking, actor: Actor = ANONYMOUS) -> list[str]:
    """Who stands in the directory at noon of a day."""
    with clock.freeze(datetime(day.year, day.month, day.day, 10, tzinfo=UTC)):
        return names((await asking.data(LISTED, actor))["directory"])


async def found(asking: Asking, actor: Actor = ANONYMOUS, **given: str) -> list[str]:
    answer = (await asking.data(FOUND, actor, **given))["directory"]
    assert answer["totalCount"] == len(answer["nodes"])
    return names(answer)


async def test_a_member_leaves_on_the_day_on_which_its_membership_lapses(asking: Asking) -> None:
    await member("Alfa", ends_on=END)

    assert await on(END - timedelta(days=1), asking) == ["Alfa"]
    assert await on(LAST_OF_GRACE, asking) == ["Alfa"]
    assert await on(LAPSED, asking) == []
    assert await on(LAPSED, asking, STAFF) == []


async def test_only_members_of_the_consortium_stand_in_it(asking: Asking) -> None:
    await member("Alfa")
    await make.organization("Ente", listing=PUBLIC)
    guest = await make.organization("Ospite", listing=PUBLIC)
    desk = await make.membership_type(category=MembershipCategory.CO_WORKER)
    await make.membership(organization=guest, type=desk)
    suspended = await make.organization("Sospesa", listing=PUBLIC)
    await make.membership(
        organization=suspended, suspensions=[(clock.today(), clock.today() + timedelta(days=1))]
    )
    await make.application(organization=await make.organization("Aspirante", listing=PUBLIC))

    assert await found(asking, STAFF) == ["Alfa"]


async def test_it_is_listed_for_whom_it_agrees_to(asking: Asking) -> None:
    alfa = await member("Alfa", listing=PUBLIC)
    beta = await member("Beta", listing=MEMBERS)
    gamma = await member("Gamma", listing=PRIVATE)
    stranger = await make.organization("Altra")
    outsider = Actor(roles=frozenset({Role.MEMBER}), organization_ids=(stranger.id,))

    assert await found(asking) == ["Alfa"]
    assert await found(asking, outsider) == ["Alfa"]
    for actor in (member_of(alfa), member_of(beta), member_of(gamma), STAFF):
        assert await found(asking, actor) == ["Alfa", "Beta"]


async def test_consent_that_is_withdrawn_counts_at_the_next_question(asking: Asking) -> None:
    alfa = await member("Alfa")
    assert await found(asking) == ["Alfa"]

    alfa.listing = PRIVATE
    await alfa.save()

    assert await found(asking) == []
    assert await found(asking, STAFF) == []


async def test_each_field_goes_by_its_own_consent(asking: Asking) -> None:
    told: dict[str, Any] = {
        "email": "info@alfa.example",
        "phone": "+39 0372 1",
        "website": "https://alfa.example",
    }
    await member("Alfa", visibility={"email": PUBLIC, "phone": PRIVATE, "website": MEMBERS}, **told)
    beta = await member("Beta")
    query = "{ directory(first: 1) { nodes { email phone website } } }"

    public = {"email": told["email"], "phone": None, "website": None}
    for actor, expected in (
        (ANONYMOUS, public),
        (member_of(beta), {**public, "website": told["website"]}),
        (STAFF, told),
    ):
        answer = await asking.data(query, actor)
        assert answer["directory"]["nodes"] == [expected]


async def test_what_is_hidden_reads_as_what_is_empty(asking: Asking) -> None:
    """Field by field, in filters and orders too, the two cannot be told apart."""
    hides: dict[str, Any] = {
        "email": "info@alfa.example",
        "vat_number": "00000000011",
        "street": "Via Alfa 1",
    }
    choices = {"email": PRIVATE, "registry": PRIVATE, "address": PRIVATE}
    alfa = await member("Alfa", visibility=choices, **hides)
    beta = await member("Beta", visibility=choices)
    whole = "{ directory(where: {id: {eq: %s}}) { nodes { email vatNumber street rea pec } } }"

    answers = [
        await asking.data(whole % f'"{global_id("org", each)}"', ANONYMOUS) for each in (alfa, beta)
    ]
    filtered = await asking.data(
        '{ directory(where: {email: {contains: "alfa"}}) { totalCount } }', ANONYMOUS
    )
    ordered = [
        names(
            (
                await asking.data(
                    f"{{ directory(orderBy: [{{{field}: DESC}}, {{name: ASC}}])"
                    " { nodes { name } } }",
                    ANONYMOUS,
                )
            )["directory"]
        )
        for field in ("email", "vatNumber", "street")
    ]

    assert answers[0] == answers[1]
    assert filtered["directory"]["totalCount"] == 0
    assert ordered == [["Alfa", "Beta"]] * 3


@pytest.mark.parametrize(
    "text", ["info@alfa.example", "00000000011", "CR-1", "0372", "Garibaldi", "26100", "019036"]
)
async def test_what_may_be_hidden_is_not_found_by_text(asking: Asking, text: str) -> None:
    """Not even by those who may read it: the directory looks in what is told to all."""
    await member(
        "Alfa",
        email="info@alfa.example",
        vat_number="00000000011",
        rea="CR-1",
        phone="+39 0372 1",
        street="Via Garibaldi 1",
        postal_code="26100",
        istat_code="019036",
    )

    assert await found(asking, text=text) == []
    assert await found(asking, STAFF, text=text) == []


def test_text_is_looked_for_in_what_everybody_sees_who_sees_the_row() -> None:
    for name in (*TOLD, "municipality", "province", "competences"):
        assert policy.ORGANIZATION.of(name) == WITH_ROW


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "citta",
        "CITTÀ",
        "sistemi città",
        "città  alfa",
        "s.r.l. alfa",
        "softw",
        "nuvole cloud",
    ],
)
async def test_all_words_are_found_whatever_case_and_accents(asking: Asking, text: str) -> None:
    alfa = await member(
        "Àlfa", legal_name="Alfa Sistemi S.r.l.", sector="Software", description="Per le città"
    )
    await alfa.competences.add(await make.competence("cloud", name="Cloud", name_it="Nuvole"))

    assert await found(asking, text=text) == ["Àlfa"]


@pytest.mark.parametrize("text", ["alfa beta", "alfasistemi", "%", "_", "\\", "città-alfa"])
async def test_what_is_not_told_is_not_found(asking: Asking, text: str) -> None:
    await member("Alfa", legal_name="Alfa Sistemi S.r.l.", description="Per le città")

    assert await found(asking, text=text) == []


async def test_a_competence_is_had_with_those_below_it(asking: Asking) -> None:
    top = await make.competence("it")
    cloud = await make.competence("it.cloud", parent=top)
    storage = await make.competence("it.cloud.storage", parent=cloud)
    alfa, beta = await member("Alfa"), await member("Beta")
    await alfa.competences.add(storage)
    await beta.competences.add(top)

    assert await found(asking, competence="it") == ["Alfa", "Beta"]
    assert await found(asking, competence="it.cloud") == ["Alfa"]
    assert await found(asking, competence=global_id("skill", cloud)) == ["Alfa"]
    for unknown in ("", "IT", "it.clo", global_id("org", alfa), str(cloud.id) + "x"):
        assert await found(asking, competence=unknown) == []


async def test_place_and_sector(asking: Asking) -> None:
    await member("Alfa", municipality="Cremona", province="CR", sector="Software agricolo")
    await member("Beta", municipality="San Daniele Po", province="CR", sector="Ricerca")
    await member("Gamma")

    assert await found(asking, municipality=" cremona ") == ["Alfa"]
    assert await found(asking, municipality="cremon") == []
    assert await found(asking, municipality="") == []
    assert await found(asking, province="cr") == ["Alfa", "Beta"]
    assert await found(asking, sector="SOFTWARE") == ["Alfa"]
    assert await found(asking, province="cr", sector="ric", text="beta") == ["Beta"]


async def test_it_is_ordered_by_name_and_paged(asking: Asking) -> None:
    for name in ("beta", "Àlfa", "ALFB", "alfa", "Zeta", "Èta"):
        await member(name)
    page = """query ($after: String) { directory(first: 2, after: $after) {
        totalCount nodes { name } pageInfo { endCursor hasNextPage } } }"""

    shown: list[str] = []
    after, more = None, True
    while more:
        answer = (await asking.data(page, ANONYMOUS, after=after))["directory"]
        shown += names(answer)
        after, more = answer["pageInfo"]["endCursor"], answer["pageInfo"]["hasNextPage"]
        assert answer["totalCount"] == 6

    assert shown == ["Àlfa", "alfa", "ALFB", "beta", "Èta", "Zeta"]


@pytest.mark.parametrize("name", ["text", "competence", "sector", "municipality", "province"])
async def test_what_is_looked_for_is_not_too_long(asking: Asking, name: str) -> None:
    query = f"query ($wanted: String) {{ directory({name}: $wanted) {{ totalCount }} }}"

    await asking.data(query, wanted="a" * 5000)
    refused = await asking.refusal(query, wanted="a" * 5001)

    assert refused == {"code": "TEXT_TOO_LONG", "limit": 5000, "measured": 5001}


async def test_it_takes_one_statement(asking: Asking) -> None:
    await member("Alfa")
    await found(asking, text="alfa")

    assert len(asking.reads.statements) == 1

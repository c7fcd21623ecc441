"""What the demo says of real parties is what has been published, with its date and its source."""

from datetime import date
from decimal import Decimal

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.demo.load import load
from hub.impact.models import Figure
from hub.impact.terms import Unit
from hub.members.models import Affiliation, Headcount, Organization, Person
from hub.projects import derived
from hub.projects.call_models import CallPhase, FundingCall, Proposal
from hub.projects.models import Partnership, Project
from hub.projects.terms import PartnerRole
from hub.spaces.models import Connectivity, Space
from hub.spaces.terms import SpaceKind, UnitOfCount

TODAY = date(2026, 11, 22)
MILLION = Decimal(1_000_000)


@pytest.fixture(autouse=True)
async def loaded(connection: BaseDBAsyncClient) -> None:
    await load(connection, today=TODAY)


async def test_each_figure_has_a_source_a_page_and_a_day() -> None:
    figures = await Figure.all()

    assert len(figures) == 25
    assert [figure.key for figure in figures if not (figure.url or "").startswith("http")] == []
    assert [figure.key for figure in figures if figure.stated_on > TODAY] == []


@pytest.mark.parametrize(
    ("key", "unit", "amounts"),
    [
        ("INHABITANTS", Unit.PEOPLE, ["72179"]),
        ("MUNICIPAL_EMPLOYEES", Unit.PEOPLE, ["680"]),
        ("MUNICIPAL_TERRITORY", Unit.SQUARE_KILOMETRES, ["70.4"]),
        ("CONSORTIUM_COMPANIES", Unit.COMPANIES, ["10"]),
        ("CONSORTIUM_EMPLOYEES", Unit.PEOPLE, ["400", "500"]),
        ("FIBRE_CONNECTIONS", Unit.SUBSCRIBERS, ["7000"]),
        ("DESKS_OCCUPIED", Unit.DESKS, ["35", "38", "66", "90"]),
    ],
)
async def test_figures_are_those_that_were_published(
    key: str, unit: Unit, amounts: list[str]
) -> None:
    figures = await Figure.filter(key=key).order_by("stated_on", "amount")

    assert [figure.amount for figure in figures] == list(map(Decimal, amounts))
    assert {figure.unit for figure in figures} == {unit}


async def test_the_call_of_2012_paid_half_up_to_a_million() -> None:
    call = await FundingCall.get(code="ASTER")
    phase = await CallPhase.get(funding_call=call, number=1)
    proposal = await Proposal.get(funding_call=call)

    assert (call.pot, call.rate_percent) == (Decimal(5_500_000), Decimal(50))
    assert call.grant_cap == MILLION
    assert (phase.received_count, phase.admitted_count) == (21, 7)
    assert (proposal.score, proposal.rank, proposal.granted) == (Decimal(83), 2, MILLION)


async def test_the_municipality_led_the_first_project() -> None:
    project = await Project.get(code="POLO-ASTER")
    lead = await Partnership.get(project=project, role=PartnerRole.LEAD).select_related(
        "organization"
    )

    assert lead.organization.name == "Comune di Cremona"
    assert (lead.cost_share, lead.grant_share) == (2 * MILLION, MILLION)
    assert not project.is_invented


async def test_the_fibre_connections_are_counted_in_subscribers_of_all_italy() -> None:
    network = await Connectivity.get(connections__isnull=False).select_related("operator")

    assert network.operator.name == "AEMCom (Linea Com)"
    assert (network.connections, network.unit_of_count) == (7_000, UnitOfCount.USER)
    assert network.territory == "Territorio nazionale"


@pytest.mark.parametrize(
    ("title", "states"),
    [
        (
            "Protocollo d'intesa per il Polo delle tecnologie",
            {date(2012, 12, 31): "IN_FORCE", TODAY: "IN_FORCE"},
        ),
        ("Convenzione New Cobox", {date(2022, 1, 1): "IN_FORCE", date(2024, 8, 1): "EXPIRED"}),
        ("Convenzione New Cobox, rinnovo", {date(2026, 7, 31): "IN_FORCE", TODAY: "EXPIRED"}),
    ],
)
async def test_agreements_end_by_themselves(
    connection: BaseDBAsyncClient, title: str, states: dict[date, str]
) -> None:
    text = derived.AGREEMENT_STATE.text.replace("{row}", "subject").replace("{day}", "$1::date")

    query = f"SELECT {text} AS state FROM agreement subject WHERE title = $2"  # noqa: S608 - ours
    found = {day: await connection.execute_query_dict(query, [day, title]) for day in states}

    assert found == {day: [{"state": state}] for day, state in states.items()}


async def test_no_person_belongs_to_a_real_party_and_none_is_real() -> None:
    assert await Affiliation.filter(organization__is_invented=False).count() == 0
    assert await Person.filter(is_invented=False).count() == 0


async def test_only_the_municipality_among_the_real_parties_has_a_headcount() -> None:
    headcount = await Headcount.get(organization__is_invented=False).select_related("organization")

    assert (headcount.organization.name, headcount.employees) == ("Comune di Cremona", 680)


async def test_the_space_has_the_ninety_desks_of_the_press() -> None:
    assert await Space.filter(site__code="cobox", kind=SpaceKind.DESK).count() == 90


async def test_real_parties_carry_no_identifier_that_nobody_has_checked() -> None:
    parties = await Organization.filter(is_invented=False)
    identifiers = ("vat_number", "fiscal_code", "rea", "pec", "ipa_code", "email", "phone")

    assert len(parties) == 10
    assert {getattr(party, name) for party in parties for name in identifiers} == {None}

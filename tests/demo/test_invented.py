"""What is invented says so, and bears no identifier that a real party could have."""

import re
from datetime import date

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.demo import invented
from hub.demo.load import load
from hub.incubation.models import Programme, Startup
from hub.members.models import Organization, Person
from hub.projects.agreement_models import Agreement, Opportunity
from hub.projects.call_models import FundingCall
from hub.projects.models import Project
from hub.spaces.models import Site, Space

TODAY = date(2026, 11, 22)
RESERVED = re.compile(r"([a-z0-9.-]+\.)?example(\.org)?")


@pytest.fixture
async def loaded(connection: BaseDBAsyncClient) -> None:
    await load(connection, today=TODAY)


@pytest.mark.usefixtures("loaded")
async def test_only_the_public_record_is_not_marked() -> None:
    models = (Organization, Person, Startup, Site, Space, Project, Agreement, Opportunity)

    not_marked = {model.__name__: await model.filter(is_invented=False).count() for model in models}

    assert not_marked == {
        "Organization": 10,
        "Person": 0,
        "Startup": 0,
        "Site": 1,
        "Space": 0,
        "Project": 1,
        "Agreement": 4,
        "Opportunity": 0,
    }


@pytest.mark.usefixtures("loaded")
async def test_what_has_no_mark_has_a_name_that_says_it() -> None:
    calls = await FundingCall.exclude(code__in=["ASTER", "ZIS"])
    programmes = await Programme.all()

    assert [call.code for call in calls if not call.code.startswith("DEMO-")] == []
    assert [each.name for each in programmes if not each.name.endswith("(esempio)")] == []


@pytest.mark.usefixtures("loaded")
async def test_invented_companies_cannot_be_taken_for_real_ones() -> None:
    companies = await Organization.filter(is_invented=True)

    offices = {company.vat_number[7:10] for company in companies if company.vat_number}
    assert offices == {"555"}
    assert {company.rea[:2] for company in companies if company.rea} == {"ZZ"}
    assert [company.website for company in companies if not is_reserved(company.website)] == []
    assert [company.pec for company in companies if not is_reserved(company.pec)] == []
    assert [company.email for company in companies if not is_reserved(company.email)] == []
    assert {company.phone[:8] for company in companies if company.phone} == {"+39 0000"}


@pytest.mark.usefixtures("loaded")
async def test_invented_people_cannot_be_taken_for_real_ones() -> None:
    people = await Person.all()

    assert [person.email for person in people if not is_reserved(person.email)] == []
    # The letter of the month of birth: A to T without some, never X.
    assert {person.fiscal_code[8] for person in people if person.fiscal_code} == {"X"}
    assert {person.phone[:8] for person in people if person.phone} == {"+39 0000"}


def test_a_vat_number_ends_in_its_check_digit() -> None:
    assert invented.vat_number(1) == "00000015552"


def test_names_become_addresses_without_accents() -> None:
    assert invented.email("Alba Rondò") == "alba.rondo@example.org"
    assert invented.website("L'eco della Città") == "https://l-eco-della-citta.example"


def is_reserved(address: str | None) -> bool:
    """Whether a mail or web address lies in a domain kept for examples (RFC 2606)."""
    host = (address or "").rpartition("@")[2].removeprefix("https://")
    return RESERVED.fullmatch(host) is not None

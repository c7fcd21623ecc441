"""Importing a spreadsheet of members: what becomes of its rows, and of those that are wrong."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.act import Order, transact
from hub.actor import Actor, Role, Viewer
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.files import File
from hub.members.importing.act import import_members
from hub.members.importing.columns import COLUMNS
from hub.members.importing.refusals import CellFault
from hub.members.importing.table import MOST_TOLD
from hub.members.importing.template import template
from hub.members.membership_models import Membership, MembershipPeriod
from hub.members.models import Affiliation, Headcount, Organization, Person
from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    ContactPurpose,
    Decision,
    Language,
    MembershipCategory,
    OrganizationKind,
    PeriodKind,
)
from hub.messages import message
from hub.record.models import AuditEntry
from tests.keys import KEYS
from tests.make import members as make
from tests.members.sheets import as_csv, as_xlsx
from tests.mutating.contents import contents

pytestmark = pytest.mark.usefixtures("connection")

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)
TODAY = date(2027, 5, 12)
ALFA = {"Organizzazione": "Alfa", "Ragione sociale": "Alfa S.r.l.", "Tipo": "Impresa"}
ADA = {"Nome": "Ada", "Cognome": "Rossi"}
Row = Mapping[str, Any]


def sheet(*rows: Row, headings: Sequence[str] = ()) -> bytes:
    """A CSV file with the headings that its rows have."""
    names = list(headings) or list(dict.fromkeys(name for row in rows for name in row))
    return as_csv([names, *([row.get(name, "") for name in names] for row in rows)])


async def imported(
    content: bytes, *roles: Role, dry_run: bool = False, language: str = "it"
) -> Any:
    """What an import tells that nothing stands against."""
    actor = Actor(roles=frozenset(roles or {Role.FRONT_DESK}))
    viewer = Viewer(NOW, TODAY, actor, language)

    async def run(deed: Deed) -> Any:
        return (await import_members.run(deed, file=File(content))).values

    with clock.freeze(NOW):
        return await transact("import_members", run, order=Order(viewer, KEYS, is_dry_run=dry_run))


async def refused(content: bytes, *roles: Role) -> tuple[Refusal, ...]:
    with pytest.raises(Refused) as error:
        await imported(content, *roles)
    return error.value.refusals


async def faults(*rows: Row) -> list[tuple[int, str | None, str]]:
    """What is wrong with rows: each row, the heading of the cell, and the code."""
    whole, *others = await refused(sheet(*rows))
    assert whole.code == "IMPORT_HAS_ERRORS"
    assert whole.values["count"] == len(others)
    found = [each for each in others if isinstance(each, CellFault)]
    assert len(found) == len(others)
    return [(each.row, each.column, each.code) for each in found]


@pytest.fixture
async def ordinary(connection: BaseDBAsyncClient) -> None:
    await make.membership_type(
        code="ordinary", name="Ordinary", name_it="Socio ordinario", period_kind=PeriodKind.CALENDAR
    )


async def test_an_organization_with_everything(ordinary: None) -> None:
    row = {
        **ALFA,
        "Codice forma giuridica": "1320",
        "Partita IVA": "IT 00743110157",
        "Codice fiscale": "00743110157",
        "REA": "123456 CR",
        "PEC": "Alfa@PEC.example.org",
        "Codice SdI": "abc1234",
        "Codice ATECO": "621000",
        "Edizione ATECO": "2025",
        "Settore": "Software",
        "Data di costituzione": "15/01/2010",
        "CAP": "26100",
        "Comune": "Cremona",
        "Codice ISTAT": "019036",
        "Provincia": "cr",
        "Email": "Info@example.org",
        "Telefono": "+39 0372 123456",
        "Sito web": "https://www.example.org",
        "Addetti": "12",
        "Addetti equivalenti a tempo pieno": "10,5",
        "Addetti al": "31/12/2026",
        "Tipo di socio": "socio ordinario",
        "Data domanda": "2015-01-10",
        "Data ammissione": "1/2/2015",
        "Primo giorno del periodo": "01/01/2027",
        "Ultimo giorno del periodo": "31/12/2027",
    }

    counts = await imported(sheet(row))

    shown = counts.pop("shown")
    assert counts == {
        "rows": 1,
        "organizations": 1,
        "people": 0,
        "affiliations": 0,
        "memberships": 1,
        "periods": 1,
        "headcounts": 1,
    }
    alfa = await Organization.get()
    assert shown == [str(alfa.id)]
    assert (alfa.name, alfa.legal_name, alfa.kind) == ("Alfa", "Alfa S.r.l.", "COMPANY")
    assert (alfa.vat_number, alfa.rea, alfa.pec) == (
        "00743110157",
        "CR-123456",
        "alfa@pec.example.org",
    )
    assert (alfa.sdi_code, alfa.ateco_code, alfa.ateco_edition) == (
        "ABC1234",
        "62.10.00",
        AtecoEdition.ATECO_2025,
    )
    assert (alfa.legal_form_code, alfa.province, alfa.founded_on) == (
        "1.3.20",
        "CR",
        date(2010, 1, 15),
    )
    membership = await Membership.get()
    assert (membership.organization_id, membership.decision) == (alfa.id, Decision.ADMITTED)
    assert (membership.applied_on, membership.decided_on, membership.joined_on) == (
        date(2015, 1, 10),
        date(2015, 2, 1),
        date(2015, 2, 1),
    )
    assert membership.number == "S-001"
    period = await MembershipPeriod.get()
    assert (period.starts_on, period.ends_on) == (date(2027, 1, 1), date(2028, 1, 1))
    headcount = await Headcount.get()
    assert (headcount.employees, headcount.full_time_equivalents, headcount.year) == (
        12,
        Decimal("10.50"),
        2026,
    )


async def test_people_belong_to_the_organization_of_their_row() -> None:
    rows = [
        {**ALFA, **ADA, "Ruolo": "Legale rappresentante", "Referente per": "Generale, Legale"},
        {
            "Organizzazione": "ALFA",
            "Nome": "Bea",
            "Cognome": "Bianchi",
            "Email personale": "Bea@example.org",
            "Ruolo": "EMPLOYEE",
            "Amministra il profilo": "sì",
            "Collegato dal": "01/02/2020",
            "Lingua": "Inglese",
        },
    ]

    counts = await imported(sheet(*rows))

    assert (counts["organizations"], counts["people"], counts["affiliations"]) == (1, 2, 2)
    ada, bea = await Person.all().order_by("given_name")
    assert (ada.name, bea.email, bea.language) == ("Ada Rossi", "bea@example.org", Language.EN)
    first, second = await Affiliation.all().order_by("-starts_on")
    assert (first.person_id, first.role) == (ada.id, AffiliationRole.LEGAL_REPRESENTATIVE)
    assert first.purposes == [ContactPurpose.PRIMARY, ContactPurpose.LEGAL]
    assert (first.starts_on, first.is_administrator) == (TODAY, False)
    assert (second.person_id, second.starts_on, second.is_administrator) == (
        bea.id,
        date(2020, 2, 1),
        True,
    )


async def test_one_person_belongs_to_two_organizations() -> None:
    code = "RSSMRA80A01D150J"
    first = {**ALFA, **ADA, "Codice fiscale personale": code, "Ruolo": "Titolare"}
    beta = {"Organizzazione": "Beta", "Ragione sociale": "Beta S.r.l.", "Tipo": "Impresa"}

    counts = await imported(
        sheet(first, {**first, **beta, "Codice fiscale personale": code.lower()})
    )

    assert (counts["organizations"], counts["people"], counts["affiliations"]) == (2, 1, 2)


async def test_a_person_alone_may_be_a_member(ordinary: None) -> None:
    await make.membership_type(code="co-working", category=MembershipCategory.CO_WORKER)
    row = {**ADA, "Tipo di socio": "co-working", "Data ammissione": "01/03/2027"}

    await imported(sheet(row))

    membership = await Membership.get().prefetch_related("person")
    assert membership.person is not None
    assert (membership.person.name, membership.number) == ("Ada Rossi", "C-001")


async def test_who_was_not_admitted_waits_for_a_decision(ordinary: None) -> None:
    await imported(sheet({**ALFA, "Tipo di socio": "ordinary", "Data domanda": "01/03/2027"}))

    membership = await Membership.get()
    assert membership.applied_on == date(2027, 3, 1)
    assert membership.decision is None
    assert membership.number is None
    assert await MembershipPeriod.all().count() == 0


async def test_a_period_that_is_not_said_is_that_of_the_type(ordinary: None) -> None:
    await imported(sheet({**ALFA, "Tipo di socio": "Ordinary", "Data ammissione": "01/03/2027"}))

    period = await MembershipPeriod.get()
    assert (period.starts_on, period.ends_on) == (date(2027, 3, 1), date(2028, 1, 1))


async def test_numbers_go_on_where_they_were_and_leave_out_those_given(ordinary: None) -> None:
    member = {"Tipo": "Impresa", "Tipo di socio": "ordinary", "Data ammissione": "01/03/2027"}
    names = ("Alfa", "Beta", "Gamma")
    rows = [
        {**member, "Ragione sociale": f"{name} S.r.l.", "Numero socio": number}
        for name, number in zip(names, ("", "S-002", ""), strict=True)
    ]

    await imported(sheet(*rows))

    found = await Membership.all().prefetch_related("organization").order_by("id")
    assert [each.number for each in found] == ["S-001", "S-002", "S-003"]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_the_template_with_its_example_can_be_imported(
    ordinary: None, language: str, ending: str
) -> None:
    content = b"".join(template(language, is_workbook=ending == "xlsx", has_example=True))

    counts = await imported(content)

    assert (counts["organizations"], counts["people"], counts["memberships"]) == (1, 1, 1)


async def test_headings_mean_one_thing_each() -> None:
    for language in ("it", "en"):
        assert len({column.heading(language) for column in COLUMNS}) == len(COLUMNS)


async def test_a_workbook_loses_no_zeros() -> None:
    headings = [
        "Ragione sociale",
        "Tipo",
        "Partita IVA",
        "CAP",
        "Codice ISTAT",
        "Addetti",
        "Addetti al",
    ]
    values = ["Alfa S.r.l.", "Impresa", 743110157, 100, 19036, 7.0, datetime(2026, 12, 31)]  # noqa: DTZ001 - as the sheet has it

    await imported(as_xlsx([headings, values]))

    alfa = await Organization.get()
    assert (alfa.vat_number, alfa.postal_code, alfa.istat_code) == (
        "00743110157",
        "00100",
        "019036",
    )


async def test_a_dry_run_counts_and_leaves_nothing(connection: BaseDBAsyncClient) -> None:
    before = await contents(connection)

    assert (await imported(sheet(ALFA), dry_run=True))["organizations"] == 1

    assert await contents(connection) == before


async def test_one_entry_of_the_record_tells_of_all_and_belongs_to_each() -> None:
    await imported(sheet({**ALFA, **ADA, "Ruolo": "Titolare"}))

    entry = await AuditEntry.get()
    organization, person = await Organization.get(), await Person.get()
    assert (entry.act, set(entry.subjects)) == ("import_members", {organization.id, person.id})
    assert "Rossi" not in entry.body


async def test_a_file_with_one_bad_row_changes_nothing(
    ordinary: None, connection: BaseDBAsyncClient
) -> None:
    rows = [
        {"Ragione sociale": f"Impresa {number} S.r.l.", "Tipo": "Impresa", "Partita IVA": ""}
        for number in range(300)
    ]
    before = await contents(connection)

    found = await faults(*rows, {**rows[0], "Ragione sociale": "Z", "Partita IVA": "00743110158"})

    assert found == [(302, "Partita IVA", "INVALID_CHECKSUM")]
    assert await contents(connection) == before


async def test_a_thousand_errors_are_told_and_all_are_counted() -> None:
    content = sheet(*({"Ragione sociale": f"Impresa {number}"} for number in range(1200)))

    whole, *others = await refused(content)

    assert (whole.values["count"], whole.values["told"], len(others)) == (
        1200,
        MOST_TOLD,
        MOST_TOLD,
    )


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"Ragione sociale": ""}, ("Ragione sociale", "REQUIRED")),
        ({"Tipo": ""}, ("Tipo", "REQUIRED")),
        ({"Tipo": "Circolo"}, ("Tipo", "CHOICE_UNKNOWN")),
        ({"Organizzazione": "x" * 121}, ("Organizzazione", "TOO_LONG")),
        ({"Descrizione": "x" * 4001}, ("Descrizione", "TOO_LONG")),
        ({"Partita IVA": "0074311015"}, ("Partita IVA", "INVALID_LENGTH")),
        ({"Codice SdI": "ABC123"}, ("Codice SdI", "INVALID_LENGTH")),
        ({"Email": "nowhere"}, ("Email", "EMAIL_INVALID")),
        ({"Telefono": "no number"}, ("Telefono", "PHONE_INVALID")),
        ({"Sito web": "javascript:x"}, ("Sito web", "LINK_INVALID")),
        ({"Codice ATECO": "62.10"}, ("Edizione ATECO", "REQUIRED")),
        ({"Data di costituzione": "30/02/2010"}, ("Data di costituzione", "DATE_INVALID")),
        ({"Data di costituzione": "2010"}, ("Data di costituzione", "DATE_INVALID")),
        ({"Addetti": "12", "Addetti al": ""}, ("Addetti al", "REQUIRED")),
        ({"Addetti": "a dozen", "Addetti al": "01/01/2027"}, None),
        ({"Addetti": "1,5", "Addetti al": "01/01/2027"}, None),
        ({"Addetti": "1", "Addetti al": "13/05/2027"}, ("Addetti al", "DAY_AHEAD")),
        ({"Omonimo distinto": "perhaps"}, ("Omonimo distinto", "CHOICE_UNKNOWN")),
    ],
    ids=range(18),
)
async def test_an_organization_that_cannot_be_entered(
    given: Row, fault: tuple[str, str] | None
) -> None:
    headings = {"Edizione ATECO": "", "Addetti": "", "Addetti al": ""}

    found = await faults({**ALFA, **headings, "Comune": "Cremona", **given})

    assert (2, *(fault or ("Addetti", "NUMBER_INVALID"))) in found


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"Data ammissione": "01/03/2027"}, ("Tipo di socio", "REQUIRED")),
        (
            {"Tipo di socio": "golden", "Data ammissione": "01/03/2027"},
            ("Tipo di socio", "CHOICE_UNKNOWN"),
        ),
        ({"Tipo di socio": "ordinary"}, ("Data domanda", "REQUIRED")),
        ({"Tipo di socio": "ordinary", "Numero socio": "7"}, ("Data ammissione", "REQUIRED")),
        (
            {"Tipo di socio": "ordinary", "Data domanda": "13/05/2027"},
            ("Data domanda", "DAY_AHEAD"),
        ),
        (
            {"Tipo di socio": "ordinary", "Data ammissione": "13/05/2027"},
            ("Data ammissione", "DAY_AHEAD"),
        ),
        (
            {
                "Tipo di socio": "ordinary",
                "Data domanda": "02/03/2027",
                "Data ammissione": "01/03/2027",
            },
            ("Data ammissione", "PERIOD_NOT_IN_ORDER"),
        ),
        (
            {
                "Tipo di socio": "ordinary",
                "Data ammissione": "02/03/2027",
                "Primo giorno del periodo": "01/03/2027",
            },
            ("Primo giorno del periodo", "PERIOD_NOT_IN_ORDER"),
        ),
        (
            {
                "Tipo di socio": "ordinary",
                "Data ammissione": "02/03/2027",
                "Ultimo giorno del periodo": "01/03/2027",
            },
            ("Ultimo giorno del periodo", "PERIOD_NOT_IN_ORDER"),
        ),
        (
            {
                "Tipo di socio": "ordinary",
                "Data ammissione": "02/03/2027",
                "Ultimo giorno del periodo": "31/12/9999",
            },
            ("Ultimo giorno del periodo", "DATE_INVALID"),
        ),
        (
            {
                "Tipo di socio": "ordinary",
                "Data ammissione": "02/03/2027",
                "Primo giorno del periodo": "31/12/9999",
            },
            ("Primo giorno del periodo", "DAY_TOO_LATE"),
        ),
    ],
    ids=range(11),
)
async def test_a_membership_that_cannot_be_entered(
    ordinary: None, given: Row, fault: tuple[str, str]
) -> None:
    empty = dict.fromkeys(("Tipo di socio", "Data domanda", "Data ammissione"), "")

    assert await faults({**ALFA, **empty, **given}) == [(2, *fault)]


async def test_a_period_of_one_day_is_one(ordinary: None) -> None:
    day = "02/03/2027"
    row = {**ALFA, "Tipo di socio": "ordinary", "Data ammissione": day}

    await imported(sheet({**row, "Ultimo giorno del periodo": day}))

    period = await MembershipPeriod.get()
    assert (period.starts_on, period.ends_on) == (date(2027, 3, 2), date(2027, 3, 3))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"Cognome": ""}, ("Cognome", "REQUIRED")),
        ({"Nome": ""}, ("Nome", "REQUIRED")),
        ({"Ruolo": ""}, ("Ruolo", "REQUIRED")),
        ({"Ruolo": "Mascotte"}, ("Ruolo", "CHOICE_UNKNOWN")),
        (
            {"Codice fiscale personale": "RSSMRA80A01D150X"},
            ("Codice fiscale personale", "INVALID_CHECKSUM"),
        ),
        ({"Referente per": "Legale; Nulla"}, ("Referente per", "CHOICE_UNKNOWN")),
    ],
    ids=range(6),
)
async def test_a_person_that_cannot_be_entered(given: Row, fault: tuple[str, str]) -> None:
    assert (2, *fault) in await faults({**ALFA, **ADA, "Ruolo": "Titolare", **given})


async def test_a_cell_that_cannot_be_read_is_not_called_empty() -> None:
    assert await faults({**ALFA, "Tipo": "Circolo"}) == [(2, "Tipo", "CHOICE_UNKNOWN")]


async def test_a_row_is_about_somebody() -> None:
    assert await faults({"Organizzazione": "", "Addetti": "7"}) == [
        (2, "Organizzazione", "REQUIRED")
    ]
    assert (2, None, "REQUIRED") in await faults({**ALFA, "Ruolo": "Titolare"})


async def test_rows_that_contradict_each_other_are_told() -> None:
    rows = [
        {**ALFA, "Partita IVA": "00743110157", "Comune": "Cremona"},
        {**ALFA, "Partita IVA": "IT00743110157", "Comune": "Crema"},
    ]

    assert (3, "Comune", "ROW_CONFLICT") in await faults(*rows)


async def test_a_tie_that_is_told_twice() -> None:
    row = {**ALFA, **ADA, "Ruolo": "Titolare"}

    assert await faults(row, row) == [(3, "Cognome", "ROW_REPEATED")]


async def test_the_identifier_of_somebody_in_the_hub() -> None:
    await make.organization("Beta", pec="beta@pec.example.org")
    await make.person("Bea Bianchi", email="bea@example.org")
    row = {**ALFA, **ADA, "Ruolo": "Titolare"}

    found = await refused(
        sheet({**row, "PEC": "Beta@pec.example.org", "Email personale": "BEA@example.org"})
    )

    assert [each.code for each in found[1:]] == ["DUPLICATE_IDENTIFIER"] * 2
    assert "Beta" in str(found[1])
    assert "Bea Bianchi" in str(found[2])


async def test_the_identifier_of_another_row() -> None:
    beta = {"Organizzazione": "Beta", "Ragione sociale": "Beta", "Tipo": "Impresa"}
    rows = [{**each, "REA": "CR-00123"} for each in (ALFA, beta)]

    found = await refused(sheet(rows[0], {**rows[1], "REA": "123/CR"}))

    assert (found[1].code, found[1].values["other_row"]) == ("DUPLICATE_IDENTIFIER", 2)


async def test_namesakes_in_the_hub_are_candidates_until_somebody_says_otherwise() -> None:
    there = await make.organization("Caffè ALFA", legal_name="Altro nome")
    row = {"Ragione sociale": "caffe alfa", "Tipo": "Impresa"}

    _, candidate = await refused(sheet(row))

    assert (candidate.code, candidate.path) == (
        "POSSIBLE_DUPLICATE",
        ("input", "file", "2"),
    )
    assert candidate.values["names"] == there.name
    assert (await imported(sheet({**row, "Omonimo distinto": "sì"})))["organizations"] == 1


async def test_who_has_another_code_is_somebody_else() -> None:
    await make.organization("Alfa", vat_number="00743110157")

    assert await imported(sheet({**ALFA, "Partita IVA": "00488410010"}))


async def test_namesakes_in_the_file() -> None:
    rows = [{**ALFA, "Partita IVA": "00743110157"}, {**ALFA, "Partita IVA": "00488410010"}]
    people = [{**ADA}, {**ADA, "Email personale": "ada@example.org"}]

    assert (await imported(sheet(*rows)))["organizations"] == 2
    assert await faults(*people) == [(3, "Cognome", "POSSIBLE_DUPLICATE")]
    people[1]["Omonimo distinto"] = "x"
    assert (await imported(sheet(*people)))["people"] == 2


async def test_numbers_of_members_are_unique(ordinary: None) -> None:
    await make.membership(number="17")
    row = {"Tipo": "Impresa", "Tipo di socio": "ordinary", "Data ammissione": "01/03/2027"}
    rows = [
        {**row, "Ragione sociale": name, "Numero socio": number}
        for name, number in (("A", "17"), ("B", "18"), ("C", "18"))
    ]

    assert await faults(*rows) == [
        (2, "Numero socio", "MEMBER_NUMBER_TAKEN"),
        (4, "Numero socio", "MEMBER_NUMBER_TAKEN"),
    ]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (sheet(headings=["Organizzazione"]), "IMPORT_EMPTY", "nessuna riga"),
        (b"", "IMPORT_EMPTY", "nessuna riga"),
        (b"\r\n\r\n", "IMPORT_EMPTY", "nessuna riga"),
        (b"Organizazione\nAlfa", "HEADING_UNKNOWN", "Organizzazione"),
        (b"VAT numbr\nAlfa", "HEADING_UNKNOWN", "VAT number"),
        (b"Segno zodiacale\nAlfa", "HEADING_UNKNOWN", "Partita IVA"),
        (b"Organizzazione;Organization\nAlfa;Alfa", "HEADING_REPEATED", "una delle due"),
        (b"Organizzazione;;Comune\nAlfa;x;y", "HEADING_UNKNOWN", "colonna B"),
    ],
    ids=range(8),
)
async def test_headings_are_told_apart(content: bytes, code: str, said: str) -> None:
    (refusal,) = await refused(content)

    assert refusal.code == code
    assert said in message(refusal.sentence, "it", **refusal.values)


async def test_all_wrong_headings_are_told_at_once() -> None:
    found = await refused(b"Primo;Comune;Secondo\na;b;c")

    assert [each.path for each in found] == [
        ("input", "file", "1", "Primo"),
        ("input", "file", "1", "Secondo"),
    ]


async def test_a_formula_is_no_value() -> None:
    content = as_xlsx([["Ragione sociale", "Tipo"], ["=A1", "Impresa"]])

    _, *others = await refused(content)

    assert ("FORMULA_FOUND", ("input", "file", "2", "Ragione sociale")) in [
        (each.code, each.path) for each in others
    ]


@pytest.mark.parametrize("role", [Role.INCUBATION, Role.PROJECTS, Role.OBSERVER, Role.MEMBER])
async def test_it_is_for_the_front_desk_and_the_direction(role: Role) -> None:
    (refusal,) = await refused(sheet(ALFA), role)

    assert refusal.code == "NOT_ALLOWED"
    assert (await imported(sheet(ALFA), Role.DIRECTION))["organizations"] == 1


async def test_english_headings_in_any_order() -> None:
    content = as_csv([["Kind", "Legal name"], ["Public body", "Comune"]], delimiter=",")

    await imported(content)

    assert (await Organization.get()).kind is OrganizationKind.PUBLIC_BODY

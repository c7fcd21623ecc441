"""What the database refuses, by the name of the constraint."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from hub.members.terms import AtecoEdition, Decision, PeriodKind, ResignationReason
from tests.make import members as make

pytestmark = pytest.mark.usefixtures("connection")

Maker = Callable[..., Awaitable[Any]]


def broken_constraint(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    name = error.value.__cause__.constraint_name  # type: ignore[union-attr]
    return str(name)


JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)

REFUSED: list[tuple[Maker, dict[str, Any], str]] = [
    (make.organization, {"legal_name": ""}, "organization_names_given"),
    (make.organization, {"country": "Italia"[:2]}, "organization_country_format"),
    (make.organization, {"vat_number": "0123456789"}, "organization_vat_number_format"),
    (make.organization, {"vat_number": "IT01234567890"}, "organization_vat_number_format"),
    (make.organization, {"vat_number": "1", "country": "FR"}, "organization_vat_number_format"),
    (make.organization, {"fiscal_code": "123"}, "organization_fiscal_code_format"),
    (make.organization, {"rea": "CREMONA-1"}, "organization_rea_format"),
    (make.organization, {"pec": "Impresa@pec.example"}, "organization_pec_format"),
    (make.organization, {"email": "no address"}, "organization_email_format"),
    (make.organization, {"sdi_code": "ABC"}, "organization_sdi_code_format"),
    (make.organization, {"legal_form_code": "1320"}, "organization_legal_form_code_format"),
    (make.organization, {"ateco_code": "62.10.00"}, "organization_ateco_code_format"),
    (
        make.organization,
        {"ateco_code": "6210", "ateco_edition": AtecoEdition.ATECO_2025},
        "organization_ateco_code_format",
    ),
    (make.organization, {"istat_code": "D150"}, "organization_istat_code_format"),
    (make.organization, {"province": "cr"}, "organization_province_format"),
    (make.organization, {"postal_code": "2610"}, "organization_postal_code_format"),
    (
        make.organization,
        {"founded_on": JULY, "dissolved_on": JANUARY},
        "organization_dates_in_order",
    ),
    (make.organization, {"visibility": {"email": "ALL"}}, "organization_visibility_terms"),
    (make.organization, {"visibility": ["PUBLIC"]}, "organization_visibility_terms"),
    (make.organization, {"visibility": {"email": True}}, "organization_visibility_terms"),
    (make.person, {"email": "Ada@example.org"}, "person_email_format"),
    (make.person, {"fiscal_code": "01234567890"}, "person_fiscal_code_format"),
    (make.person, {"birth_place_code": "d150"}, "person_birth_place_format"),
    (make.person, {"visibility": {"bio": None}}, "person_visibility_terms"),
    (
        make.person,
        {"erased_at": "2026-01-01T00:00:00Z", "phone": "0372 1"},
        "person_erased_is_empty",
    ),
    (make.affiliation, {"starts_on": JULY, "ends_on": JANUARY}, "affiliation_period_in_order"),
    (make.affiliation, {"purposes": ["LUNCH"]}, "affiliation_purposes_known"),
    (make.headcount, {"employees": -1}, "headcount_not_negative"),
    (make.competence, {"code": "Deep Learning"}, "competence_code_format"),
    (make.consent_record, {"person": None}, "consent_record_one_party"),
    (make.membership_type, {"code": "Socio Ordinario"}, "membership_type_code_format"),
    (make.membership_type, {"yearly_fee": -1}, "membership_type_amounts_not_negative"),
    (make.membership_type, {"grace_days": 400}, "membership_type_counts_in_range"),
    (
        make.membership_type,
        {"period_kind": PeriodKind.CALENDAR, "period_months": 6},
        "membership_type_period_length",
    ),
    (
        make.membership_type,
        {"offered_from": JULY, "offered_until": JANUARY},
        "membership_type_offer_in_order",
    ),
    (make.application, {"organization": None}, "membership_one_party"),
    (make.application, {"decided_on": JULY}, "membership_decision_dated"),
    (
        make.application,
        {"applied_on": JULY, "decided_on": JANUARY, "decision": Decision.ADMITTED},
        "membership_decision_dated",
    ),
    (make.membership, {"withdrawn_on": JULY}, "membership_withdrawn_before_decision"),
    (make.application, {"number": "12"}, "membership_admitted_first"),
    (make.membership, {"resigned_on": JULY}, "membership_resignation_in_order"),
    (
        make.membership,
        {"notice_on": date(2100, 2, 1), "resigned_on": date(2100, 1, 1)},
        "membership_resignation_in_order",
    ),
    (
        make.membership,
        {
            "notice_on": date(2100, 1, 1),
            "resigned_on": date(2100, 2, 1),
            "resignation_reason": ResignationReason.MOVED,
            "expelled_on": date(2100, 3, 1),
        },
        "membership_expelled_before_end",
    ),
    (
        make.membership,
        {"periods": [(JANUARY, JULY), (date(2026, 6, 30), None)]},
        "membership_period_no_overlap",
    ),
    (make.membership, {"periods": [(JULY, JANUARY)]}, "membership_period_in_order"),
    (
        make.membership,
        {"suspensions": [(JANUARY, None), (JULY, None)]},
        "suspension_no_overlap",
    ),
    (make.membership, {"suspensions": [(JULY, JANUARY)]}, "suspension_in_order"),
    (make.fee_line, {"amount": -1}, "fee_line_amount_not_negative"),
    (make.fee_line, {"payer": None}, "fee_line_one_payer"),
    (make.fee_line, {"issued_on": JULY, "due_on": JANUARY}, "fee_line_dates_in_order"),
    (make.fee_line, {"invoice_number": "12/2026"}, "fee_line_issued_first"),
    (make.fee_line, {"covers_from": JULY}, "fee_line_coverage_in_order"),
    (
        make.fee_line,
        {"covers_from": JULY, "covers_until": JANUARY},
        "fee_line_coverage_in_order",
    ),
    (make.fee_line, {"proration_numerator": 1}, "fee_line_proration_explained"),
    (make.fee_line, {"full_amount": 1}, "fee_line_proration_explained"),
    (make.fee_line, {"instalment": 2}, "fee_line_instalment_in_range"),
    (make.fee_line, {"instalments": 13}, "fee_line_instalment_in_range"),
    (make.fee_line, {"credit_reason": "Errore"}, "fee_line_credited_first"),
    (make.payment, {"amount": -1}, "payment_amount_sign"),
    (make.payment, {"amount": 0}, "payment_amount_sign"),
    (make.payment, {"amount": 1201}, "payment_fits"),
    (make.reminder, {"level": 4}, "reminder_level_in_range"),
    (
        make.accounting_period,
        {"starts_on": JULY, "ends_on": JULY},
        "accounting_period_in_order",
    ),
]


@pytest.mark.parametrize(
    ("maker", "given", "constraint"),
    REFUSED,
    ids=[f"{constraint}-{n}" for n, (_, _, constraint) in enumerate(REFUSED)],
)
async def test_the_database_refuses(maker: Maker, given: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as error:
        await maker(**given)

    assert broken_constraint(error) == constraint


async def test_an_organization_is_not_its_own_parent() -> None:
    organization = await make.organization()
    organization.parent_id = organization.id

    with pytest.raises(IntegrityError) as error:
        await organization.save()

    assert broken_constraint(error) == "organization_not_own_parent"


async def test_a_competence_is_not_its_own_parent() -> None:
    competence = await make.competence()
    competence.parent_id = competence.id

    with pytest.raises(IntegrityError) as error:
        await competence.save()

    assert broken_constraint(error) == "competence_not_own_parent"


async def test_a_membership_does_not_follow_itself() -> None:
    membership = await make.membership()
    membership.previous_id = membership.id

    with pytest.raises(IntegrityError) as error:
        await membership.save()

    assert broken_constraint(error) == "membership_not_own_previous"


@pytest.mark.parametrize("name", ["vat_number", "fiscal_code", "rea", "pec", "ipa_code"])
async def test_two_organizations_do_not_share_an_identifier(name: str) -> None:
    values = {
        "vat_number": "01234567890",
        "fiscal_code": "01234567890",
        "rea": "CR-123456",
        "pec": "impresa@pec.example",
        "ipa_code": "c_d150",
    }
    await make.organization(**{name: values[name]})

    with pytest.raises(IntegrityError) as error:
        await make.organization(**{name: values[name]})

    assert broken_constraint(error) == f"organization_{name}_key"


async def test_a_person_belongs_to_an_organization_once_at_a_time() -> None:
    first = await make.affiliation(starts_on=JANUARY, ends_on=JULY)
    again = {"person": await first.person, "organization": await first.organization}

    await make.affiliation(**again, starts_on=JULY)
    with pytest.raises(IntegrityError) as error:
        await make.affiliation(**again, starts_on=date(2026, 8, 1))

    assert broken_constraint(error) == "affiliation_no_overlap"


async def test_an_organization_has_one_lead_at_a_time() -> None:
    organization = await make.organization()
    lead = {"organization": organization, "is_lead": True}

    await make.affiliation(**lead, starts_on=JANUARY, ends_on=JULY)
    await make.affiliation(**lead, starts_on=JULY)
    with pytest.raises(IntegrityError) as error:
        await make.affiliation(**lead, starts_on=date(2025, 12, 1), ends_on=date(2026, 2, 1))

    assert broken_constraint(error) == "affiliation_one_lead"


async def test_a_source_counts_once_a_day() -> None:
    first = await make.headcount(counted_on=JULY, source="INPS")
    organization = await first.organization

    await make.headcount(organization=organization, counted_on=JULY, source="Bilancio")
    with pytest.raises(IntegrityError) as error:
        await make.headcount(organization=organization, counted_on=JULY, source="INPS")

    assert broken_constraint(error) == "headcount_once_per_source"


async def test_a_fee_stands_once_on_an_invoice() -> None:
    membership = await make.membership()
    issued = {"membership": membership, "issued_on": JULY, "due_on": JULY, "invoice_number": "7"}

    await make.fee_line(**issued)
    with pytest.raises(IntegrityError) as error:
        await make.fee_line(**issued)

    assert broken_constraint(error) == "fee_line_once_per_invoice"


async def test_a_membership_is_followed_by_one() -> None:
    first = await make.membership()
    await make.membership(previous=first)

    with pytest.raises(IntegrityError) as error:
        await make.membership(previous=first)

    assert broken_constraint(error) == "membership_previous_id_key"


async def test_a_party_with_records_is_not_deleted(connection: BaseDBAsyncClient) -> None:
    affiliation = await make.affiliation()

    with pytest.raises(IntegrityError) as error:
        await connection.execute_query(
            "DELETE FROM organization WHERE id = $1", [str(affiliation.organization_id)]
        )

    assert broken_constraint(error) == "affiliation_organization_id_fkey"

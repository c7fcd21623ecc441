"""The inputs of what is done about organizations, people and what ties them."""

from datetime import date
from decimal import Decimal

import strawberry

from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    ContactPurpose,
    EnterpriseSize,
    Language,
    OrganizationKind,
)
from schema.mutating.declare import given, write_input

DISTINCT = (
    "Whether it is another one than those of nearly the same name, of which an earlier answer has"
    " told; null: no."
)
VERSION = "The version that was read."
LEGAL_FORM = "Legal form as the register writes it, such as S.r.l., at most 80 characters"
LEGAL_FORM_CODE = "Legal form in the classification of ISTAT, such as 1.3.20 or 1320"
VAT_NUMBER = (
    "VAT number (partita IVA), with or without the letters of the country; in Italy and the Union"
    " it is checked"
)
FISCAL_CODE = "Fiscal code: 11 digits, of a sole trader 16 characters"
REA = "Number in the economic register with its province, such as CR-123456 or 123456/CR"
PEC = "Certified e-mail address (PEC), of nobody else"
SDI_CODE = (
    "Recipient code for electronic invoices: 7 characters, of a public office 6; 0000000 for none,"
    " XXXXXXX for parties abroad"
)
IPA_CODE = "Code in the index of public administrations, such as c_d150"
ATECO_CODE = "Main activity in ATECO, such as 62.10.00, or a wider code of 2 digits or more"
ATECO_EDITION = "Edition of ATECO that the code belongs to, needed with it"
FOUNDED_ON = "Day of its foundation"
DISSOLVED_ON = "First day on which it no longer exists"
STREET = "Street and number of its seat, at most 160 characters"
POSTAL_CODE = "Postal code of its seat, in Italy 5 digits"
MUNICIPALITY = "Municipality of its seat, at most 80 characters"
ISTAT_CODE = "Code of the municipality by ISTAT, 6 digits; it must fit its name and province"
PROVINCE = "Province of its seat, two letters"
PHONE = "Telephone number with its country, such as +39 0372 123456"
WEBSITE = "Address of its website, with https://"
DESCRIPTION = "What it does, in its own words, at most 4,000 characters"
SECTOR = "Field of work in its own words, at most 80 characters"
COMPETENCES = "Entries of the shared taxonomy, at most 100; empty: none."
NONE = "; null: none, or not known."
STAYS = "; it cannot be emptied: null is refused."
EMPTIES = "; null empties it."


@write_input
class CreateOrganizationInput:
    """An organization to enter. Numbers and codes are taken as people write them, and checked."""

    kind: "OrganizationKind" = given("What it is.")
    name: "str" = given("Name by which it is known, at most 120 characters.")
    legal_name: "str" = given("Name in the register or its statute, at most 200 characters.")
    legal_form: "str | None" = given(LEGAL_FORM + NONE)
    legal_form_code: "str | None" = given(LEGAL_FORM_CODE + NONE)
    vat_number: "str | None" = given(VAT_NUMBER + NONE)
    fiscal_code: "str | None" = given(FISCAL_CODE + NONE)
    rea: "str | None" = given(REA + NONE)
    pec: "str | None" = given(PEC + NONE)
    sdi_code: "str | None" = given(SDI_CODE + NONE)
    ipa_code: "str | None" = given(IPA_CODE + NONE)
    ateco_code: "str | None" = given(ATECO_CODE + NONE)
    ateco_edition: "AtecoEdition | None" = given(ATECO_EDITION + NONE)
    size: "EnterpriseSize | None" = given("Size that it declares" + NONE)
    sector: "str | None" = given(SECTOR + NONE)
    founded_on: "date | None" = given(FOUNDED_ON + NONE)
    dissolved_on: "date | None" = given(DISSOLVED_ON + NONE)
    street: "str | None" = given(STREET + NONE)
    postal_code: "str | None" = given(POSTAL_CODE + NONE)
    municipality: "str | None" = given(MUNICIPALITY + NONE)
    istat_code: "str | None" = given(ISTAT_CODE + NONE)
    province: "str | None" = given(PROVINCE + NONE)
    country: "str" = given("Country of its seat, two letters such as IT.")
    email: "str | None" = given("E-mail address" + NONE)
    phone: "str | None" = given(PHONE + NONE)
    website: "str | None" = given(WEBSITE + NONE)
    description: "str | None" = given(DESCRIPTION + NONE)
    parent_id: "strawberry.ID | None" = given(
        "Organization that controls it" + NONE, of="Organization"
    )
    is_distinct: "bool | None" = given(DISTINCT)


@write_input
class UpdateOrganizationInput:
    """What to change of an organization; what is left out stays.

    Its administrators change how it presents itself and how it is reached: name, sector,
    description, website, e-mail, telephone, PEC, code for invoices and the address of its seat.
    The rest is for the front desk.
    """

    organization_id: "strawberry.ID" = given("The organization.", of="Organization")
    version: "int" = given(VERSION)
    kind: "OrganizationKind | None" = given("What it is" + STAYS)
    name: "str | None" = given("Name by which it is known, at most 120 characters" + STAYS)
    legal_name: "str | None" = given("Name in the register, at most 200 characters" + STAYS)
    legal_form: "str | None" = given(LEGAL_FORM + EMPTIES)
    legal_form_code: "str | None" = given(LEGAL_FORM_CODE + EMPTIES)
    vat_number: "str | None" = given(VAT_NUMBER + EMPTIES)
    fiscal_code: "str | None" = given(FISCAL_CODE + EMPTIES)
    rea: "str | None" = given(REA + EMPTIES)
    pec: "str | None" = given(PEC + EMPTIES)
    sdi_code: "str | None" = given(SDI_CODE + EMPTIES)
    ipa_code: "str | None" = given(IPA_CODE + EMPTIES)
    ateco_code: "str | None" = given(ATECO_CODE + EMPTIES)
    ateco_edition: "AtecoEdition | None" = given(ATECO_EDITION + EMPTIES)
    size: "EnterpriseSize | None" = given("Size that it declares" + EMPTIES)
    sector: "str | None" = given(SECTOR + EMPTIES)
    founded_on: "date | None" = given(FOUNDED_ON + EMPTIES)
    dissolved_on: "date | None" = given(DISSOLVED_ON + EMPTIES)
    street: "str | None" = given(STREET + EMPTIES)
    postal_code: "str | None" = given(POSTAL_CODE + EMPTIES)
    municipality: "str | None" = given(MUNICIPALITY + EMPTIES)
    istat_code: "str | None" = given(ISTAT_CODE + EMPTIES)
    province: "str | None" = given(PROVINCE + EMPTIES)
    country: "str | None" = given("Country of its seat, two letters such as IT" + STAYS)
    email: "str | None" = given("E-mail address" + EMPTIES)
    phone: "str | None" = given(PHONE + EMPTIES)
    website: "str | None" = given(WEBSITE + EMPTIES)
    description: "str | None" = given(DESCRIPTION + EMPTIES)
    parent_id: "strawberry.ID | None" = given(
        "Organization that controls it" + EMPTIES, of="Organization"
    )
    is_locked: "bool | None" = given(
        "Whether its administrators are kept from changing it; null: as before."
    )
    is_distinct: "bool | None" = given(DISTINCT)


@write_input
class CreatePersonInput:
    """A person to enter; nothing of it is shown to others until the person shares it."""

    given_name: "str" = given("Given name, at most 80 characters.")
    family_name: "str" = given("Family name, at most 80 characters.")
    email: "str | None" = given("E-mail address, of nobody else" + NONE)
    phone: "str | None" = given(PHONE + NONE)
    fiscal_code: "str | None" = given(
        "Fiscal code, 16 characters; it must fit the day and place of birth" + NONE
    )
    born_on: "date | None" = given("Day of birth" + NONE)
    birth_place_code: "str | None" = given(
        "Cadastral code of the place of birth (codice Belfiore), such as D150" + NONE
    )
    language: "Language | None" = given("In which the hub writes to the person; null: Italian.")
    is_distinct: "bool | None" = given(DISTINCT)


@write_input
class UpdatePersonInput:
    """What to change of what the front desk verifies of a person; what is left out stays."""

    person_id: "strawberry.ID" = given("The person.", of="Person")
    version: "int" = given(VERSION)
    given_name: "str | None" = given("Given name, at most 80 characters" + STAYS)
    family_name: "str | None" = given("Family name, at most 80 characters" + STAYS)
    email: "str | None" = given("E-mail address, of nobody else" + EMPTIES)
    phone: "str | None" = given(PHONE + EMPTIES)
    fiscal_code: "str | None" = given(
        "Fiscal code, 16 characters; it must fit the day and place of birth" + EMPTIES
    )
    born_on: "date | None" = given("Day of birth" + EMPTIES)
    birth_place_code: "str | None" = given(
        "Cadastral code of the place of birth (codice Belfiore), such as D150" + EMPTIES
    )
    language: "Language | None" = given("In which the hub writes to the person; null: as before.")
    is_distinct: "bool | None" = given(DISTINCT)


@write_input
class AddAffiliationInput:
    """Whom to tie to which organization."""

    organization_id: "strawberry.ID" = given("The organization.", of="Organization")
    person_id: "strawberry.ID" = given(
        "The person; for administrators, one who has belonged to the organization before: others"
        " are invited.",
        of="Person",
    )
    role: "AffiliationRole" = given("What ties the person to the organization.")
    title: "str | None" = given("Position in words, at most 120 characters; null: none.")
    purposes: "list[ContactPurpose] | None" = given(
        "Matters for which the person is the contact; null: none."
    )
    is_lead: "bool | None" = given(
        "Whether the person speaks for the organization, one at a time; null: no."
    )
    is_administrator: "bool | None" = given(
        "Whether the person administers the organization's records; null: no."
    )
    starts_on: "date | None" = given("First day; null: today.")
    ends_on: "date | None" = given("First day on which it no longer holds; null: no end is set.")


@write_input
class UpdateAffiliationInput:
    """What to change of an affiliation; what is left out stays."""

    affiliation_id: "strawberry.ID" = given("The affiliation.", of="Affiliation")
    version: "int" = given(VERSION)
    role: "AffiliationRole | None" = given(
        "What ties the person to the organization; null: as before."
    )
    title: "str | None" = given("Position in words, at most 120 characters" + EMPTIES)
    purposes: "list[ContactPurpose] | None" = given(
        "All matters for which the person is the contact; null: none."
    )
    is_lead: "bool | None" = given("Whether the person speaks for the organization; null: no.")
    is_administrator: "bool | None" = given(
        "Whether the person administers the organization's records; null: no."
    )
    starts_on: "date | None" = given("First day; null: as before.")
    ends_on: "date | None" = given("First day on which it no longer holds; null: no end is set.")


@write_input
class EndAffiliationInput:
    """Which affiliation to end, and when."""

    affiliation_id: "strawberry.ID" = given("The affiliation.", of="Affiliation")
    version: "int" = given(VERSION)
    ends_on: "date | None" = given(
        "First day on which it no longer holds, not after the end that is set; null: today, or the"
        " first day of one that has not begun. One that ends on its first day never holds."
    )
    reassign_to_person_id: "strawberry.ID | None" = given(
        "Another person of the same organization, who takes over its later bookings and leases;"
        " null: they are cancelled or end.",
        of="Person",
    )


@write_input
class RecordHeadcountInput:
    """How many people an organization employed, and who says so."""

    organization_id: "strawberry.ID" = given("The organization.", of="Organization")
    year: "int" = given("Year that the count is reported for, from 1900 to this one.")
    counted_on: "date | None" = given(
        "Day as of which people were counted, not after today; null: the last day of the year, or"
        " today when it is not over."
    )
    employees: "int" = given("People employed, heads, from 0 to 1,000,000.")
    full_time_equivalents: "Decimal | None" = given(
        "Units of yearly full-time work (ULA), up to 999,999.99; null: not reported."
    )
    is_estimate: "bool | None" = given("Whether the source gives it as an estimate; null: no.")
    source: "str" = given("Who says so, at most 200 characters, such as Bilancio.")
    is_correction: "bool | None" = given(
        "Whether to replace what the same source said of the same day before; null: no."
    )


@write_input
class SetOrganizationCompetencesInput:
    """All that an organization can do; what is not among it is taken away."""

    organization_id: "strawberry.ID" = given("The organization.", of="Organization")
    competence_ids: "list[strawberry.ID]" = given(COMPETENCES, of="Competence")


@write_input
class SetPersonCompetencesInput:
    """All that a person can do; what is not among it is taken away."""

    person_id: "strawberry.ID" = given("Oneself, or any person for the desk.", of="Person")
    competence_ids: "list[strawberry.ID]" = given(COMPETENCES, of="Competence")


@write_input
class CreateCompetenceInput:
    """An entry to add to the taxonomy."""

    code: "str" = given(
        "Short code that never changes: small letters and digits, with points or dashes between"
        " them, at most 40 characters."
    )
    name: "str" = given("Name in English, at most 120 characters.")
    name_it: "str" = given("Name in Italian, at most 120 characters.")
    parent_id: "strawberry.ID | None" = given(
        "The wider entry; null: it stands at the top.", of="Competence"
    )


@write_input
class UpdateCompetenceInput:
    """What to change of an entry of the taxonomy; what is left out stays."""

    competence_id: "strawberry.ID" = given("The entry.", of="Competence")
    version: "int" = given(VERSION)
    name: "str | None" = given("Name in English, at most 120 characters" + STAYS)
    name_it: "str | None" = given("Name in Italian, at most 120 characters" + STAYS)
    parent_id: "strawberry.ID | None" = given(
        "The wider entry; null: it stands at the top.", of="Competence"
    )


@write_input
class MergeOrganizationsInput:
    """Which organization stays, and which one was entered twice."""

    organization_id: "strawberry.ID" = given("The one that stays.", of="Organization")
    version: "int" = given("The version of the one that stays that was read.")
    duplicate_id: "strawberry.ID" = given("The one that is merged into it.", of="Organization")


@write_input
class MergePeopleInput:
    """Which row of a person stays, and which one was entered twice."""

    person_id: "strawberry.ID" = given("The one that stays.", of="Person")
    version: "int" = given("The version of the one that stays that was read.")
    duplicate_id: "strawberry.ID" = given("The one that is merged into it.", of="Person")

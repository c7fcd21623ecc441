"""The columns of a spreadsheet of members: what they are called, and how their cells are read."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from hub.errors import Refusal
from hub.members.importing import cells, words
from hub.members.importing.cells import Read, folded
from hub.members.importing.files import Cell, Unusable
from hub.members.importing.refusals import (
    HeadingMistyped,
    HeadingRepeated,
    HeadingUnknown,
)
from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    ContactPurpose,
    EnterpriseSize,
    Language,
    OrganizationKind,
)

TRUE_ENOUGH = 0.75


class Part(Enum):
    """What of a row a column is about."""

    ORGANIZATION = "organization"
    HEADCOUNT = "headcount"
    PERSON = "person"
    AFFILIATION = "affiliation"
    MEMBERSHIP = "membership"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the value that it gives, and its headings."""

    part: Part
    name: str
    en: str
    it: str
    read: Read
    example: str = ""

    def heading(self, language: str) -> str:
        return self.en if language == "en" else self.it


def _of(part: Part, *columns: tuple[str, str, str, Read, str]) -> tuple[Column, ...]:
    return tuple(Column(part, *column) for column in columns)


COLUMNS: tuple[Column, ...] = (
    *_of(
        Part.ORGANIZATION,
        ("name", "Organization", "Organizzazione", cells.text(120), "Esempio"),
        ("legal_name", "Legal name", "Ragione sociale", cells.text(200), "Esempio S.r.l."),
        (
            "kind",
            "Kind",
            "Tipo",
            cells.choice(OrganizationKind, words.KINDS),
            "Impresa",
        ),
        ("legal_form_code", "Legal form code", "Codice forma giuridica", cells.code(), "1.3.20"),
        ("vat_number", "VAT number", "Partita IVA", cells.code(11), "00743110157"),
        ("fiscal_code", "Fiscal code", "Codice fiscale", cells.code(11), "00743110157"),
        ("rea", "REA", "REA", cells.code(), "CR-123456"),
        ("pec", "PEC", "PEC", cells.text(254), "esempio@pec.example.org"),
        ("sdi_code", "SdI code", "Codice SdI", cells.code(7), "ABC1234"),
        ("ipa_code", "IPA code", "Codice IPA", cells.code(), ""),
        ("ateco_code", "ATECO code", "Codice ATECO", cells.code(), "62.10.00"),
        (
            "ateco_edition",
            "ATECO edition",
            "Edizione ATECO",
            cells.choice(AtecoEdition, words.EDITIONS),
            "2025",
        ),
        ("size", "Size", "Dimensione", cells.choice(EnterpriseSize, words.SIZES), "Piccola"),
        ("sector", "Sector", "Settore", cells.text(80), "Software"),
        ("founded_on", "Founded on", "Data di costituzione", cells.day, "15/01/2010"),
        ("street", "Street", "Indirizzo", cells.text(160), "Via Esempio 1"),
        ("postal_code", "Postal code", "CAP", cells.code(5), "26100"),
        ("municipality", "Municipality", "Comune", cells.text(80), "Cremona"),
        ("istat_code", "ISTAT code", "Codice ISTAT", cells.code(6), "019036"),
        ("province", "Province", "Provincia", cells.text(2), "CR"),
        ("country", "Country", "Paese", cells.text(2), "IT"),
        ("email", "Email", "Email", cells.text(254), "info@example.org"),
        ("phone", "Phone", "Telefono", cells.code(), "+39 0372 123456"),
        ("website", "Website", "Sito web", cells.text(300), "https://www.example.org"),
        ("description", "Description", "Descrizione", cells.long_text, ""),
    ),
    *_of(
        Part.HEADCOUNT,
        ("employees", "Employees", "Addetti", cells.whole_number, "12"),
        (
            "full_time_equivalents",
            "Full-time equivalents",
            "Addetti equivalenti a tempo pieno",
            cells.number,
            "10,5",
        ),
        ("counted_on", "Employees counted on", "Addetti al", cells.day, "31/12/2025"),
    ),
    *_of(
        Part.MEMBERSHIP,
        ("type", "Membership type", "Tipo di socio", cells.text(120), "ordinary"),
        ("number", "Member number", "Numero socio", cells.text(20), "S-017"),
        ("applied_on", "Applied on", "Data domanda", cells.day, "10/01/2015"),
        ("joined_on", "Joined on", "Data ammissione", cells.day, "01/02/2015"),
        ("starts_on", "Period first day", "Primo giorno del periodo", cells.day, "01/01/2026"),
        ("last_day", "Period last day", "Ultimo giorno del periodo", cells.day, "31/12/2026"),
    ),
    *_of(
        Part.PERSON,
        ("given_name", "Given name", "Nome", cells.text(80), "Ada"),
        ("family_name", "Family name", "Cognome", cells.text(80), "Esempio"),
        ("fiscal_code", "Personal fiscal code", "Codice fiscale personale", cells.code(), ""),
        ("email", "Personal email", "Email personale", cells.text(254), "ada@example.org"),
        ("phone", "Personal phone", "Telefono personale", cells.code(), ""),
        (
            "language",
            "Language",
            "Lingua",
            cells.choice(Language, words.LANGUAGES),
            "Italiano",
        ),
    ),
    *_of(
        Part.AFFILIATION,
        (
            "role",
            "Role",
            "Ruolo",
            cells.choice(AffiliationRole, words.ROLES),
            "Legale rappresentante",
        ),
        ("title", "Title", "Qualifica", cells.text(120), ""),
        (
            "purposes",
            "Contact for",
            "Referente per",
            cells.choices(ContactPurpose, words.PURPOSES),
            "Generale, Legale",
        ),
        ("is_administrator", "Administrator", "Amministra il profilo", cells.yes_or_no, "sì"),
        ("starts_on", "Belongs since", "Collegato dal", cells.day, "01/02/2015"),
    ),
    *_of(Part.ROW, ("is_distinct", "Distinct", "Omonimo distinto", cells.yes_or_no, "")),
)
BY_HEADING: Mapping[str, Column] = {
    folded(heading): column for column in COLUMNS for heading in (column.en, column.it)
}
Place = tuple[int, str, Column]
"""Where a column stands in the file, its heading there, and what it is."""


def score(headings: Sequence[Cell]) -> int:
    """How many known headings a row has."""
    return sum(folded(_written(each)) in BY_HEADING for each in headings)


def places(headings: Sequence[Cell], language: str) -> tuple[list[Place], list[Refusal]]:
    """The columns of a file by its headings, and what is wrong with them."""
    found: list[Place] = []
    refusals: list[Refusal] = []
    for index, cell in enumerate(headings):
        heading = _written(cell)
        if not heading:
            continue
        path = ("input", "file", "1", heading)
        column = BY_HEADING.get(folded(heading))
        if column is None:
            refusals.append(_unknown(path, heading, language))
        elif any(column is other for _, _, other in found):
            refusals.append(HeadingRepeated(*path))
        else:
            found.append((index, heading, column))
    return found, refusals


def known(language: str) -> str:
    return ", ".join(column.heading(language) for column in COLUMNS)


def _written(cell: Cell) -> str:
    return "" if cell is None or isinstance(cell, Unusable) else " ".join(str(cell).split())[:200]


def _unknown(path: tuple[str, ...], heading: str, language: str) -> Refusal:
    near = difflib.get_close_matches(folded(heading), BY_HEADING, 1, TRUE_ENOUGH)
    if not near:
        return HeadingUnknown(*path, known=known(language))
    column = BY_HEADING[near[0]]
    nearest = column.it if folded(column.it) == near[0] else column.en
    return HeadingMistyped(*path, nearest=nearest, known=known(language))

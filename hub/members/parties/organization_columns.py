"""What people may write of an organization, and what of it must fit together."""

from typing import Any

from hub.members.parties import identifiers, places
from hub.members.parties.classifications import ateco_code, legal_form_code
from hub.members.parties.columns import Column, Draft, Path, Values, alone, email, page, phone
from hub.refusals import Blank, NotInOrder
from hub.texts import paragraphs

COUNTRY = frozenset({"country"})

# What others depend on comes before them.
COLUMNS = {
    "country": Column(limit=40, is_needed=True, check=alone(places.country)),
    "name": Column(limit=120, is_needed=True),
    "legal_name": Column(limit=200, is_needed=True),
    "legal_form": Column(limit=80),
    "legal_form_code": Column(limit=40, check=alone(legal_form_code)),
    "vat_number": Column(
        limit=40,
        check=lambda text, row: identifiers.vat_number(text, row["country"]),
        beside=COUNTRY,
    ),
    "fiscal_code": Column(limit=40, check=alone(identifiers.fiscal_code)),
    "rea": Column(limit=40, check=alone(identifiers.rea)),
    "pec": Column(limit=254, check=alone(identifiers.pec)),
    "sdi_code": Column(
        limit=40,
        check=lambda text, row: identifiers.sdi_code(text, row["kind"], row["country"]),
        beside=COUNTRY | {"kind"},
    ),
    "ipa_code": Column(limit=40, check=alone(identifiers.ipa_code)),
    "ateco_code": Column(
        limit=40,
        check=lambda text, row: (
            ateco_code(text, row["ateco_edition"]) if row.get("ateco_edition") else text
        ),
        beside=frozenset({"ateco_edition"}),
    ),
    "sector": Column(limit=80),
    "street": Column(limit=160),
    "postal_code": Column(
        limit=40,
        check=lambda text, row: places.postal_code(text, row["country"]),
        beside=COUNTRY,
    ),
    "municipality": Column(limit=80),
    "istat_code": Column(limit=40, check=alone(places.municipality_code)),
    "province": Column(
        limit=40, check=lambda text, row: places.province(text, row["country"]), beside=COUNTRY
    ),
    "email": Column(limit=254, check=email),
    "phone": Column(limit=24, check=phone),
    "website": Column(limit=300, check=page),
    "description": Column(limit=4000, clean=paragraphs),
}
IDENTIFIERS = {
    "vat_number": identifiers.VAT_NUMBER,
    "fiscal_code": identifiers.FISCAL_CODE,
    "rea": identifiers.REA,
    "pec": identifiers.PEC,
    "ipa_code": identifiers.IPA_CODE,
}
"""What no two organizations have alike."""
NEW = {"country": "IT"}
"""What holds of an organization as long as nothing else is said."""
PLACE = frozenset({"istat_code", "municipality", "province", "country"})


def draft_of(given: Values, present: Values, *, at: Path = ("input",)) -> Draft:
    """An organization as it is to be, with all that is wrong with what is given."""
    draft = Draft(COLUMNS, {**NEW, **present}, at)
    if given.get("kind", ...) is None:
        draft.refuse(Blank, "kind")
    draft.fill(given)
    if not draft.faults:
        _fit_together(draft)
    return draft


def _fit_together(draft: Draft) -> None:
    row = draft.whole()
    if bool(row.get("ateco_code")) is not bool(row.get("ateco_edition")):
        draft.refuse(Blank, "ateco_edition" if row.get("ateco_code") else "ateco_code")
    founded_on, dissolved_on = row.get("founded_on"), row.get("dissolved_on")
    if founded_on and dissolved_on and dissolved_on < founded_on:
        draft.refuse(NotInOrder, "dissolved_on", begins=founded_on, ends=dissolved_on)
    if row.get("istat_code") and not PLACE.isdisjoint(draft.values):
        draft.attempt("istat_code", lambda: _require_one_place(row))


def _require_one_place(row: dict[str, Any]) -> None:
    places.require_one_place(row["istat_code"], row.get("municipality"), row.get("province"))

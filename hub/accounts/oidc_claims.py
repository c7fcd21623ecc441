"""What a provider says of a person, in one form whatever it calls it.

Beside the standard's own names those of SPID and CIE are known, as the Italian rules for OpenID
Connect write them today and as they were written first, and as proxies pass them on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva

from hub.contacts import email_of

EID = "https://attributes.eid.gov.it/"
SPID = "https://attributes.spid.gov.it/"
FISCAL_CODE = (f"{EID}fiscal_number", f"{SPID}fiscalNumber", "fiscal_number", "fiscalNumber")
COMPANY_FISCAL_CODE = (
    f"{EID}company_fiscal_number",
    f"{SPID}companyFiscalNumber",
    "company_fiscal_number",
)
VAT_NUMBER = (f"{EID}vat_number", f"{SPID}ivaCode", "vat_number")
COMPANY_NAME = (f"{EID}company_name", f"{SPID}companyName", "company_name")
PEC = (f"{EID}e_delivery_service", f"{SPID}digitalAddress", "e_delivery_service")
SPID_CODE = (f"{EID}spid_code", f"{SPID}spidCode", "spid_code")
GIVEN_NAME = ("given_name", f"{SPID}name")
FAMILY_NAME = ("family_name", f"{SPID}familyName")

LEVELS = {
    **{f"https://www.spid.gov.it/SpidL{level}": level for level in (1, 2, 3)},
    "http://eidas.europa.eu/LoA/low": 1,
    "http://eidas.europa.eu/LoA/substantial": 2,
    "http://eidas.europa.eu/LoA/high": 3,
}
"""Levels of assurance by the class of authentication (`acr`); what else one says counts nothing."""
LONGEST_NAME = 80
SPID_CODE_FORM = re.compile(r"[A-Z]{4}[A-Za-z0-9]{10}")
PERSON_DIGITS = 16
"""Characters of a person's fiscal code; that of a company has 11."""


@dataclass(frozen=True)
class ExternalIdentity:
    """Who somebody is, by the word of a provider."""

    issuer: str
    subject: str
    email: str | None = None
    is_email_verified: bool = False
    fiscal_code: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    level: int = 0
    """Of assurance, from 1 to 3; 0 if the provider states none that is known."""
    spid_code: str | None = None
    company_name: str | None = None
    company_fiscal_code: str | None = None
    company_vat_number: str | None = None
    pec: str | None = None


def identity_of(token: Mapping[str, Any], userinfo: Mapping[str, Any]) -> ExternalIdentity:
    """Who the verified claims of an ID token, and those of the same subject beside it, speak of."""
    claims = {**userinfo, **token}
    # Whether an address is verified is believed only of him who names the address.
    addressed = token if "email" in token else userinfo
    email = _email(addressed.get("email"))
    acr = token.get("acr")
    return ExternalIdentity(
        issuer=token["iss"],
        subject=token["sub"],
        email=email,
        is_email_verified=email is not None and addressed.get("email_verified") is True,
        fiscal_code=_person_code(_text(claims, FISCAL_CODE)),
        given_name=_name(_text(claims, GIVEN_NAME)),
        family_name=_name(_text(claims, FAMILY_NAME)),
        level=LEVELS.get(acr, 0) if isinstance(acr, str) else 0,
        spid_code=_spid_code(_text(claims, SPID_CODE)),
        company_name=_text(claims, COMPANY_NAME),
        company_fiscal_code=_fiscal_code(_text(claims, COMPANY_FISCAL_CODE)),
        company_vat_number=_vat_number(_text(claims, VAT_NUMBER)),
        pec=_email(_text(claims, PEC)),
    )


def _text(claims: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of the claims that is a text."""
    texts = (claims[name] for name in names if isinstance(claims.get(name), str))
    return next(texts, None)


def _email(value: object) -> str | None:
    """An address as accounts are kept under; of one with letters of other scripts none is made.

    Some of these turn into ordinary ones when they are made small, and so into other addresses.
    """
    if not isinstance(value, str) or not value.isascii() or value != value.strip():
        return None
    return email_of(value)


def _name(value: str | None) -> str | None:
    return value if value and len(value) <= LONGEST_NAME and value.isprintable() else None


def _fiscal_code(value: str | None) -> str | None:
    """`TINIT-...`, the fiscal code of a person or company."""
    if value is None:
        return None
    try:
        return codicefiscale.validate(value.strip().upper().removeprefix("TINIT-"))
    except ValidationError:
        return None


def _person_code(value: str | None) -> str | None:
    code = _fiscal_code(value)
    return code if code and len(code) == PERSON_DIGITS else None


def _vat_number(value: str | None) -> str | None:
    """`VATIT-...`, an Italian VAT number."""
    if value is None:
        return None
    try:
        return iva.validate(value.strip().upper().removeprefix("VATIT-"))
    except ValidationError:
        return None


def _spid_code(value: str | None) -> str | None:
    return value if value and SPID_CODE_FORM.fullmatch(value) else None

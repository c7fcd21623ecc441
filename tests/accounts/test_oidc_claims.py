"""What providers say of a person is understood under each of its names, and only in its form."""

from typing import Any

import pytest

from hub.accounts.oidc_claims import ExternalIdentity, identity_of

EID = "https://attributes.eid.gov.it/"
SPID = "https://attributes.spid.gov.it/"
WHO = {"iss": "https://one.example", "sub": "x"}
FISCAL_CODE = "RSSMRA85T10A562S"
COMPANY_CODE = "00743110157"


def of(**claims: Any) -> ExternalIdentity:
    return identity_of({**WHO, **claims}, {})


def test_spid_and_cie() -> None:
    claims = {
        "given_name": "Mario",
        "family_name": "Rossi",
        "email": "Mario@Example.org",
        "email_verified": True,
        "acr": "https://www.spid.gov.it/SpidL2",
        f"{EID}fiscal_number": f"TINIT-{FISCAL_CODE}",
        f"{EID}spid_code": "ABCD123456789A",
        f"{EID}company_name": "Alfa S.r.l.",
        f"{EID}company_fiscal_number": f"TINIT-{COMPANY_CODE}",
        f"{EID}vat_number": f"VATIT-{COMPANY_CODE}",
        f"{EID}e_delivery_service": "alfa@pec.example.org",
    }

    assert identity_of({**WHO, **claims}, {}) == ExternalIdentity(
        issuer="https://one.example",
        subject="x",
        email="mario@example.org",
        is_email_verified=True,
        fiscal_code=FISCAL_CODE,
        given_name="Mario",
        family_name="Rossi",
        level=2,
        spid_code="ABCD123456789A",
        company_name="Alfa S.r.l.",
        company_fiscal_code=COMPANY_CODE,
        company_vat_number=COMPANY_CODE,
        pec="alfa@pec.example.org",
    )


@pytest.mark.parametrize(
    "name", [f"{EID}fiscal_number", f"{SPID}fiscalNumber", "fiscal_number", "fiscalNumber"]
)
def test_a_fiscal_code_has_several_names(name: str) -> None:
    assert of(**{name: f"TINIT-{FISCAL_CODE}"}).fiscal_code == FISCAL_CODE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TINIT-",
        "TINIT-RSSMRA85T10A562X",  # another check letter
        "TINFR-RSSMRA85T10A562S",
        f"TINIT-{COMPANY_CODE}",  # of a company
        "RSSMRA85T40A562",
        "RSSMRA85T10A562S' OR '1'='1",
    ],
)
def test_a_fiscal_code_in_another_form_is_none(text: str) -> None:
    assert of(**{f"{EID}fiscal_number": text}).fiscal_code is None


@pytest.mark.parametrize(
    ("acr", "level"),
    [
        ("https://www.spid.gov.it/SpidL1", 1),
        ("https://www.spid.gov.it/SpidL3", 3),
        ("http://eidas.europa.eu/LoA/substantial", 2),
        ("https://www.spid.gov.it/SpidL9", 0),
        ("https://evil.example/SpidL3", 0),
        (3, 0),
        (None, 0),
    ],
)
def test_a_level_is_one_that_is_known(acr: object, level: int) -> None:
    assert of(acr=acr).level == level


@pytest.mark.parametrize(
    "claims",
    [
        {f"{EID}vat_number": "VATIT-00743110158"},
        {f"{EID}spid_code": "abcd"},
        {f"{EID}e_delivery_service": "nobody"},
        {"given_name": "x" * 81},
        {"family_name": "Ro\nssi"},
        {"given_name": {"it": "Mario"}},
        {f"{EID}company_fiscal_number": "TINIT-1"},
    ],
)
def test_what_cannot_be_is_left_out(claims: dict[str, Any]) -> None:
    assert of(**claims) == ExternalIdentity("https://one.example", "x")

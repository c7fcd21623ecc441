"""Places: countries, provinces and municipalities, by their codes."""

import re

from hub.members.parties.countries import COUNTRIES
from hub.members.parties.digits import require_digits
from hub.members.parties.identifier_refusals import (
    InvalidFormat,
    InvalidLength,
    OtherPlace,
    UnknownCode,
)
from hub.members.parties.italy import CREMONA, LETTERS, MUNICIPALITIES_OF_CREMONA, PROVINCES
from hub.messages import Phrase
from hub.texts import folded

COUNTRY = Phrase("Country")
PROVINCE = Phrase("Province")
POSTAL_CODE = Phrase("Postal code (CAP)")
MUNICIPALITY = Phrase("Code of the municipality (ISTAT)")
BIRTH_PLACE = Phrase("Cadastral code of the place of birth")
CAP_LENGTH, LONGEST_POSTAL_CODE, ISTAT_LENGTH = 5, 10, 6
LONGEST_SHOWN = 5
"""Characters that are told of what is no country."""


def country(text: str) -> str:
    """The two letters of a country."""
    code = text.strip().upper()
    if code not in COUNTRIES:
        known = Phrase("the countries of ISO 3166-1")
        raise UnknownCode(what=COUNTRY, value=code[:LONGEST_SHOWN], known=known)
    return code


def province(text: str, country: str = "IT") -> str:
    """The two letters of a province; of other countries any two are taken."""
    code = text.strip().upper()
    if re.fullmatch("[A-Z]{2}", code) is None:
        raise InvalidFormat(what=PROVINCE, example="CR")
    if country == "IT" and code not in PROVINCES:
        raise UnknownCode(what=PROVINCE, value=code, known=Phrase("the provinces of Italy"))
    return code


def postal_code(text: str, country: str = "IT") -> str:
    """A postal code: in Italy 5 digits, elsewhere up to 10 characters."""
    code = " ".join(text.upper().split())
    if country == "IT":
        require_digits(code, CAP_LENGTH, what=POSTAL_CODE, example="26100")
    elif len(code) > LONGEST_POSTAL_CODE:
        expected = f"1-{LONGEST_POSTAL_CODE}"
        raise InvalidLength(what=POSTAL_CODE, measured=len(code), expected=expected)
    elif re.fullmatch("[0-9A-Z][0-9A-Z -]*", code) is None:
        raise InvalidFormat(what=POSTAL_CODE, example="75008")
    return code


def municipality_code(text: str) -> str:
    """The code of a municipality by ISTAT; those of the province of Cremona are all known."""
    code = "".join(text.split())
    require_digits(code, ISTAT_LENGTH, what=MUNICIPALITY, example="019036")
    number = code[:3]
    if number not in LETTERS:
        raise UnknownCode(what=MUNICIPALITY, value=number, known=Phrase("the provinces of Italy"))
    if number == CREMONA and code not in MUNICIPALITIES_OF_CREMONA:
        known = Phrase("the municipalities of the province of Cremona")
        raise UnknownCode(what=MUNICIPALITY, value=code, known=known)
    return code


def require_one_place(code: str, municipality: str | None, province: str | None) -> None:
    """Raise the refusal of a checked code that is not of the municipality and province beside it."""
    letters, name = LETTERS[code[:3]], MUNICIPALITIES_OF_CREMONA.get(code)
    if province is not None and province != letters:
        raise OtherPlace(what=MUNICIPALITY, place=letters)
    if name is not None and municipality is not None and folded(municipality) != folded(name):
        raise OtherPlace(what=MUNICIPALITY, place=name)


def birth_place_code(text: str) -> str:
    """The cadastral code (codice Belfiore) of a municipality, or of a country, as in fiscal codes."""
    code = "".join(text.upper().split())
    if re.fullmatch("[A-Z][0-9]{3}", code) is None:
        raise InvalidFormat(what=BIRTH_PLACE, example="D150")
    return code

"""Identifiers of parties: brought into the form in which they are kept, and checked.

Each function takes what somebody typed, and raises the refusal that names what is wrong with it.
That a number is well formed does not mean that anybody has it.
"""

import re

from stdnum import exceptions, luhn
from stdnum.eu import vat
from stdnum.it import codicefiscale
from stdnum.util import clean

from hub.contacts import email_of
from hub.members.parties.digits import require_digits
from hub.members.parties.identifier_refusals import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    LengthOfCountry,
    NoSuchDay,
    NotOfCountry,
    NoVatNumber,
    OnlyAbroad,
    UnknownCode,
)
from hub.members.parties.italy import PROVINCES
from hub.members.terms import OrganizationKind
from hub.messages import Phrase

VAT_NUMBER = Phrase("VAT number")
FISCAL_CODE = Phrase("Fiscal code")
REA = Phrase("REA number")
PEC = Phrase("Certified e-mail address (PEC)")
SDI_CODE = Phrase("Recipient code for invoices (SdI)")
IPA_CODE = Phrase("IPA code")

SEPARATORS = " -:./"
OF_BODY, OF_PERSON = 11, 16
"""Characters of a fiscal code."""
OFFICES = frozenset({f"{number:03}" for number in range(1, 101)} | {"120", "121", "888", "999"})
"""Of the tax authority: digits eight to ten of a number say which one gave it out."""
WITHOUT_VAT = ("8", "9")
"""What the fiscal codes of bodies without a VAT number begin with."""
EU = {"GR": "EL"} | {state.upper(): state.upper() for state in vat.MEMBER_STATES - {"gr", "xi"}}
"""What VAT numbers begin with, by the country."""
FOREIGN = re.compile(r"[A-Z]{2}[0-9A-Z]{2,13}")

PERSON_FORM = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
)
OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
"""Letters that stand for digits in the code of who would otherwise have somebody else's."""
DIGITS = (6, 7, 9, 10, 12, 13, 14)

REA_FORM = re.compile(r"(?:REA)?(?:N)?([A-Z]{2})(?:N)?([0-9]+)|(?:REA)?(?:N)?([0-9]+)([A-Z]{2})")
IPA_FORM = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
LONGEST_REA, LONGEST_IPA = 7, 20
NOBODY, ABROAD = "0000000", "XXXXXXX"
OFFICE_LENGTH, FIRM_LENGTH = 6, 7
"""Characters of the SdI code of a public office, and of anybody else."""
SDI_LENGTHS = {
    OrganizationKind.PUBLIC_BODY: (OFFICE_LENGTH,),
    **dict.fromkeys(
        # Those of the state invoice as public offices do, others as firms.
        (OrganizationKind.UNIVERSITY, OrganizationKind.SCHOOL, OrganizationKind.RESEARCH_BODY),
        (OFFICE_LENGTH, FIRM_LENGTH),
    ),
}


def vat_number(text: str, country: str = "IT") -> str:
    """A VAT number: of Italy 11 digits, of other countries with what it begins with there.

    Of countries outside the Union only the form is known.
    """
    number = _characters(text, VAT_NUMBER, "01234560199")
    if country == "IT":
        return _italian(re.sub(r"^(VAT)?IT(?=[0-9])", "", number))
    prefix = EU.get(country, country)
    number = prefix + number.removeprefix(prefix)
    if country not in EU:
        if FOREIGN.fullmatch(number) is None:
            raise NotOfCountry(what=VAT_NUMBER, country=country)
        return number
    return _of_union(number, country)


def fiscal_code(text: str) -> str:
    """The fiscal code of an organization: 11 digits, or the 16 characters of a sole trader."""
    code = re.sub(r"^(TIN)?IT(?=[0-9]{11}$)", "", _characters(text, FISCAL_CODE, "01234560199"))
    if len(code) == OF_BODY and code.isdecimal():
        return _numbered(code, FISCAL_CODE)
    return fiscal_code_of_person(code)


def fiscal_code_of_person(text: str) -> str:
    """The fiscal code of a person, 16 characters, whose digits may be written as letters."""
    code = _characters(text, FISCAL_CODE, "RSSMRA80A01D150J")
    code = re.sub(r"^TINIT(?=.{16}$)", "", code)
    if len(code) != OF_PERSON:
        raise InvalidLength(what=FISCAL_CODE, measured=len(code), expected=_expected(code))
    if PERSON_FORM.fullmatch(code) is None:
        raise InvalidFormat(what=FISCAL_CODE, example="RSSMRA80A01D150J")
    if codicefiscale.calc_check_digit(code[:-1]) != code[-1]:
        raise InvalidChecksum(what=FISCAL_CODE)
    try:
        codicefiscale.get_birth_date(code)
    except exceptions.InvalidComponent as error:
        raise NoSuchDay(what=FISCAL_CODE, part=code[6:11]) from error
    return code


def birth_of(code: str) -> tuple[str, str]:
    """What a person's fiscal code says of the birth: the day as YYMMDD, and the code of the place."""
    plain = "".join(
        each.translate(OMOCODIA) if place in DIGITS else each for place, each in enumerate(code)
    )
    month = "ABCDEHLMPRST".index(plain[8]) + 1
    return f"{plain[6:8]}{month:02}{int(plain[9:11]) % 40:02}", plain[11:15]


def rea(text: str) -> str:
    """A number of the economic register: the letters of the province, a dash, the number."""
    found = REA_FORM.fullmatch(_characters(text, REA, "CR-123456"))
    province, number = (found[1] or found[4], found[2] or found[3]) if found else ("", "")
    number = number.lstrip("0")
    if not number:
        raise InvalidFormat(what=REA, example="CR-123456")
    if len(number) > LONGEST_REA:
        raise InvalidLength(what=REA, measured=len(number), expected=f"1-{LONGEST_REA}")
    if province not in PROVINCES:
        raise UnknownCode(what=REA, value=province, known=Phrase("the provinces of Italy"))
    return f"{province}-{number}"


def pec(text: str) -> str:
    """A certified address; whether it is certified, and anybody's, only a register can tell."""
    address = email_of(text)
    if address is None:
        raise InvalidFormat(what=PEC, example="impresa@pec.esempio.it")
    return address


def sdi_code(text: str, kind: OrganizationKind, country: str = "IT") -> str:
    """Where electronic invoices go: 7 characters, of a public office 6.

    0000000 is for who has none, to whom they go by certified e-mail; XXXXXXX for who is abroad.
    """
    code = _characters(text, SDI_CODE, "ABC1234")
    lengths = SDI_LENGTHS.get(kind, (FIRM_LENGTH,))
    if code == ABROAD:
        if country == "IT":
            raise OnlyAbroad(what=SDI_CODE, part=ABROAD)
    elif len(code) not in lengths and code != NOBODY:
        expected = " / ".join(map(str, lengths))
        raise InvalidLength(what=SDI_CODE, measured=len(code), expected=expected)
    return code


def ipa_code(text: str) -> str:
    """The code of a body in the index of public administrations, in which case does not count."""
    code = text.strip().lower()
    if len(code) > LONGEST_IPA:
        raise InvalidLength(what=IPA_CODE, measured=len(code), expected=f"1-{LONGEST_IPA}")
    if IPA_FORM.fullmatch(code) is None:
        raise InvalidFormat(what=IPA_CODE, example="c_d150")
    return code


def _characters(text: str, what: Phrase, example: str) -> str:
    """The letters and digits of what was typed, without what people put between them."""
    typed = clean(text, SEPARATORS).strip()
    if not (typed.isascii() and typed.isalnum()):
        raise InvalidFormat(what=what, example=example)
    return typed.upper()


def _italian(number: str) -> str:
    """A VAT number of Italy."""
    checked = _numbered(number, VAT_NUMBER)
    if checked.startswith(WITHOUT_VAT):
        raise NoVatNumber(what=VAT_NUMBER)
    return checked


def _numbered(number: str, what: Phrase) -> str:
    """The 11 digits of a VAT number, of which fiscal codes of bodies are made as well."""
    require_digits(number, OF_BODY, what=what, example="01234560199")
    company, office = number[:7], number[7:10]
    if not int(company):
        raise InvalidComponent(what=what, part=company)
    if office not in OFFICES:
        raise InvalidComponent(what=what, part=office)
    if not luhn.is_valid(number):
        raise InvalidChecksum(what=what)
    return number


def _of_union(number: str, country: str) -> str:
    """A VAT number of another country of the Union, checked as is done there."""
    try:
        return vat.validate(number)
    except exceptions.InvalidChecksum as error:
        raise InvalidChecksum(what=VAT_NUMBER) from error
    except exceptions.InvalidLength as error:
        measured = len(number) - len(EU[country])
        raise LengthOfCountry(what=VAT_NUMBER, measured=measured, country=country) from error
    except exceptions.ValidationError as error:
        raise NotOfCountry(what=VAT_NUMBER, country=country) from error


def _expected(code: str) -> int:
    """How many characters whoever typed this meant to type."""
    return OF_BODY if code.isdecimal() else OF_PERSON

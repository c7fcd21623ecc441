"""Codes of classifications: what a party does and what form it has by law."""

import re

from stdnum import exceptions
from stdnum.eu import nace

from hub.members.parties.digits import require_digits
from hub.members.parties.identifier_refusals import (
    InvalidFormat,
    InvalidLength,
    OtherEdition,
    UnknownCode,
)
from hub.members.terms import AtecoEdition
from hub.messages import Phrase

ATECO = Phrase("ATECO code")
LEGAL_FORM = Phrase("Code of the legal form")
REVISIONS = {AtecoEdition.ATECO_2007: "2.0", AtecoEdition.ATECO_2025: "2.1"}
"""The European classification (NACE) that an edition of ATECO divides further."""
TITLES = {AtecoEdition.ATECO_2007: "ATECO 2007", AtecoEdition.ATECO_2025: "ATECO 2025"}
EUROPEAN = 4
"""Digits that all countries have in common; of those after them only the number is checked."""
ATECO_FORM = re.compile(r"[A-V]?([0-9]*)", re.ASCII)
ATECO_LENGTHS = range(2, 7)

LEGAL_FORM_LENGTH = 4
DIVISIONS = {"1": "123456789", "2": "1234567"}
"""Divisions of the legal forms under private and under public law (ISTAT, 2005)."""


def ateco_code(text: str, edition: AtecoEdition) -> str:
    """A code of ATECO, written 62.10.00, or a wider one of two digits or more."""
    found = ATECO_FORM.fullmatch(re.sub(r"[\s.]", "", text).upper())
    if found is None or not found[1]:
        raise InvalidFormat(what=ATECO, example="62.10.00")
    digits = found[1]
    if len(digits) not in ATECO_LENGTHS:
        raise InvalidLength(what=ATECO, measured=len(digits), expected="2-6")
    code = ".".join(digits[start : start + 2] for start in range(0, len(digits), 2))
    if not _is_in(edition, digits):
        others = [TITLES[other] for other in TITLES if other != edition and _is_in(other, digits)]
        if others:
            raise OtherEdition(what=ATECO, value=code, edition=TITLES[edition], other=others[0])
        raise UnknownCode(what=ATECO, value=code, known=TITLES[edition])
    return code


def legal_form_code(text: str) -> str:
    """A code of the legal forms of ISTAT, written 1.3.20."""
    digits = re.sub(r"[\s.]", "", text)
    require_digits(digits, LEGAL_FORM_LENGTH, what=LEGAL_FORM, example="1.3.20")
    section, division, kind = digits[0], digits[1], digits[2:]
    code = f"{section}.{division}.{kind}"
    if division not in DIVISIONS.get(section, ""):
        known = Phrase("the legal forms of ISTAT")
        raise UnknownCode(what=LEGAL_FORM, value=code, known=known)
    return code


def _is_in(edition: AtecoEdition, digits: str) -> bool:
    try:
        nace.validate(digits[:EUROPEAN], revision=REVISIONS[edition])
    except exceptions.ValidationError:
        return False
    return True

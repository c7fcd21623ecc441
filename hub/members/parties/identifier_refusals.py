"""What is wrong with an identifier; `what` names it in the sentence."""

from hub.errors import Refusal


class InvalidChecksum(Refusal):
    """The check digit or letter of an identifier does not fit the rest."""

    code = "INVALID_CHECKSUM"
    sentence = (
        "{what}: the check character does not fit the others. One of them is mistyped: compare it"
        " with a document."
    )


class InvalidLength(Refusal):
    """An identifier has too many characters, or too few."""

    code = "INVALID_LENGTH"
    sentence = "{what}: {measured} characters are given, {expected} are needed."


class LengthOfCountry(InvalidLength):
    """A VAT number of another country has a length that numbers there do not have."""

    sentence = "{what}: no number of the country {country} has {measured} characters."


class InvalidFormat(Refusal):
    """An identifier has other characters than it may, or they stand in another order."""

    code = "INVALID_FORMAT"
    sentence = "{what}: this is not its form; write it as in {example}."


class NotOfCountry(InvalidFormat):
    """A VAT number does not have the form of those of its country."""

    sentence = "{what}: numbers of the country {country} are not like this: compare the two."


class InvalidComponent(Refusal):
    """A part of an identifier means something that is not possible."""

    code = "INVALID_COMPONENT"
    sentence = "{what}: the part {part} means nothing: compare it with a document."


class NoVatNumber(InvalidComponent):
    """A number is the fiscal code of a body that has no VAT number."""

    sentence = (
        "{what}: a number that begins with 8 or 9 is the fiscal code of a body without a VAT"
        " number: enter it as the fiscal code."
    )


class NoSuchDay(InvalidComponent):
    """The day of birth in a fiscal code is none."""

    sentence = "{what}: the characters {part}, for the day of birth, are no day."


class OtherBirth(InvalidComponent):
    """A fiscal code says another birth than what is given beside it."""

    sentence = "{what}: it does not fit the day or the place of birth: correct one of them."


class OtherPlace(InvalidComponent):
    """The code of a municipality is that of another one than its name or province says."""

    sentence = "{what}: it is a code of {place}: correct it, or the place."


class OnlyAbroad(InvalidComponent):
    """XXXXXXX is the recipient of invoices of parties in other countries."""

    sentence = "{what}: {part} is for parties abroad; without a code write 0000000."


class UnknownCode(Refusal):
    """A code is not in the list that it belongs to."""

    code = "UNKNOWN_CODE"
    sentence = "{what}: {value} is not among {known}."


class OtherEdition(UnknownCode):
    """A code is in another edition of its list than the one that is named."""

    sentence = (
        "{what}: {value} is in {other} and not in {edition}: codes have changed. Correct the code"
        " or the edition."
    )

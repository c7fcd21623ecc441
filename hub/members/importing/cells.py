"""What a cell means: texts, days, numbers, choices, as people write them in spreadsheets."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hub.errors import Refusal
from hub.members.importing.files import Cell, Unusable
from hub.members.importing.refusals import (
    ChoiceUnknown,
    DateInvalid,
    FormulaFound,
    NumberInvalid,
)
from hub.refusals import TooLong
from hub.sheets import FORMULA
from hub.texts import line, paragraphs
from hub.vocabulary import Vocabulary

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
ITALIAN_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
SEVERAL = re.compile(r"[;,]")
YES_OR_NO: Mapping[str, bool] = {
    **dict.fromkeys(("si", "yes", "vero", "true", "x", "1"), True),
    **dict.fromkeys(("no", "falso", "false", "0"), False),
}
LONGEST_CELL = 4000
GUARD = "'"

Read = Callable[[Cell], Any]
"""From a cell that is not blank to its value; raises a Refusal."""


def folded(text: str) -> str:
    """A text as it is compared: without case, accents, and what stands between its words."""
    letters = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def as_text(cell: Cell) -> str:
    """A cell as a text of one line; a whole number is written without a point."""
    if isinstance(cell, Unusable):
        raise FormulaFound
    if isinstance(cell, str):
        return line(_unguarded(_modest(cell)))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def text(limit: int) -> Read:
    def read(cell: Cell) -> str:
        found = as_text(cell)
        if len(found) > limit:
            raise TooLong(limit=limit, measured=len(found))
        return found

    return read


def long_text(cell: Cell) -> str:
    return paragraphs(_unguarded(_modest(cell))) if isinstance(cell, str) else as_text(cell)


def code(digits: int = 0) -> Read:
    """An identifier; of one that stands there as a number, the zeros that it began with are lost."""

    def read(cell: Cell) -> str:
        found = as_text(cell)
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        return found.zfill(digits) if is_number and found.isdecimal() else found

    return read


def day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise DateInvalid
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _day(as_text(cell))


def _day(written: str) -> date:
    iso, italian = ISO_DAY.fullmatch(written), ITALIAN_DAY.fullmatch(written)
    parts = iso.groups() if iso else italian.groups()[::-1] if italian else None
    if parts is None:
        raise DateInvalid
    year, month, of_month = map(int, parts)
    try:
        return date(year, month, of_month)
    except ValueError as error:
        raise DateInvalid from error


def number(cell: Cell) -> Decimal:
    """A number that is not negative, with a decimal comma or point."""
    if isinstance(cell, bool):
        raise NumberInvalid
    written = repr(cell) if isinstance(cell, float) and not cell.is_integer() else as_text(cell)
    if not NUMBER.fullmatch(written):
        raise NumberInvalid
    return Decimal(written.replace(",", "."))


def whole_number(cell: Cell) -> int:
    found = number(cell)
    if found != int(found):
        raise NumberInvalid
    return int(found)


def yes_or_no(cell: Cell) -> bool:
    found = YES_OR_NO.get(folded(as_text(cell)))
    if found is None:
        raise ChoiceUnknown(known="sì, no")
    return found


def choice(terms: type[Vocabulary], italian: Mapping[Any, str]) -> Read:
    """One term of a vocabulary, by its name, or by its Italian word."""
    words = _words(terms, italian)

    def read(cell: Cell) -> Vocabulary:
        found = words.get(folded(as_text(cell)))
        if found is None:
            raise _unknown(terms, italian)
        return found

    return read


def choices(terms: type[Vocabulary], italian: Mapping[Any, str]) -> Read:
    """Several of them, with commas or semicolons between."""
    words = _words(terms, italian)

    def read(cell: Cell) -> list[Vocabulary]:
        parts = [folded(part) for part in SEVERAL.split(as_text(cell)) if part.strip()]
        if any(part not in words for part in parts):
            raise _unknown(terms, italian)
        return list(dict.fromkeys(words[part] for part in parts))

    return read


def _words(terms: type[Vocabulary], italian: Mapping[Any, str]) -> dict[str, Vocabulary]:
    return {folded(word): term for term in terms for word in (term.value, italian[term])}


def _unknown(terms: type[Vocabulary], italian: Mapping[Any, str]) -> Refusal:
    return ChoiceUnknown(known=", ".join(f"{term.value} ({italian[term]})" for term in terms))


def _modest(cell: str) -> str:
    """A text of a length that can be looked at."""
    if len(cell) > LONGEST_CELL:
        raise TooLong(limit=LONGEST_CELL, measured=len(cell))
    return cell


def _unguarded(cell: str) -> str:
    """A text without the apostrophe that keeps one like it from being taken for a formula."""
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(FORMULA) else cell

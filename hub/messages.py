"""What the hub says to people, in Italian or English: the English sentence is the key of both."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Literal

from hub.clock import ROME

Tongue = Literal["it", "en"]
Say = Callable[..., str]
"""`say("The link is good until {instant}.", instant=...)`, in a language that is settled."""

DEFAULT: Tongue = "it"
TONGUES: dict[str, Tongue] = {"it": "it", "en": "en"}
CATALOGUE = Path(__file__).parent / "locale" / "it.po"
LOCALES = {"it": "it_IT", "en": "en_GB"}
LONGEST_HEADER = 200
"""Characters of a header that are looked at; browsers send some forty."""


class Phrase(str):
    """A part of a sentence that stands for a value, and is translated like the sentence."""

    __slots__ = ()


def message(sentence: str, language: str, /, **values: object) -> str:
    """A sentence in a language, with its values in their places; what is unknown stays English."""
    told = {name: written(value, language) for name, value in values.items()}
    return _text(sentence, language).format(**told)


def speaker(language: Tongue) -> Say:
    """`message` in a language that is settled."""
    return partial(_say, language)


def tongue(language: str) -> Tongue:
    """A language as rows or tags name it, such as IT or en-GB; Italian if the hub has it not."""
    return TONGUES.get(language.lower().split("-")[0], DEFAULT)


def written(value: object, language: str) -> object:
    """A value as people write it: days and instants, which are those of Cremona, and decimals."""
    if isinstance(value, Phrase):
        return _text(value, language)
    if not isinstance(value, date | Decimal):
        return value
    # Most answers are written without it, and it takes some megabytes of each process.
    from babel import dates, numbers

    locale = LOCALES.get(language, LOCALES[DEFAULT])
    if isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))  # 1200.00 has two, also as 1.200,00
        return numbers.format_decimal(value, f"#,##0.{'0' * places}", locale=locale)
    if isinstance(value, datetime):
        return dates.format_datetime(value, "d MMMM y, HH:mm z", tzinfo=ROME, locale=locale)
    return dates.format_date(value, "d MMMM y", locale=locale)


def language_of(accept_language: str | bytes) -> Tongue:
    """The language that an Accept-Language header prefers; Italian if it asks for neither."""
    wanted = accept_language[:LONGEST_HEADER]
    return _preferred(wanted.decode("latin-1") if isinstance(wanted, bytes) else wanted)


def _say(language: str, sentence: str, /, **values: object) -> str:
    return message(sentence, language, **values)


def _text(sentence: str, language: str) -> str:
    return sentence if language == "en" else _italian().get(sentence, sentence)


@lru_cache(maxsize=256)
def _preferred(header: str) -> Tongue:
    weights: dict[Tongue, float] = {}
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        tongue = TONGUES.get(tag.strip().lower().split("-")[0])
        if tongue is not None:
            weights[tongue] = max(_weight(parameter), weights.get(tongue, 0))
    # Of equal ones the first that is named.
    best = max(weights, key=weights.__getitem__, default=DEFAULT)
    return best if weights.get(best, 0) > 0 else DEFAULT


def _weight(parameter: str) -> float:
    """The value of `q=0.5`: one if it is not given, none if it is no number from 0 to 1."""
    name, is_given, text = parameter.partition("=")
    if not is_given or name.strip().lower() != "q":
        return 1
    digits = text.strip()
    is_number = digits.replace(".", "", 1).isdecimal() and digits.isascii()
    return min(float(digits), 1) if is_number else 0


@cache
def _italian() -> dict[str, str]:
    """The sentences and their translations, read when the first one is needed."""
    # As above; who asks in English never needs it.
    from babel.messages import pofile

    with CATALOGUE.open("rb") as file:
        catalogue = pofile.read_po(file, locale="it", abort_invalid=True)
    return {str(each.id): str(each.string) for each in catalogue if each.id and each.string}

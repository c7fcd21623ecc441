"""Everything is said in both languages, and the language is the one that was asked for."""

import importlib
import string
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from hub import messages
from hub.errors import Refusal
from hub.messages import CATALOGUE, DEFAULT, Phrase, language_of, message, speaker, tongue
from hub.refusals import NotAllowed, TooLong
from tests.invariants.source import modules
from tests.sentences import sentences, strings

NOON = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="it", abort_invalid=True)


def test_every_sentence_has_its_italian(catalogue: Catalog) -> None:
    known = {str(entry.id) for entry in catalogue if entry.string}
    missing = [f"{place}: {text}" for text, place in sentences().items() if text not in known]

    assert missing == []


def test_every_refusal_has_its_italian(catalogue: Catalog) -> None:
    known = {str(entry.id) for entry in catalogue if entry.string}
    for module in modules("hub", "schema"):
        if any(name == "hub.errors.Refusal" for name, _ in module.imports()):
            importlib.import_module(module.name)

    # A kind without a sentence of its own only sums up others: it cannot be raised.
    said = [each for each in _refusals(Refusal) if hasattr(each, "sentence")]
    assert [each.__name__ for each in said if each.sentence not in known] == []


def test_no_translation_is_left_over(catalogue: Catalog) -> None:
    said = strings()

    assert [entry.id for entry in catalogue if entry.id and entry.id not in said] == []


def test_a_translation_has_the_same_places(catalogue: Catalog) -> None:
    wrong = [
        entry.id
        for entry in catalogue
        if entry.id and _places(str(entry.id)) != _places(str(entry.string))
    ]

    assert wrong == []


def test_nothing_is_translated_twice_or_in_doubt(catalogue: Catalog) -> None:
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    ids = Counter(line for line in lines if line.startswith("msgid "))

    assert [id for id, count in ids.items() if count > 1] == []
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_a_sentence_is_said_in_both_languages() -> None:
    refusal = TooLong("input", limit=120, measured=121)
    said = {
        language: message(refusal.sentence, language, **refusal.values)
        for language in ("it", "en", "de")
    }

    assert said["it"] == "Ha 121 caratteri, ne sono ammessi al massimo 120."
    assert said["en"] == str(refusal)
    assert said["de"] == said["it"]


def test_what_is_not_translated_stays_english() -> None:
    assert message("Nobody has translated {this}.", "it", this=1) == "Nobody has translated 1."


def test_a_value_may_be_a_phrase() -> None:
    refusal = NotAllowed(who="the direction")

    assert isinstance(refusal.values["who"], Phrase)
    assert message(refusal.sentence, "it", **refusal.values).endswith(": la direzione.")
    assert message(refusal.sentence, "en", **refusal.values).endswith("for the direction.")


def test_a_value_is_no_template() -> None:
    text = message("There is {name}.", "it", name="{name.__class__} {0}")

    assert text == "There is {name.__class__} {0}."


@pytest.mark.parametrize(
    ("value", "italian", "english"),
    [
        (date(2027, 3, 1), "1 marzo 2027", "1 March 2027"),
        (NOON, "1 luglio 2027, 12:00 CEST", "1 July 2027, 12:00 CEST"),
        (datetime(2027, 1, 1, 23, 30, tzinfo=UTC), "2 gennaio 2027, 00:30 CET", None),
        (Decimal("1234.50"), "1.234,50", "1,234.50"),
        (Decimal(1200), "1.200", "1,200"),
        (2027, 2027, 2027),
        ("12 marzo", "12 marzo", "12 marzo"),
        (None, None, None),
    ],
    ids=["day", "summer", "winter", "euro", "whole", "number", "text", "nothing"],
)
def test_values_are_written_as_people_do(value: object, italian: object, english: object) -> None:
    assert messages.written(value, "it") == italian
    if english is not None:
        assert messages.written(value, "en") == english


def test_a_speaker_keeps_its_language() -> None:
    say = speaker("en")

    assert say("The last day of this is {day}.", day=date(2027, 3, 1)).endswith("1 March 2027.")


@pytest.mark.parametrize(
    ("text", "chosen"), [("IT", "it"), ("EN", "en"), ("en-GB", "en"), ("de", "it"), ("", "it")]
)
def test_rows_and_tags_name_languages(text: str, chosen: str) -> None:
    assert tongue(text) == chosen


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "it"),
        ("*", "it"),
        ("it", "it"),
        ("en", "en"),
        ("EN-us", "en"),
        ("de, fr;q=0.9", "it"),
        ("de, en;q=0.5", "en"),
        ("en;q=0.5, it;q=0.6", "it"),
        ("it;q=0.5, en;q=0.6", "en"),
        ("en, it", "en"),
        ("it, en", "it"),
        ("it-IT,it;q=0.9,en;q=0.8", "it"),
        ("en-US,en;q=0.9,it;q=0.8", "en"),
        ("it;q=0, en;q=0.1", "en"),
        ("en;q=0", "it"),
        ("en;q=x, it;q=0.1", "it"),
        ("en;q=-1, it;q=0.1", "it"),
        ("en; q = 0.7 ,it;q=0.2", "en"),
        ("enx", "it"),
        (b"en-GB", "en"),
        (b"\xff\xfe", "it"),
        ("x," * 10_000 + "en", "it"),
    ],
)
def test_the_language_is_the_preferred_one(header: str | bytes, chosen: str) -> None:
    assert language_of(header) == chosen


@given(st.one_of(st.text(), st.binary(), st.text("iten-;q=0.159,* ")))
def test_any_header_has_an_answer(header: str | bytes) -> None:
    assert language_of(header) in {"it", "en"}
    assert DEFAULT == "it"


def test_the_libraries_are_loaded_when_they_are_needed() -> None:
    source = Path(messages.__file__).read_text(encoding="utf-8")

    assert "\nfrom babel" not in source
    assert "\nimport babel" not in source


def _refusals(kind: type[Refusal]) -> list[Any]:
    below = [each for one in kind.__subclasses__() for each in _refusals(one)]
    return [*(kind.__subclasses__()), *below]


def _places(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)

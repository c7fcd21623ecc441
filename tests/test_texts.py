"""Texts are kept in one form: what prints stays, what hides does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.texts import JOINERS, line, paragraphs

anything = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("  Anna \t Rossi\n", "Anna Rossi"),
        ("De\u00a0Rossi\u2003junior", "De Rossi junior"),
        ("uno\u2028due\x0btre", "uno due tre"),
        ("\u200b\u200d \u00ad", ""),
        ("a\u202eb\u2066c\ufeffd\x00e\ud800f", "abcdef"),
        ("perche\u0301", "perch\u00e9"),
        ("\U0001f469\u200d\U0001f680", "\U0001f469\u200d\U0001f680"),
        ("L'\u00c0lfa \u00ab1\u00bb \u20ac 5", "L'\u00c0lfa \u00ab1\u00bb \u20ac 5"),
    ],
    ids=ascii,
)
def test_a_line_is_what_prints_of_it(text: str, kept: str) -> None:
    assert line(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("uno\r\ndue\rtre", "uno\ndue\ntre"),
        ("\n\nuno\n\n\n\ndue\n \n", "uno\n\ndue"),
        ("uno  due\n  tre", "uno due\ntre"),
        ("\u200d\n\u200b", ""),
    ],
    ids=ascii,
)
def test_paragraphs_keep_their_lines(text: str, kept: str) -> None:
    assert paragraphs(text) == kept


@given(anything)
def test_what_was_cleaned_once_stays(text: str) -> None:
    assert line(line(text)) == line(text)
    assert paragraphs(paragraphs(text)) == paragraphs(text)


@given(anything)
def test_nothing_is_kept_that_hides_or_cannot_be_stored(text: str) -> None:
    for kept in (line(text), paragraphs(text).replace("\n", " ")):
        kept.encode()
        hidden = {each for each in kept if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl"}}
        assert hidden <= set(JOINERS)
        assert kept == kept.strip()
        assert "\0" not in kept


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_what_prints_is_never_lost(text: str) -> None:
    assert line(text) == unicodedata.normalize("NFC", text)

"""Texts as people give them, in the form in which they are kept."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Without them words of some languages, and some emoji, fall apart."""
LEFT_OUT = frozenset({"Cc", "Cf", "Cs"})
"""Categories of what prints nothing, yet hides or turns round what stands beside it."""


def line(text: str) -> str:
    """A text of one line, with single blanks between its words; empty if nothing of it prints."""
    return _printed(" ".join("".join(map(_kept, _composed(text))).split()))


def paragraphs(text: str) -> str:
    """A text with its line breaks, and no more than one empty line between two others."""
    found: list[str] = []
    for each in _composed(text).splitlines():
        written = line(each)
        if written or (found and found[-1]):
            found.append(written)
    return _printed("\n".join(found).strip())


def folded(text: str) -> str:
    """A text without its case and accents, as the database folds it to compare."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in parts if not "\u0300" <= each <= "\u036f")


def _composed(text: str) -> str:
    """With accents as part of their letters, so that the same text has the same length."""
    return unicodedata.normalize("NFC", text)


def _kept(character: str) -> str:
    if character.isspace():
        return " "
    is_left_out = unicodedata.category(character) in LEFT_OUT and character not in JOINERS
    return "" if is_left_out else character


def _printed(text: str) -> str:
    return text if text.strip(JOINERS + " \n") else ""

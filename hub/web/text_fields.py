"""A JSON object of texts, read from a body that may be hostile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import JSONDecodeError

from hub.web.parameters import DECODER, NO_TEXT
from hub.web.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Fields:
    """What was sent: texts by name, which nobody logs, for some are secrets."""

    _given: Mapping[str, str] = field(repr=False)

    def get(self, name: str) -> str | None:
        return self._given.get(name)

    def required(self, name: str) -> str:
        """A text that must be there, and say something."""
        if not (text := self._given.get(name)):
            raise bad_request(f"`{name}` is missing: send it as a string.")
        return text

    def require_choice(self, name: str, *known: str) -> None:
        """Refuse a text that is none of those that are known."""
        if self._given.get(name) not in known:
            raise bad_request(f"`{name}` is one of: {', '.join(known)}.")

    def require_only(self, *known: str) -> None:
        """Refuse fields that mean nothing here: one of them may be another one mistyped."""
        if not self._given.keys() <= set(known):
            raise bad_request(f"Only these fields are known here: {', '.join(known)}.")


def read_fields(body: bytes) -> Fields:
    """The fields of a body."""
    try:
        given = DECODER.decode(body.decode())
    except (UnicodeDecodeError, JSONDecodeError, RecursionError) as error:
        raise bad_request("The body is not JSON in UTF-8.") from error
    if not isinstance(given, dict):
        raise bad_request("The body is not a JSON object.")
    texts = {name: text for name, text in given.items() if text is not None}
    if any(not isinstance(text, str) or NO_TEXT.search(text) for text in texts.values()):
        raise bad_request("The body holds a value that is no string, or one that cannot be stored.")
    return Fields(texts)

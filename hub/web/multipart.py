"""Forms with a file, read part by part as they come in, and no further than they are good."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.types import Receive

from hub.web.bodies import ClientGone
from hub.web.refusals import Refused, bad_request, over_limit

MOST_BYTES = 10 * 1024 * 1024
"""Of the file."""
FIELDS = ("operations", "map")


@dataclass(slots=True)
class _Part:
    """A part of the form, as it comes in."""

    headers: dict[bytes, bytes] = field(default_factory=dict)
    content: bytearray = field(default_factory=bytearray)
    name: str = ""


class Form:
    """A form of two fields and a file."""

    def __init__(self, headers: Mapping[bytes, bytes], most_bytes: int) -> None:
        """`most_bytes` is for each field."""
        self._most_bytes = most_bytes
        self._parts: dict[str, _Part] = {}
        self._part = _Part()
        self._field, self._value = bytearray(), bytearray()
        self._is_whole = False
        self._parser = MultipartParser(
            _boundary(headers),
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._field.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._name,
                "on_part_data": self._add,
                "on_end": self._end,
            },
            max_size=MOST_BYTES + 3 * most_bytes,
        )

    async def read(self, receive: Receive) -> None:
        """Read the whole body; one that is too large, or none of such a form, as soon as that
        shows.
        """
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            try:
                self._parser.write(message.get("body", b""))
            except FormParserError as error:
                raise _malformed() from error
            if not message.get("more_body", False):
                break
        if not self._is_whole:
            raise _malformed()

    def text(self, name: str) -> bytes:
        return bytes(self._found(name).content)

    def file(self, name: str) -> bytes:
        if name in FIELDS:
            raise bad_request("`map` names a part of the form that is no file.")
        return bytes(self._found(name).content)

    def _found(self, name: str) -> _Part:
        part = self._parts.get(name)
        if part is None:
            raise bad_request(f"The form has no part called `{name[:100]}`.")
        return part

    def _begin(self) -> None:
        self._part = _Part()

    def _end_header(self) -> None:
        self._part.headers[bytes(self._field).lower()] = bytes(self._value)
        self._field.clear()
        self._value.clear()

    def _name(self) -> None:
        _, options = parse_options_header(self._part.headers.get(b"content-disposition"))
        name = options.get(b"name", b"").decode("latin-1")
        if not name or name in self._parts or len(self._parts) > len(FIELDS):
            raise bad_request("The form has `operations`, `map` and one file, each with its name.")
        self._part.name = name
        self._parts[name] = self._part

    def _add(self, data: bytes, start: int, end: int) -> None:
        content = self._part.content
        limit = self._most_bytes if self._part.name in FIELDS else MOST_BYTES
        measured = len(content) + end - start
        if measured > limit:
            words = "A part of the form has {measured} bytes or more, at most {limit} are allowed."
            raise over_limit(413, "BODY_TOO_LARGE", words, limit=limit, measured=measured)
        content += data[start:end]

    def _end(self) -> None:
        self._is_whole = True


def _boundary(headers: Mapping[bytes, bytes]) -> bytes:
    _, options = parse_options_header(headers[b"content-type"])
    boundary = options.get(b"boundary")
    if not boundary or len(boundary) > 70:  # RFC 2046
        raise _malformed()
    return boundary


def _malformed() -> Refused:
    return bad_request("The body is no form of media type multipart/form-data, or not whole.")

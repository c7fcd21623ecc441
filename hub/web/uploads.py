"""Requests with a file, after the GraphQL multipart request specification; one file a request."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from json import JSONDecodeError
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.types import Receive

from hub.files import File
from hub.time_limit import TimeLimit
from hub.web.bodies import ClientGone
from hub.web.parameters import DECODER, Parameters, from_body
from hub.web.refusals import Refused, bad_request, over_limit

MEDIA_TYPE = b"multipart/form-data"
PREFLIGHT = b"graphql-preflight"
"""A header that no form can send: a page of another host has to ask before it does."""
MOST_BYTES = 10 * 1024 * 1024
"""Of the file."""
MOST_AT_ONCE = 2
"""In one process, for each is held in memory."""
SECONDS = 120.0
"""For a request with a file, which may come over a slow line, and takes longer to work through."""
FIELDS = ("operations", "map")


def is_upload(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request says that it brings a file, as no form of a page of another host can."""
    is_form = headers.get(b"content-type", b"")[: len(MEDIA_TYPE)].lower() == MEDIA_TYPE
    return is_form and bool(headers.get(PREFLIGHT))


class Uploads:
    """The requests with files that are under way."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.time = TimeLimit(seconds)
        self.under_way = 0

    @contextmanager
    def place(self) -> Generator[None]:
        """One of the few places for them."""
        if self.under_way >= MOST_AT_ONCE:
            busy = "Others are sending files at the moment: try again shortly."
            raise Refused(503, "UPLOAD_BUSY", busy, headers=[(b"retry-after", b"10")])
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1


async def read_upload(
    receive: Receive, headers: Mapping[bytes, bytes], most_bytes: int
) -> Parameters:
    """The parameters of a request with its file in their place.

    `most_bytes` is for all but the file.
    """
    form = _Form(_boundary(headers), most_bytes)
    await form.read(receive)
    parameters = from_body(form.text("operations"))
    name, path = _place(form.text("map"))
    _put(parameters.variables, path, File(form.file(name)))
    return parameters


@dataclass(slots=True)
class _Part:
    """A part of the form, as it comes in."""

    headers: dict[bytes, bytes] = field(default_factory=dict)
    content: bytearray = field(default_factory=bytearray)
    name: str = ""


class _Form:
    """A form of two fields and a file."""

    def __init__(self, boundary: bytes, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._parts: dict[str, _Part] = {}
        self._part = _Part()
        self._field, self._value = bytearray(), bytearray()
        self._is_whole = False
        self._parser = MultipartParser(
            boundary,
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


def _place(text: bytes) -> tuple[str, list[str]]:
    """The name of the file's part, and the path to its place in the variables."""
    try:
        given = DECODER.decode(text.decode())
    except (UnicodeDecodeError, JSONDecodeError, RecursionError) as error:
        raise _unmapped() from error
    match given:
        case {**entries} if len(entries) == 1:
            ((name, paths),) = entries.items()
        case _:
            raise _unmapped()
    match paths:
        case [str(path)]:
            first, *steps = path.split(".")
        case _:
            raise _unmapped()
    if first != "variables" or not steps:
        raise _unmapped()
    return str(name), steps


def _put(variables: Any, steps: list[str], file: File) -> None:
    """Put the file into its place, which is null until then."""
    *way, last = steps
    place = variables
    for step in way:
        place = place.get(step) if isinstance(place, dict) else None
    if not isinstance(place, dict) or place.get(last, file) is not None:
        raise _unmapped()
    place[last] = file


def _unmapped() -> Refused:
    return bad_request(
        '`map` says where the file belongs, such as {"0": ["variables.input.file"]}, and that'
        " place in the variables is null."
    )


def _malformed() -> Refused:
    return bad_request("The body is no form of media type multipart/form-data, or not whole.")

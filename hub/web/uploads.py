"""Requests with a file, after the GraphQL multipart request specification; one file a request."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from json import JSONDecodeError
from typing import Any

from starlette.types import Receive

from hub.files import File
from hub.time_limit import TimeLimit
from hub.web.multipart import Form
from hub.web.parameters import DECODER, NO_TEXT, Parameters, from_body
from hub.web.refusals import Refused, bad_request

MEDIA_TYPE = b"multipart/form-data"
PREFLIGHT = b"graphql-preflight"
"""A header that no form can send: a page of another host has to ask before it does."""
MOST_AT_ONCE = 2
"""In one process, for each is held in memory."""
SECONDS = 120.0
"""For a request with a file, which may come over a slow line, and takes longer to work through."""


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
    form = Form(headers, most_bytes)
    await form.read(receive)
    parameters = from_body(form.text("operations"))
    name, path = _place(form.text("map"))
    _put(parameters.variables, path, File(form.file(name)))
    return parameters


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
    if first != "variables" or not steps or NO_TEXT.search(str(name)):
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

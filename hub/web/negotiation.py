"""Media types: what a request's body is, and in which form its answer may go."""

import re
from functools import lru_cache

from hub.web.refusals import Refused

GRAPHQL = b"application/graphql-response+json; charset=utf-8"
JSON = b"application/json; charset=utf-8"
"""For older clients, who read the body of an answer with status 200 only."""
STREAM = "text/event-stream"

OFFERED = (GRAPHQL, JSON)
LONGEST_HEADER = 1000
QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@lru_cache(maxsize=256)
def answer_type(accept: bytes) -> bytes:
    """The offered media type that the Accept header prefers; without a header, the first."""
    ranges = _ranges(accept) if accept else [("*/*", 1.0)]
    found = [(*_preference(media, ranges), media) for media in OFFERED]
    quality, _, best = max(found, key=lambda each: each[:2])
    if quality == 0:
        raise Refused(
            406,
            "NOT_ACCEPTABLE",
            "The answer is `application/graphql-response+json` or `application/json` in UTF-8:"
            " name one of them in the Accept header.",
        )
    return best


@lru_cache(maxsize=256)
def wants_stream(accept: bytes) -> bool:
    """Whether a stream of server-sent events is preferred to one answer."""
    ranges = _ranges(accept)
    stream = max((quality for media, quality in ranges if media == STREAM), default=0.0)
    # A type that is named counts for more than all that a wildcard leaves open.
    return stream > 0 and (stream, 3) > max(_preference(media, ranges) for media in OFFERED)


@lru_cache(maxsize=256)
def require_json(content_type: bytes) -> None:
    """Refuse a body of another type.

    A page on another host cannot send this one without asking first, which forms could.
    """
    media, charset = _media(content_type.decode("latin-1"))
    if media != "application/json" or charset not in {"", "utf-8"}:
        raise Refused(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "Send the body as JSON in UTF-8, with the header `Content-Type: application/json`; one"
            " with a file as multipart/form-data, with the header `GraphQL-Preflight: 1`.",
        )


def require_plain(content_encoding: bytes) -> None:
    """Refuse a compressed body: a few bytes of one may become many."""
    if content_encoding.lower() not in {b"", b"identity"}:
        message = "Send the body uncompressed, without the header Content-Encoding."
        raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", message)


def _preference(offered: bytes, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """How much a type is wanted, and how closely it was named; the closest range decides."""
    name = offered.partition(b";")[0].decode()
    closeness = {"*/*": 1, "application/*": 2, name: 3}
    named = [(closeness[media], quality) for media, quality in ranges if media in closeness]
    closest, quality = max(named, default=(0, 0.0))
    return quality, closest


def _ranges(accept: bytes) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their qualities, those in UTF-8 only."""
    ranges = []
    for part in accept[:LONGEST_HEADER].decode("latin-1").split(","):
        media, charset = _media(part)
        if charset in {"", "utf-8"}:
            ranges.append((media, _quality(part)))
    return ranges


def _media(text: str) -> tuple[str, str]:
    """A media type and its charset in lower case; the charset is empty when it is not said."""
    name, *parameters = (part.strip().lower() for part in text[:LONGEST_HEADER].split(";"))
    pairs = (parameter.partition("=") for parameter in parameters)
    charsets = [value.strip().strip('"') for key, _, value in pairs if key.strip() == "charset"]
    return name, charsets[-1] if charsets else ""


def _quality(text: str) -> float:
    for parameter in text.split(";")[1:]:
        key, _, value = parameter.strip().partition("=")
        if key.strip().lower() == "q":
            return float(value) if QUALITY.fullmatch(value.strip()) else 0.0
    return 1.0

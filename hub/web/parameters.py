"""The parameters of a GraphQL request, read from a body or an address that may be hostile."""

import math
import re
from collections.abc import Iterable
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from hub.web.refusals import Refused, bad_request, over_limit

TOKEN_NAMES = frozenset({"access_token", "authorization", "token"})
TOKEN = re.compile("phu[abr]_")
"""How tokens begin: those of programs, and the two of apps."""
MOST_FIELDS = 20
LONGEST_NAME = 200
LONGEST_NUMBER = 40
DEEPEST = 20
CONTAINERS = frozenset({dict, list})
MOST_VALUES = 2000
"""Values in variables, however deep: as many as a document has tokens, and as long to read."""
BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""A string, which may hold brackets of its own, or a bracket."""
NO_TEXT = re.compile("[\0\ud800-\udfff]")


class Parameters(NamedTuple):
    """What is asked for."""

    query: str
    operation_name: str | None
    variables: dict[str, Any] | None

    @property
    def key(self) -> tuple[str, str | None]:
        """What decides the operation: the document's text and the operation's name."""
        return self.query, self.operation_name


def from_body(body: bytes) -> Parameters:
    """The parameters in a JSON body."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise bad_request("The body is not UTF-8: send JSON encoded so.") from error
    given = _json(text, "The body", around=1)
    if not isinstance(given, dict):
        raise bad_request(
            'The body is not a JSON object: send {"query": "...", "variables": {...}}, one'
            " operation a request."
        )
    return _parameters(given, is_escaped="\\u" in text)


def object_in(text: str, what: str) -> dict[str, Any]:
    """The JSON object in a text; `what` names it for whoever sent something else."""
    given = _json(text, what, around=2)
    if not isinstance(given, dict):
        raise bad_request(f"{what} is not a JSON object.")
    return given


def from_payload(given: dict[str, Any], *, is_escaped: bool) -> Parameters:
    """The parameters in an object that has been read before."""
    return _parameters(given, is_escaped=is_escaped)


def from_address(query_string: bytes) -> Parameters:
    """The parameters in the query of an address."""
    pairs = _pairs(query_string)
    given: dict[str, Any] = _unique([pair for pair in pairs if pair[1]])
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(given[name], f"`{name}`", around=0)
    return _parameters(given, is_escaped=True)


def named(query_string: bytes) -> dict[str, str]:
    """What an address says by name, of a query or beside it."""
    return _unique(_pairs(query_string))


def require_no_token(query_string: bytes) -> None:
    """Refuse an address that gives a token away."""
    _pairs(query_string)


def _pairs(query_string: bytes) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        message = f"The address is not URL-encoded UTF-8 of at most {MOST_FIELDS} parameters."
        raise bad_request(message) from error
    if any(name.lower() in TOKEN_NAMES or TOKEN.search(value) for name, value in pairs):
        raise bad_request(
            "A token in an address stays in logs and histories: revoke it, and send another in"
            " the header `Authorization: Bearer phub_...`."
        )
    return pairs


def _parameters(given: dict[str, Any], *, is_escaped: bool) -> Parameters:
    """The parameters by type; others than the known are for future editions, and ignored."""
    query, name = given.get("query"), given.get("operationName")
    if not isinstance(query, str) or not query:
        raise bad_request("`query` is missing: send the text of a GraphQL document in it.")
    if name is not None and not isinstance(name, str):
        raise bad_request("`operationName` is not a string: leave it out or name an operation.")
    if name and len(name) > LONGEST_NAME:
        message = "`operationName` has {measured} characters, at most {limit} are allowed."
        raise over_limit(400, "BAD_REQUEST", message, limit=LONGEST_NAME, measured=len(name))
    if is_escaped:
        _require_text([query, name])
    _tree(given, "extensions", is_escaped=is_escaped)
    return Parameters(query, name or None, _tree(given, "variables", is_escaped=is_escaped))


def _tree(given: dict[str, Any], name: str, *, is_escaped: bool) -> dict[str, Any] | None:
    tree = given.get(name)
    if tree is None:
        return None
    if not isinstance(tree, dict):
        raise bad_request(f"`{name}` is not an object: leave it out or send one.")
    # Most are flat and small.
    if is_escaped or len(tree) > MOST_VALUES or not CONTAINERS.isdisjoint(map(type, tree.values())):
        _require_modest(tree, is_escaped=is_escaped)
    return tree


def _require_modest(tree: dict[str, Any], *, is_escaped: bool) -> None:
    """Refuse values that nest too deeply, that are too many, or that hold what is no text."""
    containers: list[Any] = [tree]
    depth = measured = 0
    while containers:
        depth += 1
        measured += sum(map(len, containers))
        held: list[Any] = []
        for container in containers:
            held += container  # the items of a list, the keys of an object
            if isinstance(container, dict):
                held += container.values()
        if is_escaped:
            _require_text(held)
        containers = [value for value in held if isinstance(value, dict | list)]
    if depth > DEEPEST:
        raise _too_deep(depth)
    if measured > MOST_VALUES:
        message = "Variables hold {measured} values, at most {limit} are allowed."
        raise over_limit(400, "BAD_REQUEST", message, limit=MOST_VALUES, measured=measured)


def _require_text(values: Iterable[Any]) -> None:
    if any(isinstance(value, str) and NO_TEXT.search(value) for value in values):
        raise bad_request(
            "A string holds U+0000 or half of a surrogate pair, which cannot be stored: leave it"
            " out."
        )


def _json(text: str, what: str, *, around: int) -> Any:
    """A JSON value as RFC 8259 has it: without NaN, and without a key twice in an object.

    `around` is how many brackets stand around what is held to a depth.
    """
    try:
        return DECODER.decode(text)
    except RecursionError as error:
        raise _too_deep(_nesting(text) - around) from error
    except JSONDecodeError as error:
        where = f"at character {error.pos}"
        raise bad_request(f"{what} is not JSON: it cannot be read {where}.") from error


def _nesting(text: str) -> int:
    """How deep brackets nest in a text that is too deep to be read."""
    depth = deepest = 0
    for found in BRACKET.findall(text):
        if found in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif found in "]}":
            depth -= 1
    return deepest


def _too_deep(measured: int) -> Refused:
    message = "Values nest {measured} deep, at most {limit} is allowed."
    return over_limit(400, "BAD_REQUEST", message, limit=DEEPEST, measured=measured)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise bad_request("A name is given twice: readers would disagree on which value counts.")
    return made


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        message = "A number has {measured} digits, at most {limit} are allowed."
        raise over_limit(400, "BAD_REQUEST", message, limit=LONGEST_NUMBER, measured=len(digits))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise bad_request("A number is too large to be told from infinity.")
    return number


def _no_number(name: str) -> float:
    raise bad_request(f"{name} is not JSON: send null where a number is missing.")


DECODER = JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_float, parse_constant=_no_number
)

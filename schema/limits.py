"""The limits of an operation, held before the document is validated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSyntaxError,
    parse,
)

from schema.compiler.refusals import RequestRefused
from schema.tally import Total, totals

INTROSPECTION_DEPTH = 20
"""Clients nest introspection up to 15 deep; it is held to this even where `depth` is set lower."""
NESTING = 3
"""Selections may nest this many times deeper than fields do, by fragments within fragments."""
INPUT_DEPTH = 20
FRAGMENTS = 60
"""Validation compares each fragment with each other one: at twice as many in four times the time."""
LARGEST_NUMBER = 2**53 - 1
"""What is measured is stated up to here, the largest whole number all JSON readers agree on."""

TOKEN = re.compile(
    r'"""(?:[^"\\]|\\"""|\\|"(?!""))*+(?:"""|\Z)'
    r'|"(?:[^"\\\r\n]|\\.)*+"?'
    r"|\#[^\r\n]*"
    r"|\.\.\."
    r"|[_A-Za-z][_0-9A-Za-z]*"
    r"|-?[0-9][0-9A-Za-z.+\-]*"
    r"|[^\s,\ufeff]"
)
"""A token or a comment, found ten times as fast as the parser finds it."""
LONG = 16 * 1024
"""Texts from here on, in characters, are measured before they are parsed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an operation may be at most; `cost` is measured by `schema.cost`."""

    tokens: int = 2000
    depth: int = 15
    aliases: int = 30
    root_fields: int = 20
    directives: int = 50
    cost: int = 5000


def parsed(query: str, limits: Limits) -> DocumentNode:
    """The document, or the refusal of a text that is too long or too deep to be read."""
    if len(query) > LONG and (measured := len(TOKEN.findall(query))) > limits.tokens:
        raise Over("TOO_MANY_TOKENS", measured, limits.tokens).refusal()
    try:
        return parse(query, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if "Document contains more than" in error.message:
            measured = max(len(TOKEN.findall(query)), limits.tokens + 1)
            raise Over("TOO_MANY_TOKENS", measured, limits.tokens).refusal() from error
        if "nested too deeply" in error.message:
            raise Over("QUERY_TOO_DEEP", _brackets(query), limits.depth).refusal() from error
        raise


def check(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """What the document is refused for.

    All definitions are held to the limits, also operations that are not asked for: they are
    validated all the same, and it is there that an oversized definition costs most.
    """
    measured, fragments = list(totals(document)), _fragments(document)
    held = [*_held(measured, limits), Over("TOO_MANY_FRAGMENTS", fragments, FRAGMENTS)]
    return [over.refusal() for over in held if over.measured > over.limit]


def too_complex(cost: int, limits: Limits) -> RequestRefused:
    """The refusal of an operation that costs more than it may."""
    return Over("QUERY_TOO_COMPLEX", cost, limits.cost).refusal()


SENTENCES = {
    "TOO_MANY_TOKENS": "The document has {measured} tokens, at most {limit} are allowed: split it.",
    "QUERY_TOO_DEEP": "{what} nest {measured} deep, at most {limit} is allowed: ask for the deeper"
    " ones in a second request.",
    "TOO_MANY_ALIASES": "{measured} fields are aliased or repeated, at most {limit} may be: ask for"
    " several objects with `nodes` or a filter.",
    "TOO_MANY_DIRECTIVES": "There are {measured} directives, at most {limit} are allowed.",
    "TOO_MANY_FRAGMENTS": "The document has {measured} fragments, at most {limit} are allowed.",
    "TOO_MANY_ROOT_FIELDS": "There are {measured} root fields, at most {limit} are allowed: ask"
    " for the others in a second request.",
    "QUERY_TOO_COMPLEX": "The answer may hold {measured} objects, at most {limit} are allowed: ask"
    " for smaller pages with `first`, above all in lists within lists.",
    "BAD_USER_INPUT": "A string holds the character U+0000, which cannot be stored: leave it out.",
}


@dataclass(frozen=True, slots=True)
class Over:
    """A measure, held to its limit."""

    code: str
    measured: int
    limit: int
    what: str = "Fields"

    def refusal(self) -> RequestRefused:
        stated = min(self.measured, LARGEST_NUMBER)
        message = SENTENCES[self.code].format(what=self.what, measured=stated, limit=self.limit)
        return RequestRefused(self.code, message, limit=self.limit, measured=stated)


def _held(measured: list[Total], limits: Limits) -> Iterator[Over]:
    """The greatest measures of a document, in the order in which they are reported."""
    operations = [total for total in measured if total.is_operation]
    deepest = max(limits.depth, INTROSPECTION_DEPTH)
    yield Over("QUERY_TOO_DEEP", _most(operations, "depth"), limits.depth)
    yield Over("QUERY_TOO_DEEP", _most(operations, "introspection"), deepest, "Type fields")
    yield Over("QUERY_TOO_DEEP", _most(measured, "nesting"), deepest * NESTING, "Selections")
    yield Over("QUERY_TOO_DEEP", _most(measured, "inputs"), INPUT_DEPTH, "Values")
    yield Over("TOO_MANY_ALIASES", _most(measured, "aliases"), limits.aliases)
    yield Over("TOO_MANY_DIRECTIVES", _most(measured, "directives"), limits.directives)
    yield Over("TOO_MANY_ROOT_FIELDS", _most(operations, "root_fields"), limits.root_fields)
    yield Over("BAD_USER_INPUT", _most(measured, "null_characters"), 0)


def _fragments(document: DocumentNode) -> int:
    return sum(isinstance(node, FragmentDefinitionNode) for node in document.definitions)


def _most(totals: list[Total], name: str) -> int:
    return max((getattr(total, name) for total in totals), default=0)


def _brackets(query: str) -> int:
    """How deep brackets nest in a text that could not be parsed."""
    depth = deepest = 0
    for found in TOKEN.findall(query):
        if found in "{[(":
            depth += 1
            deepest = max(deepest, depth)
        elif found in "}])":
            depth -= 1
    return deepest

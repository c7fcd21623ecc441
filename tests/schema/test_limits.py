"""Documents over a limit are refused with the limit and what was measured, in linear time."""

import json

import pytest
from graphql import GraphQLSyntaxError, get_introspection_query, parse

from schema.compiler.refusals import RequestRefused
from schema.limits import LARGEST_NUMBER, Limits, check, parsed, too_complex

LIMITS = Limits()


def refusals(query: str, limits: Limits = LIMITS) -> list[tuple[object, object, object]]:
    """Code, limit and measured value of each refusal."""
    errors = [error.extensions or {} for error in check(parse(query), limits)]
    return [(error["code"], error["limit"], error["measured"]) for error in errors]


def nested(depth: int) -> str:
    """A document whose fields nest `depth` deep."""
    return "{ " + "a { " * (depth - 1) + "b" + " }" * depth


def test_what_keeps_every_limit_passes() -> None:
    assert refusals(nested(15)) == []
    assert refusals("{ " + " ".join(f"a{n}: b" for n in range(20)) + " }") == []
    assert refusals("{ a " + "@include(if: true) " * 50 + "}") == []


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        (nested(16), ("QUERY_TOO_DEEP", 15, 16)),
        ("{ a { " + " ".join(f"k{n}: b" for n in range(31)) + " } }", ("TOO_MANY_ALIASES", 30, 31)),
        ("{ a " + "@d " * 51 + "}", ("TOO_MANY_DIRECTIVES", 50, 51)),
        ("{ " + " ".join(f"f{n}" for n in range(21)) + " }", ("TOO_MANY_ROOT_FIELDS", 20, 21)),
        ("{ a { b" + " b" * 31 + " } }", ("TOO_MANY_ALIASES", 30, 31)),
        ("{ a " + "{ ... " * 60 + "{ b }" + " }" * 61, ("QUERY_TOO_DEEP", 60, 62)),
        ("{ a(in: " + "[" * 21 + "]" * 21 + ") }", ("QUERY_TOO_DEEP", 20, 21)),
        ('{ a(in: {x: ["\\u0000"]}) }', ("BAD_USER_INPUT", 0, 1)),
        ('query ($v: [String] = ["\\u{0}"]) { a(in: $v) }', ("BAD_USER_INPUT", 0, 1)),
        ("query ($v: Int " + "@d " * 51 + ") { a }", ("TOO_MANY_DIRECTIVES", 50, 51)),
    ],
    ids=[
        "depth",
        "aliases",
        "directives",
        "root fields",
        "repeated field",
        "fragments within fragments",
        "nested input",
        "null character",
        "null character in a default",
        "directives of variables",
    ],
)
def test_an_excess_is_measured(query: str, refusal: tuple[str, int, int]) -> None:
    assert refusals(query) == [refusal]


def test_the_tokens_of_a_long_text_are_counted() -> None:
    with pytest.raises(RequestRefused) as raised:
        parsed("{ " + "a " * 5000 + "}", LIMITS)
    assert raised.value.extensions == {"code": "TOO_MANY_TOKENS", "limit": 2000, "measured": 5002}


def test_comments_are_tokens_too() -> None:
    with pytest.raises(RequestRefused) as raised:
        parsed("# c\n" * 3000 + "{ a }", LIMITS)
    assert raised.value.extensions == {"code": "TOO_MANY_TOKENS", "limit": 2000, "measured": 3003}


def test_what_is_too_deep_for_the_parser_is_measured() -> None:
    with pytest.raises(RequestRefused) as raised:
        parsed(nested(600), LIMITS)
    assert raised.value.extensions == {"code": "QUERY_TOO_DEEP", "limit": 15, "measured": 600}


def test_a_plain_syntax_error_stays_one() -> None:
    with pytest.raises(GraphQLSyntaxError):
        parsed("{ a", LIMITS)


def test_a_fragment_counts_wherever_it_is_spread() -> None:
    fragments = "fragment F on T { x: b @d y: c { ...G } } fragment G on T { z: d }"
    spread_ten_times = "{ a { " + "...F " * 11 + "} } "
    assert refusals(spread_ten_times + fragments) == [("TOO_MANY_ALIASES", 30, 33)]


def test_depth_goes_on_through_fragments() -> None:
    query = "{ a { a { ...F } } } fragment F on T " + nested(14)
    assert refusals(query) == [("QUERY_TOO_DEEP", 15, 16)]


def test_root_fields_are_counted_in_fragments_at_the_root() -> None:
    fields = " ".join(f"f{n}" for n in range(11))
    query = f"{{ ...F ... on Query {{ ...F }} }} fragment F on Query {{ {fields} }}"
    assert refusals(query) == [("TOO_MANY_ROOT_FIELDS", 20, 22)]


def test_doubling_fragments_are_added_up_without_being_expanded() -> None:
    links = " ".join(f"fragment F{n} on T {{ ...F{n + 1} ...F{n + 1} }}" for n in range(40))
    query = f"{{ a {{ ...F0 }} }} {links} fragment F40 on T {{ x: b }}"
    assert refusals(query) == [("TOO_MANY_ALIASES", 30, 2**40)]


def test_a_number_that_json_readers_would_round_is_cut() -> None:
    links = " ".join(f"fragment F{n} on T {{ ...F{n + 1} ...F{n + 1} }}" for n in range(58))
    query = f"{{ ...F0 }} {links} fragment F58 on T {{ x: b }}"
    aliases = ("TOO_MANY_ALIASES", 30, LARGEST_NUMBER)
    assert aliases in refusals(query)


def test_circles_and_unknown_fragments_are_left_to_validation() -> None:
    assert refusals("{ ...F ...Nobody } fragment F on T { a ...G } fragment G on T { ...F }") == []


def test_a_second_fragment_of_a_name_is_measured_as_well() -> None:
    many = " ".join(f"k{n}: b" for n in range(31))
    query = f"{{ ...F }} fragment F on T {{ a }} fragment F on T {{ {many} }}"
    assert refusals(query) == [("TOO_MANY_ALIASES", 30, 31)]


def test_an_operation_that_is_not_asked_for_is_held_to_the_limits() -> None:
    query = "query A { a } query B { a { " + "b " * 40 + "} }"
    assert refusals(query) == [("TOO_MANY_ALIASES", 30, 39)]


def test_the_same_field_of_different_types_is_no_repetition() -> None:
    kinds = " ".join(f"... on Kind{n} {{ id name }}" for n in range(40))
    assert refusals(f"{{ nodes {{ {kinds} }} }}") == []


def test_the_usual_introspection_passes_even_where_little_is_allowed() -> None:
    query = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    )
    assert refusals(query, Limits(depth=4)) == []


@pytest.mark.parametrize(
    "query",
    [
        "query __schema { a " + "{ a " * 15 + "} " * 15 + "}",
        "{ __schema: a " + "{ a " * 15 + "} " * 15 + "}",
        "{ a { __schema " + "{ a " * 14 + "} " * 14 + "} }",
        "{ a { ...__schema } } fragment __schema on T " + nested(15),
        # A fragment first met below introspection is measured anew elsewhere.
        "{ __type { ...F } a { ...F } } fragment F on T " + nested(15),
        "{ a { ...F } __type { ...F } } fragment F on T " + nested(15),
    ],
    ids=["operation", "alias", "nested field", "fragment", "shared after", "shared before"],
)
def test_a_name_of_introspection_exempts_nothing(query: str) -> None:
    assert refusals(query) == [("QUERY_TOO_DEEP", 15, 16)]


def test_introspection_has_a_depth_of_its_own() -> None:
    query = "{ __schema { types { " + "ofType { " * 20 + "name" + " }" * 23
    assert refusals(query) == [("QUERY_TOO_DEEP", 20, 23)]


def test_the_cost_is_refused_with_what_to_do() -> None:
    error = too_complex(5001, LIMITS)
    assert error.extensions == {"code": "QUERY_TOO_COMPLEX", "limit": 5000, "measured": 5001}
    assert "smaller pages" in error.message


def test_every_refusal_can_be_sent() -> None:
    (error,) = check(parse(nested(16)), LIMITS)
    assert json.loads(json.dumps(error.formatted)) == {
        "message": "Fields nest 16 deep, at most 15 is allowed: ask for the deeper ones in a second"
        " request.",
        "extensions": {"code": "QUERY_TOO_DEEP", "limit": 15, "measured": 16},
    }

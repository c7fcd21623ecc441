"""Requests that the compiler refuses, each with a code and what to do."""

from graphql import GraphQLError


class RequestRefused(GraphQLError):
    """A request that names something that cannot be answered."""

    def __init__(self, code: str, message: str, **details: int | str) -> None:
        super().__init__(message, extensions={"code": code, **details})


def page_too_large(argument: str, measured: int, limit: int) -> RequestRefused:
    return RequestRefused(
        "PAGE_TOO_LARGE",
        f"A page has at most {limit} rows, `{argument}` asks for {measured}: page with cursors.",
        limit=limit,
        measured=measured,
    )


def page_invalid(message: str) -> RequestRefused:
    return RequestRefused("PAGE_INVALID", message)


def order_invalid() -> RequestRefused:
    return RequestRefused("ORDER_INVALID", "Each entry of `orderBy` names one field, not null.")


def cursor_invalid(argument: str) -> RequestRefused:
    return RequestRefused(
        "CURSOR_INVALID",
        f"`{argument}` is no cursor of this list in this order: take one from `pageInfo` or"
        " `edges` of the same field with the same `orderBy`.",
    )


def too_personal(field: str) -> RequestRefused:
    return RequestRefused(
        "FILTER_TOO_PERSONAL",
        f"`{field}` is personal: a desk looks for it in lists of people only, where it is recorded"
        " who was found. Find the people first, then ask by their ids.",
        field=field,
    )


def out_of_range(argument: str, *, measured: int, least: int, most: int) -> RequestRefused:
    return RequestRefused(
        "ARGUMENT_OUT_OF_RANGE",
        f"`{argument}` is a number from {least} to {most}, not {measured}.",
        limit=most,
        measured=measured,
    )


def too_many(code: str, what: str, *, measured: int, limit: int) -> RequestRefused:
    return RequestRefused(
        code, f"{what}: at most {limit}, found {measured}.", limit=limit, measured=measured
    )

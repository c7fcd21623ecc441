"""Pages of a list: how many rows from which end, after and before which cursors."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from schema.compiler.cursors import PARSERS
from schema.compiler.orders import OrderKey
from schema.compiler.refusals import cursor_invalid, page_invalid, page_too_large
from schema.compiler.shapes import text
from schema.compiler.statement import Statement
from schema.compiler.values import Leaf, Tree, is_null
from schema.paging import DEFAULT_PAGE, LARGEST_PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """What a connection's arguments ask for."""

    size: int
    backward: bool
    after: Leaf | None
    before: Leaf | None


def page(given: Mapping[str, Tree]) -> Page:
    """Read `first`, `after`, `last` and `before`; refuse what makes no page."""
    first, last = given.get("first"), given.get("last")
    if not is_null(first) and not is_null(last):
        raise page_invalid("Give `first` or `last`, not both.")
    argument, size = ("last", last) if not is_null(last) else ("first", first)
    return Page(
        size=_size(argument, size),
        backward=not is_null(last),
        after=_cursor(given.get("after")),
        before=_cursor(given.get("before")),
    )


def cursor_sql(keys: list[OrderKey], row: str) -> str:
    """The cursor of a row whose keys stand in the columns k0, k1, ... of `row`."""
    values = ", ".join(f"{row}.{name}::text" for name in key_names(keys))
    parts = f"json_build_array({text(signature(keys))}, {values})"
    encoded = f"encode(convert_to({parts}::text, 'UTF8'), 'base64')"
    return f"translate({encoded}, E'+/=\\n', '-_')"


def key_names(keys: list[OrderKey]) -> list[str]:
    return [f"_k{position}" for position in range(len(keys))]


def signature(keys: list[OrderKey]) -> str:
    """What a cursor remembers of its order: it fits no other."""
    return ",".join(key.signature for key in keys)


def beyond(statement: Statement, keys: list[OrderKey], cursor: Leaf, *, before: bool) -> str:
    """The condition that a row comes after (or before) the cursor; true or false, never null."""
    argument = "before" if before else "after"
    places = [
        cursor.bind(statement.binds, key.sql_type, _decoder(argument, keys, position))
        for position, key in enumerate(keys)
    ]
    ascending = [key.descends is before for key in keys]
    if not any(key.is_nullable for key in keys) and len(set(ascending)) == 1:
        row = ", ".join(key.expression for key in keys)
        return f"(({row}) {'>' if ascending[0] else '<'} ({', '.join(places)}))"
    return _lexical(list(zip(keys, places, strict=True)), before=before)


def _lexical(pairs: list[tuple[OrderKey, str]], *, before: bool) -> str:
    (key, place), rest = pairs[0], pairs[1:]
    strictly = _strictly(key, place, before=before)
    if not rest:
        return strictly
    same = f"{key.expression} IS NOT DISTINCT FROM {place}"
    return f"({strictly} OR ({same} AND {_lexical(rest, before=before)}))"


def _strictly(key: OrderKey, place: str, *, before: bool) -> str:
    sign = ">" if key.descends is before else "<"
    compared = f"{key.expression} {sign} {place}"
    if not key.is_nullable:
        return f"({compared})"
    last, first = f"{key.expression} IS NULL", f"{place} IS NULL"
    if key.nulls_first is not before:
        last, first = first, last
    return f"coalesce({compared}, {last} AND NOT {first})"


def _size(argument: str, tree: Tree | None) -> int:
    if tree is None or not isinstance(tree, Leaf) or tree.value is None:
        return DEFAULT_PAGE
    size = int(tree.value)
    if size < 0:
        raise page_invalid(f"`{argument}` is at least 0.")
    if size > LARGEST_PAGE:
        raise page_too_large(argument, size, LARGEST_PAGE)
    return size


def _cursor(tree: Tree | None) -> Leaf | None:
    return tree if isinstance(tree, Leaf) and tree.value is not None else None


def _decoder(argument: str, keys: list[OrderKey], position: int) -> Callable[[Any], Any]:
    expected, parse = signature(keys), PARSERS[keys[position].sql_type]

    def convert(cursor: Any) -> Any:
        parts = _parts(argument, cursor)
        if len(parts) != len(keys) + 1 or parts[0] != expected:
            raise cursor_invalid(argument)
        part = parts[position + 1]
        try:
            return None if part is None else parse(part)
        except (ValueError, KeyError, ArithmeticError) as error:
            raise cursor_invalid(argument) from error

    return convert


def _parts(argument: str, cursor: Any) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise cursor_invalid(argument) from error
    is_list = isinstance(parts, list) and all(isinstance(part, str | None) for part in parts)
    if not is_list:
        raise cursor_invalid(argument)
    return list(parts)

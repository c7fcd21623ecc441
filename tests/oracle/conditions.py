"""`where` in plain Python: two-valued, so a comparison with an absent value is false."""

from collections.abc import Callable, Mapping
from typing import Any

from schema.compiler.sources import ToMany, ToOne
from schema.node import split_id
from tests.oracle.declared import object_type, source_of, target
from tests.oracle.derived.moment import Moment
from tests.oracle.forms import fold, plain
from tests.oracle.sight import Sight

Where = Mapping[str, Any]

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, given: value == given,
    "ne": lambda value, given: value != given,
    "in": lambda value, given: value in given,
    "notIn": lambda value, given: value not in given,
    "lt": lambda value, given: value < given,
    "lte": lambda value, given: value <= given,
    "gt": lambda value, given: value > given,
    "gte": lambda value, given: value >= given,
    "contains": lambda value, given: fold(given) in fold(value),
    "startsWith": lambda value, given: fold(value).startswith(fold(given)),
    "has": lambda value, given: given in value,
    "hasAny": lambda value, given: any(each in value for each in given),
    "hasAll": lambda value, given: all(each in value for each in given),
}


def matches(sight: Sight, type_name: str, row: Any, *, given: Where | None, moment: Moment) -> bool:
    """Whether a row satisfies all the conditions of a filter; null asks nothing."""

    def one_holds(name: str, tree: Any) -> bool:
        if name == "not":
            return not all_hold(tree)
        if name in {"and", "or"}:
            return (all if name == "and" else any)(all_hold(each) for each in tree)
        source = source_of(object_type(type_name).fields[name])
        if isinstance(source, ToOne):
            return _related(sight, type_name, row, name=name, given=tree, moment=moment)
        if isinstance(source, ToMany):
            return _listed(sight, type_name, row, name=name, given=tree, moment=moment)
        return _compared(sight.leaf(type_name, name, row, moment=moment), tree, name)

    def all_hold(tree: Where) -> bool:
        return all(one_holds(name, inner) for name, inner in plain(tree).items())

    return all_hold(given or {})


def _compared(value: Any, given: Where, name: str) -> bool:
    asked = plain(given)
    if asked.pop("isNull", value is None) is not (value is None):
        return False
    if name == "id":
        value, asked = split_id(value), {each: _keys(what) for each, what in asked.items()}
    return all(value is not None and COMPARISONS[each](value, what) for each, what in asked.items())


def _keys(given: Any) -> Any:
    return [split_id(each) for each in given] if isinstance(given, list) else split_id(given)


def _related(
    sight: Sight, type_name: str, row: Any, *, name: str, given: Where, moment: Moment
) -> bool:
    related = sight.one(type_name, name, row)
    to = target(object_type(type_name).fields[name]).name
    return related is not None and matches(sight, to, related, given=given, moment=moment)


def _listed(
    sight: Sight, type_name: str, row: Any, *, name: str, given: Where, moment: Moment
) -> bool:
    related = sight.many(type_name, name, row)
    if related is None:
        return False
    to = target(object_type(type_name).fields[name]).name

    def satisfied(each: Any, tree: Where) -> bool:
        return matches(sight, to, each, given=tree, moment=moment)

    quantifiers: Mapping[str, Callable[[Where], bool]] = {
        "some": lambda tree: any(satisfied(each, tree) for each in related),
        "none": lambda tree: not any(satisfied(each, tree) for each in related),
        "every": lambda tree: all(satisfied(each, tree) for each in related),
    }
    return all(quantifiers[name](tree) for name, tree in plain(given).items())

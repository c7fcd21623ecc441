"""The input types of `where` and `orderBy`, derived from what the entities declare."""

from collections.abc import Iterable

import strawberry
from strawberry.schema_directives import OneOf
from strawberry.types.field import StrawberryField

from schema.compiler.annotations import Shape
from schema.compiler.declare import Entity
from schema.compiler.input_types import declare_input

NULLABLE = "isNull", "bool", "True: only rows without a value; false: only rows with one."
EQUALITY = (
    ("eq", "{0}", "Equal to this."),
    ("ne", "{0}", "Different from this; a row without a value does not match."),
    ("in", "list[{0}]", "Equal to one of these, at most 100."),
    (
        "notIn",
        "list[{0}]",
        "Equal to none of these, at most 100; a row without a value does not match.",
    ),
)
ORDER = (
    ("lt", "{0}", "Less than this."),
    ("lte", "{0}", "Less than or equal to this."),
    ("gt", "{0}", "Greater than this."),
    ("gte", "{0}", "Greater than or equal to this."),
)
TEXT = (
    ("contains", "{0}", "Contains this, whatever case and accents."),
    ("startsWith", "{0}", "Begins with this, whatever case and accents."),
)
LIST = (
    ("has", "{0}", "Holds this value."),
    ("hasAny", "list[{0}]", "Holds one of these values, at most 100."),
    ("hasAll", "list[{0}]", "Holds all of these values, at most 100."),
)

LEAF_FILTERS = {
    "str": ("StringFilter", (*EQUALITY, *TEXT)),
    "ID": ("IDFilter", EQUALITY),
    "int": ("IntFilter", (*EQUALITY, *ORDER)),
    "float": ("FloatFilter", (*EQUALITY, *ORDER)),
    "bool": ("BooleanFilter", EQUALITY[:2]),
    "date": ("DateFilter", (*EQUALITY, *ORDER)),
    "datetime": ("DateTimeFilter", (*EQUALITY, *ORDER)),
    "time": ("TimeFilter", (*EQUALITY, *ORDER)),
    "Decimal": ("DecimalFilter", (*EQUALITY, *ORDER)),
}

OMITTED = "null and leaving it out ask nothing"


class Inputs:
    """The input types made so far, by name."""

    def __init__(self) -> None:
        self.types: dict[str, type] = {}

    def of_entity(self, entity: Entity, shapes: Iterable[Shape]) -> None:
        """Make `<Type>Filter`, `<Type>ListFilter` and `<Type>Order`."""
        name, shapes = entity.name, list(shapes)
        filters = [
            (shape.graphql_name, self._filter_of(shape), f"On the field `{shape.graphql_name}`.")
            for shape in shapes
            if shape.is_filterable
        ]
        joined = [
            ("and", f"list[{name}Filter]", "All of these hold."),
            ("or", f"list[{name}Filter]", "At least one of these holds."),
            ("not", f"{name}Filter", "This does not hold."),
        ]
        self._make(
            f"{name}Filter",
            f"Conditions on {name}: all that are given must hold; {OMITTED}.",
            [*joined, *filters],
        )
        self._make(
            f"{name}ListFilter",
            f"Conditions on the related {name} rows that the viewer may see; {OMITTED}.",
            [
                ("some", f"{name}Filter", "At least one row matches."),
                ("none", f"{name}Filter", "No row matches."),
                ("every", f"{name}Filter", "No row fails to match; true without rows."),
            ],
        )
        self._order(name, shapes)

    def _order(self, name: str, shapes: list[Shape]) -> None:
        fields = [
            (
                shape.graphql_name,
                f"{shape.target}Order" if shape.target else "OrderDirection",
                f"By the field `{shape.graphql_name}`.",
            )
            for shape in shapes
            if shape.is_orderable
        ]
        self._make(
            f"{name}Order",
            f"One key of an order of {name}: exactly one field.",
            fields,
            one_of=True,
        )

    def _filter_of(self, shape: Shape) -> str:
        if shape.target:
            return f"{shape.target}ListFilter" if shape.is_many else f"{shape.target}Filter"
        if shape.is_list:
            return self._leaf(f"{shape.leaf_name}ListFilter", shape.leaf, (*LIST, NULLABLE))
        if shape.is_enum:
            return self._leaf(f"{shape.leaf}Filter", shape.leaf, (*EQUALITY, NULLABLE))
        name, operators = LEAF_FILTERS[shape.leaf]
        nullable = () if shape.leaf == "ID" else (NULLABLE,)
        return self._leaf(name, shape.leaf, (*operators, *nullable))

    def _leaf(self, name: str, leaf: str, operators: tuple[tuple[str, str, str], ...]) -> str:
        if name not in self.types:
            fields = [(each, of.format(leaf), f"{text}") for each, of, text in operators]
            self._make(
                name, f"Conditions on a value: all that are given must hold; {OMITTED}.", fields
            )
        return name

    def _make(
        self,
        name: str,
        description: str,
        fields: list[tuple[str, str, str]],
        *,
        one_of: bool = False,
    ) -> None:
        cls = type(name, (), {"__module__": __name__})
        declared = {
            f"{graphql_name}_": (f"{annotation} | None", _field(graphql_name, text))
            for graphql_name, annotation, text in fields
        }
        declare_input(cls, description, declared, directives=(OneOf(),) if one_of else ())
        self.types[name] = cls


def _field(graphql_name: str, description: str) -> StrawberryField:
    return StrawberryField(
        python_name=f"{graphql_name}_",
        graphql_name=graphql_name,
        description=description,
        default=strawberry.UNSET,
    )

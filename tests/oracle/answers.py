"""The oracle: walks a document over rows in memory, one object after another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import (
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    OperationDefinitionNode,
    parse,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from schema.compiler.declare import (
    ENTITIES,
    ById,
    Column,
    Computed,
    Hit,
    ManyWhere,
    NodeOf,
    NodesOf,
    OneWhere,
    Part,
    Rows,
    Search,
    Source,
    ToMany,
    ToOne,
)
from tests.oracle.conditions import matches
from tests.oracle.declared import SCHEMA, object_type, python_name, source_of, target
from tests.oracle.derived.asked import at
from tests.oracle.derived.members import is_member
from tests.oracle.derived.moment import Moment
from tests.oracle.derived.spaces import is_listed_free
from tests.oracle.facts import Facts
from tests.oracle.forms import written
from tests.oracle.orders import Key, Place, order, place
from tests.oracle.pages import Entry, Page, page
from tests.oracle.sight import Sight

SEARCH_ORDER = (Key(("rank",), "DESC"), Key(("id",), "DESC"))


@dataclass(frozen=True)
class Found:
    """A row with the type whose object it is."""

    type_name: str
    row: Any


@dataclass(frozen=True)
class Asked:
    """A field of an object as the document asks for it."""

    on: str
    row: Any
    definition: GraphQLField
    details: list[FieldDetails]
    given: Mapping[str, Any]
    moment: Moment

    @property
    def name(self) -> str:
        return self.details[0].node.name.value

    @property
    def target(self) -> GraphQLObjectType:
        return target(self.definition)


@dataclass(frozen=True)
class Walk:
    """One operation on its way through the rows that a viewer sees."""

    sight: Sight
    facts: Facts
    places: Mapping[str, Place]
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues

    def answer(self) -> dict[str, Any]:
        selected = collect_fields(
            SCHEMA, self.fragments, self.variables, object_type("Query"), self.operation
        )
        return self._object(
            "Query", None, selected=selected.grouped_field_set, moment=self.sight.moment
        )

    def _below(
        self, type_name: str, row: Any, *, details: list[FieldDetails], moment: Moment
    ) -> dict[str, Any]:
        return self._object(
            type_name, row, selected=self._selected(type_name, details), moment=moment
        )

    def _selected(
        self, type_name: str, details: list[FieldDetails]
    ) -> Mapping[str, list[FieldDetails]]:
        return collect_subfields(
            SCHEMA,
            self.fragments,
            self.variables,
            self.operation,
            object_type(type_name),
            details,
        ).grouped_field_set

    def _object(
        self,
        type_name: str,
        row: Any,
        *,
        selected: Mapping[str, list[FieldDetails]],
        moment: Moment,
    ) -> dict[str, Any]:
        return {
            key: self._value(type_name, row, details, moment=moment)
            for key, details in selected.items()
        }

    def _value(
        self, type_name: str, row: Any, details: list[FieldDetails], *, moment: Moment
    ) -> Any:
        node = details[0].node
        if node.name.value == "__typename":
            return type_name
        definition = object_type(type_name).fields[node.name.value]
        given = get_argument_values(definition, node, self.variables)
        asked = Asked(type_name, row, definition, details, given, moment)
        source = source_of(definition)
        if type_name in ENTITIES and not self.sight.shows(type_name, definition, row):
            return None
        return WAYS[type(source)](self, asked, source)

    # One way for each kind of source.

    def leaf(self, asked: Asked, _: Any) -> Any:
        if asked.on in ENTITIES:
            value = self.sight.leaf(
                asked.on, asked.name, asked.row, moment=asked.moment, given=asked.given
            )
        elif asked.on in WITHOUT_ROWS:
            value = WITHOUT_ROWS[asked.on][asked.name](asked.moment)
        else:
            value = asked.row[python_name(asked.definition)]
        return written(value)

    def to_one(self, asked: Asked, _: Any) -> Any:
        return self._or_null(asked, self.sight.one(asked.on, asked.name, asked.row))

    def one_where(self, asked: Asked, _: Any) -> Any:
        # The only one there is: the viewer's own person.
        return self._or_null(asked, self._visible(asked, self.sight.viewer.actor.person_id))

    def by_id(self, asked: Asked, _: Any) -> Any:
        found = self.sight.node(asked.given["id"])
        is_right = found is not None and found[0] == asked.target.name
        return self._or_null(asked, found[1] if found and is_right else None)

    def part(self, asked: Asked, source: Part) -> Any:
        moment = at(asked.moment, source.arguments, asked.given)
        return self._below(asked.target.name, asked.row, details=asked.details, moment=moment)

    def rows(self, asked: Asked, _: Any) -> Any:
        return [
            self._below(asked.target.name, row, details=asked.details, moment=asked.moment)
            for row in SHORT_LISTS[asked.target.name](self, asked)
        ]

    def node(self, asked: Asked, _: Any) -> Any:
        return self._node(asked, asked.given["id"])

    def nodes(self, asked: Asked, _: Any) -> Any:
        return [self._node(asked, each) for each in asked.given["ids"]]

    def hit(self, asked: Asked, _: Any) -> Any:
        found: Found = asked.row["found"]
        return self._below(
            found.type_name, found.row, details=asked.details, moment=asked.moment
        )

    def to_many(self, asked: Asked, source: ToMany) -> Any:
        rows = self.sight.many(asked.on, asked.name, asked.row) or []
        return self._listed(asked, rows, source)

    def many_where(self, asked: Asked, source: ManyWhere) -> Any:
        return self._listed(asked, self.sight.rows(asked.target.name).values(), source)

    def search(self, asked: Asked, _: Any) -> Any:
        kinds = asked.given.get("kinds")
        entries = [
            Entry(
                Place(SEARCH_ORDER, (rank, key)),
                {"rank": rank, "found": Found(name, self.sight.rows(name)[key])},
            )
            for (name, key), rank in self.facts.ranks[asked.given["query"]].items()
            if key in self.sight.rows(name) and (kinds is None or _term(name) in kinds)
        ]
        return self._connection(asked, entries, moment=asked.moment)

    def _listed(self, asked: Asked, rows: Iterable[Any], source: ToMany | ManyWhere) -> Any:
        name, given = asked.target.name, asked.given
        moment = at(asked.moment, source.arguments, given)
        condition = CONDITIONS.get(f"{asked.on}.{asked.name}", _anything)
        usual = source.order or ENTITIES[name].order
        keys = order(name, given.get("orderBy"), usual=usual)
        entries = [
            Entry(place(self.sight, name, row, order=keys, moment=moment), row)
            for row in rows
            if condition(row, moment, given)
            and matches(self.sight, name, row, given=given.get("where"), moment=moment)
        ]
        return self._connection(asked, entries, moment=moment)

    def _connection(self, asked: Asked, entries: list[Entry], *, moment: Moment) -> Any:
        shown = page(entries, asked.given, places=self.places)
        type_name = _connection_name(asked.definition)
        return {
            key: self._member(asked, shown, details, moment=moment, total=len(entries))
            for key, details in self._selected(type_name, asked.details).items()
        }

    def _member(
        self,
        asked: Asked,
        shown: Page,
        details: list[FieldDetails],
        *,
        moment: Moment,
        total: int,
    ) -> Any:
        name = details[0].node.name.value
        if name == "__typename":
            return _connection_name(asked.definition)
        if name == "totalCount":
            return total
        if name == "pageInfo":
            return self._page_info(shown, details)
        if name == "nodes":
            return [
                self._below(asked.target.name, each.row, details=details, moment=moment)
                for each in shown.entries
            ]
        return [self._edge(asked, each, details, moment=moment) for each in shown.entries]

    def _edge(
        self, asked: Asked, entry: Entry, details: list[FieldDetails], *, moment: Moment
    ) -> dict[str, Any]:
        type_name = f"{asked.target.name}Edge"

        def member(chosen: list[FieldDetails]) -> Any:
            name = chosen[0].node.name.value
            if name == "node":
                return self._below(asked.target.name, entry.row, details=chosen, moment=moment)
            return entry.place if name == "cursor" else type_name

        chosen = self._selected(type_name, details)
        return {key: member(each) for key, each in chosen.items()}

    def _page_info(self, shown: Page, details: list[FieldDetails]) -> dict[str, Any]:
        ends = [entry.place for entry in shown.entries] or [None]
        values = {
            "hasNextPage": shown.has_next,
            "hasPreviousPage": shown.has_previous,
            "startCursor": ends[0],
            "endCursor": ends[-1],
            "__typename": "PageInfo",
        }
        chosen = self._selected("PageInfo", details)
        return {key: values[each[0].node.name.value] for key, each in chosen.items()}

    def _visible(self, asked: Asked, key: UUID | None) -> Any:
        return None if key is None else self.sight.rows(asked.target.name).get(key)

    def _or_null(self, asked: Asked, row: Any) -> Any:
        if row is None:
            return None
        return self._below(asked.target.name, row, details=asked.details, moment=asked.moment)

    def _node(self, asked: Asked, global_id: str) -> Any:
        found = self.sight.node(global_id)
        if found is None:
            return None
        return self._below(found[0], found[1], details=asked.details, moment=asked.moment)


WAYS: Mapping[type[Source], Callable[[Walk, Asked, Any], Any]] = {
    Column: Walk.leaf,
    Computed: Walk.leaf,
    ToOne: Walk.to_one,
    OneWhere: Walk.one_where,
    ById: Walk.by_id,
    ToMany: Walk.to_many,
    ManyWhere: Walk.many_where,
    Part: Walk.part,
    Rows: Walk.rows,
    NodeOf: Walk.node,
    NodesOf: Walk.nodes,
    Search: Walk.search,
    Hit: Walk.hit,
}


def answer(
    query: str,
    variables: Mapping[str, Any],
    *,
    sight: Sight,
    facts: Facts,
    places: Mapping[str, Place],
) -> dict[str, Any]:
    """The data that a valid document with valid variables is answered with.

    Where the answer has a cursor it holds the place that the cursor must mean; `places` says what
    the cursors in the variables mean.
    """
    document = parse(query)
    operation = next(
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    )
    fragments = {
        node.name.value: FragmentDetails(node)
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), dict(variables))
    if isinstance(values, list):
        raise values[0]
    return Walk(sight, facts, places, operation, fragments, values).answer()


# What is declared as SQL over no row, or as a condition of a list, said again.


def _anything(*_: Any) -> bool:
    return True


def _shares_competences(person: Any, moment: Moment, _: Any) -> bool:
    actor = moment.viewer.actor
    chosen = person.visibility.get("competences")
    is_shared = chosen == "PUBLIC" or (chosen == "MEMBERS" and actor.is_member)
    return is_shared or (actor.person_id is not None and person.id == actor.person_id)


CONDITIONS: Mapping[str, Callable[[Any, Moment, Mapping[str, Any]], bool]] = {
    "Query.members": lambda row, moment, _: is_member(row, moment),
    "Query.spaces": lambda row, moment, given: is_listed_free(
        row, moment, free_from=given.get("freeFrom"), free_until=given.get("freeUntil")
    ),
    "Viewer.organizations": lambda row, at, _: row.id in at.viewer.actor.organization_ids,
    "Viewer.administered": lambda row, at, _: row.id in at.viewer.actor.administered_ids,
    "Competence.people": _shares_competences,
}

WITHOUT_ROWS: Mapping[str, Mapping[str, Callable[[Moment], Any]]] = {
    "Viewer": {
        "roles": lambda moment: sorted(moment.viewer.actor.roles),
        "isMember": lambda moment: moment.viewer.actor.is_member,
        "today": lambda moment: moment.viewer.today,
        "now": lambda moment: moment.viewer.now,
    },
    "Impact": {"on": lambda moment: moment.day},
}


def _choices(_: Walk, asked: Asked) -> list[dict[str, Any]]:
    chosen = sorted(asked.row.visibility.items())
    return [{"field": field, "visibility": visibility} for field, visibility in chosen]


def _steps(_: Walk, asked: Asked) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = asked.row.cancellation_steps
    return sorted(steps, key=lambda step: (-step["minutes_before"], step["percent"]))


def _figures(walk: Walk, asked: Asked) -> list[dict[str, Any]]:
    theme = asked.given.get("theme")
    figures = walk.facts.figures[asked.moment.day]
    return [each for each in figures if theme is None or each["theme"] == theme]


SHORT_LISTS: Mapping[str, Callable[[Walk, Asked], list[dict[str, Any]]]] = {
    "Sharing": _choices,
    "CancellationStep": _steps,
    "ImpactFigure": _figures,
}


def _connection_name(definition: GraphQLField) -> str:
    named: Any = definition.type
    return str(getattr(named, "of_type", named))


def _term(type_name: str) -> str:
    """FundingCall is FUNDING_CALL among the kinds of a search."""
    spaced = "".join(f" {letter}" if letter.isupper() else letter for letter in type_name)
    return "_".join(spaced.split()).upper()

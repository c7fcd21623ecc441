"""What the definitions of a document measure with their fragments expanded, in linear time.

Each definition is walked once; what a fragment adds where it is spread is arithmetic. So a count
may be astronomical, while the work is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
)

INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(slots=True)
class Total:
    """What a definition measures, its fragments included."""

    is_operation: bool
    depth: int = 0
    introspection: int = 0
    nesting: int = 0
    inputs: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    null_characters: int = 0


def totals(document: DocumentNode) -> Iterable[Total]:
    """What each operation and each fragment of the document measures."""
    tallies: dict[str, Tally] = {}
    for number, node in enumerate(document.definitions):
        # A number is no name: it keeps operations, and second fragments of a name, apart.
        name = str(number)
        if isinstance(node, FragmentDefinitionNode) and node.name.value not in tallies:
            name = node.name.value
        if isinstance(node, ExecutableDefinitionNode):
            tallies[name] = _tally(node)
    return _added_up(tallies).values()


@dataclass(frozen=True, slots=True)
class Place:
    """A selection set, and how it is reached from its definition."""

    selections: SelectionSetNode
    depth: int = 0
    nesting: int = 1
    is_introspection: bool = False
    condition: str = ""
    seen: set[tuple[str, str]] = field(default_factory=set)
    """Response keys met so far, with the type condition under which they were met."""


@dataclass(slots=True)
class Tally:
    """What a definition measures by itself, and where it spreads which fragments."""

    total: Total
    spreads: list[tuple[Place, str]] = field(default_factory=list)


def _tally(definition: ExecutableDefinitionNode) -> Tally:
    tally = Tally(Total(isinstance(definition, OperationDefinitionNode)))
    _count_directives(tally.total, definition.directives)
    for variable in definition.variable_definitions or ():
        _count_directives(tally.total, variable.directives)
        if variable.default_value is not None:
            _count_value(tally.total, variable.default_value)
    places = [Place(definition.selection_set)]
    while places:
        place = places.pop()
        tally.total.nesting = max(tally.total.nesting, place.nesting)
        for node in place.selections.selections:
            _count_directives(tally.total, node.directives)
            below = _count(tally, place, node)
            if below is not None:
                places.append(below)
    return tally


def _count(tally: Tally, place: Place, node: SelectionNode) -> Place | None:
    """Add a selection to the tally; the selection set below it is walked later."""
    if isinstance(node, FieldNode):
        return _count_field(tally.total, place, node)
    if isinstance(node, FragmentSpreadNode):
        tally.spreads.append((place, node.name.value))
    if isinstance(node, InlineFragmentNode):
        condition = node.type_condition.name.value if node.type_condition else place.condition
        return replace(
            place,
            selections=node.selection_set,
            nesting=place.nesting + 1,
            condition=condition,
        )
    return None


def _count_field(total: Total, place: Place, node: FieldNode) -> Place | None:
    # By the field's own name and only at the root: no alias and no nested field is exempt.
    opens = place.depth == 0 and node.name.value in INTROSPECTION
    is_introspection = place.is_introspection or opens
    depth = place.depth + 1
    if is_introspection:
        total.introspection = max(total.introspection, depth)
    else:
        total.depth = max(total.depth, depth)
    total.root_fields += depth == 1
    total.aliases += _is_again(place, node)
    _count_arguments(total, node.arguments)
    if node.selection_set is None:
        return None
    return Place(node.selection_set, depth, place.nesting + 1, is_introspection)


def _is_again(place: Place, node: FieldNode) -> bool:
    """Whether the field may ask for what another one asks for: by an alias, or a second time.

    Validation compares a field with all others of the same key, in quadratic time.
    """
    key = (place.condition, (node.alias or node.name).value)
    is_known = key in place.seen
    place.seen.add(key)
    return is_known or node.alias is not None


def _count_directives(total: Total, directives: tuple[DirectiveNode, ...] | None) -> None:
    for directive in directives or ():
        total.directives += 1
        _count_arguments(total, directive.arguments)


def _count_arguments(total: Total, arguments: tuple[ArgumentNode, ...] | None) -> None:
    for argument in arguments or ():
        _count_value(total, argument.value)


def _count_value(total: Total, value: Node) -> None:
    values = [(value, 1)]
    while values:
        node, depth = values.pop()
        total.inputs = max(total.inputs, depth)
        if isinstance(node, StringValueNode):
            total.null_characters += "\0" in node.value
        elif isinstance(node, ListValueNode):
            values.extend((item, depth + 1) for item in node.values)
        elif isinstance(node, ObjectValueNode):
            values.extend((item.value, depth + 1) for item in node.fields)


def _added_up(tallies: Mapping[str, Tally]) -> dict[str, Total]:
    """Each definition's total, fragments before what spreads them.

    A spread of an unknown fragment, or of one that is still being added up (a circle), adds
    nothing: such documents are refused when they are validated.
    """
    added: dict[str, Total] = {}
    begun: set[str] = set()
    waiting = list(tallies)
    while waiting:
        name = waiting[-1]
        tally = tallies[name]
        if name not in begun:
            begun.add(name)
            fragments = {fragment for _, fragment in tally.spreads}
            waiting.extend(fragments & tallies.keys() - begun)
            continue
        waiting.pop()
        if name not in added:
            for place, fragment in tally.spreads:
                if fragment in added:
                    _add(tally.total, place, added[fragment])
            added[name] = tally.total
    return added


def _add(total: Total, place: Place, fragment: Total) -> None:
    """Add what a fragment measures to the definition that spreads it at a place."""
    deepest = max(fragment.depth, fragment.introspection)
    if place.is_introspection:
        total.introspection = max(total.introspection, place.depth + deepest)
    else:
        total.depth = max(total.depth, place.depth + fragment.depth)
        if fragment.introspection:
            total.introspection = max(total.introspection, place.depth + fragment.introspection)
    total.nesting = max(total.nesting, place.nesting + fragment.nesting)
    total.inputs = max(total.inputs, fragment.inputs)
    total.aliases += fragment.aliases
    total.directives += fragment.directives
    total.root_fields += fragment.root_fields if place.depth == 0 else 0
    total.null_characters += fragment.null_characters

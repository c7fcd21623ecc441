"""Random valid documents over the schema, with the variables of two requests each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from schema.compiler.declare import ENTITIES
from tests.oracle.declared import object_type
from tests.oracle.writing.arguments import Arguments
from tests.oracle.writing.choice import Choice
from tests.oracle.writing.ground import Ground
from tests.oracle.writing.inputs import Inputs, literal

Composite = GraphQLObjectType | GraphQLInterfaceType

AWKWARD = ("o", "q", "r1", "r2", "_rn", "_k0", "_k1", "j", "page_r1", "prefix", "listed")
"""Aliases that might mean something else inside a statement."""
LONG = "an_alias_that_is_longer_than_the_sixty_three_bytes_that_a_name_may_have_"
MOST_FIELDS = 24
DEEPEST = 4
"""How many relations are followed, one below the other."""


@dataclass(frozen=True)
class Request:
    """A document, the variables of two requests, and which variables take cursors of which key."""

    query: str
    variables: tuple[dict[str, Any], dict[str, Any]]
    cursors: tuple[tuple[str, str], ...]


@dataclass
class Keys:
    """The response keys of an object, so that what is merged can be merged.

    A field under its own name is either asked with arguments, once, or without, any number of
    times; behind an interface no field has its own name, because types differ in theirs.
    """

    plain: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    below: dict[str, "Keys"] = field(default_factory=dict)
    is_shared: bool = False

    def open(self, name: str, *, has_arguments: bool) -> bool:
        """Whether the field may stand under its own name; if so it is noted."""
        if self.is_shared or name in self.closed or (has_arguments and name in self.plain):
            return False
        (self.closed if has_arguments else self.plain).add(name)
        return True


@dataclass
class Writer:
    """One document in the making."""

    choice: Choice
    arguments: Arguments
    fragments: list[str] = field(default_factory=list)
    cursors: list[tuple[str, str]] = field(default_factory=list)
    fields: int = 0
    aliases: int = 0

    def document(self, roots: Sequence[str]) -> Request:
        query, keys = object_type("Query"), Keys()
        wanted = [self.choice.among(roots) for _ in range(self.choice.number(1, 2))]
        body = " ".join(self._field(query, name, keys=keys, depth=DEEPEST) for name in wanted)
        declared = ", ".join(str(each) for each in self.arguments.inputs.variables)
        head = f"query Random({declared})" if declared else "query Random"
        return Request(
            "\n".join([f"{head} {{ {body} }}", *self.fragments]),
            (self.arguments.inputs.values(0), self.arguments.inputs.values(1)),
            tuple(self.cursors),
        )

    def _selection(self, type_: Composite, keys: Keys, depth: int) -> str:
        number = self.choice.number(1, 5 if depth else 2)
        return "{ " + " ".join(self._item(type_, keys, depth) for _ in range(number)) + " }"

    def _item(self, type_: Composite, keys: Keys, depth: int) -> str:
        if isinstance(type_, GraphQLInterfaceType):
            return self._behind_interface(type_, keys, depth)
        kind = self.choice.number(0, 19)
        if kind == 19:
            return self._named_fragment(type_, keys, depth)
        if kind >= 17:
            condition = self.choice.among(["", f" on {type_.name}", *_interfaces(type_)])
            if condition == " on Node":
                return self._on_interface()
            return f"...{condition}{self._directives()} {self._selection(type_, keys, depth)}"
        return self._field(type_, self._name(type_, depth), keys=keys, depth=depth)

    def _behind_interface(self, type_: GraphQLInterfaceType, keys: Keys, depth: int) -> str:
        if not depth or self.choice.chance(30):
            return self.choice.among(["id", "__typename", "... on Node { id }"])
        types = self.arguments.types if self.choice.chance(80) else list(self.arguments.ground.ids)
        concrete = object_type(self.choice.among(types))
        keys.is_shared = True
        fragment = f"... on {concrete.name}{self._directives()}"
        return f"{fragment} {self._selection(concrete, keys, depth)}"

    def _on_interface(self) -> str:
        if self.choice.chance(50):
            return f"... on Node{self._directives()} {{ id }}"
        name = f"Part{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on Node {{ __typename id }}")
        return f"...{name}{self._directives()}"

    def _named_fragment(self, type_: GraphQLObjectType, keys: Keys, depth: int) -> str:
        name = f"Part{len(self.fragments)}"
        self.fragments.append("")
        body = self._selection(type_, keys, depth)
        self.fragments[int(name[4:])] = f"fragment {name} on {type_.name} {body}"
        again = f" ... {{ ...{name} }}" if self.choice.chance(20) else ""
        return f"...{name}{self._directives()}{again}"

    def _name(self, type_: GraphQLObjectType, depth: int) -> str:
        """A field to ask for: any while the document is small, then only leaves."""
        if self.choice.chance(4):
            return "__typename"
        leaves: list[str] = [name for name, each in type_.fields.items() if _is_leaf(each)]
        others: list[str] = [name for name in type_.fields if name not in leaves]
        is_wrapper = type_.name.endswith(("Connection", "Edge"))
        is_full = self.fields > MOST_FIELDS or (not depth and not is_wrapper)
        if not leaves or (others and not is_full and self.choice.chance(70 if is_wrapper else 40)):
            return self.choice.among(others)
        return self.choice.among(leaves)

    def _field(self, type_: GraphQLObjectType, name: str, *, keys: Keys, depth: int) -> str:
        self.fields += 1
        if name == "__typename":
            return name
        definition = type_.fields[name]
        arguments, cursors = self.arguments.of(definition)
        written = ", ".join(f"{each}: {value}" for each, value in arguments.items())
        key = self._key(name, keys, has_arguments=bool(arguments))
        text = (name if key == name else f"{key}: {name}") + (f"({written})" if written else "")
        text += self._directives()
        if _is_leaf(definition):
            return text
        inner = keys.below.setdefault(key, Keys())
        below = self._selection(_composite(definition), inner, depth - _hop(definition))
        return f"{text} {self._with_cursors(below, cursors)}"

    def _with_cursors(self, below: str, cursors: list[str]) -> str:
        if not cursors:
            return below
        key = f"cursors{len(self.cursors)}"
        self.cursors += [(name, key) for name in cursors]
        return below.removesuffix("}") + f"{key}: edges {{ cursor }} }}"

    def _key(self, name: str, keys: Keys, *, has_arguments: bool) -> str:
        is_renamed = self.choice.chance(20)
        if not is_renamed and keys.open(name, has_arguments=has_arguments):
            return name
        awkward = self.choice.among(AWKWARD)
        if awkward not in keys.closed and self.choice.chance(50):
            keys.closed.add(awkward)
            return awkward
        self.aliases += 1
        return f"{self.choice.among(['a', LONG])}{self.aliases}"

    def _directives(self) -> str:
        if not self.choice.chance(8):
            return ""
        name = self.choice.among(["include", "skip"])
        boolean = GraphQLNonNull(GraphQLBoolean)
        value = self.arguments.inputs.given(boolean, lambda: self.choice.chance(50), percent=60)
        return f" @{name}(if: {literal(value, boolean)})"


@st.composite
def requests(draw: Any, ground: Ground, roots: Sequence[str]) -> Request:
    """Random requests whose root fields are among `roots`."""
    choice = Choice(draw)
    return Writer(choice, Arguments(choice, ground, Inputs(choice))).document(roots)


def _is_leaf(definition: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(definition.type))


def _composite(definition: GraphQLField) -> Composite:
    named = get_named_type(definition.type)
    if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        raise TypeError(f"Nothing is selected below {named}.")
    return named


def _interfaces(type_: GraphQLObjectType) -> list[str]:
    return [f" on {each.name}" for each in type_.interfaces]


def _hop(definition: GraphQLField) -> int:
    """Whether the field leads to another object, and not only into its wrapping."""
    named = get_named_type(definition.type)
    return int(named.name in ENTITIES or named.name == "Node")

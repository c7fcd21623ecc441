"""Random questions to every list of the schema: filters, orders and pages, and little else."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

from schema.compiler.declare import ENTITIES
from schema.compiler.sources import Gathered, ManyWhere, ToMany
from tests.oracle.declared import object_type, source_of
from tests.oracle.writing.arguments import Arguments
from tests.oracle.writing.choice import Choice
from tests.oracle.writing.documents import Request
from tests.oracle.writing.ground import Ground
from tests.oracle.writing.inputs import Inputs

ASKED = (
    "{ totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    " cursors: edges { cursor node { id } } }"
)
MOST_OWNERS = 100


@dataclass(frozen=True)
class ListField:
    """A field that is a list, and the type that it belongs to."""

    owner: str
    name: str


@cache
def all_lists() -> Sequence[ListField]:
    owners = ["Query", "Viewer", *ENTITIES]
    return [
        ListField(owner, name)
        for owner in owners
        for name, definition in object_type(owner).fields.items()
        if isinstance(source_of(definition), ToMany | ManyWhere | Gathered)
    ]


@st.composite
def list_requests(draw: Any, ground: Ground) -> Request:
    """A list asked of all its owners, with random arguments."""
    choice = Choice(draw)
    arguments = Arguments(choice, ground, Inputs(choice))
    listed = choice.among(all_lists())
    given, cursors = arguments.of(object_type(listed.owner).fields[listed.name])
    written = ", ".join(f"{name}: {value}" for name, value in given.items())
    asked = f"{listed.name}{f'({written})' if written else ''} {ASKED}"
    declared = ", ".join(str(each) for each in arguments.inputs.variables)
    return Request(
        f"query Listed{f'({declared})' if declared else ''} {_reached(ground, listed, asked)}",
        (arguments.inputs.values(0), arguments.inputs.values(1)),
        tuple((name, "cursors") for name in cursors),
    )


def _reached(ground: Ground, listed: ListField, asked: str) -> str:
    """The operation's selection: the list of the query, or of all rows that have it."""
    if listed.owner == "Query":
        return f"{{ {asked} }}"
    if listed.owner == "Viewer":
        return f"{{ viewer {{ {asked} }} }}"
    ids = ", ".join(f'"{each}"' for each in ground.ids[listed.owner][:MOST_OWNERS])
    return f"{{ nodes(ids: [{ids}]) {{ ... on {listed.owner} {{ {asked} }} }} }}"

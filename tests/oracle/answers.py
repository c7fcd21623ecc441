"""The oracle: an independent, slow answer to a document, from rows in memory."""

from collections.abc import Mapping
from typing import Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import get_variable_values

from tests.oracle import lists, objects
from tests.oracle.declared import SCHEMA
from tests.oracle.facts import Facts
from tests.oracle.orders import Place
from tests.oracle.sight import Sight
from tests.oracle.walk import Walk, answer_object

SOURCES = (lists, objects)
"""The modules that register how the value of a field is found."""


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
    walk = Walk(sight, facts, places, operation, fragments, values)
    selected = walk.root_fields()
    return answer_object(walk, "Query", None, selected=selected, moment=sight.moment)

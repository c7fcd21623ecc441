"""Importing a spreadsheet of members."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import strawberry

from hub.deed import Done
from hub.keys import Keys
from hub.members.importing import act as importing
from hub.members.importing.refusals import CellFault
from hub.members.importing.table import MOST_TOLD
from schema.members import import_inputs
from schema.mutating.declare import mutation, mutations, payload_with, results, told
from schema.mutating.problems import Problem, problem

if TYPE_CHECKING:
    from schema.members.types import Organization

INPUTS = import_inputs
"""The module of the inputs: an input is known once its module is imported."""


@problem(CellFault)
class ImportProblem(Problem):
    """Something in a row of the file that stands against its import."""

    row: "int" = strawberry.field(
        description="The row, as spreadsheets count: the headings stand in row 1."
    )
    column: "str | None" = strawberry.field(
        description="The heading of its column in the file; null when the file has no such column, or it is no"
        " cell in particular."
    )


def _count(name: str) -> Callable[[Done, Keys], Any]:
    return lambda done, _: done.values[name]


@payload_with(MOST_TOLD + 1)
class ImportMembersPayload:
    """The answer of `importMembers`.

    When rows have errors, the first problem is `IMPORT_HAS_ERRORS`, and each other one an
    `ImportProblem`, by rows: 1,000 of them at most.
    """

    rows: "int | None" = told(
        _count("rows"), "Rows of the file that have something; null when there are problems."
    )
    organizations: "int | None" = told(
        _count("organizations"), "New organizations; null when there are problems."
    )
    first_organizations: "list[Organization] | None" = results(
        "shown",
        f"The first of them, at most {importing.MOST_SHOWN}; null when there are problems.",
        most=importing.MOST_SHOWN,
    )
    people: "int | None" = told(_count("people"), "New people; null when there are problems.")
    affiliations: "int | None" = told(
        _count("affiliations"),
        "How many times a new person belongs to a new organization; null when there are problems.",
    )
    memberships: "int | None" = told(
        _count("memberships"),
        "New memberships, applications among them; null when there are problems.",
    )


@mutations
class ImportMutations:
    """Importing."""

    import_members: "ImportMembersPayload" = mutation(
        importing.import_members,
        "Enters all organizations, people, affiliations and memberships of a spreadsheet, or none"
        " of them: errors are told row by row, with whoever may be there already. For the direction"
        " and the front desk. Try it with `dryRun` first.",
    )

"""The problems of entering and merging parties that tell more than a code and a message."""

import strawberry

from hub.members.parties.entering import MOST_CANDIDATES
from hub.members.parties.references import MOST_COLLISIONS
from hub.members.parties.refusals import (
    DuplicateIdentifier,
    IdentifierOf,
    MergeCollides,
    PossibleDuplicate,
)
from schema.mutating.declare import told_list, told_part
from schema.mutating.problems import Problem, problem


@told_part
class KnownParty:
    """A party that the hub knows already."""

    id: "strawberry.ID" = strawberry.field(description="Global id of the organization or person.")
    name: "str" = strawberry.field(description="Name by which it is known.")


@told_part
class MergeCollision:
    """A row of the party to be merged that cannot be the survivor's, which has one like it."""

    type: "str" = strawberry.field(description="What it is, such as `Affiliation` or `Account`.")
    id: "strawberry.ID | None" = strawberry.field(
        description="Global id of the object; null when it cannot be read by itself."
    )
    rule: "str" = strawberry.field(
        description="The rule that both cannot keep, such as `affiliation_no_overlap`, or"
        " `membership_once`: nobody applies or is a member twice at once."
    )


@problem(DuplicateIdentifier, IdentifierOf)
class DuplicateIdentifierProblem(Problem):
    """Another party has the identifier."""

    other: "KnownParty | None" = strawberry.field(
        description="Who has it; null when the viewer may not see them."
    )


@problem(PossibleDuplicate)
class PossibleDuplicateProblem(Problem):
    """There are parties with nearly the same name."""

    candidates: "list[KnownParty]" = told_list(
        f"Those whom the viewer may see, at most {MOST_CANDIDATES}. If it is none of them, send the"
        " same again with `isDistinct`.",
        most=MOST_CANDIDATES,
    )


@problem(MergeCollides)
class MergeCollidesProblem(Problem):
    """Both parties have what one of them cannot have twice."""

    collisions: "list[MergeCollision]" = told_list(
        f"What stands in the way, at most {MOST_COLLISIONS}.", most=MOST_COLLISIONS
    )

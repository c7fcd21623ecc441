"""The problems of acts on memberships that tell more than a code and a message."""

from datetime import date

import strawberry

from hub.members.membership_refusals import (
    DocumentsMissing,
    InvalidTransition,
    NoticeTooShort,
)
from hub.members.terms import DocumentKind, MembershipStatus
from schema.mutating.problems import Problem, problem


@problem(InvalidTransition)
class InvalidTransitionProblem(Problem):
    """A membership does not stand where this could be done."""

    status: "MembershipStatus | None" = strawberry.field(
        description="Where it stands; null before the application."
    )
    allowed: "list[str]" = strawberry.field(
        description="The mutations that are possible for it today, whoever may do them."
    )


@problem(DocumentsMissing)
class DocumentsMissingProblem(Problem):
    """Papers that the type of membership asks for are not there, or were not accepted."""

    missing: "list[DocumentKind]" = strawberry.field(description="Which ones.")


@problem(NoticeTooShort)
class NoticeTooShortProblem(Problem):
    """A resignation takes effect before the notice of its type has run."""

    earliest: "date" = strawberry.field(description="The first day on which it may take effect.")

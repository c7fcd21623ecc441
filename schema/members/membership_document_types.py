"""The GraphQL type of the papers that go with a membership."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from hub.members import membership_models, membership_policy
from hub.members.terms import DocumentKind
from schema.compiler.declare import column, entity, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.membership_types import Membership


@entity(
    membership_models.MembershipDocument,
    prefix="mdoc",
    policy=membership_policy.MEMBERSHIP_DOCUMENT,
    order=("-created_at",),
)
class MembershipDocument(Node):
    """A paper that goes with a membership: the hub keeps where it lies, and not the paper itself.

    Seen by who answers for the holder, and by the front desk.
    """

    membership: "Membership | None" = to_one("The membership; null when the viewer may not see it.")
    kind: "DocumentKind" = column("What it is.")
    name: "str" = column("What it is called.")
    url: "str" = column("Where it lies.")
    sha256: "str | None" = column(
        "Digest of the file (SHA-256), 64 hexadecimal digits, by which it is known to be the same;"
        " null when none was given."
    )
    expires_on: "date | None" = column(
        "First day on which it is no longer good; null while it is good for ever."
    )
    reviewed_on: "date | None" = column("Day on which the desk reviewed it; null before.")
    is_accepted: "bool | None" = column("Whether it was accepted; null before the review.")
    refusal_reason: "str | None" = column(
        "Why it was not accepted; null when it was, and before the review."
    )
    created_at: "datetime" = column("When it was handed in.")
    version: "int" = column("Number of edits.")

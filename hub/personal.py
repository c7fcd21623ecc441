"""What ties the rows of a table to people, and what becomes of them when a person is erased."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.errors import Refusal
from hub.keeping import RetentionKind
from hub.sql import HOLDS, Sql, composed

UNKNOWN = Sql("NULL::date")
ITSELF = ""
"""The path from the row of a person to that person."""
ADDRESSED = Sql(
    """{row}.email IN (SELECT party.email FROM person party WHERE party.id = {person}
    UNION ALL SELECT held.email FROM account held WHERE held.person_id = {person})"""
)
"""Whether a row is meant for an address of the person."""


class RetentionRequired(Refusal):
    """The person cannot be erased yet; each subclass is one cause."""

    code = "RETENTION_REQUIRED"
    sentence = "A contract ended on {since}: its data are kept until {until}."


@dataclass(frozen=True, slots=True)
class Hold:
    """What keeps a person from being erased as long as one of their rows is like this.

    The refusal is told how many such rows there are, since when, and until when, where that is
    known.
    """

    refusal: type[RetentionRequired]
    condition: Sql
    since: Sql
    until: Sql = UNKNOWN
    kind: RetentionKind | None = None
    """The rule that says how many `{days}` the condition speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How rows of a table are somebody's own: what they hold is about that person."""

    paths: tuple[str, ...]
    """Foreign keys that lead to the person, such as `session.account.person`."""
    condition: Sql | None = None
    """Another way in which a row is the `{person}`'s."""
    beside: Sql | None = None
    """Another party whose row it is as well, or null: what it says then stays, without the name."""
    kept: frozenset[str] = frozenset()
    """Personal columns that the law makes us keep: they stay, without the name."""
    emptied: Mapping[str, Sql] = field(default_factory=dict)
    """What an emptied column holds, where it is not what is usual for its type."""
    closing: Mapping[str, Sql] = field(default_factory=dict)
    """What ends with the person: columns and their new values."""
    is_deleted: bool = False
    """The rows are of no use without the person."""
    holds: tuple[Hold, ...] = ()


ENDS_NOW = composed(
    "CASE WHEN {holds} OR {row}.starts_on > {day} THEN greatest({day}, {row}.starts_on + 1)"
    " ELSE {row}.ends_on END",
    holds=HOLDS,
)
"""The end of a period that does not outlast today, nor is empty."""

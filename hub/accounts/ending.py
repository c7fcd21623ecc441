"""What of the accounts' area hangs on affiliations, and how it ends with them."""

from collections.abc import Mapping
from typing import Any

from hub.actor import Role
from hub.ends import ConsequenceKind, ConsequenceOutcome, Ending, Hanging
from hub.sql import HOLDS, Sql, composed, of


def _ended(grant: Any, ending: Ending) -> Mapping[str, Any]:
    """One that would begin later ends as it begins, and so never does."""
    return {"ends_on": max(ending.day, grant.starts_on)}


ROLE = Hanging(
    kind=ConsequenceKind.ROLE,
    outcome=ConsequenceOutcome.ENDED,
    condition=composed(
        """{membership} IS NULL AND {row}.role <> 'DIRECTION'
        AND coalesce({day} < {row}.ends_on AND {row}.starts_on < {row}.ends_on, true)
        AND EXISTS (SELECT 1 FROM account holder
            WHERE holder.id = {row}.account_id AND holder.person_id = {person})
        AND NOT EXISTS (SELECT 1 FROM affiliation other
            WHERE other.person_id = {person} AND other.organization_id <> {organization}
            AND {other_holds})""",
        other_holds=of("other", HOLDS),
    ),
    on=Sql("greatest({day}, {row}.starts_on)"),
    what=Sql("{row}.role"),
    end=_ended,
    only_by=frozenset({Role.DIRECTION}),
)
"""Who no longer belongs to any organization keeps no role at a desk, unless it is the direction's:
that one is ended by itself, where it is seen to that somebody else has it.
"""

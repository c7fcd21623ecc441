"""Who read what is personal: written down before the reader gets it."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from hub import ids
from hub.accounts.privacy_models import PersonalRead
from hub.accounts.terms import PersonalField
from hub.actor import STAFF, Actor, Role, Viewer
from hub.database import driver_errors

ONE_LOOK = timedelta(minutes=5)
"""Who reads the same again within this time is taken to be still looking."""

RECORD = """
INSERT INTO personal_read (id, created_at, person_id, reader_id, token_id, role, fields_read)
SELECT seen.id, $1::timestamptz, seen.person_id, $3::uuid, $4::uuid, $5::text, seen.fields
FROM (
    SELECT told.id, told.person_id, string_to_array(told.fields, ' ') AS fields
    FROM unnest($6::uuid[], $7::uuid[], $8::text[]) AS told(id, person_id, fields)
) seen
JOIN person ON person.id = seen.person_id AND person.erased_at IS NULL
WHERE NOT EXISTS (
    SELECT 1 FROM personal_read former
    WHERE former.person_id = seen.person_id AND former.created_at > $2::timestamptz
    AND former.reader_id IS NOT DISTINCT FROM $3::uuid
    AND former.token_id IS NOT DISTINCT FROM $4::uuid
    AND former.role = $5::text AND former.fields_read @> seen.fields
)
"""


class Read(NamedTuple):
    """That personal columns of a person were read."""

    person_id: UUID
    columns: Collection[str]


async def record(viewer: Viewer, read: Iterable[Read]) -> None:
    """Write down what a desk read of others."""
    actor = viewer.actor
    others = [each for each in read if each.person_id != actor.person_id]
    # Only the hub itself has rights without a name: whoever comes from outside has an account, or
    # a token.
    if not others or actor.name is None:
        return
    values = [
        viewer.now,
        viewer.now - ONE_LOOK,
        actor.account_id,
        actor.token_id,
        _office(actor),
        [ids.uuid7() for _ in others],
        [each.person_id for each in others],
        [" ".join(_terms(each.columns)) for each in others],
    ]
    with driver_errors():
        await PersonalRead._meta.db.execute_query(RECORD, values)


def _office(actor: Actor) -> Role:
    """The role by which a desk reads, the highest of several."""
    return next(role for role in Role if role in STAFF & actor.roles)


def _terms(columns: Collection[str]) -> list[PersonalField]:
    return [term for term in PersonalField if term.lower() in columns]

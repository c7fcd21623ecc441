"""What an audit entry says, as SQL over its row."""

from hub.actor import STAFF
from hub.sql import HOLDS, Sql, composed, of, quoted, rome_day

ACT = Sql("lower(left({row}.act, 1)) || substr(replace(initcap({row}.act), '_', ''), 2)")
"""The name of the act as clients write it: book_space is bookSpace."""

THAT_DAY = rome_day("{row}.created_at")
"""The day on which it was done: whoever did it had rights then."""

ACTOR_KIND = composed(
    """CASE
    WHEN {row}.token_id IS NOT NULL THEN 'PROGRAM'
    WHEN {row}.account_id IS NULL THEN 'HUB'
    WHEN coalesce({row}.person_id = ANY({row}.subjects), false) THEN 'OWN'
    WHEN EXISTS (
        SELECT 1 FROM role_grant held WHERE held.account_id = {row}.account_id
        AND held.role IN ({desks}) AND {is_granted}
    ) THEN 'STAFF'
    WHEN EXISTS (
        SELECT 1 FROM affiliation held WHERE held.person_id = {row}.person_id
        AND held.organization_id = ANY({row}.subjects) AND {belongs}
    ) THEN 'OWN'
    ELSE 'OTHER' END""",
    is_granted=of("held", HOLDS),
    belongs=of("held", HOLDS),
    desks=Sql(quoted(sorted(STAFF))),
    day=THAT_DAY,
)
ACTOR = Sql(
    """CASE WHEN {row}.token_id IS NOT NULL
    THEN (SELECT held.name FROM token held WHERE held.id = {row}.token_id)
    ELSE (SELECT held.name FROM person held WHERE held.id = {row}.person_id) END"""
)


def _value(time: str) -> str:
    """The value of a column, of which a digest is nobody's to read; a key becomes a global id."""
    told = f"coalesce(meant ->> 'of', '') || (change -> '{time}' ->> name)"
    return f"CASE WHEN NOT change -> 'personal' ? name THEN {told} END"


_VALUES = """
FROM jsonb_array_elements({row}.body::jsonb) WITH ORDINALITY AS told(change, place)
CROSS JOIN LATERAL (SELECT {shown_columns} -> (change ->> 'table') AS seen) kind
CROSS JOIN LATERAL jsonb_object_keys((change -> 'before') || (change -> 'after')) AS name
CROSS JOIN LATERAL (SELECT seen -> 'columns' -> name AS meant) field
WHERE (meant ->> 'always')::boolean
OR ((meant ->> 'administrator')::boolean AND change -> 'subjects' ?| {administered_ids}::text[])
OR ((meant ->> 'person')::boolean
    AND coalesce(change -> 'subjects' ? {person_id}::text, false))
"""
"""The values that an act changed, as far as the viewer may see them: `{shown_columns}` says which
columns of which tables a desk, an administrator of the row's organization, or its person sees."""

CHANGES = Sql(
    f"""
    SELECT seen ->> 'type' AS type,
        (seen ->> 'prefix') || '_' || (change ->> 'id') AS id,
        meant ->> 'field' AS field,
        change -> 'personal' ? name AS is_personal,
        {_value("before")} AS before,
        {_value("after")} AS after
    {_VALUES}
    ORDER BY place, name COLLATE "C"
    """
)
MOST_CHANGES = 50
CHANGE_COUNT = Sql(f"(SELECT count(*) {_VALUES})")

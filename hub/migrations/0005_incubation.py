"""What the models cannot say to the database: overlaps, the chain of stages, indexes by name.

`uuidrange` and `hub_fold` are made by the migration that runs these.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL


def _no_overlap(
    table: str, rule: str, *, keys: tuple[str, ...], period: str, where: str = ""
) -> tuple[str, str]:
    same = "".join(f"uuidrange({key}, {key}, '[]') WITH &&, " for key in keys)
    condition = f" WHERE ({where})" if where else ""
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{rule}"
        f" EXCLUDE USING gist ({same}{period} WITH &&){condition}",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{rule}",
    )


CONSTRAINTS: list[tuple[str, str]] = [
    (
        # Each change continues the one before it: no gap, no second branch, no rewritten past.
        "ALTER TABLE stage_change ADD CONSTRAINT stage_change_continues"
        " FOREIGN KEY (startup_id, previous_position, previous_stage, previous_entered_on)"
        " REFERENCES stage_change (startup_id, position, stage, entered_on)",
        "ALTER TABLE stage_change DROP CONSTRAINT stage_change_continues",
    ),
    _no_overlap(
        "startup_member",
        "no_overlap",
        keys=("startup_id", "person_id"),
        period="daterange(starts_on, ends_on, '[)')",
    ),
    _no_overlap(
        "participation",
        "no_overlap",
        keys=("startup_id", "programme_id"),
        period="daterange(starts_on, ends_on, '[)')",
    ),
    _no_overlap(
        "intake",
        "no_overlap",
        keys=("programme_id",),
        period="tstzrange(opens_at, closes_at, '[)')",
        where="cancelled_at IS NULL",
    ),
    _no_overlap(
        "mentorship",
        "no_overlap",
        keys=("mentor_id", "startup_id"),
        period="daterange(starts_on, ends_on, '[)')",
        where="starts_on IS NOT NULL",
    ),
    _no_overlap(
        "mentorship",
        "one_primary",
        keys=("startup_id",),
        period="daterange(starts_on, ends_on, '[)')",
        where="is_primary AND starts_on IS NOT NULL",
    ),
    _no_overlap(
        "mentoring_session",
        "mentor_busy",
        keys=("mentor_id",),
        period="tstzrange(starts_at, ends_at, '[)')",
        where="cancelled_at IS NULL",
    ),
    _no_overlap(
        "mentoring_session",
        "team_busy",
        keys=("startup_id",),
        period="tstzrange(starts_at, ends_at, '[)')",
        where="cancelled_at IS NULL AND startup_id IS NOT NULL",
    ),
    _no_overlap(
        "register_entry",
        "no_overlap",
        keys=("startup_id",),
        period="daterange(registered_on, lost_on, '[)')",
    ),
    (
        'CREATE INDEX startup_name_order ON startup (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX startup_name_order",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0004_members")]

    operations = [
        RunSQL(
            [forward for forward, _ in CONSTRAINTS],
            [backward for _, backward in reversed(CONSTRAINTS)],
        )
    ]

"""What the models cannot say to the database: periods that never overlap, indexes of expressions.

`uuidrange` and `hub_fold` are made by the migration that runs these.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL


CONSTRAINTS: list[tuple[str, str]] = [
    (
        "ALTER TABLE affiliation ADD CONSTRAINT affiliation_no_overlap EXCLUDE USING gist ("
        "uuidrange(person_id, person_id, '[]') WITH &&,"
        " uuidrange(organization_id, organization_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE affiliation DROP CONSTRAINT affiliation_no_overlap",
    ),
    (
        "ALTER TABLE affiliation ADD CONSTRAINT affiliation_one_lead EXCLUDE USING gist ("
        "uuidrange(organization_id, organization_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&) WHERE (is_lead)",
        "ALTER TABLE affiliation DROP CONSTRAINT affiliation_one_lead",
    ),
    (
        "ALTER TABLE membership_period ADD CONSTRAINT membership_period_no_overlap"
        " EXCLUDE USING gist (uuidrange(membership_id, membership_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE membership_period DROP CONSTRAINT membership_period_no_overlap",
    ),
    (
        "ALTER TABLE suspension ADD CONSTRAINT suspension_no_overlap"
        " EXCLUDE USING gist (uuidrange(membership_id, membership_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE suspension DROP CONSTRAINT suspension_no_overlap",
    ),
    (
        'CREATE INDEX organization_name_order ON organization (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX organization_name_order",
    ),
    (
        'CREATE INDEX person_name_order ON person (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX person_name_order",
    ),
    (
        "CREATE INDEX organization_competence_by_competence"
        " ON organization_competence (competence_id, organization_id)",
        "DROP INDEX organization_competence_by_competence",
    ),
    (
        "CREATE INDEX person_competence_by_competence"
        " ON person_competence (competence_id, person_id)",
        "DROP INDEX person_competence_by_competence",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0003_functions")]

    operations = [
        RunSQL(
            [forward for forward, _ in CONSTRAINTS],
            [backward for _, backward in reversed(CONSTRAINTS)],
        )
    ]

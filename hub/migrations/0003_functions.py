"""What the rules and indexes of the areas are written with: folding of text, ranges of keys."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

FOLD = r"""
CREATE FUNCTION hub_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(normalize(lower(value), NFD), U&'[\0300-\036F]', '', 'g')
"""

FUNCTIONS = [
    (FOLD, "DROP FUNCTION hub_fold(text)"),
    ("CREATE TYPE uuidrange AS RANGE (subtype = uuid)", "DROP TYPE uuidrange"),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0002_checks")]

    operations = [
        RunSQL(
            [forward for forward, _ in FUNCTIONS],
            [backward for _, backward in reversed(FUNCTIONS)],
        )
    ]

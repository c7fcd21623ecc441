"""The indexes of search."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

SEARCHED = {
    "organization": ("name", "legal_name", "sector", "description"),
    "person": ("name",),
    "competence": ("name", "name_it"),
    "startup": ("name", "pitch"),
    "programme": ("name", "description"),
    "space": ("name", "code", "description"),
    "funding_call": ("title", "code", "funder_name", "description"),
    "project": ("acronym", "title", "code", "topic", "summary"),
    "opportunity": ("title", "field", "description"),
    "agreement": ("title", "code", "subject"),
}


def vector(columns: tuple[str, ...]) -> str:
    """The search document of a row, to the letter as the compiler writes it."""
    weights = "A" + "D" * len(columns)
    return " || ".join(
        f"setweight(to_tsvector('italian', hub_fold(coalesce({column}, ''))), '{weight}')"
        for column, weight in zip(columns, weights, strict=False)
    )


SEARCH = [
    (
        f"CREATE INDEX {table}_search ON {table} USING gin (({vector(columns)}))",
        f"DROP INDEX {table}_search",
    )
    for table, columns in SEARCHED.items()
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0007_projects")]

    operations = [
        RunSQL(
            [forward for forward, _ in SEARCH],
            [backward for _, backward in reversed(SEARCH)],
        )
    ]

"""Rows of the impact area: figures that others have published, as they published them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.impact.terms import Unit
from hub.rows import EditableRow


class Figure(EditableRow):
    """A number that a source states about a day; a later statement is another row."""

    key = fields.CharField(max_length=60)
    amount = fields.DecimalField(max_digits=16, decimal_places=2)
    unit = fields.CharEnumField(Unit, max_length=20)
    stated_on = fields.DateField()
    definition = fields.CharField(max_length=500)
    source = fields.CharField(max_length=200)
    url = fields.CharField(max_length=300, null=True)
    is_approximate = fields.BooleanField(default=False)

    class Meta(EditableRow.Meta):
        table = "figure"
        indexes = [Index(fields=("stated_on", "key"))]
        constraints = [
            UniqueConstraint(("key", "unit", "stated_on", "source"), "figure_once_per_source"),
            CheckConstraint("key ~ '^[A-Z][A-Z0-9_]*$'", "figure_key_format"),
            CheckConstraint("definition <> '' AND source <> ''", "figure_explained"),
        ]

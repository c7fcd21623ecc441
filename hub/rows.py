"""What every row has: a time-ordered key and the instant of its creation."""

from typing import Any, ClassVar, cast

from tortoise import fields
from tortoise.models import Model, ModelMeta

from hub import clock, ids
from hub.ends import Hanging
from hub.keeping import Expiry
from hub.personal import Ties

UNASKED = (
    *("year", "quarter", "month", "week", "day", "hour", "minute", "second", "microsecond"),
    *("contains", "icontains", "endswith", "iendswith", "istartswith", "date", "search"),
    *("posix_regex", "iposix_regex"),
)
"""Conditions that Tortoise keeps ready for each column, and that nothing here puts."""
ENDINGS = tuple(f"__{condition}" for condition in UNASKED)


class RowMeta(ModelMeta):
    """Spares what Tortoise would do for each model, and the hub has no use for.

    It parses the source of each model in search of `#:` comments, and keeps two dozen conditions
    for each column: of some 1,500 columns these are 8 MB in every process.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> ModelMeta:
        made = super().__new__(cls, name, bases, {"_no_comments": True, **attrs})
        conditions = cast("type[Model]", made)._meta._filters
        for condition in [key for key in conditions if key.endswith(ENDINGS)]:
            del conditions[condition]
        return made


class Row(Model, metaclass=RowMeta):
    """The columns that all tables share."""

    personal: ClassVar[frozenset[str]] = frozenset()
    """Columns that hold what is somebody's own; no log and no audit entry says their values."""
    secret: ClassVar[frozenset[str]] = frozenset()
    """Columns from which a secret might be guessed; not even that they changed is told how."""
    ties: ClassVar[Ties | None] = None
    """How its rows are somebody's own; None if none of them is."""
    expiry: ClassVar[Expiry | None] = None
    """When its rows have had their time; None if never."""
    hangs: ClassVar[Hanging | None] = None
    """How its rows hang on memberships and affiliations; None if they do not."""

    id = fields.UUIDField(primary_key=True, default=ids.uuid7)
    created_at = fields.DatetimeField(default=clock.now)

    class Meta(Model.Meta):
        abstract = True


class EditableRow(Row):
    """A row that people edit: each accepted edit raises its version."""

    version = fields.IntField(default=1, db_default=1)

    class Meta(Row.Meta):
        abstract = True


# The Meta of a table's row extends one of these; inherited, `abstract` would make it no table.
del Row.Meta.abstract, EditableRow.Meta.abstract

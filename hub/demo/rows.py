"""Rows that are not written yet: by model, found again by speaking keys, the same on each run."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import cast
from uuid import UUID

from tortoise.models import Model

from hub.clock import ROME

SEED = "Polo Tecnologico di Cremona"
MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """That two rows are tied by a many-to-many relation."""

    relation: str
    one: UUID
    other: UUID


class Rows:
    """What is to be loaded, in the order in which it was added.

    Keys of rows and all chances follow from a fixed seed: the same day gives the same rows.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._dawn = as_instant(today)
        self._rows: dict[type[Model], list[Row]] = {}
        self._links: dict[type[Model], list[Link]] = {}
        self._known: dict[tuple[type[Model], str], Row] = {}
        self.chance = random.Random(SEED)  # noqa: S311 - a story, not a secret

    def add(
        self,
        model: type[Model],
        since: date | datetime,
        known_as: str | None = None,
        /,
        **values: object,
    ) -> UUID:
        """A row that the hub has had since an instant or a day, and from today if that is ahead.

        It is found again by what it is known as, if a key is given.
        """
        created_at = min(as_instant(since), self._dawn)
        row_id = self._make_id(created_at)
        row = {"id": row_id, "created_at": created_at, **values}
        if known_as and self._known.setdefault((model, known_as), row) is not row:
            raise ValueError(f"{model.__name__} {known_as} is there twice")
        self._rows.setdefault(model, []).append(row)
        return row_id

    def link(self, model: type[Model], relation: str, *, one: UUID, other: UUID) -> None:
        """Tie a row of the model to another by a many-to-many relation of the model."""
        self._links.setdefault(model, []).append(Link(relation, one, other))

    def find(self, model: type[Model], key: str) -> UUID:
        """The id of a row by the key that it was added with."""
        return cast(UUID, self.value(model, key, "id"))

    def value(self, model: type[Model], key: str, column: str) -> object:
        """What a row says in a column; None where it says nothing."""
        return self._known[model, key].get(column)

    def has(self, model: type[Model], key: str) -> bool:
        return (model, key) in self._known

    def rows_of(self, model: type[Model]) -> list[Row]:
        return self._rows.get(model, [])

    def __len__(self) -> int:
        return sum(map(len, self._rows.values())) + sum(map(len, self._links.values()))

    def models(self) -> Iterator[type[Model]]:
        yield from self._rows

    def links(self) -> Iterator[tuple[type[Model], list[Link]]]:
        yield from self._links.items()

    def _make_id(self, created_at: datetime) -> UUID:
        """A UUID of version 7 (RFC 9562) of that instant; its random bits come from the seed."""
        milliseconds = (created_at - EPOCH) // MILLISECOND
        drawn = self.chance.getrandbits(74)
        head, tail = drawn >> 62, drawn & (2**62 - 1)
        return UUID(int=milliseconds << 80 | 7 << 76 | head << 64 | 0b10 << 62 | tail)


def as_instant(since: date | datetime) -> datetime:
    """The instant itself, or the beginning of the day in Cremona."""
    if isinstance(since, datetime):
        return since
    return datetime(since.year, since.month, since.day, tzinfo=ROME).astimezone(UTC)

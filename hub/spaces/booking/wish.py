"""What somebody wishes to book, as plain values."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A space from one instant to another, for somebody."""

    space_id: UUID
    starts_at: datetime
    ends_at: datetime
    organization_id: UUID | None = None
    """Whose membership covers it and whose pool it draws on; None: the person's own."""
    person_id: UUID | None = None
    """Who comes and answers for it; None for the organization as a whole."""
    attendees: int = 1
    booking_id: UUID | None = None
    """The booking that is to change, which does not stand in its own way; None for a new one."""
    is_by_staff: bool = False
    """Whether the desk books, to whom only what the space itself demands applies."""

    def __post_init__(self) -> None:
        # Instants of one zone are subtracted as its clock shows them, which is not how long it is.
        object.__setattr__(self, "starts_at", self.starts_at.astimezone(UTC))
        object.__setattr__(self, "ends_at", self.ends_at.astimezone(UTC))

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        """Whole minutes, of a part of one the whole."""
        return -(-self.length // timedelta(minutes=1))

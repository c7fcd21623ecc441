"""How much demo data there is."""

from dataclasses import dataclass
from enum import StrEnum


class Scale(StrEnum):
    """A story to look at, or the same story among enough rows to measure with."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many rows of each kind come on top of the story."""

    organizations: int
    people: int
    startups: int
    spaces: int
    bookings: int
    calls: int
    projects: int
    partnerships: int

    def reduced(self, divisor: int) -> "Size":
        """The same proportions in small, at least one of each."""
        return Size(
            organizations=max(1, self.organizations // divisor),
            people=max(1, self.people // divisor),
            startups=max(1, self.startups // divisor),
            spaces=max(1, self.spaces // divisor),
            bookings=max(1, self.bookings // divisor),
            calls=max(1, self.calls // divisor),
            projects=max(1, self.projects // divisor),
            partnerships=max(1, self.partnerships // divisor),
        )


LARGE = Size(
    organizations=1_000,
    people=3_000,
    startups=500,
    spaces=60,
    bookings=200_000,
    calls=40,
    projects=400,
    partnerships=2_000,
)

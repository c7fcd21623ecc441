"""What hangs on a membership or an affiliation, and what becomes of it when that ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from hub.actor import Role
from hub.sql import Sql
from hub.vocabulary import Vocabulary


class ConsequenceKind(Vocabulary):
    """What hangs on a membership or an affiliation."""

    BOOKING = "BOOKING", "Booking of a space."
    BOOKING_SERIES = "BOOKING_SERIES", "Booking that repeats."
    WAITLIST_ENTRY = "WAITLIST_ENTRY", "Waiting for a space."
    LEASE = "LEASE", "Desk or office let for a period."
    ALLOWANCE = "ALLOWANCE", "Minutes a month that an organization has of a kind of space."
    ROLE = "ROLE", "Role granted to a person's account."
    SEAT = "SEAT", "Seat of an organization's membership, used by one of its people."
    FEE_LINE = "FEE_LINE", "Amount planned or asked for a time that is no longer covered."


class ConsequenceOutcome(Vocabulary):
    """What becomes of what hung on something that ends."""

    CANCELLED = "CANCELLED", "It does not take place."
    ENDED = "ENDED", "It ends, on the day that is told."
    CREDITED = "CREDITED", "It is not owed: it is credited."
    REASSIGNED = "REASSIGNED", "Somebody else has it from now on."
    FOLLOWS = "FOLLOWS", "It gives nothing any more from that day on; nothing of it is changed."


class News(NamedTuple):
    """What the outbox is told of something that ended, or is somebody else's now."""

    kind: str
    payload: Mapping[str, Any]


class Holder(NamedTuple):
    """An organization, a person, or a person of an organization."""

    organization_id: UUID | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """That a membership, or somebody's affiliation with an organization, ends."""

    holder: Holder
    """Of an affiliation: the person and the organization."""
    day: date
    """The first day without it."""
    today: date
    now: datetime
    by_id: UUID | None
    """The person who ends it."""
    membership_id: UUID | None = None
    """None for an affiliation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """How rows of a table hang on memberships and affiliations.

    Places of its expressions are `{row}`, `{now}`, `{today}`, `{day}`, the first day without what
    ends, and whose it was: `{membership}`, `{organization}` and `{person}`, each null where it is
    not said.
    """

    kind: ConsequenceKind
    outcome: ConsequenceOutcome
    condition: Sql
    """Which rows hang on it."""
    on: Sql
    """The day from which one is affected."""
    what: Sql
    """What a row is, in words that tell nothing personal."""
    first: Sql | None = None
    """What locks all that whoever writes such rows locks before them."""
    end: Callable[[Any, Ending], Mapping[str, Any]] = lambda _, __: {}
    """The columns of a row that change when it ends."""
    pass_on: Callable[[Any, Ending], Mapping[str, Any]] = lambda _, __: {}
    """The columns that change beside the holder when another one has it instead."""
    tell: Callable[[Any], News | None] = lambda _: None
    """What is told of a row that was changed so."""
    is_spared: bool = True
    """Whether it stays as long as another membership or affiliation of the holder covers that day."""
    is_passed_on: bool = False
    """Whether another holder may have it instead."""
    only_by: frozenset[Role] | None = None
    """Who alone ends it: when others end the membership or affiliation it stays; None: everybody."""


HELD = Sql(
    "({row}.organization_id IS NOT DISTINCT FROM {organization}"
    " AND coalesce({row}.person_id = {person}, {person} IS NULL))"
)
"""Whether a row with a holder is one of whom the ending is about: of an organization that of all
its people, of a person of it that of this person there, of a person alone what they have alone."""

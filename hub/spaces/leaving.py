"""What of the spaces' area keeps a person from being erased, and what ends with them."""

from hub.keeping import RetentionKind
from hub.personal import Hold, RetentionRequired
from hub.spaces import derived
from hub.sql import Sql, composed


class BookingsToCome(RetentionRequired):
    """The person has booked, and the time has not passed."""

    sentence = (
        "Bookings are to come or under way ({count}), the last on {until}: cancel them first."
    )


class LeaseRuns(RetentionRequired):
    """The person leases a space."""

    sentence = "A space is let to the person from {since}: the lease must end first."


class DepositHeld(RetentionRequired):
    """The person's deposit was not returned."""

    sentence = "A deposit is held since {since}: it must be returned first."


BOOKING_TO_COME = Hold(
    BookingsToCome,
    composed("{state} IN ('REQUESTED', 'CONFIRMED', 'ONGOING')", state=derived.BOOKING_STATE),
    since=Sql("({row}.starts_at AT TIME ZONE 'Europe/Rome')::date"),
    until=Sql("({row}.ends_at AT TIME ZONE 'Europe/Rome')::date"),
)
RUNNING_LEASE = Hold(
    LeaseRuns,
    Sql("coalesce({day} < {row}.ends_on, true)"),
    since=Sql("{row}.starts_on"),
    until=Sql("{row}.ends_on"),
)
HELD_DEPOSIT = Hold(
    DepositHeld,
    Sql("{row}.deposit_received_on IS NOT NULL AND {row}.deposit_returned_on IS NULL"),
    since=Sql("{row}.deposit_received_on"),
)
ENDED_LEASE = Hold(
    RetentionRequired,
    Sql("{row}.ends_on <= {day} AND {day} < {row}.ends_on + {days}"),
    since=Sql("{row}.ends_on"),
    until=Sql("{row}.ends_on + {days}"),
    kind=RetentionKind.CLOSED_CONTRACTS,
)
CANCELLED = Sql(
    "CASE WHEN {row}.organization_id IS NULL THEN coalesce({row}.cancelled_at, {now})"
    " ELSE {row}.cancelled_at END"
)
"""A series of the person alone makes no more bookings."""
LEFT = composed(
    "CASE WHEN {state} IN ('WAITING', 'OFFERED') THEN {now} ELSE {row}.left_at END",
    state=derived.WAITLIST_STATE,
)
"""Nobody who waits no longer is offered anything."""
LINK_REVOKED = Sql("coalesce({row}.revoked_at, {now})")
OF_LEASE = Sql(
    "(SELECT contract.organization_id FROM lease contract WHERE contract.id = {row}.lease_id)"
)
"""The organization that leases as well."""

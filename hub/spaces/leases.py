"""What becomes of leases: another rent from a day on, notice, and the deposit."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.ends import Holder
from hub.errors import Refused
from hub.members.held import DESKS, answers_for
from hub.members.membership_refusals import NoticeTooShort
from hub.members.parties.entering import require_desk
from hub.members.rules import holds
from hub.members.type_rules import Amount
from hub.refusals import (
    DayAhead,
    DayPassed,
    DayTooEarly,
    DayTooLate,
    NotAllowed,
    NotFound,
    TooLong,
)
from hub.spaces import lease_policy
from hub.spaces.booking.waiting import Advance
from hub.spaces.lease_models import Lease, RentStep
from hub.spaces.lease_refusals import DepositMissing, DepositReceived, DepositReturned, LeaseOver
from hub.spaces.places import LONGEST_REASON
from hub.texts import line

PATH = ("input", "leaseId")
STARTS, ENDS = ("input", "startsOn"), ("input", "endsOn")

explains("rent_step_once_a_day")


@act(TokenScope.SPACES)
async def change_rent(
    deed: Deed,
    *,
    lease_id: UUID,
    starts_on: date,
    monthly_amount: Decimal,
    reason: str | None = None,
) -> RentStep:
    """Let another rent hold from a day on; what was set for that very day is replaced."""
    require_desk(deed, "input")
    lease = await deed.lock(Lease, lease_id, *PATH)
    if starts_on < deed.today:
        deed.refuse(DayPassed(*STARTS, today=deed.today))
    elif not holds(lease.starts_on, lease.ends_on, starts_on):
        _refuse_day(deed, lease, starts_on)
    deed.refuse(*Amount("monthlyAmount").faults(monthly_amount))
    why = line(reason or "") or None
    if why is not None and len(why) > LONGEST_REASON:
        deed.refuse(TooLong("input", "reason", limit=LONGEST_REASON, measured=len(why)))
    deed.settle()
    rows = RentStep.filter(lease_id=lease.id, starts_on=starts_on).using_db(deed.connection)
    step = await rows.first()
    deed.touch(lease)
    if step is not None:
        await deed.edit(step, monthly_amount=monthly_amount, reason=why)
        return step
    return await deed.create(
        RentStep,
        lease_id=lease.id,
        starts_on=starts_on,
        monthly_amount=monthly_amount,
        reason=why,
    )


@act(TokenScope.SPACES)
async def end_lease(
    deed: Deed,
    *,
    lease_id: UUID,
    version: int,
    notice_on: date | None = None,
    ends_on: date | None = None,
    waive_notice: bool | None = None,
) -> Lease:
    """Give notice: the holder, or the desk, which may do without its days."""
    lease = await _for_holder(deed, lease_id)
    deed.check_version(lease, version)
    if lease.ends_on is not None and lease.ends_on <= max(deed.today, lease.starts_on):
        raise Refused(LeaseOver(*PATH, ended_on=lease.ends_on))
    noticed = notice_on or deed.today
    _check_notice(deed, notice_on, waive_notice=bool(waive_notice))
    earliest = noticed + timedelta(days=lease.notice_days)
    ends = ends_on or max(earliest, lease.starts_on)
    if ends < deed.today:
        deed.refuse(DayPassed(*ENDS, today=deed.today))
    elif ends < lease.starts_on:
        deed.refuse(DayTooEarly(*ENDS, first_on=lease.starts_on))
    elif ends < earliest and not waive_notice:
        deed.refuse(NoticeTooShort(*ENDS, days=lease.notice_days, earliest=earliest))
    elif lease.ends_on is not None and lease.ends_on < ends:
        deed.refuse(DayTooLate(*ENDS, latest=lease.ends_on))
    await deed.edit(lease, ends_on=ends, notice_on=noticed)
    deed.at_last(Advance((lease.space_id,)))
    return lease


@act(TokenScope.SPACES)
async def record_deposit(
    deed: Deed,
    *,
    lease_id: UUID,
    version: int,
    amount: Decimal | None = None,
    received_on: date | None = None,
) -> Lease:
    """Say that the deposit was received, and how much it is where that was not agreed."""
    require_desk(deed, "input")
    lease = await deed.lock(Lease, lease_id, *PATH)
    deed.check_version(lease, version)
    if lease.deposit_received_on is not None:
        raise Refused(DepositReceived(*PATH, day=lease.deposit_received_on))
    deposit = lease.deposit if amount is None else amount
    if deposit is None:
        deed.refuse(DepositMissing("input", "amount"))
    else:
        deed.refuse(*Amount("amount").faults(deposit))
    day = received_on or deed.today
    if day > deed.today:
        deed.refuse(DayAhead("input", "receivedOn", today=deed.today))
    await deed.edit(lease, deposit=deposit, deposit_received_on=day)
    return lease


@act(TokenScope.SPACES)
async def return_deposit(
    deed: Deed, *, lease_id: UUID, version: int, returned_on: date | None = None
) -> Lease:
    """Say that the deposit was given back."""
    require_desk(deed, "input")
    lease = await deed.lock(Lease, lease_id, *PATH)
    deed.check_version(lease, version)
    if lease.deposit_received_on is None:
        raise Refused(DepositMissing(*PATH))
    if lease.deposit_returned_on is not None:
        raise Refused(DepositReturned(*PATH, day=lease.deposit_returned_on))
    day, path = returned_on or deed.today, ("input", "returnedOn")
    if day > deed.today:
        deed.refuse(DayAhead(*path, today=deed.today))
    elif day < lease.deposit_received_on:
        deed.refuse(DayTooEarly(*path, first_on=lease.deposit_received_on))
    await deed.edit(lease, deposit_returned_on=day)
    return lease


async def _for_holder(deed: Deed, lease_id: UUID) -> Lease:
    """A lease for an act that its holder may do, or the desk in their place."""
    lease = await deed.lock(Lease, lease_id, *PATH)
    if not lease_policy.LEASE.rows.holds(lease, deed.viewer):
        raise Refused(NotFound(*PATH))
    # Who uses what an organization leases does not end it.
    of_person = None if lease.organization_id else lease.person_id
    if not answers_for(deed.actor, Holder(lease.organization_id, of_person)):
        raise Refused(
            NotAllowed(*PATH, who="administrators of the organization and the front desk")
        )
    return lease


def _check_notice(deed: Deed, notice_on: date | None, *, waive_notice: bool) -> None:
    """A letter came in earlier than the desk enters it; only the desk does without notice."""
    path = ("input", "noticeOn")
    is_desk = deed.actor.has_role(DESKS)
    if notice_on is not None and not is_desk:
        deed.refuse(NotAllowed(*path, who="the front desk"))
    elif notice_on is not None and notice_on > deed.today:
        deed.refuse(DayAhead(*path, today=deed.today))
    if waive_notice and not is_desk:
        deed.refuse(NotAllowed("input", "waiveNotice", who="the front desk"))


def _refuse_day(deed: Deed, lease: Lease, day: date) -> None:
    """Say which days of a lease are possible."""
    if day < lease.starts_on:
        deed.refuse(DayTooEarly(*STARTS, first_on=lease.starts_on))
    else:
        deed.refuse(LeaseOver(*STARTS, ended_on=lease.ends_on))

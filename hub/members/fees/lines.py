"""Fee lines one by one: found and locked, paid by somebody else, credited."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from hub import texts
from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.fee_models import Payment
from hub.members.fees.accounting import check_open, hold_books
from hub.members.fees.amounts import paid_later
from hub.members.fees.refusals import FeeCredited, PaymentsStand
from hub.members.membership_models import FeeLine, Membership
from hub.members.membership_policy import FEE_LINE
from hub.members.models import Organization, Person
from hub.policy import IS_FRONT_DESK
from hub.refusals import Blank, DayAhead, DayTooEarly, NotAllowed, NotFound, OneParty, TooLong

LONGEST_REASON = 300
AT = ("input", "feeLineId")

explains("payment_fits")


@act(TokenScope.MEMBERS)
async def change_payer(
    deed: Deed,
    *,
    fee_line_id: UUID,
    version: int,
    payer_id: UUID | None = None,
    paying_person_id: UUID | None = None,
) -> FeeLine:
    """Let another organization or person pay, as long as nothing was paid."""
    await hold_books(deed)
    if (payer_id is None) == (paying_person_id is None):
        raise Refused(OneParty("input"))
    line = await lock_line(deed, fee_line_id, *AT)
    await find_payer(deed, payer_id, paying_person_id)
    check_stands(deed, line, *AT)
    await _check_unpaid(deed, line, line.issued_on or deed.today)
    await check_open(deed, line.issued_on, *AT)
    await touch_parties(deed, [line])
    await deed.edit(line, version=version, payer_id=payer_id, paying_person_id=paying_person_id)
    await touch_parties(deed, [line])
    return line


@act(TokenScope.MEMBERS)
async def credit_fee_line(
    deed: Deed,
    *,
    fee_line_id: UUID,
    version: int,
    reason: str,
    credited_on: date | None = None,
) -> FeeLine:
    """Cancel a line, planned or issued, of which nothing is paid."""
    await hold_books(deed)
    line = await lock_line(deed, fee_line_id, *AT)
    day, reason = credited_on or deed.today, texts.line(reason)
    check_text(deed, "reason", reason, longest=LONGEST_REASON)
    check_stands(deed, line, *AT)
    check_not_ahead(deed, day, "creditedOn")
    if line.issued_on is not None and day < line.issued_on:
        deed.refuse(DayTooEarly("input", "creditedOn", first_on=line.issued_on))
    await _check_unpaid(deed, line, day)
    await check_open(deed, day, "input", "creditedOn")
    await deed.edit(line, version=version, credited_on=day, credit_reason=reason)
    await touch_parties(deed, [line])
    return line


async def lock_line(deed: Deed, id: UUID, *path: str | int) -> FeeLine:
    """The line, locked for the front desk; others are refused, those who do not see it alike."""
    if not deed.actor.has_role(IS_FRONT_DESK.roles):
        found = FeeLine.filter(id=id).using_db(deed.connection).prefetch_related("membership")
        line = await found.first()
        is_seen = line is not None and FEE_LINE.rows.holds(line, deed.viewer)
        raise Refused(NotAllowed(*path, who="the front desk") if is_seen else NotFound(*path))
    return await deed.lock(FeeLine, id, *path)


async def find_payer(
    deed: Deed, payer_id: UUID | None, paying_person_id: UUID | None
) -> Organization | Person:
    """Who is to pay; refused if they are not known, or no longer."""
    if payer_id is not None:
        payer = await deed.lock(Organization, payer_id, "input", "payerId")
        if payer.merged_into_id is None:
            return payer
        raise Refused(NotFound("input", "payerId"))
    person = await deed.lock(Person, paying_person_id, "input", "payingPersonId")
    if person.erased_at is not None or person.merged_into_id is not None:
        raise Refused(NotFound("input", "payingPersonId"))
    return person


async def payments_of(deed: Deed, line: FeeLine) -> list[tuple[date, Decimal]]:
    """What was paid of a locked line, and taken back."""
    found = Payment.filter(fee_line_id=line.id).using_db(deed.connection)
    return [(each.received_on, each.amount) for each in await found]


async def touch_parties(deed: Deed, lines: Sequence[FeeLine]) -> None:
    """Let the act stand in the history of those whose memberships they are, and of who pays."""
    named = (
        (Membership, {line.membership_id for line in lines}),
        (Organization, {line.payer_id for line in lines if line.payer_id}),
        (Person, {line.paying_person_id for line in lines if line.paying_person_id}),
    )
    for model, ids in named:
        for row in await model.filter(id__in=[*ids]).using_db(deed.connection):
            deed.touch(row)


def check_text(deed: Deed, name: str, text: str, *, longest: int) -> None:
    if not text:
        deed.refuse(Blank("input", name))
    elif len(text) > longest:
        deed.refuse(TooLong("input", name, measured=len(text), limit=longest))


def check_not_ahead(deed: Deed, day: date, name: str) -> None:
    if day > deed.today:
        deed.refuse(DayAhead("input", name, today=deed.today))


def check_stands(deed: Deed, line: FeeLine, *path: str | int) -> None:
    if line.credited_on is not None:
        deed.refuse(FeeCredited(*path, credited_on=line.credited_on))


async def _check_unpaid(deed: Deed, line: FeeLine, day: date) -> None:
    paid = paid_later(await payments_of(deed, line), day)
    if paid > 0:
        deed.refuse(PaymentsStand(*AT, paid=paid))

"""Reminders of what is overdue, of which there are three."""

from datetime import date, timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members.fee_models import MOST_REMINDERS, Reminder
from hub.members.fees.lines import check_not_ahead, lock_line, payments_of, touch_parties
from hub.members.fees.refusals import RemindersExhausted, ReminderTooEarly
from hub.members.membership_models import FeeLine
from hub.members.rules import fee_state
from hub.members.terms import FeeState, ReminderChannel
from hub.refusals import DayTooEarly

explains("reminder_once_per_level")


@act(TokenScope.MEMBERS)
async def record_reminder(
    deed: Deed, *, fee_line_id: UUID, channel: ReminderChannel, sent_on: date | None = None
) -> Reminder:
    """Record that the payer was reminded on a day on which the line was overdue."""
    line = await lock_line(deed, fee_line_id, "input", "feeLineId")
    day = sent_on or deed.today
    check_not_ahead(deed, day, "sentOn")
    state = await _state(deed, line, day)
    if state is not FeeState.OVERDUE:
        deed.refuse(ReminderTooEarly("input", "sentOn", day=day, state=state))
    sent = await Reminder.filter(fee_line_id=line.id).using_db(deed.connection).order_by("level")
    if len(sent) == MOST_REMINDERS:
        deed.refuse(RemindersExhausted("input", "feeLineId", limit=MOST_REMINDERS))
    elif sent and day <= sent[-1].sent_on:
        first_on = sent[-1].sent_on + timedelta(days=1)
        deed.refuse(DayTooEarly("input", "sentOn", first_on=first_on))
    await touch_parties(deed, [line])
    return await deed.create(
        Reminder, fee_line_id=line.id, sent_on=day, level=len(sent) + 1, channel=channel
    )


async def _state(deed: Deed, line: FeeLine, day: date) -> FeeState:
    return fee_state(
        day,
        amount=line.amount,
        due_on=line.due_on,
        issued_on=line.issued_on,
        credited_on=line.credited_on,
        payments=await payments_of(deed, line),
    )

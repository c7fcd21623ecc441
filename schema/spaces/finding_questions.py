"""What is asked about free spaces: rules answer."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.spaces.finding import slots
from hub.spaces.finding.search import MOST_SLOTS
from schema.compiler.declare import part
from schema.mutating.declare import answer, item, item_row, items, question
from schema.spaces import finding_inputs

if TYPE_CHECKING:
    from schema.spaces.types import Space

INPUTS = finding_inputs
"""Declared with the question that takes them."""
MOST_PROBLEMS = 15


@part
class FreeSlot:
    """A space at a time at which the asker can book it at once."""

    space: "Space" = item_row("space_id", "The space.")
    starts_at: "datetime" = item("starts_at", "First instant.")
    ends_at: "datetime" = item("ends_at", "First instant at which it is over.")
    price: "Decimal | None" = item(
        "price", "What it would cost, in euro without VAT; null where it has no price."
    )
    vat_rate: "Decimal | None" = item(
        "vat_rate", "Rate of VAT in percent; null where it has no price."
    )
    pool_minutes: "int" = item(
        "pool_minutes", "Minutes that it would draw from the organization's allowance."
    )
    needs_approval: "bool" = item(
        "needs_approval", "Whether the staff would have to approve it: booked, it is a request."
    )


@answer(MOST_PROBLEMS)
class FreeSlotsAnswer:
    """The answer of `freeSlots`."""

    slots: "list[FreeSlot] | None" = items(
        "slots",
        f"The first of the slots, at most {MOST_SLOTS}: in the order of their starts, then that"
        " with the least room to spare, then the cheapest. Each could be booked at once, though not"
        " always all of them: they may overlap, or share a quota. Null when there are problems.",
        most=MOST_SLOTS,
    )


@part
class FindingQuestions:
    """What is asked about free spaces."""

    free_slots: "FreeSlotsAnswer" = question(
        slots.free_slots,
        "The first times at which any space that fits can be had, by all rules that `bookSpace`"
        " goes by: the asker's membership, notice and horizon, quotas, allowances and what they"
        " have booked already. Who has not signed in is told what the general conditions of public"
        " spaces leave. Nothing is booked or held.",
        cost=100,
    )

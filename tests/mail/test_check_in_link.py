"""The link in a mail about a booking: to checking in, where that is needed."""

from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.mail.handlers import LETTERS
from hub.mail.letter import Links
from tests.keys import KEYS
from tests.make import members, outbox, spaces
from tests.mutating.doing import NOW

pytestmark = pytest.mark.usefixtures("connection")
LINKS = Links("https://hub.example.org", KEYS)
BEGINS = NOW + timedelta(days=1)
DUE = BEGINS + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("given", "is_awaited"),
    [
        ({"check_in_due_at": DUE}, True),
        ({}, False),
        ({"check_in_due_at": DUE, "checked_in_at": NOW}, False),
        ({"check_in_due_at": DUE, "cancelled_at": NOW}, False),
    ],
)
async def test_it_leads_to_checking_in_where_that_is_needed(
    given: dict[str, Any], *, is_awaited: bool
) -> None:
    with clock.freeze(NOW):
        ada = await members.person(email="ada@example.org", language="EN")
        booking = await spaces.booking(BEGINS, person=ada, **given)
        change = "CANCELLED" if "cancelled_at" in given else "CONFIRMED"
        payload = {"booking_ids": [str(booking.id)], "change": change, "person_id": str(ada.id)}
        event = await outbox.event(kind="mail.booking", payload=payload)

        letter = await LETTERS[event.kind](event, LINKS)

    assert letter is not None
    assert (letter.url == LINKS.to_check_in(booking.id)) is is_awaited
    assert letter.action == ("Check in when you are there" if is_awaited else "Open the hub")

"""The mail to who waited for a slot: once, while the offer lasts, and to nobody else."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import pytest

from hub import clock
from hub.keys import Keys
from hub.mail.handlers import LETTERS
from hub.mail.letter import Letter, Links
from hub.record.models import OutboxEvent
from hub.spaces.booking.waiting import MAIL
from hub.spaces.booking_models import WaitlistEntry
from tests.make import members, outbox, spaces

NOON = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
NINE = datetime(2027, 7, 5, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINKS = Links("https://hub.example.org", Keys(bytes(32)))

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture(autouse=True)
def at_noon() -> Generator[None]:
    with clock.freeze(NOON):
        yield


async def offered(**given: datetime) -> tuple[WaitlistEntry, OutboxEvent]:
    person = await members.person("Anna Attesa", email="anna@esempio.it")
    entry = await spaces.waitlist_entry(
        NINE,
        space=await spaces.space("Sala Po"),
        person=person,
        **{"offered_at": NOON, "offer_ends_at": NOON + HOUR, **given},
    )
    payload = {"person_id": str(person.id), "offered_at": NOON.isoformat()}
    return entry, await outbox.event(kind=MAIL, subject_id=entry.id, payload=payload)


async def letter_of(event: OutboxEvent) -> Letter | None:
    return await LETTERS[event.kind](event, LINKS)


async def test_who_waited_hears_until_when_the_slot_is_theirs() -> None:
    _, event = await offered()

    letter = await letter_of(event)

    assert letter is not None
    assert letter.address == "anna@esempio.it"
    assert letter.subject == "Libero per te: Colloquio"
    assert "13:00" in letter.paragraphs[0]
    assert "Sala Po" in letter.paragraphs[1]


async def test_an_offer_that_is_over_is_told_to_nobody() -> None:
    _, event = await offered()

    with clock.freeze(NOON + HOUR):
        assert await letter_of(event) is None


@pytest.mark.parametrize("column", ["left_at", "offered_at"])
async def test_a_line_that_was_planned_anew_is_told_anew(column: str) -> None:
    entry, event = await offered()
    await WaitlistEntry.filter(id=entry.id).update(**{column: NOON - HOUR})

    assert await letter_of(event) is None

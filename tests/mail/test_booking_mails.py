"""The mails about bookings: whom they go to, what they say, and what calendars make of them."""

from collections.abc import Generator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from hub import clock, settings
from hub.keys import Keys
from hub.mail.addresses import Mailbox
from hub.mail.booking_changes import CHANGES
from hub.mail.composing import composed
from hub.mail.handlers import LETTERS, handlers
from hub.mail.letter import Letter, Links
from hub.mail.sharing_out import share_out
from hub.members.models import Person
from hub.record.models import OutboxEvent
from hub.record.outbox import Claimed, Pace, taken
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from tests.make import outbox, spaces
from tests.make.accounts import account
from tests.make.members import organization, person
from tests.record.delivery import delivering_alone
from tests.record.waiting import until

NOON = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
NINE = datetime(2027, 7, 5, 7, 0, tzinfo=UTC)
LINKS = Links("https://hub.example.org", Keys(bytes(32)))
SENDER = Mailbox("hub@example.org", "Polo Tecnologico, Cremona")
ENDED: dict[str, dict[str, Any]] = {
    "DECLINED": {"confirmed_at": None, "declined_at": NOON, "decline_reason": "Serve a noi"},
    "CANCELLED": {"cancelled_at": NOON, "cancel_reason": "Influenza"},
}

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture(autouse=True)
def at_noon() -> Generator[None]:
    with clock.freeze(NOON):
        yield


async def letter_of(event: OutboxEvent) -> Letter | None:
    return await LETTERS[event.kind](event, LINKS)


async def mail_of(event: OutboxEvent) -> EmailMessage:
    letter = await letter_of(event)
    assert letter is not None
    return composed(letter, event, sender=SENDER, base_url=LINKS.base_url)


def calendars_of(mail: EmailMessage) -> list[tuple[EmailMessage, Any]]:
    """The parts that hold a calendar, and what an independent library reads in them."""
    parts = (part for part in mail.walk() if part.get_content_subtype() in {"calendar", "ics"})
    return [(part, Calendar.from_ical(_content(part))) for part in parts]


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


async def booked(**given: Any) -> Booking:
    room = await spaces.space("Sala Stradivari")
    values = {"space": room, "title": "Riunione, piano", "confirmed_at": NOON, "sequence": 4}
    return await spaces.booking(NINE, **{**values, **given})


async def changed(booking: Booking, change: str, **beside: Any) -> OutboxEvent:
    payload = {"change": change, **beside}
    return await outbox.event(kind="booking.changed", subject_id=booking.id, payload=payload)


async def shared_out(change: str, database_url: str, **given: Any) -> list[OutboxEvent]:
    """The mails that a change of a booking with two guests calls for."""
    booking = await booked(person=given.pop("person", None) or await person("Anna"), **given)
    await BookingAttendee.create(booking=booking, email="ospite@example.org", name="Ospite")
    await BookingAttendee.create(booking=booking, person=await person("Bruno"))
    await BookingAttendee.create(booking=booking, person_id=booking.person_id)
    await tell(booking, change, database_url)
    return await OutboxEvent.filter(kind="mail.booking")


async def tell(booking: Booking, change: str, database_url: str, **beside: Any) -> None:
    """Let a change be shared out."""
    told = await changed(booking, change, **beside)
    sharing = {told.kind: handlers(settings.load(), LINKS.keys)[told.kind]}
    async with delivering_alone(database_url, sharing, Pace(poll_seconds=0.05)):
        await told_over(told)


async def told_over(event: OutboxEvent) -> None:
    async def is_over() -> bool:
        await event.refresh_from_db()
        return event.done_at is not None

    await until(is_over)


async def test_a_booking_is_an_entry_for_the_calendar() -> None:
    booking = await booked(person=await person("Anna Rossi", email="anna@example.org"))
    event = await mailed(booking, "CONFIRMED")
    mail = await mail_of(event)
    found = calendars_of(mail)

    assert mail.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    (inline, calendar), (attached, same) = found
    assert calendar == same
    assert inline.get_param("method") == calendar["METHOD"] == "REQUEST"
    assert inline.get_content_charset() == "utf-8"
    assert attached.get_filename() == "invite.ics"
    (entry,) = calendar.walk("VEVENT")
    assert (str(entry["UID"]), entry["SEQUENCE"]) == (str(booking.id), 4)
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (NINE, NINE + timedelta(hours=1))
    assert (str(entry["SUMMARY"]), str(entry["STATUS"])) == ("Riunione, piano", "CONFIRMED")
    assert str(entry["LOCATION"]).startswith("Sala Stradivari, ")
    assert entry["DTSTAMP"].dt == NOON
    assert str(entry["ORGANIZER"]) == "mailto:hub@example.org"
    assert entry["ORGANIZER"].params["CN"] == "Polo Tecnologico, Cremona"
    assert str(entry["ATTENDEE"]) == "mailto:anna@example.org"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert entry["ATTENDEE"].params["RSVP"] == "FALSE"


async def mailed(booking: Booking, change: str) -> OutboxEvent:
    payload = {
        "booking_ids": [str(booking.id)],
        "change": change,
        "person_id": str(booking.person_id),
    }
    return await outbox.event(kind="mail.booking", payload=payload)


@pytest.mark.parametrize("change", ["DECLINED", "CANCELLED"])
async def test_what_does_not_take_place_is_taken_out_of_the_calendar(change: str) -> None:
    anna = await person("Anna", email="anna@example.org")
    booking = await booked(person=anna, sequence=5, **ENDED[change])
    mail = await mail_of(await mailed(booking, change))
    part, calendar = calendars_of(mail)[0]
    (entry,) = calendar.walk("VEVENT")

    assert part.get_param("method") == calendar["METHOD"] == "CANCEL"
    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CANCELLED", 5)
    text = mail.get_body(("plain",))
    assert text is not None
    reason = booking.decline_reason or booking.cancel_reason
    assert f"Motivo: {reason}" in text.get_content()


async def test_what_waits_for_approval_is_tentative() -> None:
    booking = await booked(person=await person("Anna", email="anna@example.org"), confirmed_at=None)
    _, calendar = calendars_of(await mail_of(await mailed(booking, "REQUESTED")))[0]
    (entry,) = calendar.walk("VEVENT")

    assert (calendar["METHOD"], str(entry["STATUS"])) == ("REQUEST", "TENTATIVE")


async def test_a_mail_says_where_and_when_in_its_readers_language() -> None:
    anna = await person("Anna", email="anna@example.org", language="EN")
    letter = await letter_of(await mailed(await booked(person=anna), "MOVED"))

    assert letter is not None
    assert (letter.subject, letter.language) == ("Changed: Riunione, piano", "en")
    told = "\n".join(letter.paragraphs)
    assert "Sala Stradivari" in told
    assert "5 July 2027, 09:00 CEST" in told


async def test_it_goes_to_the_address_that_is_proved() -> None:
    anna = await person("Anna", email="anna@example.org")
    held = await account(person=anna, email="prima@example.org", verified_at=None)
    event = await mailed(await booked(person=anna), "CONFIRMED")
    addresses = []
    for instant in (None, NOON):
        held.verified_at = instant
        await held.save()
        letter = await letter_of(event)
        addresses.append(letter and letter.address)

    assert addresses == ["anna@example.org", "prima@example.org"]


async def test_nobody_is_told_what_is_no_longer_so() -> None:
    anna = await person("Anna", email="anna@example.org")
    cancelled = await booked(person=anna, **ENDED["CANCELLED"])
    standing = await booked(person=anna, space=await spaces.space())
    assert await letter_of(await mailed(cancelled, "CONFIRMED")) is None
    assert await letter_of(await mailed(standing, "CANCELLED")) is None
    with clock.freeze(standing.ends_at):
        assert await letter_of(await mailed(standing, "CONFIRMED")) is None


async def test_nothing_is_sent_to_nowhere() -> None:
    anna = await person("Anna", email=None)
    event = await mailed(await booked(person=anna), "CONFIRMED")
    assert await letter_of(event) is None
    event.payload["person_id"] = str(event.id)
    assert await letter_of(event) is None


@pytest.mark.parametrize("change", sorted(CHANGES.keys() - {"CHANGED"}))
async def test_each_reader_has_a_mail_of_their_own(change: str, database_url: str) -> None:
    is_certain = change not in {"REQUESTED", "DECLINED"}
    undecided = {} if is_certain else {"confirmed_at": None}
    events = await shared_out(change, database_url, **{**ENDED.get(change, {}), **undecided})

    assert len(events) == (3 if is_certain else 1)
    assert len({event.subject_id for event in events}) == len(events)
    assert {str(event.payload["change"]) for event in events} == {change}
    told = str([event.payload for event in events])
    assert "@" not in told
    assert "Anna" not in told


async def test_of_other_changes_nobody_is_told(database_url: str) -> None:
    assert await shared_out("CHECKED_IN", database_url) == []


async def test_of_what_is_nobodys_nobody_is_told(database_url: str) -> None:
    booking = await booked(organization=await organization())
    await tell(booking, "CONFIRMED", database_url)

    assert await OutboxEvent.filter(kind="mail.booking").count() == 0


async def test_mails_are_asked_for_when_all_of_it_is_done() -> None:
    told = await changed(await booked(person=await person("Anna")), "CONFIRMED")
    for is_lost in (True, False):
        await OutboxEvent.filter(id=told.id).update(attempts=1)
        with suppress(ConnectionError):
            async with taken(Claimed(told.id, told.kind, 1)) as event:
                assert event is not None
                await share_out(event, LINKS.keys)
                if is_lost:
                    raise ConnectionError
        assert await OutboxEvent.filter(kind="mail.booking").count() == int(not is_lost)


async def test_of_new_guests_only_these_are_told(database_url: str) -> None:
    await shared_out("CONFIRMED", database_url)
    (booking,) = await Booking.all()
    guest = await BookingAttendee.create(booking=booking, email="nuovo@example.org")
    await tell(booking, "CHANGED", database_url, new_guest_ids=[str(guest.id)])
    latest = await OutboxEvent.filter(kind="mail.booking").order_by("-id").first()

    assert latest is not None
    assert await OutboxEvent.filter(kind="mail.booking").count() == 4
    assert latest.payload["guest_ids"] == [str(guest.id)]
    mail = await mail_of(latest)
    assert (mail["To"], mail["Subject"]) == ("nuovo@example.org", "Invito: Riunione, piano")


async def test_guests_who_were_told_of_it_hear_how_it_goes_on(database_url: str) -> None:
    """It was certain, is to be approved again, and comes to nothing."""
    await shared_out("CONFIRMED", database_url)
    (booking,) = await Booking.all()
    booking.confirmed_at = None
    await booking.save()
    for change in ("REQUESTED", "DECLINED"):
        await tell(booking, change, database_url)
        events = await OutboxEvent.filter(kind="mail.booking")
        assert [event.payload["change"] for event in events].count(change) == 3


async def test_guests_read_who_asks_them_and_not_who_else_comes(database_url: str) -> None:
    beta = await organization("Beta")
    events = await shared_out("CONFIRMED", database_url, organization=beta)
    by_address = {}
    await Person.filter(given_name="Bruno").update(email="bruno@example.org")
    await Person.filter(given_name="Anna").update(email="anna@example.org")
    for event in events:
        mail = await mail_of(event)
        by_address[str(mail["To"])] = mail
    _, calendar = calendars_of(by_address["ospite@example.org"])[0]
    (entry,) = calendar.walk("VEVENT")
    text = by_address["ospite@example.org"].as_string()

    assert sorted(by_address) == ["anna@example.org", "bruno@example.org", "ospite@example.org"]
    assert entry["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert entry["ATTENDEE"].params["CN"] == "Ospite"
    assert "bruno@example.org" not in text
    body = by_address["ospite@example.org"].get_body(("plain",))
    assert body is not None
    assert "Anna ti chiede di venire" in body.get_content().replace("\n", " ")


async def test_the_subject_is_one_line_whatever_the_title() -> None:
    booking = await booked(
        person=await person("Anna", email="anna@example.org"), title="Uno\r\nBcc: x@example.org"
    )
    mail = await mail_of(await mailed(booking, "CONFIRMED"))

    assert mail["Bcc"] is None
    assert str(mail["Subject"]) == "Confermato: Uno Bcc: x@example.org"

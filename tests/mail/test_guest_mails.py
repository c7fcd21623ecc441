"""The mails to who is asked to come, as acts call for them: one story for each calendar."""

from email.message import EmailMessage
from typing import Any

import pytest

from hub import clock
from hub.mail.sharing_out import GATHERED
from hub.record.models import OutboxEvent
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from tests.mail.postman import Postman, calendar_of, text_of
from tests.make import members
from tests.make.spaces import HOUR
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import Firm, desk, firm, room
from tests.spaces.booking.living import row_of, the
from tests.spaces.booking.test_book import NINE
from tests.spaces.booking.test_move import booked, to
from tests.spaces.series.asking import book_series, mondays
from tests.spaces.series.asking import the as of
from tests.spaces.series.test_changing_series import iso, on

ADA, BRUNO, EVA = "ada@esempio.it", "bruno@esempio.it", "eva@esempio.it"


@pytest.fixture
async def alfa(doing: Doing) -> Firm:
    return await firm()


async def invited(
    doing: Doing, postman: Postman, alfa: Firm, *emails: str, **conditions: Any
) -> dict[str, Any]:
    """A booking with guests, whose first mails have been sent."""
    guests = [{"email": each, "name": each.partition("@")[0]} for each in emails]
    sala = await room(**conditions)
    booking: dict[str, Any] = await booked(doing, alfa, sala, guests=guests)
    await postman.round()
    return booking


async def guest_id(email: str) -> str:
    return f"guest_{(await BookingAttendee.get(email=email)).id}"


def story(mail: Any) -> tuple[str, str, int, str | None]:
    """What a calendar is told: the method, which event, its revision and how it stands."""
    calendar = calendar_of(mail)
    (entry,) = calendar.walk("VEVENT")
    status = entry.get("STATUS")
    return str(calendar["METHOD"]), str(entry["UID"]), entry["SEQUENCE"], status and str(status)


async def test_guests_follow_a_booking_until_it_is_cancelled(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    sala = await room()
    booking = await booked(doing, alfa, sala, guests=[{"email": ADA}])
    uid = booking["id"].split("_")[1]
    asked = (await postman.by_address())[ADA]
    await doing.done("moveBooking", alfa.actor, **the(booking, **to(NINE + HOUR)))
    moved = (await postman.by_address())[ADA]
    await doing.done("cancelBooking", alfa.actor, **the(booking, 2))
    cancelled = (await postman.by_address())[ADA]

    assert [story(mail) for mail in (asked, moved, cancelled)] == [
        ("REQUEST", uid, 0, "CONFIRMED"),
        ("REQUEST", uid, 1, "CONFIRMED"),
        ("CANCEL", uid, 2, "CANCELLED"),
    ]
    (entry,) = calendar_of(moved).walk("VEVENT")
    assert entry["DTSTART"].dt == NINE + HOUR
    assert str(entry["ATTENDEE"]) == f"mailto:{ADA}"


async def test_who_is_uninvited_alone_is_told_so(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    booking = await invited(doing, postman, alfa, ADA, EVA)
    with clock.freeze(NINE - 20 * HOUR):
        off = the(booking, removeGuestIds=[await guest_id(ADA)])
        await doing.done("updateBooking", alfa.actor, **off)
        told = await OutboxEvent.filter(done_at=None)
        (mail,) = await postman.round()
    row = await row_of(booking)

    assert mail["To"] == ADA
    assert mail["Subject"] == "Invito ritirato: Riunione"
    assert "Non ti si chiede più di venire." in text_of(mail)
    # As RFC 5546 has it (section 3.2.5): a later revision, whose status is nobody's news.
    assert story(mail) == ("CANCEL", str(row.id), 1, None)
    (entry,) = calendar_of(mail).walk("VEVENT")
    assert str(entry["ATTENDEE"]) == f"mailto:{ADA}"
    assert str(entry["ORGANIZER"]) == "mailto:hub@example.org"
    assert entry["DTSTAMP"].dt == NINE - 20 * HOUR
    assert (row.sequence, row.changed_at) == (1, NINE - 20 * HOUR)
    assert ADA not in str([event.payload for event in told])
    assert not [event for event in await OutboxEvent.all() if "uninvited" in event.payload]


async def test_the_others_read_the_later_revision(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    booking = await invited(doing, postman, alfa, ADA, EVA)
    off = the(booking, removeGuestIds=[await guest_id(ADA)])
    await doing.done("updateBooking", alfa.actor, **off)
    await postman.round()
    await doing.done("moveBooking", alfa.actor, **the(booking, 2, **to(NINE + HOUR)))
    mails = await postman.by_address()

    assert ADA not in mails
    assert story(mails[EVA])[2] == 2


async def test_a_person_is_written_to_by_the_address_of_the_day(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    bruno = await members.person("Bruno", email=BRUNO, language="EN")
    sala = await room(check_in_minutes=15)
    booking = await booked(doing, alfa, sala, guests=[{"personId": f"person_{bruno.id}"}])
    await postman.round()
    bruno.email = "bruno@example.org"
    await bruno.save()
    guest = await BookingAttendee.get()
    off = the(booking, removeGuestIds=[f"guest_{guest.id}"])
    await doing.done("updateBooking", alfa.actor, **off)
    (mail,) = await postman.round()

    assert (mail["To"], mail["Subject"]) == ("bruno@example.org", "Invitation withdrawn: Riunione")
    assert "Check in" not in text_of(mail)


async def test_who_never_heard_of_it_is_not_uninvited(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    """Neither who was to be asked once it is approved, nor whose mail had not gone yet."""
    waiting = await invited(doing, postman, alfa, ADA, needs_approval=True)
    certain = await booked(doing, alfa, await room(), guests=[{"email": EVA}])
    for booking, email in ((waiting, ADA), (certain, EVA)):
        off = the(booking, removeGuestIds=[await guest_id(email)])
        await doing.done("updateBooking", alfa.actor, **off)

    assert not {ADA, EVA} & {str(mail["To"]) for mail in await postman.round()}


async def test_who_is_asked_again_comes(doing: Doing, postman: Postman, alfa: Firm) -> None:
    booking = await invited(doing, postman, alfa, ADA)
    off = the(booking, removeGuestIds=[await guest_id(ADA)])
    await doing.done("updateBooking", alfa.actor, **off)
    await doing.done("updateBooking", alfa.actor, **the(booking, 2, addGuests=[{"email": ADA}]))
    (mail,) = await postman.round()

    assert story(mail)[0] == "REQUEST"
    assert mail["Subject"] == "Invito: Riunione"


async def test_who_was_uninvited_first_is_told_that_as_well_when_it_ends(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    booking = await invited(doing, postman, alfa, ADA)
    off = the(booking, removeGuestIds=[await guest_id(ADA)])
    await doing.done("updateBooking", alfa.actor, **off)
    await doing.done("cancelBooking", alfa.actor, **the(booking, 2))
    mails = await postman.by_address()

    assert story(mails[ADA])[0] == "CANCEL"


async def test_a_guest_of_a_request_hears_of_it_when_it_is_approved(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    front = await desk()
    booking = await invited(doing, postman, alfa, ADA, needs_approval=True)
    await doing.done("approveBooking", front, **the(booking))

    assert story((await postman.by_address())[ADA])[:3:2] == ("REQUEST", 1)


async def test_what_could_not_be_sent_is_kept_until_it_is(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    booking = await invited(doing, postman, alfa, ADA)
    off = the(booking, removeGuestIds=[await guest_id(ADA)])
    await doing.done("updateBooking", alfa.actor, **off)
    postman.folder.rmdir()
    postman.folder.write_text("A file is no folder.")
    with pytest.raises(FileExistsError):
        await postman.round()
    event = await OutboxEvent.get(kind="mail.booking", done_at=None)
    assert "uninvited" in event.payload

    postman.folder.unlink()
    with clock.freeze(clock.now() + HOUR):
        (mail,) = await postman.round()
    assert (mail["To"], story(mail)[0]) == (ADA, "CANCEL")


async def series_for(doing: Doing, alfa: Firm, **conditions: Any) -> dict[str, Any]:
    """Four Mondays, to which Ada and a person of the park are asked."""
    bruno = await members.person("Bruno", email=BRUNO)
    guests = [{"email": ADA}, {"personId": f"person_{bruno.id}"}]
    wish = mondays(await room(**conditions), firm=alfa, guests=guests)
    series: dict[str, Any] = (await book_series(doing, alfa.actor, **wish))["series"]
    return series


async def gathered(postman: Postman) -> dict[str, EmailMessage]:
    """The mails that are sent once all dates have been told of."""
    at_once = await postman.by_address()
    with clock.freeze(clock.now() + GATHERED):
        later = await postman.by_address()
    assert not at_once.keys() & later.keys()
    return at_once | later


def entries_of(mail: EmailMessage) -> list[Any]:
    return list(calendar_of(mail).walk("VEVENT"))


async def test_a_series_is_one_invitation(doing: Doing, postman: Postman, alfa: Firm) -> None:
    series = await series_for(doing, alfa)
    mails = await gathered(postman)
    rows = await Booking.all().order_by("starts_at")

    for address in (ADA, BRUNO):
        mail = mails[address]
        assert mail["Subject"] == "Invito: Riunione"
        assert "4 date:" in text_of(mail)
        assert [str(entry["UID"]) for entry in entries_of(mail)] == [str(row.id) for row in rows]
        assert not any("ATTENDEE" in entry for entry in entries_of(mail))
    await doing.done("cancelSeries", alfa.actor, **of(series))
    cancelled = entries_of((await gathered(postman))[ADA])
    assert [(str(each["STATUS"]), each["SEQUENCE"]) for each in cancelled] == [("CANCELLED", 1)] * 4


async def test_one_date_of_a_series_is_called_off(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    series = await series_for(doing, alfa)
    await gathered(postman)
    only: dict[str, Any] = {"fromOn": iso(1), "untilOn": iso(2)}
    await doing.done("cancelOccurrences", alfa.actor, **of(series, **only))
    row = await Booking.get(occurs_on=on(1))

    assert story((await gathered(postman))[ADA]) == ("CANCEL", str(row.id), 1, "CANCELLED")


async def test_a_guest_is_uninvited_from_one_date(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    """Before the mail has gone of that date nothing is told, afterwards of that date alone."""
    series = await series_for(doing, alfa)
    await postman.round()
    first, second, *others = await Booking.all().order_by("starts_at")
    for row, is_told in ((first, False), (second, True)):
        guest = await BookingAttendee.get(booking_id=row.id, email=ADA)
        off = the(row, removeGuestIds=[f"guest_{guest.id}"])
        await doing.done("updateBooking", alfa.actor, **off)
        if not is_told:
            ids = [str(entry["UID"]) for entry in entries_of((await gathered(postman))[ADA])]
            assert ids == [str(each.id) for each in (second, *others)]
    assert story((await gathered(postman))[ADA]) == ("CANCEL", str(second.id), 1, None)

    await doing.done("cancelSeries", alfa.actor, **of(series))
    mails = await gathered(postman)
    assert [len(entries_of(mails[each])) for each in (ADA, BRUNO)] == [2, 4]


async def test_guests_of_requests_are_asked_once_they_are_approved(
    doing: Doing, postman: Postman, alfa: Firm
) -> None:
    series = await series_for(doing, alfa, needs_approval=True)
    assert ADA not in await gathered(postman)
    await doing.done("approveSeries", await desk(), **of(series))

    assert [len(entries_of(mail)) for mail in [(await gathered(postman))[ADA]]] == [4]

"""Everything held on a person as a ZIP: complete, without secrets, and with nothing of others."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest

from hub import clock
from hub.accounts import export
from hub.accounts.export import exported, write_export
from hub.accounts.personal_rows import tables
from hub.act import Order
from hub.actor import Actor, Role, Viewer
from hub.errors import Refused, Unauthenticated
from hub.members.models import Person
from hub.record.models import AuditEntry, KeptAnswer
from hub.refusals import NotFound
from hub.spaces.booking_models import Booking
from tests.accounts.leaver import SAID, Leaver, leaver
from tests.keys import KEYS
from tests.make import members, spaces
from tests.make.members import days_ago

pytestmark = pytest.mark.usefixtures("connection")


def order(actor: Actor) -> Order:
    return Order(Viewer(clock.now(), clock.today(), actor), KEYS)


async def taken_out(person: Person) -> ZipFile:
    file = io.BytesIO()
    await write_export(file, person.id, clock.now())
    return ZipFile(file)


def rows(archive: ZipFile, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read(f"json/{table}.json"))
    return found


async def test_it_holds_all_rows_of_the_person() -> None:
    archive = await taken_out((await leaver()).person)

    owned = {model._meta.db_table for model in tables() if model.ties is not None}
    names = set(archive.namelist())
    assert {f"json/{table}.json" for table in owned - {"kept_answer"}} <= names
    assert archive.testzip() is None
    (person,) = rows(archive, "person")
    assert person["bio"] == f"{SAID} bio"
    assert person["born_on"] == "1980-01-01"
    assert person["visibility"] == {"email": "PUBLIC"}
    assert [each["code"] for each in rows(archive, "person_competence")] == ["cloud"]
    assert {each["role"] for each in rows(archive, "personal_read")} == {"FRONT_DESK"}
    assert len(rows(archive, "booking")) == 2
    assert len(rows(archive, "invitation")) == 2


async def test_all_that_the_person_has_said_is_there() -> None:
    """Counted in the database: the same texts as often as in the export."""
    archive = await taken_out((await leaver()).person)
    own = "".join(
        archive.read(name).decode()
        for name in archive.namelist()
        if name.startswith("json/") and "/done/" not in name
    )

    for model in tables():
        found = await model.all().values()
        texts = [str(value) for row in found for value in row.values() if SAID in str(value)]
        for text in {text for text in texts if text.startswith(SAID)}:
            assert text in own, (model.__name__, text)


async def test_of_what_was_done_to_others_it_tells_only_that() -> None:
    gone = await leaver()
    archive = await taken_out(gone.person)

    (step,) = rows(archive, "done/claim_step")
    assert set(step) == {"id", "created_at", "done_as"}
    assert step["done_as"] == ["taken_by"]
    (grant,) = rows(archive, "done/role_grant")
    assert grant["done_as"] == ["granted_by"]
    assert {tuple(each["done_as"]) for each in rows(archive, "done/booking")} == {
        ("booked_by",),
        ("cancelled_by",),
    }
    assert "json/done/affiliation.json" not in archive.namelist()


async def test_it_holds_no_secret_and_nothing_personal_of_others() -> None:
    gone = await leaver()
    archive = await taken_out(gone.person)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()

    for secret in ("zxargon", "zxtotp", "a" * 64, "b" * 64, "password_hash", "token_hash"):
        assert secret not in everything
    others = (gone.colleague.name, gone.reader.email, "other@mail.example")
    assert [each for each in others if each in everything] == []


async def test_the_tables_say_the_same_as_the_lists() -> None:
    archive = await taken_out((await leaver()).person)

    for name in archive.namelist():
        if name.startswith("json/"):
            told = json.loads(archive.read(name))
            table = archive.read(name.replace("json", "csv")).decode("utf-8-sig")
            read = list(csv.DictReader(io.StringIO(table, newline="")))
            assert len(read) == len(told) > 0
            assert list(read[0]) == list(told[0])
            assert [each["id"] for each in read] == [each["id"] for each in told]


async def test_it_explains_itself_in_both_languages() -> None:
    archive = await taken_out((await leaver()).person)

    english, italian = (archive.read(name).decode() for name in ("README.txt", "LEGGIMI.txt"))
    assert "booking (2)\n    Your bookings of spaces." in english
    assert "booking (2)\n    Le tue prenotazioni di spazi." in italian
    assert "done/claim_step (1)" in english
    assert "kept_answer" not in english


async def test_the_record_is_told_with_what_changed_and_not_by_whom_of_others() -> None:
    gone = await leaver()
    await _export(gone, by=Actor(roles=frozenset({Role.DIRECTION}), account_id=gone.reader.id))
    await _export(gone, by=_herself(gone))
    for account, key in ((gone.account, "k1"), (gone.reader, "k2")):
        await KeptAnswer.create(
            actor=f"account:{account.id}", key=key, act="invite", fingerprint="f", outcome={}
        )
    archive = await taken_out(gone.person)

    first, second = rows(archive, "audit_entry")
    assert (first["act"], first["was_by_the_person"]) == ("export_person", False)
    assert second["was_by_the_person"] is True
    assert first["changed"] == []
    assert str(gone.reader.id) not in json.dumps([first, second])
    assert [each["key"] for each in rows(archive, "kept_answer")] == ["k1"]


async def test_who_is_held_nowhere_else_has_a_profile_all_the_same() -> None:
    archive = await taken_out(await members.person("Nora Nuova"))

    assert set(archive.namelist()) == {
        "json/person.json",
        "csv/person.csv",
        "README.txt",
        "LEGGIMI.txt",
    }


async def test_the_person_and_the_direction_may_and_it_is_recorded() -> None:
    gone = await leaver()

    for actor in (_herself(gone), Actor(roles=frozenset({Role.DIRECTION}), account_id=uuid4())):
        with await exported(gone.person.id, order(actor)) as file:
            assert ZipFile(file).testzip() is None

    entries = await AuditEntry.all().order_by("position")
    assert [entry.act for entry in entries] == ["export_person"] * 2
    assert entries[0].subjects == [gone.person.id]
    assert entries[0].account_id == gone.account.id


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.MEMBER, Role.OBSERVER])
async def test_for_others_there_is_nobody(role: Role) -> None:
    person = await members.person()

    with pytest.raises(Refused) as refused:
        await exported(person.id, order(Actor(roles=frozenset({role}), account_id=uuid4())))

    assert [type(each) for each in refused.value.refusals] == [NotFound]
    assert await AuditEntry.all().count() == 0


async def test_the_anonymous_are_asked_to_sign_in() -> None:
    with pytest.raises(Unauthenticated):
        await exported((await members.person()).id, order(Actor()))


async def test_an_export_that_breaks_off_leaves_no_file_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files: list[Any] = []

    async def fail(file: Any, *_: object) -> None:
        files.append(file)
        raise RuntimeError

    monkeypatch.setattr(export, "write_export", fail)
    gone = await leaver()
    with pytest.raises(RuntimeError):
        await exported(gone.person.id, order(_herself(gone)))

    assert files[0].closed


async def test_more_rows_than_fit_a_page_are_all_there() -> None:
    person = await members.person("Bea Molte")
    await book(person, 1201)

    archive = await taken_out(person)

    assert len({each["id"] for each in rows(archive, "booking")}) == 1201


@pytest.mark.slow
async def test_five_thousand_bookings_take_seconds() -> None:
    person = await members.person("Bea Molte")
    await book(person, 5000)

    began = clock.ticks()
    archive = await taken_out(person)

    assert clock.ticks() - began < 10
    assert len(rows(archive, "booking")) == 5000


async def book(person: Person, number: int) -> None:
    """Bookings of hours long past, one after the other, that did not take place."""
    first = await spaces.booking(
        spaces.on(days_ago(20), 9), person=person, cancelled_at=clock.now()
    )
    values = {name: getattr(first, name) for name in Booking._meta.db_fields if name != "id"}
    hour = timedelta(hours=1)
    others = [
        Booking(**{**values, "starts_at": first.starts_at - hour * each, "title": f"={each}"})
        for each in range(1, number)
    ]
    for other in others:
        other.blocked_from = other.starts_at
    await Booking.bulk_create(others, batch_size=500)


async def _export(gone: Leaver, *, by: Actor) -> None:
    (await exported(gone.person.id, order(by))).close()


def _herself(gone: Leaver) -> Actor:
    return Actor(person_id=gone.person.id, account_id=gone.account.id)

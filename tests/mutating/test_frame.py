"""What the frame does for every mutation alike."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.act import Order, transact
from hub.actor import ANONYMOUS, Actor, Role, TokenScope, Viewer
from hub.deed import Deed
from hub.errors import Refused
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry, KeptAnswer, OutboxEvent
from hub.refusals import NotFound
from tests import disk
from tests.keys import KEYS
from tests.make import members
from tests.mutating.doing import Doing, signed_in
from tests.mutating.inviting import administrator, invited

INVITED = "invitation { id email state organization { name } invitedBy { email } }"


async def wish() -> tuple[Actor, dict[str, Any]]:
    """An administrator, and an invitation that stands against nothing."""
    actor, alfa = await administrator()
    return actor, invited(alfa, "Nuova@Esempio.it")


async def test_an_act_leaves_its_row_its_entry_and_its_event(doing: Doing) -> None:
    actor, given = await wish()

    answer = await doing.done("invite", actor, INVITED, **given)

    row = await Invitation.get()
    assert answer["invitation"] == {
        "id": f"invite_{row.id}",
        "email": "nuova@esempio.it",
        "state": "PENDING",
        "organization": {"name": "Alfa"},
        "invitedBy": {"email": actor.email},
    }
    entry = await AuditEntry.get()
    assert (entry.act, entry.account_id, entry.position) == ("invite", actor.account_id, 1)
    assert {row.id, row.organization_id} <= set(entry.subjects)
    assert "nuova@esempio.it" not in entry.body
    event = await OutboxEvent.get()
    assert (event.kind, event.payload) == ("mail.invitation", {"invitation_id": str(row.id)})


async def test_the_same_key_answers_the_same_and_does_it_once(doing: Doing) -> None:
    actor, given = await wish()
    key = str(uuid4())

    first = await doing.done("invite", actor, INVITED, idempotencyKey=key, **given)
    again = await doing.done("invite", actor, INVITED, idempotencyKey=key, **given)

    assert first == again
    assert await Invitation.all().count() == await AuditEntry.all().count() == 1


async def test_twins_at_once_do_it_once(doing: Doing) -> None:
    actor, given = await wish()

    answers = await asyncio.gather(
        *(doing.done("invite", actor, INVITED, idempotencyKey="k", **given) for _ in range(8))
    )

    assert all(answer == answers[0] for answer in answers)
    assert await Invitation.all().count() == await AuditEntry.all().count() == 1


async def test_the_same_key_for_something_else_is_refused(doing: Doing) -> None:
    actor, given = await wish()
    await doing.done("invite", actor, idempotencyKey="k", **given)

    other = {**given, "email": "altra@esempio.it"}
    assert await doing.codes("invite", actor, idempotencyKey="k", **other) == [
        "IDEMPOTENCY_MISMATCH"
    ]
    assert await Invitation.all().count() == 1


async def test_a_refusal_is_not_kept(doing: Doing) -> None:
    actor, given = await wish()
    wrong = {**given, "email": "nowhere"}

    assert await doing.codes("invite", actor, idempotencyKey="k", **wrong) == ["EMAIL_INVALID"]
    assert await KeptAnswer.all().count() == await AuditEntry.all().count() == 0
    await doing.done("invite", actor, idempotencyKey="k", **given)


async def test_keys_of_others_are_others(doing: Doing) -> None:
    actor, given = await wish()
    other, _ = await signed_in(Role.FRONT_DESK)
    await doing.done("invite", actor, idempotencyKey="k", **given)

    third = {**given, "email": "terza@esempio.it"}
    await doing.done("invite", other, idempotencyKey="k", **third)
    assert await Invitation.all().count() == 2


async def test_a_dry_run_shows_all_and_leaves_nothing(doing: Doing) -> None:
    actor, given = await wish()

    shown = await doing.done("invite", actor, INVITED, dryRun=True, idempotencyKey="k", **given)

    assert shown["invitation"]["state"] == "PENDING"
    for model in (Invitation, AuditEntry, OutboxEvent, KeptAnswer):
        assert await model.all().count() == 0
    done = await doing.done("invite", actor, INVITED, idempotencyKey="k", **given)
    assert done["invitation"]["id"] != shown["invitation"]["id"]


async def test_a_key_has_its_length(doing: Doing) -> None:
    actor, given = await wish()

    for key in ("", "k" * 256):
        assert await doing.codes("invite", actor, idempotencyKey=key, **given) == [
            "IDEMPOTENCY_KEY_INVALID"
        ]
    await doing.done("invite", actor, idempotencyKey="k" * 255, **given)


async def test_nobody_in_particular_does_nothing(doing: Doing) -> None:
    _, given = await wish()

    assert await doing.error("invite", ANONYMOUS, **given) == "UNAUTHENTICATED"


async def test_a_token_needs_the_scope(doing: Doing) -> None:
    actor, given = await wish()
    reading = Actor(
        **{**actor.__dict__, "scopes": frozenset({TokenScope.SPACES}), "token_id": uuid4()}
    )

    assert await doing.codes("invite", reading, **given) == ["SCOPE_MISSING"]


async def test_an_id_of_another_type_is_not_found(doing: Doing) -> None:
    actor, given = await wish()

    for wrong in ("org_x", f"space_{uuid4()}", f"org_{uuid4()}"):
        problems = (await doing.payload("invite", actor, **{**given, "organizationId": wrong}))[
            "problems"
        ]
        assert [(each["code"], each["path"]) for each in problems] == [
            ("NOT_FOUND", ["input", "organizationId"])
        ]


async def test_messages_are_in_the_language_of_the_viewer(doing: Doing) -> None:
    actor, given = await wish()
    wrong = {**given, "email": "nowhere"}

    english = await doing.payload("invite", actor, speaking="en", **wrong)
    italian = await doing.payload("invite", actor, speaking="it", **wrong)

    assert english["problems"][0]["message"].startswith("This is no e-mail address")
    assert italian["problems"][0]["message"].startswith("Questo non è un indirizzo")


async def test_a_stale_version_tells_the_present_one(doing: Doing) -> None:
    actor, account = await signed_in()
    person = f"person_{account.person_id}"
    await doing.done("updateProfile", actor, personId=person, version=1, headline="Uno")

    (problem,) = (
        await doing.payload("updateProfile", actor, personId=person, version=1, headline="Due")
    )["problems"]
    assert (problem["code"], problem["currentVersion"]) == ("STALE_VERSION", 2)


async def test_what_was_answered_is_on_the_disk(doing: Doing, pool: ReadPool) -> None:
    """The log is written out beyond what the act wrote, though its locks did not wait for that."""
    viewer = Viewer(clock.now(), clock.today(), ANONYMOUS, "en")
    for number in range(10):
        place = await transact(f"found_{number}", founded, order=Order(viewer, KEYS))
        assert await disk.is_on_disk(pool, place)


async def test_what_stands_against_an_act_is_on_the_disk(pool: ReadPool, doing: Doing) -> None:
    """What was committed just now without waiting for the disk is not refused by, and then lost."""
    viewer = Viewer(clock.now(), clock.today(), ANONYMOUS, "en")
    places: list[str] = []

    async def turned_down(deed: Deed) -> None:
        places.append(await founded(deed))
        raise Refused(NotFound())

    for number in range(10):
        with pytest.raises(Refused):
            await transact(f"refuse_{number}", turned_down, order=Order(viewer, KEYS))
        assert await disk.is_on_disk(pool, places[-1])


async def founded(deed: Deed) -> str:
    """Found an organization; how far the log has got by then."""
    await members.organization()
    return await disk.written(deed.connection)

"""Data go when they have had their time, exactly those that the dry run tells of."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts import retention, sweeps
from hub.accounts.emptying import MARK
from hub.accounts.invitation_models import Invitation
from hub.accounts.privacy_models import PersonalRead, RetentionRule
from hub.accounts.retention import due, run_due, tidying
from hub.accounts.session_models import MailedLink, RefreshToken, Session
from hub.accounts.terms import LinkPurpose, SessionEnd, SessionKind
from hub.actor import Role
from hub.errors import Unavailable
from hub.incubation.selection_models import Application, Review
from hub.keeping import TERMS, Removal, RetentionKind
from hub.keys import Keys
from hub.members.fee_models import Payment
from hub.members.membership_models import FeeLine, Membership
from hub.record.models import AuditEntry, KeptAnswer, OutboxEvent
from hub.record.verify import verify
from hub.rows import Row
from hub.spaces.event_models import SpaceEvent
from tests.keys import KEYS
from tests.make import accounts, incubation, members, spaces

pytestmark = pytest.mark.usefixtures("connection")

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)
MOMENT = timedelta(seconds=1)
_numbers = count(1)


@pytest.fixture(autouse=True)
def still() -> Generator[None]:
    with clock.freeze(NOW):
        yield


Make = Callable[[datetime], Awaitable[Row]]
"""Makes a row that was done with at an instant."""


async def _ended_session(since: datetime) -> Row:
    return await _session(since, ended_at=since, end_reason=SessionEnd.SIGNED_OUT)


async def _lapsed_session(since: datetime) -> Row:
    return await _session(since)


async def _session(since: datetime, **given: Any) -> Session:
    digest = f"{next(_numbers):064x}"
    expires_at = since if not given else NOW + timedelta(days=9)
    session = await Session.create(
        account=await accounts.account(created_at=NOW),
        created_at=since - timedelta(days=30),
        kind=SessionKind.MOBILE,
        secret_hash=digest,
        secret_expires_at=since,
        seen_at=NOW,
        expires_at=expires_at,
        **given,
    )
    await RefreshToken.create(session=session, token_hash=digest, expires_at=expires_at)
    return session


async def _used_link(since: datetime) -> Row:
    return await MailedLink.create(
        account=await accounts.account(),
        purpose=LinkPurpose.VERIFY_EMAIL,
        expires_at=since + timedelta(days=2),
        used_at=since,
    )


async def _lapsed_link(since: datetime) -> Row:
    return await MailedLink.create(
        account=await accounts.account(), purpose=LinkPurpose.VERIFY_EMAIL, expires_at=since
    )


async def _answer(since: datetime) -> Row:
    key = f"k{next(_numbers)}"
    return await KeptAnswer.create(
        created_at=since, actor="account:1", key=key, act="invite", fingerprint="f", outcome={}
    )


async def _told(since: datetime) -> Row:
    return await OutboxEvent.create(kind="mail.x", due_at=since, done_at=since)


async def _given_up(since: datetime) -> Row:
    return await OutboxEvent.create(kind="mail.x", due_at=since, dropped_at=since)


async def _reading(since: datetime) -> Row:
    return await PersonalRead.create(
        created_at=since,
        person=await members.person(),
        reader=await accounts.account(),
        role=Role.FRONT_DESK,
        fields_read=["email"],
    )


async def _guest(since: datetime) -> Row:
    booking = await spaces.booking(since - spaces.HOUR)
    # Else what was told of it when it was made would be due as well.
    await SpaceEvent.all().delete()
    await spaces.guest(booking=booking)
    return await spaces.guest(booking=booking, email="ospite@example.org", name="Ospite")


DELETED: dict[RetentionKind, list[Make]] = {
    RetentionKind.ENDED_SESSIONS: [_ended_session, _lapsed_session],
    RetentionKind.USED_LINKS: [_used_link, _lapsed_link],
    RetentionKind.KEPT_ANSWERS: [_answer],
    RetentionKind.TOLD_EVENTS: [_told, _given_up],
    RetentionKind.PERSONAL_READS: [_reading],
    RetentionKind.GUEST_ADDRESSES: [_guest],
}
DELETED_CASES = [(kind, make) for kind, makes in DELETED.items() for make in makes]


@pytest.mark.parametrize(
    ("kind", "make"), DELETED_CASES, ids=[make.__name__ for _, make in DELETED_CASES]
)
async def test_rows_go_at_the_instant_and_not_before(
    connection: BaseDBAsyncClient, kind: RetentionKind, make: Make
) -> None:
    limit = NOW - timedelta(days=TERMS[kind].days)
    old, young = await make(limit), await make(limit + MOMENT)
    told = await _due(connection, kind)

    gone = await run_due(KEYS)

    assert told == gone
    assert await type(old).filter(id=old.id).exists() is False
    assert await type(young).filter(id=young.id).exists() is True
    assert await _due(connection, kind) == {}


async def _invitation(since: datetime) -> Row:
    return await Invitation.create(
        email=f"i{next(_numbers)}@example.org",
        title="Title",
        role=Role.OBSERVER,
        expires_at=since,
        created_at=since - timedelta(days=14),
    )


async def _application(since: datetime) -> Row:
    decided = {"decided_on": since.date(), "decision": "REJECTED"}
    row = await incubation.application(
        submitted_at=since - timedelta(days=9), problem="P", **decided
    )
    await incubation.information_request(application=row, question="Q")
    review = await incubation.review(
        application=row, assigned_on=since.date(), comment="C", recommendation="NO"
    )
    await incubation.score(review=review, comment="S")
    return row


async def _membership(since: datetime) -> Row:
    day = since.date()
    return await members.application(
        person=await members.person(), applied_on=day, withdrawn_on=day, motivation="M"
    )


async def _fee(since: datetime) -> Row:
    day = since.date()
    return await members.fee_line(
        paying_person=await members.person(),
        description="Contribution",
        issued_on=day,
        due_on=day,
        paid_on=day,
    )


EMPTIED: list[tuple[RetentionKind, Make]] = [
    (RetentionKind.CLOSED_INVITATIONS, _invitation),
    (RetentionKind.DECLINED_APPLICATIONS, _application),
    (RetentionKind.DECLINED_APPLICATIONS, _membership),
    (RetentionKind.FISCAL_DOCUMENTS, _fee),
]
SAID = {
    Invitation: "title",
    Application: "problem",
    Membership: "motivation",
    FeeLine: "description",
}


@pytest.mark.parametrize(("kind", "make"), EMPTIED, ids=[make.__name__ for _, make in EMPTIED])
async def test_rows_that_count_lose_what_is_personal(
    connection: BaseDBAsyncClient, kind: RetentionKind, make: Make
) -> None:
    # At midnight in Cremona, where days begin.
    limit = datetime(2027, 5, 11, 22, tzinfo=UTC) - timedelta(days=TERMS[kind].days)
    old, young = await make(limit), await make(limit + timedelta(days=2))
    told = await _due(connection, kind)

    gone = await run_due(KEYS)

    assert told == gone
    after = await type(old).get(id=old.id)
    column = SAID[type(old)]  # type: ignore[index]
    assert getattr(after, column) == MARK
    assert after.version == old.version + 1  # type: ignore[attr-defined]
    assert getattr(await type(young).get(id=young.id), column) == getattr(young, column)
    assert await run_due(KEYS) == {}


async def test_an_invitation_that_is_open_keeps_its_address() -> None:
    row = await _invitation(NOW + timedelta(days=1))
    await Invitation.filter(id=row.id).update(created_at=NOW - timedelta(days=999))

    assert await run_due(KEYS) == {}


async def test_a_payment_loses_its_wording_with_its_own_years(
    connection: BaseDBAsyncClient,
) -> None:
    limit = datetime(2027, 5, 11, 22, tzinfo=UTC) - timedelta(
        days=TERMS[RetentionKind.FISCAL_DOCUMENTS].days
    )
    line = await members.fee_line(paying_person=await members.person(), description="—")
    for day in (limit.date(), limit.date() + timedelta(days=2)):
        await members.payment(
            fee_line=line, amount=Decimal("1.00"), received_on=day, reference="CRO 1"
        )

    assert await run_due(KEYS) == {"payment": 1}
    rows = await Payment.all().order_by("received_on")
    assert [row.reference for row in rows] == [MARK, "CRO 1"]


async def test_what_came_to_something_stays() -> None:
    long_ago = NOW - timedelta(days=4000)
    row = await _application(long_ago)
    await Application.filter(id=row.id).update(decision="SELECTED")
    of_firm = await _application(long_ago)
    firm = await members.organization()
    await Application.filter(id=of_firm.id).update(organization_id=firm.id)
    await members.fee_line(
        paying_person=await members.person(), issued_on=long_ago.date(), due_on=long_ago.date()
    )
    await members.fee_line(
        issued_on=long_ago.date(), due_on=long_ago.date(), paid_on=long_ago.date()
    )
    running = await _membership(long_ago)
    await Membership.filter(id=running.id).update(withdrawn_on=None)

    assert await run_due(KEYS) == {}
    assert {each.comment for each in await Review.all()} == {"C"}


async def test_accounts_that_nobody_uses_are_listed_and_stay(
    connection: BaseDBAsyncClient,
) -> None:
    kind = RetentionKind.INACTIVE_ACCOUNTS
    limit = NOW - timedelta(days=TERMS[kind].days)
    await accounts.account(created_at=limit)
    await accounts.account(created_at=limit + MOMENT)
    await accounts.account(created_at=limit, disabled_at=NOW)
    used = await _session(NOW - MOMENT)
    await type(used.account).filter(id=used.account_id).update(created_at=limit)

    (found,) = [each for each in await due(connection) if each.sweep.kind is kind]

    assert (found.rows, found.oldest, found.sweep.removal) == (1, limit, Removal.LISTED)
    assert "account" not in await run_due(KEYS)


async def test_buckets_go(connection: BaseDBAsyncClient) -> None:
    day = timedelta(days=TERMS[RetentionKind.THROTTLE_BUCKETS].days)
    for caller, filled_at in (("old", NOW - day), ("young", NOW - day + MOMENT)):
        await connection.execute_query("INSERT INTO bucket VALUES ($1, 0, $2)", [caller, filled_at])

    assert await run_due(KEYS) == {"bucket": 1}
    left = await connection.execute_query_dict("SELECT caller FROM bucket")
    assert left == [{"caller": "young"}]


async def test_a_rule_says_other_days(connection: BaseDBAsyncClient) -> None:
    kind = RetentionKind.KEPT_ANSWERS
    await RetentionRule.create(kind=kind, days=1, reason="We are quick")
    await _answer(NOW - timedelta(days=2))

    (found,) = [each for each in await due(connection) if each.sweep.kind is kind]

    assert (found.term.days, found.term.reason, found.rows) == (1, "We are quick", 1)
    assert await run_due(KEYS) == {"kept_answer": 1}


async def test_the_record_tells_what_went(database_url: str) -> None:
    for _ in range(3):
        await _answer(NOW - timedelta(days=8))
    await run_due(KEYS)

    entry = await AuditEntry.get()
    assert (entry.act, entry.account_id, entry.person_id) == ("apply_retention", None, None)
    assert '"kind":"KEPT_ANSWERS","removal":"DELETED","rows":3' in entry.body
    assert (await verify(database_url, KEYS)).faults == []
    await run_due(KEYS)
    assert await AuditEntry.all().count() == 1


async def test_many_rows_go_in_several_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (retention, sweeps):
        monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(5):
        await _ended_session(NOW - timedelta(days=99))

    assert await run_due(KEYS) == {"refresh_token": 5, "session": 5}
    assert await AuditEntry.all().count() == 6


async def test_two_at_once_remove_each_row_once() -> None:
    for _ in range(50):
        await _answer(NOW - timedelta(days=8))

    gone = await asyncio.gather(*(run_due(KEYS) for _ in range(4)))

    assert sum(each.get("kept_answer", 0) for each in gone) == 50
    assert await KeptAnswer.all().count() == 0


async def test_it_goes_by_itself_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "FIRST_SECONDS", 0)
    monkeypatch.setattr(retention, "PAUSE_SECONDS", 0.01)
    gone: asyncio.Queue[object] = asyncio.Queue()

    async def run(keys: Keys) -> Mapping[str, int]:
        done = await run_due(keys)
        gone.put_nowait(done)
        await _answer(NOW - timedelta(days=8))
        return done

    monkeypatch.setattr(retention, "run_due", run)
    async with tidying(KEYS):
        assert await gone.get() == {}
        assert await gone.get() == {"kept_answer": 1}


@pytest.mark.parametrize("error", [Unavailable("away"), RuntimeError("a bug")], ids=repr)
async def test_a_day_that_fails_does_not_end_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    calls = iter([error, error])
    is_over = asyncio.Event()

    async def fail(_: object) -> dict[str, int]:
        for each in calls:
            raise each
        is_over.set()
        return {}

    monkeypatch.setattr(retention, "FIRST_SECONDS", 0)
    monkeypatch.setattr(retention, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(retention, "run_due", fail)
    async with tidying(KEYS):
        await is_over.wait()

    assert len([record for record in caplog.records if "retention" in record.message]) == 2


async def _due(connection: BaseDBAsyncClient, kind: RetentionKind) -> dict[str, int]:
    """What the dry run says would go, of one kind and, to be sure, of no other."""
    found = [each for each in await due(connection) if each.rows]
    assert {each.sweep.kind for each in found} <= {kind}
    return {each.sweep.table: each.rows for each in found}

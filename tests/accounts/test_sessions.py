"""Sessions: how long they last, what their holders may do, and how their tokens change."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub import clock
from hub.accounts import refreshing, revoking, session_holders, session_rules
from hub.accounts.models import Account
from hub.accounts.session_models import RefreshToken, Session
from hub.accounts.session_rules import Presented, Verdict, verdict_on
from hub.accounts.sessions import ACCESS_PREFIX, REFRESH_PREFIX, Opened, Terms
from hub.accounts.terms import SessionEnd, SessionKind
from hub.accounts.tokens import hash_of, is_well_formed
from hub.act import perform
from hub.actor import Actor, Role
from hub.errors import Refused
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry
from tests.make import accounts as make_accounts
from tests.make import members as make_members
from tests.make import signing as make

pytestmark = pytest.mark.usefixtures("connection")

BROWSER, MOBILE = SessionKind.BROWSER, SessionKind.MOBILE
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


async def acting(pool: ReadPool, opened: Opened, *, terms: Terms | None = None) -> Actor | None:
    kind = opened.session.kind
    holder = await session_holders.holder_of(
        pool, opened.secret, kind, now=clock.now(), terms=terms or Terms()
    )
    return holder.actor if holder else None


async def refreshed(opened: Opened) -> Opened:
    assert opened.refresh_token is not None
    return await refreshing.refresh(opened.refresh_token, order=make.order())


async def refused(attempt: Awaitable[object]) -> str:
    with pytest.raises(Refused) as error:
        await attempt
    return error.value.refusals[0].code


# What the holder may do


async def test_who_is_signed_in_has_all_the_roles_of_today(pool: ReadPool) -> None:
    person = await make_members.person()
    affiliation = await make_members.affiliation(person=person, is_administrator=True)
    other = await make_members.affiliation(person=person)
    await make_members.affiliation(person=person, ends_on=clock.today())
    await make_members.membership(organization=await affiliation.organization)
    account = await make.account(person=person)
    await make_accounts.role_grant(Role.INCUBATION, account=account)
    await make_accounts.role_grant(Role.PROJECTS, account=account, ends_on=clock.today())
    opened = await make.signed_in(account)

    actor = await acting(pool, opened)

    assert actor is not None
    assert actor == Actor(
        roles=frozenset({Role.INCUBATION, Role.ADMINISTRATOR, Role.MEMBER}),
        person_id=person.id,
        organization_ids=actor.organization_ids,
        administered_ids=(affiliation.organization_id,),
        is_member=True,
        account_id=account.id,
        session_id=opened.session.id,
    )
    organizations = {affiliation.organization_id, other.organization_id}
    assert set(actor.organization_ids) == organizations


async def test_an_account_of_nobody_has_no_roles_but_granted_ones(pool: ReadPool) -> None:
    account = await make.account()
    await make_accounts.role_grant(Role.OBSERVER, account=account)

    actor = await acting(pool, await make.signed_in(account))

    assert actor is not None
    assert (actor.roles, actor.organization_ids) == (frozenset({Role.OBSERVER}), ())


async def test_where_it_is_demanded_roles_of_the_staff_wait_for_the_second_factor(
    pool: ReadPool,
) -> None:
    demanding = Terms(needs_second_factor=True)
    account = await make.account()
    proving = await make.account_with_second_factor()
    for each in (account, proving):
        await make_accounts.role_grant(Role.DIRECTION, account=each)
        await make_accounts.role_grant(Role.OBSERVER, account=each)

    without = await acting(pool, await make.signed_in(account), terms=demanding)
    with_ = await acting(pool, await make.signed_in(proving, code=make.code()), terms=demanding)

    assert without is not None
    assert without.roles == {Role.OBSERVER}
    assert with_ is not None
    assert with_.roles == {Role.OBSERVER, Role.DIRECTION}


# How long it lasts


async def test_a_browser_that_is_not_used_signs_out(pool: ReadPool) -> None:
    with clock.freeze(NOW):
        opened = await make.signed_in(await make.account())
    with clock.freeze(NOW + timedelta(hours=8, seconds=-1)):
        assert await acting(pool, opened)
    with clock.freeze(NOW + timedelta(hours=8)):
        assert await acting(pool, opened) is None


async def test_a_browser_signs_out_in_the_end_however_much_it_is_used(pool: ReadPool) -> None:
    with clock.freeze(NOW):
        opened = await make.signed_in(await make.account())
    end = NOW + timedelta(days=7)
    await Session.all().update(seen_at=end - timedelta(minutes=5))
    with clock.freeze(end - timedelta(seconds=1)):
        assert await acting(pool, opened)
    with clock.freeze(end):
        assert await acting(pool, opened) is None


async def test_an_app_may_stay_away_but_its_access_token_is_short(pool: ReadPool) -> None:
    with clock.freeze(NOW):
        opened = await make.signed_in(await make.account(), kind=MOBILE)
        assert opened.seconds_left(NOW) == 600
    with clock.freeze(NOW + timedelta(minutes=10, seconds=-1)):
        assert await acting(pool, opened)
    with clock.freeze(NOW + timedelta(minutes=10)):
        assert await acting(pool, opened) is None
    with clock.freeze(NOW + timedelta(days=29)):
        assert await acting(pool, await refreshed(opened))


async def test_it_is_noted_when_a_session_was_seen_once_a_minute(pool: ReadPool) -> None:
    with clock.freeze(NOW):
        opened = await make.signed_in(await make.account())
    for seconds, seen in ((59, 0), (60, 60), (100, 60), (125, 125)):
        now = NOW + timedelta(seconds=seconds)
        holder = await session_holders.holder_of(
            pool, opened.secret, BROWSER, now=now, terms=Terms()
        )
        assert holder is not None
        await session_holders.note_seen(holder, now)
        assert (await Session.get()).seen_at == NOW + timedelta(seconds=seen)


async def test_a_closed_account_is_signed_out(pool: ReadPool) -> None:
    account = await make.account()
    opened = await make.signed_in(account)
    await Account.filter(id=account.id).update(disabled_at=clock.now())

    assert await acting(pool, opened) is None


async def test_a_cookie_is_no_access_token_nor_the_reverse(pool: ReadPool) -> None:
    account = await make.account()
    browser, phone = await make.signed_in(account), await make.signed_in(account, kind=MOBILE)

    for opened, kind in ((browser, MOBILE), (phone, BROWSER)):
        found = await session_holders.holder_of(
            pool, opened.secret, kind, now=clock.now(), terms=Terms()
        )
        assert found is None


async def test_all_sessions_end_at_once_save_the_one_that_is_kept(pool: ReadPool) -> None:
    account = await make.account()
    here, there = await make.signed_in(account), await make.signed_in(account, kind=MOBILE)
    elsewhere = await make.signed_in(await make.account())

    async def nothing(*_: object) -> None: ...

    given = {"keep_this": True}
    await perform(revoking.revoke_sessions, given, order=make.holder(here), read=nothing)

    assert await acting(pool, there) is None
    assert await refused(refreshed(there)) == "REFRESH_TOKEN_INVALID"
    assert await acting(pool, here)
    assert await acting(pool, elsewhere)


# Refresh tokens


async def test_a_refresh_token_is_changed_for_the_next_pair(pool: ReadPool) -> None:
    first = await make.signed_in(await make.account(), kind=MOBILE)

    second = await refreshed(first)

    assert second.secret != first.secret
    assert second.refresh_token not in {None, first.refresh_token}
    assert is_well_formed(second.secret, ACCESS_PREFIX)
    assert is_well_formed(second.refresh_token or "", REFRESH_PREFIX)
    assert await acting(pool, first) is None
    assert await acting(pool, second)
    kept = {token.token_hash for token in await RefreshToken.all()}
    assert kept == {hash_of(first.refresh_token or ""), hash_of(second.refresh_token or "")}
    assert await AuditEntry.all().count() == 1


async def test_who_did_not_hear_the_answer_gets_it_again_for_some_seconds() -> None:
    with clock.freeze(NOW):
        first = await make.signed_in(await make.account(), kind=MOBILE)
        second = await refreshed(first)
    with clock.freeze(NOW + timedelta(seconds=9)):
        again = await refreshed(first)

    assert (again.secret, again.refresh_token) == (second.secret, second.refresh_token)
    assert await RefreshToken.all().count() == 2


async def test_a_token_that_is_used_again_later_ends_the_session(pool: ReadPool) -> None:
    with clock.freeze(NOW):
        account = await make.account()
        first = await make.signed_in(account, kind=MOBILE)
        second = await refreshed(first)
    with clock.freeze(NOW + timedelta(seconds=10)):
        assert await refused(refreshed(first)) == "REFRESH_TOKEN_INVALID"
        assert await acting(pool, second) is None
        assert await refused(refreshed(second)) == "REFRESH_TOKEN_INVALID"

    assert (await Session.get()).end_reason is SessionEnd.REUSED_TOKEN
    entries = await AuditEntry.all().order_by("position")
    assert [entry.act for entry in entries] == ["sign_in", "end_reused_session"]
    assert account.id in entries[1].subjects


async def test_a_thief_who_is_quick_is_given_away_by_the_next_use() -> None:
    with clock.freeze(NOW):
        first = await make.signed_in(await make.account(), kind=MOBILE)
        holders = await refreshed(first)
        thiefs = await refreshed(first)
    with clock.freeze(NOW + timedelta(minutes=10)):
        await refreshed(thiefs)
    with clock.freeze(NOW + timedelta(minutes=11)):
        assert await refused(refreshed(holders)) == "REFRESH_TOKEN_INVALID"

    assert (await Session.get()).end_reason is SessionEnd.REUSED_TOKEN


async def test_a_lost_answer_is_not_repeated_once_its_token_was_used() -> None:
    with clock.freeze(NOW):
        first = await make.signed_in(await make.account(), kind=MOBILE)
        await refreshed(await refreshed(first))
        assert await refused(refreshed(first)) == "REFRESH_TOKEN_INVALID"

    assert (await Session.get()).end_reason is SessionEnd.REUSED_TOKEN


async def test_an_app_that_stays_away_too_long_signs_in_again() -> None:
    with clock.freeze(NOW):
        opened = await make.signed_in(await make.account(), kind=MOBILE)
    with clock.freeze(NOW + timedelta(days=30)):
        assert await refused(refreshed(opened)) == "REFRESH_TOKEN_INVALID"
    with clock.freeze(NOW + timedelta(days=30, seconds=-1)):
        await refreshed(opened)


async def test_an_app_signs_in_again_after_ninety_days_in_any_case() -> None:
    with clock.freeze(NOW):
        opened = await make.signed_in(await make.account(), kind=MOBILE)
    for days in (29, 58, 87):
        with clock.freeze(NOW + timedelta(days=days)):
            opened = await refreshed(opened)
    with clock.freeze(NOW + timedelta(days=90, minutes=-1)):
        opened = await refreshed(opened)
        assert opened.seconds_left(clock.now()) == 60
    with clock.freeze(NOW + timedelta(days=90)):
        assert await refused(refreshed(opened)) == "REFRESH_TOKEN_INVALID"


async def test_a_closed_account_refreshes_nothing() -> None:
    account = await make.account()
    opened = await make.signed_in(account, kind=MOBILE)
    await Account.filter(id=account.id).update(disabled_at=clock.now())

    assert await refused(refreshed(opened)) == "REFRESH_TOKEN_INVALID"


@pytest.mark.parametrize("text", ["", "phur_", "phur_" + "A" * 49, "phub_" + "A" * 49, "x" * 9999])
async def test_what_is_no_refresh_token_opens_nothing(text: str) -> None:
    attempt = refreshing.refresh(text, order=make.order())

    assert await refused(attempt) == "REFRESH_TOKEN_INVALID"


async def test_an_access_token_is_no_refresh_token() -> None:
    opened = await make.signed_in(await make.account(), kind=MOBILE)
    disguised = REFRESH_PREFIX + opened.secret.removeprefix(ACCESS_PREFIX)

    for text in (opened.secret, disguised):
        attempt = refreshing.refresh(text, order=make.order())
        assert await refused(attempt) == "REFRESH_TOKEN_INVALID"


async def test_an_app_signs_out_with_any_of_its_refresh_tokens() -> None:
    first = await make.signed_in(await make.account(), kind=MOBILE)
    await refreshed(first)
    assert first.refresh_token is not None

    for _ in range(2):
        await refreshing.sign_out(first.refresh_token, order=make.order())

    assert (await Session.get()).end_reason is SessionEnd.SIGNED_OUT
    entries = await AuditEntry.all().order_by("position")
    assert [entry.act for entry in entries] == ["sign_in", "sign_out"]
    assert entries[1].account_id == (await Session.get()).account_id


async def test_of_many_who_use_a_token_at_once_one_rotates_it_and_all_hear_the_same() -> None:
    opened = await make.signed_in(await make.account(), kind=MOBILE)

    answers = await asyncio.gather(*(refreshed(opened) for _ in range(8)))

    assert len({(answer.secret, answer.refresh_token) for answer in answers}) == 1
    assert await RefreshToken.all().count() == 2
    assert (await Session.get()).ended_at is None


async def test_a_refresh_does_not_outlive_a_sign_out_at_the_same_instant(pool: ReadPool) -> None:
    for _ in range(5):
        opened = await make.signed_in(await make.account(), kind=MOBILE)
        token = opened.refresh_token or ""
        answer, _ = await asyncio.gather(
            refreshed(opened),
            refreshing.sign_out(token, order=make.order()),
            return_exceptions=True,
        )
        if isinstance(answer, Opened):
            assert await acting(pool, answer) is None
        assert await refused(refreshed(opened)) == "REFRESH_TOKEN_INVALID"


# The rule, against a model of what holder and thief do

moments = st.floats(0, 40).map(lambda seconds: NOW + timedelta(seconds=seconds))


@given(
    presented=st.builds(Presented, st.booleans(), moments, st.none() | moments, st.booleans()),
    now=moments,
)
async def test_a_token_is_good_once_and_its_answer_for_moments(
    presented: Presented, now: datetime
) -> None:
    verdict = verdict_on(presented, now)

    is_over = not presented.is_open or now >= presented.expires_at
    used_at = presented.used_at
    is_fresh = used_at is not None and now - used_at < session_rules.REPEAT
    may_repeat = is_fresh and not presented.is_successor_used
    assert (verdict is Verdict.OVER) == is_over
    assert (verdict is Verdict.ROTATE) == (not is_over and used_at is None)
    assert (verdict is Verdict.REPEAT) == (not is_over and may_repeat)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 5), st.sampled_from([0, 3, 11])), max_size=8))
async def test_whatever_is_presented_when_a_session_has_one_line_of_tokens(
    steps: list[tuple[int, int]],
) -> None:
    """Tokens of a session are presented in any order, some seconds apart, by whoever has them.

    The model: of a line of tokens, the last may be used; the one before it may be presented again
    for ten seconds, with the same answer; any other ends the session, and then nothing is good.
    """
    now, is_over, used_at = NOW, False, NOW
    with clock.freeze(now):
        opened = await make.signed_in(await make.account(), kind=MOBILE)
    line = [opened.refresh_token or ""]
    for chosen, pause in steps:
        now += timedelta(seconds=pause)
        at = min(chosen, len(line) - 1)
        is_last, is_repeat = at == len(line) - 1, at == len(line) - 2
        is_good = is_last or (is_repeat and now < used_at + session_rules.REPEAT)
        with clock.freeze(now):
            attempt = refreshing.refresh(line[at], order=make.order())
            if is_over or not is_good:
                is_over = True
                assert await refused(attempt) == "REFRESH_TOKEN_INVALID"
                continue
            answer = await attempt
        if is_last:
            line.append(answer.refresh_token or "")
            used_at = now
        assert answer.refresh_token == line[-1]
    session = await Session.get(id=opened.session.id)
    assert (session.end_reason is SessionEnd.REUSED_TOKEN) == is_over
    assert await RefreshToken.filter(session_id=session.id).count() == len(line)

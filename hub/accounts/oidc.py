"""Signing in with an identity provider, from what it says to the session."""

import hashlib
from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub.accounts import oidc_candidates, oidc_rules, throttle
from hub.accounts.models import Account
from hub.accounts.oidc_claims import ExternalIdentity
from hub.accounts.oidc_refusals import IdentityConflict, SignInReplayed
from hub.accounts.oidc_request import Pending
from hub.accounts.oidc_rules import Invited, Opens, Presented, Verdict
from hub.accounts.session_models import Identity
from hub.accounts.sessions import Opened, start_session
from hub.accounts.sign_in import Entry, end_former
from hub.accounts.throttle import OF_CLIENT, Bucket
from hub.act import transact
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.record import idempotency
from hub.record.idempotency import Claim


async def spend(pending: Pending, entry: Entry) -> None:
    """Take the one answer that a sign-in may have; refused if it was taken before, anywhere.

    It is a try of the client's, too, which comes back when the sign-in comes to a good end.
    """
    await throttle.take([_bucket(entry)], entry.order.viewer.now)
    print_ = hashlib.sha256(pending.state.encode()).hexdigest()
    claimed = Claim(f"provider:{pending.provider}", print_, "answer", print_)
    with driver_errors():
        async with in_transaction() as connection:
            if await idempotency.claim(connection, claimed) is not None:
                raise Refused(SignInReplayed())
            await idempotency.keep(connection, claimed, {})


async def sign_in(presented: Presented, entry: Entry) -> Opened | Invited:
    """Begin a session of the account that an identity opens, and link the two if need be.

    Refused if it opens none; then nothing was written.
    """
    now = entry.order.viewer.now
    with driver_errors():
        async with in_transaction() as connection:
            verdict = await _verdict(presented, connection, now)
    if isinstance(verdict, Invited):
        return verdict
    account_id = _account_id(verdict)

    async def enter(deed: Deed) -> Opened:
        account = await deed.lock(Account, account_id)
        # Nobody else changes the account any more, but somebody may have between the two looks.
        again = await _verdict(presented, deed.connection, now)
        if isinstance(again, Invited) or _account_id(again) != account.id:
            raise Refused(IdentityConflict(provider=presented.provider.label))
        opened = await start_session(
            deed,
            account,
            entry.kind,
            terms=entry.terms,
            client=entry.client,
            second_factor_at=now if presented.is_sure else None,
        )
        await _link(deed, account, presented.identity)
        await end_former(deed, entry.former)
        return opened

    opened = await transact("sign_in_with_provider", enter, order=entry.order)
    await throttle.give_back([_bucket(entry)])
    return opened


async def _verdict(presented: Presented, connection: BaseDBAsyncClient, now: datetime) -> Verdict:
    return oidc_rules.decide(presented, await oidc_candidates.find(presented, connection, now))


def _account_id(verdict: Opens | Refusal) -> UUID:
    if isinstance(verdict, Refusal):
        raise Refused(verdict)
    return verdict.account_id


def _bucket(entry: Entry) -> Bucket:
    return Bucket.of(entry.order.keys, OF_CLIENT, entry.address)


async def _link(deed: Deed, account: Account, identity: ExternalIdentity) -> None:
    """Note that the identity opens the account, and was used now."""
    key = {"issuer": identity.issuer, "subject": identity.subject}
    linked = await Identity.filter(**key).using_db(deed.connection).first()
    if linked is None:
        await deed.create(Identity, account_id=account.id, used_at=deed.now, **key)
    else:
        await deed.edit(linked, used_at=deed.now)

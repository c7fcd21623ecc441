"""Rows that mails are composed from, and the events that call for them."""

from datetime import timedelta
from typing import Any

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.session_models import MailedLink, Session
from hub.accounts.terms import LinkPurpose, SessionKind
from hub.members.terms import AffiliationRole
from hub.record.models import OutboxEvent
from tests.make import outbox, spaces
from tests.make.accounts import account
from tests.make.members import organization, person

ADDRESS = "maria.rossi@example.org"


async def invitation(**given: Any) -> OutboxEvent:
    """The event of a new invitation to an organization, unless a role is given."""
    values: dict[str, Any] = {"email": ADDRESS, "expires_at": _in(days=14), **given}
    if "role" not in given:
        values.setdefault("affiliation_role", AffiliationRole.EMPLOYEE)
        values["organization"] = given.get("organization") or await organization("Acme")
    row = await Invitation.create(**values)
    return await _event("mail.invitation", invitation_id=row.id)


async def link(purpose: LinkPurpose, **given: Any) -> OutboxEvent:
    """The event of a new link."""
    row = await MailedLink.create(
        **{
            "account": given.pop("account", None) or await account(email=ADDRESS),
            "purpose": purpose,
            "expires_at": _in(hours=1),
            **given,
        }
    )
    return await _event(f"mail.{purpose.lower()}", link_id=row.id)


async def password_changed(**given: Any) -> OutboxEvent:
    row = given.get("account") or await account(**{"email": ADDRESS, **given})
    return await _event("mail.password_changed", account_id=row.id)


async def second_factor(*, is_set_up: bool, **given: Any) -> OutboxEvent:
    row = await account(**{"email": ADDRESS, **given})
    kind = "set_up" if is_set_up else "removed"
    return await _event(f"mail.second_factor_{kind}", account_id=row.id)


async def new_sign_in(*, client: str | None = None, **given: Any) -> OutboxEvent:
    row = await account(**{"email": ADDRESS, **given})
    session = await Session.create(
        account=row,
        kind=SessionKind.BROWSER,
        secret_hash="0" * 64,
        secret_expires_at=_in(hours=1),
        seen_at=clock.now(),
        expires_at=_in(hours=1),
        client=client,
    )
    return await _event("mail.new_sign_in", account_id=row.id, session_id=session.id)


async def booking(change: str = "CONFIRMED", **given: Any) -> OutboxEvent:
    """The event of a mail to the person who has a booking."""
    if "person" not in given:
        given["person"] = await person("Maria Rossi", email=ADDRESS)
    row = await spaces.booking(**given)
    payload = {"booking_ids": [str(row.id)], "person_id": str(row.person_id), "change": change}
    return await outbox.event(kind="mail.booking", payload=payload)


async def offer(address: str = ADDRESS) -> OutboxEvent:
    """The event of a mail to the first in line, whose slot is free."""
    waiting = await person("Anna Attesa", email=address)
    begun = clock.now()
    row = await spaces.waitlist_entry(person=waiting, offered_at=begun, offer_ends_at=_in(hours=1))
    return await outbox.event(
        kind="mail.waitlist_offer",
        subject_id=row.id,
        payload={"person_id": str(waiting.id), "offered_at": begun.isoformat()},
    )


async def _event(kind: str, **payload: object) -> OutboxEvent:
    texts = {name: str(value) for name, value in payload.items()}
    return await outbox.event(kind=kind, payload=texts)


def _in(**span: int) -> Any:
    return clock.now() + timedelta(**span)

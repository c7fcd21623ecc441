"""Erasing a person: what is theirs is emptied in place, so that everything counts as before."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from hub import clock
from hub.accounts import mentions
from hub.accounts.emptying import assigned, differs, emptied, unless
from hub.accounts.models import Account, Token
from hub.accounts.obligations import PATH, obligations
from hub.accounts.offers import DIRECTION
from hub.accounts.personal_rows import ASKED, ROW, filled, own, tables
from hub.accounts.privacy_refusals import AlreadyErased
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.members.models import Affiliation, Organization, Person
from hub.members.terms import Language, Visibility
from hub.personal import Ties
from hub.record.models import KeptAnswer
from hub.refusals import NotFound
from hub.rows import Row

NOBODY = {
    "given_name": "Persona",
    "family_name": "cancellata",
    "name": "Persona cancellata",
    "language": Language.IT,
    "listing": Visibility.PRIVATE,
    "visibility": {},
}
"""What stands where somebody stood who was erased."""
DROP_MAILS = """{asked} UPDATE outbox_event SET dropped_at = asked.now, error = 'erased' FROM asked
WHERE kind LIKE 'mail.%' AND num_nonnulls(done_at, dropped_at) = 0
AND EXISTS (SELECT 1 FROM account held WHERE held.person_id = asked.person
    AND (subject_id = held.id OR payload->>'account_id' = held.id::text
        OR payload->>'link_id' IN (
            SELECT link.id::text FROM mailed_link link WHERE link.account_id = held.id)))"""

DELETE = """{asked}, gone AS (DELETE FROM {table} {row} WHERE {is_own} RETURNING 1)
SELECT count(*) AS rows FROM gone"""
CLEAR = """{asked}, changed AS (UPDATE {table} {row} SET {assigned}
    WHERE {is_own} AND {differs} RETURNING 1)
SELECT count(*) AS rows FROM changed"""


@act(TokenScope.ACCOUNTS)
async def erase_person(deed: Deed, *, person_id: UUID) -> Done:
    """Erase what is held on a person, at their own wish or by the direction, if nothing stands
    against it; all causes are told at once.
    """
    if person_id != deed.actor.person_id and not deed.actor.has_role(DIRECTION):
        raise Refused(NotFound(*PATH))
    person = await deed.lock(Person, person_id, *PATH)
    if person.erased_at is not None:
        raise Refused(AlreadyErased(*PATH, day=clock.day_of(person.erased_at)))
    await _lock_organizations(deed, person)
    deed.refuse(*await obligations(deed.connection, person.id, deed.viewer))
    deed.settle()
    return await _let_go(deed, person)


async def _let_go(deed: Deed, person: Person) -> Done:
    accounts = await _accounts(deed, person)
    names = await mentions.names_of(deed.connection, person, accounts)
    await _drop_mails(deed, person)
    cleared = await _clear(deed, person)
    await _forget_answers(deed, person, accounts)
    await _erase(deed, person, accounts)
    taken_out = await mentions.take_out(deed.connection, names)
    reached = await mentions.reached_by(deed.connection, names)
    for table, rows in cleared.items():
        deed.changes.note_many(table, cleared=rows)
    for table, rows in taken_out.items():
        deed.changes.note_many(table, taken_out=rows)
    told = {"cleared": cleared, "taken_out": taken_out}
    return Done(person.id, {**told, "reached": reached})


async def _lock_organizations(deed: Deed, person: Person) -> None:
    """The last two administrators of an organization do not leave it at the same instant."""
    held = Affiliation.filter(person_id=person.id).using_db(deed.connection)
    ids = set(await held.values_list("organization_id", flat=True))
    rows = Organization.filter(id__in=ids).using_db(deed.connection).order_by("id")
    await rows.select_for_update(no_key=True)


async def _accounts(deed: Deed, person: Person) -> list[Account]:
    rows = Account.filter(person_id=person.id).using_db(deed.connection)
    return await rows.select_for_update()


async def _drop_mails(deed: Deed, person: Person) -> None:
    """Nobody is written to any more."""
    await deed.connection.execute_query_dict(DROP_MAILS.format(asked=ASKED), _asked(deed, person))


async def _clear(deed: Deed, person: Person) -> dict[str, int]:
    """Empty, close or delete the person's rows in all tables; how many of each."""
    cleared: dict[str, int] = {}
    for model in tables():
        ties, is_own = model.ties, own(model)
        if ties is None or is_own is None or model in {Person, Account}:
            continue
        if (statement := _statement(model, ties, is_own)) is None:
            continue
        values = _asked(deed, person)
        (found,) = await deed.connection.execute_query_dict(statement, values)
        if found["rows"]:
            cleared[model._meta.db_table] = found["rows"]
    return cleared


def _statement(model: type[Row], ties: Ties, is_own: str) -> str | None:
    """What happens to rows of a table when their person goes; None if nothing does."""
    parts = {"asked": ASKED, "table": model._meta.db_table, "row": ROW, "is_own": is_own}
    if ties.is_deleted:
        return DELETE.format(**parts)
    values = {
        name: unless(ties.beside, name, emptied(model, name))
        for name in sorted(model.personal - ties.kept)
    }
    values |= {name: filled(value) for name, value in ties.closing.items()}
    if not values:
        return None
    return CLEAR.format(assigned=assigned(model, values), differs=differs(values), **parts)


async def _forget_answers(deed: Deed, person: Person, accounts: list[Account]) -> None:
    """Forget what was answered to the person; under a key of this very act nothing is yet."""
    ids = [account.id for account in accounts]
    is_own = Q(person_id=person.id) | Q(account_id__in=ids)
    tokens = await Token.filter(is_own).using_db(deed.connection)
    actors = [f"account:{id}" for id in ids] + [f"token:{token.id}" for token in tokens]
    kept = KeptAnswer.filter(actor__in=actors, outcome__isnull=False)
    await kept.using_db(deed.connection).delete()


async def _erase(deed: Deed, person: Person, accounts: list[Account]) -> None:
    for relation in Person._meta.m2m_fields:
        await getattr(person, relation).clear(using_db=deed.connection)
    for account in accounts:
        await deed.edit(account, **_closed(account, deed))
    nothing: dict[str, Any] = {**dict.fromkeys(Person.personal), **NOBODY}
    for row in (person, *await _merged(deed, person)):
        await deed.edit(row, **nothing, erased_at=deed.now)


async def _merged(deed: Deed, person: Person) -> list[Person]:
    """Rows of the same person, who was entered more than once."""
    rows = Person.filter(merged_into_id=person.id).using_db(deed.connection)
    return await rows.order_by("id").select_for_update(no_key=True)


def _closed(account: Account, deed: Deed) -> dict[str, Any]:
    return {
        "email": f"erased-{account.id}@erased.invalid",
        "verified_at": None,
        "disabled_at": account.disabled_at or deed.now,
        "totp_confirmed_at": None,
        **dict.fromkeys(Account.secret),
    }


def _asked(deed: Deed, person: Person) -> list[object]:
    return [person.id, deed.today, deed.now]

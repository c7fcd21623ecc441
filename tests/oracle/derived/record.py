"""What the record derives: who did something, and in which capacity."""

from typing import Any

from hub.actor import STAFF
from hub.record.terms import ActorKind
from tests.oracle.derived.moment import Derivations, rome_day
from tests.oracle.past import changes


def _act(entry: Any) -> str:
    first, *others = entry.act.split("_")
    return "".join([first, *(word.capitalize() for word in others)])


def _kind(entry: Any) -> ActorKind:
    if entry.token_id is not None:
        return ActorKind.PROGRAM
    if entry.account_id is None:
        return ActorKind.HUB
    if entry.person_id in entry.subjects:
        return ActorKind.OWN
    day = rome_day(entry.created_at)
    grants = entry.its_account.grants if entry.its_account else ()
    if any(grant.role in STAFF and _held(grant, day) for grant in grants):
        return ActorKind.STAFF
    affiliations = entry.its_person.affiliations if entry.its_person else ()
    belongs = any(
        each.organization_id in entry.subjects and _held(each, day) for each in affiliations
    )
    return ActorKind.OWN if belongs else ActorKind.OTHER


def _held(row: Any, day: Any) -> bool:
    return bool(row.starts_on <= day and (row.ends_on is None or day < row.ends_on))


def _actor(entry: Any) -> str | None:
    found = entry.its_person if entry.token_id is None else entry.its_token
    return found.name if found else None


def _reader(reading: Any) -> str | None:
    if reading.token is not None:
        name: str = reading.token.name
        return name
    person = reading.reader.person
    return person.name if person else None


RECORD: Derivations = {
    "AuditEntry.act": lambda row, _: _act(row),
    "AuditEntry.actor_kind": lambda row, _: _kind(row),
    "AuditEntry.actor": lambda row, _: _actor(row),
    "AuditEntry.change_count": lambda row, at: len(changes(row, at.viewer)),
    "PersonalRead.reader": lambda row, _: _reader(row),
}

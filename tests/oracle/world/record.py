"""The record of the world: what was done in it, by whom, and who read what is personal."""

from datetime import timedelta

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role
from hub.incubation.models import Startup
from hub.members.membership_models import Membership
from hub.members.models import Affiliation
from hub.record.changes import Changes
from hub.spaces.booking_models import Booking
from tests.keys import KEYS
from tests.make import record as make
from tests.make.accounts import api_token
from tests.oracle.world.accounts import Accounts
from tests.oracle.world.members import Organizations, People


async def acts(found: Accounts, parties: Organizations, persons: People) -> None:
    """Things that were done to one row or to several, by everybody who may."""
    alfa, beta, anna = parties["alfa"], parties["beta"], persons["anna"]
    staff = _of(found, "staff")
    await make.entry(alfa, act="found_organization", name=(None, "Alfa"), sector=(None, "IT"))
    with clock.freeze(clock.now() - timedelta(days=500)):
        await make.entry(alfa, beta, act="join", actor=staff, parent_id=(None, beta.id))
    await make.entry(beta, actor=_of(found, "carla"), employees=(1, 2), name=("Beta", "beta"))
    await make.entry(anna, act="update_profile", actor=_of(found, "anna"), headline=(None, "x"))
    await make.entry(
        anna, actor=staff, email=(None, "a@alfa.example"), fiscal_code=(None, "X" * 16)
    )
    await make.entry(persons["dario"], actor=_of(found, "elena"), language=("IT", "EN"))
    await make.entry(found["anna"], anna, act="revoke_sessions", actor=_of(found, "anna"))
    program = await _program()
    await make.entry(alfa, actor=program, vat_number=(None, "1"), listing=("PRIVATE", "PUBLIC"))
    await make.entry(parties["hidden"], act="nothing")


async def acts_on_what_they_have() -> None:
    """Acts that change rows of several owners, and more values than are told at once."""
    changes = Changes(KEYS)
    for membership in await Membership.all().order_by("id"):
        changes.note(membership, {"number": None, "decision_note": None}, {"number": "7"})
    for affiliation in await Affiliation.all().order_by("id"):
        changes.note(affiliation, {"title": "a"}, {"title": "b", "purposes": ["PRIMARY"]})
    for startup in await Startup.all().order_by("id"):
        changes.note(startup, {"is_stealth": True}, {"is_stealth": False, "pitch": 'ō "x"'})
    for booking in await Booking.all().order_by("id"):
        changes.note(booking, {}, {"space_id": booking.space_id, "price": "1.00", "note": "x"})
    await make.told(changes, act="move_everything", actor=ANONYMOUS)
    some = Changes(KEYS)
    some.note_many("session", deleted=3)
    await make.told(some, act="retain", actor=ANONYMOUS)


async def readings(found: Accounts, persons: People) -> None:
    """Readings by people, by a program, and by somebody who is nobody."""
    anna, bruno = persons["anna"], persons["bruno"]
    await make.reading(person=anna, reader=found["staff"], fields_read=["EMAIL", "PHONE"])
    await make.reading(person=bruno, reader=found["alone"], role=Role.DIRECTION)
    token = await found["anna"].tokens.all().order_by("id").first()
    await make.reading(person=anna, token=token, fields_read=["BORN_ON"])


def _of(found: Accounts, name: str) -> Actor:
    account = found[name]
    return Actor(account_id=account.id, person_id=account.person_id)


async def _program() -> Actor:
    token = await api_token(name="Gestionale")
    return Actor(token_id=token.id)

"""After an erasure nothing of the person is left, and everything counts as before."""

import asyncio
import json
import logging

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock, logs
from hub.accounts.emptying import MARK
from hub.accounts.invitation_models import Invitation
from hub.accounts.invitations import invite
from hub.accounts.models import Account, Token
from hub.accounts.privacy_refusals import AlreadyErased
from hub.accounts.session_models import Identity, MailedLink, RefreshToken, Session
from hub.accounts.terms import SessionEnd
from hub.actor import Actor, Role
from hub.errors import Refused
from hub.incubation.followup_models import Mentor, MentoringSession, Mentorship
from hub.incubation.models import StageChange, StartupMember
from hub.incubation.selection_models import Application, Review, Score
from hub.members.fee_models import Payment
from hub.members.membership_models import FeeLine, Membership
from hub.members.models import Affiliation, ConsentRecord, Organization, Person
from hub.members.terms import Visibility
from hub.projects.agreement_models import AgreementParty
from hub.projects.models import ClaimStep
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry, KeptAnswer, OutboxEvent
from hub.record.verify import verify
from hub.refusals import NotFound
from hub.spaces.booking_models import Booking, BookingSeries, WaitlistEntry
from schema import schema
from schema.engine import Engine
from schema.limits import Limits
from tests.accounts import leaver as leaving
from tests.accounts.erasing import DIRECTION, causes, counted, did, dump, erased
from tests.accounts.leaver import leaver
from tests.compiler.asking import Asking, Counted
from tests.keys import KEYS
from tests.make import incubation, members
from tests.record.acts import introduce

pytestmark = pytest.mark.usefixtures("connection")


async def test_nothing_of_the_person_is_left_in_the_database(database_url: str) -> None:
    gone = await leaver()
    await did(introduce, {"id": gone.person.id, "bio": f"{leaving.SAID} and more"})
    await Invitation.filter(email=leaving.EMAIL).update(revoked_at=clock.now())
    desk = Actor(roles=frozenset({Role.DIRECTION}), account_id=gone.reader.id)
    await did(invite, {"email": leaving.EMAIL, "role": Role.OBSERVER}, desk, key="k1")
    before = await asyncio.to_thread(dump, database_url)
    await erased(gone.person)
    after = await asyncio.to_thread(dump, database_url)

    assert [value for value in leaving.VALUES if value.lower() not in before.lower()] == []
    assert [value for value in leaving.VALUES if value.lower() in after.lower()] == []


async def test_nothing_of_the_person_is_left_in_the_logs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", root.handlers)
    former = root.level
    logs.configure("DEBUG", "json")
    try:
        gone = await leaver()
        await did(introduce, {"id": gone.person.id, "bio": f"{leaving.SAID} and more"})
        await erased(gone.person)
    finally:
        root.setLevel(former)

    said = capsys.readouterr().out
    assert [value for value in leaving.VALUES if value.lower() in said.lower()] == []


async def test_search_finds_nobody_by_the_name(pool: ReadPool) -> None:
    gone = await leaver()
    asking = Asking(Engine(schema, Counted(pool), limits=Limits(), keys=KEYS), Counted(pool))
    query = "query($query: String!) { search(query: $query) { nodes { node { __typename } } } }"

    before = await asking.data(query, query="Quarantotti")
    await erased(gone.person)
    after = await asking.data(query, query="Quarantotti")

    assert {each["node"]["__typename"] for each in before["search"]["nodes"]} >= {"Person"}
    assert after["search"]["nodes"] == []


async def test_everything_counts_as_before(connection: BaseDBAsyncClient) -> None:
    gone = await leaver()
    for _ in range(3):
        await members.membership(organization=await members.organization())
    before = await counted(connection)
    await erased(gone.person)

    assert await counted(connection) == before


async def test_the_person_stays_as_nobody() -> None:
    gone = await leaver()
    await erased(gone.person)

    person = await Person.get(id=gone.person.id)
    assert person.name == "Persona cancellata"
    assert [person.email, person.bio, person.born_on] == [None] * 3
    assert (person.listing, person.visibility) == (Visibility.PRIVATE, {})
    assert person.erased_at is not None
    assert await person.competences.all().count() == 0


async def test_the_account_opens_nothing_any_more() -> None:
    gone = await leaver()
    await erased(gone.person)

    account = await Account.get(id=gone.account.id)
    assert account.email == f"erased-{account.id}@erased.invalid"
    assert account.disabled_at is not None
    assert (account.password_hash, account.totp_secret, account.verified_at) == (None,) * 3
    session = await Session.get()
    assert (session.end_reason, session.client) == (SessionEnd.ACCOUNT_DISABLED, MARK)
    token = await Token.get()
    assert (token.name, token.revoked_at is None) == (MARK, False)
    for table in (Identity, MailedLink, RefreshToken):
        assert await table.all().count() == 0


async def test_invitations_lose_their_address_and_are_taken_back() -> None:
    gone = await leaver()
    await erased(gone.person)

    by_state = {each.accepted_at is not None: each for each in await Invitation.filter(email="")}
    assert len(by_state) == 2
    assert by_state[False].revoked_at is not None
    assert by_state[True].revoked_at is None
    other = await Invitation.get(email="other@mail.example")
    assert (other.revoked_at, other.invited_by_id) == (None, gone.account.id)


async def test_what_was_running_ends_today() -> None:
    gone = await leaver()
    hers = await Mentor.get()
    offered = {"startup": gone.startup, "starts_on": None, "proposed_on": members.days_ago(4)}
    proposed = await incubation.mentorship(mentor=hers, **offered)
    others = await incubation.mentorship(**offered)
    assigned = await incubation.review(reviewer=gone.person)
    asked = await members.application(person=gone.person, organization=None)
    await erased(gone.person)

    today = clock.today()
    affiliation = await Affiliation.get(person_id=gone.person.id)
    assert (affiliation.ends_on, affiliation.title) == (today, MARK)
    team = await StartupMember.get(person_id=gone.person.id)
    assert (team.ends_on, team.is_public) == (today, False)
    assert (await WaitlistEntry.get()).left_at is not None
    assert (await BookingSeries.get()).cancelled_at is not None
    assert (await MentoringSession.get()).cancelled_at is not None
    assert (await Application.get(person_id=gone.person.id, organization_id=None)).withdrawn_on
    assert (await Mentorship.get(id=proposed.id)).declined_on == today
    assert (await Mentorship.get(id=others.id)).declined_on is None
    mentor = await Mentor.get(id=hers.id)
    assert (mentor.ends_on, mentor.is_listed, mentor.expertise) == (today, False, [])
    assert (await Review.get(id=assigned.id)).declined_on == today
    assert (await Membership.get(id=asked.id)).withdrawn_on == today


async def test_what_belongs_to_others_stays_without_the_name() -> None:
    gone = await leaver()
    await erased(gone.person)

    booking = await Booking.get(person_id=gone.person.id, organization_id__isnull=False)
    assert booking.title == f"{MARK} meets the bank"
    draft = await Application.get(person_id=gone.person.id, organization_id__isnull=False)
    assert (draft.problem, draft.withdrawn_on) == (f"{MARK} knows the problem", None)
    assert (await FeeLine.get()).description == f"Contribution of {MARK}"
    assert (await Payment.get()).reference == f"Transfer of {MARK}"
    assert (await Organization.get(id=gone.organization.id)).description == f"Founded by {MARK}."
    changes = [each.reason for each in await StageChange.filter(decided_by_id=gone.person.id)]
    assert changes == [f"As {MARK} said ({MARK})"]
    assert (await ClaimStep.get()).note == f"Handed in by {MARK}."
    assert (await AgreementParty.get()).signatory_name == MARK
    assert (await Review.get()).comment == "A clear idea"
    assert (await Score.get()).comment == f"{MARK} can say more"
    consent = await ConsentRecord.get()
    assert (consent.source, consent.chosen) == (MARK, Visibility.PUBLIC)


async def test_a_fee_line_keeps_what_the_law_asks_for() -> None:
    gone = await leaver()
    before = await FeeLine.get()
    await erased(gone.person)

    after = await FeeLine.get()
    kept = ("amount", "invoice_number", "issued_on", "due_on", "paying_person_id")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


async def test_a_namesake_keeps_the_name_in_what_was_written() -> None:
    gone = await leaver()
    await members.person(leaving.NAME)
    await erased(gone.person)

    assert (await AgreementParty.get()).signatory_name == leaving.NAME
    assert (await ClaimStep.get()).note == f"Handed in by {MARK}."


async def test_an_organization_keeps_an_address_that_was_the_persons() -> None:
    gone = await leaver()
    shop = await members.organization("Bottega", email=leaving.EMAIL)

    done = await erased(gone.person)

    assert done.values["reached"] == [str(shop.id)]
    assert (await Organization.get(id=shop.id)).email == leaving.EMAIL


async def test_nobody_is_written_to_any_more() -> None:
    gone = await leaver()
    link = await MailedLink.get()
    for payload in ({"account_id": str(gone.account.id)}, {"link_id": str(link.id)}):
        await OutboxEvent.create(kind="mail.x", due_at=clock.now(), payload=payload)
    other = {"account_id": str(gone.reader.id)}
    await OutboxEvent.create(kind="mail.x", due_at=clock.now(), payload=other)
    await erased(gone.person)

    assert await OutboxEvent.filter(dropped_at__isnull=False).count() == 2
    assert (await OutboxEvent.get(dropped_at=None)).payload == other


async def test_a_dry_run_says_what_would_go_and_leaves_it(database_url: str) -> None:
    gone = await leaver()
    before = await asyncio.to_thread(dump, database_url)

    done = await erased(gone.person, is_dry_run=True)

    assert done.values["cleared"]["invitation"] == 2
    assert done.values["taken_out"]["agreement_party"] == 1
    assert await asyncio.to_thread(dump, database_url) == before


async def test_the_record_verifies_and_names_no_value(database_url: str) -> None:
    gone = await leaver()
    await did(introduce, {"id": gone.person.id, "bio": f"{leaving.SAID} and more"})
    await erased(gone.person)

    verdict = await verify(database_url, KEYS)
    assert (verdict.entries, verdict.faults) == (2, [])
    entry = await AuditEntry.get(act="erase_person")
    assert {gone.person.id, gone.account.id} <= set(entry.subjects)
    told = {each["table"]: each["after"] for each in json.loads(entry.body)}
    assert told["booking"] == {"taken_out": 1}
    assert [value for value in leaving.VALUES if value in entry.body] == []


async def test_the_person_may_do_it_and_once() -> None:
    gone = await leaver()
    herself = Actor(person_id=gone.person.id, account_id=gone.account.id)
    await KeptAnswer.create(
        actor=herself.name, key="old", act="invite", fingerprint="f", outcome={}
    )
    first = await erased(gone.person, herself, key="now")
    again = await erased(gone.person, herself, key="now")

    assert first.kept == again.kept
    assert [each.key for each in await KeptAnswer.all()] == ["now"]
    with pytest.raises(Refused) as refused:
        await erased(gone.person)
    assert [type(each) for each in refused.value.refusals] == [AlreadyErased]


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR, Role.OBSERVER])
async def test_for_others_there_is_nobody(role: Role) -> None:
    gone = await leaver()

    with pytest.raises(Refused) as refused:
        await erased(gone.person, Actor(roles=frozenset({role}), account_id=gone.reader.id))

    assert [type(each) for each in refused.value.refusals] == [NotFound]


async def test_the_last_two_administrators_do_not_leave_at_the_same_instant() -> None:
    firm = await members.organization()
    both = [await members.person(), await members.person()]
    for person in both:
        await members.affiliation(person=person, organization=firm, is_administrator=True)

    found = await asyncio.gather(*map(causes, both))

    assert sorted(map(len, found)) == [0, 1]
    assert await Person.filter(erased_at=None).count() == 1


async def test_who_has_hardly_begun_can_leave() -> None:
    """Periods that begin today, and nothing but a profile."""
    person = await members.person("Nora")
    row = await members.affiliation(person=person, starts_on=clock.today())

    await erased(person, DIRECTION)

    ends_on = (await Affiliation.get(id=row.id)).ends_on
    assert ends_on == members.days_ago(-1)

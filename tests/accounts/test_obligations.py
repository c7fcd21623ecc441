"""What keeps a person from being erased: each cause by itself, at its edge, and all at once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.accounts.leaving import RoleHeld
from hub.accounts.models import RoleGrant
from hub.accounts.privacy_models import RetentionRule
from hub.incubation.leaving import LastOfTeam, MentorshipRuns, SessionsBooked
from hub.incubation.terms import Stage
from hub.keeping import RetentionKind
from hub.members.leaving import FeesUnpaid, LastAdministrator, MembershipRuns
from hub.members.models import Affiliation, Person
from hub.members.terms import AffiliationRole, Decision
from hub.messages import message
from hub.personal import RetentionRequired
from hub.spaces.leaving import BookingsToCome, DepositHeld, LeaseRuns
from tests.accounts.erasing import causes
from tests.accounts.leaver import leaver
from tests.make import accounts, incubation, members, spaces
from tests.make.members import days_ago

pytestmark = pytest.mark.usefixtures("connection")

Make = Callable[[Person], Awaitable[object]]
TODAY, TOMORROW = 0, -1


async def _booking(person: Person) -> None:
    await spaces.booking(person=person)


async def _booking_under_way(person: Person) -> None:
    await spaces.booking(clock.now() - timedelta(minutes=5), person=person)


async def _request(person: Person) -> None:
    await spaces.request(person=person)


async def _lease(person: Person) -> None:
    await spaces.lease(person=person)


async def _lease_to_come(person: Person) -> None:
    await spaces.lease(person=person, starts_on=days_ago(-30))


async def _deposit(person: Person) -> None:
    terms = {"deposit": "200.00", "deposit_received_on": days_ago(90)}
    await spaces.lease(person=person, ends_on=days_ago(TODAY), **terms)


async def _membership(person: Person) -> None:
    await members.membership(person=person, periods=[(days_ago(9), days_ago(-9))])


async def _membership_in_grace(person: Person) -> None:
    await members.membership(person=person, periods=[(days_ago(90), days_ago(5))])


async def _fee(person: Person) -> None:
    await members.fee_line(paying_person=person, issued_on=days_ago(40), due_on=days_ago(10))


async def _administration(person: Person) -> None:
    await members.affiliation(person=person, is_administrator=True)


async def _signing(person: Person) -> None:
    signs = AffiliationRole.LEGAL_REPRESENTATIVE
    firm = await members.organization()
    await members.affiliation(person=person, organization=firm, role=signs)
    await members.affiliation(organization=firm, is_administrator=True)
    await members.affiliation(organization=firm, role=signs, ends_on=days_ago(TODAY))


async def _team(person: Person) -> None:
    startup = await incubation.startup(stages=[Stage.SELECTED, Stage.INCUBATION])
    await incubation.startup_member(startup=startup, person=person)


async def _mentorship(person: Person) -> None:
    await incubation.mentorship(mentor=await incubation.mentor(person=person))


async def _session(person: Person) -> None:
    mentor = await incubation.mentor(person=person)
    await incubation.session(mentor=mentor, startup=await incubation.startup())


async def _role(person: Person) -> None:
    await accounts.role_grant(account=await accounts.account(person=person))


async def _kept_contract(person: Person) -> None:
    await _rule(10)
    await spaces.lease(person=person, ends_on=days_ago(9))


STANDING: list[tuple[Make, type[RetentionRequired]]] = [
    (_booking, BookingsToCome),
    (_booking_under_way, BookingsToCome),
    (_request, BookingsToCome),
    (_lease, LeaseRuns),
    (_lease_to_come, LeaseRuns),
    (_deposit, DepositHeld),
    (_membership, MembershipRuns),
    (_membership_in_grace, MembershipRuns),
    (_fee, FeesUnpaid),
    (_administration, LastAdministrator),
    (_signing, LastAdministrator),
    (_team, LastOfTeam),
    (_mentorship, MentorshipRuns),
    (_session, SessionsBooked),
    (_role, RoleHeld),
    (_kept_contract, RetentionRequired),
]


@pytest.mark.parametrize(("make", "cause"), STANDING, ids=[make.__name__ for make, _ in STANDING])
async def test_each_cause_stands_against_it(make: Make, cause: type[RetentionRequired]) -> None:
    person = await members.person()
    await make(person)

    found = await causes(person)

    assert list(found) == [cause]
    assert found[cause]["count"] == 1
    assert found[cause]["since"] is not None
    for language in ("it", "en"):
        assert "None" not in message(cause.sentence, language, **found[cause])
    assert (await Person.get(id=person.id)).erased_at is None


async def _cancelled(person: Person) -> None:
    await spaces.booking(person=person, cancelled_at=clock.now())


async def _for_the_firm(person: Person) -> None:
    await spaces.booking(booked_by=person)


async def _ended_lease(person: Person) -> None:
    await spaces.lease(person=person, ends_on=days_ago(TODAY))


async def _forgotten_contract(person: Person) -> None:
    await _rule(9)
    await spaces.lease(person=person, ends_on=days_ago(9))


async def _lapsed(person: Person) -> None:
    await members.membership(person=person, periods=[(days_ago(90), days_ago(31))])


async def _rejected(person: Person) -> None:
    await members.application(person=person, decided_on=days_ago(3), decision=Decision.REJECTED)


async def _planned_fee(person: Person) -> None:
    await members.fee_line(paying_person=person)


async def _one_of_two(person: Person) -> None:
    firm = await members.organization()
    both = {"organization": firm, "is_administrator": True}
    await members.affiliation(person=person, **both)
    await members.affiliation(**both)


async def _of_a_dissolved_firm(person: Person) -> None:
    firm = await members.organization(dissolved_on=days_ago(TODAY))
    await members.affiliation(person=person, organization=firm, is_administrator=True)


async def _former_administration(person: Person) -> None:
    await members.affiliation(person=person, is_administrator=True, ends_on=days_ago(TODAY))


async def _team_of_alumni(person: Person) -> None:
    startup = await incubation.startup(stages=[Stage.SELECTED, Stage.INCUBATION, Stage.GRADUATED])
    await incubation.startup_member(startup=startup, person=person)


async def _former_role(person: Person) -> None:
    account = await accounts.account(person=person)
    await accounts.role_grant(account=account, ends_on=days_ago(TODAY))


OVER: list[Make] = [
    _cancelled,
    _for_the_firm,
    _ended_lease,
    _forgotten_contract,
    _lapsed,
    _rejected,
    _planned_fee,
    _one_of_two,
    _of_a_dissolved_firm,
    _former_administration,
    _team_of_alumni,
    _former_role,
]


@pytest.mark.parametrize("make", OVER, ids=[make.__name__ for make in OVER])
async def test_what_is_over_does_not(make: Make) -> None:
    person = await members.person()
    await make(person)

    assert await causes(person) == {}


async def test_all_causes_are_told_at_once_with_their_dates() -> None:
    person = (await leaver()).person
    await spaces.booking(spaces.tomorrow_at(9), person=person)
    await spaces.booking(spaces.tomorrow_at(11), person=person)
    await spaces.lease(person=person, ends_on=days_ago(-40))
    await members.fee_line(paying_person=person, issued_on=days_ago(5))
    await Affiliation.exclude(person_id=person.id).update(ends_on=days_ago(TODAY))

    found = await causes(person)

    assert set(found) == {BookingsToCome, LeaseRuns, FeesUnpaid, LastAdministrator}
    assert found[BookingsToCome] | {"since": None} == {
        "count": 2,
        "since": None,
        "until": days_ago(TOMORROW),
    }
    assert found[LeaseRuns]["until"] == days_ago(-40)
    assert found[LastAdministrator]["until"] is None


async def test_a_role_that_is_planned_stands_against_it() -> None:
    person = await members.person()
    account = await accounts.account(person=person)
    await RoleGrant.filter(account_id=account.id).delete()
    await accounts.role_grant(account=account, starts_on=days_ago(-3))

    assert set(await causes(person)) == {RoleHeld}


async def _rule(days: int, **given: Any) -> None:
    kind = RetentionKind.CLOSED_CONTRACTS
    await RetentionRule.create(kind=kind, days=days, reason="Claims are expected", **given)

"""Somebody who has done everything that one can do here, all of it over, and now leaves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.models import Account, Token
from hub.accounts.privacy_models import PersonalRead
from hub.accounts.session_models import Identity, MailedLink, RefreshToken, Session
from hub.accounts.terms import LinkPurpose, SessionKind
from hub.actor import Role
from hub.incubation.models import Startup
from hub.incubation.terms import Recommendation, Stage
from hub.members.models import Organization, Person
from hub.members.terms import AffiliationRole, Visibility
from hub.spaces.calendar_models import CalendarLink
from tests.make import accounts, incubation, members, projects, spaces
from tests.make.incubation import noon
from tests.make.members import days_ago

NAME = "Zelinda Quarantotti"
EMAIL = "zelinda@quarantotti.example"
FORMER_EMAIL = "zq-former@mail.example"
SIGN_IN_EMAIL = "zq-account@mail.example"
PHONE = "+39 0372 918273"
FISCAL_CODE = "QRNZND80A41D150X"
SAID = "zxown"
"""In each text that is hers alone."""
VALUES = (
    *(NAME, "Zelinda", "Quarantotti", EMAIL, FORMER_EMAIL, SIGN_IN_EMAIL, PHONE, FISCAL_CODE),
    *(SAID, "1980-01-01", "D150", "zxsubject", "zxclient", "zxtotp", "zxargon"),
)
"""Nothing of this is left."""


@dataclass(frozen=True)
class Leaver:
    """Who leaves, and what stays."""

    person: Person
    account: Account
    colleague: Person
    organization: Organization
    startup: Startup
    reader: Account


def said(*names: str) -> dict[str, Any]:
    return {name: f"{SAID} {name}" for name in names}


async def leaver() -> Leaver:
    """Her rows in all tables; what others wrote names her as well."""
    person = await members.person(
        NAME,
        email=EMAIL,
        phone=PHONE,
        fiscal_code=FISCAL_CODE,
        born_on="1980-01-01",
        birth_place_code="D150",
        website=f"https://{SAID}.example",
        listing=Visibility.PUBLIC,
        visibility={"email": "PUBLIC"},
        **said("headline", "bio"),
    )
    await person.competences.add(await members.competence("cloud"))
    account = await accounts.account(
        person=person,
        email=SIGN_IN_EMAIL,
        verified_at=clock.now(),
        password_hash="$argon2id$zxargon",  # noqa: S106 - that it is gone is what is tested
        totp_secret="zxtotp",  # noqa: S106
        totp_confirmed_at=clock.now(),
    )
    reader = await accounts.account()
    await _accesses(account, reader)
    colleague = await members.person("Ugo Collega")
    organization = await _memberships(person, colleague)
    startup = await _startups(person, colleague, organization)
    await _spaces(person, organization)
    await _projects(person, organization)
    return Leaver(person, account, colleague, organization, startup, reader)


async def _accesses(account: Account, reader: Account) -> None:
    now = clock.now()
    later = now + timedelta(days=30)
    await accounts.role_grant(account=account, starts_on=days_ago(90), ends_on=days_ago(1))
    await accounts.role_grant(granted_by=account)
    await accounts.token(Role.FRONT_DESK, account=account)
    await Token.filter(account_id=account.id).update(**said("name"))
    session = await Session.create(
        account=account,
        kind=SessionKind.MOBILE,
        secret_hash="a" * 64,
        secret_expires_at=later,
        seen_at=now,
        expires_at=later,
        client="zxclient",
    )
    await RefreshToken.create(session=session, token_hash="b" * 64, expires_at=later)
    await Identity.create(account=account, issuer="https://login.example", subject="zxsubject")
    await CalendarLink.create(account=account, person_id=account.person_id)
    await MailedLink.create(account=account, purpose=LinkPurpose.VERIFY_EMAIL, expires_at=later)
    await PersonalRead.create(
        person_id=account.person_id, reader=reader, role=Role.FRONT_DESK, fields_read=["email"]
    )
    invited = {"role": Role.OBSERVER, "expires_at": later}
    accepted = {"accepted_at": now, "accepted_by": account, "email": FORMER_EMAIL}
    await Invitation(**invited, **accepted, **said("title")).save()
    await Invitation(**invited, email=EMAIL, **said("title")).save()
    await Invitation(**invited, email="other@mail.example", invited_by=account).save()


async def _memberships(person: Person, colleague: Person) -> Organization:
    organization = await members.organization("Onda", description=f"Founded by {NAME.upper()}.")
    signs = {"organization": organization, "role": AffiliationRole.LEGAL_REPRESENTATIVE}
    await members.affiliation(person=person, is_administrator=True, **signs, **said("title"))
    await members.affiliation(person=colleague, is_administrator=True, **signs)
    await members.membership(organization=organization)
    await members.consent_record(person=person, recorded_by=person, **said("source"))
    held = await members.membership(
        person=person,
        periods=[(days_ago(365), days_ago(100))],
        suspensions=[(days_ago(200), days_ago(190))],
        notice_on=days_ago(99),
        resigned_on=days_ago(98),
        **said("motivation", "decision_note"),
    )
    await held.periods.filter().update(**said("note"))
    await held.suspensions.filter().update(**said("reason"))
    await members.document(
        membership=held,
        sha256="0a" * 32,
        reviewed_on=days_ago(360),
        is_accepted=False,
        **said("name", "url", "refusal_reason"),
    )
    line = await members.fee_line(
        membership=held,
        paying_person=person,
        description=f"Contribution of {NAME}",
        issued_on=days_ago(300),
        due_on=days_ago(270),
        invoice_number="2026/17",
    )
    await members.payment(fee_line=line, received_on=days_ago(280), reference=f"Transfer of {NAME}")
    await members.reminder(fee_line=line, sent_on=days_ago(290))
    return organization


async def _startups(person: Person, colleague: Person, organization: Organization) -> Startup:
    startup = await incubation.startup("Idea", stages=[Stage.SELECTED, Stage.INCUBATION])
    await incubation.startup_member(startup=startup, person=person, is_public=True, **said("title"))
    await incubation.startup_member(startup=startup, person=colleague)
    await incubation.stage_change(
        startup=await incubation.startup(),
        decided_by=person,
        reason=f"As Quarantotti Zelinda said ({PHONE})",
    )
    mentor = await incubation.mentor(
        person=person, is_listed=True, expertise=[SAID], languages=["it"], **said("headline")
    )
    await incubation.mentorship(
        mentor=mentor, startup=startup, ends_on=days_ago(2), goals=f"Thanks to {NAME}: sell"
    )
    await incubation.session(mentor=mentor, **said("topic", "place", "summary"))
    applied = await incubation.application(
        person=person,
        screened_on=days_ago(9),
        **said("startup_name", "pitch", "problem", "solution", "market", "competition"),
        **said("business_model", "team", "needs", "feedback"),
    )
    await incubation.information_request(
        application=applied, answered_on=days_ago(1), **said("question", "answer")
    )
    await incubation.draft(
        person=person, organization=organization, problem=f"{NAME} knows the problem"
    )
    judged = await incubation.application(person=colleague)
    review = await incubation.review(
        application=judged,
        reviewer=person,
        recommendation=Recommendation.YES,
        finalised_at=noon(days_ago(3)),
        comment="A clear idea",
    )
    await incubation.score(review=review, comment=f"{EMAIL} can say more")
    await incubation.conflict_of_interest(application=judged, person=person, **said("note"))
    return startup


async def _spaces(person: Person, organization: Organization) -> None:
    past = spaces.on(days_ago(20), 9)
    series = await spaces.series(person=person, **said("title", "note"))
    await spaces.skipped_occurrence(series=series)
    await spaces.booking(
        past,
        person=person,
        cancelled_at=past - timedelta(days=1),
        cancelled_by=person,
        **said("title", "note", "cancel_reason"),
    )
    await spaces.booking(
        past, organization=organization, person=person, title=f"{NAME} meets the bank"
    )
    shared = await spaces.booking(organization=organization, booked_by=person, title="Riunione")
    await spaces.guest(booking=shared, person=person)
    await spaces.guest(booking=shared, email=EMAIL, **said("name"))
    await spaces.waitlist_entry(person=person, **said("title"))
    lease = await spaces.lease(person=person, ends_on=days_ago(10), **said("note"))
    await spaces.rent_step(lease=lease, starts_on=days_ago(50), **said("reason"))


async def _projects(person: Person, organization: Organization) -> None:
    await projects.claim_step(taken_by=person, note=f"Handed in by {EMAIL}.")
    await projects.agreement_party(organization=organization, signatory_name=NAME)

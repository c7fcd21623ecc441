"""Who is asking: an actor (anonymous is a value, not None), and the viewer it is at one instant."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from hub.purse import FREE, Purse
from hub.vocabulary import Vocabulary


class Role(Vocabulary):
    """What a grant or a token lets its holder do."""

    DIRECTION = "DIRECTION", "Direction of the consortium: sees and decides everything."
    FRONT_DESK = "FRONT_DESK", "Front desk: members' contacts, spaces, bookings, leases."
    INCUBATION = "INCUBATION", "Incubation desk: programmes, applications, start-ups, mentors."
    PROJECTS = "PROJECTS", "Projects desk: calls, proposals, projects, agreements, claims."
    OBSERVER = "OBSERVER", "Municipality or university: figures and non-personal records."
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator of one organization: its own records, whole."
    MEMBER = "MEMBER", "Person of one organization: what its members share and its own records."


class TokenScope(Vocabulary):
    """What a program may do with an API token beside reading what its holder sees."""

    ACCOUNTS = "ACCOUNTS", "Invitations, roles, profiles and consents."
    MEMBERS = "MEMBERS", "Organizations, people, memberships and fees."
    INCUBATION = "INCUBATION", "Programmes, applications, start-ups and mentoring."
    SPACES = "SPACES", "Spaces, bookings and leases."
    PROJECTS = "PROJECTS", "Calls, proposals, projects and agreements."


STAFF = frozenset({Role.DIRECTION, Role.FRONT_DESK, Role.INCUBATION, Role.PROJECTS})


class Standing(NamedTuple):
    """What kind of actor asks, without saying who: few kinds ask all questions."""

    roles: frozenset[Role] = frozenset()
    is_member: bool = False
    has_person: bool = False
    has_organizations: bool = False
    administers: bool = False
    has_account: bool = False

    def has_role(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Actor:
    """Who is asking, with the rights that hold today."""

    roles: frozenset[Role] = frozenset()
    person_id: UUID | None = None
    organization_ids: tuple[UUID, ...] = ()
    administered_ids: tuple[UUID, ...] = ()
    is_member: bool = False
    account_id: UUID | None = None
    token_id: UUID | None = None
    session_id: UUID | None = None
    scopes: frozenset[TokenScope] = frozenset(TokenScope)
    """In which areas it may write: everywhere, unless a token says less."""
    email: str | None = None
    """The address of its account, once that is proved: invitations to it are the actor's."""

    @property
    def name(self) -> str | None:
        """Under which its idempotency keys are kept; None for the anonymous."""
        if self.token_id is not None:
            return f"token:{self.token_id}"
        return f"account:{self.account_id}" if self.account_id is not None else None

    @cached_property
    def payer(self) -> str | None:
        """From whose budget requests are paid: the account's, whichever of its tokens they bring."""
        id = self.account_id or self.token_id
        return None if id is None else str(id)

    def has_role(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)

    @cached_property
    def standing(self) -> Standing:
        return Standing(
            self.roles,
            self.is_member,
            has_person=self.person_id is not None,
            has_organizations=bool(self.organization_ids),
            administers=bool(self.administered_ids),
            has_account=self.account_id is not None,
        )


ANONYMOUS = Actor()


class Viewer(NamedTuple):
    """An actor at an instant: all that a read may depend on beside its document."""

    now: datetime
    today: date
    actor: Actor = ANONYMOUS
    language: str = "it"
    """In which messages are written: "it" or "en"."""
    purse: Purse = FREE
    """From what the answer is paid."""

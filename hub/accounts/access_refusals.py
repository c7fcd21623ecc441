"""What stands against inviting, granting, sharing and making tokens."""

from hub.accounts.refusals import AccountDisabled
from hub.accounts.terms import InvitationState
from hub.errors import Refusal
from hub.messages import Phrase
from hub.refusals import AlreadyDecided

ENDED_AS = {
    InvitationState.ACCEPTED: Phrase("it was accepted"),
    InvitationState.DECLINED: Phrase("it was declined"),
    InvitationState.REVOKED: Phrase("it was taken back"),
    InvitationState.EXPIRED: Phrase("it was not answered in time"),
}
"""How an invitation came to its end, as a part of a sentence."""


class InvitationTarget(Refusal):
    """An invitation is to an organization or to a desk, not to both and not to nothing."""

    code = "INVITATION_TARGET"
    sentence = (
        "Invite to an organization, saying the affiliation, or to a role: to one of the two, and"
        " leave out what belongs to the other."
    )


class AlreadyInvited(Refusal):
    """There is an open invitation of the same address to the same."""

    code = "ALREADY_INVITED"
    sentence = "This address has been invited already, until {expires_at}: take that back first."


class TooManyInvitations(Refusal):
    """So many went out in a short time that they might be a nuisance."""

    code = "TOO_MANY_INVITATIONS"
    sentence = (
        "At most {limit} invitations go out here within 24 hours: send this one after {next_at}."
    )


class AlreadyGranted(Refusal):
    """The account holds the role on a day of the new period."""

    code = "ALREADY_GRANTED"
    sentence = "The account has this role already, from {begins}: end that first."


class InvitationOver(AlreadyDecided):
    """The invitation is no longer open."""

    sentence = "This invitation is over, for {ended}: a new one can be sent."

    def __init__(self, *path: str | int, state: InvitationState) -> None:
        super().__init__(*path, ended=ENDED_AS[state])


class RoleNotGrantable(Refusal):
    """The role follows from an affiliation: nobody gives it."""

    code = "ROLE_NOT_GRANTABLE"
    sentence = "This role cannot be given here: {grantable} can."


class RoleNotHeld(Refusal):
    """The actor does not have the role that a token should get, or not in that organization."""

    code = "ROLE_NOT_HELD"
    sentence = "You do not have this role today: a token gets one of your own."


class LastDirection(Refusal):
    """Nobody would be left who may grant roles."""

    code = "LAST_DIRECTION"
    sentence = (
        "Nobody else would have the role DIRECTION from {day} on, for as long: grant it to somebody"
        " first."
    )


class EndsAlready(Refusal):
    """A role ends before the day on which it should end."""

    code = "ENDS_ALREADY"
    sentence = "This role ends on {ends} already: to let it last longer, grant it from then on."


class AccountClosed(AccountDisabled):
    """The account of somebody else was closed."""

    sentence = "This account was closed: nobody can sign in with it."


class PersonNeeded(Refusal):
    """The account stands for no person, and it is a person who belongs to an organization."""

    code = "PERSON_NEEDED"
    sentence = "Your account stands for no person yet: ask the front desk to enter you."


class FieldUnknown(Refusal):
    """A profile has no such field, or not one that can be shared."""

    code = "FIELD_UNKNOWN"
    sentence = "Nothing goes under this name here: {known} do."


class ExpiryOutOfRange(Refusal):
    """A token ends too late, or before it begins."""

    code = "EXPIRY_OUT_OF_RANGE"
    sentence = "A token ends after now and within {days} days."


class AccountUnsaid(Refusal):
    """A program without an account has to say whose it means."""

    code = "ACCOUNT_UNSAID"
    sentence = "This API token belongs to no account: say which account you mean."

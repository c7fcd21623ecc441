"""The closed lists of the accounts' area."""

from hub.vocabulary import Vocabulary


class InvitationState(Vocabulary):
    """How far an invitation has come, by its dates."""

    PENDING = "PENDING", "Sent, and neither answered nor too old."
    ACCEPTED = "ACCEPTED", "Accepted: the affiliation or role has begun."
    DECLINED = "DECLINED", "Declined by whom it was sent to."
    REVOKED = "REVOKED", "Taken back by those who sent it."
    EXPIRED = "EXPIRED", "Not answered in time."


class SessionKind(Vocabulary):
    """How a person signed in."""

    BROWSER = "BROWSER", "By the pages of the hub, with a cookie."
    MOBILE = "MOBILE", "By an app, with access and refresh tokens."


class SessionEnd(Vocabulary):
    """Why a session ended before its time."""

    SIGNED_OUT = "SIGNED_OUT", "Its holder signed out."
    SIGNED_OUT_EVERYWHERE = "SIGNED_OUT_EVERYWHERE", "Its holder ended all sessions."
    PASSWORD_CHANGED = "PASSWORD_CHANGED", "The password was changed."
    REPLACED = "REPLACED", "A new session took its place at sign-in."
    REUSED_TOKEN = "REUSED_TOKEN", "A refresh token was used twice, as a thief would."
    ACCOUNT_DISABLED = "ACCOUNT_DISABLED", "The account was disabled or its person erased."


class LinkPurpose(Vocabulary):
    """What a link in a mail is good for."""

    VERIFY_EMAIL = "VERIFY_EMAIL", "It proves that the address is the account's."
    RESET_PASSWORD = "RESET_PASSWORD", "It lets its holder choose a new password."


class PersonalField(Vocabulary):
    """A field of a person of which it is recorded when a desk reads it."""

    EMAIL = "EMAIL", "E-mail address."
    PHONE = "PHONE", "Telephone number."
    FISCAL_CODE = "FISCAL_CODE", "Fiscal code."
    BORN_ON = "BORN_ON", "Day of birth."
    BIRTH_PLACE_CODE = "BIRTH_PLACE_CODE", "Place of birth."

"""What can be wrong when somebody signs in with an identity provider."""

from enum import StrEnum

from hub.errors import Refusal


class Fault(StrEnum):
    """What exactly a provider, or whoever poses as one, did wrong; for those who run the hub."""

    UNREACHABLE = "UNREACHABLE"
    TOO_SLOW = "TOO_SLOW"
    TOO_LARGE = "TOO_LARGE"
    REDIRECT = "REDIRECT"
    STATUS = "STATUS"
    NOT_JSON = "NOT_JSON"
    ENCODING = "ENCODING"

    INSECURE_ADDRESS = "INSECURE_ADDRESS"
    ISSUER = "ISSUER"
    ENDPOINTS = "ENDPOINTS"
    NO_CODE_FLOW = "NO_CODE_FLOW"
    NO_PKCE = "NO_PKCE"
    ALGORITHM = "ALGORITHM"
    CLIENT = "CLIENT"
    KEYS = "KEYS"
    PRIVATE_KEY = "PRIVATE_KEY"
    DUPLICATE_KEY = "DUPLICATE_KEY"

    MALFORMED = "MALFORMED"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    SIGNATURE = "SIGNATURE"
    SUBJECT = "SUBJECT"
    AUDIENCE = "AUDIENCE"
    AUTHORIZED_PARTY = "AUTHORIZED_PARTY"
    EXPIRED = "EXPIRED"
    ISSUED_AT = "ISSUED_AT"
    NOT_BEFORE = "NOT_BEFORE"
    NONCE = "NONCE"
    HASH = "HASH"
    CLAIM = "CLAIM"


class UnknownProvider(Refusal):
    """No provider of this name is set up."""

    code = "UNKNOWN_PROVIDER"
    sentence = "There is no such way to sign in: choose one on the sign-in page."


class ForeignTarget(Refusal):
    """Where to go after the sign-in is not an address of the hub."""

    code = "FOREIGN_TARGET"
    sentence = "A sign-in leads back to the hub only: begin again on the sign-in page."


class ProviderUnavailable(Refusal):
    """The provider cannot be asked at the moment."""

    code = "PROVIDER_UNAVAILABLE"
    sentence = (
        "{provider} does not answer as it should ({fault}): try again in a few minutes, or sign in"
        " another way."
    )


class ProviderInvalid(Refusal):
    """The provider is not what it was set up as, or does not keep to the protocol."""

    code = "PROVIDER_INVALID"
    sentence = (
        "{provider} is not set up as the hub needs it ({fault}): sign in another way, and tell"
        " those who run the hub."
    )


class SignInExpired(Refusal):
    """The browser began no sign-in with the provider, or too long ago."""

    code = "SIGN_IN_EXPIRED"
    sentence = "This sign-in took too long, or was begun in another browser: begin it again here."


class StateMismatch(Refusal):
    """The answer belongs to another sign-in than the one that this browser began."""

    code = "SIGN_IN_STATE_MISMATCH"
    sentence = "This answer is not to the sign-in that this browser began last: begin it again."


class SignInReplayed(Refusal):
    """The answer was brought before."""

    code = "SIGN_IN_REPLAYED"
    sentence = "This sign-in is over already: begin a new one to sign in again."


class IssuerMismatch(Refusal):
    """The answer comes from another provider than the one that was asked."""

    code = "SIGN_IN_ISSUER_MISMATCH"
    sentence = "The answer did not come from {provider}, which was asked: begin the sign-in again."


class SignInCancelled(Refusal):
    """The person, or the provider, said no."""

    code = "SIGN_IN_CANCELLED"
    sentence = "The sign-in with {provider} was not completed: begin it again, or use another way."


class CodeRefused(Refusal):
    """The provider does not give anything for the code that it is said to have issued."""

    code = "SIGN_IN_CODE_REFUSED"
    sentence = "{provider} did not confirm the sign-in: begin it again."


class IdTokenInvalid(Refusal):
    """What the provider says of the person is not proved."""

    code = "ID_TOKEN_INVALID"
    sentence = (
        "What {provider} said of you could not be verified ({fault}): begin the sign-in again; if"
        " that does not help, tell those who run the hub."
    )


class NoAccount(Refusal):
    """Nobody has an account by what the provider vouches for."""

    code = "NO_ACCOUNT"
    sentence = (
        "The hub has no account for what {provider} vouches for: ask an administrator of your"
        " organization, or the consortium, for an invitation to that address."
    )


class InvitationWaiting(Refusal):
    """There is no account yet, but an invitation to make one."""

    code = "INVITATION_WAITING"
    sentence = (
        "You are invited, and have no account yet: follow the link in the mail of the invitation;"
        " afterwards you can sign in with {provider}."
    )


class AccountUnverified(Refusal):
    """The account has the address, but nobody has proved it to be its own."""

    code = "ACCOUNT_UNVERIFIED"
    sentence = (
        "The address of your account is not confirmed yet: follow the link in the mail that was"
        " sent to it; afterwards you can sign in with {provider}."
    )


class IdentityConflict(Refusal):
    """The account is somebody else's, or tied to another identity at the provider."""

    code = "IDENTITY_CONFLICT"
    sentence = (
        "The account with this address belongs to another identity at {provider}: sign in as"
        " before, or ask the consortium's front desk."
    )

"""What stands against signing in, and against changing how one does."""

from hub.errors import Refusal


class CredentialsInvalid(Refusal):
    """There is no such account, or not with this password: the two look the same."""

    code = "CREDENTIALS_INVALID"
    sentence = (
        "The e-mail address or the password is wrong: try again, or ask for a mail to choose a new"
        " password."
    )


class TooManyAttempts(Refusal):
    """So many were made in a short time that somebody might be guessing."""

    code = "TOO_MANY_ATTEMPTS"
    sentence = "There were too many attempts: wait {seconds} seconds, then try again."


class SignInBusy(Refusal):
    """More passwords wait to be checked than are soon done."""

    code = "SIGN_IN_BUSY"
    sentence = "Very many people sign in at this moment: try again in some seconds."


class SecondFactorNeeded(Refusal):
    """The password is right; the account has a second factor."""

    code = "SECOND_FACTOR_NEEDED"
    sentence = "Add the six digits that your authenticator app shows at this moment."


class CodeInvalid(Refusal):
    """The code of a second factor is not one of this moment, or was used."""

    code = "SECOND_FACTOR_CODE_INVALID"
    sentence = "This code is wrong, too old, or was used already: wait for the next one."


class SecondFactorKept(Refusal):
    """There is a second factor already."""

    code = "SECOND_FACTOR_ALREADY_SET_UP"
    sentence = "Your account has a second factor: remove it before you set up another one."


class SecondFactorMissing(Refusal):
    """No second factor is set up, or none is being set up."""

    code = "SECOND_FACTOR_NOT_SET_UP"
    sentence = "Your account has no second factor: begin to set one up."


class PendingInvalid(Refusal):
    """What was begun with a password took too long, or is not what the hub gave out."""

    code = "SIGN_IN_STEP_EXPIRED"
    sentence = "This took too long: begin again with your password."


class PasswordTooShort(Refusal):
    """A password has too few characters."""

    code = "PASSWORD_TOO_SHORT"
    sentence = "A password has {minimum} characters or more, this one has {measured}."


class PasswordTooLong(Refusal):
    """A password has too many characters."""

    code = "PASSWORD_TOO_LONG"
    sentence = "A password has {limit} characters at most, this one has {measured}."


class PasswordGuessable(Refusal):
    """A password consists of what is tried first."""

    code = "PASSWORD_GUESSABLE"
    sentence = (
        "This password would be among the first to be tried, for it is made of common words, of"
        " your name or address, or of a series: choose several words that do not belong together."
    )


class MailedLinkInvalid(Refusal):
    """A link is not as it was mailed, or no longer good for anything."""

    code = "MAILED_LINK_INVALID"
    sentence = "This link is incomplete, was used already, or is too old: ask for a new one."


class RefreshTokenInvalid(Refusal):
    """A refresh token opens nothing, or nothing any more."""

    code = "REFRESH_TOKEN_INVALID"
    sentence = "This refresh token is mistyped, used or expired: sign in again."


class SessionNeeded(Refusal):
    """Only who has signed in may do it, not a program with an API token."""

    code = "SESSION_NEEDED"
    sentence = "This is done by a person who has signed in: sign in, and try again."


class EmailTaken(Refusal):
    """There is an account with the address."""

    code = "EMAIL_TAKEN"
    sentence = "There is an account with this e-mail address already: choose another address."


class PersonHasAccount(Refusal):
    """The person with the address signs in with another one."""

    code = "PERSON_HAS_ACCOUNT"
    sentence = (
        "The person with this e-mail address has an account with another address already: use that"
        " one."
    )


class AccountDisabled(Refusal):
    """The account was closed."""

    code = "ACCOUNT_DISABLED"
    sentence = "Your account is closed: ask the consortium's front desk if that is a mistake."

"""What looking for a free space is refused for."""

from hub.errors import Refusal


class WindowTooLong(Refusal):
    """More days are asked about than one question may be about."""

    code = "WINDOW_TOO_LONG"
    sentence = "{measured} days are asked about, at most {limit} can be: ask for the rest apart."


class WindowNotInOrder(Refusal):
    """A window of time ends before it begins, or has passed."""

    code = "WINDOW_NOT_IN_ORDER"
    sentence = "The window ends before it begins, or has passed: say a later end."


class WindowTooFar(Refusal):
    """A window of time lies further ahead than anybody books."""

    code = "WINDOW_TOO_FAR"
    sentence = "This lies more than {limit} days ahead: ask about a time before."


class TooManySpaces(Refusal):
    """More spaces fit than one question may be about."""

    code = "TOO_MANY_SPACES"
    sentence = "More than {limit} spaces fit: say a site, a kind, features, or which spaces."

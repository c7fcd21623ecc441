"""What waiting for a slot, and taking up an offer of one, is refused for."""

from datetime import datetime

from hub.constraints import explains
from hub.errors import Refusal


class SlotIsFree(Refusal):
    """There is nothing to wait for."""

    code = "SLOT_IS_FREE"
    sentence = "{space} is free at that time: book it."


class AlreadyWaiting(Refusal):
    """The person waits for the space at that time already."""

    code = "ALREADY_WAITING"
    sentence = "You wait for this space at that time already: leave that place in line first."


class LineFull(Refusal):
    """As many people wait for the time as may."""

    code = "WAITING_LIST_FULL"
    sentence = "{limit} people wait for that time already: choose another."


class WaitingPersonNeeded(Refusal):
    """Nobody waits for an organization as a whole."""

    code = "WAITING_PERSON_NEEDED"
    sentence = "An offer goes to a person: say who waits."


class NotWaiting(Refusal):
    """The place in line was left, or the slot was taken up."""

    code = "NOT_WAITING"
    sentence = "This place in line was given up or taken up already: there is nothing left to do."


class NotOffered(Refusal):
    """The slot is not free, or it is somebody else's turn."""

    code = "NOT_OFFERED"
    sentence = "This is not offered to you yet: a mail will tell when it is."


class OfferEnded(Refusal):
    """The offer was not taken up in time, or the slot has begun."""

    code = "OFFER_ENDED"
    sentence = "This was offered until {ended_at}: join the line again, or book another time."

    def __init__(self, *path: str | int, ended_at: datetime) -> None:
        super().__init__(*path, ended_at=ended_at)


explains("waitlist_entry_once_per_person", lambda: AlreadyWaiting("input", "startsAt"))

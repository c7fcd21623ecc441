"""What stands against tying people to organizations."""

from hub.errors import Refusal


class AlreadyBelongs(Refusal):
    """The person belongs to the organization, today or from a later day on."""

    code = "ALREADY_BELONGS"
    sentence = "The person belongs to this organization already, from {since} on."


class LeadTaken(Refusal):
    """Somebody else speaks for the organization in the period."""

    code = "LEAD_TAKEN"
    sentence = "Somebody else speaks for the organization, since {since}: end that first."


class LastAdministrator(Refusal):
    """Nobody would be left who administers the organization."""

    code = "LAST_ADMINISTRATOR"
    sentence = (
        "Nobody else would administer the organization from {day} on, for as long: let somebody"
        " else do so first."
    )


class InvitationNeeded(Refusal):
    """The person has never belonged to the organization, and has to agree."""

    code = "INVITATION_NEEDED"
    sentence = "This person has never belonged to your organization: send an invitation."


class AlreadyEnded(Refusal):
    """An affiliation ends before the day on which it should end."""

    code = "ALREADY_ENDED"
    sentence = "This ends on {ends} already: to let it last longer, update it."


class PersonErased(Refusal):
    """The data of the person were erased: nothing new is said of them."""

    code = "PERSON_ERASED"
    sentence = "The data of this person were erased: enter the person anew."

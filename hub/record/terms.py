"""The closed lists of the record."""

from hub.vocabulary import Vocabulary


class ActorKind(Vocabulary):
    """Who did something, as far as everybody may know who sees that it was done."""

    STAFF = "STAFF", "A desk of the consortium."
    OWN = "OWN", "The person whom it is about, or somebody of an organization that it is about."
    OTHER = "OTHER", "Somebody else, such as a mentor or a reviewer."
    PROGRAM = "PROGRAM", "A program with an API token."
    HUB = "HUB", "The hub itself, or whoever runs its server."

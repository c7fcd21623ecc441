"""What stands against entering, changing and merging parties."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from hub.errors import Refusal


class Named(NamedTuple):
    """A row that somebody is told of: its model, its key, and its name."""

    model: str
    id: UUID
    name: str


class DuplicateIdentifier(Refusal):
    """Another party has the identifier."""

    code = "DUPLICATE_IDENTIFIER"
    sentence = "{what}: another party has it already."

    def __init__(self, *path: str | int, what: str, other: Named | None = None) -> None:
        super().__init__(*path, what=what, other=other, name=other.name if other else "")


class IdentifierOf(DuplicateIdentifier):
    """Another party has it whom the actor sees."""

    sentence = "{what}: {name} has it already."


class PossibleDuplicate(Refusal):
    """There is a party with nearly the same name, which may be the same one."""

    code = "POSSIBLE_DUPLICATE"
    sentence = "Perhaps there is this one already: {names}. If it is another, say so by isDistinct."

    def __init__(self, *path: str | int, candidates: Sequence[Named]) -> None:
        names = ", ".join(each.name for each in candidates)
        super().__init__(*path, names=names, candidates=list(candidates))


class ProfileLocked(Refusal):
    """The desk has locked the profile."""

    code = "PROFILE_LOCKED"
    sentence = "The front desk has locked this profile: ask it to change what is wrong."


class Circular(Refusal):
    """Something would stand above itself."""

    code = "CIRCULAR"
    sentence = "This would stand above itself: choose another one above it."


class CodeInvalid(Refusal):
    """A code has characters that codes do not have."""

    code = "CODE_INVALID"
    sentence = (
        "A code has small letters and digits, with points or dashes between them, such as"
        " it.cloud-native."
    )


class OutOfRange(Refusal):
    """A number is smaller or greater than it can be."""

    code = "OUT_OF_RANGE"
    sentence = "This must be from {lowest} to {highest}."


class AlreadyRecorded(Refusal):
    """The same source has said something of the same day before."""

    code = "ALREADY_RECORDED"
    sentence = (
        "This source has counted {employees} on that day already: to correct it, say so by"
        " isCorrection."
    )


class AlreadyMerged(Refusal):
    """The party was merged into another one."""

    code = "ALREADY_MERGED"
    sentence = "This was merged into another one on {day}: take the other one."


class SameParty(Refusal):
    """A party would be merged into itself."""

    code = "SAME_PARTY"
    sentence = "These two are one already."


class IdentifiersDiffer(Refusal):
    """Two parties to merge have different identifiers of which everybody has one."""

    code = "IDENTIFIERS_DIFFER"
    sentence = "{what}: the two have different ones. If they are one party, correct it first."


class Collision(NamedTuple):
    """A row of the party to be merged that cannot be the survivor's."""

    model: str
    id: UUID
    rule: str
    """The rule that both cannot keep, by the name of its constraint if it has one."""


class MergeCollides(Refusal):
    """Two parties both have what only one of them can have after a merger."""

    code = "MERGE_COLLIDES"
    sentence = (
        "Both have what one party cannot have twice ({kinds}): end or move one of each first."
    )

    def __init__(self, *path: str | int, collisions: Sequence[Collision]) -> None:
        kinds = ", ".join(sorted({each.model for each in collisions}))
        super().__init__(*path, kinds=kinds, collisions=list(collisions))

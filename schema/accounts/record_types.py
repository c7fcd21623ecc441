"""The GraphQL types of the record: what was done, and who read what is personal."""

from datetime import datetime
from typing import TYPE_CHECKING

from hub.accounts import privacy_models
from hub.accounts.derived import READER
from hub.accounts.policy import PERSONAL_READ
from hub.accounts.terms import PersonalField
from hub.actor import Role
from hub.record import derived, models, policy
from hub.record.terms import ActorKind
from schema.compiler.declare import column, computed, entity, part, rows, to_one
from schema.node import Node

if TYPE_CHECKING:
    import strawberry

    from schema.members.person_types import Person


@part
class Change:
    """A value that an act set or changed, as text; of a list or an object, as JSON."""

    type: "str" = column("The type of the object that has it, such as `Booking`.")
    id: "strawberry.ID | None" = column(
        "Global id of the object, which may no longer be there, or not for the viewer; null when"
        " many were changed alike."
    )
    field: "str" = column("The field of that type.")
    before: "str | None" = column(
        "The former value, of an object its global id; null when there was none, and when it is"
        " personal."
    )
    after: "str | None" = column(
        "The new value, of an object its global id; null when there is none, and when it is"
        " personal."
    )
    is_personal: "bool" = column(
        "Whether it is personal: the record keeps that it changed, and not what it was."
    )


@entity(models.AuditEntry, prefix="audit", policy=policy.AUDIT_ENTRY, order=("-at",))
class AuditEntry(Node):
    """One thing that was done; entries are never changed and never removed."""

    at: "datetime" = column("When it was done.", name="created_at")
    act: "str" = computed(
        derived.ACT, "What was done: the name of the mutation, or of what the hub did by itself."
    )
    actor_kind: "ActorKind" = computed(derived.ACTOR_KIND, "Who did it, in general.")
    actor: "str | None" = computed(
        derived.ACTOR,
        "Name of who did it, or of their program; null when the hub did it by itself, and unless"
        " the viewer is staff, did it, or is the person whom it is about.",
    )
    changes: "list[Change]" = rows(
        derived.CHANGES,
        "The values that it changed, as far as the viewer may see them for certain: not those of"
        f" which that depends on more than whose the object was. At most {derived.MOST_CHANGES}.",
        most=derived.MOST_CHANGES,
    )
    change_count: "int" = computed(
        derived.CHANGE_COUNT,
        "How many such values there are.",
        filterable=False,
        orderable=False,
    )


@entity(privacy_models.PersonalRead, prefix="read", policy=PERSONAL_READ, order=("-at",))
class PersonalRead(Node):
    """That a desk read personal fields of a person; who looks again within minutes does so once.

    The person sees it, and the direction.
    """

    person: "Person | None" = to_one("The person; never null for a viewer who sees the reading.")
    at: "datetime" = column("When the answer was given.", name="created_at")
    role: "Role" = column("The office in which it was read.")
    fields: "list[PersonalField]" = column("What was read.", name="fields_read")
    reader: "str | None" = computed(
        READER, "Name of who read it, or of their program; null when it is not known any more."
    )

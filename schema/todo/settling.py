"""Which ready-made operation settles which work, and with which variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tortoise.models import Model

from hub.members.derived import COVERED_UNTIL
from hub.members.membership_models import Membership
from hub.sql import Sql, composed, of
from hub.todo.derived import WORK
from hub.todo.terms import TodoKind
from schema.compiler.declare import ENTITIES
from schema.compiler.shapes import text

KEY = Sql("{row}.subject_id")

COVERED = composed(
    "(SELECT {covered_until} FROM membership held WHERE held.id = {row}.subject_id)",
    covered_until=of("held", COVERED_UNTIL),
)


def _of_document(column: str) -> Sql:
    return composed(
        "(SELECT paper.{column} FROM membership_document paper WHERE paper.id = {row}.subject_id)",
        column=Sql(column),
    )


@dataclass(frozen=True, slots=True)
class Settling:
    """A ready-made operation: its name, and what it takes beside `$id`, the id of the subject.

    It may take another object's id: one of `of`, whose key is `key`.
    """

    operation: str
    of: type[Model] | None = None
    key: Sql = KEY
    beside: Mapping[str, Sql] = field(default_factory=dict)


RENEWAL = Settling("RenewMembership", beside={"coveredUntil": COVERED})

SETTLED_BY: Mapping[TodoKind, Settling] = {
    TodoKind.MEMBERSHIP_APPLICATION: Settling("AdmitMember"),
    TodoKind.MEMBERSHIP_RENEWAL: RENEWAL,
    TodoKind.MEMBERSHIP_GRACE: RENEWAL,
    TodoKind.MEMBERSHIP_LAPSED: Settling("ReadmitMember"),
    TodoKind.DOCUMENT_TO_REVIEW: Settling("ReviewDocument"),
    TodoKind.DOCUMENT_EXPIRING: Settling(
        "AddDocument",
        of=Membership,
        key=_of_document("membership_id"),
        beside={"kind": _of_document("kind"), "name": _of_document("name")},
    ),
    TodoKind.FEE_TO_ISSUE: Settling("IssueFee"),
    TodoKind.FEE_OVERDUE: Settling("RecordPayment"),
    TodoKind.INVITATION_UNANSWERED: Settling("RevokeInvitation"),
}
"""By kind of work; what no mutation settles yet is left out."""


def operation() -> Sql:
    """The name of the operation that settles a row of due work, or null."""
    return _by_kind({kind: text(each.operation) for kind, each in SETTLED_BY.items()})


def variables() -> Sql:
    """The variables of that operation as JSON text, or null where there is none."""
    subjects = {work.kind: work.subject for work in WORK}
    return _by_kind(
        {kind: _variables(each, each.of or subjects[kind]) for kind, each in SETTLED_BY.items()}
    )


def _variables(settling: Settling, model: type[Model]) -> str:
    prefix = next(each.prefix for each in ENTITIES.values() if each.model is model)
    id = f"{text(f'{prefix}_')} || {settling.key.text}"
    beside = [f"{text(name)}, {value.text}" for name, value in settling.beside.items()]
    return f"jsonb_build_object({', '.join([text('id'), id, *beside])})::text"


def _by_kind(values: Mapping[TodoKind, str]) -> Sql:
    cases = " ".join(f"WHEN {text(kind)} THEN {value}" for kind, value in values.items())
    return Sql(f"CASE {{row}}.kind {cases} END")

"""Types of membership: what the direction offers, from one day to another, and on which terms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members import type_rules
from hub.members.held import DIRECTION
from hub.members.membership_models import Membership, MembershipType
from hub.members.membership_refusals import TypeCodeTaken, TypeInUse
from hub.refusals import NotAllowed
from hub.texts import line, paragraphs

CODE = ("input", "code")
USUAL: Mapping[str, Any] = {
    "description": None,
    "period_months": 12,
    "rollover_days": 0,
    "grace_days": 30,
    "notice_days": 0,
    "seats": None,
    "joining_fee": Decimal(0),
    "capital_share": Decimal(0),
    "offered_until": None,
    "required_documents": [],
}
"""What holds where a new type says nothing."""
CLEAN = {"name": line, "name_it": line, "description": paragraphs}
TOGETHER = ("period_kind", "period_months", "offered_from", "offered_until")

explains("membership_type_code_key", lambda: TypeCodeTaken(*CODE))


@act(TokenScope.MEMBERS)
async def create_membership_type(deed: Deed, *, code: str, **given: Any) -> MembershipType:
    """Offer a new type of membership."""
    _require_direction(deed)
    said = _clean({name: value for name, value in given.items() if value is not None})
    values = {**USUAL, "offered_from": deed.today, **said}
    deed.refuse(*type_rules.faults_of_code(code), *type_rules.faults(values))
    deed.settle()
    deed.refuse(*type_rules.faults_together(**{name: values[name] for name in TOGETHER}))
    if await MembershipType.filter(code=code).using_db(deed.connection).exists():
        deed.refuse(TypeCodeTaken(*CODE))
    return await deed.create(MembershipType, code=code, **values)


@act(TokenScope.MEMBERS)
async def update_membership_type(
    deed: Deed, *, type_id: UUID, version: int, **given: Any
) -> MembershipType:
    """Change what is given of a type; what its memberships go by stays, as long as there are any.

    New terms are those of a new type, offered from the day on which this one no longer is.
    """
    _require_direction(deed)
    row = await deed.lock(MembershipType, type_id, "input", "typeId")
    deed.check_version(row, version)
    values = _clean(given)
    deed.refuse(*type_rules.faults(values))
    deed.settle()
    together = {name: values.get(name, getattr(row, name)) for name in TOGETHER}
    deed.refuse(*type_rules.faults_together(**together))
    await _check_use(deed, row, values)
    await deed.edit(row, **values)
    return row


async def _check_use(deed: Deed, row: MembershipType, values: Mapping[str, Any]) -> None:
    """Note the terms that would change for those who have such a membership."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    terms = [name for name in changed if name not in type_rules.OPEN]
    if not terms:
        return
    count = await Membership.filter(type_id=row.id).using_db(deed.connection).count()
    if count:
        paths = [("input", type_rules.FIELDS[name].path) for name in terms]
        deed.refuse(*(TypeInUse(*path, count=count) for path in paths))


def _clean(given: Mapping[str, Any]) -> dict[str, Any]:
    """Texts in the form in which they are kept, null where nothing of one is left, and each paper
    that is asked for once.
    """
    values = {
        name: CLEAN[name](value or "") or None if name in CLEAN else value
        for name, value in given.items()
    }
    if "required_documents" in values:
        kinds = values["required_documents"] or []
        values["required_documents"] = [kind.value for kind in dict.fromkeys(kinds)]
    return values


def _require_direction(deed: Deed) -> None:
    if not deed.actor.has_role(DIRECTION):
        raise Refused(NotAllowed("input", who="the direction"))

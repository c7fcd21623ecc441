"""Invitations, as an example of a wish: who has it, what it says, and what it leaves."""

from typing import Any

from hub.accounts.invitation_models import Invitation
from hub.actor import Actor, Role
from hub.members.models import Organization
from hub.record.models import AuditEntry, KeptAnswer, OutboxEvent
from tests.make import members
from tests.mutating.doing import signed_in

TRACES = (Invitation, AuditEntry, OutboxEvent, KeptAnswer)


async def traces() -> int:
    """How many rows any of it has left."""
    return sum([await model.all().count() for model in TRACES])


async def administrator() -> tuple[Actor, Organization]:
    alfa = await members.organization("Alfa")
    actor, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    return actor, alfa


def invited(organization: Organization, email: str = "nuova@esempio.it") -> dict[str, Any]:
    return {
        "email": email,
        "organizationId": f"org_{organization.id}",
        "affiliationRole": "EMPLOYEE",
    }

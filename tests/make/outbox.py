"""Events of the outbox for tests."""

from typing import Any

from hub import clock
from hub.record.models import OutboxEvent

KIND = "test.told"


async def event(**given: Any) -> OutboxEvent:
    return await OutboxEvent.create(**{"kind": KIND, "due_at": clock.now(), **given})

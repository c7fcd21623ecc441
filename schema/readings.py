"""What desks read of people: taken out of an answer, and recorded before the answer leaves."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from hub.accounts.readings import Read, record
from hub.actor import Viewer
from schema.compiler.plan import Plan
from schema.compiler.statement import READING_KEY

# No text of an answer looks like this: a quote within a string stands behind a backslash.
TOLD = re.compile(rf',"{READING_KEY}(\d+)":(?:null|"([0-9a-f -]*)")'.encode())


@dataclass
class Readings:
    """The watched fields that an answer tells, by person."""

    fields: defaultdict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))

    def taken_from(self, data: bytes, plan: Plan) -> bytes:
        """The answer without what its statement tells us alone."""
        if not plan.readings:
            return data

        def note(told: re.Match[bytes]) -> bytes:
            for id in (told[2] or b"").decode().split():
                self.fields[UUID(id)].update(plan.readings[int(told[1])])
            return b""

        return TOLD.sub(note, data)

    async def record(self, viewer: Viewer) -> None:
        """Write them down, if there are any."""
        if self.fields:
            read = [Read(person_id, fields) for person_id, fields in self.fields.items()]
            await record(viewer, read)

"""Bookings that are made or changed together, by one statement each.

What keeps the space is kept up by the statement: so many bookings are checked for overlaps once,
and may change places with each other.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hub.deed import Deed
from hub.record.changes import plain
from hub.spaces.booking_models import Booking

INSERT = """INSERT INTO booking ({columns})
SELECT {columns} FROM json_populate_recordset(NULL::booking, $1::json)"""
EDIT = """UPDATE booking SET {set} FROM json_populate_recordset(NULL::booking, $1::json) new
WHERE booking.id = new.id"""


async def make(deed: Deed, many: Sequence[Mapping[str, Any]]) -> list[Booking]:
    """New bookings; the record counts them, as of all rows that are made together."""
    deed.settle()
    rows = [Booking(**values) for values in many]
    if not rows:
        return rows
    # All of them: known once Tortoise has related the models to each other.
    names = Booking._meta.fields_db_projection
    told = [{name: plain(getattr(row, name)) for name in names} for row in rows]
    insert = INSERT.format(columns=", ".join(names))
    await deed.connection.execute_query(insert, [json.dumps(told)])
    for row in rows:
        row._saved_in_db = True
        deed.changes.belongs_to(row)
    deed.changes.note_many(Booking._meta.db_table, created=len(rows))
    return rows


async def change(deed: Deed, many: Sequence[tuple[Booking, Mapping[str, Any]]]) -> None:
    """Change columns of locked bookings, the same ones of each; the record tells each change."""
    deed.settle()
    if not many:
        return
    names = [*many[0][1], "version"]
    told = []
    for row, values in many:
        changed = {name: new for name, new in values.items() if getattr(row, name) != new}
        deed.changes.note(row, {name: getattr(row, name) for name in changed}, changed)
        row.update_from_dict({**values, "version": row.version + 1})
        told.append({name: plain(getattr(row, name)) for name in ("id", *names)})
    edit = EDIT.format(set=", ".join(f"{name} = new.{name}" for name in names))
    await deed.connection.execute_query(edit, [json.dumps(told)])

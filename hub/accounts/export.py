"""Exporting everything that is held on a person: a ZIP that the person can read and take along."""

import tempfile
from datetime import datetime
from typing import IO
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub.accounts.export_files import Archive
from hub.accounts.export_readme import readme
from hub.accounts.export_tables import Asked, Source, sources
from hub.accounts.offers import DIRECTION
from hub.act import Order, act, perform
from hub.actor import TokenScope
from hub.database import driver_errors
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.members.models import Person
from hub.refusals import NotFound

IN_MEMORY = 1024 * 1024
"""Bytes of an export that are not put down on disk."""
ONE_PICTURE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@act(TokenScope.ACCOUNTS)
async def export_person(deed: Deed, *, person_id: UUID) -> Person:
    """Record that everything held on a person is taken out: by the person, or by the direction."""
    if person_id != deed.actor.person_id and not deed.actor.has_role(DIRECTION):
        raise Refused(NotFound("input", "personId"))
    person = await deed.lock(Person, person_id, "input", "personId")
    deed.touch(person)
    return person


async def exported(person_id: UUID, order: Order) -> IO[bytes]:
    """The export that somebody asked for, whom the record now names, in a file to be closed.

    No connection is held while it is read: who reads slowly keeps nobody waiting.
    """

    async def read(_: BaseDBAsyncClient, __: Done) -> None:
        return None

    await perform(export_person, {"person_id": person_id}, order=order, read=read)
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        await write_export(file, person_id, order.viewer.now)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


async def write_export(file: IO[bytes], person_id: UUID, now: datetime) -> None:
    """Write the ZIP: all of it from the same state of the database."""
    archive = Archive(file, now)
    with driver_errors():
        async with in_transaction() as connection:
            await connection.execute_script(ONE_PICTURE)
            asked = Asked(person_id, now, connection)
            counts = {source.name: await _write(archive, source, asked) for source in sources()}
    for name, text in readme(counts, now).items():
        archive.write(name, text)
    archive.close()


async def _write(archive: Archive, source: Source, asked: Asked) -> int:
    """Write the rows of a table, if there are any; how many there are."""
    if not await source.has_rows(asked):
        return 0
    count = await archive.write_json(source.name, source.rows(asked))
    await archive.write_csv(source.name, source.rows(asked))
    return count

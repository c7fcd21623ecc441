"""All due work, desk by desk, as queries for a day."""

from collections.abc import Mapping

from hub.sql import Sql
from hub.todo import document_work, member_work, project_work, space_work, startup_work
from hub.todo.terms import Desk
from hub.todo.work import items

WORK = [
    *member_work.WORK,
    *document_work.WORK,
    *space_work.WORK,
    *startup_work.WORK,
    *project_work.WORK,
]

TODO: Mapping[str, Sql] = {
    desk: Sql(" UNION ALL ".join(items(work).text for work in WORK if work.desk == desk))
    for desk in Desk
}

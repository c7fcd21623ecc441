"""What hangs on a membership or an affiliation: found in all tables, and ended in the same act.

Areas above say of their own rows how they hang on it (`Row.hangs`), so none is forgotten here, and
none is known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tortoise.context import require_context

from hub.deed import Deed
from hub.ends import ConsequenceKind, ConsequenceOutcome, Ending, Hanging, Holder
from hub.errors import Refused
from hub.members.facts import LOADED, facts_of
from hub.members.membership_models import Membership
from hub.members.membership_refusals import NotCovered
from hub.members.models import Affiliation
from hub.members.rules import holds, is_in_force
from hub.rows import Row
from hub.sql import Sql, composed, of

ROW = "it"
ASKED = """WITH asked AS (SELECT $1::date AS day, $2::date AS today, $3::timestamptz AS now,
    $4::uuid AS membership, $5::uuid AS organization, $6::uuid AS person)"""
PLACES = {
    "day": Sql("(SELECT asked.day FROM asked)"),
    "today": Sql("(SELECT asked.today FROM asked)"),
    "now": Sql("(SELECT asked.now FROM asked)"),
    "membership": Sql("(SELECT asked.membership FROM asked)"),
    "organization": Sql("(SELECT asked.organization FROM asked)"),
    "person": Sql("(SELECT asked.person FROM asked)"),
}
# Locked as it is found: what changed meanwhile is looked at again.
FOUND = """{asked} SELECT {row}.id, {on} AS day, {what} AS what FROM {table} {row}
WHERE {condition} ORDER BY {row}.id FOR NO KEY UPDATE OF {row}"""

Covers = Callable[[date], bool]
Told = dict[str, Any]
"""A consequence as an answer tells it."""


AFTERWARDS: dict[ConsequenceKind, Callable[[Deed, Any], None]] = {}
"""What else there is to do when something has ended, by what it is."""


def afterwards(kind: ConsequenceKind, do: Callable[[Deed, Any], None]) -> None:
    """Declare what else an act does in which a row ends, or gets another holder."""
    AFTERWARDS[kind] = do


async def settle(
    deed: Deed, ending: Ending, *, to: Holder | None = None, path: Iterable[str] = ()
) -> list[Told]:
    """End all that hangs on what ends, or pass it on to another holder; tells what it was.

    What another membership, or another affiliation, of the holder covers stays. Refused, at `path`,
    if the other holder may not have it on the day.
    """
    stays = await _covers(deed, ending.holder, ending)
    takes = await _covers(deed, to, ending) if to else _never
    told: list[Told] = []
    for model, hanging in hanging_models():
        if hanging.only_by is not None and not deed.actor.has_role(hanging.only_by):
            continue
        heir = to if hanging.is_passed_on else None
        for row, found in await _found(deed, model, hanging, ending=ending):
            if hanging.is_spared and stays(found["day"]):
                continue
            if heir is not None and not takes(found["day"]):
                raise Refused(NotCovered(*path, day=found["day"]))
            await _let_go(deed, row, hanging, heir=heir, ending=ending)
            told.append(_told(row, hanging, found, is_passed_on=heir is not None))
    return sorted(told, key=lambda each: (each["on"], each["kind"], each["id"]))


async def _let_go(
    deed: Deed, row: Any, hanging: Hanging, *, heir: Holder | None, ending: Ending
) -> None:
    """End a row, or pass it on, with all else that this brings about."""
    if heir is not None:
        await deed.edit(row, **heir._asdict(), **hanging.pass_on(row, ending))
    else:
        await deed.edit(row, **hanging.end(row, ending))
    if (news := hanging.tell(row)) is not None:
        deed.tell(news.kind, row.id, **news.payload)
    if (follow := AFTERWARDS.get(hanging.kind)) is not None:
        follow(deed, row)


def hanging_models() -> Iterator[tuple[type[Row], Hanging]]:
    """The tables whose rows hang on memberships and affiliations, always in the same order."""
    apps = require_context().apps
    models = apps.get_models_iterable() if apps else ()
    rows: list[type[Row]] = [model for model in models if issubclass(model, Row)]
    for model in sorted(rows, key=lambda model: model._meta.db_table):
        if model.hangs is not None:
            yield model, model.hangs


async def _found(
    deed: Deed, model: type[Row], hanging: Hanging, *, ending: Ending
) -> list[tuple[Row, Mapping[str, Any]]]:
    """The rows that hang on it, locked, with what is to be told of them."""
    values = [ending.day, ending.today, ending.now, ending.membership_id, *ending.holder]
    if hanging.first is not None:
        first = f"{ASKED} SELECT {_filled(hanging.first)}"
        await deed.connection.execute_query_dict(first, values)
    found = await deed.connection.execute_query_dict(_statement(model, hanging), values)
    ids = [each["id"] for each in found]
    rows = {row.id: row for row in await model.filter(id__in=ids).using_db(deed.connection)}
    return [(rows[each["id"]], each) for each in found]


def _statement(model: type[Row], hanging: Hanging) -> str:
    return FOUND.format(
        asked=ASKED,
        row=ROW,
        on=_filled(hanging.on),
        what=_filled(hanging.what),
        table=model._meta.db_table,
        condition=_filled(hanging.condition),
    )


def _filled(expression: Sql) -> str:
    return composed(of(ROW, expression).text, **PLACES).text


async def _covers(deed: Deed, holder: Holder, ending: Ending) -> Covers:
    """On which days a holder may have what the membership or the affiliation gave."""
    if ending.membership_id is None:
        return await _belongs(deed, holder)
    rows = Membership.filter(**holder._asdict()).exclude(id=ending.membership_id)
    held = await rows.using_db(deed.connection).prefetch_related(*LOADED)
    facts = [facts_of(each) for each in held]
    return lambda day: any(is_in_force(each, day) for each in facts)


async def _belongs(deed: Deed, holder: Holder) -> Covers:
    rows = await Affiliation.filter(**holder._asdict()).using_db(deed.connection)
    return lambda day: any(holds(each.starts_on, each.ends_on, day) for each in rows)


def _never(_: date) -> bool:
    return False


def _told(row: Row, hanging: Hanging, found: Mapping[str, Any], *, is_passed_on: bool) -> Told:
    outcome = ConsequenceOutcome.REASSIGNED if is_passed_on else hanging.outcome
    return {
        "kind": hanging.kind.value,
        "id": str(row.id),
        "on": found["day"].isoformat(),
        "what": found["what"],
        "outcome": outcome.value,
    }

"""The answer of a mutation: planned before anything is done, and read back in one go."""

from typing import Any

import pytest

from hub.actor import Role
from hub.record.models import AuditEntry
from schema.compiler import statement
from schema.compiler.plan import Plan, compile_rows
from schema.mutating import outline, payloads
from tests.make import members
from tests.mutating.doing import Doing, signed_in, written

LINES = "feeLines { id state membership { number } }"
"""Other fields than elsewhere: plans of documents are kept, in tests as in a hub."""


async def planned(how_many: int) -> list[str]:
    """The ids of fee lines that are planned."""
    held = await members.membership(number="7")
    return [f"fee_{(await members.fee_line(membership=held)).id}" for _ in range(how_many)]


async def test_many_objects_are_read_together_in_their_order(
    doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = await signed_in(Role.FRONT_DESK)
    wanted = [*reversed(await planned(5))]
    made = 0

    def counted(*given: Any, **more: Any) -> Plan:
        nonlocal made
        made += 1
        return compile_rows(*given, **more)

    monkeypatch.setattr(outline, "compile_rows", counted)

    answer = await doing.done("issueFeeLines", desk, LINES, feeLineIds=wanted)

    shown = {"state": "OPEN", "membership": {"number": "7"}}
    assert answer["feeLines"] == [{"id": id, **shown} for id in wanted]
    assert made == 1


async def test_what_is_asked_for_twice_is_read_under_both_keys(doing: Doing) -> None:
    desk, _ = await signed_in(Role.FRONT_DESK)
    (line,) = await planned(1)

    answer = await doing.done(
        "issueFeeLines", desk, "one: feeLines { id } other: feeLines { state }", feeLineIds=[line]
    )

    assert answer == {"one": [{"id": line}], "other": [{"state": "OPEN"}]}


async def test_an_answer_of_too_many_queries_is_refused_before_anything_is_done(
    doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = await signed_in(Role.FRONT_DESK)
    lines = await planned(1)

    async def begun(*_: Any, **__: Any) -> None:
        raise AssertionError("It was begun.")

    monkeypatch.setattr(statement, "MOST_QUERIES", 2)
    monkeypatch.setattr(payloads, "perform", begun)
    document = written("issueFeeLines", f"again: {LINES}")
    answer = await doing.answer(document, desk, input={"feeLineIds": lines})

    (error,) = answer["errors"]
    assert ("data" in answer, error["extensions"]["code"]) == (False, "QUERY_TOO_COMPLEX")
    assert await AuditEntry.all().count() == 0

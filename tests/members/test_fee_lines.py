"""Fee lines are issued with a number, paid by somebody else, and credited."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor, Role
from hub.members.fees import issuing
from hub.members.membership_models import FeeLine
from hub.members.models import Organization
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

LINE = "feeLine { invoiceNumber issuedOn dueOn state payer { id } payingPerson { id } version }"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(line: FeeLine, **given: Any) -> dict[str, Any]:
    return {"feeLineId": f"fee_{line.id}", **given}


def this(line: FeeLine, **given: Any) -> dict[str, Any]:
    return the(line, version=line.version, **given)


@pytest.fixture
async def desk(doing: Doing) -> Actor:
    actor, _ = await signed_in(Role.FRONT_DESK)
    return actor


async def asked(**given: Any) -> FeeLine:
    return await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10), **given)


async def test_a_planned_line_is_issued_today_with_the_first_number(
    doing: Doing, desk: Actor
) -> None:
    line = await members.fee_line(due_on=days_ago(-30))

    found = (await doing.done("issueFeeLine", desk, LINE, **the(line)))["feeLine"]

    assert (found["invoiceNumber"], found["issuedOn"]) == ("2027/00001", in_days(0))
    assert (found["state"], found["dueOn"], found["version"]) == ("OPEN", in_days(30), 2)


async def test_numbers_go_on_from_the_highest_of_their_year(doing: Doing, desk: Actor) -> None:
    for number, issued_on in [
        ("2027/00041", date(2027, 1, 1)),
        ("2027/9", date(2027, 1, 1)),
        ("2026/00777", date(2026, 1, 1)),
        ("FT 2027/900", date(2027, 1, 1)),
        ("2027/1000000000", date(2027, 1, 1)),
    ]:
        await members.fee_line(issued_on=issued_on, due_on=issued_on, invoice_number=number)
    lines = [await members.fee_line() for _ in range(3)]
    ids = [f"fee_{line.id}" for line in reversed(lines)]

    answer = await doing.done(
        "issueFeeLines", desk, "feeLines { id invoiceNumber state }", feeLineIds=ids
    )

    assert [(each["id"], each["invoiceNumber"]) for each in answer["feeLines"]] == [
        (ids[0], "2027/00042"),
        (ids[1], "2027/00043"),
        (ids[2], "2027/00044"),
    ]


async def test_a_line_that_is_named_twice_is_issued_once(doing: Doing, desk: Actor) -> None:
    line = await members.fee_line()

    answer = await doing.done(
        "issueFeeLines", desk, "feeLines { version }", feeLineIds=[f"fee_{line.id}"] * 2
    )

    assert answer["feeLines"] == [{"version": 2}]


async def test_all_lines_are_issued_or_none(doing: Doing, desk: Actor) -> None:
    good, bad = await members.fee_line(), await asked()
    ids = [f"fee_{good.id}", f"fee_{bad.id}"]

    assert await doing.problems("issueFeeLines", desk, feeLineIds=ids) == [
        ("ALREADY_ISSUED", "feeLineIds.1")
    ]
    await good.refresh_from_db()
    assert good.issued_on is None


async def test_so_many_lines_are_not_issued_at_once(
    doing: Doing, desk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "MOST_LINES", 1)
    ids = [f"fee_{(await members.fee_line()).id}" for _ in range(2)]

    assert await doing.codes("issueFeeLines", desk, feeLineIds=ids) == ["TOO_MANY_LINES"]
    assert await doing.codes("issueFeeLines", desk, feeLineIds=ids[:1]) == []


async def test_what_was_due_before_its_issue_gets_thirty_days(doing: Doing, desk: Actor) -> None:
    line = await members.fee_line(due_on=days_ago(1))

    found = (await doing.done("issueFeeLine", desk, LINE, **the(line)))["feeLine"]

    assert found["dueOn"] == in_days(30)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"issuedOn": 1}, ("DAY_AHEAD", "issuedOn")),
        ({"dueOn": -1}, ("DAY_TOO_EARLY", "dueOn")),
        ({"number": ""}, ("REQUIRED", "number")),
        ({"number": "x" * 21}, ("TOO_LONG", "number")),
    ],
)
async def test_an_issue_has_a_number_and_days_in_order(
    doing: Doing, desk: Actor, *, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    line = await members.fee_line()
    input = {name: in_days(each) if isinstance(each, int) else each for name, each in given.items()}

    assert await doing.problems("issueFeeLine", desk, **the(line, **input)) == [problem]


async def test_texts_of_fees_are_of_one_line_that_prints(doing: Doing, desk: Actor) -> None:
    line = await members.fee_line()

    given = the(line, number="A\0\u202e 1\n")
    answer = await doing.done("issueFeeLine", desk, LINE, **given)
    assert answer["feeLine"]["invoiceNumber"] == "A 1"
    given = the(line, method="CASH", amount="1.00", reference="CRO\0 7\n8")
    answer = await doing.done("recordPayment", desk, "payment { id reference }", **given)
    assert answer["payment"]["reference"] == "CRO 7 8"
    await doing.done("revokePayment", desk, paymentId=answer["payment"]["id"], revokedOn=in_days(0))
    await line.refresh_from_db()
    shown = "feeLine { creditReason }"
    answer = await doing.done("creditFeeLine", desk, shown, **this(line, reason="Doppia\0\n quota"))
    assert answer["feeLine"]["creditReason"] == "Doppia quota"


async def test_a_line_is_issued_once(doing: Doing, desk: Actor) -> None:
    line = await members.fee_line()
    await doing.done("issueFeeLine", desk, **the(line))

    assert await doing.codes("issueFeeLine", desk, **the(line)) == ["ALREADY_ISSUED"]


async def test_of_two_who_issue_a_line_one_does(doing: Doing, desk: Actor) -> None:
    line = await members.fee_line()

    codes = await asyncio.gather(
        *(doing.codes("issueFeeLine", desk, **the(line)) for _ in range(2))
    )

    assert sorted(codes) == [[], ["ALREADY_ISSUED"]]


async def test_lines_issued_at_once_have_numbers_of_their_own(doing: Doing, desk: Actor) -> None:
    lines = [await members.fee_line() for _ in range(6)]

    await asyncio.gather(*(doing.done("issueFeeLine", desk, **the(line)) for line in lines))

    numbers = sorted(str(line.invoice_number) for line in await FeeLine.all())
    assert numbers == [f"2027/{number:05}" for number in range(1, 7)]


async def test_a_number_may_stand_for_several_lines_but_not_twice_for_one_thing(
    doing: Doing, desk: Actor
) -> None:
    first = await members.fee_line()
    other = await members.fee_line()
    same = await members.fee_line(membership=await first.membership)

    for line in (first, other):
        await doing.done("issueFeeLine", desk, **the(line, number="FT 7"))
    assert await doing.codes("issueFeeLine", desk, **the(same, number="FT 7")) == ["NUMBER_TAKEN"]


async def test_another_organization_or_person_pays(doing: Doing, desk: Actor) -> None:
    line = await asked()
    payer, person = await members.organization(), await members.person()

    found = await doing.done("changePayer", desk, LINE, **this(line, payerId=f"org_{payer.id}"))
    assert found["feeLine"]["payer"] == {"id": f"org_{payer.id}"}
    await line.refresh_from_db()
    found = await doing.done(
        "changePayer", desk, LINE, **this(line, payingPersonId=f"person_{person.id}")
    )
    assert found["feeLine"]["payer"] is None
    assert found["feeLine"]["payingPerson"] == {"id": f"person_{person.id}"}


async def test_one_party_pays(doing: Doing, desk: Actor) -> None:
    line = await asked()
    payer, person = await members.organization(), await members.person()
    both = {"payerId": f"org_{payer.id}", "payingPersonId": f"person_{person.id}"}

    assert await doing.codes("changePayer", desk, **this(line)) == ["ONE_PARTY"]
    assert await doing.codes("changePayer", desk, **this(line, **both)) == ["ONE_PARTY"]


async def test_who_is_gone_does_not_pay(doing: Doing, desk: Actor) -> None:
    line, kept = await asked(), await members.organization()
    merged = await members.organization(merged_into=kept, merged_at=clock.now(), listing="PRIVATE")
    erased = await members.person(erased_at=clock.now())

    for given in ({"payerId": f"org_{merged.id}"}, {"payingPersonId": f"person_{erased.id}"}):
        assert await doing.codes("changePayer", desk, **this(line, **given)) == ["NOT_FOUND"]


async def test_who_has_paid_stays_the_payer(doing: Doing, desk: Actor) -> None:
    line, other = await asked(), await members.organization()
    payment = await members.payment(fee_line=line, amount=Decimal("0.01"))
    given = this(line, payerId=f"org_{other.id}")

    assert await doing.codes("changePayer", desk, **given) == ["PAYMENTS_STAND"]
    await members.reversal(payment)
    assert await doing.codes("changePayer", desk, **given) == []


async def test_a_line_is_credited_with_a_reason(doing: Doing, desk: Actor) -> None:
    line = await asked()

    answer = await doing.done(
        "creditFeeLine",
        desk,
        "feeLine { state creditedOn creditReason }",
        **this(line, reason=" Emessa per errore "),
    )

    assert answer["feeLine"] == {
        "state": "CREDITED",
        "creditedOn": in_days(0),
        "creditReason": "Emessa per errore",
    }


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"reason": "  "}, ("REQUIRED", "reason")),
        ({"reason": "x" * 301}, ("TOO_LONG", "reason")),
        ({"creditedOn": 1}, ("DAY_AHEAD", "creditedOn")),
        ({"creditedOn": -41}, ("DAY_TOO_EARLY", "creditedOn")),
        ({"version": 7}, ("STALE_VERSION", "version")),
    ],
)
async def test_a_credit_note_has_a_reason_and_a_day_in_order(
    doing: Doing, desk: Actor, *, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    line = await asked()
    days = {name: in_days(each) for name, each in given.items() if name == "creditedOn"}

    input = {**this(line, reason="Errore"), **given, **days}
    assert await doing.problems("creditFeeLine", desk, **input) == [problem]


async def test_what_is_paid_is_not_credited(doing: Doing, desk: Actor) -> None:
    line = await asked()
    payment = await members.payment(fee_line=line, amount=Decimal("1.00"), received_on=days_ago(9))

    assert await doing.codes("creditFeeLine", desk, **this(line, reason="Errore")) == [
        "PAYMENTS_STAND"
    ]
    await members.reversal(payment, received_on=days_ago(3))
    # On the day before it was taken back it was paid.
    early = this(line, reason="Errore", creditedOn=in_days(-4))
    assert await doing.codes("creditFeeLine", desk, **early) == ["PAYMENTS_STAND"]
    late = this(line, reason="Errore", creditedOn=in_days(-3))
    assert await doing.codes("creditFeeLine", desk, **late) == []


async def test_what_is_credited_is_over(doing: Doing, desk: Actor) -> None:
    line, other = await asked(credited_on=days_ago(1)), await members.organization()
    given = this(line)

    for name, more in {
        "creditFeeLine": {"reason": "Errore"},
        "changePayer": {"payerId": f"org_{other.id}"},
    }.items():
        assert await doing.codes(name, desk, **given, **more) == ["FEE_CREDITED"]
    assert await doing.codes("recordPayment", desk, **the(line, method="CASH")) == ["FEE_CREDITED"]


async def test_what_is_done_stands_in_the_history_of_holder_and_payer(
    doing: Doing, desk: Actor
) -> None:
    payer = await members.organization()
    line = await asked(payer=payer)
    holder = await Organization.get(memberships=line.membership_id)

    await doing.done("recordPayment", desk, **the(line, method="CASH"))

    history = "history(first: 5) { nodes { act } }"
    for party in (payer, holder):
        query = f"query ($id: ID!) {{ organization(id: $id) {{ {history} }} }}"
        answer = await doing.data(query, desk, id=f"org_{party.id}")
        acts = [each["act"] for each in answer["organization"]["history"]["nodes"]]
        assert acts == ["recordPayment"]

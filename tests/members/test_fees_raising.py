"""Raising fees: for a period, for a year, in a dry run, again, and two at once."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.fees import raising as fees_raising
from hub.members.membership_models import FeeLine, MembershipPeriod
from hub.members.terms import PeriodKind
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

JULY, NEW_YEAR = date(2027, 7, 1), date(2028, 1, 1)
LINES = (
    "feeLines { kind amount fullAmount prorationBasis prorationNumerator prorationDenominator"
    " instalment instalments coversFrom coversUntil dueOn state description"
    " payer { id } payingPerson { id } period { id } }"
)
SHORT = "feeLines { kind amount state invoiceNumber dueOn } total"


@pytest.fixture
async def desk(doing: Doing) -> Actor:
    actor, _ = await signed_in(Role.FRONT_DESK)
    return actor


async def joined(
    starts_on: date = JULY, ends_on: date | None = NEW_YEAR, **given: Any
) -> MembershipPeriod:
    """The first period of a membership for calendar years, with all that is paid on joining."""
    type_ = given.pop("type", None) or await members.membership_type(
        name_it="Socio ordinario",
        period_kind=PeriodKind.CALENDAR,
        yearly_fee="1200.00",
        joining_fee="300.00",
        capital_share="516.46",
    )
    membership = await members.membership(type=type_, periods=[(starts_on, ends_on)], **given)
    return await membership.periods.all().get()


def of(period: MembershipPeriod, **given: Any) -> dict[str, Any]:
    return {"membershipPeriodId": f"mperiod_{period.id}", **given}


async def kinds(doing: Doing, desk: Actor, period: MembershipPeriod, **given: Any) -> list[str]:
    answer = await doing.done("raiseFees", desk, "feeLines { kind }", **of(period, **given))
    return [line["kind"] for line in answer["feeLines"]]


async def test_a_first_period_has_all_that_is_paid_on_joining(doing: Doing, desk: Actor) -> None:
    period = await joined()
    given = of(period, proration="DAYS", dueOn=["2027-07-31", "2027-09-30"])

    answer = await doing.done("raiseFees", desk, f"{LINES} total", **given)

    joining, share, first, second = answer["feeLines"]
    assert answer["total"] == "1421.39"
    assert [(each["kind"], each["amount"]) for each in (joining, share)] == [
        ("JOINING", "300.00"),
        ("CAPITAL_SHARE", "516.46"),
    ]
    holder = (await period.membership).organization_id
    assert second == {
        "kind": "YEARLY",
        "amount": "302.46",
        "fullAmount": "1200.00",
        "prorationBasis": "DAYS",
        "prorationNumerator": 184,
        "prorationDenominator": 365,
        "instalment": 2,
        "instalments": 2,
        "coversFrom": "2027-07-01",
        "coversUntil": "2028-01-01",
        "dueOn": "2027-09-30",
        "state": "PLANNED",
        "description": "Socio ordinario: contributo dal 01/07/2027 al 31/12/2027, rata 2 di 2",
        "payer": {"id": f"org_{holder}"},
        "payingPerson": None,
        "period": {"id": f"mperiod_{period.id}"},
    }
    assert first["amount"] == "302.47"
    assert joining["coversFrom"] is joining["prorationBasis"] is None


async def test_what_was_raised_is_not_raised_again(doing: Doing, desk: Actor) -> None:
    period = await joined()
    await doing.done("raiseFees", desk, **of(period))

    answer = await doing.done("raiseFees", desk, SHORT, **of(period, proration="DAYS"))

    assert answer == {"feeLines": [], "total": "0.00"}
    assert await FeeLine.all().count() == 3


async def test_what_is_missing_is_added(doing: Doing, desk: Actor) -> None:
    period = await joined()
    membership = await period.membership
    await members.fee_line(membership=membership, kind="CAPITAL_SHARE")

    assert await kinds(doing, desk, period, kinds=["YEARLY"]) == ["YEARLY"]
    assert await kinds(doing, desk, period) == ["JOINING"]


async def test_what_was_credited_can_be_raised_again(doing: Doing, desk: Actor) -> None:
    period = await joined()
    await doing.done("raiseFees", desk, **of(period))
    line = await FeeLine.get(kind="YEARLY")
    given: dict[str, Any] = {
        "feeLineId": f"fee_{line.id}",
        "version": 1,
        "reason": "Importo errato",
    }
    await doing.done("creditFeeLine", desk, **given)

    assert await kinds(doing, desk, period) == ["YEARLY"]


async def test_a_later_period_is_asked_for_the_contribution_alone(
    doing: Doing, desk: Actor
) -> None:
    first = await joined()
    membership = await first.membership
    later = await members.period(
        membership=membership, starts_on=NEW_YEAR, ends_on=date(2029, 1, 1)
    )

    assert await kinds(doing, desk, later) == ["YEARLY"]
    assert await kinds(doing, desk, later, kinds=["JOINING", "YEARLY"]) == ["JOINING"]


async def test_who_comes_back_after_a_gap_has_joined_before(doing: Doing, desk: Actor) -> None:
    former = await (await joined()).membership
    type_ = await former.type
    again = await joined(date(2028, 7, 1), date(2029, 1, 1), type=type_, previous=former)

    assert await kinds(doing, desk, again) == ["YEARLY"]


async def test_a_dry_run_shows_the_lines_and_makes_none(doing: Doing, desk: Actor) -> None:
    period = await joined()

    answer = await doing.done("raiseFees", desk, SHORT, **of(period, dryRun=True))

    assert len(answer["feeLines"]) == 3
    assert await FeeLine.all().count() == 0


async def test_lines_are_asked_for_at_once_if_a_day_is_given(doing: Doing, desk: Actor) -> None:
    period = await joined(date(2027, 5, 1))

    answer = await doing.done("raiseFees", desk, SHORT, **of(period, issuedOn="2027-05-12"))

    assert [
        (each["state"], each["invoiceNumber"], each["dueOn"]) for each in answer["feeLines"]
    ] == [("OPEN", f"2027/0000{number}", "2027-06-11") for number in (1, 2, 3)]


async def test_another_party_pays(doing: Doing, desk: Actor) -> None:
    period, payer = await joined(), await members.organization()
    given = of(period, payerId=f"org_{payer.id}")

    answer = await doing.done("raiseFees", desk, LINES, **given)

    assert {line["payer"]["id"] for line in answer["feeLines"]} == {f"org_{payer.id}"}


async def test_a_person_pays_for_their_own_membership(doing: Doing, desk: Actor) -> None:
    person = await members.person()
    period = await joined(person=person)

    answer = await doing.done("raiseFees", desk, LINES, **of(period))

    assert {line["payingPerson"]["id"] for line in answer["feeLines"]} == {f"person_{person.id}"}


async def test_who_leaves_within_the_period_pays_for_the_days_until_then(
    doing: Doing, desk: Actor
) -> None:
    period = await joined(
        date(2027, 1, 1), notice_on=date(2027, 3, 1), resigned_on=date(2027, 4, 1)
    )

    answer = await doing.done(
        "raiseFees", desk, LINES, **of(period, kinds=["YEARLY"], proration="MONTHS")
    )

    (line,) = answer["feeLines"]
    assert (line["amount"], line["coversUntil"]) == ("300.00", "2027-04-01")
    assert (line["prorationNumerator"], line["prorationDenominator"]) == (3, 12)


@pytest.mark.parametrize(
    "given",
    [
        {"notice_on": date(2027, 3, 1), "resigned_on": JULY},
        {"expelled_on": date(2027, 4, 1)},
    ],
)
async def test_nothing_is_asked_for_days_that_nobody_holds(
    doing: Doing, desk: Actor, given: dict[str, Any]
) -> None:
    period = await joined(**given)

    assert await doing.problems("raiseFees", desk, **of(period)) == [
        ("FEES_NOT_DUE", "membershipPeriodId")
    ]


async def test_nothing_is_asked_before_the_admission(doing: Doing, desk: Actor) -> None:
    application = await members.application()
    period = await members.period(membership=application, starts_on=JULY)

    assert await doing.codes("raiseFees", desk, **of(period)) == ["FEES_NOT_DUE"]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"kinds": ["SERVICE"]}, [("KIND_NOT_RAISED", "kinds")]),
        ({"kinds": []}, [("KIND_NOT_RAISED", "kinds")]),
        ({"dueOn": []}, [("INSTALMENTS_OUT_OF_RANGE", "dueOn")]),
        ({"dueOn": ["2027-08-01"] * 12}, []),
        ({"dueOn": ["2027-08-01"] * 13}, [("INSTALMENTS_OUT_OF_RANGE", "dueOn")]),
        ({"dueOn": ["2027-09-01", "2027-08-31"]}, [("DAY_TOO_EARLY", "dueOn.1")]),
        (
            {"dueOn": ["2027-05-11"], "issuedOn": "2027-05-12"},
            [("DAY_TOO_EARLY", "dueOn.0")],
        ),
        ({"issuedOn": "2027-05-13"}, [("DAY_AHEAD", "issuedOn")]),
        (
            {"kinds": [], "issuedOn": "2027-05-13", "dueOn": []},
            [
                ("KIND_NOT_RAISED", "kinds"),
                ("INSTALMENTS_OUT_OF_RANGE", "dueOn"),
                ("DAY_AHEAD", "issuedOn"),
            ],
        ),
    ],
)
async def test_what_cannot_be_raised_is_refused_with_all_reasons(
    doing: Doing, desk: Actor, *, given: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    period = await joined()

    assert await doing.problems("raiseFees", desk, **of(period, **given)) == problems


async def test_two_parties_do_not_pay_one_line(doing: Doing, desk: Actor) -> None:
    payer, person = await members.organization(), await members.person()
    given = {"payerId": f"org_{payer.id}", "payingPersonId": f"person_{person.id}"}

    assert await doing.codes("raiseFees", desk, **of(await joined(), **given)) == ["ONE_PARTY"]


async def test_of_two_who_raise_the_same_one_does(doing: Doing, desk: Actor) -> None:
    period = await joined()

    found = await asyncio.gather(
        *(doing.done("raiseFees", desk, SHORT, **of(period)) for _ in range(3))
    )

    assert sorted(len(answer["feeLines"]) for answer in found) == [0, 0, 3]


async def test_a_year_is_raised_at_once(doing: Doing, desk: Actor) -> None:
    await joined()
    await joined(date(2027, 12, 31))
    await joined(NEW_YEAR, date(2029, 1, 1))
    await joined(date(2026, 12, 31), date(2027, 1, 1))
    await joined(expelled_on=date(2027, 2, 1))
    await members.period(membership=await members.application(), starts_on=JULY)

    shown = await doing.done(
        "raiseFeesForYear", desk, "raised total", year=2027, proration="DAYS", dryRun=True
    )
    answer = await doing.done(
        "raiseFeesForYear", desk, f"raised {SHORT}", year=2027, proration="DAYS"
    )

    assert (answer["raised"], answer["total"]) == (6, "2241.14")
    assert shown == {"raised": 6, "total": "2241.14"}
    assert [line["amount"] for line in answer["feeLines"] if line["kind"] == "YEARLY"] == [
        "604.93",
        "3.29",
    ]
    again = await doing.done("raiseFeesForYear", desk, "raised", year=2027)
    assert again == {"raised": 0}


async def test_a_year_of_one_type(doing: Doing, desk: Actor) -> None:
    period = await joined()
    await joined()
    type_id = (await period.membership).type_id
    given = {"year": 2027, "membershipTypeId": f"mtype_{type_id}", "kinds": ["YEARLY"]}

    assert await doing.done("raiseFeesForYear", desk, "raised", **given) == {"raised": 1}
    assert (await FeeLine.get()).period_id == period.id


@pytest.mark.parametrize(("year", "codes"), [(1999, 1), (2000, 0), (2100, 0), (2101, 1)])
async def test_a_year_is_one_of_the_consortium(
    doing: Doing, desk: Actor, *, year: int, codes: int
) -> None:
    assert await doing.codes("raiseFeesForYear", desk, year=year) == ["YEAR_OUT_OF_RANGE"] * codes


async def test_a_year_of_too_many_lines_is_raised_in_parts(
    doing: Doing, desk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fees_raising, "MOST_AT_A_TIME", 2)
    await joined()

    assert await doing.codes("raiseFeesForYear", desk, year=2027) == ["TOO_MANY_LINES"]
    given = {"year": 2027, "kinds": ["JOINING", "YEARLY"]}
    assert await doing.done("raiseFeesForYear", desk, "raised", **given) == {"raised": 2}


async def test_of_two_who_raise_a_year_nobody_raises_a_line_twice(
    doing: Doing, desk: Actor
) -> None:
    for _ in range(5):
        await joined()

    found = await asyncio.gather(
        *(doing.done("raiseFeesForYear", desk, "raised", year=2027) for _ in range(3))
    )

    assert sorted(answer["raised"] for answer in found) == [0, 0, 15]


async def test_the_answer_shows_the_first_hundred(doing: Doing, desk: Actor) -> None:
    for _ in range(9):
        await joined()

    given = {"year": 2027, "kinds": ["YEARLY"], "dueOn": ["2027-08-01"] * 12}
    answer = await doing.done("raiseFeesForYear", desk, "raised feeLines { id }", **given)

    assert (answer["raised"], len(answer["feeLines"])) == (108, 100)


async def test_a_free_membership_has_a_line_that_says_so(doing: Doing, desk: Actor) -> None:
    type_ = await members.membership_type(yearly_fee=Decimal(0))
    period = await joined(days_ago(3), None, type=type_)

    answer = await doing.done("raiseFees", desk, SHORT, **of(period))

    assert [(each["kind"], each["amount"], each["state"]) for each in answer["feeLines"]] == [
        ("YEARLY", "0.00", "FREE")
    ]

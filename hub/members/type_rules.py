"""What the terms of a type of membership may be, as pure decisions over values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.errors import Refusal
from hub.members.membership_refusals import NumberOutOfRange, PriceInvalid, TypeCodeInvalid
from hub.members.terms import PeriodKind
from hub.refusals import Blank, NotInOrder, TooLong

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40
CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")
YEAR = 12


@dataclass(frozen=True, slots=True)
class Text:
    path: str
    limit: int
    is_needed: bool = True

    def faults(self, value: str | None) -> Iterator[Refusal]:
        if value and len(value) > self.limit:
            yield TooLong("input", self.path, limit=self.limit, measured=len(value))
        elif not value and self.is_needed:
            yield Blank("input", self.path)


@dataclass(frozen=True, slots=True)
class Number:
    path: str
    least: int
    most: int
    is_needed: bool = True

    def faults(self, value: int | None) -> Iterator[Refusal]:
        if value is None:
            yield from [Blank("input", self.path)] if self.is_needed else []
        elif not self.least <= value <= self.most:
            yield NumberOutOfRange("input", self.path, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Amount:
    path: str

    def faults(self, value: Decimal | None) -> Iterator[Refusal]:
        if value is None:
            yield Blank("input", self.path)
        elif not 0 <= value <= MOST or value != value.quantize(CENT):
            yield PriceInvalid("input", self.path, most=MOST)


@dataclass(frozen=True, slots=True)
class Needed:
    path: str

    def faults(self, value: Any) -> Iterator[Refusal]:
        if value is None:
            yield Blank("input", self.path)


FIELDS: Mapping[str, Text | Number | Amount | Needed] = {
    "name": Text("name", 120),
    "name_it": Text("nameIt", 120),
    "description": Text("description", 4000, is_needed=False),
    "category": Needed("category"),
    "period_kind": Needed("periodKind"),
    "period_months": Number("periodMonths", 1, 120),
    "rollover_days": Number("rolloverDays", 0, 366),
    "grace_days": Number("graceDays", 0, 366),
    "notice_days": Number("noticeDays", 0, 366),
    "seats": Number("seats", 0, 100_000, is_needed=False),
    "yearly_fee": Amount("yearlyFee"),
    "joining_fee": Amount("joiningFee"),
    "capital_share": Amount("capitalShare"),
    "offered_from": Needed("offeredFrom"),
}
"""What is asked of each field by itself."""
OPEN = frozenset(
    {"name", "name_it", "description", "offered_from", "offered_until", "required_documents"}
)
"""What may change while memberships go by the terms: everything else they were promised."""


def faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with fields by themselves."""
    for name, value in values.items():
        if name in FIELDS:
            yield from FIELDS[name].faults(value)


def faults_together(
    *, period_kind: PeriodKind, period_months: int, offered_from: date, offered_until: date | None
) -> Iterator[Refusal]:
    """What is wrong with fields that go together: a calendar year has twelve months."""
    if period_kind is PeriodKind.CALENDAR and period_months != YEAR:
        yield NumberOutOfRange("input", "periodMonths", least=YEAR, most=YEAR)
    if offered_until is not None and offered_until <= offered_from:
        yield NotInOrder("input", "offeredUntil", begins=offered_from, ends=offered_until)


def faults_of_code(code: str) -> Iterator[Refusal]:
    if len(code) > LONGEST_CODE or CODE.fullmatch(code) is None:
        yield TypeCodeInvalid("input", "code", limit=LONGEST_CODE)

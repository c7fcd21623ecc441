"""Random histories of an organization: each act is done in the hub and in the model alike."""

import asyncio
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count, pairwise
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.act import ACTS, Order, perform
from hub.actor import Actor, Role, Viewer
from hub.database import connected
from hub.deed import Done
from hub.errors import Refused
from hub.members import derived
from hub.members.facts import LOADED, facts_of
from hub.members.membership_models import Membership, MembershipType
from hub.members.models import Organization
from hub.members.rules import membership_status
from hub.members.terms import PeriodKind
from hub.sql import Sql, composed, of
from tests.keys import KEYS
from tests.make import members
from tests.members.wall_calendar import DAY, Pause, Story, Terms

BEGINNING = date(2027, 11, 20)
DIRECTION = Actor(frozenset({Role.DIRECTION}), account_id=uuid4())
NUMBERS = count(1)
STATUSES = composed(
    """SELECT held.id, asked.day::date AS day, {status} AS status
    FROM membership held, generate_series($2::date, $3::date, interval '1 day') asked(day)
    WHERE held.organization_id = $1""",
    status=composed(of("held", derived.MEMBERSHIP_STATUS).text, day=Sql("asked.day::date")),
).text
LEFT_BEHIND = """SELECT (SELECT count(*) FROM membership WHERE organization_id = $1) AS memberships,
(SELECT count(*) FROM membership_period period JOIN membership held
    ON held.id = period.membership_id WHERE held.organization_id = $1) AS periods,
(SELECT count(*) FROM suspension pause JOIN membership held
    ON held.id = pause.membership_id WHERE held.organization_id = $1) AS suspensions,
(SELECT coalesce(max(position), 0) FROM audit_head) AS entries"""
OFFSETS = st.none() | st.integers(0, 40)
WHICH = st.integers(0, 2)
ANSWERS = ("nothing", "nothing", "withdraw_application", "reject_application")
TRIED = 4


@dataclass
class World:
    """A hub that histories are played in, one after the other."""

    runner: asyncio.Runner
    connection: BaseDBAsyncClient

    def new(self, terms: Terms) -> tuple[Organization, MembershipType]:
        return self.runner.run(_new(terms))

    def do(self, name: str, today: date, **given: Any) -> tuple[list[str], UUID | None]:
        """The codes that an act is refused with, and the row that it is about."""
        return self.runner.run(_do(name, today, given))

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        return self.runner.run(self.connection.execute_query_dict(query, list(values)))

    def facts(self, organization: Organization) -> dict[UUID, Any]:
        return self.runner.run(_facts(self.connection, organization))


@contextmanager
def world(url: str) -> Generator[World]:
    with asyncio.Runner() as runner:
        opening = connected(url)
        connection = runner.run(opening.__aenter__())
        try:
            yield World(runner, connection)
        finally:
            runner.run(opening.__aexit__(None, None, None))


async def _new(terms: Terms) -> tuple[Organization, MembershipType]:
    number = next(NUMBERS)
    kind = PeriodKind.CALENDAR if terms.is_calendar else PeriodKind.ROLLING
    type_ = await members.membership_type(
        code=f"history-{number}",
        period_kind=kind,
        period_months=terms.months,
        rollover_days=terms.rollover,
        grace_days=terms.grace,
        notice_days=terms.notice,
    )
    return await members.organization(), type_


async def _do(name: str, today: date, given: dict[str, Any]) -> tuple[list[str], UUID | None]:
    order = Order(Viewer(datetime.combine(today, time(9), UTC), today, DIRECTION), KEYS)

    async def read(_: BaseDBAsyncClient, done: Done) -> UUID | None:
        return done.row_id

    try:
        return [], await perform(ACTS[name], given, order=order, read=read)
    except Refused as refused:
        return [each.code for each in refused.refusals], None


async def _facts(connection: BaseDBAsyncClient, organization: Organization) -> dict[UUID, Any]:
    rows = Membership.filter(organization_id=organization.id).using_db(connection)
    return {row.id: facts_of(row) for row in await rows.prefetch_related(*LOADED)}


class Histories(RuleBasedStateMachine):
    """Whatever happens, the hub and the model say the same."""

    world: World
    """Set by whoever runs it."""

    @initialize(
        is_calendar=st.booleans(),
        months=st.sampled_from([1, 2, 6, 12]),
        rollover=st.sampled_from([0, 31, 60]),
        grace=st.sampled_from([0, 1, 30]),
        notice=st.sampled_from([0, 1, 30]),
        later=st.integers(0, 120),
        is_member=st.sampled_from([True, True, True, False]),
    )
    def begin(
        self, *, later: int, is_member: bool, is_calendar: bool, months: int, **days: int
    ) -> None:
        self.terms = Terms(is_calendar, 12 if is_calendar else months, **days)
        self.today = BEGINNING + later * DAY
        self.organization, self.type = self.world.new(self.terms)
        self.stories: dict[UUID, Story] = {}
        self.pauses: dict[UUID, Pause] = {}
        self.refused = 0
        self.counts = self._counted()
        if is_member:
            self.apply()
            self.admit(0, None)

    @rule(days=st.sampled_from([1, 7, 29, 30, 31, 59, 90, 200]))
    def time_passes(self, days: int) -> None:
        self.today += days * DAY

    @precondition(lambda self: any(story.covered for story in self.stories.values()))
    @rule(is_grace=st.booleans(), days=st.integers(-1, 1))
    def time_passes_to_an_edge(self, *, is_grace: bool, days: int) -> None:
        ends = max(story.covered or date.min for story in self.stories.values())
        edge = ends + self.terms.grace * DAY * is_grace + days * DAY
        self.today = max(self.today, edge)

    @rule()
    def apply(self) -> None:
        given = {"organization_id": self.organization.id, "type_id": self.type.id}
        if (id := self._done("apply_for_membership", self._taken(), **given)) is not None:
            self.stories[id] = Story(self.terms, self.today)

    @precondition(lambda self: self.stories)
    @rule(which=WHICH, act=st.sampled_from(ANSWERS))
    def turn_down(self, which: int, act: str) -> None:
        id, story = self._chosen(which)
        if act == "nothing":
            return
        expected = [] if story.is_open() else ["ALREADY_DECIDED"]
        if self._done(act, expected, membership_id=id) is None:
            return
        if act == "withdraw_application":
            story.withdrawn = self.today
        else:
            story.rejected = self.today

    @precondition(lambda self: self.stories)
    @rule(which=WHICH, offset=st.none() | st.integers(-20, 40))
    def admit(self, which: int, offset: int | None) -> None:
        id, story = self._chosen(which)
        begins = self.today + (offset or 0) * DAY
        expected = []
        if not story.is_open():
            expected = ["ALREADY_DECIDED"]
        else:
            expected += ["DAY_TOO_EARLY"] if begins < story.applied else []
            expected += self._overlaps(begins, besides=story)
        starts_on = None if offset is None else begins
        if self._done("admit_member", expected, membership_id=id, starts_on=starts_on) is None:
            return
        left = {"LAPSED", "ENDED", "EXPELLED"}
        others = [each for each in self.stories.values() if each is not story]
        former = [each for each in others if each.status(self.today) in left]
        if former and all(each.follows is not former[-1] for each in others):
            story.follows = former[-1]
        story.admit(self.today, begins)

    @precondition(lambda self: self.stories)
    @rule(which=WHICH)
    def renew(self, which: int) -> None:
        id, story = self._chosen(which)
        expected = [] if story.can_renew(self.today) else ["INVALID_TRANSITION"]
        seen = story.covered or self.today
        if self._done("renew_membership", expected, membership_id=id, covered_until=seen):
            story.renew()

    @precondition(lambda self: self.stories)
    @rule(which=WHICH)
    def readmit(self, which: int) -> None:
        id, story = self._chosen(which)
        is_over = story.status(self.today) in {"LAPSED", "ENDED"}
        is_followed = any(each.follows is story for each in self.stories.values())
        expected = ["INVALID_TRANSITION"]
        if is_over and not is_followed:
            expected = [*self._taken(), *self._overlaps(self.today)]
        if (new := self._done("readmit_member", expected, membership_id=id)) is not None:
            self.stories[new] = Story(self.terms, self.today, follows=story)
            self.stories[new].admit(self.today, self.today)

    @precondition(lambda self: self.stories)
    @rule(which=WHICH, offset=OFFSETS, length=st.none() | st.integers(1, 60))
    def suspend(self, which: int, offset: int | None, length: int | None) -> None:
        id, story = self._chosen(which)
        begins = self.today + (offset or 0) * DAY
        ends = None if length is None else begins + length * DAY
        is_good = story.status(self.today) in {"ACTIVE", "GRACE"}
        expected = [] if is_good else ["INVALID_TRANSITION"]
        last = ends or date.max
        if any(
            max(begins, each.begins) < min(last, each.ends or date.max) for each in story.pauses
        ):
            expected.append("PERIOD_OVERLAP")
        given = {"membership_id": id, "reason": "Mora", "starts_on": begins, "ends_on": ends}
        if (new := self._done("suspend_membership", expected, **given)) is not None:
            self.pauses[new] = Pause(begins, ends)
            story.pauses.append(self.pauses[new])

    @precondition(lambda self: self.pauses)
    @rule(which=WHICH)
    def lift(self, which: int) -> None:
        id = list(self.pauses)[which % len(self.pauses)]
        pause = self.pauses[id]
        is_over = pause.ends is not None and not any(
            pause.has(day) for day in (self.today, pause.begins) if self.today <= day
        )
        expected = ["INVALID_TRANSITION"] if is_over else []
        given = {"suspension_id": id, "version": pause.version}
        if self._done("lift_suspension", expected, **given) is not None:
            pause.ends = max(self.today, pause.begins)
            pause.version += 1

    @precondition(lambda self: self.stories)
    @rule(which=WHICH, offset=OFFSETS, waive=st.booleans())
    def resign(self, which: int, offset: int | None, *, waive: bool) -> None:
        id, story = self._chosen(which)
        earliest = self.today + (0 if waive else self.terms.notice) * DAY
        ends = earliest if offset is None else self.today + offset * DAY
        stays = story.is_running(self.today) and story.leaves == date.max
        expected = [] if stays else ["INVALID_TRANSITION"]
        # Nobody gives notice before being admitted.
        expected += ["NOTICE_TOO_SHORT"] if ends < earliest else []
        given = {"membership_id": id, "waive_notice": waive}
        resigned_on = None if offset is None else ends
        if self._done("resign_membership", expected, resigned_on=resigned_on, **given):
            story.resigned = ends

    @precondition(lambda self: self.stories)
    @rule(which=WHICH)
    def revoke(self, which: int) -> None:
        id, story = self._chosen(which)
        is_leaving = story.resigned is not None and story.expelled is None
        expected = ["INVALID_TRANSITION"]
        if story.is_running(self.today) and is_leaving:
            expected = []
        if self._done("revoke_resignation", expected, membership_id=id) is not None:
            story.resigned = None

    @precondition(lambda self: self.stories)
    @rule(which=WHICH, offset=OFFSETS)
    def expel(self, which: int, offset: int | None) -> None:
        id, story = self._chosen(which)
        ends = self.today + (offset or 0) * DAY
        is_possible = story.is_running(self.today) and story.expelled is None
        expected = [] if is_possible else ["INVALID_TRANSITION"]
        if story.resigned is not None and story.resigned < ends:
            expected.append("DAY_TOO_LATE")
        given = {"membership_id": id, "reason": "Mora", "expelled_on": ends}
        if self._done("expel_member", expected, **given) is not None:
            story.expelled = ends

    def teardown(self) -> None:
        """On every day, all three forms of the status agree; no day is covered twice."""
        if not self.stories:
            return
        first = min(story.applied for story in self.stories.values()) - 2 * DAY
        known = [day for story in self.stories.values() for day in story.notes]
        last = max([self.today, *known]) + 2 * DAY
        facts = self.world.facts(self.organization)
        assert facts.keys() == self.stories.keys()
        found = self.world.rows(STATUSES, self.organization.id, first, last)
        assert len(found) == len(facts) * ((last - first).days + 1)
        good: dict[date, UUID] = {}
        for each in found:
            id, day, status = each["id"], each["day"], each["status"]
            said = self.stories[id].status(day)
            assert status == membership_status(facts[id], day) == said, (day, each)
            if status in {"ACTIVE", "GRACE"}:
                assert good.setdefault(day, id) == id, day
        for story, each in ((self.stories[id], facts[id]) for id in facts):
            periods = sorted((period.starts_on, period.ends_on) for period in each.periods)
            assert [begins for begins, _ in periods] == story.starts
            assert all(one[1] <= two[0] for one, two in pairwise(periods))

    def _done(self, act: str, expected: Iterable[str], **given: Any) -> UUID | None:
        """The row that an act is about; None if it was refused, as was expected.

        Of the wishes that must be refused one in four is tried: most of what is drawn is.
        """
        wanted = list(expected)
        self.refused += bool(wanted)
        if wanted and self.refused % TRIED:
            return None
        codes, id = self.world.do(act, self.today, **given)
        assert codes == wanted, (act, given)
        counts = self._counted()
        rows = ("memberships", "periods", "suspensions")
        assert all(self.counts[name] <= counts[name] for name in rows)
        assert counts["entries"] - self.counts["entries"] == int(not codes)
        self.counts = counts
        return id

    def _counted(self) -> dict[str, int]:
        (counts,) = self.world.rows(LEFT_BEHIND, self.organization.id)
        return counts

    def _chosen(self, which: int) -> tuple[UUID, Story]:
        """One of the memberships, the last one first."""
        ids = list(reversed(self.stories))
        id = ids[which % len(ids)]
        return id, self.stories[id]

    def _taken(self) -> list[str]:
        found = []
        for story in self.stories.values():
            if story.is_open():
                found.append("ALREADY_APPLIED")
            elif story.is_running(self.today):
                found.append("ALREADY_MEMBER")
        return found

    def _overlaps(self, begins: date, besides: Story | None = None) -> list[str]:
        others = [each for each in self.stories.values() if each is not besides]
        return ["PERIOD_OVERLAP"] if any(begins < each.until for each in others) else []

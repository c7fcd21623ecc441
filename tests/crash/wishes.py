"""Random acts on the rooms of a park, as mutations of GraphQL."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.crash.ledger import Known, Ledger
from tests.crash.park import HALF_HOUR, HALF_HOURS, Park, Person

BOOKING = "id version startsAt endsAt state space { id } person { id }"
ROWS = {
    "booking": BOOKING,
    "series": f"id version person {{ id }} bookings(first: 4) {{ nodes {{ {BOOKING} }} }}",
    "entry": "id version person { id }",
    "closure": "id version",
}
"""What is asked of the row that an act is about, by its name in the answer."""
BESIDE = {"bookSeries": "booked"}
MUTATION = """
mutation ($input: %(input)s!) {
  answer: %(name)s(input: $input) {
    %(row)s { %(fields)s } %(beside)s
    problems { code ... on StaleVersionProblem { currentVersion } }
  }
}
"""


class Wish(NamedTuple):
    """An act that somebody wishes for."""

    name: str
    row: str
    given: dict[str, Any]

    @property
    def act(self) -> str:
        return re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", self.name)

    @property
    def query(self) -> str:
        values = {"input": f"{self.name[0].upper()}{self.name[1:]}Input", "name": self.name}
        values |= {"row": self.row, "fields": ROWS[self.row], "beside": BESIDE.get(self.name, "")}
        return MUTATION % values


Draw = Callable[["Wishing"], Wish | None]


@dataclass
class Wishing:
    """Somebody who wishes for one thing after the other."""

    who: Person
    park: Park
    ledger: Ledger
    chance: random.Random

    def wish(self) -> Wish:
        """Something that can be wished for by what is known by now."""
        of_all = {**ANYBODY, **(DESK if self.who.is_desk else {})}
        while True:
            (draw,) = self.chance.choices(list(of_all), weights=list(of_all.values()))
            if (wish := draw(self)) is not None:
                return wish

    def book(self) -> Wish:
        return Wish("bookSpace", "booking", {**self._slot(), "title": "Riunione", **self._holder()})

    def join(self) -> Wish | None:
        if self.who.is_desk:
            return None
        return Wish("joinWaitlist", "entry", {**self._slot(), "title": "Attesa", **self._holder()})

    def move(self) -> Wish | None:
        slot = self._slot()
        if self.chance.random() < 0.5:
            del slot["spaceId"]
        return self._change("moveBooking", "booking", **slot, asksAgain=True)

    def cancel(self) -> Wish | None:
        return self._change("cancelBooking", "booking")

    def repeat(self) -> Wish:
        """A series over some days, from one hour on."""
        day, begins = self.chance.randrange(self.park.days), self.chance.randrange(HALF_HOURS - 2)
        start = self.park.start(0, begins)
        given = {
            "spaceId": self._space(),
            "rule": f"FREQ=DAILY;COUNT={self.chance.randint(2, 4)}",
            "startsOn": self.park.day(day).isoformat(),
            "fromTime": f"{start:%H:%M}",
            "untilTime": f"{start + self.chance.randint(1, 2) * HALF_HOUR:%H:%M}",
            "onConflict": self.chance.choice(["ALL_OR_NOTHING", "SKIP_CONFLICTS"]),
            "title": "Corso",
        }
        return Wish("bookSeries", "series", {**given, **self._holder()})

    def give_up_series(self) -> Wish | None:
        return self._change("cancelSeries", "series")

    def approve(self) -> Wish | None:
        choice = self.chance.choice([None, "DECLINE", "QUEUE"])
        reason = {"competing": choice, "reason": "Serve la sala"} if choice else {}
        return self._change("approveBooking", "booking", **reason)

    def decline(self) -> Wish | None:
        return self._change("declineBooking", "booking", reason="Serve la sala")

    def close(self) -> Wish:
        slot = self._slot()
        choice = self.chance.choice([None, "CANCEL", "MOVE"])
        given = {**slot, "reason": "Pulizie", "bookings": choice}
        if choice == "MOVE":
            given["moveToId"] = self._space()
        return Wish("closeSpace", "closure", given)

    def open_again(self) -> Wish | None:
        return self._change("withdrawClosure", "closure")

    def claim(self) -> Wish | None:
        return self._of_the_line("claimOffer", "booking")

    def leave(self) -> Wish | None:
        return self._of_the_line("leaveWaitlist", "entry")

    def _of_the_line(self, name: str, row: str) -> Wish | None:
        entry = self._chosen("entry")
        return Wish(name, row, {"entryId": entry.id}) if entry else None

    def _change(self, name: str, kind: str, **given: Any) -> Wish | None:
        row = self._chosen(kind)
        if row is None:
            return None
        return Wish(name, kind, {f"{kind}Id": row.id, "version": row.version, **given})

    def _chosen(self, kind: str) -> Known | None:
        """One of the latest that are the wisher's to change."""
        rows = self.ledger.known[kind].values()
        own = [each for each in rows if self.who.is_desk or each.owner == self.who.person_id]
        return self.chance.choice(own[-LATEST:]) if own else None

    def _slot(self) -> dict[str, Any]:
        start = self.park.start(
            self.chance.randrange(self.park.days), self.chance.randrange(HALF_HOURS)
        )
        end = start + self.chance.randint(1, 3) * HALF_HOUR
        return {
            "spaceId": self._space(),
            "startsAt": start.isoformat(),
            "endsAt": end.isoformat(),
        }

    def _space(self) -> str:
        return self.chance.choice(list(self.park.spaces.values()))

    def _holder(self) -> dict[str, Any]:
        """For whom: oneself, for one's firm or not; by the desk any firm."""
        if self.who.is_desk:
            return {"organizationId": self.chance.choice(self.park.people).organization_id}
        return self.chance.choice([{}, {"organizationId": self.who.organization_id}])


LATEST = 12
"""Of so many rows that were made last one is changed: they stand, more likely than others."""
ANYBODY: dict[Draw, int] = {
    Wishing.book: 30,
    Wishing.move: 15,
    Wishing.cancel: 12,
    Wishing.repeat: 5,
    Wishing.give_up_series: 2,
    Wishing.join: 14,
    Wishing.claim: 10,
    Wishing.leave: 2,
}
"""What everybody does, and how often."""
DESK: dict[Draw, int] = {
    Wishing.approve: 25,
    Wishing.decline: 6,
    Wishing.close: 8,
    Wishing.open_again: 8,
}

"""What is measured: GraphQL operations, each with its variables and with who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.bench.cast import Cast


class Asker(StrEnum):
    """Who asks: nobody in particular, a person of a member organization, or the direction."""

    ANYONE = "anyone"
    MEMBER = "member"
    DIRECTION = "direction"


@dataclass(frozen=True)
class Operation:
    """A document, the variables it is sent with, and who sends it."""

    name: str
    what: str
    asker: Asker
    document: str
    is_nested: bool = False
    is_usual: bool = False
    """Whether the usual implementation serves it too."""
    variables: Mapping[str, Any] = field(default_factory=dict)
    from_cast: Mapping[str, str] = field(default_factory=dict)
    """Variables that depend on the data, by the attribute of the cast that holds their value."""

    def given(self, cast: Cast) -> dict[str, Any]:
        found = {name: getattr(cast, value) for name, value in self.from_cast.items()}
        return {**self.variables, **found}


WORLDS = """
query Worlds($id: ID!, $now: DateTime!, $day: Date!) {
  organization(id: $id) {
    id name isMember
    affiliations(first: 20) { nodes { role title person { id name } } }
    memberships(first: 5) { nodes { number status statusOn(date: $day) type { name } } }
    startups(first: 10) { nodes { name stage } }
    bookings(first: 10, where: {startsAt: {gte: $now}}) {
      nodes { title startsAt endsAt state space { name } }
    }
    partnerships(first: 10) {
      nodes { role grantShare project { title state fundingCall { code title } } }
    }
  }
}"""

OPERATIONS = (
    Operation(
        name="organization",
        what="one organization by id",
        asker=Asker.DIRECTION,
        is_usual=True,
        from_cast={"id": "organization"},
        document="""
query Organization($id: ID!) {
  organization(id: $id) {
    id name kind legalName vatNumber municipality email website foundedOn
  }
}""",
    ),
    Operation(
        name="organizations",
        what="50 organizations, flat",
        asker=Asker.DIRECTION,
        is_usual=True,
        variables={"first": 50},
        document="""
query Organizations($first: Int!) {
  organizations(first: $first) {
    nodes { id name kind legalName sector municipality email website }
  }
}""",
    ),
    Operation(
        name="startups",
        what="50 start-ups, each with its team and its stages",
        asker=Asker.DIRECTION,
        is_nested=True,
        is_usual=True,
        variables={"first": 50},
        document="""
query Startups($first: Int!) {
  startups(first: $first) {
    nodes {
      id name pitch stage
      members(first: 10) { nodes { role startsOn person { id name } } }
      stageChanges(first: 10) { nodes { stage enteredOn } }
    }
  }
}""",
    ),
    Operation(
        name="projects",
        what="100 projects, each with 5 partners, and counts",
        asker=Asker.DIRECTION,
        is_nested=True,
        is_usual=True,
        variables={"first": 100},
        document="""
query Projects($first: Int!) {
  projects(first: $first) {
    totalCount
    nodes {
      id code title state
      partnerships(first: 5) {
        totalCount
        nodes { role grantShare organization { id name } }
      }
    }
  }
}""",
    ),
    Operation(
        name="worlds",
        what="a member organization with its four worlds",
        asker=Asker.DIRECTION,
        is_nested=True,
        from_cast={"id": "organization", "now": "now", "day": "past_day"},
        document=WORLDS,
    ),
    Operation(
        name="own",
        what="the same, asked by a person of that organization",
        asker=Asker.MEMBER,
        is_nested=True,
        from_cast={"id": "organization", "now": "now", "day": "past_day"},
        document=WORLDS,
    ),
    Operation(
        name="week",
        what="a week of one room's bookings",
        asker=Asker.DIRECTION,
        is_nested=True,
        is_usual=True,
        from_cast={"id": "space", "from": "monday", "until": "next_monday"},
        document="""
query Week($id: ID!, $from: DateTime!, $until: DateTime!) {
  space(id: $id) {
    id name
    bookings(first: 100, where: {startsAt: {gte: $from, lt: $until}}) {
      nodes { id title startsAt endsAt state attendees organization { id name } }
    }
  }
}""",
    ),
    Operation(
        name="page",
        what="a page of a filtered, ordered list, with cursors and its count",
        asker=Asker.DIRECTION,
        variables={"first": 20},
        from_cast={"sector": "sector"},
        document="""
query Page($first: Int!, $sector: String!) {
  organizations(
    first: $first, where: {sector: {eq: $sector}}, orderBy: [{foundedOn: DESC}]
  ) {
    totalCount
    edges { cursor node { id name foundedOn } }
    pageInfo { hasNextPage endCursor }
  }
}""",
    ),
    Operation(
        name="directory",
        what="50 organizations of the public directory",
        asker=Asker.ANYONE,
        variables={"first": 50},
        document="""
query Directory($first: Int!) {
  organizations(first: $first) {
    nodes { id name sector website isMember }
  }
}""",
    ),
)

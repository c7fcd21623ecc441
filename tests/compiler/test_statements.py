"""One operation is one statement, whatever it asks for."""

import json
from datetime import timedelta

from hub import clock
from hub.actor import Viewer
from hub.incubation.terms import Stage
from hub.projects.terms import PartnerRole
from schema.engine import Request
from tests.compiler.asking import Asking, global_id, member_of
from tests.make import incubation, members, projects, spaces
from tests.make.members import days_ago

MEMBER_AT_A_GLANCE = """
query ($id: ID!, $past: Date!, $now: DateTime!) {
    organization(id: $id) {
        name
        affiliations(where: {isCurrent: {eq: true}}) { nodes { role person { name } } }
        memberships { nodes { type { name } status then: statusOn(date: $past) } }
        startups { nodes { name stage stageSince } }
        leases(where: {state: {eq: CURRENT}}) { nodes {
            space { name bookings(first: 3, where: {endsAt: {gt: $now}}) { ...Next } }
        } }
        bookings(first: 3, where: {endsAt: {gt: $now}}) { ...Next }
        partnerships { nodes {
            role grantShare grantPercent
            project { title state fundingCall { title state } }
        } }
    }
}
fragment Next on BookingConnection { totalCount nodes { title startsAt state space { name } } }
"""


async def test_a_member_across_all_worlds_is_one_statement(asking: Asking) -> None:
    alfa, anna = await members.organization("Alfa"), await members.person("Anna Bianchi")
    await members.affiliation(person=anna, organization=alfa, role="OWNER")
    await members.affiliation(organization=alfa, ends_on=days_ago(1))
    kind = await members.membership_type(name="Ordinary")
    await members.membership(organization=alfa, type=kind, periods=[(days_ago(300), days_ago(5))])
    await incubation.startup("Onda", organization=alfa, stages=(Stage.SELECTED, Stage.INCUBATION))
    office = await spaces.space("Ufficio 1", site=await spaces.site(name="Polo"))
    # What is let is not booked: it is let for the days between the bookings.
    await spaces.lease(space=office, organization=alfa, starts_on=days_ago(1), ends_on=days_ago(-1))
    nine = spaces.tomorrow_at(9)
    await spaces.booking(nine, space=office, title="Visita", organization=alfa)
    await spaces.booking(nine + timedelta(hours=3), space=office, title="Altrui")
    await spaces.booking(nine - timedelta(days=3), space=office, title="Passata", organization=alfa)
    hall = await spaces.space("Sala")
    await spaces.booking(nine + timedelta(days=1), space=hall, title="Corso", organization=alfa)
    call = await projects.funding_call(title="Bando")
    project = await projects.project(title="Progetto", funding_call=call)
    await projects.partnership(
        project=project, organization=alfa, role=PartnerRole.LEAD, grant_share="30000.00"
    )
    await projects.partnership(project=project, grant_share="10000.00")

    answer = await asking.data(
        MEMBER_AT_A_GLANCE,
        member_of(alfa, anna),
        id=global_id("org", alfa),
        past=days_ago(100).isoformat(),
        now=clock.now().isoformat(),
    )

    assert len(asking.reads.statements) == 1
    visit = {
        "title": "Visita",
        "startsAt": "2027-05-13T07:00:00+00:00",
        "state": "CONFIRMED",
        "space": {"name": "Ufficio 1"},
    }
    assert answer["organization"] == {
        "name": "Alfa",
        "affiliations": {"nodes": [{"role": "OWNER", "person": {"name": "Anna Bianchi"}}]},
        "memberships": {
            "nodes": [{"type": {"name": "Ordinary"}, "status": "GRACE", "then": "ACTIVE"}]
        },
        "startups": {
            "nodes": [
                {"name": "Onda", "stage": "INCUBATION", "stageSince": days_ago(10).isoformat()}
            ]
        },
        "leases": {
            "nodes": [
                {
                    "space": {
                        "name": "Ufficio 1",
                        "bookings": {
                            "totalCount": 2,
                            "nodes": [
                                visit,
                                {
                                    **visit,
                                    "title": None,
                                    "startsAt": "2027-05-13T10:00:00+00:00",
                                },
                            ],
                        },
                    }
                }
            ]
        },
        "bookings": {
            "totalCount": 2,
            "nodes": [
                visit,
                {
                    "title": "Corso",
                    "startsAt": "2027-05-14T07:00:00+00:00",
                    "state": "CONFIRMED",
                    "space": {"name": "Sala"},
                },
            ],
        },
        "partnerships": {
            "nodes": [
                {
                    "role": "LEAD",
                    "grantShare": "30000.00",
                    "grantPercent": "75.00",
                    "project": {
                        "title": "Progetto",
                        "state": "ACTIVE",
                        "fundingCall": {"title": "Bando", "state": "UPCOMING"},
                    },
                }
            ]
        },
    }


async def test_many_root_fields_are_one_statement(asking: Asking) -> None:
    await members.organization("Alfa")

    await asking.data(
        """{ viewer { isMember organizations { totalCount } } organizations { totalCount }
        members { totalCount } people { nodes { name } } spaces { edges { cursor } }
        impact { figures { key value } } search(query: "alfa") { nodes { rank } }
        node(id: "x") { id } }"""
    )

    assert len(asking.reads.statements) == 1


async def test_a_list_is_counted_only_when_asked(asking: Asking) -> None:
    await asking.data("{ organizations { nodes { name } } }")
    await asking.data("{ organizations { nodes { name } totalCount } }")

    without, with_count = asking.reads.statements
    assert "count(*)" not in without
    assert "count(*)" in with_count


async def test_a_refused_request_reaches_no_database(asking: Asking) -> None:
    await asking.refusal("{ organizations(first: 101) { nodes { name } } }")
    await asking.refusal('{ organizations(after: "x") { nodes { name } } }')
    await asking.refusal("{ nothing }")

    assert asking.reads.statements == []


async def test_introspection_beside_data_takes_a_statement_for_each_root_field(
    asking: Asking,
) -> None:
    await members.organization("Alfa")

    answer = await asking.data(
        '{ __type(name: "Node") { kind } organizations { nodes { name } } sites { totalCount } }'
    )

    assert answer == {
        "__type": {"kind": "INTERFACE"},
        "organizations": {"nodes": [{"name": "Alfa"}]},
        "sites": {"totalCount": 0},
    }
    assert len(asking.reads.statements) == 2


async def test_what_another_operation_asks_for_does_not_matter(asking: Asking) -> None:
    """A document with all that a client ever asks, the schema among it."""
    document = """query Data { ...Members spaces { totalCount } } query Schema { ...Types }
        fragment Members on Query { members { totalCount } }
        fragment Types on Query { ... on Query { __schema { queryType { name } } } }"""

    viewer = Viewer(clock.now(), clock.today())
    answers = [
        json.loads((await asking.engine.answer(request, viewer, queries_only=True)).body)["data"]
        for request in (Request(document, "Data"), Request(document, "Schema"))
    ]

    assert answers == [
        {"members": {"totalCount": 0}, "spaces": {"totalCount": 0}},
        {"__schema": {"queryType": {"name": "Query"}}},
    ]
    assert len(asking.reads.statements) == 1

"""Relations to one, to many and many-to-many, in both directions, each as a nested object."""

from hub.members.terms import Visibility
from tests.compiler.asking import NOBODY, Asking, global_id
from tests.make import incubation, members, projects


async def test_a_foreign_key_leads_to_an_object_and_back(asking: Asking) -> None:
    parent = await members.organization("Gruppo")
    await members.organization("Filiale", parent=parent)

    answer = await asking.data(
        """{ organizations(where: {name: {eq: "Filiale"}}) { nodes {
            parent { name subsidiaries { nodes { name parent { name } } } }
        } } }"""
    )

    assert answer["organizations"]["nodes"] == [
        {
            "parent": {
                "name": "Gruppo",
                "subsidiaries": {"nodes": [{"name": "Filiale", "parent": {"name": "Gruppo"}}]},
            }
        }
    ]


async def test_a_foreign_key_without_a_target_is_null(asking: Asking) -> None:
    await members.organization()

    answer = await asking.data("{ organizations { nodes { parent { name } } } }")

    assert answer == {"organizations": {"nodes": [{"parent": None}]}}


async def test_a_one_to_one_relation_is_an_object_on_both_sides(asking: Asking) -> None:
    call = await projects.funding_call()
    proposal = await projects.proposal(title="Proposta", funding_call=call)
    await projects.project(title="Progetto", funding_call=call, proposal=proposal)
    await projects.proposal(title="Altra", funding_call=call)

    answer = await asking.data(
        "{ proposals { nodes { title project { title proposal { title } } } } }"
    )

    assert answer["proposals"]["nodes"] == [
        {"title": "Altra", "project": None},
        {
            "title": "Proposta",
            "project": {"title": "Progetto", "proposal": {"title": "Proposta"}},
        },
    ]


async def test_many_to_many_is_a_list_on_both_sides(asking: Asking) -> None:
    cloud, data = await members.competence("cloud"), await members.competence("data")
    alfa, beta = await members.organization("Alfa"), await members.organization("Beta")
    await alfa.competences.add(cloud, data)
    await beta.competences.add(cloud)

    answer = await asking.data(
        """{ organizations { nodes {
            name competences(first: 9) { nodes {
                code organizations(first: 9) { totalCount nodes { name } }
            } }
        } } }"""
    )

    both = {"totalCount": 2, "nodes": [{"name": "Alfa"}, {"name": "Beta"}]}
    alone = {"totalCount": 1, "nodes": [{"name": "Alfa"}]}
    assert answer["organizations"]["nodes"] == [
        {
            "name": "Alfa",
            "competences": {
                "nodes": [
                    {"code": "cloud", "organizations": both},
                    {"code": "data", "organizations": alone},
                ]
            },
        },
        {"name": "Beta", "competences": {"nodes": [{"code": "cloud", "organizations": both}]}},
    ]


async def test_a_row_that_the_viewer_may_not_see_is_null_and_in_no_list(asking: Asking) -> None:
    public = await members.organization("Pubblica", listing=Visibility.PUBLIC)
    hidden = await members.organization("Nascosta", listing=Visibility.PRIVATE)
    public.parent = hidden
    await public.save()
    await members.organization("Altra", listing=Visibility.PRIVATE, parent=public)

    answer = await asking.data(
        "{ organizations { nodes { name parent { name } subsidiaries { totalCount } } } }",
        NOBODY,
    )

    assert answer["organizations"]["nodes"] == [
        {"name": "Pubblica", "parent": None, "subsidiaries": {"totalCount": 0}}
    ]


async def test_an_object_of_the_query_is_found_by_its_id(asking: Asking) -> None:
    startup = await incubation.startup("Onda")
    query = "query ($id: ID!) { startup(id: $id) { id name } }"

    found = await asking.data(query, id=global_id("startup", startup))
    other = await asking.data(query, id=global_id("org", startup))

    assert found == {"startup": {"id": global_id("startup", startup), "name": "Onda"}}
    assert other == {"startup": None}

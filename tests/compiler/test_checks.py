"""What is declared badly does not build: no policy, a promise that may be broken, a prefix twice."""

from collections.abc import Generator
from typing import Any

import pytest

from hub.members import models
from hub.policy import EVERYONE, IS_STAFF, WITH_ROW, Policy, Predicate
from schema.assembly import assemble
from schema.compiler import catalogue
from schema.compiler.checks import DeclarationError, require_sound
from schema.compiler.declare import ENTITIES, PARTS, column, entity, many_where, part, to_one
from schema.node import Node


@pytest.fixture(autouse=True)
def nothing_declared() -> Generator[None]:
    """Only what a test declares is there while it runs."""
    kept = dict(ENTITIES), dict(PARTS)
    ENTITIES.clear()
    PARTS.clear()
    yield
    ENTITIES.clear()
    PARTS.clear()
    ENTITIES.update(kept[0])
    PARTS.update(kept[1])


def declare(
    fields: dict[str, tuple[str, Any]],
    shown: dict[Predicate, tuple[str, ...]],
    *,
    name: str = "Firm",
    rows: Predicate = EVERYONE,
    **given: Any,
) -> None:
    """Declare a type over organizations with these fields and this policy."""
    body: dict[str, Any] = {field: source for field, (_, source) in fields.items()}
    body["__annotations__"] = {field: annotation for field, (annotation, _) in fields.items()}
    cls = type(name, (Node,), {**body, "__module__": __name__, "__doc__": "A firm."})
    options = {"prefix": name.lower(), **given}
    entity(models.Organization, policy=Policy(rows=rows, fields=shown), **options)(cls)


def build() -> None:
    """What the process does when it starts."""
    body = {"firms": many_where("All."), "__annotations__": {"firms": "Connection[Firm]"}}
    query: type = part(type("Query", (), {**body, "__module__": __name__, "__doc__": "Questions."}))
    schema = assemble(query, None, ())
    require_sound(catalogue.build(schema._schema))


def faults() -> list[str]:
    with pytest.raises(DeclarationError) as raised:
        build()
    return str(raised.value).splitlines()


NAME = ("str", column("Name."))
SECTOR = ("str | None", column("Sector."))


def test_what_is_declared_well_builds() -> None:
    declare({"name": NAME, "sector": SECTOR}, {WITH_ROW: ("name",), IS_STAFF: ("sector",)})

    build()


def test_a_field_without_a_policy_does_not_build() -> None:
    declare({"name": NAME, "sector": SECTOR}, {WITH_ROW: ("name",)})

    assert faults() == ["Firm: sector has no policy"]


def test_a_field_with_two_policies_does_not_build() -> None:
    declare({"name": NAME}, {WITH_ROW: ("name",), IS_STAFF: ("name",)})

    assert faults() == ["Firm: name stands twice in the policy"]


def test_a_policy_for_no_field_does_not_build() -> None:
    declare({"name": NAME}, {WITH_ROW: ("name", "phone")})

    assert faults() == ["Firm: phone is in the policy only"]


def test_a_prefix_begins_the_ids_of_one_type() -> None:
    declare({"name": NAME}, {WITH_ROW: ("name",)}, prefix="org")
    declare({"name": NAME}, {WITH_ROW: ("name",)}, prefix="org", name="Company")

    assert faults() == ["org begins the ids of 2 types"]


def test_a_field_that_may_be_hidden_must_be_nullable() -> None:
    declare({"name": NAME}, {IS_STAFF: ("name",)})

    assert faults() == ["Firm: name must be nullable: some viewers may not see it"]


def test_a_field_of_a_nullable_column_must_be_nullable() -> None:
    declare({"sector": ("str", column("Sector."))}, {WITH_ROW: ("sector",)})

    assert faults() == ["Firm: sector must be nullable: its column is nullable"]


def test_a_relation_that_may_lead_nowhere_must_be_nullable() -> None:
    declare({"parent": ("Firm", to_one("Parent."))}, {WITH_ROW: ("parent",)})

    assert faults() == ["Firm: parent must be nullable: its relation may lead nowhere"]


def test_what_is_searched_is_seen_by_all_who_see_the_row() -> None:
    declare({"sector": SECTOR}, {IS_STAFF: ("sector",)}, search=("sector",))

    assert faults() == ["Firm: sector may not be searched: it is not seen by all who see the row"]


def test_all_faults_are_told_at_once() -> None:
    declare({"name": NAME, "sector": ("str", column("Sector."))}, {IS_STAFF: ("name", "sector")})

    assert len(faults()) == 2

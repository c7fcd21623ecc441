"""Every column says whether what it holds is somebody's own, and every table whose its rows are."""

import pytest
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import Field
from tortoise.fields.data import JSONField
from tortoise.fields.relational import ForeignKeyFieldInstance

from hub.accounts.emptying import is_text
from hub.accounts.export_readme import DESCRIPTIONS
from hub.accounts.export_tables import sources
from hub.accounts.personal_rows import WHO, acted, own, tables
from hub.keeping import TERMS, RetentionKind
from hub.rows import Row
from tests.accounts.plain_columns import PLAIN

pytestmark = pytest.mark.usefixtures("connection")


def words(model: type[Row]) -> set[str]:
    fields = model._meta.fields_map
    return {name for name in model._meta.db_fields if _may_hold_words(fields[name])}


def _may_hold_words(field: Field[object]) -> bool:
    if isinstance(field, ArrayField):
        return "text" in field.SQL_TYPE.lower()
    return is_text(field) or isinstance(field, JSONField)


async def test_every_text_is_personal_or_secret_or_plainly_not() -> None:
    found = {
        f"{model._meta.db_table}.{name}"
        for model in tables()
        for name in words(model) - model.personal - model.secret
    }

    assert found == PLAIN


async def test_what_is_personal_or_secret_is_a_column() -> None:
    wrong = {
        f"{model._meta.db_table}.{name}"
        for model in tables()
        for name in model.personal | model.secret
        if name not in model._meta.db_fields
    }

    assert wrong == set()


async def test_who_is_named_by_a_row_owns_it_or_did_something_to_it() -> None:
    """`booked_by` did something; whoever else a foreign key names is whose the row is."""
    doubtful = {
        f"{model._meta.db_table}.{name}"
        for model in tables()
        for name in acted(model)
        if not name.endswith("_by")
    }

    assert doubtful == {"personal_read.reader", "personal_read.token"}


async def test_each_row_that_names_a_person_is_found() -> None:
    missed = [
        f"{model._meta.db_table}.{name}"
        for model in tables()
        for name, field in model._meta.fields_map.items()
        if isinstance(field, ForeignKeyFieldInstance) and field.related_model in WHO
        if name not in acted(model) and own(model) is None
    ]

    assert missed == []


async def test_each_file_of_an_export_is_explained() -> None:
    names = {source.name for source in sources() if not source.name.startswith("done/")}

    assert names == set(DESCRIPTIONS)


async def test_each_kind_of_data_has_its_term_and_says_why() -> None:
    assert set(TERMS) == set(RetentionKind)
    assert all(0 < len(term.reason) <= 300 for term in TERMS.values())

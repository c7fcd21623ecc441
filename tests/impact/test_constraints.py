"""What the database refuses, by the name of the constraint."""

from typing import Any

import pytest
from tortoise.exceptions import IntegrityError

from tests.make import impact as make

pytestmark = pytest.mark.usefixtures("connection")


def broken_constraint(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    name = error.value.__cause__.constraint_name  # type: ignore[union-attr]
    return str(name)


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"key": "desks occupied"}, "figure_key_format"),
        ({"definition": ""}, "figure_explained"),
        ({"source": ""}, "figure_explained"),
    ],
)
async def test_the_database_refuses(given: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as error:
        await make.figure(**given)

    assert broken_constraint(error) == constraint


async def test_a_source_speaks_once_about_a_day() -> None:
    await make.figure("35.00")

    with pytest.raises(IntegrityError) as error:
        await make.figure("66.00")

    assert broken_constraint(error) == "figure_once_per_source"

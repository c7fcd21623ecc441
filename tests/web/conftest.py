"""A hub with demo data for what only a whole hub can show."""

from collections.abc import Generator
from uuid import uuid4

import pytest

from tests import databases, hub_process


@pytest.fixture(scope="session")
def demo_hub(server_url: str, migrated_template: str) -> Generator[hub_process.RunningHub]:
    """`hub serve --demo` on a database of its own."""
    name = f"{migrated_template}_{uuid4().hex[:8]}"
    database_url = databases.copy(server_url, name, of=migrated_template)
    with hub_process.running(database_url, "--demo") as hub:
        yield hub
    databases.drop(server_url, name)

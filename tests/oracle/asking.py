"""How random documents are asked: from which fields on, how patiently, and from which cursors."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.oracle.writing.documents import Request

ROOTS: Mapping[str, Sequence[str]] = {
    "common": ("node", "nodes", "viewer", "search", "impact"),
    "accounts": ("viewer", "accounts", "invitations"),
    "members": ("organizations", "organization", "members", "directory", "people", "memberships"),
    "todo": ("todo",),
    "incubation": ("startups", "startup", "programmes", "intakes", "applications"),
    "spaces": ("sites", "spaces", "space", "bookings", "membershipTypes"),
    "projects": (
        "fundingCalls",
        "proposals",
        "projects",
        "project",
        "agreements",
        "opportunities",
    ),
}

# Documents are long to draw, and shrunk ones say more than those that are replayed.
UNHURRIED = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


def cursors_of(request: Request, found: Any, data: st.DataObject) -> dict[str, str]:
    """A cursor of the first answer for each variable that takes one, where there are any."""
    chosen = {
        name: [edge["cursor"] for edges in _under(found, key) for edge in edges]
        for name, key in request.cursors
    }
    return {
        name: data.draw(st.sampled_from(cursors), label=name)
        for name, cursors in chosen.items()
        if cursors
    }


def _under(value: Any, key: str) -> Iterator[Any]:
    """All that stands under a response key, however deep."""
    if isinstance(value, dict):
        yield from [value[key]] if key in value else []
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _under(each, key)

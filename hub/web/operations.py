"""The ready-made operations that GraphiQL offers: GraphQL files, one folder a desk."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypedDict

DESKS = ("direction", "front-desk", "incubation", "projects", "municipality")
"""Folders of `operations/` in the order in which the page shows them."""


class Title(TypedDict):
    en: str
    it: str


class Operation(TypedDict):
    desk: str
    name: str
    title: Title
    document: str


@cache
def operations() -> list[Operation]:
    """All operations, desk by desk, each desk's in the order of their file names."""
    return [
        _operation(desk, file)
        for desk in DESKS
        for file in sorted(_folder(desk).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".graphql")
    ]


def _folder(desk: str) -> Traversable:
    return files("hub").joinpath("web", "operations", desk)


def _operation(desk: str, file: Traversable) -> Operation:
    document = file.read_text(encoding="utf-8")
    # The first line of a file is its title: "# English | Italiano".
    english, italian = document.partition("\n")[0].removeprefix("#").split("|")
    title = Title(en=english.strip(), it=italian.strip())
    return Operation(
        desk=desk, name=file.name.removesuffix(".graphql"), title=title, document=document
    )

"""Relay connections: a page of a list, with keyset cursors."""

from typing import Generic, TypeVar

import strawberry

T = TypeVar("T")

DEFAULT_PAGE = 20
LARGEST_PAGE = 100


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first row of this page; null when the page is empty."
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last row of this page; null when the page is empty."
    )


@strawberry.type(description="A row of a page, with its place in the list.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(
        description="The row's place; it stays right while rows come and go."
    )
    node: T = strawberry.field(description="The row.")


@strawberry.type(description="A page of a list: at most 100 rows, 20 unless asked otherwise.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The rows of this page with cursors.")
    nodes: list[T] = strawberry.field(description="The rows of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands in the list.")
    total_count: int = strawberry.field(
        description="How many rows the whole list has for this viewer; counted only when asked."
    )

"""Choices of a random document, drawn so that the simplest one comes first."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


class Choice:
    """A source of choices."""

    def __init__(self, draw: Callable[[SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        number: int = self._draw(_numbers(low, high))
        return number

    def among(self, items: Sequence[T]) -> T:
        return items[self.number(0, len(items) - 1)]

    def some(self, items: Sequence[T], *, most: int) -> list[T]:
        return [self.among(items) for _ in range(self.number(0, most))] if items else []

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent


@cache
def _numbers(low: int, high: int) -> SearchStrategy[int]:
    return st.integers(low, high)

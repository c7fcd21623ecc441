"""What was used last, within a budget."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The entries used last whose weights add up to at most `budget`.

    An entry that weighs more than a thirtieth of the budget is not kept: one client's oversized
    request does not push out what the others use.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._weight = 0
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, weight: int) -> None:
        if weight * 30 > self._budget:
            return
        _, former = self._entries.pop(key, (None, 0))
        self._entries[key] = (value, weight)
        self._weight += weight - former
        while self._weight > self._budget:
            _, (_, dropped) = self._entries.popitem(last=False)
            self._weight -= dropped

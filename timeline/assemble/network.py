"""A simple temporal network: one interval of days for each visit, and "this one before that one" between them.

Relations are added one by one, the strongest first. Each is propagated until the intervals stand still; one that
contradicts what already stands (a circle, or an empty interval) is refused and leaves no trace.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Sequence


class Network:
    """Intervals `[low, high]` on the days of the nodes 0..n-1, and the accepted relations between them."""

    def __init__(self, bounds: Sequence[tuple[int, int]]) -> None:
        self.low = [low for low, _ in bounds]
        self.high = [high for _, high in bounds]
        self._after: list[dict[int, int | None]] = [{} for _ in bounds]
        self._before: list[dict[int, int | None]] = [{} for _ in bounds]

    def add(self, first: int, second: int, gap: int | None = 0) -> bool:
        """Puts `first` before `second`, whose day is then at least `gap` days after that of `first`.

        A `gap` of None orders the two and leaves their days alone. Returns False if that contradicts what stands.
        """
        if first == second or self._reaches(second, first):
            return False
        if second in self._after[first]:
            return True
        self._after[first][second] = gap
        self._before[second][first] = gap
        if gap is None or self._settle((first, second)):
            return True
        del self._after[first][second], self._before[second][first]
        return False

    def not_before(self, node: int, day: int) -> bool:
        """Raises the lower bound of a node. Returns False, and changes nothing, if that empties an interval."""
        return self._bound(node, day, self.high[node])

    def order(self, keys: Sequence[tuple[object, ...]]) -> list[int]:
        """All nodes in an order that keeps every accepted relation; where they leave a choice the smaller key first."""
        waiting = [len(before) for before in self._before]
        heap: list[tuple[tuple[object, ...], int]] = [(keys[i], i) for i, n in enumerate(waiting) if not n]
        heapq.heapify(heap)
        found = []
        while heap:
            _, node = heapq.heappop(heap)
            found.append(node)
            for later in self._after[node]:
                waiting[later] -= 1
                if not waiting[later]:
                    heapq.heappush(heap, (keys[later], later))
        return found

    def _bound(self, node: int, low: int, high: int) -> bool:
        old = self.low[node], self.high[node]
        self.low[node], self.high[node] = max(low, old[0]), min(high, old[1])
        if self.low[node] <= self.high[node] and self._settle((node,)):
            return True
        self.low[node], self.high[node] = old
        return False

    def _reaches(self, start: int, goal: int) -> bool:
        seen, stack = {start}, [start]
        while stack:
            node = stack.pop()
            if goal in self._after[node]:
                return True
            for later in self._after[node]:
                if later not in seen:
                    seen.add(later)
                    stack.append(later)
        return False

    def _moves(self, node: int) -> Iterator[tuple[int, int, int]]:
        """What the interval of a node asks of its neighbours: neighbour, lower bound, upper bound."""
        for later, gap in self._after[node].items():
            if gap is not None:
                yield later, self.low[node] + gap, self.high[later]
        for earlier, gap in self._before[node].items():
            if gap is not None:
                yield earlier, self.low[earlier], self.high[node] - gap

    def _settle(self, changed: Sequence[int]) -> bool:
        """Propagates from the changed nodes until nothing moves; on an empty interval everything is put back."""
        undo: list[tuple[int, int, int]] = []
        queue = deque(changed)
        while queue:
            node = queue.popleft()
            for other, low, high in self._moves(node):
                if low <= self.low[other] and high >= self.high[other]:
                    continue
                undo.append((other, self.low[other], self.high[other]))
                self.low[other], self.high[other] = max(low, self.low[other]), min(high, self.high[other])
                if self.low[other] > self.high[other]:
                    for back, old_low, old_high in reversed(undo):
                        self.low[back], self.high[back] = old_low, old_high
                    return False
                queue.append(other)
        return True

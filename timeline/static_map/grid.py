"""Finds what lies near a rectangle without looking at everything: things are kept by the squares they touch."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

from timeline.static_map.scene import Box

T = TypeVar("T")
_SIDE = 48.0  # pixels; about the size of a label


class Grid(Generic[T]):
    """Things with their bounding boxes, in pixels."""

    def __init__(self, window: Box) -> None:
        self._window = window.grown(_SIDE)
        self._cells: defaultdict[tuple[int, int], list[T]] = defaultdict(list)

    def add(self, bounds: Box, thing: T) -> None:
        """Keeps a thing; what lies outside the window, where nothing is ever asked for, is left out."""
        for cell in self._touched(bounds):
            self._cells[cell].append(thing)

    def near(self, bounds: Box) -> Iterator[T]:
        """The things whose bounding boxes may touch `bounds`, some of them more than once."""
        for cell in self._touched(bounds):
            yield from self._cells.get(cell, ())

    def _touched(self, bounds: Box) -> Iterator[tuple[int, int]]:
        w = self._window
        columns = range(_cell(max(bounds.left, w.left)), _cell(min(bounds.right, w.right)) + 1)
        rows = range(_cell(max(bounds.top, w.top)), _cell(min(bounds.bottom, w.bottom)) + 1)
        return ((column, row) for column in columns for row in rows)


def _cell(x: float) -> int:
    return math.floor(x / _SIDE)

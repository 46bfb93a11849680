"""Cutting rings and lines to a rectangle, and at the edge of a world map.

A ring may turn inside out in an azimuthal projection, so that it is no valid polygon; cutting it side by side
(I. E. Sutherland, G. W. Hodgman, CACM 17, 1974) works all the same, where geometry libraries refuse it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from timeline.static_map.scene import XY, Box


def cut(ring: Sequence[XY], box: Box) -> list[XY]:
    """The part of a closed ring inside the box, empty if none is."""
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, box.left, float.__ge__), (0, box.right, float.__le__),
        (1, box.top, float.__ge__), (1, box.bottom, float.__le__),
    )  # fmt: skip
    found = list(ring)
    for axis, limit, inside in sides:
        found = _side(found, axis, float(limit), inside)
    return found


def _side(ring: list[XY], axis: int, limit: float, inside: Callable[[float, float], bool]) -> list[XY]:
    kept: list[XY] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, now = inside(float(before[axis]), limit), inside(float(point[axis]), limit)
        if was != now:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if now:
            kept.append(point)
    return kept


def turned(ring: Sequence[XY], longitude: float) -> list[list[XY]]:
    """A ring in degrees as the parts within 180 degrees of the central `longitude`, running on beyond +-180."""
    world = Box(longitude - 180.0, -90.0, longitude + 180.0, 90.0)
    copies = ([(x + shift, y) for x, y in ring] for shift in (-360.0, 0.0, 360.0))
    return [part for copy in copies if len(part := cut(copy, world)) > 2]


def split(line: Sequence[XY], longitude: float) -> list[list[XY]]:
    """A line in degrees brought within 180 degrees of `longitude`, broken where it leaves the map at the edge."""
    near = [(longitude + (x - longitude + 180.0) % 360.0 - 180.0, y) for x, y in line]
    parts = [near[:1]]
    for (x1, _), point in pairwise(near):
        if abs(point[0] - x1) > 180.0:
            parts.append([])
        parts[-1].append(point)
    return [part for part in parts if len(part) > 1]


def holds(ring: Sequence[XY], point: XY) -> bool:
    """Whether the ring goes around the point (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside

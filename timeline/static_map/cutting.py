"""Cutting rings and lines to a rectangle, and at the edge of a world map.

A ring may turn inside out in an azimuthal projection, so that it is no valid polygon; cutting it side by side
(I. E. Sutherland, G. W. Hodgman, CACM 17, 1974) works all the same, where geometry libraries refuse it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from timeline.static_map.scene import XY, Box

_POLEWARD, _TURN = 85.0, 45.0
"""Beyond this latitude a step that turns the longitude by more than this passes the pole, on a map whose edge it is."""


def cut(ring: Sequence[XY], box: Box) -> list[XY]:
    """The part of a closed ring inside the box, empty if none is."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    reach = Box(min(xs), min(ys), max(xs), max(ys))
    if reach.inside(box):
        return list(ring)
    if not reach.overlaps(box):
        return []
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


def stretch(box: Box, a: XY, b: XY) -> tuple[float, float] | None:
    """The part of the way from `a` to `b` (0 to 1) that is in the box, None if none is (Liang and Barsky's test)."""
    first, last = 0.0, 1.0
    for delta, low, high in (
        (b[0] - a[0], box.left - a[0], box.right - a[0]),
        (b[1] - a[1], box.top - a[1], box.bottom - a[1]),
    ):
        if delta == 0:
            if low > 0 or high < 0:
                return None
            continue
        enter, leave = sorted((low / delta, high / delta))
        first, last = max(first, enter), min(last, leave)
        if first > last:
            return None
    return first, last


def cut_line(line: Sequence[XY], box: Box) -> list[tuple[XY, ...]]:
    """The parts of a line inside the box."""
    parts: list[list[XY]] = []
    whole = False  # whether the stretch before ended inside
    for a, b in pairwise(line):
        part = stretch(box, a, b)
        if part is None or part[0] == part[1]:
            whole = False
            continue
        start, end = (_along(a, b, part[0]), _along(a, b, part[1]))
        if whole and part[0] == 0.0:
            parts[-1].append(end)
        else:
            parts.append([start, end])
        whole = part[1] == 1.0
    return [tuple(part) for part in parts]


def _along(a: XY, b: XY, part: float) -> XY:
    if part in (0.0, 1.0):
        return b if part else a
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def turned(ring: Sequence[XY], longitude: float) -> list[list[XY]]:
    """A ring in degrees as the parts within 180 degrees of the central `longitude`, running on beyond +-180."""
    world = Box(longitude - 180.0, -90.0, longitude + 180.0, 90.0)
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    if world.left <= west and east <= world.right:
        return [list(ring)]
    copies = ([(x + shift, y) for x, y in ring] for shift in (-360.0, 0.0, 360.0))
    return [part for copy in copies if len(part := cut(copy, world)) > 2]


def split(line: Sequence[XY], longitude: float) -> list[list[XY]]:
    """A line in degrees brought within 180 degrees of `longitude`, cut where it leaves the map at the edge.

    The parts end and begin on the edge itself: the meridian opposite `longitude`, or the pole where it passes there.
    """
    near = [(longitude + (x - longitude + 180.0) % 360.0 - 180.0, y) for x, y in line]
    parts = [near[:1]]
    for before, point in pairwise(near):
        if edge := _edge(before, point, longitude):
            parts[-1].append(edge[0])
            parts.append([edge[1]])
        parts[-1].append(point)
    return [part for part in parts if len(part) > 1]


def _edge(before: XY, point: XY, longitude: float) -> tuple[XY, XY] | None:
    """Where the line leaves the map between two of its points, and where it comes in again; None if it stays."""
    (x1, y1), (x2, y2) = before, point
    if abs(y1) > _POLEWARD and abs(y2) > _POLEWARD and abs(x2 - x1) > _TURN:
        pole = 90.0 if y1 > 0 else -90.0
        return (x1, pole), (x2, pole)
    if abs(x2 - x1) <= 180.0:
        return None
    side = 180.0 if x1 > longitude else -180.0
    edge = longitude + side
    part = (edge - x1) / (x2 + 2 * side - x1) if x2 + 2 * side != x1 else 0.0
    latitude = y1 + part * (y2 - y1)
    return (edge, latitude), (edge - 2 * side, latitude)


def filled(line: Sequence[XY], step: float) -> list[XY]:
    """The line with points added so that no two lie further apart than `step`, for lines that a projection bends."""
    found = list(line[:1])
    for (x1, y1), (x2, y2) in pairwise(line):
        pieces = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) / step))
        found += [(x1 + (x2 - x1) * i / pieces, y1 + (y2 - y1) * i / pieces) for i in range(1, pieces + 1)]
    return found


def thinned(line: Sequence[XY], least: float) -> list[XY]:
    """The line without the points that lie nearer to the one kept before them than `least`; its ends stay."""
    kept = list(line[:1])
    for x, y in line[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept + list(line[1:][-1:])


def holds(ring: Sequence[XY], point: XY) -> bool:
    """Whether the ring goes around the point (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside

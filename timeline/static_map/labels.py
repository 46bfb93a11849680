"""Where the names of the stops go: beside their markers, clear of each other, of all markers and of the lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from timeline.static_map.cutting import stretch
from timeline.static_map.fonts import width
from timeline.static_map.grid import Grid
from timeline.static_map.scene import XY, Anchor, Box

# directions in the order in which a reader likes them: right, left, above, below, then aslant
_TURNS = (0, 180, 270, 90, 330, 30, 210, 150, 300, 60, 240, 120)
_REACH = (1.0, 1.7, 2.8, 4.2, 6.0, 8.5, 11.5)


Line: TypeAlias = tuple[str, float, bool]
"""Text, size, whether bold."""
Segment: TypeAlias = tuple[XY, XY]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to be placed at a marker of radius `radius`; only the first line where there is no room for all."""

    at: XY
    radius: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label's lines, box and anchor; `leader` leads to the marker where the label stands apart."""

    lines: tuple[Line, ...]
    box: Box
    anchor: Anchor
    leader: tuple[XY, XY] | None


def place(
    wanted: Sequence[Wanted], window: Box, taken: Iterable[Box], ways: Sequence[Sequence[XY]]
) -> list[Placed | None]:
    """A place for each label, None where none is free; earlier labels choose first."""
    boxes, segments = Grid[Box](window), Grid[Segment](window)
    for box in taken:
        boxes.add(box, box)
    for way in ways:
        for a, b in pairwise(way):
            segments.add(_bounds(a, b), (a, b))
    found: list[Placed | None] = []
    for one in wanted:
        spot = _spot(one, window, boxes, segments)
        found.append(spot)
        if spot is not None:
            boxes.add(spot.box, spot.box)
            if spot.leader:
                segments.add(_bounds(*spot.leader), spot.leader)
    return found


def _spot(one: Wanted, window: Box, boxes: Grid[Box], segments: Grid[Segment]) -> Placed | None:
    """The first free spot whose leader crosses nothing, else the first free one."""
    for lines in dict.fromkeys((one.lines, one.lines[:1])):
        second: Placed | None = None
        for spot in _spots(one, lines):
            if _free(spot.box, window, boxes, segments):
                if _plain(spot, boxes, segments):
                    return spot
                second = second or spot
        if second:
            return second
    return None


def _bounds(a: XY, b: XY) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _spots(one: Wanted, lines: tuple[Line, ...]) -> Iterable[Placed]:
    wide = max(width(text, size, bold) for text, size, bold in lines)
    high = sum(size * 1.22 for _, size, _ in lines)
    for reach in _REACH:
        away = one.radius * reach + 4
        for turn in _TURNS:
            dx, dy = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            x, y = one.at[0] + dx * away, one.at[1] + dy * away
            anchor: Anchor = "start" if dx > 0.3 else "end" if dx < -0.3 else "middle"
            left = x if anchor == "start" else x - wide if anchor == "end" else x - wide / 2
            top = y - high / 2 if abs(dx) > 0.3 else y - high if dy < 0 else y
            leader = (one.at, (x, y)) if reach > 2 else None
            yield Placed(lines, Box(left, top, left + wide, top + high), anchor, leader)


def _free(box: Box, window: Box, boxes: Grid[Box], segments: Grid[Segment]) -> bool:
    if not box.inside(window.grown(-3)):
        return False
    near = box.grown(2)
    if any(box.overlaps(other, 1.5) for other in boxes.near(near)):
        return False
    return not any(crosses(near, a, b) for a, b in segments.near(near))


def _plain(spot: Placed, boxes: Grid[Box], segments: Grid[Segment]) -> bool:
    """Whether the leader runs over nothing on its way from the marker (which itself touches lines and its box)."""
    if spot.leader is None:
        return True
    (x1, y1), end = spot.leader
    start = (x1 + (end[0] - x1) * 0.5, y1 + (end[1] - y1) * 0.5)
    near = _bounds(start, end)
    return not (
        any(_meet(start, end, a, b) for a, b in segments.near(near))
        or any(crosses(box, start, end) for box in boxes.near(near))
    )


def _meet(a: XY, b: XY, c: XY, d: XY) -> bool:
    """Whether the stretches a-b and c-d cross."""

    def side(p: XY, q: XY, r: XY) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


def crosses(box: Box, a: XY, b: XY) -> bool:
    """Whether the line from `a` to `b` touches the box."""
    return stretch(box, a, b) is not None


def crosses_any(box: Box, way: Sequence[XY]) -> bool:
    """Whether any stretch of the line touches the box."""
    return any(crosses(box, a, b) for a, b in pairwise(way))

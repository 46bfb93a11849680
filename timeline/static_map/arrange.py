"""Where the maps of a picture lie: one, one with an inset of the region that most stops crowd, or one each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.errors import UnknownNameError
from timeline.static_map.labels import crosses_any
from timeline.static_map.route import Route, Stop
from timeline.static_map.scene import XY, Box
from timeline.static_map.view import View, fitted

LAYOUTS = ("auto", "one", "each")
_MOST_EACH = 12
"""With more travellers than this the small maps would be too small to read."""
_ASPECT = 1.5
_ALIKE = 0.5
"""Small maps share one view if that costs none of them more than this part of its own scale."""

_LEAST_CROWD = 4
_CROWDED = ((0.11, 0.14), (0.17, 0.21), (0.26, 0.32))
"""Parts of the map's width and height that count as one region, the densest first."""
_GAIN, _GAIN_BESIDE = 2.2, 2.5
"""An inset is drawn if it shows its region at least so many times larger than the map: in a corner, and beside it."""
_SIZES = (0.5, 0.44, 0.38, 0.33)
_SPLIT = 0.54


@dataclass(frozen=True, slots=True)
class Inset:
    """A region enlarged: its stops, where it is on the map, its own view, and the line that leads from one to other."""

    stops: tuple[Stop, ...]
    region: Box
    view: View
    link: tuple[XY, XY]


def each_apart(layout: str, travellers: int) -> bool:
    """Whether each traveller has a map of his own. Raises `UnknownNameError` for another layout."""
    if layout not in LAYOUTS:
        raise UnknownNameError("layout", layout, LAYOUTS)
    return travellers > 1 and (layout == "each" or (layout == "auto" and travellers <= _MOST_EACH))


def grid(count: int, room: Box, gap: float, caption: float) -> list[Box]:
    """Windows for so many maps, in rows, each with a caption above it, in a shape near to that of a page."""
    wide, high = room.right - room.left, room.bottom - room.top

    def shape_of(columns: int) -> float:
        rows = math.ceil(count / columns)
        ratio = (wide / columns) / max(1.0, high / rows - caption)
        return abs(math.log(ratio / _ASPECT)) + (rows * columns - count) / count

    columns = min(range(1, count + 1), key=lambda n: (shape_of(n), n))
    rows = math.ceil(count / columns)
    across, down = (wide - gap * (columns - 1)) / columns, (high - gap * (rows - 1)) / rows
    found = []
    for number in range(count):
        left = room.left + (number % columns) * (across + gap)
        top = room.top + (number // columns) * (down + gap)
        found.append(Box(left, top + caption, left + across, top + down))
    return found


def views(parts: Sequence[Route], windows: Sequence[Box], projection: str) -> list[View]:
    """A view for each of the small maps: the same for all if that shows each well enough, else its own."""
    own = [fitted(part.places(), part.ways(), window, projection) for part, window in zip(parts, windows, strict=True)]
    stops = [point for part in parts for point in part.places()]
    ways = [point for part in parts for point in part.ways()]
    shared = [fitted(stops, ways, window, projection) for window in windows]
    alike = all(s.scale >= _ALIKE * o.scale for s, o in zip(shared, own, strict=True))
    return shared if alike else own


def with_inset(found: Route, view: View, unit: float, projection: str) -> tuple[View, Inset | None]:
    """The map's view and its inset, if most stops crowd one region: in a corner, or beside a narrower map."""
    crowd = _crowd(found, view)
    if not crowd:
        return view, None
    for window in _corners(view.window, 14 * unit):
        inset = _inset(crowd, view, window, unit)
        if inset and _clear(found, view, inset, unit):
            return view, inset
    main, window = _halves(view.window, 10 * unit)
    narrow = fitted(found.places(), found.ways(), main, projection)
    inset = _inset(crowd, narrow, window, unit)
    # half the room is a price that must be worth its while
    return (narrow, inset) if inset and inset.view.scale >= _GAIN_BESIDE * view.scale else (view, None)


def _crowd(found: Route, view: View) -> tuple[Stop, ...]:
    """The stops of the smallest part of the map that holds at least half of them; none if there is no such part."""
    window = view.window
    spots = [(stop, view.place(stop.point)) for stop in found.stops]
    least = max(_LEAST_CROWD, math.ceil(len(spots) / 2))
    for part_x, part_y in _CROWDED:
        half_x = part_x * (window.right - window.left) / 2
        half_y = part_y * (window.bottom - window.top) / 2
        around = (
            tuple(stop for stop, (a, b) in spots if abs(a - x) <= half_x and abs(b - y) <= half_y)
            for _, (x, y) in spots
        )
        crowd: tuple[Stop, ...] = max(around, key=len, default=())
        if len(crowd) >= least:
            return _rounded_off(crowd, spots, window)
    return ()


def _rounded_off(crowd: tuple[Stop, ...], spots: Sequence[tuple[Stop, XY]], window: Box) -> tuple[Stop, ...]:
    """The crowd with its near neighbours, as far as all of them are still one region."""
    xs, ys = zip(*(spot for stop, spot in spots if stop in crowd), strict=True)
    wide, high = window.right - window.left, window.bottom - window.top
    (near_x, near_y), (most_x, most_y) = _CROWDED[0], _CROWDED[-1]
    reach = Box(
        min(xs) - near_x * wide / 2,
        min(ys) - near_y * high / 2,
        max(xs) + near_x * wide / 2,
        max(ys) + near_y * high / 2,
    )
    more = [(stop, spot) for stop, spot in spots if reach.holds(spot)]
    xs, ys = zip(*(spot for _, spot in more), strict=True)
    one_region = max(xs) - min(xs) <= most_x * wide and max(ys) - min(ys) <= most_y * high
    return tuple(stop for stop, _ in more) if one_region else crowd


def _inset(crowd: tuple[Stop, ...], view: View, window: Box, unit: float) -> Inset | None:
    inner = fitted([stop.point for stop in crowd], (), window)
    if inner.scale < _GAIN * view.scale:
        return None
    xs, ys = zip(*(view.place(stop.point) for stop in crowd), strict=True)
    region = Box(min(xs), min(ys), max(xs), max(ys)).grown(10 * unit)
    return Inset(crowd, region, inner, _link(region, window))


def _link(region: Box, window: Box) -> tuple[XY, XY]:
    """The shortest line between two boxes, from middle to middle where they face each other."""

    def ends(low: float, high: float, other_low: float, other_high: float) -> tuple[float, float]:
        if high < other_low:
            return high, other_low
        if other_high < low:
            return low, other_high
        middle = (max(low, other_low) + min(high, other_high)) / 2
        return middle, middle

    (x1, x2), (y1, y2) = (
        ends(region.left, region.right, window.left, window.right),
        ends(region.top, region.bottom, window.top, window.bottom),
    )
    return (x1, y1), (x2, y2)


def _corners(window: Box, pad: float) -> Iterator[Box]:
    """Rooms for an inset, the larger first."""
    w = window.grown(-pad)
    for part in _SIZES:
        wide, high = part * (window.right - window.left), part * (window.bottom - window.top)
        for left in (w.left, w.right - wide):
            for top in (w.bottom - high, w.top):
                yield Box(left, top, left + wide, top + high)


def _clear(found: Route, view: View, inset: Inset, unit: float) -> bool:
    """Whether the inset hides nothing of the route and leaves room for the names of the other stops."""
    window = inset.view.window
    if window.overlaps(inset.region, 10 * unit):
        return False
    others = (view.place(stop.point) for stop in found.stops if stop not in inset.stops)
    if any(window.grown(30 * unit).holds(spot) for spot in others):
        return False
    return not any(crosses_any(window, part) for leg in found.legs for part in view.way(leg.points))


def _halves(window: Box, gap: float) -> tuple[Box, Box]:
    wide, high = window.right - window.left, window.bottom - window.top
    if wide >= high:
        at = window.left + wide * _SPLIT
        return Box(window.left, window.top, at, window.bottom), Box(at + gap, window.top, window.right, window.bottom)
    at = window.top + high * _SPLIT
    return Box(window.left, window.top, window.right, at), Box(window.left, at + gap, window.right, window.bottom)

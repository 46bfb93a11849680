"""Lays a static map out: title, land, borders, routes, markers, labels, legend, scale and sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from timeline.records import Trips
from timeline.static_map import basemap
from timeline.static_map.fonts import clean, width
from timeline.static_map.labels import Placed, Wanted, place
from timeline.static_map.margins import KEY_ROW, key_rows, margins, most_rows, shortened_to, title_of
from timeline.static_map.markers import box, parted
from timeline.static_map.route import Route, Stop, numbers, route
from timeline.static_map.scene import XY, Box, Lines, Pill, Scene, Shape, Text
from timeline.static_map.themes import DASHES, Theme
from timeline.static_map.view import View, fitted

_NAME, _DAYS, _NUMBER = 16.0, 12.5, 12.5
_MARKER = 22.0
# the key below the map takes room from it, so that fewer labels may fit
_PASSES = 3


def compose(trips: Trips, *, size: tuple[int, int], title: str, theme: Theme, borders: bool) -> Scene:
    """The picture of the trips in `size` pixels. Without a placed stop it shows the world and says so."""
    found = route(trips)
    unit = max(0.6, min(size) / 1000)
    said = clean(title) or title_of(found)
    rows, most = 0, most_rows(unit, size)
    for last in range(_PASSES):
        window = Box(0, 64 * unit, size[0], size[1] - (62 + rows * KEY_ROW) * unit)
        view = fitted(found, window)
        marks, boxes, unnamed = _labelled(found, view, theme, unit)
        several = len(found.travellers) > 1
        key = key_rows(unnamed, unit, size, several=several, most=rows if last == _PASSES - 1 else most)
        if len(key) <= rows:
            break
        rows = len(key)
    shapes = [*_ground(view, theme, borders), *_routes(found, view, theme, unit), *marks]
    shapes += margins(found, view, theme, unit, size, title=said, borders=borders, key=key)
    told = "; ".join(f"{numbers(s)} {s.name}: {', '.join(s.visits)}" for s in found.stops)
    return Scene(size[0], size[1], said, told or "No trip was found.", theme.paper, window, tuple(shapes), tuple(boxes))


def _ground(view: View, theme: Theme, borders: bool) -> list[Shape]:
    frame = view.frame()

    def pixels(lines: Sequence[Sequence[XY]]) -> tuple[tuple[XY, ...], ...]:
        return tuple(tuple(view.pixel(p) for p in line) for line in lines)

    earth = pixels([basemap.globe(view.projection, frame)])
    shapes: list[Shape] = [Lines(earth, closed=True, fill=theme.sea, stroke=theme.border, width=0.6)]
    land = pixels(basemap.rings("land", view.projection, frame))
    shapes.append(Lines(land, closed=True, fill=theme.land, stroke=theme.border, width=0.6))
    lakes = pixels(basemap.rings("lakes", view.projection, frame))
    shapes.append(Lines(lakes, closed=True, fill=theme.sea))
    if borders:
        shapes.append(Lines(pixels(basemap.lines("borders", view.projection, frame)), stroke=theme.border, width=0.9))
        disputed = pixels(basemap.lines("disputed", view.projection, frame))
        shapes.append(Lines(disputed, stroke=theme.disputed, width=0.9, dash=(3.0, 3.0)))
    return shapes


def _routes(found: Route, view: View, theme: Theme, unit: float) -> list[Shape]:
    shapes: list[Shape] = []
    for leg in found.legs:
        parts = tuple(view.way(leg.points))
        ink = theme.cancelled if leg.status == "cancelled" else theme.routes[leg.colour % len(theme.routes)]
        shapes.append(Lines(parts, stroke=theme.halo, width=4.4 * unit))
        shapes.append(Lines(parts, stroke=ink, width=2.2 * unit, dash=tuple(d * unit for d in DASHES[leg.status])))
        if leg.status != "cancelled":
            shapes += [Lines((head,), closed=True, fill=ink) for head in _arrow(parts, 7.0 * unit)]
    return shapes


def _arrow(parts: Sequence[Sequence[XY]], size: float) -> list[tuple[XY, ...]]:
    """An arrow head in the middle of the longest part, where that is long enough to carry one."""
    line = max(parts, key=_length, default=())
    total = _length(line)
    if total < 7 * size:
        return []
    gone = 0.0
    for (x1, y1), (x2, y2) in pairwise(line):
        step = math.hypot(x2 - x1, y2 - y1)
        if step and gone + step >= total * 0.55:
            ux, uy = (x2 - x1) / step, (y2 - y1) / step
            tip = (x1 + ux * size, y1 + uy * size)
            back = (x1 - ux * size * 0.5, y1 - uy * size * 0.5)
            side = (-uy * size * 0.62, ux * size * 0.62)
            return [(tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))]
        gone += step
    return []


def _length(line: Sequence[XY]) -> float:
    return sum(math.hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))


def _labelled(found: Route, view: View, theme: Theme, unit: float) -> tuple[list[Shape], list[Box], list[Stop]]:
    """Markers and labels, the labels' boxes, and the stops whose label found no room."""
    spots = [view.place(stop.point) for stop in found.stops]
    widths = [max(width(numbers(s), _NUMBER * unit, True) + 9 * unit, _MARKER * unit) for s in found.stops]
    middles = parted(spots, widths, _MARKER * unit, 2 * unit)
    pills = [box(middle, wide, _MARKER * unit) for middle, wide in zip(middles, widths, strict=True)]
    wanted = [_wanted(*each, unit) for each in zip(found.stops, middles, widths, strict=True)]
    ways = [part for leg in found.legs for part in view.way(leg.points)]
    places = place(wanted, view.window, pills, ways)
    shapes: list[Shape] = []
    for stop, placed in zip(found.stops, places, strict=True):
        if placed:
            shapes += _words(placed, theme, unit, struck=stop.cancelled)
    for stop, spot, pill in zip(found.stops, spots, pills, strict=True):
        shapes += _marker(stop, spot, pill, theme, unit)
    unnamed = [stop for stop, placed in zip(found.stops, places, strict=True) if not placed]
    return shapes, [placed.box for placed in places if placed], unnamed


def _wanted(stop: Stop, middle: XY, wide: float, unit: float) -> Wanted:
    lines = [(stop.name, _NAME * unit, True)]
    if stop.visits:
        lines.append((shortened_to("; ".join(stop.visits), _DAYS * unit, 300 * unit), _DAYS * unit, False))
    return Wanted(middle, max(_MARKER * unit, wide) / 2, tuple(lines))


def _marker(stop: Stop, spot: XY, pill: Box, theme: Theme, unit: float) -> list[Shape]:
    """The numbered marker; where it had to move, a dot stands at the place itself."""
    ink = theme.cancelled if stop.cancelled else theme.routes[stop.colour % len(theme.routes)]
    hollow = stop.planned or stop.cancelled
    middle = ((pill.left + pill.right) / 2, (pill.top + pill.bottom) / 2)
    shapes: list[Shape] = []
    if math.dist(middle, spot) > 3 * unit:
        shapes.append(Lines(((spot, middle),), stroke=ink, width=1.2 * unit))
        shapes.append(Pill(box(spot, 6 * unit, 6 * unit), ink, theme.halo, unit, 3 * unit))
    shapes.append(Pill(pill, theme.paper if hollow else ink, ink, 2 * unit, _MARKER * unit / 2))
    number, baseline = numbers(stop), middle[1] + _NUMBER * unit * 0.36
    fill = ink if hollow else theme.on_route
    shapes.append(Text(middle[0], baseline, number, _NUMBER * unit, fill, "middle", bold=True))
    return shapes


def _words(placed: Placed, theme: Theme, unit: float, *, struck: bool) -> list[Shape]:
    """The lines of a label, with the line that leads to its marker; the name struck through if the stop is off."""
    shapes: list[Shape] = []
    if placed.leader:
        shapes.append(Lines((placed.leader,), stroke=theme.faint, width=0.8 * unit))
    space = placed.box
    x = {"start": space.left, "end": space.right}.get(placed.anchor, (space.left + space.right) / 2)
    y = space.top
    for text, size, bold in placed.lines:
        y += size * 1.22
        fill = theme.ink if bold else theme.faint
        shapes.append(Text(x, y - size * 0.28, text, size, fill, placed.anchor, bold, theme.halo))
    if struck:
        text, size, bold = placed.lines[0]
        wide, line = width(text, size, bold), space.top + size * 0.66
        left = {"start": x, "end": x - wide}.get(placed.anchor, x - wide / 2)
        shapes.append(Lines((((left, line), (left + wide, line)),), stroke=theme.ink, width=1.4 * unit))
    return shapes

"""One map of a picture: land, borders, routes, markers and labels in its window."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.static_map import basemap
from timeline.static_map.cutting import thinned
from timeline.static_map.fonts import width
from timeline.static_map.labels import Placed, Wanted, place
from timeline.static_map.margins import shortened_to
from timeline.static_map.markers import box, parted
from timeline.static_map.route import Route, Stop, numbers
from timeline.static_map.scene import XY, Box, Lines, Pill, Plate, Shape, Text
from timeline.static_map.themes import DASHES, Theme
from timeline.static_map.view import View

_NAME, _DAYS, _NUMBER = 16.0, 12.5, 12.5
_MARKER = 22.0
_DOT = 7.0
_FINEST = 0.5  # pixels; coasts and borders are not drawn finer than this


@dataclass(frozen=True, slots=True)
class Panel:
    """A map that is laid out: its route and view, where everything comes to lie, and the shapes above the ground.

    `unnamed` are the stops whose name found no room on it.
    """

    found: Route
    view: View
    plate: Plate
    marks: tuple[Shape, ...]
    unnamed: tuple[Stop, ...]


def lay(
    found: Route,
    view: View,
    theme: Theme,
    unit: float,
    *,
    dots: Sequence[Stop] = (),
    taken: Sequence[Box] = (),
    links: Sequence[Sequence[XY]] = (),
) -> Panel:
    """Lays the route out on a map.

    Stops that are `dots` get neither number nor name; no label goes where room is `taken` or over one of the `links`.
    """
    ways = (*(part for leg in found.legs for part in view.way(leg.points)), *map(tuple, links))
    stops = [stop for stop in found.stops if stop not in dots]
    spots = [view.place(stop.point) for stop in stops]
    widths = [max(width(numbers(s), _NUMBER * unit, True) + 9 * unit, _MARKER * unit) for s in stops]
    middles = parted(spots, widths, _MARKER * unit, 2 * unit)
    pills = [box(middle, wide, _MARKER * unit) for middle, wide in zip(middles, widths, strict=True)]
    wanted = [_wanted(*each, unit) for each in zip(stops, middles, widths, strict=True)]
    places = place(wanted, view.window, [*pills, *taken], ways)
    marks: list[Shape] = [_dot(stop, view, theme, unit) for stop in dots]
    for stop, placed in zip(stops, places, strict=True):
        if placed:
            marks += _words(placed, theme, unit, struck=stop.cancelled)
    for stop, spot, pill in zip(stops, spots, pills, strict=True):
        marks += _marker(stop, spot, pill, theme, unit)
    plate = Plate(view.window, tuple(placed.box for placed in places if placed), tuple(pills), ways)
    unnamed = tuple(stop for stop, placed in zip(stops, places, strict=True) if not placed)
    return Panel(found, view, plate, tuple(marks), unnamed)


def paint(panel: Panel, theme: Theme, unit: float, *, borders: bool) -> list[Shape]:
    """All shapes of the map; nothing of it lies beyond its window, which a thin line frames."""
    w = panel.view.window
    corners = ((w.left, w.top), (w.right, w.top), (w.right, w.bottom), (w.left, w.bottom))
    frame = Lines((corners,), closed=True, stroke=theme.border, width=0.8 * unit)
    ground = [Lines((corners,), closed=True, fill=theme.paper), *_ground(panel.view, theme, borders)]
    return [*ground, *_routes(panel.found, panel.view, theme, unit), frame, *panel.marks]


def _ground(view: View, theme: Theme, borders: bool) -> list[Lines]:
    frame = view.frame()

    def pixels(lines: Sequence[Sequence[XY]]) -> tuple[tuple[XY, ...], ...]:
        return tuple(tuple(thinned([view.pixel(p) for p in line], _FINEST)) for line in lines)

    earth = pixels([basemap.globe(view.projection, frame)])
    shapes = [Lines(earth, closed=True, fill=theme.sea, stroke=theme.border, width=0.6)]
    land = pixels(basemap.rings("land", view.projection, frame))
    shapes.append(Lines(land, closed=True, fill=theme.land, stroke=theme.border, width=0.6))
    lakes = pixels(basemap.rings("lakes", view.projection, frame))
    shapes.append(Lines(lakes, closed=True, fill=theme.sea))
    if borders:
        shapes.append(Lines(pixels(basemap.lines("borders", view.projection, frame)), stroke=theme.border, width=0.9))
        disputed = pixels(basemap.lines("disputed", view.projection, frame))
        shapes.append(Lines(disputed, stroke=theme.disputed, width=0.9, dash=(3.0, 3.0)))
    return shapes


def _routes(found: Route, view: View, theme: Theme, unit: float) -> list[Lines]:
    shapes: list[Lines] = []
    for leg in found.legs:
        parts = tuple(view.way(leg.points))
        ink = theme.cancelled if leg.status == "cancelled" else theme.route(leg.colour)
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


def _wanted(stop: Stop, middle: XY, wide: float, unit: float) -> Wanted:
    lines = [(stop.name, _NAME * unit, True)]
    if stop.visits:
        lines.append((shortened_to("; ".join(stop.visits), _DAYS * unit, 300 * unit), _DAYS * unit, False))
    return Wanted(middle, max(_MARKER * unit, wide) / 2, tuple(lines))


def _dot(stop: Stop, view: View, theme: Theme, unit: float) -> Pill:
    ink = theme.route(stop.colour)
    return Pill(box(view.place(stop.point), _DOT * unit, _DOT * unit), ink, theme.halo, 0.8 * unit, _DOT * unit / 2)


def _marker(stop: Stop, spot: XY, pill: Box, theme: Theme, unit: float) -> list[Shape]:
    """The numbered marker; where it had to move, a dot stands at the place itself."""
    ink = theme.cancelled if stop.cancelled else theme.route(stop.colour)
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

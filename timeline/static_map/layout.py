"""Lays a static map out: title, land, borders, routes, markers, labels, legend, scale and sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from timeline.records import Trips
from timeline.static_map import basemap
from timeline.static_map.fonts import clean, width
from timeline.static_map.labels import Wanted, place
from timeline.static_map.route import Route, Stop, route
from timeline.static_map.scene import XY, Box, Lines, Pill, Scene, Shape, Text
from timeline.static_map.themes import Theme
from timeline.static_map.view import EARTH_KM, View, fitted

SOURCES = "Land and borders: Natural Earth (public domain) · Places: GeoNames (CC BY 4.0)"
_DASHES = {"reported": (), "planned": (7.0, 5.0), "cancelled": (1.5, 5.0)}


def compose(trips: Trips, *, size: tuple[int, int], title: str, theme: Theme, borders: bool) -> Scene:
    """The picture of the trips in `size` pixels. Without a placed stop it shows the world and says so."""
    found = route(trips)
    unit = max(0.6, min(size) / 1000)
    header, footer = 64 * unit, 62 * unit
    window = Box(0, header, size[0], size[1] - footer)
    view = fitted(found, window)
    said = clean(title) or _title(found)
    shapes: list[Shape] = [*_ground(view, theme, borders)]
    shapes += _routes(found, view, theme, unit)
    marks, boxes = _labelled(found, view, theme, unit)
    shapes += marks
    shapes += _margins(found, view, theme, unit, size, said)
    told = "; ".join(f"{_numbers(s)} {s.name}: {', '.join(s.visits)}" for s in found.stops)
    return Scene(size[0], size[1], said, told or "No trip was found.", theme.paper, window, tuple(shapes), tuple(boxes))


def _title(found: Route) -> str:
    if not found.stops:
        return "No trip was found"
    names = " and ".join(found.travellers) if len(found.travellers) < 3 else f"{len(found.travellers)} travellers"
    return f"{names}: {len(found.stops)} place{'s' if len(found.stops) > 1 else ''}"


def _ground(view: View, theme: Theme, borders: bool) -> list[Shape]:
    w = view.window
    corners = ((w.left, w.top), (w.right, w.top), (w.right, w.bottom), (w.left, w.bottom))
    frame = view.frame()

    def pixels(lines: Sequence[Sequence[XY]]) -> tuple[tuple[XY, ...], ...]:
        return tuple(tuple(view.pixel(p) for p in line) for line in lines)

    shapes: list[Shape] = [Lines((corners,), closed=True, fill=theme.sea)]
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
        shapes.append(Lines(parts, stroke=ink, width=2.2 * unit, dash=tuple(d * unit for d in _DASHES[leg.status])))
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


def _numbers(stop: Stop) -> str:
    return ",".join(map(str, stop.numbers)) if len(stop.numbers) < 4 else f"{stop.numbers[0]}…{stop.numbers[-1]}"


def _labelled(found: Route, view: View, theme: Theme, unit: float) -> tuple[list[Shape], list[Box]]:
    """Markers and labels; a label that finds no room is left to the description."""
    size = 13.0 * unit
    pills, wanted = [], []
    for stop in found.stops:
        x, y = view.place(stop.point)
        wide = max(width(_numbers(stop), size * 0.9, True) + 9 * unit, 20 * unit)
        pills.append(Box(x - wide / 2, y - 10 * unit, x + wide / 2, y + 10 * unit))
        days = "; ".join(stop.visits)
        lines = [(stop.name, size * 1.12, True)]
        if days:
            lines.append((days if len(days) < 46 else days[:45] + "…", size * 0.86, False))
        wanted.append(Wanted((x, y), max(11 * unit, wide / 2), tuple(lines)))
    ways = [part for leg in found.legs for part in view.way(leg.points)]
    spots = place(wanted, view.window, pills, ways)
    shapes: list[Shape] = []
    boxes: list[Box] = []
    for stop, pill, want, spot in zip(found.stops, pills, wanted, spots, strict=True):
        ink = theme.cancelled if stop.cancelled else theme.routes[stop.colour % len(theme.routes)]
        if spot is not None:
            boxes.append(spot.box)
            if spot.leader:
                shapes.append(Lines((spot.leader,), stroke=theme.faint, width=0.8 * unit))
            shapes += _words(want, spot.box, spot.anchor, stop.cancelled, theme)
        hollow = stop.planned or stop.cancelled
        shapes.append(Pill(pill, theme.paper if hollow else ink, ink, 2 * unit, 10 * unit))
        middle = (pill.left + pill.right) / 2
        number = Text(
            middle,
            pill.bottom - 5.6 * unit,
            _numbers(stop),
            size * 0.9,
            ink if hollow else theme.on_route,
            "middle",
            True,
        )
        shapes.append(number)
    return shapes, boxes


def _words(want: Wanted, box: Box, anchor: str, struck: bool, theme: Theme) -> list[Shape]:
    x = box.left if anchor == "start" else box.right if anchor == "end" else (box.left + box.right) / 2
    shapes: list[Shape] = []
    y = box.top
    for text, size, bold in want.lines:
        y += size * 1.22
        fill = theme.ink if bold else theme.faint
        shapes.append(Text(x, y - size * 0.28, text, size, fill, anchor, bold, theme.halo, struck and bold))  # type: ignore[arg-type]
    return shapes


def _margins(found: Route, view: View, theme: Theme, unit: float, size: tuple[int, int], title: str) -> list[Shape]:
    """The title above the map; legend, scale and sources below it."""
    pad = 20 * unit
    low = view.window.bottom
    shapes: list[Shape] = [
        Lines(
            (((0, 0), (size[0], 0), (size[0], view.window.top), (0, view.window.top)),), True, theme.paper, clip=False
        ),
        Lines((((0, low), (size[0], low), (size[0], size[1]), (0, size[1])),), True, theme.paper, clip=False),
        Text(pad, 41 * unit, title, _fitting(title, 26 * unit, size[0] - 2 * pad), theme.ink, bold=True),
    ]
    x, y = pad, low + 25 * unit
    small = 13 * unit
    if len(found.travellers) > 1:
        for number, name in enumerate(found.travellers[:6]):
            shapes.append(
                Pill(Box(x, y - 9 * unit, x + 10 * unit, y + 1 * unit), theme.routes[number % len(theme.routes)])
            )
            shapes.append(Text(x + 15 * unit, y, name, small, theme.ink))
            x += 15 * unit + width(name, small) + 18 * unit
    for status in sorted({leg.status for leg in found.legs}, key=list(_DASHES).index):
        line = ((x, y - 4 * unit), (x + 34 * unit, y - 4 * unit))
        ink = theme.cancelled if status == "cancelled" else theme.ink
        shapes.append(
            Lines((line,), stroke=ink, width=2.2 * unit, dash=tuple(d * unit for d in _DASHES[status]), clip=False)
        )
        shapes.append(Text(x + 40 * unit, y, status, small, theme.ink))
        x += 40 * unit + width(status, small) + 18 * unit
    if found.unplaced:
        shapes.append(Text(x, y, clean("Not on the map: " + ", ".join(found.unplaced[:5])), small, theme.faint))
    if view.true_scale():
        shapes += _scale_bar(view, theme, unit, size[0] - pad, y)
    sources = _fitting(SOURCES, 11 * unit, size[0] - 2 * pad)
    shapes.append(Text(pad, size[1] - 12 * unit, SOURCES, sources, theme.faint))
    return shapes


def _fitting(text: str, size: float, room: float) -> float:
    wide = width(text, size, True)
    return size if wide <= room else size * room / wide


def _scale_bar(view: View, theme: Theme, unit: float, right: float, y: float) -> list[Shape]:
    """A bar of a round number of kilometres, true at the middle of the map."""
    most = 180 * unit / view.scale * EARTH_KM
    step = 10.0 ** math.floor(math.log10(most))
    length = next(f * step for f in (5, 2, 1) if f * step <= most)
    wide = length / EARTH_KM * view.scale
    bar = ((right - wide, y - 9 * unit), (right - wide, y - 4 * unit), (right, y - 4 * unit), (right, y - 9 * unit))
    label = Text(right - wide - 8 * unit, y, f"{length:,.0f} km", 12 * unit, theme.faint, "end")
    return [Lines((bar,), stroke=theme.faint, width=1.4 * unit, clip=False), label]

"""Lays a static map out: title, maps, legend, key, scale and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.records import Trips
from timeline.static_map.arrange import Inset, each_apart, grid, views, with_inset
from timeline.static_map.fonts import clean
from timeline.static_map.labels import crosses_any
from timeline.static_map.margins import KEY_ROW, fitting, key_rows, margins, most_rows, scale_of, title_of
from timeline.static_map.panel import Panel, lay, paint
from timeline.static_map.route import Route, numbers, route
from timeline.static_map.scene import Box, Lines, Scene, Shape, Text
from timeline.static_map.themes import Theme
from timeline.static_map.view import View, fitted
from timeline.static_map.wording import LOCALE, Wording, wording

# the key below the map takes room from it, so that fewer labels may fit
_PASSES = 3
_CAPTION = 27.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a picture; `layout` is one of `LAYOUTS`, `projection` one of `PROJECTIONS`."""

    size: tuple[int, int]
    theme: Theme
    title: str = ""
    borders: bool = True
    projection: str = "auto"
    locale: str = LOCALE
    layout: str = "auto"
    inset: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    panels: tuple[Panel, ...]
    extra: tuple[Shape, ...]
    between: int = 0
    """How many of the panels are drawn before the extra shapes."""


def compose(trips: Trips, wish: Wish) -> Scene:
    """The picture of the trips. Without a placed stop it shows the world and says so.

    Raises `UnknownNameError` for an unknown layout, locale or projection.
    """
    words = wording(wish.locale)
    found = route(trips, words)
    size, theme = wish.size, wish.theme
    unit = max(0.6, min(size) / 1000)
    apart = each_apart(wish.layout, len(found.travellers))
    rows, most = 0, most_rows(unit, size)
    for last in range(_PASSES):
        room = Box(0, 64 * unit, size[0], size[1] - (62 + rows * KEY_ROW) * unit)
        plan = _each(found, room, unit, wish, words) if apart else _one(found, room, unit, wish, words)
        unnamed = [stop for panel in plan.panels for stop in panel.unnamed]
        several = len(found.travellers) > 1
        key = key_rows(unnamed, unit, size, several=several, most=rows if last == _PASSES - 1 else most)
        if len(key) <= rows:
            break
        rows = len(key)
    shapes = _painted(plan, unit, wish)
    said = clean(wish.title) or title_of(found)
    # small maps name their travellers themselves
    told_below = replace(found, travellers=()) if apart else found
    scale = None if apart else scale_of(plan.panels[0].view, words, unit)
    shapes += margins(
        told_below, theme, unit, size, title=said, period=words.period(trips.entries()), bottom=room.bottom,
        borders=wish.borders, key=key, scale=scale,
    )  # fmt: skip
    told = "; ".join(f"{numbers(s)} {s.name}: {', '.join(s.visits)}" for s in found.stops)
    plates = tuple(panel.plate for panel in plan.panels)
    return Scene(size[0], size[1], said, told or "No trip was found.", theme.paper, plates, tuple(shapes))


def _painted(plan: _Plan, unit: float, wish: Wish) -> list[Shape]:
    painted = [paint(panel, wish.theme, unit, borders=wish.borders) for panel in plan.panels]
    first, rest = painted[: plan.between], painted[plan.between :]
    return [*(s for shapes in first for s in shapes), *plan.extra, *(s for shapes in rest for s in shapes)]


def _one(found: Route, room: Box, unit: float, wish: Wish, words: Wording) -> _Plan:
    """One map of all, with an inset if it gains by it."""
    view = fitted(found.places(), found.ways(), room, wish.projection)
    inset = None
    if wish.inset:
        view, inset = with_inset(found, view, unit, wish.projection)
    if inset is None:
        return _Plan((lay(found, view, wish.theme, unit),), ())
    taken = (inset.view.window, inset.region)
    main = lay(found, view, wish.theme, unit, dots=inset.stops, taken=taken, links=(inset.link,))
    return _with_inset(main, found, inset, unit, wish, words)


def _with_inset(main: Panel, found: Route, inset: Inset, unit: float, wish: Wish, words: Wording) -> _Plan:
    theme, window = wish.theme, inset.view.window
    scale = scale_of(inset.view, words, unit, room=90.0)
    part = Route(inset.stops, found.legs, found.travellers, ())
    bar = _free_corner(inset.view, part, scale.wide, 14 * unit, 10 * unit)
    inner = lay(part, inset.view, theme, unit, taken=(bar,))
    pen = 1.3 * unit
    links = (_frame(inset.region, theme.faint, pen), Lines((inset.link,), stroke=theme.faint, width=pen))
    above = (_frame(window, theme.faint, pen), *scale.at(bar.right, bar.bottom, theme, theme.halo))
    inner = Panel(inner.found, inner.view, inner.plate, (*inner.marks, *above), inner.unnamed)
    return _Plan((main, inner), links, between=1)


def _free_corner(view: View, part: Route, wide: float, high: float, pad: float) -> Box:
    """Room of that size in a corner where no line of the route passes; at the lower right if there is none."""
    w = view.window.grown(-pad)
    corners = [
        Box(left, top, left + wide, top + high)
        for top in (w.bottom - high, w.top) for left in (w.right - wide, w.left)
    ]  # fmt: skip
    ways = [way for leg in part.legs for way in view.way(leg.points)]
    spots = [view.place(point) for point in part.places()]
    free = (
        corner for corner in corners
        if not any(crosses_any(corner, way) for way in ways) and not any(corner.grown(3 * pad).holds(s) for s in spots)
    )  # fmt: skip
    return next(free, corners[0])


def _frame(box: Box, ink: str, pen: float) -> Lines:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    return Lines((corners,), closed=True, stroke=ink, width=pen)


def _each(found: Route, room: Box, unit: float, wish: Wish, words: Wording) -> _Plan:
    """A small map for each traveller, with his name and a scale above it."""
    pad = 20 * unit
    parts = [found.of(traveller) for traveller in found.travellers]
    windows = grid(len(parts), Box(pad, room.top, room.right - pad, room.bottom), 14 * unit, _CAPTION * unit)
    seen = views(parts, windows, wish.projection)
    panels = [lay(part, view, wish.theme, unit) for part, view in zip(parts, seen, strict=True)]
    captions = (s for panel in panels for s in _caption(panel, unit, wish, words))
    return _Plan(tuple(panels), tuple(captions))


def _caption(panel: Panel, unit: float, wish: Wish, words: Wording) -> Sequence[Shape]:
    window, theme = panel.view.window, wish.theme
    scale = scale_of(panel.view, words, unit, room=min(110.0, (window.right - window.left) / unit * 0.2))
    name = panel.found.travellers[0] or "Unknown traveller"
    size = fitting(name, 15 * unit, window.right - window.left - scale.wide - 20 * unit, bold=True)
    colour = panel.found.stops[0].colour if panel.found.stops else 0
    y, ink = window.top - 9 * unit, theme.route(colour)
    name_shape = Text(window.left, y, name, size, ink, bold=True)
    return name_shape, *scale.at(window.right, y, theme)

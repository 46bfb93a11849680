"""The margins of a static map: the title above it; legend, scale and sources below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from timeline.static_map.fonts import clean, width
from timeline.static_map.route import Route, Stop, numbers
from timeline.static_map.scene import Box, Lines, Pill, Shape, Text
from timeline.static_map.themes import DASHES, Theme
from timeline.static_map.view import EARTH_KM, View

SOURCES = "Land and borders: Natural Earth (public domain) · Places: GeoNames (CC BY 4.0)"
BORDERS_NOTICE = " · Borders are shown for orientation; dashed ones are disputed or unsettled"
_TRAVELLERS = 6
KEY_ROW = 19.0
"""Height of a row of the key, in units."""
_KEY = 13.0
_KEY_SHARE = 0.25  # of the picture's height is the most that the key may take


def title_of(route: Route) -> str:
    """The title of a map that was given none."""
    if not route.stops:
        return "No trip was found"
    names = " and ".join(route.travellers) if len(route.travellers) < 3 else f"{len(route.travellers)} travellers"
    return f"{names}: {len(route.stops)} place{'s' if len(route.stops) > 1 else ''}"


def margins(
    route: Route,
    view: View,
    theme: Theme,
    unit: float,
    size: tuple[int, int],
    *,
    title: str,
    borders: bool,
    key: Sequence[str] = (),
) -> list[Shape]:
    """All that stands around the map, to be drawn after it; `unit` is the length that is one pixel at 1000 high.

    `key` are the rows of `key_rows`.
    """
    pad, (wide, high) = 20 * unit, size
    window = view.window
    heading = fitting(title, 26 * unit, wide - 2 * pad, bold=True)
    shapes: list[Shape] = [
        _paper(0, window.top, wide, theme), _paper(window.bottom, high, wide, theme),
        Text(pad, 41 * unit, title, heading, theme.ink, bold=True),
    ]  # fmt: skip
    scale = _scale_bar(view, theme, unit, wide - pad, window.bottom + 25 * unit) if view.true_scale() else []
    right = wide - pad - (260 * unit if scale else 0)
    shapes += _legend(route, theme, unit, Box(pad, window.bottom + 25 * unit, right, high))
    for number, row in enumerate(key):
        shapes.append(Text(pad, window.bottom + (25 + KEY_ROW * (number + 1)) * unit, row, _KEY * unit, theme.ink))
    sources = SOURCES + (BORDERS_NOTICE if borders else "")
    small = fitting(sources, 11 * unit, wide - 2 * pad)
    return [*shapes, *scale, Text(pad, high - 12 * unit, sources, small, theme.faint)]


def key_rows(unnamed: Sequence[Stop], unit: float, size: tuple[int, int], *, several: bool, most: int) -> list[str]:
    """At most `most` rows of text that say which stop a number stands for where the map has no room for the name.

    `several` tells that numbers do not suffice, because there are several travellers.
    """
    room, rows = size[0] - 40 * unit, list[str]()
    for count, stop in enumerate(unnamed):
        item = f"{numbers(stop)} {stop.name}" + (f" ({stop.traveller})" if several else "")
        if not count:
            rows.append(f"Not named on the map: {item}")
        elif width(f"{rows[-1]} · {item}", _KEY * unit) <= room:
            rows[-1] += f" · {item}"
        elif len(rows) < most:
            rows.append(item)
        else:
            more = f" · and {len(unnamed) - count} more"
            rows[-1] = shortened_to(rows[-1], _KEY * unit, room - width(more, _KEY * unit)) + more
            break
    return rows[:most]


def most_rows(unit: float, size: tuple[int, int]) -> int:
    """How many rows the key may have at most."""
    return int(size[1] * _KEY_SHARE / (KEY_ROW * unit))


def _paper(top: float, bottom: float, wide: float, theme: Theme) -> Lines:
    return Lines((((0, top), (wide, top), (wide, bottom), (0, bottom)),), True, theme.paper, clip=False)


def _legend(route: Route, theme: Theme, unit: float, room: Box) -> Iterator[Shape]:
    """Travellers with their colours, kinds of line, and what is not on the map, as far as the room reaches."""
    x, y, size = room.left, room.top, 13 * unit
    several = route.travellers if len(route.travellers) > 1 else ()
    for number, name in enumerate(several):
        wide = 33 * unit + width(name, size)
        if number == _TRAVELLERS or x + wide > room.left + (room.right - room.left) * 0.6:
            more = f"and {len(several) - number} more"
            yield Text(x, y, more, size, theme.faint)
            x += width(more, size) + 18 * unit
            break
        yield Pill(Box(x, y - 9 * unit, x + 10 * unit, y + unit), theme.routes[number % len(theme.routes)])
        yield Text(x + 15 * unit, y, name, size, theme.ink)
        x += wide
    for status in sorted({leg.status for leg in route.legs}, key=list(DASHES).index):
        line = ((x, y - 4 * unit), (x + 34 * unit, y - 4 * unit))
        ink = theme.cancelled if status == "cancelled" else theme.ink
        dash = tuple(d * unit for d in DASHES[status])
        yield Lines((line,), stroke=ink, width=2.2 * unit, dash=dash, clip=False)
        yield Text(x + 40 * unit, y, status, size, theme.ink)
        x += 58 * unit + width(status, size)
    if route.unplaced and x < room.right:
        said = clean("Not on the map: " + ", ".join(route.unplaced))
        yield Text(x, y, shortened_to(said, size, room.right - x), size, theme.faint)


def fitting(text: str, size: float, room: float, bold: bool = False) -> float:
    """The size, made smaller where the line would be wider than the room."""
    wide = width(text, size, bold)
    return size if wide <= room else size * room / wide


def shortened_to(text: str, size: float, room: float) -> str:
    """The text with its end cut off where it would be wider than the room."""
    while len(text) > 1 and width(text, size) > room:
        text = text[: -max(2, len(text) // 20)].rstrip() + "…"
        if len(text) < 4:
            break
    return text


def _scale_bar(view: View, theme: Theme, unit: float, right: float, y: float) -> list[Shape]:
    """A bar of a round number of kilometres, true at the middle of the map."""
    most = 180 * unit / view.scale * EARTH_KM
    step = 10.0 ** math.floor(math.log10(most))
    length = next(f * step for f in (5, 2, 1) if f * step <= most)
    wide = length / EARTH_KM * view.scale
    bar = ((right - wide, y - 9 * unit), (right - wide, y - 4 * unit), (right, y - 4 * unit), (right, y - 9 * unit))
    label = Text(right - wide - 8 * unit, y, f"{length:,.0f} km", 12 * unit, theme.faint, "end")
    return [Lines((bar,), stroke=theme.faint, width=1.4 * unit, clip=False), label]

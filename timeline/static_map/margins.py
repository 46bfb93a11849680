"""The margins of a static map: the title above it; legend, scale and sources below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.static_map.fonts import clean, width
from timeline.static_map.route import Route, Stop, numbers
from timeline.static_map.scene import Box, Lines, Pill, Shape, Text
from timeline.static_map.themes import DASHES, Theme
from timeline.static_map.view import View
from timeline.static_map.wording import Wording

SOURCES = "Land and borders: Natural Earth (public domain) · Places: GeoNames (CC BY 4.0)"
BORDERS_NOTICE = " · Borders are shown for orientation; dashed ones are disputed or unsettled"
_TRAVELLERS = 6
KEY_ROW = 19.0
"""Height of a row of the key, in units."""
_KEY = 13.0
_PERIOD = 16.0
_KEY_SHARE = 0.25  # of the picture's height is the most that the key may take


def title_of(route: Route) -> str:
    """The title of a map that was given none."""
    if not route.stops:
        return "No trip was found"
    names = " and ".join(route.travellers) if len(route.travellers) < 3 else f"{len(route.travellers)} travellers"
    return f"{names}: {len(route.stops)} place{'s' if len(route.stops) > 1 else ''}"


def margins(
    route: Route,
    theme: Theme,
    unit: float,
    size: tuple[int, int],
    *,
    title: str,
    period: str,
    bottom: float,
    borders: bool,
    key: Sequence[str] = (),
    scale: Scale | None = None,
) -> list[Shape]:
    """All that stands around the map, whose lower edge is `bottom`; `unit` is what is one pixel at 1000 high.

    `period` is set beside the title. `key` are the rows of `key_rows`, `scale` is the bar of the whole picture.
    """
    pad, (wide, high) = 20 * unit, size
    days = width(period, _PERIOD * unit)
    heading = fitting(title, 26 * unit, wide - 2 * pad - (days + 24 * unit if period else 0), bold=True)
    shapes: list[Shape] = [Text(pad, 41 * unit, title, heading, theme.ink, bold=True)]
    if period:
        shapes.append(Text(wide - pad, 41 * unit, period, _PERIOD * unit, theme.faint, "end"))
    right = wide - pad - (scale.wide + 30 * unit if scale else 0)
    shapes += _legend(route, theme, unit, Box(pad, bottom + 25 * unit, right, high))
    for number, row in enumerate(key):
        shapes.append(Text(pad, bottom + (25 + KEY_ROW * (number + 1)) * unit, row, _KEY * unit, theme.ink))
    if scale:
        shapes += scale.at(wide - pad, bottom + 25 * unit, theme)
    sources = SOURCES + (BORDERS_NOTICE if borders else "")
    small = fitting(sources, 11 * unit, wide - 2 * pad)
    return [*shapes, Text(pad, high - 12 * unit, sources, small, theme.faint)]


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
        yield Pill(Box(x, y - 9 * unit, x + 10 * unit, y + unit), theme.route(number))
        yield Text(x + 15 * unit, y, name, size, theme.ink)
        x += wide
    for status in sorted({leg.status for leg in route.legs}, key=list(DASHES).index):
        line = ((x, y - 4 * unit), (x + 34 * unit, y - 4 * unit))
        ink = theme.cancelled if status == "cancelled" else theme.ink
        dash = tuple(d * unit for d in DASHES[status])
        yield Lines((line,), stroke=ink, width=2.2 * unit, dash=dash)
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


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar of a round number of kilometres: its length in pixels and what is written beside it."""

    length: float
    label: str
    unit: float

    @property
    def wide(self) -> float:
        """The bar and its label together."""
        return self.length + 8 * self.unit + width(self.label, 12 * self.unit)

    def at(self, right: float, y: float, theme: Theme, halo: str = "") -> list[Shape]:
        """The shapes, with the bar's right end and the label's baseline there."""
        unit, left = self.unit, right - self.length
        bar = ((left, y - 9 * unit), (left, y - 4 * unit), (right, y - 4 * unit), (right, y - 9 * unit))
        label = Text(left - 8 * unit, y, self.label, 12 * unit, theme.faint, "end", halo=halo)
        return [Lines((bar,), stroke=theme.faint, width=1.4 * unit), label]


def scale_of(view: View, words: Wording, unit: float, room: float = 180.0) -> Scale:
    """The bar for a map, at most `room` units long; where the scale changes over the map it says where it holds."""
    pixels, latitude = view.local_scale()
    most = room * unit / pixels
    step = 10.0 ** math.floor(math.log10(most))
    length = next(f * step for f in (5, 2, 1) if f * step <= most)
    label = words.kilometres(length)
    if latitude is not None:
        north = "N" if latitude >= 0 else "S"
        label += f" at {abs(latitude):.0f}°{north if latitude else ''}"
    return Scale(length * pixels, label, unit)

"""From degrees to the pixels of the map's window: the projection and the scale that show the whole route."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.geodesy import Point
from timeline.static_map.cutting import cut_line, split
from timeline.static_map.projection import Azimuthal, Conic, EqualEarth, Projection, choose
from timeline.static_map.scene import XY, Box

_LEAST_ALONE, _LEAST = 0.2, 0.07
"""The least half width of a map in earth radii (1270 and 450 km): a single stop is seen with its neighbours."""
_APART = 0.003  # earth radii; stops nearer to each other than twenty kilometres are as good as one
_MARGIN = 0.16
_HEADROOM = 0.05
"""The least part of the window's height between a stop and its edge."""
_RIM = 1.06
"""How much more than the whole earth is shown at most."""
EARTH_KM = 6371.0088
_LEAP = 0.5  # earth radii; the points of a way lie a hundred kilometres apart


@dataclass(frozen=True, slots=True)
class View:
    """The projection, the scale (pixels an earth radius) and where the plane's centre comes to lie."""

    projection: Projection
    scale: float
    centre: XY
    window: Box

    def pixel(self, plane: XY) -> XY:
        """A point of the projection's plane in the picture."""
        middle_x, middle_y = (self.window.left + self.window.right) / 2, (self.window.top + self.window.bottom) / 2
        return middle_x + (plane[0] - self.centre[0]) * self.scale, middle_y - (plane[1] - self.centre[1]) * self.scale

    def place(self, point: Point) -> XY:
        """A point in degrees in the picture."""
        longitude = self.projection.longitude + (point[0] - self.projection.longitude + 180) % 360 - 180
        return self.pixel(self.projection.project(longitude, point[1]))

    def way(self, points: Sequence[Point]) -> list[tuple[XY, ...]]:
        """A line in degrees in the picture, cut where it leaves the window or the map at its edge."""
        if isinstance(self.projection, Azimuthal):
            parts = _unbroken([self.projection.project(x, y) for x, y in points])
        else:
            turned = split(points, self.projection.longitude)
            parts = [[self.projection.project(x, y) for x, y in part] for part in turned]
        return [piece for part in parts for piece in cut_line([self.pixel(p) for p in part], self.window)]

    def frame(self) -> Box:
        """The window in the plane of the projection."""
        half_x = (self.window.right - self.window.left) / 2 / self.scale
        half_y = (self.window.bottom - self.window.top) / 2 / self.scale
        x, y = self.centre
        return Box(x - half_x, y - half_y, x + half_x, y + half_y)

    def local_scale(self) -> tuple[float, float | None]:
        """Pixels to the kilometre at the middle of the map, from left to right; and the latitude for which that holds.

        The latitude is None where it holds, near enough, for the whole map.
        """
        if not isinstance(self.projection, EqualEarth):
            return self.scale / EARTH_KM, None
        latitude = self._middle_latitude()
        degree = self.projection.project(self.projection.longitude + 1.0, latitude)[0]
        return self.scale * degree / (EARTH_KM * math.radians(1.0) * math.cos(math.radians(latitude))), latitude

    def _middle_latitude(self) -> float:
        low, high = -80.0, 80.0
        while high - low > 0.5:
            middle = (low + high) / 2
            if self.projection.project(self.projection.longitude, middle)[1] < self.centre[1]:
                low = middle
            else:
                high = middle
        return float(round((low + high) / 2))


def _unbroken(plane: Sequence[XY]) -> list[list[XY]]:
    """The line in parts, where it does not leap across the map (at the rim, which is one point of the globe)."""
    parts: list[list[XY]] = [[]]
    for number, point in enumerate(plane):
        if number and math.dist(point, plane[number - 1]) > _LEAP:
            parts.append([])
        parts[-1].append(point)
    return [part for part in parts if len(part) > 1]


def fitted(stops: Sequence[Point], ways: Sequence[Point], window: Box, projection: str = "auto") -> View:
    """The view of all stops and of the ways between them in the window; the world where there is none.

    `projection` is one of `PROJECTIONS`; raises `UnknownNameError` for another.
    """
    points = [*stops, *ways]
    chosen = choose(points, projection, stops)
    if not points:
        world = [chosen.project(x, y) for x in (-169.0, 189.0) for y in (-60.0, 80.0)]
        return _view(chosen, world, (), window, 0.0)
    view = _view(chosen, list(_plane(chosen, points)), list(_plane(chosen, stops)), window, _MARGIN)
    if projection == "auto" and isinstance(chosen, Conic) and _shows_pole(view):
        chosen = choose(points, "azimuthal")  # a cone has a gap there
        view = _view(chosen, list(_plane(chosen, points)), (), window, _MARGIN)
    return view


def _shows_pole(view: View) -> bool:
    pole = math.copysign(90.0, view.projection.latitude)
    return view.frame().holds(view.projection.project(view.projection.longitude, pole))


def _plane(projection: Projection, points: Iterable[Point]) -> Iterable[XY]:
    for x, y in points:
        yield projection.project(projection.longitude + (x - projection.longitude + 180) % 360 - 180, y)


def _view(projection: Projection, plane: Sequence[XY], stops: Sequence[XY], window: Box, margin: float) -> View:
    low_x, high_x = min(x for x, _ in plane), max(x for x, _ in plane)
    low_y, high_y = min(y for _, y in plane), max(y for _, y in plane)
    width, height = window.right - window.left, window.bottom - window.top
    least = _LEAST if max(high_x - low_x, high_y - low_y) > _APART else _LEAST_ALONE
    across = max((high_x - low_x) * (1 + 2 * margin), 2 * least)
    down = max((high_y - low_y) * (1 + 2 * margin), 2 * least * height / width)
    if isinstance(projection, EqualEarth):
        east, north = projection.project(projection.longitude + 180.0, 0.0)[0], _pole(projection)
        across, down = min(across, 2 * east * _RIM), min(down, 2 * north * _RIM)
    scale = min(width / across, height / down)
    half = height / 2 / scale
    y = (low_y + high_y) / 2
    if isinstance(projection, EqualEarth):
        stops_y = [at for _, at in stops] or [0.0]
        y = _within_the_poles(projection, y, half, (min(stops_y), max(stops_y)))
    return View(projection, scale, ((low_x + high_x) / 2, y), window)


def _pole(projection: Projection) -> float:
    return projection.project(projection.longitude, 90.0)[1]


def _within_the_poles(projection: Projection, y: float, half: float, reach: tuple[float, float]) -> float:
    """The window's middle moved so that it shows earth, not the nothing beyond a pole, as far as the stops allow."""
    pole = _pole(projection)
    if half >= pole:
        return 0.0
    room = half * (1 - 2 * _HEADROOM)
    if y + half > pole:
        return min(y, max(pole - half, reach[1] - room))
    if y - half < -pole:
        return max(y, min(half - pole, reach[0] + room))
    return y

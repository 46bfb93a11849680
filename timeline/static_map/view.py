"""From degrees to the pixels of the map's window: the projection and the scale that show the whole route."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.geodesy import Point
from timeline.static_map.cutting import split
from timeline.static_map.projection import Azimuthal, Projection, choose
from timeline.static_map.route import Route
from timeline.static_map.scene import XY, Box

_LEAST = 0.2
"""The least half width of a map in earth radii (about 1270 km), so that a single stop is seen with its neighbours."""
_MARGIN = 0.16
_HEADROOM = 0.05
"""The least part of the window's height between a stop and its edge."""
_RIM = 1.06
"""How much more than the whole earth is shown at most."""
EARTH_KM = 6371.0088


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
        """A line in degrees in the picture, in parts where it leaves a world map at the edge."""
        parts = split(points, self.projection.longitude)
        return [tuple(self.pixel(self.projection.project(x, y)) for x, y in part) for part in parts]

    def frame(self) -> Box:
        """The window in the plane of the projection, a little larger."""
        half_x = (self.window.right - self.window.left) / 2 / self.scale * 1.02
        half_y = (self.window.bottom - self.window.top) / 2 / self.scale * 1.02
        x, y = self.centre
        return Box(x - half_x, y - half_y, x + half_x, y + half_y)

    def true_scale(self) -> bool:
        """Whether one bar of kilometres holds, near enough, for the whole window."""
        return isinstance(self.projection, Azimuthal)


def fitted(route: Route, window: Box) -> View:
    """The view of the route in the window; the whole world where the route has no stop."""
    points = [s.point for s in route.stops] + [p for leg in route.legs for p in leg.points]
    projection = choose(points)
    if not points:
        return _view(
            projection, [projection.project(x, y) for x in (-169.0, 189.0) for y in (-60.0, 80.0)], window, 0.0
        )
    return _view(projection, list(_plane(projection, points)), window, _MARGIN)


def _plane(projection: Projection, points: Iterable[Point]) -> Iterable[XY]:
    for x, y in points:
        yield projection.project(projection.longitude + (x - projection.longitude + 180) % 360 - 180, y)


def _view(projection: Projection, plane: Sequence[XY], window: Box, margin: float) -> View:
    low_x, high_x = min(x for x, _ in plane), max(x for x, _ in plane)
    low_y, high_y = min(y for _, y in plane), max(y for _, y in plane)
    width, height = window.right - window.left, window.bottom - window.top
    across = max((high_x - low_x) * (1 + 2 * margin), 2 * _LEAST)
    down = max((high_y - low_y) * (1 + 2 * margin), 2 * _LEAST * height / width)
    if not isinstance(projection, Azimuthal):
        east, north = projection.project(projection.longitude + 180.0, 0.0)[0], _pole(projection)
        across, down = min(across, 2 * east * _RIM), min(down, 2 * north * _RIM)
    scale = min(width / across, height / down)
    half = height / 2 / scale
    y = (low_y + high_y) / 2
    if not isinstance(projection, Azimuthal):
        y = _within_the_poles(projection, y, half, (low_y, high_y))
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

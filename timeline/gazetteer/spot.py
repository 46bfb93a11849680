"""Points on the globe: the grid by which the nearest city is found."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, floor, radians, sin, sqrt

_DIAMETER_KM = 12742.0


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres, within half a percent of the geodesic: enough to tell which is nearer."""
    p, q = radians(lat1), radians(lat2)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon2 - lon1) / 2) ** 2
    return _DIAMETER_KM * asin(min(1.0, sqrt(h)))


def cell_of(latitude: float, longitude: float) -> int:
    """Number of the one-degree cell that a point lies in."""
    row = min(179, floor(latitude) + 90)
    return row * 360 + (floor(longitude) + 180) % 360


def cells_around(latitude: float, longitude: float, radius_km: float) -> Iterator[int]:
    """Numbers of the cells that may hold a point within the radius."""
    reach = radius_km / 111.0
    low, high = max(-90, floor(latitude - reach)), min(89, floor(latitude + reach))
    for row in range(low, high + 1):
        # the widest ring of the row is the one nearer to the pole's other side
        shrink = cos(radians(min(89.9, max(abs(row), abs(row + 1)) + 0.0)))
        width = min(180.0, reach / max(shrink, 0.002))
        for column in range(floor(longitude - width), floor(longitude + width) + 1):
            yield (row + 90) * 360 + (column + 180) % 360

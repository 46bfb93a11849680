"""Two equal-area projections centred on the trip, so that no route is torn at the date line.

Sources: J. P. Snyder, Map Projections: A Working Manual (USGS 1395), section 24 (Lambert azimuthal); B. Savric,
T. Patterson, B. Jenny, The Equal Earth map projection, IJGIS 33 (2019).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from timeline.geodesy import Point

REGIONAL_SPAN = 45.0
"""Up to this reach (degrees from the centre) a trip is drawn azimuthally, beyond it on the Equal Earth map."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


class Projection(Protocol):
    """From degrees to a plane in earth radii, y upwards."""

    @property
    def longitude(self) -> float: ...

    @property
    def latitude(self) -> float: ...

    def project(self, longitude: float, latitude: float) -> tuple[float, float]: ...


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert azimuthal equal-area about a centre; the point opposite becomes the circle of radius 2."""

    longitude: float
    latitude: float

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        phi, lam, phi0 = map(math.radians, (latitude, longitude - self.longitude, self.latitude))
        sin, cos, sin0, cos0 = math.sin(phi), math.cos(phi), math.sin(phi0), math.cos(phi0)
        across = cos * math.cos(lam)
        k = math.sqrt(2 / max(1e-9, 1 + sin0 * sin + cos0 * across))
        return k * cos * math.sin(lam), k * (cos0 * sin - sin0 * across)


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """Equal Earth about a central meridian; longitudes must lie within 180 degrees of it."""

    longitude: float
    latitude: float = 0.0

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        t = math.asin(_M * math.sin(math.radians(latitude)))
        t2 = t * t
        t6 = t2 * t2 * t2
        slope = _A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)
        x = math.radians(longitude - self.longitude) * math.cos(t) / (_M * slope)
        return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


def choose(points: Sequence[Point]) -> Projection:
    """The projection for a trip through `points` (stops and what lies between)."""
    if not points:
        return EqualEarth(10.0)
    longitude = middle_longitude([x for x, _ in points])
    low, high = min(y for _, y in points), max(y for _, y in points)
    regional = Azimuthal(longitude, (low + high) / 2)
    # radius r of the azimuthal map stands for the angle c with r = 2 sin(c / 2)
    reach = max(math.hypot(*regional.project(x, y)) for x, y in points)
    if math.degrees(2 * math.asin(min(1.0, reach / 2))) <= REGIONAL_SPAN:
        return regional
    return EqualEarth(longitude)


def middle_longitude(longitudes: Sequence[float]) -> float:
    """The middle of the shortest stretch of the globe that holds all the longitudes."""
    around = sorted({x % 360 for x in longitudes})
    gaps = [(b - a, a) for a, b in zip(around, [*around[1:], around[0] + 360], strict=True)]
    gap, before = max(gaps)
    middle = before + gap + (360 - gap) / 2
    return (middle + 180) % 360 - 180

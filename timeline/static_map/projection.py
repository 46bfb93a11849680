"""Equal-area projections centred on the trip, so that no route is torn at the date line.

Sources: J. P. Snyder, Map Projections: A Working Manual (USGS 1395), sections 14 (Albers conic) and 24 (Lambert
azimuthal); B. Savric, T. Patterson, B. Jenny, The Equal Earth map projection, IJGIS 33 (2019).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from timeline.errors import UnknownNameError
from timeline.geodesy import Point

PROJECTIONS = ("auto", "conic", "azimuthal", "polar", "equal-earth")

REGIONAL_SPAN = 45.0
"""Up to this reach (degrees from the centre) a trip is drawn as a region, beyond it on the Equal Earth map."""
_TEMPERATE = (15.0, 60.0)
"""Between these latitudes of its middle a region is drawn conically: there the cone fits the globe best."""
_NORTHMOST = 72.0
_POLAR_STOP, _POLAR_WAY = 66.5, 80.0
"""A trip with a stop beyond the polar circle, or a way that comes this near to the pole, is drawn over that pole,
if it keeps to that half of the earth."""
_ALMOST = 89.99

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


class Projection(Protocol):
    """From degrees to a plane in earth radii, y upwards."""

    @property
    def longitude(self) -> float: ...

    @property
    def latitude(self) -> float: ...

    def project(self, longitude: float, latitude: float) -> tuple[float, float]: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert azimuthal equal-area about a centre; the point opposite becomes the circle of radius 2."""

    longitude: float
    latitude: float

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        # the pole opposite a pole has no one place on the map; a little beside it every meridian has its own
        latitude = max(-_ALMOST, min(_ALMOST, latitude))
        phi, lam, phi0 = map(math.radians, (latitude, longitude - self.longitude, self.latitude))
        sin, cos, sin0, cos0 = math.sin(phi), math.cos(phi), math.sin(phi0), math.cos(phi0)
        across = cos * math.cos(lam)
        k = math.sqrt(2 / max(1e-9, 1 + sin0 * sin + cos0 * across))
        return k * cos * math.sin(lam), k * (cos0 * sin - sin0 * across)


@dataclass(frozen=True, slots=True)
class Conic:
    """Albers equal-area conic, true along the parallels `latitude` -+ `spread`; longitudes within 180 degrees."""

    longitude: float
    latitude: float
    spread: float

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        phi1, phi2 = math.radians(self.latitude - self.spread), math.radians(self.latitude + self.spread)
        n = (math.sin(phi1) + math.sin(phi2)) / 2
        c = math.cos(phi1) ** 2 + 2 * n * math.sin(phi1)
        rho = math.sqrt(max(0.0, c - 2 * n * math.sin(math.radians(latitude)))) / n
        rho0 = math.sqrt(max(0.0, c - 2 * n * math.sin(math.radians(self.latitude)))) / n
        theta = n * math.radians(longitude - self.longitude)
        return rho * math.sin(theta), rho0 - rho * math.cos(theta)


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


def choose(points: Sequence[Point], name: str = "auto", stops: Sequence[Point] = ()) -> Projection:
    """The projection for a trip through `points` (the `stops` and what lies between).

    `name` is one of `PROJECTIONS`; "auto" takes what fits the trip. Raises `UnknownNameError`.
    """
    if name not in PROJECTIONS:
        raise UnknownNameError("projection", name, PROJECTIONS)
    if not points:
        return EqualEarth(10.0)
    longitude = middle_longitude([x for x, _ in points])
    low, high = min(y for _, y in points), max(y for _, y in points)
    middle = (low + high) / 2
    name = _fitting(points, stops, longitude) if name == "auto" else name
    if name == "conic":
        # a cone about the equator is none; of the reach a sixth is left outside each parallel (Snyder, section 14)
        latitude = math.copysign(max(abs(middle), 5.0), middle)
        return Conic(longitude, latitude, min((high - low) / 3, abs(latitude) - 1.0))
    if name == "polar":
        return Azimuthal(longitude, math.copysign(90.0, middle))
    return Azimuthal(longitude, middle) if name == "azimuthal" else EqualEarth(longitude)


def _fitting(points: Sequence[Point], stops: Sequence[Point], longitude: float) -> str:
    low, high = min(y for _, y in points), max(y for _, y in points)
    furthest = max((abs(y) for _, y in stops), default=0.0)
    if low * high >= 0 and (furthest >= _POLAR_STOP or max(high, -low) >= _POLAR_WAY):
        return "polar"
    middle = (low + high) / 2
    regional = Azimuthal(longitude, middle)
    # radius r of the azimuthal map stands for the angle c with r = 2 sin(c / 2)
    reach = max(math.hypot(*regional.project(x, y)) for x, y in points)
    if math.degrees(2 * math.asin(min(1.0, reach / 2))) > REGIONAL_SPAN:
        return "equal-earth"
    conic = _TEMPERATE[0] <= abs(middle) <= _TEMPERATE[1] and max(high, -low) <= _NORTHMOST
    return "conic" if conic else "azimuthal"


def middle_longitude(longitudes: Sequence[float]) -> float:
    """The middle of the shortest stretch of the globe that holds all the longitudes."""
    around = sorted({x % 360 for x in longitudes})
    gaps = [(b - a, a) for a, b in zip(around, [*around[1:], around[0] + 360], strict=True)]
    gap, before = max(gaps)
    middle = before + gap + (360 - gap) / 2
    return (middle + 180) % 360 - 180

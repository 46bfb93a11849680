"""Distances on a sphere, fast enough for every pair of readings."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from timeline.records import Place

_EARTH_KM = 12742.0  # diameter
# how far from the middle of a city or a county its parts may lie
_CITY_KM = 50.0
_COUNTY_KM = 80.0


def km(a: Place, b: Place) -> float:
    """Great-circle distance in kilometres; within half a percent of the geodesic, which serves for nearness."""
    p, q = radians(a.latitude), radians(b.latitude)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return _EARTH_KM * asin(min(1.0, sqrt(h)))


def contains(land: Place, place: Place) -> bool:
    """Whether `land` is the country, division or surrounding city of `place`, as far as the gazetteer tells."""
    if land.place_id == place.place_id or place.kind == "country":
        return False
    if land.kind == "city":
        return place.kind not in ("admin1", "admin2") and km(land, place) < _CITY_KM
    if land.country_code != place.country_code:
        return False
    if land.kind == "admin1":
        return place.admin1 in (land.name, land.admin1)
    if land.kind == "admin2":
        return place.kind != "admin1" and km(land, place) < _COUNTY_KM
    return land.kind == "country"

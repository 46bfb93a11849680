"""A `geopy` geocoder on the local gazetteer: names to places and points to settlements, without the network."""

from __future__ import annotations

from datetime import date
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from timeline.gazetteer import Gazetteer, default
from timeline.records import Place

_MOST = 10


class LocalGeocoder(Geocoder):  # type: ignore[misc]
    """Answers like any geopy geocoder; `raw` of a location holds the place's id, kind, country code and reason."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(scheme="https", timeout=DEFAULT_SENTINEL)
        self._gazetteer = gazetteer or default()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country: str = "",
        on: date | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The place of a name, or all its readings, best first; None if the gazetteer has none.

        "Paris, Texas" and "Georgetown, Guyana" take what follows the comma as the land. `country` is an ISO 3166-1
        alpha-2 code, `on` the day on which the name is to hold. `timeout` is accepted for geopy's sake.
        """
        name, _, land = (part.strip() for part in query.partition(","))
        found = self._gazetteer.candidates(name, country=country or None, on=on)
        if land:
            holders = {c.place.place_id: c.place for c in self._gazetteer.candidates(land, on=on)}
            inside = [c for c in found if any(self._lies_in(c.place, holder) for holder in holders.values())]
            found = inside or found
        locations = [_location(c.place, c.reason) for c in found[:_MOST]]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """The settlement nearest to a point (degrees WGS84: a `Point`, a pair, or text such as "51.1, 71.4")."""
        try:
            point = Point(query)
        except ValueError as error:
            raise GeocoderQueryError(f"{query!r} is no point: {error}") from error
        place = self._gazetteer.reverse(point.latitude, point.longitude)
        if place is None:
            return None
        location = _location(place, "nearest settlement")
        return location if exactly_one else [location]

    @staticmethod
    def _lies_in(place: Place, holder: Place) -> bool:
        if holder.kind == "country":
            return place.country_code == holder.country_code
        return holder.kind == "admin1" and place.admin1 == holder.name and place.country_code == holder.country_code


def _location(place: Place, reason: str) -> Location:
    address = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    raw = {"place_id": place.place_id, "kind": place.kind, "country_code": place.country_code, "reason": reason}
    return Location(address, (place.latitude, place.longitude, 0.0), raw)

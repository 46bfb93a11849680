"""Choose the trips whose maps are hardest to label, for `tests/data/hardest_trips.csv`.

    timeline build ../shared/data/official/*/*.xml -o record
    python scripts/hardest_trips.py record/itinerary.csv tests/data/hardest_trips.csv

The rule: on a map of 1600 by 1000 pixels without an inset, count the pairs of places that are nearer to each other
than 120 pixels, about the length of a label; take the twenty trips with the most pairs, of equal ones those with more
places.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from timeline.files import write_bytes
from timeline.frame import read_csv, row, to_csv
from timeline.records import Trip, Trips
from timeline.static_map.route import route
from timeline.static_map.scene import Box
from timeline.static_map.view import fitted
from timeline.static_map.wording import wording

NEAR = 120.0
COUNT = 20


def hardness(trip: Trip) -> tuple[int, int]:
    """Pairs of places that crowd each other, and places."""
    found = route(Trips((trip,)), wording())
    view = fitted(found.places(), found.ways(), Box(0, 64, 1600, 938))
    spots = [view.place(point) for point in found.places()]
    return sum(math.dist(a, b) < NEAR for a, b in combinations(spots, 2)), len(spots)


def main(record: Path, output: Path) -> None:
    """Write the rows of the hardest trips, without the sentences they rest on."""
    trips = sorted(read_csv(record).trips, key=lambda trip: (*(-n for n in hardness(trip)), trip.trip_id))
    for trip in trips[:COUNT]:
        print(*hardness(trip), trip.trip_id)
    chosen = (replace(entry, evidence=(), conflict="") for trip in trips[:COUNT] for entry in trip.entries)
    write_bytes(output, to_csv(row(entry) for entry in chosen).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Exports, read back."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import itineraries
import pytest
from shapely.geometry import shape

from timeline.codec import from_json
from timeline.export import EXPORTERS
from timeline.frame import read_csv, to_frame
from timeline.records import Trips


def exported(name: str, trips: Trips, tmp_path: Path) -> Path:
    target = tmp_path / f"trip.{name}"
    EXPORTERS[name](trips, target)
    return target


def test_csv_and_json_lose_no_row(tmp_path: Path) -> None:
    trips = itineraries.mission()
    assert to_frame(read_csv(exported("csv", trips, tmp_path))).equals(to_frame(trips))
    assert to_frame(from_json(exported("json", trips, tmp_path).read_text())).equals(to_frame(trips))


def test_geojson_has_the_stops_and_the_legs(tmp_path: Path) -> None:
    document = json.loads(exported("geojson", itineraries.mission(), tmp_path).read_text())
    points = [f for f in document["features"] if f["geometry"]["type"] == "Point"]
    lines = [f for f in document["features"] if f["geometry"]["type"] != "Point"]
    assert [p["properties"]["place"] for p in points] == [
        e.place.name for e in itineraries.mission().entries() if e.place
    ]
    assert len(lines) == len(points) - 1
    assert all(shape(f["geometry"]).is_valid for f in document["features"])


def test_geojson_is_cut_at_the_antimeridian(tmp_path: Path) -> None:
    trips = Trips((itineraries.trip("A. Traveller", itineraries.PACIFIC),))
    document = json.loads(exported("geojson", trips, tmp_path).read_text())
    cut = [f["geometry"]["coordinates"] for f in document["features"] if f["geometry"]["type"] == "MultiLineString"]
    assert cut
    for parts in cut:
        for part in parts:
            assert all(-180 <= x <= 180 for x, _ in part)
            assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(part))
        assert {abs(part[-1][0]) for part in parts[:-1]} == {180}


@pytest.mark.parametrize("name", EXPORTERS)
def test_nothing_to_export(name: str, tmp_path: Path) -> None:
    assert exported(name, Trips(), tmp_path).exists()

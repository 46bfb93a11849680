"""Exports, opened with the programs that people open them with: pandas, GDAL (geopandas), LibreOffice, calendars."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from unittest.mock import ANY

import geopandas
import itineraries
import pandas
import pytest
from icalendar import Calendar
from pyproj import Geod

from timeline.errors import UnknownNameError
from timeline.export import EXPORTERS, exporter
from timeline.frame import COLUMNS, read_csv, to_frame
from timeline.records import Place, Trip, Trips

PACIFIC = Trips((itineraries.trip("A. Traveller", itineraries.PACIFIC),))


def exported(name: str, trips: Trips, folder: Path) -> Path:
    target = folder / f"trip.{name}"
    exporter(name)(trips, target)
    return target


def awkward(*more: str) -> Trips:
    """A trip whose texts a spreadsheet likes to take for something else."""
    texts = ("=1+1", "+49 30 1", "-5", "@home", 'a "quoted", one\nof two lines', "TRUE", *more)
    whole = itineraries.trip("Ω. Œuvre", itineraries.EUROPE[: len(texts)])
    entries = tuple(replace(e, purpose=text) for e, text in zip(whole.entries, texts, strict=True))
    return Trips((Trip(whole.trip_id, whole.traveller, entries),))


def test_csv_in_pandas(tmp_path: Path) -> None:
    frame = pandas.read_csv(exported("csv", PACIFIC, tmp_path), parse_dates=["start_date", "end_date"])
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["place"]) == list(itineraries.PACIFIC)
    assert frame["start_date"].iloc[0] == pandas.Timestamp("2023-02-26")
    assert frame["latitude"].dtype == "float64" and frame["seq"].dtype == "int64"


@pytest.mark.parametrize("name", ["parquet", "xlsx"])
def test_binary_tables_in_pandas(name: str, tmp_path: Path) -> None:
    path = exported(name, awkward("1/2", "007"), tmp_path)
    frame = pandas.read_parquet(path) if name == "parquet" else pandas.read_excel(path, sheet_name="Itinerary")
    assert list(frame["purpose"]) == [e.purpose for e in awkward("1/2", "007").entries()]
    assert pandas.Timestamp(frame["start_date"].iloc[1]).date() == date(2023, 2, 26)


FORMULAS = ("=1+1", "\x00=1+1", "a;=1+1", 'a;"=1+1"', "a\t=1+1", "a\n=1+1", "\ufeff;\x00=1+1")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("separator", [44, 59, 9])
def test_no_formula_in_libreoffice(separator: int, tmp_path: Path) -> None:
    """Where it splits at commas as it should, and where it is set to semicolons or tabs."""
    whole = itineraries.trip("A. Traveller", [*itineraries.EUROPE, *itineraries.PACIFIC][: len(FORMULAS)])
    entries = tuple(replace(e, purpose=text, role=text) for e, text in zip(whole.entries, FORMULAS, strict=True))
    path = exported("csv", Trips((Trip(whole.trip_id, whole.traveller, entries),)), tmp_path)
    # 34: quotation mark, 76: UTF-8; the ninth says that formulas are formulas
    reading = f"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,-1"
    words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", reading]
    words += ["--convert-to", "fods", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    (sheet,) = (tmp_path / "out").iterdir()
    assert "1+1" in (text := sheet.read_text(encoding="utf-8", errors="replace")) and "table:formula" not in text


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_tables_through_libreoffice(name: str, tmp_path: Path) -> None:
    """Opened and saved as CSV by a spreadsheet, the table is read back with every text and day as it was.

    A text that is nothing but a number or a date is taken for one in any CSV; the workbook keeps that too.
    """
    trips = awkward() if name == "csv" else awkward("1/2", "007")
    path = exported(name, trips, tmp_path)
    saved = tmp_path / "saved"
    # 44: comma, 34: quotation mark, 76: UTF-8; of the reading filter also: texts as they are, no formulas
    reading = ["--infilter=CSV:44,34,76,1,,0,false,true,false,false"] if name == "csv" else []
    words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", *reading, "--convert-to"]
    words += ["csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false", "--outdir", str(saved), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    ours, theirs = to_frame(trips), to_frame(read_csv(saved / "trip.csv"))
    assert theirs.equals(ours)


def test_geojson_in_geopandas(tmp_path: Path) -> None:
    frame = geopandas.read_file(exported("geojson", PACIFIC, tmp_path))
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.is_valid.all()
    points, lines = frame[frame.geom_type == "Point"], frame[frame.geom_type != "Point"]
    assert list(points["place"]) == list(itineraries.PACIFIC)
    assert len(lines) == len(points) - 1
    west, south, east, north = frame.total_bounds
    assert min(west, -east) >= -180 and min(south, -north) >= -90
    assert set(lines.geom_type) == {"LineString", "MultiLineString"}
    # no line runs around the wrong side of the globe: all of them together are as long as the flights
    globe = Geod(ellps="WGS84")
    drawn = sum(globe.geometry_length(line) for line in lines.geometry)
    spots = [(place.longitude, place.latitude) for place in places(itineraries.PACIFIC)]
    assert drawn == pytest.approx(sum(globe.inv(*a, *b)[2] for a, b in pairwise(spots)), rel=0.001)


@pytest.mark.parametrize("name", ["kml", "gpx", "lpf"])
def test_other_maps_in_geopandas(name: str, tmp_path: Path) -> None:
    path = exported(name, PACIFIC, tmp_path)
    layers = list(geopandas.list_layers(path)["name"])
    points = pandas.concat(geopandas.read_file(path, layer=layer) for layer in layers)
    points = points[points.geom_type == "Point"].drop_duplicates("geometry")
    spots = {(round(p.x, 4), round(p.y, 4)) for p in points.geometry}
    assert spots == {(round(p.longitude, 4), round(p.latitude, 4)) for p in places(itineraries.PACIFIC)}


def places(names: tuple[str, ...]) -> list[Place]:
    return [itineraries.PLACES[name] for name in names]


def test_ics_with_days_of_all_kinds(tmp_path: Path) -> None:
    """One day, several days, planned, cancelled: all-day events that a calendar shows on the right days."""
    names = ("London", "Paris", "Rome", "Vienna")
    trip = itineraries.trip("A. Traveller", names, planned=("Rome",), cancelled=("Vienna",), nights=3)
    events = Calendar.from_ical(exported("ics", Trips((trip,)), tmp_path).read_bytes()).walk("VEVENT")
    told = [(str(e["status"]), e.decoded("dtstart"), e.decoded("dtend") - e.decoded("dtstart")) for e in events]
    assert [(status, day.isoformat(), length.days) for status, day, length in told] == [
        ("CONFIRMED", "2023-02-26", 1), ("CONFIRMED", "2023-02-26", 4),
        ("TENTATIVE", "2023-03-01", 4), ("CANCELLED", "2023-03-04", 4),
    ]  # fmt: skip
    assert all(type(e.decoded("dtstart")) is date for e in events)


def test_a_leg_between_two_places_of_ones_own(tmp_path: Path) -> None:
    """Places that a person gave have no id, and are not one place for that."""
    whole_trip = itineraries.trip("A. Traveller", ("London", "Paris"))
    entries = tuple(replace(e, place=replace(e.place, place_id="")) for e in whole_trip.entries if e.place)
    frame = geopandas.read_file(exported("geojson", Trips((replace(whole_trip, entries=entries),)), tmp_path))
    assert list(frame.geom_type) == ["Point", "Point", "LineString"]


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        exporter("docx")
    assert all(name in str(caught.value) for name in EXPORTERS)
    assert caught.value.name == "docx" and caught.value.choices == ANY

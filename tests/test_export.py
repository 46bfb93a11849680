"""Exports, read back."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import gpxpy
import itineraries
import openpyxl
import pytest
from fastkml import KML
from icalendar import Calendar
from markdown_it import MarkdownIt
from pyarrow.parquet import read_table
from rdflib import RDF, Graph, Namespace, URIRef
from shapely.geometry import shape

from timeline.codec import from_json
from timeline.errors import RenderError
from timeline.export import EXPORTERS
from timeline.frame import COLUMNS, read_csv, to_frame
from timeline.records import Evidence, Trip, Trips

BINARY = ("parquet", "xlsx")


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


HOSTILE = "<script>alert(1)</script> ]]> <![CDATA[ & \" ' \x00 \ud800 \r\nEND:VEVENT | `x` =1+1"


def hostile() -> Trips:
    """A trip whose every text is written to break out of a format."""
    trip = itineraries.trip(HOSTILE, ("Astana", "Tashkent"), planned=("Tashkent",))
    entries = tuple(
        replace(
            e, traveller=HOSTILE, role=HOSTILE, purpose=HOSTILE, place_text=HOSTILE, conflict=HOSTILE,
            place=replace(e.place, name=HOSTILE) if e.place and e.seq == 1 else None,
            evidence=(Evidence(HOSTILE, HOSTILE),),
        )
        for e in trip.entries
    )  # fmt: skip
    return Trips((Trip(HOSTILE, HOSTILE, entries),))


def test_kml_is_read_back_with_its_time_spans(tmp_path: Path) -> None:
    document = KML.from_string(exported("kml", itineraries.mission(), tmp_path).read_bytes())
    placemarks = document.features[0].features[0].features
    stops = [p for p in placemarks if p.geometry.geom_type == "Point"]
    assert [p.name for p in stops] == [
        "Departure from Joint Base Andrews", "Astana", "Tashkent (planned)", "New Delhi (planned)",
    ]  # fmt: skip
    assert [str(p.begin.dt) for p in stops] == ["2023-02-26", "2023-02-28", "2023-02-28", "2023-02-28"]
    assert stops[0].end.dt == date(2023, 2, 26) and stops[2].end is None
    assert len(placemarks) == 7


def test_kml_takes_no_markup_from_texts(tmp_path: Path) -> None:
    document = ET.fromstring(exported("kml", hostile(), tmp_path).read_text(encoding="utf-8"))
    told = [e.text or "" for e in document.iter("{http://www.opengis.net/kml/2.2}description")]
    assert told and not any("<script" in text for text in told)


def test_gpx_is_read_back(tmp_path: Path) -> None:
    trips = Trips((itineraries.trip("A. Traveller", ("London", "Paris", "Rome"), cancelled=("Paris",)),))
    document = gpxpy.parse(exported("gpx", trips, tmp_path).read_text(encoding="utf-8"))
    assert [p.name for p in document.waypoints] == ["Departure from London", "Paris (cancelled)", "Rome"]
    assert [p.name for p in document.routes[0].points] == ["Departure from London", "Rome"]
    assert document.waypoints[1].link == "https://sws.geonames.org/2988507/"
    assert "Evidence: A. Traveller was in Paris. [wire-1]" in (document.waypoints[1].description or "")


def test_gpx_is_valid_where_the_names_are_hostile(tmp_path: Path) -> None:
    document = gpxpy.parse(exported("gpx", hostile(), tmp_path).read_text(encoding="utf-8"))
    assert len(document.waypoints) == 1
    assert "<script>alert(1)</script>" in (document.waypoints[0].name or "")


def test_ics_is_read_back(tmp_path: Path) -> None:
    names = ("London", "Paris", "Rome")
    trips = Trips((itineraries.trip("A. Traveller", names, planned=("Paris",), cancelled=("Rome",)),))
    path = exported("ics", trips, tmp_path)
    calendar = Calendar.from_ical(path.read_bytes())
    events = calendar.walk("VEVENT")
    assert [e["status"] for e in events] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    days = [(e.decoded("dtstart"), e.decoded("dtend")) for e in events]
    assert days[0] == (date(2023, 2, 26), date(2023, 2, 27))
    assert days[1] == (date(2023, 2, 26), date(2023, 2, 28)), "the end of an all-day event is exclusive"
    assert len({e["uid"] for e in events}) == 3
    again = Calendar.from_ical(exported("ics", trips, tmp_path).read_bytes())
    assert [e["uid"] for e in again.walk("VEVENT")] == [e["uid"] for e in events]


def test_ics_puts_no_stop_on_a_day_that_is_not_known(tmp_path: Path) -> None:
    calendar = Calendar.from_ical(exported("ics", itineraries.mission(), tmp_path).read_bytes())
    assert [str(e["summary"]) for e in calendar.walk("VEVENT")] == [
        "Antony Blinken: Departure from Joint Base Andrews", "Antony Blinken: Astana",
    ]  # fmt: skip
    journals = calendar.walk("VJOURNAL")
    assert [j["status"] for j in journals] == ["DRAFT", "DRAFT"]
    assert not any("dtstart" in j for j in journals)
    assert "not before 2023-02-28" in journals[0]["description"]


def test_ics_takes_no_line_from_a_text(tmp_path: Path) -> None:
    lines = exported("ics", hostile(), tmp_path).read_bytes().split(b"\r\n")
    assert lines.count(b"END:VEVENT") == 2
    assert all(len(line) <= 75 for line in lines)


def test_jsonld_is_read_back_as_triples(tmp_path: Path) -> None:
    graph = Graph().parse(exported("jsonld", itineraries.mission(), tmp_path), format="json-ld")
    schema = Namespace("https://schema.org/")
    assert len(list(graph.subjects(RDF.type, schema.Trip))) == 1
    events = {str(graph.value(e, schema.name)): e for e in graph.subjects(RDF.type, schema.Event)}
    assert events.keys() == {
        "Departure from Joint Base Andrews", "Astana", "Tashkent (planned)", "New Delhi (planned)",
    }  # fmt: skip
    assert str(graph.value(events["Astana"], schema.startDate)) == "2023-02-28"
    assert graph.value(events["Tashkent (planned)"], schema.startDate) is None
    where = graph.value(events["Astana"], schema.location)
    assert graph.value(where, schema.sameAs) == URIRef("https://sws.geonames.org/1526273/")


def test_timelinejs(tmp_path: Path) -> None:
    document = json.loads(exported("timelinejs", itineraries.mission(), tmp_path).read_text(encoding="utf-8"))
    slides = document["events"]
    assert [s["text"]["headline"] for s in slides][:2] == ["Departure from Joint Base Andrews", "Astana"]
    assert slides[1]["start_date"] == {"year": 2023, "month": 2, "day": 28}
    assert slides[2]["display_date"] == "not before 2023-02-28"
    assert len({s["unique_id"] for s in slides}) == len(slides) == 4


def test_timelinejs_shows_no_markup_of_a_source(tmp_path: Path) -> None:
    text = exported("timelinejs", hostile(), tmp_path).read_text(encoding="utf-8")
    texts = [value for slide in json.loads(text)["events"] for value in slide["text"].values()]
    assert texts and not any("<script" in value for value in texts)


def test_linked_places(tmp_path: Path) -> None:
    there_and_back = itineraries.trip("A. Traveller", ("London", "Paris", "Rome", "Paris"), cancelled=("Rome",))
    document = json.loads(exported("lpf", Trips((there_and_back,)), tmp_path).read_text(encoding="utf-8"))
    features = {f["properties"]["title"]: f for f in document["features"]}
    assert list(features) == ["London", "Paris", "Rome"]
    paris = features["Paris"]
    assert paris["@id"] == paris["links"][0]["identifier"] == "https://sws.geonames.org/2988507/"
    assert [s["start"]["in"] for s in paris["when"]["timespans"]] == ["2023-02-26", "2023-02-28"]
    assert paris["properties"] == {"title": "Paris", "ccodes": ["FR"], "fclasses": ["P"]}
    assert paris["names"][0]["citations"] == [{"label": "wire-1"}]
    assert "when" not in features["Rome"], "nobody was there"
    assert all(shape(f["geometry"]).is_valid for f in features.values())


def test_linked_places_bounds(tmp_path: Path) -> None:
    document = json.loads(exported("lpf", itineraries.mission(), tmp_path).read_text(encoding="utf-8"))
    spans = {f["properties"]["title"]: f["when"]["timespans"] for f in document["features"]}
    assert spans["Tashkent"] == [{"start": {"earliest": "2023-02-28"}}]


def test_markdown_is_read_as_a_table(tmp_path: Path) -> None:
    text = exported("markdown", itineraries.mission(), tmp_path).read_text(encoding="utf-8")
    html = ET.fromstring(f"<x>{MarkdownIt().enable('table').render(text)}</x>")
    rows = [[cell.text or "" for cell in line.iter("td")] for line in html.iter("tr")][1:]
    assert [(r[0], r[2], r[4], r[5]) for r in rows] == [
        ("1", "Joint Base Andrews", "2023-02-26", "reported"), ("2", "Astana", "2023-02-28", "reported"),
        ("3", "Tashkent", "not before 2023-02-28", "planned"), ("4", "New Delhi", "not before 2023-02-28", "planned"),
    ]  # fmt: skip
    assert "publication day inferred" in text and "GeoNames" in text


def test_markdown_shows_hostile_text_as_it_is(tmp_path: Path) -> None:
    text = exported("markdown", hostile(), tmp_path).read_text(encoding="utf-8")
    html = MarkdownIt().enable("table").render(text)
    document = ET.fromstring(f"<x>{html}</x>")
    assert "<script" not in html and document.find(".//code") is None
    assert {len(list(line)) for line in document.iter("tr")} == {8}


def test_xlsx_is_read_back_with_dates_and_numbers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported("xlsx", itineraries.mission(), tmp_path))
    table = [list(values) for values in book["Itinerary"].iter_rows(values_only=True)]
    assert tuple(table[0]) == COLUMNS
    rows = [dict(zip(COLUMNS, values, strict=True)) for values in table[1:]]
    assert [r["place"] for r in rows] == ["Joint Base Andrews", "Astana", "Tashkent", "New Delhi"]
    assert rows[1]["start_date"] == datetime(2023, 2, 28) and rows[2]["start_date"] is None
    assert rows[1]["latitude"] == 51.1801
    assert book["Problems"]["B2"].value == "publication day inferred"


def test_xlsx_takes_no_text_for_a_formula_and_keeps_old_days(tmp_path: Path) -> None:
    trip = itineraries.trip("=HYPERLINK(1)", ("Paris",), date(1867, 6, 1))
    sheet = openpyxl.load_workbook(exported("xlsx", Trips((trip,)), tmp_path))["Itinerary"]
    cells = dict(zip(COLUMNS, sheet[2], strict=True))
    assert (cells["traveller"].data_type, cells["traveller"].value) == ("s", "=HYPERLINK(1)")
    assert cells["start_date"].value == "1867-06-01"


def test_parquet_is_read_back_with_its_types(tmp_path: Path) -> None:
    table = read_table(exported("parquet", itineraries.mission(), tmp_path))
    assert tuple(table.column_names) == COLUMNS
    assert table["start_date"].to_pylist() == [date(2023, 2, 26), date(2023, 2, 28), None, None]
    assert table["seq"].to_pylist() == [1, 2, 3, 4]


def test_parquet_without_pyarrow_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RenderError, match=r"pip install 'diplomatic-timeline\[parquet\]'"):
        exported("parquet", itineraries.mission(), tmp_path)
    assert not (tmp_path / "trip.parquet").exists()


@pytest.mark.parametrize("name", EXPORTERS)
def test_hostile_text_breaks_no_format(name: str, tmp_path: Path) -> None:
    data = exported(name, hostile(), tmp_path).read_bytes()
    if name not in BINARY:
        # the table keeps even half characters, so that reading it back gives the text as it was
        data.decode("utf-8", "surrogatepass" if name == "csv" else "strict")


@pytest.mark.parametrize("name", EXPORTERS)
def test_nothing_to_export(name: str, tmp_path: Path) -> None:
    assert exported(name, Trips(), tmp_path).exists()

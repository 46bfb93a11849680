"""The itinerary as a table: what is written is read back, and a person's mistake is named where it stands."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from itineraries import mission, trip

from timeline.errors import InputError
from timeline.frame import COLUMNS, neutralise, read_csv, restore, row, to_frame, write_csv
from timeline.frame.schema import join_sources, split_sources
from timeline.records import Entry, Evidence, Place, Problem, Span, Trip, Trips, When

hostile = st.one_of(
    st.text(max_size=20),
    st.builds(str.__add__, st.sampled_from([*"=+-@\t\r\n'＝;\",\\", "''=", '","', "\r\n"]), st.text(max_size=8)),
    st.sampled_from(["=HYPERLINK(1)", "-76.87", "'quoted'", "NULL", "nan", "\ufeff", "\x00", "السلام", "北京", "a;b"]),
)
named = hostile.filter(str.strip)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = sorted([draw(days), draw(days)])
    if draw(st.booleans()):
        return When(first, draw(st.sampled_from([None, last])), first, first, "day", draw(hostile))
    low, high = draw(st.sampled_from([(first, last), (first, None), (None, last), (None, None)]))
    precision = draw(st.sampled_from(["month", "bounded"])) if low or high else "unknown"
    return When(None, None, low, high, precision, draw(hostile))


places = st.builds(
    Place,
    name=named,
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    country_code=st.sampled_from(["", "US", "KZ"]),
    place_id=st.sampled_from(["", "geonames:1", "icao:KADW"]),
    kind=st.sampled_from(["city", "base"]),
    country=hostile,
    admin1=hostile,
    population=st.integers(0, 10**8),
)
evidence = st.lists(
    st.builds(Evidence, hostile, hostile, st.none() | st.builds(Span, st.integers(0, 99), st.integers(99, 999))),
    max_size=3,
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    place = draw(st.none() | places)
    return Entry(
        trip_id="",
        seq=0,
        traveller=draw(named),
        role=draw(hostile),
        event=draw(st.sampled_from(["departure", "stop", "transit", "return"])),
        place=place,
        place_text=draw(named),
        when=draw(whens()),
        status=draw(st.sampled_from(["reported", "planned", "cancelled"])),
        purpose=draw(hostile),
        confidence=draw(st.floats(0, 1)),
        distance_km=draw(st.none() | st.floats(0, 20_000)),
        evidence=tuple(draw(evidence)),
        conflict=draw(hostile),
        alternatives=tuple(draw(st.lists(places, max_size=2))),
        reason=draw(hostile),
    )


@st.composite
def itineraries(draw: st.DrawFn) -> Trips:
    made = []
    for trip_id in draw(st.lists(named, max_size=3, unique=True)):
        members = draw(st.lists(entries(), min_size=1, max_size=4))
        numbered = tuple(replace(e, trip_id=trip_id, seq=n) for n, e in enumerate(members, 1))
        made.append(Trip(trip_id, numbered[0].traveller, numbered))
    return Trips(tuple(made), tuple(draw(st.lists(st.builds(Problem, hostile, hostile, hostile), max_size=2))))


@given(itineraries())
def test_csv_round_trip_loses_no_cell(tmp_path_factory: pytest.TempPathFactory, trips: Trips) -> None:
    path = tmp_path_factory.mktemp("csv") / "itinerary.csv"
    write_csv(trips, path)
    assert [row(e) for e in read_csv(path).entries()] == [row(e) for e in trips.entries()]


@given(itineraries())
def test_no_text_cell_of_the_csv_can_run_as_a_formula(tmp_path_factory: pytest.TempPathFactory, trips: Trips) -> None:
    path = tmp_path_factory.mktemp("csv") / "itinerary.csv"
    write_csv(trips, path)
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, lineterminator=None)
    text = [c for c in COLUMNS if c not in ("seq", "latitude", "longitude", "confidence", "distance_km")]
    assert not [v for c in text for v in frame[c] if v.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.lists(hostile, max_size=4))
def test_source_names_survive_their_separator(names: list[str]) -> None:
    assert split_sources(join_sources(names)) == tuple(dict.fromkeys(n.strip() for n in names if n.strip()))


def test_numbers_stay_numbers_and_text_is_neutralised(tmp_path: Path) -> None:
    trips = mission()
    first = replace(trips.trips[0].entries[0], purpose="=1+1", role="-76.87")
    write_csv(Trips((replace(trips.trips[0], entries=(first,)),)), tmp_path / "i.csv")
    text = (tmp_path / "i.csv").read_text()
    assert ",-76.867," in text and ",'=1+1," in text and ",'-76.87," in text
    assert restore("'=1+1") == "=1+1" and restore("'tis") == "'tis"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("\x00=1", "'\x00=1"), ("\ufeff'=1", "'\ufeff'=1"), ('"=1"', "'\"=1\""), ("a;=1", "a;'=1"),
        ('a;"=1;-2"', "a;'\"=1;'-2\""), ("a\n-b", "a\n'-b"), ("\t=1", "'\t'=1"), ("a; b - c", "a; b - c"),
        ("don't; 'tis", "don't; 'tis"),
    ],
)  # fmt: skip
def test_where_a_formula_could_begin(text: str, cell: str) -> None:
    """Also behind what a spreadsheet passes over, and where it splits a line at semicolons or tabs."""
    assert (neutralise(text), restore(cell)) == (cell, text)


@given(st.text(alphabet="=+-@\t\r\n'\";,\\ a\x00\ufeff＝", max_size=12))
def test_every_text_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text


def test_frame_has_the_columns_in_order_and_plain_values() -> None:
    frame = to_frame(mission())
    assert tuple(frame.columns) == COLUMNS
    first, *_, last = frame.to_dict("records")
    assert first["start_date"] == "2023-02-26" and first["latitude"] == pytest.approx(38.8108) and first["seq"] == 1
    assert last["start_date"] is None and last["earliest"] == "2023-02-28" and last["latest"] is None
    assert last["status"] == "planned" and last["sources"] == "wire-1"


def test_empty_frame_has_columns_and_types() -> None:
    frame = to_frame(Trips())
    assert tuple(frame.columns) == COLUMNS and frame.empty
    assert frame.dtypes.equals(to_frame(mission()).dtypes)


def test_empty_itinerary_round_trip(tmp_path: Path) -> None:
    write_csv(Trips(), tmp_path / "i.csv")
    assert (tmp_path / "i.csv").read_text() == ",".join(COLUMNS) + "\n"
    assert read_csv(tmp_path / "i.csv") == Trips()


def edited(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "edited.csv"
    path.write_bytes(text.encode())
    return path


HEAD = "trip_id,seq,traveller,event,place,latitude,longitude,start_date,end_date,status,confidence\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("t,1,A,stop,Astana,north,71,2023-02-28,,reported,1", "line 3, column latitude: 'north' is not a number"),
        ("t,1,A,stop,Astana,95,71,2023-02-28,,reported,1", "line 3, column latitude: 95 is outside -90..90"),
        ("t,1,A,stop,Astana,51,,2023-02-28,,reported,1", "line 3, column longitude: is empty"),
        ("t,1,A,stop,Astana,51,71,Tuesday,,reported,1", "line 3, column start_date: 'Tuesday' is not a day"),
        ("t,1,A,stop,Astana,51,71,2023-02-30,,reported,1", "line 3, column start_date: there is no day"),
        ("t,1,A,stop,Astana,51,71,02/03/2023,,reported,1", "line 3, column start_date: '02/03/2023' reads two ways"),
        ("t,1,A,stop,Astana,51,71,2023-02-28,2023-02-27,reported,1", "line 3, column end_date: 2023-02-27 is before"),
        ("t,1,A,visit,Astana,51,71,2023-02-28,,reported,1", "line 3, column event: 'visit' is none of departure, stop"),
        ("t,1,A,stop,Astana,51,71,2023-02-28,,done,1", "line 3, column status: 'done' is none of reported"),
        ("t,1,A,stop,Astana,51,71,2023-02-28,,reported,nan", "line 3, column confidence: 'nan' is not a number"),
        ("t,1,A,stop, ,51,71,2023-02-28,,reported,1", "line 3, column place: is empty"),
        ("t,1,A,stop,Astana,51,71,2023-02-28,,reported,1,more", "line 3: has 12 cells, but the header has 11"),
    ],
)
def test_a_bad_cell_is_named_by_file_line_and_column(tmp_path: Path, line: str, told: str) -> None:
    path = edited(tmp_path, HEAD + 't,1,A,stop,"Nur\nSultan",,,,,,\n'.replace("\n", "", 1) + line + "\n")
    with pytest.raises(InputError) as caught:
        read_csv(path)
    assert str(caught.value).startswith(f"{path}: ") and told in str(caught.value)


def test_lines_are_counted_over_cells_of_several_lines(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 4, column seq"):
        read_csv(edited(tmp_path, HEAD + 't,1,A,stop,"Nur\nSultan",,,,,,\nt,x,A,stop,B,,,,,,\n'))


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "is empty"), ("a,b\n1,2\n", "column 'traveller' is missing"), (HEAD.replace("seq", "place"), "stands twice")],
)
def test_a_file_that_is_no_itinerary(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_csv(edited(tmp_path, text))


def test_a_missing_file_and_a_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_csv(tmp_path / "absent.csv")
    (tmp_path / "latin.csv").write_bytes(b"traveller,place\nA,Bras\xedlia\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_csv(tmp_path / "latin.csv")


def test_what_spreadsheets_do_to_a_table_is_understood(tmp_path: Path) -> None:
    text = (
        "\ufeffTraveller;Place;Latitude;Longitude;Start_Date;End_Date\r\n"
        "A;Astana;51,18;71,45;28/02/2023;01/03/2023\r\n;;;;;\r\nA;Tashkent;;;01.03.2023;\r\n"
    )
    one, two = read_csv(edited(tmp_path, text)).entries()
    assert one.place is not None and one.place.latitude == 51.18
    assert (one.when.start, one.when.end) == (date(2023, 2, 28), date(2023, 3, 1))
    assert two.when.start == date(2023, 3, 1) and two.place is None and (one.seq, two.seq) == (1, 2)


def test_month_first_dates_are_settled_by_one_that_reads_only_so(tmp_path: Path) -> None:
    one, two = read_csv(edited(tmp_path, "traveller,place,start_date\nA,X,2/28/2023\nA,Y,3/1/2023\n")).entries()
    assert (one.when.start, two.when.start) == (date(2023, 2, 28), date(2023, 3, 1))
    with pytest.raises(InputError, match="different order"):
        read_csv(edited(tmp_path, "traveller,place,start_date\nA,X,2/28/2023\nA,Y,28/2/2023\n"))


def test_a_filled_date_replaces_older_bounds(tmp_path: Path) -> None:
    head = "traveller,place,start_date,earliest,latest,date_precision\n"
    (entry,) = read_csv(edited(tmp_path, head + "A,X,2023-03-02,2023-02-28,,bounded\n")).entries()
    assert entry.when == When(date(2023, 3, 2), None, date(2023, 3, 2), date(2023, 3, 2), "day")


def test_seq_decides_the_order_and_a_row_without_it_follows_the_one_above(tmp_path: Path) -> None:
    head = "trip_id,seq,traveller,place\n"
    trips = read_csv(edited(tmp_path, head + "t,1,A,one\nt,,A,two\nt,4,A,four\nt,3,A,three\n"))
    assert [(e.seq, e.place_text) for e in trips.entries()] == [(1, "one"), (2, "two"), (3, "three"), (4, "four")]
    assert [p.kind for p in trips.problems] == ["order"]


def test_rows_without_a_trip_go_to_their_traveller(tmp_path: Path) -> None:
    trips = read_csv(edited(tmp_path, "traveller,place\nAnn Bee,X\nCid,Y\nAnn Bee,Z\n"))
    assert [(t.trip_id, len(t.entries)) for t in trips.trips] == [("ann-bee", 2), ("cid", 1)]
    assert all(e.trip_id == t.trip_id for t in trips.trips for e in t.entries)


def test_reading_and_writing_csv_does_not_load_pandas(tmp_path: Path) -> None:
    write_csv(Trips((trip("A B", ["Paris", "Rome"]),)), tmp_path / "i.csv")
    code = "import sys, pathlib; from timeline.frame import read_csv; read_csv(pathlib.Path(sys.argv[1])); "
    code += "sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "i.csv")], check=False).returncode == 0

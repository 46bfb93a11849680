"""The Office of the Historian's record, and tables under a person's headings, as sources of trips."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline.errors import InputError
from timeline.read import READERS, Options, parse_columns, read_inputs
from timeline.records import Entry, RawEvent

HEAD = "<name>Anna Maria (Annie) Berg</name><role>secretary</role>"


def row(
    start: str, end: str, country: str, locale: str = "", remarks: str = "Met with the President. And more."
) -> str:
    days = f"<start-date>{start}</start-date><end-date>{end}</end-date>"
    place = f"<country id='x'>{country}</country><locale>{locale}</locale>"
    return f"<trip role='secretary'>{HEAD}{days}{place}<remarks>Met with the President. And more.</remarks></trip>"


def record(*rows: str) -> bytes:
    return f"<?xml version='1.0'?><trips>{''.join(rows)}</trips>".encode()


TOUR = record(
    row("1991-03-10", "1991-03-14", "Soviet Union", "Moscow, Leningrad"),
    row("1991-03-14", "1991-03-16", "Turkey", "Ankara"),
    row("1991-03-14", "1991-03-16", "Turkey", "Ankara"),
    row("1991-05-02", "1991-05-02", "Holy See"),
)


def read(data: bytes, name: str = "berg") -> list[RawEvent]:
    found = READERS[".xml"](data, name, Options())
    assert all(isinstance(item, RawEvent) for item in found)
    return found  # type: ignore[return-value]


def told(entry: Entry) -> tuple[str, date | None, date | None, date | None, date | None]:
    when = entry.when
    return entry.place.name if entry.place else "", when.start, when.end, when.earliest, when.latest


def test_rows_become_trips_with_every_place_and_day() -> None:
    trips = timeline.build(read(TOUR))
    first, second = trips.trips
    low, high = date(1991, 3, 10), date(1991, 3, 14)
    ankara = date(1991, 3, 14)
    assert [told(e) for e in first.entries] == [
        ("Moscow", None, None, low, high),
        ("Saint Petersburg", None, None, low, high),
        ("Ankara", ankara, date(1991, 3, 16), ankara, ankara),
    ]
    assert [told(e)[:2] for e in second.entries] == [("Vatican City", date(1991, 5, 2))]
    entry = first.entries[0]
    assert (entry.traveller, entry.role, entry.status) == ("Anna Maria Berg", "Secretary of State", "reported")
    assert (entry.purpose, entry.sources) == ("Met with the President", ("berg",))
    assert not trips.problems


def test_rows_of_ships_are_one_trip_where_rows_of_planes_are_two() -> None:
    def journeys(year: int) -> int:
        rows = row(f"{year}-06-01", f"{year}-06-03", "France", "Paris"), row(f"{year}-06-08", "", "Italy", "Rome")
        return len({r.journey for r in read(record(*rows))})

    assert (journeys(1919), journeys(1999)) == (1, 2)


def test_visits_lead_to_the_united_states() -> None:
    data = b"""<visits><visit><visitor>President Levits</visitor><from>Latvia</from><start-date>2020-01-05</start-date>
      <end-date>2020-01-07</end-date><description>Met with the President.</description></visit></visits>"""
    (found,) = read(data)
    assert (found.traveller, found.country, found.end) == ("President Levits of Latvia", "US", "2020-01-07")
    ((entry,),) = [trip.entries for trip in timeline.build([found]).trips]
    assert told(entry)[:3] == ("United States", date(2020, 1, 5), date(2020, 1, 7))


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (row("1991-03-10", "1991-03-09", "Turkey"), "line 1: the end-date 1991-03-09 is before"),
        (row("", "1991-03-09", "Turkey"), "line 1: <trip> has no <start-date>"),
        (row("1991-03-10", "", ""), "line 1: <trip> has no <country>"),
        (row("March", "1991-03-09", "Turkey"), "line 1: 'March' is no day"),
    ],
)
def test_bad_row_is_told_with_its_line(bad: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read(record(bad))


def test_the_whole_record_on_one_itinerary(shared: Path) -> None:
    """Every place of every row is on one of its traveller's trips, on days that fit the row's."""
    files = sorted((shared / "data" / "official").glob("*/*.xml"))
    results = list(read_inputs(map(str, files)))
    assert not [r.error for r in results if r.error]
    rows = [item for r in results for item in r.items if isinstance(item, RawEvent)]
    trips = timeline.build(rows)
    assert len({t.traveller for t in trips.trips}) == len({r.traveller for r in rows}) == len(files)
    assert len(trips.trips) == len({r.journey for r in rows})
    days = defaultdict(list)
    for entry in trips.entries():
        when = entry.when
        for source in entry.sources:
            days[source].append((when.start or when.earliest, when.end or when.start or when.latest))
    for r in rows:
        first, last = date.fromisoformat(r.date), date.fromisoformat(r.end or r.date)
        assert any(a and b and a <= last and b >= first for a, b in days[r.source]), r
    places = [e.place for e in trips.entries()]
    assert sum(p is None for p in places) / len(places) < 0.005


def test_columns_of_a_person_s_table() -> None:
    options = Options(columns=parse_columns("traveller=Who, place=city,start=from, end = till"))
    table = b"who;City;from;till;note\nAnna Berg;Vienna;27 Feb 2023;28 Feb 2023;x\n"
    (found,) = READERS[".csv"](table, "tour", options)
    assert found == RawEvent("Anna Berg", "stop", "Vienna", "27 Feb 2023", source="tour", end="28 Feb 2023")


@pytest.mark.parametrize(
    ("mapping", "cause"),
    [
        ("place", "'place' is not of the form FIELD=HEADING"),
        ("town=city", "the fields are traveller, event, place, date, end"),
        ("place=", "not of the form"),
    ],
)
def test_mapping_that_cannot_be(mapping: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        parse_columns(mapping)


@pytest.mark.parametrize(
    ("columns", "cause"),
    [
        ({"place": "town"}, "line 1: column 'town' is missing .it is named in --columns"),
        ({"place": "city"}, "line 1: column 'date' is missing .needed: date, place, traveller; --columns date=HEADING"),
    ],
)
def test_mapping_that_does_not_fit_the_table(columns: dict[str, str], cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        READERS[".csv"](b"traveller,city\nAnna Berg,Vienna\n", "tour", Options(columns=columns))

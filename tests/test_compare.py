"""Two itineraries side by side: rows find their counterparts, and what differs is said; as text, CSV and page."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from itineraries import trip

from timeline.cli import main
from timeline.compare import COLUMNS, Comparison, compare, to_csv, to_page, to_text
from timeline.records import Entry, Trips, When

NAMES = ["Vienna", "Prague", "Budapest", "Zagreb", "Rome", "Paris", "London"]


def itinerary(*names: str, traveller: str = "Anna Berg", start: date = date(2023, 3, 1)) -> Trips:
    """A stop a day, from `start`."""
    made = trip(traveller, list(names))
    days = [start + timedelta(days=n) for n in range(len(names))]
    entries = tuple(
        replace(e, event="stop", when=When(d, None, d, d, "day")) for e, d in zip(made.entries, days, strict=True)
    )
    return Trips((replace(made, entries=entries),))


def with_row(trips: Trips, at: int, **changes: object) -> Trips:
    (one,) = trips.trips
    rows = list(one.entries)
    rows[at] = replace(rows[at], **changes)  # type: ignore[arg-type]
    return Trips((replace(one, entries=tuple(rows)),))


def told(comparison: Comparison) -> list[tuple[str, str]]:
    def place(entry: Entry | None) -> str:
        return entry.place.name if entry and entry.place else ""

    lines = [line for journey in comparison.journeys for line in journey.lines]
    return [(place(line.first) or place(line.second), "; ".join(line.differences)) for line in lines]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=7, unique=True))
def test_an_itinerary_is_the_same_as_itself(names: list[str]) -> None:
    assert told(compare(itinerary(*names), itinerary(*names))) == [(name, "") for name in names]


def test_what_only_one_has_stands_where_it_belongs() -> None:
    found = compare(itinerary("Vienna", "Prague", "Rome"), itinerary("Vienna", "Budapest", "Rome", "Paris"))
    assert told(found) == [
        ("Vienna", ""), ("Budapest", "only in B"), ("Prague", "only in A"), ("Rome", ""), ("Paris", "only in B"),
    ]  # fmt: skip


def test_days_that_differ() -> None:
    first = itinerary("Vienna", "Prague")
    later = date(2023, 3, 4)
    moved = with_row(first, 1, when=When(later, date(2023, 3, 6), later, later, "day"))
    assert told(compare(first, moved)) == [("Vienna", ""), ("Prague", "arrives 2 days earlier in A")]
    vague = with_row(first, 1, when=When(None, None, date(2023, 3, 1), None, "bounded"))
    assert told(compare(vague, first))[1] == ("Prague", "arrival bounded in A")
    against = with_row(first, 1, when=When(None, None, date(2023, 3, 4), date(2023, 3, 5), "bounded"))
    assert told(compare(first, against))[1] == ("Prague", "days 2 days apart")
    unknown = with_row(first, 1, when=When())
    assert told(compare(first, unknown))[1] == ("Prague", "arrival not known in B")
    stays = [
        with_row(first, 1, when=When(d, date(2023, 3, n), d, d, "day")) for d in [date(2023, 3, 2)] for n in (3, 5)
    ]
    assert told(compare(stays[0], stays[1]))[1] == ("Prague", "leaves 2 days earlier in A")


def test_order_that_differs() -> None:
    first, second = itinerary("Vienna", "Prague", "Rome"), itinerary("Rome", "Vienna", "Prague")
    bare = [
        Trips(tuple(replace(t, entries=tuple(replace(e, when=When()) for e in t.entries)) for t in side.trips))
        for side in (first, second)
    ]
    assert told(compare(bare[0], bare[1])) == [
        ("Vienna", ""), ("Prague", ""), ("Rome", "stands in another place of the order in B"),
    ]  # fmt: skip


def test_status_and_event_that_differ() -> None:
    first = itinerary("Vienna", "Prague")
    second = with_row(first, 0, status="cancelled", event="transit")
    assert told(compare(first, second))[0][1] == "stop in A, transit in B; reported in A, cancelled in B"


def test_one_traveller_under_two_names_and_two_under_one_surname() -> None:
    first = itinerary("Vienna", traveller="Antony Blinken")
    assert told(compare(first, itinerary("Vienna", traveller="Antony John Blinken"))) == [("Vienna", "")]
    other = compare(first, itinerary("Vienna", traveller="Anna Berg"))
    assert [(j.traveller, j.lines[0].differences) for j in other.journeys] == [
        ("Anna Berg", ("only in B",)),
        ("Antony Blinken", ("only in A",)),
    ]


def test_visits_of_other_times_are_other_visits() -> None:
    found = compare(itinerary("Vienna"), itinerary("Vienna", start=date(2023, 5, 1)), everything=True)
    assert told(found) == [("Vienna", "only in A"), ("Vienna", "only in B")]


def test_trips_outside_the_common_time_are_counted_and_shown_if_asked() -> None:
    first = itinerary("Vienna", "Prague")
    long_ago = itinerary("Rome", start=date(1999, 1, 1))
    second = Trips((*long_ago.trips, *first.trips))
    assert (told(compare(first, second)), compare(first, second).left_out) == (
        [("Vienna", ""), ("Prague", "")],
        (0, 1),
    )
    assert "not shown: 1 of B" in to_text(compare(first, second))
    assert told(compare(first, second, everything=True))[0] == ("Rome", "only in B")


def test_nothing_to_compare() -> None:
    empty = compare(Trips(), Trips())
    assert to_text(empty).endswith("0 in both (0 the same), 0 only in A, 0 only in B\n")
    assert "Neither itinerary has a trip" in to_page(empty)


def test_csv_has_both_sides() -> None:
    text = to_csv(compare(itinerary("Vienna"), itinerary("Vienna", "Prague")))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [(r["place"], r["a_start"], r["b_start"], r["differences"]) for r in rows] == [
        ("Vienna", "2023-03-01", "2023-03-01", ""),
        ("Prague", "", "2023-03-02", "only in B"),
    ]


def test_page_is_complete_and_harmless() -> None:
    bad = "</style><script>alert(1)</script>"
    page = to_page(compare(itinerary("Vienna", traveller=bad), itinerary("Vienna", traveller=bad), (bad, bad)))
    assert "<script" not in page and "http-equiv" in page
    assert page.count("<rect") == 2 and "src=" not in page


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, words)])


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Anna Berg arrived in Vienna on Monday, 27 February 2023. On 28 February 2023 she travelled on to Graz."
    Path("story.txt").write_text(text, encoding="utf-8")
    Path("plan.csv").write_text(
        "who,city,from\nAnna Berg,Vienna,2023-02-26\nAnna Berg,Linz,2023-02-28\n", encoding="utf-8"
    )


def test_command_reads_whatever_build_reads(sides: None) -> None:
    columns = ("--columns", "traveller=who,place=city,start=from")
    assert CliRunner().invoke(main, ["build", "story.txt", "-o", "site"]).exit_code == 0
    for other in ("story.txt", "site", "site/itinerary.csv", "site/itinerary.json"):
        result = run("plan.csv", other, *columns)
        assert result.exit_code == 0
        assert [" ".join(line.split()) for line in result.stdout.splitlines()[3:8]] == [
            "Anna Berg",
            "A B",
            "Vienna 2023-02-26 2023-02-27 arrives 1 day earlier in A",
            "Graz - 2023-02-28 only in B",
            "Linz 2023-02-28 - only in A",
        ]


def test_command_writes_the_form_that_is_asked_for(sides: None) -> None:
    assert run("story.txt", "story.txt", "-o", "out.html").stdout == "out.html\n"
    assert Path("out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("story.txt", "story.txt", "-o", "out.csv").exit_code == 0
    assert Path("out.csv").read_text(encoding="utf-8") == run("story.txt", "story.txt", "--format", "csv").stdout


def test_side_that_cannot_be_read(sides: None) -> None:
    for words in (("missing.txt", "story.txt"), ("story.txt", "bad.json"), ("story.txt", "bad.csv")):
        Path("bad.json").write_text("{", encoding="utf-8")
        Path("bad.csv").write_text("trip_id,traveller\n", encoding="utf-8")
        result = run(*words)
        assert result.exit_code == 1 and not result.stdout
        assert any(name in result.stderr for name in ("missing.txt", "bad.json", "bad.csv"))


def test_the_story_beside_the_record(shared: Path) -> None:
    """The record has Astana 27-28 February, Tashkent 28 February - 1 March, New Delhi 1-3 March 2023."""
    data = shared / "data"
    result = run(
        data / "seed-article.txt", data / "official" / "secretary-travels" / "blinken-antony-j.xml", "--format", "csv"
    )
    rows = {row["place"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert [(rows[n]["b_start"], rows[n]["b_end"]) for n in ("Astana", "Tashkent", "New Delhi")] == [
        ("2023-02-27", "2023-02-28"), ("2023-02-28", "2023-03-01"), ("2023-03-01", "2023-03-03"),
    ]  # fmt: skip
    assert list(rows) == ["Joint Base Andrews", "Astana", "Tashkent", "New Delhi"]
    assert (rows["Astana"]["a_start"], rows["Astana"]["differences"]) == ("2023-02-28", "arrives 1 day later in A")

"""The whole way through the house, by the Python names that people hold."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pandas
import pytest

import timeline
from timeline.frame import COLUMNS
from timeline.pipeline import explain

PUBLISHED = date(2023, 7, 27)
STORY = (
    "Foreign Minister Anna Berg arrived in Vienna on Tuesday, where she met the Austrian chancellor. "
    "On Wednesday Berg flew to Prague for talks with the president. On Friday she will travel to Warsaw."
)
EVENTS = [
    timeline.RawEvent("Anna Berg", "stop", "Vienna", "Tuesday", source="table", published=PUBLISHED, country="AT"),
    timeline.RawEvent("Anna Berg", "stop", "Prague", "Wednesday", source="table", published=PUBLISHED),
    timeline.RawEvent("Anna Berg", "stop", "Warsaw", "Friday", "planned", source="table", published=PUBLISHED),
]
DAYS = [("Vienna", date(2023, 7, 25)), ("Prague", date(2023, 7, 26)), ("Warsaw", date(2023, 7, 28))]


def stops(itinerary: timeline.Itinerary) -> list[tuple[str, date | None]]:
    return [(e.place.name if e.place else e.place_text, e.when.start) for e in itinerary.entries() if e.event == "stop"]


@pytest.fixture(scope="module")
def itinerary() -> timeline.Itinerary:
    return timeline.build([timeline.Dispatch(STORY, PUBLISHED, "wire")])


def test_both_doors_lead_to_the_same_trip(itinerary: timeline.Itinerary) -> None:
    assert stops(itinerary) == stops(timeline.build(EVENTS)) == DAYS
    for built in (itinerary, timeline.build(EVENTS)):
        assert [e.status for e in built.entries() if e.event == "stop"] == ["reported", "reported", "planned"]


def test_both_doors_merge_and_name_their_sources(itinerary: timeline.Itinerary) -> None:
    both = timeline.build([timeline.Dispatch(STORY, PUBLISHED, "wire"), *EVENTS])
    assert len(both.trips) == 1 and stops(both) == DAYS
    for entry in both.entries():
        if entry.event == "stop":
            assert set(entry.sources) == {"wire", "table"}


def test_last_day_of_a_row_is_read_like_its_first() -> None:
    stay = timeline.RawEvent("Anna Berg", "stop", "Vienna", "Monday", published=PUBLISHED, end="Wednesday")
    (entry,) = timeline.build([stay]).entries()
    assert (entry.when.start, entry.when.end) == (date(2023, 7, 24), date(2023, 7, 26))
    (vague,) = timeline.build([replace(stay, date="July 2023", end="26 July")]).entries()
    assert (vague.when.start, vague.when.earliest, vague.when.latest) == (None, date(2023, 7, 1), date(2023, 7, 26))
    for end, kind in (("soon", "unknown-date"), ("22 July 2023", "bad-event")):
        assert [p.kind for p in timeline.build([replace(stay, end=end)]).problems] == [kind]


def test_several_places_of_a_row_share_its_days() -> None:
    row = timeline.RawEvent("Anna Berg", "stop", "Vienna; Graz", "24 July 2023", end="26 July 2023", several=True)
    first, last = date(2023, 7, 24), date(2023, 7, 26)
    whens = {e.place.name: e.when for e in timeline.build([row]).entries() if e.place}
    found = [(name, when.start, when.earliest, when.latest) for name, when in whens.items()]
    assert found == [("Vienna", None, first, last), ("Graz", None, first, last)]
    oneday = timeline.build([replace(row, end="24 July 2023")])
    assert stops(oneday) == [("Vienna", first), ("Graz", first)]


def test_order_of_the_input_does_not_matter() -> None:
    items = [timeline.Dispatch(STORY, PUBLISHED, "wire"), *EVENTS]
    first = list(timeline.build(items).entries())
    random.Random(7).shuffle(items)
    again = list(timeline.build(items).entries())
    assert [(e.trip_id, e.seq, e.place, e.when) for e in first] == [(e.trip_id, e.seq, e.place, e.when) for e in again]


def test_frame(itinerary: timeline.Itinerary) -> None:
    frame = itinerary.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == sum(1 for _ in itinerary.entries())
    assert set(frame["traveller"]) == {"Anna Berg"}
    assert list(frame["seq"]) == list(range(1, len(frame) + 1))


def test_evidence_is_a_sentence_of_the_text(itinerary: timeline.Itinerary) -> None:
    for entry in itinerary.entries():
        for evidence in entry.evidence:
            assert evidence.sentence in STORY and evidence.span is not None
            assert STORY[evidence.span.start : evidence.span.end] == evidence.sentence


def test_nothing_gives_nothing() -> None:
    empty = timeline.build([])
    assert (empty.trips, empty.problems) == ((), ())
    assert empty.to_frame().empty and tuple(empty.to_frame().columns) == COLUMNS


def test_what_cannot_be_resolved_is_a_problem_with_its_source() -> None:
    rows = [
        timeline.RawEvent("Anna Berg", "stop", "Qwxzzkvbn", source="t1", published=PUBLISHED, evidence="The row."),
        timeline.RawEvent("Anna Berg", "stop", "Vienna", "the day of the feast", source="t2", published=PUBLISHED),
        timeline.RawEvent("Anna Berg", "dance", "Vienna", "", source="t3"),
    ]
    problems = {p.source: p for p in timeline.build(rows).problems if p.source}
    assert problems.keys() == {"t1", "t2", "t3"}
    assert "Qwxzzkvbn" in problems["t1"].message and problems["t1"].sentence == "The row."
    assert "feast" in problems["t2"].message and "dance" in problems["t3"].message


def test_missing_day_is_told_and_not_invented() -> None:
    built = timeline.build([timeline.Dispatch("Anna Berg arrived in Vienna on Tuesday.", source="wire")])
    assert [p.kind for p in built.problems] == ["no-date"]
    assert all(e.when.start is None for e in built.entries())


def test_rows_below_a_confidence_are_left_out(itinerary: timeline.Itinerary) -> None:
    assert not timeline.build([timeline.Dispatch(STORY, PUBLISHED)], min_confidence=1.0).trips
    assert all(0 < e.confidence <= 1 for e in itinerary.entries())


def test_parts_serve_alone() -> None:
    places = timeline.find_places(STORY)
    assert [STORY[m.start : m.end] for m in places] == [m.text for m in places]
    found = {m.text: m.place for m in places}
    vienna = found["Vienna"]
    assert vienna is not None
    assert (vienna.country_code, vienna.place_id) == ("AT", "geonames:2761369")
    dates = timeline.find_dates(STORY, published=PUBLISHED)
    days = [(m.text, m.first, m.last, m.precision) for m in dates]
    assert ("Tuesday", date(2023, 7, 25), date(2023, 7, 25), "day") in days


def test_explanation_names_every_place() -> None:
    told = "\n".join(explain(timeline.Dispatch(STORY, PUBLISHED)))
    for name in ("Vienna", "Prague", "Warsaw"):
        assert name in told


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "SEOUL (Agency) - President Donald Trump will wrap up his visit to Seoul on Wednesday with a speech on"
            " North Korea.",
            {"Seoul"},
        ),
        (
            "Trump spoke in Warsaw on Saturday. In the speech he said nothing of the victory that took him to Paris.",
            {"Warsaw"},
        ),
    ],
)
def test_topics_and_elections_are_no_journeys(text: str, places: set[str]) -> None:
    found = timeline.build([timeline.Dispatch(text, date(2017, 11, 7), "a")])
    assert set(found.to_frame()["place"]) == places

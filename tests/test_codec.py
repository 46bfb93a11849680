"""The JSON form of an itinerary: nothing is lost, and what cannot be read is named by its spot."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.codec import from_json, to_json
from timeline.errors import InputError
from timeline.frame import COLUMNS
from timeline.records import Entry, Evidence, Place, Problem, Span, Trip, Trips, When

words = st.text(max_size=30)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
places = st.builds(
    Place, words, st.floats(-90, 90), st.floats(-180, 180), words, words,
    st.sampled_from(["city", "airport", "venue"]), words, words, st.integers(0, 10**8), words, words,
)  # fmt: skip
whens = st.builds(When, days, days, days, days, st.sampled_from(["day", "month", "bounded", "unknown"]), words)
evidence = st.builds(Evidence, words, words, st.none() | st.builds(Span, st.integers(0, 99), st.integers(99, 200)))
entries = st.builds(
    Entry, words, st.integers(0, 99), words, words, st.sampled_from(["departure", "stop", "transit", "return"]),
    st.none() | places, words.filter(bool), whens, st.sampled_from(["reported", "planned", "cancelled"]), words,
    st.floats(0, 1), st.none() | st.floats(0, 20_000), st.lists(evidence, max_size=3).map(tuple), words,
    st.lists(places, max_size=2).map(tuple), words,
)  # fmt: skip
trips_ = st.builds(
    Trips,
    st.lists(st.builds(Trip, words, words, st.lists(entries, max_size=3).map(tuple)), max_size=2).map(tuple),
    st.lists(st.builds(Problem, words, words, words, words), max_size=2).map(tuple),
)


@given(trips_)
def test_nothing_is_lost_on_the_way_through_json(trips: Trips) -> None:
    assert from_json(to_json(trips)) == trips


def test_an_entry_holds_every_column_and_its_support() -> None:
    place = Place("Astana", 51.18, 71.45, "KZ", "geonames:1526273")
    entry = Entry("t", 1, "A", "", "stop", place, "Astana", When(), "reported", "", 1.0, None,
                  (Evidence("reuters-1", "He arrived.", Span(3, 14)),))  # fmt: skip
    found = json.loads(to_json(Trips((Trip("t", "A", (entry,)),))))["trips"][0]["entries"][0]
    assert set(COLUMNS) <= set(found)
    assert found["support"] == [{"source": "reuters-1", "sentence": "He arrived.", "start": 3, "end": 14}]


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("{", "is not JSON"),
        ("[]", "itinerary: is not an object"),
        ('{"version": 9}', "version 9 is not known"),
        ('{"version": 1, "trips": [{"entries": [{"latitude": 91}]}]}', r"trips\[0\].entries\[0\].latitude: 91"),
        ('{"version": 1, "trips": [{"entries": [{"start_date": "soon"}]}]}', "start_date: 'soon' is not a day"),
        ('{"version": 1, "trips": [{"entries": [{"status": "denied"}]}]}', "status: 'denied' is none of"),
        ('{"version": 1, "trips": [{"entries": [{"seq": "one"}]}]}', "seq: 'one' is no int"),
        ("[" * 200_000, "nested too deeply|not JSON"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, spot: str) -> None:
    with pytest.raises(InputError, match=spot):
        from_json(text)

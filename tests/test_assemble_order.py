"""Order and bounds of assembled trips, by example and by property."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from claims import ASTANA, DELHI, HONIARA, HONOLULU, PLACES, SEED_DAY, TASHKENT, TOKYO, WASHINGTON, event, names, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.assemble import assemble
from timeline.records import Evidence, Problem, TripEvent, Trips, When


# -- order and bounds ------------------------------------------------------------------------------------------------
def test_undated_stops_are_bounded_by_their_neighbours() -> None:
    events = [
        event(ASTANA, "2-28", position=1),
        event(TASHKENT, position=2, status="planned"),
        event(DELHI, "3-3", position=3, status="planned"),
    ]
    middle = rows(assemble(events))[1]
    assert (middle.when.earliest, middle.when.latest, middle.when.precision) == (SEED_DAY, date(2023, 3, 3), "bounded")


def test_a_stay_bounds_what_follows() -> None:
    events = [event(ASTANA, "2-24", end="2-27", position=1), event(TASHKENT, position=2, high="2-28")]
    assert rows(assemble(events))[1].when.earliest == date(2023, 2, 27)


def test_order_told_by_one_outlet_serves_the_undated_stops_of_another() -> None:
    events = [
        event(ASTANA, "2-28", doc="a", position=1),
        event(TASHKENT, doc="a", position=2, status="planned"),
        event(TASHKENT, doc="b", position=1, status="planned"),
        event(DELHI, doc="b", position=2, status="planned"),
    ]
    trips = assemble(events)
    assert names(trips) == ["Astana", "Tashkent", "New Delhi"]
    assert rows(trips)[2].when.earliest == SEED_DAY


def test_plan_of_an_unpublished_story_follows_what_it_reports() -> None:
    events = [event(TASHKENT, status="planned", pub=""), event(ASTANA, "2-28", pub="")]
    assert names(assemble(events)) == ["Astana", "Tashkent"]


def test_across_the_date_line_the_calendar_turns_back() -> None:
    events = [
        event(HONIARA, "2014-8-13", position=1, pub="2014-8-14"),
        event(HONOLULU, position=2, high="2014-8-14", pub="2014-8-14"),
    ]
    assert rows(assemble(events))[1].when.earliest == date(2014, 8, 12)


def test_a_long_flight_east_takes_a_day() -> None:
    events = [event(WASHINGTON, "2-20", event="departure", position=0), event(TOKYO, position=1, high="2-28")]
    assert rows(assemble(events))[1].when.earliest == date(2023, 2, 21)


def test_called_off_stops_do_not_bound_the_others() -> None:
    events = [
        event(ASTANA, "2-28", position=1),
        event(TASHKENT, "3-2", status="cancelled", position=2),
        event(DELHI, status="planned", position=3),
    ]
    trips = assemble(events)
    assert names(trips) == ["Astana", "Tashkent", "New Delhi"]
    assert rows(trips)[2].when.earliest == SEED_DAY


def test_contradiction_drops_the_weaker_relation_and_says_so() -> None:
    events = [event(TASHKENT, "2-28", position=1), event(ASTANA, "2-27", position=2)]
    trips = assemble(events, problems=[Problem("date", "met before")])
    assert names(trips) == ["Astana", "Tashkent"]
    assert [p.kind for p in trips.problems] == ["date", "order"]
    assert "Tashkent told before Astana" in trips.problems[1].message


def test_outlets_that_tell_opposite_orders_never_hang() -> None:
    events = []
    tellings = {"a": (ASTANA, TASHKENT, DELHI), "b": (DELHI, TASHKENT, ASTANA), "c": (TASHKENT, ASTANA, DELHI)}
    for doc, order in tellings.items():
        events += [event(where, doc=doc, position=i, status="planned") for i, where in enumerate(order)]
    assert sorted(names(assemble(events))) == ["Astana", "New Delhi", "Tashkent"]


@pytest.mark.parametrize(
    ("low", "high", "precision"),
    [
        ("2-1", "2-28", "month"),
        ("2019-1-1", "2019-12-31", "year"),
        ("2-1", "2-27", "bounded"),
        ("", "2-28", "bounded"),
        ("", "", "unknown"),
    ],
)
def test_precision_follows_from_the_bounds(low: str, high: str, precision: str) -> None:
    assert rows(assemble([event(ASTANA, low=low, high=high)]))[0].when.precision == precision


def test_nothing_in_nothing_out() -> None:
    assert assemble([]) == Trips()


# -- properties ------------------------------------------------------------------------------------------------------
_DAYS = st.one_of(st.none(), st.integers(0, 40).map(lambda n: date(2023, 2, 1) + timedelta(n)))
_TRAVELLERS = ("Antony Blinken", "Blinken", "Antony J. Blinken", "Bill Clinton", "Hillary Clinton", "Clinton", "Xi")
_SENTENCES = ("arrived", "was there", "went back", "")
_EVENTS = st.builds(
    TripEvent,
    traveller=st.sampled_from(_TRAVELLERS),
    event=st.sampled_from(("departure", "stop", "transit", "return")),
    place=st.sampled_from((*PLACES, None)),
    place_text=st.sampled_from(("Nowhere", "Somewhere")),
    when=st.builds(When, _DAYS, _DAYS, _DAYS, _DAYS),
    status=st.sampled_from(("reported", "planned", "cancelled")),
    evidence=st.builds(Evidence, st.sampled_from(("a", "b", "c", "")), st.sampled_from(_SENTENCES)),
    confidence=st.floats(0, 1),
    position=st.integers(0, 5),
    published=_DAYS,
    background=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_EVENTS, max_size=14), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(events: Sequence[TripEvent], rng: random.Random) -> None:
    shuffled = list(events)
    rng.shuffle(shuffled)
    assert assemble(shuffled) == assemble(events)


@settings(max_examples=150, deadline=None)
@given(st.lists(_EVENTS, max_size=14))
def test_rows_are_sound(events: Sequence[TripEvent]) -> None:
    trips = assemble(events)
    found = rows(trips)
    assert {e.evidence for e in events} == {evidence for row in found for evidence in row.evidence}
    assert len(found) <= len(events)
    assert len({t.trip_id for t in trips.trips}) == len(trips.trips)
    for trip in trips.trips:
        assert [e.seq for e in trip.entries] == list(range(1, len(trip.entries) + 1))
    for row in found:
        when = row.when
        assert 0 <= row.confidence <= 1
        assert not (when.earliest and when.latest and when.earliest > when.latest)
        if when.start:
            assert when.start == when.earliest == when.latest
        if when.end:
            assert when.end >= (when.start or when.earliest or when.end)


@settings(max_examples=50, deadline=None)
@given(st.lists(_EVENTS, max_size=8))
def test_repeating_the_input_changes_nothing(events: Sequence[TripEvent]) -> None:
    assert assemble([*events, *events]) == assemble(events)

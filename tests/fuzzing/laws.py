"""What must hold of every result, whatever it was made from. A broken law is an `AssertionError`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from timeline.records import (
    EVENT_KINDS,
    STATUSES,
    DateMention,
    Dispatch,
    Place,
    PlaceMention,
    RawEvent,
    TripEvent,
    Trips,
    When,
)


def sound_items(items: Iterable[object]) -> None:
    for item in items:
        if isinstance(item, Dispatch):
            assert all(isinstance(value, str) for value in (item.text, item.source, item.title, item.url))
            assert item.url == "" or item.url.startswith(("http://", "https://"))
        else:
            assert isinstance(item, RawEvent)
            assert item.traveller.strip() and item.place.strip()
        assert item.published is None or type(item.published) is date


def sound_place(place: Place | None) -> None:
    if place is not None:
        assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180
        assert place.name and place.country_code == place.country_code.upper()


def sound_places(text: str, found: Sequence[PlaceMention]) -> None:
    reach = 0
    for mention in found:
        assert reach <= mention.start < mention.end <= len(text), "mentions overlap or leave the text"
        assert text[mention.start : mention.end] == mention.text
        assert 0 <= mention.confidence <= 1
        for place in (mention.place, *mention.alternatives):
            sound_place(place)
        reach = mention.end


def sound_dates(text: str, found: Sequence[DateMention]) -> None:
    reach = 0
    for mention in found:
        assert reach <= mention.start < mention.end <= len(text), "mentions overlap or leave the text"
        assert text[mention.start : mention.end] == mention.text
        assert mention.first is None or mention.last is None or mention.first <= mention.last
        reach = mention.end


def sound_when(when: When) -> None:
    assert not (when.earliest and when.latest and when.earliest > when.latest), "bounds that cross"
    if when.start:
        assert when.start == when.earliest == when.latest
    if when.end:
        assert when.end >= (when.start or when.earliest or when.end)


def sound_events(text: str, events: Sequence[TripEvent]) -> None:
    for event in events:
        assert event.traveller.strip() and event.event in EVENT_KINDS and event.status in STATUSES
        assert 0 <= event.confidence <= 1
        span = event.evidence.span
        assert span is None or 0 <= span.start <= span.end <= len(text)
        sound_place(event.place)


def sound_trips(trips: Trips) -> None:
    assert len({trip.trip_id for trip in trips.trips}) == len(trips.trips)
    for trip in trips.trips:
        assert [entry.seq for entry in trip.entries] == list(range(1, len(trip.entries) + 1))
        for entry in trip.entries:
            assert entry.event in EVENT_KINDS and entry.status in STATUSES and 0 <= entry.confidence <= 1
            assert entry.distance_km is None or 0 <= entry.distance_km <= 21_000
            sound_when(entry.when)
            sound_place(entry.place)

"""The days of a whole trip ("a trip from November 11 to 18", "a 12-day tour"), which bound its undated stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from timeline.extract.story import Sentence, Story
from timeline.extract.when import within
from timeline.records import Duration, TripEvent

_JOURNEY = frozenset(
    "trip trips tour journey travel travels swing visit mission shuttle odyssey itinerary programme".split()
)
_LONGEST = 45
_LASTING = re.compile(r"\blast(?:s|ing)?\b")


def trip_days(story: Story, events: Sequence[TripEvent], lengths: Sequence[Duration]) -> tuple[date, date] | None:
    """First and last day of the main traveller's trip, if the dispatch tells them."""
    for sentence in story.sentences:
        found = _range(sentence)
        if found:
            return found
    return _length(story, events, lengths)


def _range(sentence: Sentence) -> tuple[date, date] | None:
    chunks = sentence.chunks
    journey = any(c.text in _JOURNEY for c in chunks)
    for index, piece in enumerate(chunks):
        if piece.kind != "D" or not piece.data.first:
            continue
        last = piece.data.last
        if (
            piece.data.kind != "range"
            and index + 2 < len(chunks)
            and chunks[index + 2].kind == "D"
            and chunks[index + 1].text in ("to", "until", "through", "-", "–")
        ):
            last = chunks[index + 2].data.last
        if not last or not 2 <= (last - piece.data.first).days <= _LONGEST or piece.data.precision in ("month", "year"):
            continue
        holders = [f for f in sentence.frames if any(d is piece for d in f.dates) and f.date_how != "heading"]
        if (not holders and journey) or (len(holders) > 1 and all(f.date_how == "list" for f in holders)):
            return piece.data.first, last
    return None


def _length(story: Story, events: Sequence[TripEvent], lengths: Sequence[Duration]) -> tuple[date, date] | None:
    """The first dated day and the length told ("12-day trip")."""
    main = story.discourse.main
    if main is None:
        return None
    name = story.people.persons[main].name
    starts = [
        e.when.start
        for e in events
        if e.traveller == name and e.when.start and not e.background and e.status != "cancelled"
    ]
    for told in lengths:
        lasts = not told.what and _LASTING.search(story.text, max(0, told.start - 24), told.start)
        if (told.what in _JOURNEY or lasts) and 3 <= told.days <= _LONGEST and starts:
            return min(starts), min(starts) + timedelta(days=told.days)
    return None


def bounded(story: Story, events: Sequence[TripEvent], lengths: Sequence[Duration]) -> list[TripEvent]:
    """The events, those of the main traveller drawn into the days of the trip; `lengths` are those the text tells."""
    found = trip_days(story, events, lengths)
    main = story.discourse.main
    if found is None or main is None:
        return list(events)
    name = story.people.persons[main].name
    return [within(e, *found) if e.traveller == name else e for e in events]

"""The days of a whole trip ("a trip from November 11 to 18", "a 12-day tour"), which bound its undated stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from timeline.extract.story import Sentence, Story
from timeline.extract.tokens import Chunk
from timeline.extract.when import within
from timeline.records import Duration, TripEvent

_JOURNEY = frozenset(
    "trip trips tour journey travel travels swing visit mission shuttle odyssey itinerary programme".split()
)
_BEGIN = ("begin", "began", "begun", "start", "open", "kick")
_END = ("end", "wrap", "wind", "wound", "conclud", "finish", "complet", "clos")
_LONGEST = 45
_LASTING = re.compile(r"\blast(?:s|ing)?\b")


Days = tuple[date | None, date | None]


def trip_days(story: Story, events: Sequence[TripEvent], lengths: Sequence[Duration]) -> Days:
    """First and last day of the main traveller's trip, as far as the dispatch tells them."""
    for sentence in story.sentences:
        found = _range(sentence)
        if found:
            return found
    first, last = _edges(story)
    length = next((t.days for t in lengths if _of_trip(story, t)), 0)
    if length and first is None and last is not None:
        first = last - timedelta(days=length)
    elif length and last is None:
        first = first or _first_day(story, events)
        last = first + timedelta(days=length) if first else None
    return first, last


def _edges(story: Story) -> Days:
    """The days on which "the trip began" and "it ends", where the dispatch tells one or both."""
    first: date | None = None
    last: date | None = None
    for sentence in story.sentences:
        chunks = sentence.chunks
        for index, piece in enumerate(chunks):
            edge = piece.text.startswith(_BEGIN + _END) and piece.kind == "V"
            if not edge or not _speaks_of_trip(chunks, index):
                continue
            day = next((c.data for c in chunks[index + 1 : index + 7] if c.kind == "D"), None)
            if day is None or day.precision not in ("day", "week") or _old(story, day.last):
                continue
            if piece.text.startswith(_BEGIN):
                first = first or day.first
            else:
                last = last or day.last
    return (first, last) if not (first and last and last < first) else (None, None)


def _speaks_of_trip(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a word for the journey stands shortly before the verb, or directly behind it ("ends his tour")."""
    return any(c.text in _JOURNEY for c in (*chunks[max(0, index - 7) : index], *chunks[index + 1 : index + 4]))


def _old(story: Story, day: date | None) -> bool:
    return bool(day and story.published and abs((day - story.published).days) > _LONGEST)


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


def _of_trip(story: Story, told: Duration) -> bool:
    """Whether a length of time is that of the journey ("a 12-day trip", "the tour lasts nine days")."""
    lasts = not told.what and _LASTING.search(story.text, max(0, told.start - 24), told.start)
    return (told.what in _JOURNEY or bool(lasts)) and 3 <= told.days <= _LONGEST


def _first_day(story: Story, events: Sequence[TripEvent]) -> date | None:
    """The first dated day of the main traveller's trip."""
    main = story.discourse.main
    name = story.people.persons[main].name if main is not None else ""
    starts = [
        e.when.start
        for e in events
        if e.traveller == name and e.when.start and not e.background and e.status != "cancelled"
    ]
    return min(starts, default=None)


def bounded(story: Story, events: Sequence[TripEvent], lengths: Sequence[Duration]) -> list[TripEvent]:
    """The events, those of the main traveller drawn into the days of the trip; `lengths` are those the text tells."""
    found = trip_days(story, events, lengths)
    main = story.discourse.main
    if found == (None, None) or main is None:
        return list(events)
    name = story.people.persons[main].name
    return [within(e, *found) if e.traveller == name else e for e in events]

"""The days of a whole trip ("a trip from November 11 to 18", "a 12-day tour"), which bound its undated stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.stays import nth_day
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Clause
from timeline.extract.when import within
from timeline.records import Duration, TripEvent

JOURNEY = frozenset(
    "trip trips tour journey travel travels swing visit visits mission shuttle odyssey itinerary programme round"
    " voyage".split()
)
_TOURS = JOURNEY - {"visit", "visits"}
_BEGIN = ("begin", "began", "begun", "start", "open", "kick")
_END = ("end", "wrap", "wind", "wound", "conclud", "finish", "complet", "clos")
_TRAVELLING = frozenset(("v.visit", "v.go"))
_TO = frozenset(("to", "until", "through", "-", "–"))
_LONGEST = 45
_LASTING = re.compile(r"\blast(?:s|ing)?\b")


Days = tuple[date | None, date | None]


def trip_days(story: Story, events: Sequence[TripEvent], lengths: Sequence[Duration]) -> Days:
    """First and last day of the main traveller's trip, as far as the dispatch tells them."""
    for sentence in story.sentences:
        found = _range(sentence)
        if found and not (story.advance and story.published and found[1] < story.published):
            # of a trip that is announced the days are to come ("since taking office last week")
            return found
    first, last = _edges(story)
    if first is None and last is None:
        first, last = _nth(story)
    length = next((t.days for t in lengths if _of_trip(story, t)), 0)
    if length and first is None and last is not None:
        first = shifted(last, -timedelta(days=length))
    elif length and last is None:
        first = first or _first_day(story, events)
        last = shifted(first, timedelta(days=length)) if first else None
    return first, last


def _nth(story: Story) -> Days:
    """The edge of the journey that "on the second day of his tour" tells."""
    for sentence in story.sentences:
        if any(p.head in _TOURS for p in sentence.phrases):
            found = nth_day(sentence, story.text, story.published)
            if found != (None, None):
                return found
    return None, None


def _edges(story: Story) -> Days:
    """The days on which "the trip began" and "it ends", where the dispatch tells one or both."""
    first: date | None = None
    last: date | None = None
    for sentence in story.sentences:
        for clause in sentence.clauses:
            verb = clause.verb
            if verb is None or not verb.head.startswith(_BEGIN + _END) or not _speaks_of_trip(clause):
                continue
            day = next((a.np.data for a in clause.args if a.np.what == "date"), None)
            if day is None or day.precision not in ("day", "week") or _old(story, day.last):
                continue
            if verb.head.startswith(_BEGIN):
                first = first or day.first
            else:
                last = last or day.last
    return (first, last) if not (first and last and last < first) else (None, None)


def _speaks_of_trip(clause: Clause) -> bool:
    """Whether the journey is the subject or the object of the verb ("his tour, which ends", "ends his tour")."""
    return any(p.head in JOURNEY for p in (*clause.subject, *(a.np for a in clause.args if not a.prep)))


def _old(story: Story, day: date | None) -> bool:
    return bool(day and story.published and abs((day - story.published).days) > _LONGEST)


def _nowhere_yet(sentence: Sentence) -> bool:
    """Whether a journey is told without any place ("From 6 to 10 November I will visit four partners in Asia")."""
    travels = any(c.verb is not None and not c.verb.kinds.isdisjoint(_TRAVELLING) for c in sentence.clauses)
    return travels and all(s.place.kind == "region" for s in sentence.sites)


def _range(sentence: Sentence) -> tuple[date, date] | None:
    """The days of "a tour from Jan. 13 to 18", which belong to no single place."""
    phrases = sentence.phrases
    journey = any(p.head in JOURNEY for p in phrases)
    for index, piece in enumerate(phrases):
        if piece.what != "date" or not piece.data.first:
            continue
        last = piece.data.last
        following = phrases[index + 1 : index + 3]
        if (
            piece.data.kind != "range"
            and len(following) == 2
            and following[1].what == "date"
            and following[0].head in _TO
        ):
            last = following[1].data.last
        if not last or not 2 <= (last - piece.data.first).days <= _LONGEST or piece.data.precision in ("month", "year"):
            continue
        holders = [s for s in sentence.sites if any(d is piece for d in s.dates) and s.date_how != "heading"]
        holders = [s for s in holders if s.place.kind != "region"]
        told = journey or (piece.data.kind == "range" and _nowhere_yet(sentence))
        if (not holders and told) or (len(holders) > 1 and all(s.date_how == "list" for s in holders)):
            return piece.data.first, last
    return None


def _of_trip(story: Story, told: Duration) -> bool:
    """Whether a length of time is that of the journey ("a 12-day trip", "the tour lasts nine days")."""
    lasts = not told.what and _LASTING.search(story.text, max(0, told.start - 24), told.start)
    behind = story.text[told.end : told.end + 24].split()  # "a 12-day Asian trip"
    journey = told.what in JOURNEY or bool(behind and behind[0].strip(",.;") in JOURNEY)
    return (journey or bool(lasts)) and 3 <= told.days <= _LONGEST


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

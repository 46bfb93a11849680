"""Trips as columns of whole numbers and one table of texts: what the page's script reads.

A hundred thousand rows as objects would weigh many times as much, in the file and in the browser's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar, get_args

from timeline.records import EVENT_KINDS, STATUSES, Entry, Place, Precision, Trips

VERSION = 1
T = TypeVar("T")
PRECISIONS: tuple[str, ...] = get_args(Precision)
EPOCH = date(1970, 1, 1).toordinal()
_NUMBERS: dict[str, Callable[[Entry], int]] = {
    "seq": lambda e: e.seq,
    "event": lambda e: EVENT_KINDS.index(e.event),
    "status": lambda e: STATUSES.index(e.status),
    "precision": lambda e: PRECISIONS.index(e.when.precision),
    "confidence": lambda e: round(e.confidence * 1000),
}
_DAYS: dict[str, Callable[[Entry], date | None]] = {
    "start": lambda e: e.when.start,
    "end": lambda e: e.when.end,
    "earliest": lambda e: e.when.earliest,
    "latest": lambda e: e.when.latest,
}
_TEXTS: dict[str, Callable[[Entry], str]] = {
    "role": lambda e: e.role,
    "placeText": lambda e: "" if e.place and e.place_text == e.place.name else e.place_text,
    "dateText": lambda e: e.when.text,
    "reason": lambda e: e.reason,
}
_SENTENCES: dict[str, Callable[[Entry], str]] = {
    "purpose": lambda e: e.purpose,
    "conflict": lambda e: e.conflict,
}


class _Table(Generic[T]):
    """Texts (or places), each once; the number of a new one is the next."""

    def __init__(self, *first: T) -> None:
        self.numbers: dict[T, int] = {item: i for i, item in enumerate(first)}

    def number(self, item: T) -> int:
        return self.numbers.setdefault(item, len(self.numbers))


def columns(trips: Trips) -> dict[str, Any]:
    """The document of the page.

    Days count from 1970-01-01, None where not known; distances are tenths of a kilometre, confidence thousandths;
    words are numbers in `texts`, longer ones in `sentences` (0 is
    the empty text), places in `places` (-1: not placed); `support` holds pairs of source (in `texts`) and sentence,
    `supports` how many pairs each row has.
    """
    texts, sentences, places = _Table(""), _Table(""), _Table[Place]()
    names = [*_NUMBERS, *_DAYS, *_TEXTS, *_SENTENCES, "trip", "place", "distance", "supports"]
    found: dict[str, list[int | None]] = {name: [] for name in names}
    support: list[int] = []
    alternatives: dict[int, list[int]] = {}
    heads = []
    row = 0
    for number, trip in enumerate(trips.trips):
        heads.append([trip.trip_id, texts.number(trip.traveller)])
        for entry in trip.entries:
            _fill(found, entry, texts, sentences)
            found["trip"].append(number)
            found["place"].append(places.number(entry.place) if entry.place else -1)
            found["supports"].append(len(entry.evidence))
            for evidence in entry.evidence:
                support += (texts.number(evidence.source), sentences.number(evidence.sentence))
            if entry.alternatives:
                alternatives[row] = [places.number(p) for p in entry.alternatives]
            row += 1
    place_rows = [_place(p, texts) for p in places.numbers]
    return {
        "version": VERSION,
        "rows": row,
        "events": EVENT_KINDS,
        "statuses": STATUSES,
        "precisions": PRECISIONS,
        "trips": heads,
        "columns": found,
        "support": support,
        "alternatives": alternatives,
        "places": place_rows,
        "texts": list(texts.numbers),
        "sentences": list(sentences.numbers),
    }


def _fill(found: dict[str, list[int | None]], entry: Entry, texts: _Table[str], sentences: _Table[str]) -> None:
    for name, number in _NUMBERS.items():
        found[name].append(number(entry))
    for name, day in _DAYS.items():
        value = day(entry)
        found[name].append(value.toordinal() - EPOCH if value else None)
    for name, text in _TEXTS.items():
        found[name].append(texts.number(text(entry)))
    for name, text in _SENTENCES.items():
        found[name].append(sentences.number(text(entry)))
    found["distance"].append(None if entry.distance_km is None else round(entry.distance_km * 10))


def _place(place: Place, texts: _Table[str]) -> list[Any]:
    said = (place.name, place.admin1, place.country, place.country_code, place.place_id, place.kind)
    return [place.latitude, place.longitude, *(texts.number(t) for t in said)]

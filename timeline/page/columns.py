"""Trips as columns of whole numbers and a few tables of texts: what the page's script reads.

A hundred thousand rows as objects would weigh many times as much, in the file and in the browser's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar, get_args

from timeline.records import EVENT_KINDS, STATUSES, Entry, Place, Precision, Trips

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
    "dateText": lambda e: e.when.text,
    "reason": lambda e: e.reason,
}
_SENTENCES: dict[str, Callable[[Entry], str]] = {
    "purpose": lambda e: e.purpose,
    "conflict": lambda e: e.conflict,
}


_LINKS = ("trip", "place", "placeText", "distance", "supports", "others")


class _Table(Generic[T]):
    """Texts (or places), each once; the number of a new one is the next."""

    def __init__(self, *first: T) -> None:
        self.numbers: dict[T, int] = {item: i for i, item in enumerate(first)}

    def number(self, item: T) -> int:
        return self.numbers.setdefault(item, len(self.numbers))


class _Tables:
    """What rows refer to by number; 0 is the empty text."""

    def __init__(self) -> None:
        self.names, self.texts, self.sentences = _Table(""), _Table(""), _Table("")
        self.places = _Table[Place]()


def columns(trips: Trips) -> dict[str, Any]:
    """The document of the page.

    Days count from 1970-01-01, None where not known; distances are tenths of a kilometre, confidence thousandths.
    Names of places and travellers are numbers in `names`, what else is short in `texts`, what is long in `sentences`
    (0 is the empty text), places in `places` (-1: not placed). `trips` holds their ids, `travellers` a name for each;
    `support` pairs of source (in `texts`) and sentence, `alternatives` places, and the columns `supports` and `others`
    how many of these each row has.
    """
    tables = _Tables()
    found: dict[str, list[int | None]] = {name: [] for name in (*_NUMBERS, *_DAYS, *_TEXTS, *_SENTENCES, *_LINKS)}
    support: list[int] = []
    alternatives: list[int] = []
    for number, trip in enumerate(trips.trips):
        for entry in trip.entries:
            _fill(found, entry, tables)
            found["trip"].append(number)
            for evidence in entry.evidence:
                support += (tables.texts.number(evidence.source), tables.sentences.number(evidence.sentence))
            alternatives += (tables.places.number(p) for p in entry.alternatives)
    return {
        "rows": len(found["trip"]),
        "events": EVENT_KINDS,
        "statuses": STATUSES,
        "precisions": PRECISIONS,
        "trips": [trip.trip_id for trip in trips.trips],
        "travellers": [tables.names.number(trip.traveller) for trip in trips.trips],
        "columns": found,
        "support": support,
        "alternatives": alternatives,
        "places": [_place(p, tables.names) for p in tables.places.numbers],
        "names": list(tables.names.numbers),
        "texts": list(tables.texts.numbers),
        "sentences": list(tables.sentences.numbers),
    }


def _fill(found: dict[str, list[int | None]], entry: Entry, tables: _Tables) -> None:
    for name, number in _NUMBERS.items():
        found[name].append(number(entry))
    for name, day in _DAYS.items():
        value = day(entry)
        found[name].append(value.toordinal() - EPOCH if value else None)
    for name, text in _TEXTS.items():
        found[name].append(tables.texts.number(text(entry)))
    for name, text in _SENTENCES.items():
        found[name].append(tables.sentences.number(text(entry)))
    place = entry.place
    found["place"].append(tables.places.number(place) if place else -1)
    found["placeText"].append(tables.names.number("" if place and entry.place_text == place.name else entry.place_text))
    found["distance"].append(None if entry.distance_km is None else round(entry.distance_km * 10))
    found["supports"].append(len(entry.evidence))
    found["others"].append(len(entry.alternatives))


def _place(place: Place, names: _Table[str]) -> list[Any]:
    said = (place.name, place.admin1, place.country, place.country_code, place.place_id, place.kind)
    return [place.latitude, place.longitude, *(names.number(t) for t in said)]

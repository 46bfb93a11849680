"""Trips as columns of whole numbers and one table of texts: what the page's script reads.

A hundred thousand rows as objects would weigh many times as much, in the file and in the browser's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from timeline.records import EVENT_KINDS, STATUSES, Entry, Place, Precision, Trips

VERSION = 1
PRECISIONS: tuple[str, ...] = get_args(Precision)
EPOCH = date(1970, 1, 1).toordinal()
_NUMBERS: dict[str, Callable[[Entry], int]] = {
    "seq": lambda e: e.seq,
    "event": lambda e: EVENT_KINDS.index(e.event),
    "status": lambda e: STATUSES.index(e.status),
    "precision": lambda e: PRECISIONS.index(e.when.precision),
    "confidence": lambda e: round(e.confidence * 100),
}
_DAYS: dict[str, Callable[[Entry], date | None]] = {
    "start": lambda e: e.when.start,
    "end": lambda e: e.when.end,
    "earliest": lambda e: e.when.earliest,
    "latest": lambda e: e.when.latest,
}
_TEXTS: dict[str, Callable[[Entry], str]] = {
    "role": lambda e: e.role,
    "placeText": lambda e: e.place_text,
    "dateText": lambda e: e.when.text,
    "purpose": lambda e: e.purpose,
    "conflict": lambda e: e.conflict,
    "reason": lambda e: e.reason,
}


class _Table:
    """Texts (or places), each once; the number of a new one is the next."""

    def __init__(self, *first: Any) -> None:
        self.numbers: dict[Any, int] = {item: i for i, item in enumerate(first)}

    def number(self, item: Any) -> int:
        return self.numbers.setdefault(item, len(self.numbers))


def columns(trips: Trips) -> dict[str, Any]:
    """The document of the page.

    Days count from 1970-01-01, None where not known; texts are numbers in `texts` (0 is the empty text), places in
    `places` (-1: not placed); `support` holds pairs of source and sentence, `supports` how many pairs each row has.
    """
    texts, places = _Table(""), _Table()
    names = [*_NUMBERS, *_DAYS, *_TEXTS, "trip", "place", "distance", "supports"]
    found: dict[str, list[int | None]] = {name: [] for name in names}
    support: list[int] = []
    alternatives: dict[int, list[int]] = {}
    heads = []
    row = 0
    for number, trip in enumerate(trips.trips):
        heads.append([trip.trip_id, texts.number(trip.traveller)])
        for entry in trip.entries:
            _fill(found, entry, texts)
            found["trip"].append(number)
            found["place"].append(places.number(entry.place) if entry.place else -1)
            found["supports"].append(len(entry.evidence))
            for evidence in entry.evidence:
                support += (texts.number(evidence.source), texts.number(evidence.sentence))
            if entry.alternatives:
                alternatives[row] = [places.number(p) for p in entry.alternatives]
            row += 1
    problems = [[texts.number(t) for t in (p.kind, p.message, p.source, p.sentence)] for p in trips.problems]
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
        "problems": problems,
        "places": place_rows,
        "texts": list(texts.numbers),
    }


def _fill(found: dict[str, list[int | None]], entry: Entry, texts: _Table) -> None:
    for name, number in _NUMBERS.items():
        found[name].append(number(entry))
    for name, day in _DAYS.items():
        value = day(entry)
        found[name].append(value.toordinal() - EPOCH if value else None)
    for name, text in _TEXTS.items():
        value_text = text(entry)
        if name == "placeText" and entry.place and value_text == entry.place.name:
            value_text = ""
        found[name].append(texts.number(value_text))
    found["distance"].append(None if entry.distance_km is None else round(entry.distance_km))


def _place(place: Place, texts: _Table) -> list[Any]:
    said = (place.name, place.admin1, place.country, place.country_code, place.place_id, place.kind)
    return [round(place.latitude, 5), round(place.longitude, 5), *(texts.number(t) for t in said)]

"""Itineraries <-> JSON: all that the table holds, and beyond it every supporting sentence, the alternatives of a place,
the reason for the choice, the problems, and what a person corrected by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from timeline.errors import InputError
from timeline.frame import row
from timeline.records import (
    EVENT_KINDS,
    STATUSES,
    Correction,
    Entry,
    Evidence,
    Place,
    Precision,
    Problem,
    Span,
    Trip,
    Trips,
    When,
)

VERSION = 1
_PLACE_DETAILS = ("kind", "population", "feature_code", "city_id")
_PRECISIONS = get_args(Precision)
_ROWS = ("before", "after", "behind")


def to_json(trips: Trips) -> str:
    """The itinerary as JSON text; every entry holds the columns of the table, `support`, `alternatives`, `reason`."""
    document = {
        "version": VERSION,
        "trips": [
            {"trip_id": t.trip_id, "traveller": t.traveller, "entries": [_entry_out(e) for e in t.entries]}
            for t in trips.trips
        ],
        "problems": [
            {"kind": p.kind, "message": p.message, "source": p.source, "sentence": p.sentence} for p in trips.problems
        ],
        "corrections": [_correction_out(c) for c in trips.corrections],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _entry_out(entry: Entry) -> dict[str, Any]:
    place = entry.place
    return {
        **row(entry),
        "confidence": entry.confidence,
        "distance_km": entry.distance_km,
        "place_text": entry.place_text,
        "date_text": entry.when.text,
        "place_details": {n: getattr(place, n) for n in _PLACE_DETAILS} if place else None,
        "support": [_evidence_out(e) for e in entry.evidence],
        "alternatives": [_alternative_out(p) for p in entry.alternatives],
        "reason": entry.reason,
    }


def _correction_out(correction: Correction) -> dict[str, Any]:
    rows = {name: getattr(correction, name) for name in _ROWS}
    out: dict[str, Any] = {name: _entry_out(entry) if entry else None for name, entry in rows.items()}
    return {**out, "columns": list(correction.columns)}


def _evidence_out(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span
    return {
        "source": evidence.source,
        "sentence": evidence.sentence,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }


def _alternative_out(place: Place) -> dict[str, Any]:
    names = ("name", "country_code", "latitude", "longitude", "place_id", "country", "admin1", *_PLACE_DETAILS)
    return {n: getattr(place, n) for n in names}


def from_json(text: str) -> Trips:
    """The itinerary that `to_json` wrote. Raises `InputError` that names the spot of what cannot be read."""
    try:
        document = json.loads(text)
    except ValueError as err:
        raise InputError(f"itinerary: is not JSON: {err}") from None
    except RecursionError:
        raise InputError("itinerary: is nested too deeply") from None
    root = _Node(document, "itinerary")
    if root.value("version", int) != VERSION:
        raise InputError(f"itinerary: version {root.value('version', int)} is not known; this program reads {VERSION}")
    trips = tuple(
        Trip(t.text("trip_id"), t.text("traveller"), tuple(_entry_in(e) for e in t.nodes("entries")))
        for t in root.nodes("trips")
    )
    problems = tuple(
        Problem(p.text("kind"), p.text("message"), p.text("source"), p.text("sentence")) for p in root.nodes("problems")
    )
    return Trips(trips, problems, tuple(map(_correction_in, root.nodes("corrections"))))


class _Node:
    """A JSON object and its path in the document; its getters check the types, null and absent are the same."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, Mapping):
            raise InputError(f"{path}: is not an object")
        self.data: Mapping[str, Any] = data
        self.path = path

    def value(self, name: str, *kinds: type) -> Any:
        found = self.data.get(name)
        if found is not None and (not isinstance(found, kinds) or isinstance(found, bool)):
            raise InputError(f"{self.path}.{name}: {found!r:.60} is no {kinds[0].__name__}")
        return found

    def text(self, name: str, default: str = "") -> str:
        return self.value(name, str) or default

    def number(self, name: str, low: float, high: float) -> float | None:
        found = self.value(name, float, int)
        if found is not None and not low <= found <= high:
            raise InputError(f"{self.path}.{name}: {found} is outside {low:g}..{high:g}")
        return None if found is None else float(found)

    def day(self, name: str) -> date | None:
        found = self.text(name)
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            raise InputError(f"{self.path}.{name}: {found!r} is not a day of the form 2023-02-28") from None

    def choice(self, name: str, choices: Sequence[str], default: str) -> Any:
        found = self.text(name, default)
        if found not in choices:
            raise InputError(f"{self.path}.{name}: {found!r} is none of {', '.join(choices)}")
        return found

    def nodes(self, name: str) -> list[_Node]:
        return [_Node(item, f"{self.path}.{name}[{i}]") for i, item in enumerate(self.value(name, list) or ())]


def _place_in(node: _Node, name: str, details: _Node) -> Place | None:
    latitude, longitude = node.number("latitude", -90, 90), node.number("longitude", -180, 180)
    if latitude is None or longitude is None:
        return None
    return Place(
        name=name, latitude=latitude, longitude=longitude, country_code=node.text("country_code"),
        place_id=node.text("place_id"), kind=details.text("kind", "city"), country=node.text("country"),
        admin1=node.text("admin1"), population=details.value("population", int) or 0,
        feature_code=details.text("feature_code"), city_id=details.text("city_id"),
    )  # fmt: skip


def _evidence_in(node: _Node) -> Evidence:
    start, end = node.value("start", int), node.value("end", int)
    span = Span(start, end) if start is not None and end is not None else None
    return Evidence(node.text("source"), node.text("sentence"), span)


def _correction_in(node: _Node) -> Correction:
    found = {name: _Node(node.data[name], f"{node.path}.{name}") for name in _ROWS if node.data.get(name) is not None}
    rows = {name: _entry_in(found[name]) if name in found else None for name in _ROWS}
    return Correction(columns=tuple(map(str, node.value("columns", list) or ())), **rows)


def _entry_in(node: _Node) -> Entry:
    details = _Node(node.data.get("place_details") or {}, f"{node.path}.place_details")
    confidence = node.number("confidence", 0, 1)
    when = When(
        node.day("start_date"), node.day("end_date"), node.day("earliest"), node.day("latest"),
        node.choice("date_precision", _PRECISIONS, "unknown"), node.text("date_text"),
    )  # fmt: skip
    alternatives = (_place_in(a, a.text("name"), a) for a in node.nodes("alternatives"))
    return Entry(
        trip_id=node.text("trip_id"), seq=node.value("seq", int) or 0, traveller=node.text("traveller"),
        role=node.text("role"), event=node.choice("event", EVENT_KINDS, "stop"),
        place=_place_in(node, node.text("place"), details), place_text=node.text("place_text", node.text("place")),
        when=when, status=node.choice("status", STATUSES, "reported"), purpose=node.text("purpose"),
        confidence=1.0 if confidence is None else confidence, distance_km=node.number("distance_km", 0, 21_000),
        evidence=tuple(_evidence_in(e) for e in node.nodes("support")), conflict=node.text("conflict"),
        alternatives=tuple(a for a in alternatives if a), reason=node.text("reason"),
    )  # fmt: skip

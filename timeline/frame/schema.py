"""The columns of an itinerary and how an entry fills them; a pandas frame of all entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from timeline.records import Entry, TripEvent, Trips

if TYPE_CHECKING:
    import pandas

COLUMNS: tuple[str, ...] = (
    "trip_id", "seq", "traveller", "role", "event", "place", "admin1", "country", "country_code", "latitude",
    "longitude", "place_id", "start_date", "end_date", "earliest", "latest", "date_precision", "status", "purpose",
    "confidence", "distance_km", "sources", "evidence", "conflict",
)  # fmt: skip
"""The columns of an itinerary, in order."""

EVENT_COLUMNS: tuple[str, ...] = (
    "traveller", "role", "event", "place", "country_code", "latitude", "longitude", "place_id", "start_date",
    "end_date", "earliest", "latest", "date_text", "status", "purpose", "confidence", "source", "published",
    "evidence", "start", "end", "reason",
)  # fmt: skip
"""The columns of an extracted event, before merging, in order."""

NUMBERS = frozenset({"seq", "latitude", "longitude", "confidence", "distance_km", "start", "end"})
"""Columns that hold numbers in either table."""


def iso(day: date | None) -> str | None:
    """ISO 8601 text of a day; None stays None."""
    return day.isoformat() if day else None


def row(entry: Entry) -> dict[str, Any]:
    """One entry as a mapping of column to value; days as ISO 8601 text, None where nothing is known."""
    place, when = entry.place, entry.when
    return {
        "trip_id": entry.trip_id,
        "seq": entry.seq,
        "traveller": entry.traveller,
        "role": entry.role or None,
        "event": entry.event,
        "place": place.name if place else entry.place_text,
        "admin1": (place.admin1 or None) if place else None,
        "country": (place.country or None) if place else None,
        "country_code": (place.country_code or None) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_id": (place.place_id or None) if place else None,
        "start_date": iso(when.start),
        "end_date": iso(when.end),
        "earliest": iso(when.earliest),
        "latest": iso(when.latest),
        "date_precision": when.precision,
        "status": entry.status,
        "purpose": entry.purpose or None,
        "confidence": round(entry.confidence, 3),
        "distance_km": None if entry.distance_km is None else round(entry.distance_km, 1),
        "sources": join_sources(entry.sources) or None,
        "evidence": (entry.evidence[0].sentence or None) if entry.evidence else None,
        "conflict": entry.conflict or None,
    }


def event_row(event: TripEvent) -> dict[str, Any]:
    """One extracted event as a mapping of column to value; `start` and `end` are the sentence's character offsets."""
    place, when, span = event.place, event.when, event.evidence.span
    return {
        "traveller": event.traveller, "role": event.role or None, "event": event.event,
        "place": place.name if place else event.place_text, "country_code": place.country_code if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "place_id": place.place_id if place else None, "start_date": iso(when.start), "end_date": iso(when.end),
        "earliest": iso(when.earliest), "latest": iso(when.latest), "date_text": when.text or None,
        "status": event.status, "purpose": event.purpose or None, "confidence": round(event.confidence, 3),
        "source": event.evidence.source or None, "published": iso(event.published),
        "evidence": event.evidence.sentence, "start": span.start if span else None, "end": span.end if span else None,
        "reason": event.reason or None,
    }  # fmt: skip


_BEFORE_SEPARATOR = re.compile(r"(\\*)(;|\Z)")


def join_sources(names: Iterable[str]) -> str:
    r"""Names separated by `;`, each once and without white space around it.

    A `;` inside a name becomes `\;`, and a backslash right before a separator is doubled.
    """

    def escape(match: re.Match[str]) -> str:
        return match[1] * 2 + (r"\;" if match[2] else "")

    named = dict.fromkeys(name.strip() for name in names)
    return ";".join(_BEFORE_SEPARATOR.sub(escape, name) for name in named if name)


def split_sources(cell: str) -> tuple[str, ...]:
    """The names that `join_sources` joined; white space around them and empty ones fall away."""
    names, name, slashes = [], "", 0
    for char in cell:
        if char == "\\":
            slashes += 1
            continue
        if char != ";":
            name += "\\" * slashes + char
        elif slashes % 2:
            name += "\\" * (slashes // 2) + ";"
        else:
            names.append(name + "\\" * (slashes // 2))
            name = ""
        slashes = 0
    names.append(name + "\\" * (slashes - slashes // 2))
    return tuple(n.strip() for n in names if n.strip())


def to_frame(trips: Trips) -> pandas.DataFrame:
    """The itinerary as a frame: one row per event, the columns of `COLUMNS`, in order of trip and time.

    Text and days (ISO 8601 text) are objects with None for what is not known; numbers are floats with NaN; `seq` is
    an integer. An itinerary without entries gives the same columns and no row.
    """
    import pandas

    rows = [row(e) for e in trips.entries()]
    kinds = {name: "float64" if name in NUMBERS else "object" for name in COLUMNS} | {"seq": "int64"}
    return pandas.DataFrame({n: pandas.Series([r[n] for r in rows], dtype=kinds[n]) for n in COLUMNS})

"""Turns ordered visits into the entries of trips: ids, distances, dates with their precision."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from timeline.assemble.claims import distance, fold
from timeline.assemble.order import Node
from timeline.assemble.settle import Settled
from timeline.records import Entry, Precision, Trip, When

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def _precision(start: date | None, low: date | None, high: date | None) -> Precision:
    if start is not None:
        return "day"
    if low is None and high is None:
        return "unknown"
    if low is not None and high is not None:
        if (low.month, low.day, high.month, high.day) == (1, 1, 12, 31) and low.year == high.year:
            return "year"
        whole = low.day == 1 and high.day == calendar.monthrange(high.year, high.month)[1]
        if whole and (low.year, low.month) == (high.year, high.month):
            return "month"
    return "bounded"


def _when(settled: Settled) -> When:
    start = date.fromordinal(settled.start) if settled.start is not None else None
    end = date.fromordinal(settled.end) if settled.end is not None else None
    # a bound that a flight moves out of the calendar is none
    low = date.fromordinal(settled.low) if _FIRST <= settled.low <= _LAST else None
    high = date.fromordinal(settled.high) if _FIRST <= settled.high <= _LAST else None
    return When(start, end, low, high, _precision(start, low, high), settled.when_text)


def _slug(text: str, longest: int = 40) -> str:
    plain = fold(text).encode("ascii", "ignore").decode()
    return "-".join(plain.split())[:longest].strip("-")


def _place_name(settled: Settled) -> str:
    return settled.place.name if settled.place else settled.place_text


def _trip_id(traveller: str, nodes: Sequence[Node], taken: set[str]) -> str:
    """Traveller, first dated day with its place, and a short digest of all rows; numbered if another trip has it."""
    first = next((n.settled for n in nodes if n.settled.start is not None), nodes[0].settled)
    parts = [traveller]
    for node in nodes:
        s = node.settled
        parts.append(f"{s.event}|{s.place.place_id if s.place else s.place_text}|{s.start}|{s.low}|{s.high}|{s.status}")
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    day = date.fromordinal(first.start).isoformat() if first.start is not None else ""
    stem = "-".join(part for part in (_slug(traveller), day, _slug(_place_name(first), 24), digest) if part)
    trip_id = next(name for n in count(1) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)
    taken.add(trip_id)
    return trip_id


def to_trip(traveller: str, role: str, nodes: Sequence[Node], taken: set[str]) -> Trip:
    """The trip that the nodes make up, in the order given; `taken` holds the ids of the trips before it."""
    trip_id = _trip_id(traveller, nodes, taken)
    entries = []
    before = None
    for number, node in enumerate(nodes, 1):
        settled = node.settled
        place = settled.place
        entries.append(
            Entry(
                trip_id=trip_id,
                seq=number,
                traveller=traveller,
                role=settled.role or role,
                event=settled.event,
                place=place,
                place_text=settled.place_text,
                when=_when(settled),
                status=settled.status,
                purpose=settled.purpose,
                confidence=settled.confidence,
                distance_km=round(distance(before, place), 1) if before and place else None,
                evidence=settled.evidence,
                conflict="; ".join(settled.conflict),
                alternatives=settled.alternatives,
                reason=settled.reason,
            )
        )
        before = place or before
    return Trip(trip_id, traveller, tuple(entries))


def first_day(trip: Trip) -> tuple[date, str, str]:
    """Key that sorts trips: first known day or bound, then traveller, then id; trips without any day come last."""
    days = [d for e in trip.entries for d in (e.when.start, e.when.earliest, e.when.latest) if d is not None]
    return min(days, default=date.max - timedelta(days=1)), fold(trip.traveller), trip.trip_id

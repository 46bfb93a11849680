"""GeoJSON (RFC 7946): a point for each stop with the columns of the itinerary, a line for each leg between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from timeline.frame import row
from timeline.geodesy import cut_at_antimeridian, geodesic
from timeline.records import Entry, Place, Trip, Trips

_DIGITS = 5  # about a metre; more would only pretend


def feature_collection(trips: Trips) -> str:
    """The whole document. Stops without a known position have no geometry; lines are great circles, cut at +-180."""
    features = [feature for trip in trips.trips for feature in (*_stops(trip), *_legs(trip))]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _stops(trip: Trip) -> Iterator[dict[str, Any]]:
    for entry in trip.entries:
        place = entry.place
        point = {"type": "Point", "coordinates": _position(place.longitude, place.latitude)} if place else None
        values = {name: value for name, value in row(entry).items() if value not in (None, "")}
        yield {"type": "Feature", "id": f"{trip.trip_id}/{entry.seq}", "geometry": point, "properties": values}


def _legs(trip: Trip) -> Iterator[dict[str, Any]]:
    """A cancelled stop hangs on the stop before it; the journey goes on without it."""
    before: tuple[Entry, Place] | None = None
    for entry in trip.entries:
        if entry.place is None:
            continue
        if before is not None and before[1].place_id != entry.place.place_id:
            yield _leg(trip, before[0], entry, before[1], entry.place)
        if entry.status != "cancelled":
            before = (entry, entry.place)


def _leg(trip: Trip, first: Entry, second: Entry, start: Place, end: Place) -> dict[str, Any]:
    line = geodesic((start.longitude, start.latitude), (end.longitude, end.latitude))
    parts = [[_position(x, y) for x, y in part] for part in cut_at_antimeridian(line)]
    geometry: dict[str, Any] = {"type": "LineString", "coordinates": parts[0]}
    if len(parts) > 1:
        geometry = {"type": "MultiLineString", "coordinates": parts}
    about = {"trip_id": trip.trip_id, "traveller": trip.traveller, "from_seq": first.seq, "to_seq": second.seq,
             "status": second.status, "distance_km": second.distance_km}  # fmt: skip
    return {
        "type": "Feature",
        "id": f"{trip.trip_id}/{first.seq}-{second.seq}",
        "geometry": geometry,
        "properties": {name: value for name, value in about.items() if value is not None},
    }


def _position(longitude: float, latitude: float) -> list[float]:
    return [round(longitude, _DIGITS), round(latitude, _DIGITS)]

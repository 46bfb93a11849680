"""GeoJSON (RFC 7946): a point for each stop with the columns of the itinerary, a line for each leg between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.export.common import Leg, json_text, known, legs, position
from timeline.frame import row
from timeline.geodesy import cut_at_antimeridian
from timeline.records import Trip, Trips


def feature_collection(trips: Trips) -> str:
    """The whole document. Stops without a known position have no geometry; lines are great circles, cut at +-180."""
    features = [f for trip in trips.trips for f in (*_stops(trip), *(_leg(trip, leg) for leg in legs(trip)))]
    return json_text({"type": "FeatureCollection", "features": features})


def _stops(trip: Trip) -> Iterator[dict[str, Any]]:
    for entry in trip.entries:
        place = entry.place
        point = {"type": "Point", "coordinates": position(place.longitude, place.latitude)} if place else None
        yield {
            "type": "Feature",
            "id": f"{trip.trip_id}/{entry.seq}",
            "geometry": point,
            "properties": known(row(entry)),
        }


def _leg(trip: Trip, leg: Leg) -> dict[str, Any]:
    parts = [[position(x, y) for x, y in part] for part in cut_at_antimeridian(list(leg.line))]
    geometry: dict[str, Any] = {"type": "LineString", "coordinates": parts[0]}
    if len(parts) > 1:
        geometry = {"type": "MultiLineString", "coordinates": parts}
    about = {"trip_id": trip.trip_id, "traveller": trip.traveller, "from_seq": leg.first.seq, "to_seq": leg.second.seq,
             "status": leg.second.status, "distance_km": leg.second.distance_km}  # fmt: skip
    return {
        "type": "Feature",
        "id": f"{trip.trip_id}/{leg.first.seq}-{leg.second.seq}",
        "geometry": geometry,
        "properties": known(about),
    }

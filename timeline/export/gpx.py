"""GPX 1.1: a waypoint for each placed stop and a route for each trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.export.common import facts, heading, headline, one_line, place_link, position
from timeline.records import Entry, Place, Trip, Trips

if TYPE_CHECKING:
    from gpxpy.gpx import GPXRoute


def gpx(trips: Trips) -> str:
    """The whole document. A stop that was cancelled is a waypoint but no point of the route. Days stand in the
    descriptions: GPX times are instants, and a day is none."""
    from gpxpy.gpx import GPX, GPXWaypoint

    document = GPX()
    document.creator = "timeline"
    document.name = heading(trips)
    for trip in trips.trips:
        for entry in trip.entries:
            if entry.place:
                latitude, longitude = _where(entry.place)
                point = GPXWaypoint(latitude, longitude, name=headline(entry), description=_told(entry))
                point.type = entry.event
                point.link = place_link(entry.place) or None  # type: ignore[assignment]
                document.waypoints.append(point)
        document.routes.append(_route(trip))
    return str(document.to_xml(version="1.1", prettyprint=True))


def _route(trip: Trip) -> GPXRoute:
    from gpxpy.gpx import GPXRoute, GPXRoutePoint

    route = GPXRoute(name=one_line(trip.traveller), description=one_line(trip.trip_id))
    for entry in trip.entries:
        if entry.place and entry.status != "cancelled":
            latitude, longitude = _where(entry.place)
            route.points.append(GPXRoutePoint(latitude, longitude, name=headline(entry)))
    return route


def _where(place: Place) -> tuple[float, float]:
    longitude, latitude = position(place.longitude, place.latitude)
    return latitude, longitude


def _told(entry: Entry) -> str:
    return "\n".join(f"{label}: {text}" for label, text in facts(entry))

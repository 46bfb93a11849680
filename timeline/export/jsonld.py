"""JSON-LD in the words of schema.org: each trip a `Trip` whose itinerary lists `Event`s at `Place`s."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from timeline.export.common import first_day, headline, json_text, known, one_line, place_link, position
from timeline.records import Entry, Place, Trip, Trips

_SCHEMA = "https://schema.org/"
_KINDS = {
    "city": "City", "country": "Country", "airport": "Airport", "admin1": "AdministrativeArea",
    "admin2": "AdministrativeArea", "natural": "Landform", "island": "Landform",
}  # fmt: skip


def jsonld(trips: Trips) -> str:
    """The whole document. The vocabulary is named, not linked, so that it is read without a network."""
    return json_text({"@context": {"@vocab": _SCHEMA}, "@graph": [_trip(trip) for trip in trips.trips]})


def _trip(trip: Trip) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": number, "item": _event(entry)} for number, entry in enumerate(trip.entries, 1)
    ]
    itinerary = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    name = f"Trip of {one_line(trip.traveller)}" if trip.traveller else "Trip"
    return {
        "@type": "Trip",
        "@id": f"#{quote(trip.trip_id.encode('utf-8', 'replace'))}",
        "name": name,
        "itinerary": itinerary,
    }


def _event(entry: Entry) -> dict[str, Any]:
    """A stop; only a cancelled one has an `eventStatus`, since "scheduled" would be said of the past too."""
    day = first_day(entry.when)
    traveller = known({"@type": "Person", "name": one_line(entry.traveller), "jobTitle": one_line(entry.role)})
    cancelled = {"@id": f"{_SCHEMA}EventCancelled"} if entry.status == "cancelled" else None
    return known(
        {
            "@type": "Event",
            "name": headline(entry),
            "startDate": day.isoformat() if day else None,
            "endDate": entry.when.end.isoformat() if day and entry.when.end else None,
            "eventStatus": cancelled,
            "location": _place(entry),
            "attendee": traveller if entry.traveller else None,
            "about": entry.purpose,
            "description": " ".join(e.sentence for e in entry.evidence if e.sentence),
            "subjectOf": [{"@type": "CreativeWork", "name": source} for source in entry.sources],
        }
    )


def _place(entry: Entry) -> dict[str, Any]:
    place = entry.place
    if place is None:
        return {"@type": "Place", "name": one_line(entry.place_text)}
    longitude, latitude = position(place.longitude, place.latitude)
    return known(
        {
            "@type": _KINDS.get(place.kind, "Place"),
            "name": place.name,
            "identifier": place.place_id,
            "sameAs": {"@id": place_link(place)} if place_link(place) else None,
            "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude},
            "address": _address(place),
        }
    )


def _address(place: Place) -> dict[str, Any] | None:
    parts = known({"addressRegion": place.admin1, "addressCountry": place.country_code})
    return {"@type": "PostalAddress", **parts} if parts else None

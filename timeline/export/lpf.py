"""Linked Places Format 1.3 (Pelagios, World Historical Gazetteer): GeoJSON in which each place visited is a feature
that says when it was visited and what it is called elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from timeline.export.common import json_text, known, one_line, place_link, place_name, position
from timeline.records import Entry, Place, Trips, When

_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
# the concepts of Getty's Art & Architecture Thesaurus that the format asks for, and the feature classes of GeoNames
_TYPES = {
    "city": ("aat:300008389", "cities", "P"), "country": ("aat:300128207", "nations", "A"),
    "admin1": ("aat:300232418", "administrative divisions", "A"),
    "admin2": ("aat:300232418", "administrative divisions", "A"),
    "region": ("aat:300182722", "regions (geographic)", "L"), "island": ("aat:300008791", "islands (landforms)", "T"),
}  # fmt: skip
_CLASSES = {"airport": "S", "base": "S", "estate": "S", "venue": "S", "natural": "T"}


def lpf(trips: Trips) -> str:
    """The whole document: one feature for each place, with a time span for each visit that was not cancelled."""
    visits: dict[str, list[Entry]] = {}
    for entry in trips.entries():
        visits.setdefault(_identity(entry), []).append(entry)
    features = [_feature(identity, entries) for identity, entries in visits.items()]
    return json_text({"type": "FeatureCollection", "@context": _CONTEXT, "features": features})


def _identity(entry: Entry) -> str:
    """The web address of the place, or a name of our own where it has none."""
    place = entry.place
    if place and (link := place_link(place)):
        return link
    name = place.place_id if place and place.place_id else f"text:{place_name(entry)}"
    return "urn:timeline:" + quote(name.encode("utf-8", "replace"), safe=":")


def _feature(identity: str, entries: list[Entry]) -> dict[str, Any]:
    place = entries[0].place
    title = place_name(entries[0])
    spans = [span for e in entries if e.status != "cancelled" and (span := _span(e.when))]
    spans = [span for i, span in enumerate(spans) if span not in spans[:i]]
    toponyms = dict.fromkeys([title, *(one_line(e.place_text) for e in entries)])
    sources = list(dict.fromkeys(source for e in entries for source in e.sources))
    return known(
        {
            "@id": identity,
            "type": "Feature",
            "properties": _properties(title, place),
            "when": {"timespans": spans} if spans else None,
            "names": [_name(t, sources) for t in toponyms if t],
            "types": _types(place),
            "links": _links(place),
            "descriptions": [{"value": e.sentence, "lang": "en"} for x in entries for e in x.evidence if e.sentence],
        }
    ) | {"geometry": _geometry(place)}  # GeoJSON wants the member, be it null


def _properties(title: str, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"title": title}
    kind = _TYPES[place.kind][2] if place.kind in _TYPES else _CLASSES.get(place.kind, "")
    return known(
        {
            "title": title,
            "ccodes": [place.country_code] if place.country_code else None,
            "fclasses": [kind] if kind else None,
        }
    )


def _name(toponym: str, sources: list[str]) -> dict[str, Any]:
    return known({"toponym": toponym, "lang": "en", "citations": [{"label": source} for source in sources]})


def _types(place: Place | None) -> list[dict[str, str]]:
    if place is None or place.kind not in _TYPES:
        return []
    identifier, label, _ = _TYPES[place.kind]
    return [{"identifier": identifier, "label": label}]


def _geometry(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"type": "Point", "coordinates": position(place.longitude, place.latitude)}


def _links(place: Place | None) -> list[dict[str, str]]:
    link = place_link(place) if place else ""
    return [{"type": "closeMatch", "identifier": link}] if link else []


def _span(when: When) -> dict[str, Any] | None:
    """A span needs a start: of a stop that is only known to lie before a day, that day is the latest start."""
    if when.start:
        end = {"end": {"in": when.end.isoformat()}} if when.end else {}
        return {"start": {"in": when.start.isoformat()}, **end}
    bounds = {"earliest": when.earliest, "latest": when.latest}
    start = {name: day.isoformat() for name, day in bounds.items() if day}
    return {"start": start} if start else None

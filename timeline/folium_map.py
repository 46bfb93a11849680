"""An itinerary as a `folium.Map`, to which Python users add what they like.

All stops are one layer with its data as JSON: a script for each stop, which is folium's way, is slow beyond a
thousand of them. This module loads folium, so import it only where a map is wanted.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

from timeline import leaflet
from timeline.errors import RenderError
from timeline.geodesy import geodesic
from timeline.markup import clean, harmless_json
from timeline.records import Entry, Trip, Trips
from timeline.resources import folder

COLOURS = ("#1b4f8a", "#b1440e", "#1d6b4f", "#83357f", "#7a5c00", "#0d6d80", "#a02c50", "#4b4f9e")
NUMBERED = 300
"""Above this many places they are dots on a canvas, below it numbered markers."""
BASEMAP = "basemap-50m.json.gz"
_VISITS = 20

Located = tuple[Entry, tuple[float, float]]


class _TripLayer(MacroElement):
    """Legs, stops and their popups as one feature group."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TripLayer"
        self._template = _template("folium_trip.js")
        self.data = harmless_json(data)
        self.numbered = NUMBERED


class _Land(MacroElement):
    """Land and border lines that the map carries with it."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Land"
        self._template = _template("folium_land.js")
        try:
            self.packed = base64.b64encode((folder("gazetteer") / BASEMAP).read_bytes()).decode()
        except OSError as err:
            raise RenderError(f"{BASEMAP}: the base map cannot be read: {err.strerror or err}") from err


@cache
def _template(name: str) -> Template:
    try:
        made: Template = Template((folder("templates") / name).read_text(encoding="utf-8"))
    except OSError as err:
        raise RenderError(f"{name}: the map's part cannot be read: {err.strerror or err}") from err
    return made


def to_map(trips: Trips, offline: bool = False) -> folium.Map:
    """All trips on one map: numbered stops, great-circle legs, planned ones dashed, the sentence in a popup.

    With `offline` the map carries Leaflet, land and borders with it, and nothing is asked of any network when it is
    opened; without, Leaflet and OpenStreetMap's tiles come from the network, as with any folium map.
    """
    made = folium.Map(
        location=(25, 10), zoom_start=2, tiles=None if offline else "OpenStreetMap", world_copy_jump=False
    )
    if offline:
        made.default_js = [("leaflet", _data_uri("text/javascript", leaflet.script()))]
        made.default_css = [("leaflet_css", _data_uri("text/css", leaflet.style()))]
        made.add_child(_Land())
    made.add_child(_TripLayer(_data(trips)), name="trips")
    return made


def _data_uri(kind: str, text: str) -> str:
    return f"data:{kind};charset=utf-8;base64,{base64.b64encode(text.encode()).decode()}"


def _data(trips: Trips) -> dict[str, Any]:
    stops: dict[tuple[int, float, float], dict[str, Any]] = {}
    legs: list[dict[str, Any]] = []
    travellers = list(dict.fromkeys(t.traveller for t in trips.trips))
    middle = None
    for trip in trips.trips:
        located = list(_located(trip, middle))
        if not located:
            continue
        if middle is None:
            middle = sum(x for _, (x, _) in located) / len(located)
        lane = travellers.index(trip.traveller)
        colour = COLOURS[lane % len(COLOURS)]
        for entry, (x, y) in located:
            stop = stops.setdefault((lane, round(x, 3), round(y, 3)), {"point": [y, x], "colour": colour, "of": []})
            stop["of"].append(entry)
        legs += _legs(located, colour)
    points = [s["point"] for s in stops.values()]
    bounds = (
        [[min(p[i] for p in points) for i in (0, 1)], [max(p[i] for p in points) for i in (0, 1)]] if points else None
    )
    return {"stops": [_stop(**s) for s in stops.values()], "legs": legs, "bounds": bounds}


def _located(trip: Trip, middle: float | None) -> Iterator[Located]:
    """Entries with a place and its longitude and latitude; longitudes run on, so no leg takes the wrong way round."""
    before = middle
    for entry in trip.entries:
        if not (place := entry.place):
            continue
        x = place.longitude
        if before is not None:
            x += 360 * round((before - x) / 360)
        yield entry, (x, place.latitude)
        before = x


def _legs(located: list[Located], colour: str) -> Iterator[dict[str, Any]]:
    """A cancelled stop hangs on the stop before it; the journey goes on without it."""
    here: tuple[float, float] | None = None
    for entry, point in located:
        if here and here != point:
            points = [[round(y, 3), round(x, 3)] for x, y in geodesic(here, point)]
            yield {"status": entry.status, "colour": colour, "points": points}
        if entry.status != "cancelled":
            here = point


def _stop(point: list[float], colour: str, of: list[Entry]) -> dict[str, Any]:
    statuses = {e.status for e in of}
    status = "reported" if "reported" in statuses else "planned" if "planned" in statuses else "cancelled"
    place = of[0].place
    country = f", {place.country}" if place and place.country and place.country != place.name else ""
    numbers = [str(e.seq) for e in of]
    return {
        "point": point,
        "colour": colour,
        "status": status,
        "numbers": " · ".join(numbers) if len(numbers) < 4 else f"{numbers[0]}–{numbers[-1]} ({len(numbers)})",
        "title": clean(f"{place.name if place else ''}{country}"),
        "visits": [_visit(e) for e in of[:_VISITS]],
    }


def _visit(entry: Entry) -> dict[str, str]:
    when = entry.when
    known = " – ".join(d.isoformat() for d in dict.fromkeys((when.start, when.end)) if d)
    bounds = " ".join(f"{w} {d.isoformat()}" for w, d in (("from", when.earliest), ("to", when.latest)) if d)
    said = [f"{entry.seq}. {entry.traveller}", entry.event, known or bounds or "date unknown", entry.status]
    first = entry.evidence[0] if entry.evidence else None
    return {
        "said": clean(", ".join(said)),
        "sentence": clean(first.sentence) if first else "",
        "source": clean("; ".join(entry.sources)),
    }

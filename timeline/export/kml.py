"""KML 2.2: a folder for each trip with a placemark for each stop, its time span, and the legs as lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from timeline.export.common import Leg, clean, facts, heading, headline, known, legs, one_line, position
from timeline.frame import row
from timeline.geodesy import cut_at_antimeridian
from timeline.records import Entry, Trip, Trips

if TYPE_CHECKING:
    from fastkml import Folder, Placemark, Style, TimeSpan

# KML writes colours as opacity, blue, green, red; it knows no dashes, so the status is told by colour
_LINES = {"reported": "ff1e26b3", "planned": "ff0087c8", "cancelled": "ff8e857d"}


def kml(trips: Trips) -> str:
    """The whole document. The descriptions, which viewers take for HTML, hold escaped text only."""
    from fastkml import KML, Document

    document = Document(name=heading(trips), styles=_styles())
    for trip in trips.trips:
        document.append(_folder(trip))
    root = KML()
    root.append(document)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + root.to_string(prettyprint=True)


def _styles() -> list[Any]:
    from fastkml import LineStyle, Style

    styles: list[Style] = [
        Style(id=status, styles=[LineStyle(color=colour, width=2.5)]) for status, colour in _LINES.items()
    ]
    return list(styles)


def _folder(trip: Trip) -> Folder:
    from fastkml import Folder

    folder = Folder(name=one_line(trip.traveller or trip.trip_id), description=escape(one_line(trip.trip_id)))
    for placemark in (*(_stop(e) for e in trip.entries), *(_leg(leg) for leg in legs(trip))):
        folder.append(placemark)
    return folder


def _stop(entry: Entry) -> Placemark:
    from fastkml import Placemark
    from fastkml.data import Data, ExtendedData
    from pygeoif.geometry import Point

    place = entry.place
    told = "<br>".join(f"<b>{label}:</b> {escape(text)}" for label, text in facts(entry))
    columns = [Data(name=name, value=clean(str(value))) for name, value in known(row(entry)).items()]
    return Placemark(
        name=headline(entry),
        description=told,
        geometry=Point(*position(place.longitude, place.latitude)) if place else None,
        times=_span(entry),
        extended_data=ExtendedData(elements=columns),
    )


def _span(entry: Entry) -> TimeSpan | None:
    """From arrival to the last day there; where these are not known, the bounds; an open side stays open."""
    from fastkml import TimeSpan
    from fastkml.times import KmlDateTime

    when = entry.when
    first, last = when.start or when.earliest, when.end or when.start or when.latest

    def stamp(day: date | None) -> KmlDateTime | None:
        return KmlDateTime(day) if day else None

    return TimeSpan(begin=stamp(first), end=stamp(last)) if first or last else None


def _leg(leg: Leg) -> Placemark:
    from fastkml import Placemark, StyleUrl
    from pygeoif.geometry import LineString, MultiLineString

    parts = list(_parts(leg))
    geometry = LineString(parts[0]) if len(parts) == 1 else MultiLineString(parts)
    name = f"{headline(leg.first)} – {headline(leg.second)}"
    return Placemark(name=name, geometry=geometry, style_url=StyleUrl(url=f"#{leg.second.status}"))


def _parts(leg: Leg) -> Iterator[list[tuple[float, float]]]:
    for part in cut_at_antimeridian(list(leg.line)):
        yield [(x, y) for x, y in (position(*point) for point in part)]

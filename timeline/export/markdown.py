"""A Markdown itinerary (CommonMark with the tables of GitHub): a table for each trip, then what each row rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.export.common import days, heading, one_line, place_name
from timeline.records import Entry, Trip, Trips

_MARKS = re.compile(r"([\\`*_\[\]<>|~&#])")
_COLUMNS = ("#", "Event", "Place", "Country", "Days", "Status", "Distance (km)", "Purpose")
_RIGHT = ("#", "Distance (km)")
SOURCES = "Places: [GeoNames](https://www.geonames.org/), CC BY 4.0."


def markdown(trips: Trips) -> str:
    """The whole document; a text of a source shows as it is and marks nothing up."""
    parts = [f"# {_plain(heading(trips))}"]
    for trip in trips.trips:
        parts += _trip(trip)
    if not trips.trips:
        parts.append("No trip was found.")
    if trips.problems:
        problems = (f"- {_plain(f'{p.source}: {p.message}' if p.source else p.message)}" for p in trips.problems)
        parts += ["## Not resolved, or inferred", "\n".join(problems)]
    return "\n\n".join([*parts, SOURCES]) + "\n"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text))


def _trip(trip: Trip) -> Iterator[str]:
    role = next((e.role for e in trip.entries if e.role), "")
    yield "## " + _plain(", ".join(x for x in (trip.traveller or trip.trip_id, role) if x))
    rows = [_COLUMNS, tuple("--:" if name in _RIGHT else "---" for name in _COLUMNS), *map(_row, trip.entries)]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    evidence = [line for entry in trip.entries for line in _evidence(entry)]
    if evidence:
        yield "\n".join(evidence)


def _row(entry: Entry) -> tuple[str, ...]:
    place = entry.place
    country = (place.country or place.country_code) if place else ""
    distance = "" if entry.distance_km is None else f"{entry.distance_km:,.0f}"
    cells = (
        str(entry.seq), entry.event, place_name(entry), country, days(entry.when), entry.status, distance,
        entry.purpose,
    )  # fmt: skip
    return tuple(_plain(cell) for cell in cells)


def _evidence(entry: Entry) -> Iterator[str]:
    told = [(e.sentence, e.source) for e in entry.evidence if e.sentence]
    if entry.conflict:
        told.append((f"Another source says otherwise: {entry.conflict}", ""))
    for text, source in told:
        yield f"- {entry.seq}. {_plain(text)}" + (f" ({_plain(source)})" if source else "")

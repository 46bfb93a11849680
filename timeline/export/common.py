"""What several formats share: an entry in words, the legs of a trip, text that every format can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from timeline.geodesy import Point, geodesic
from timeline.records import Entry, Place, Trip, Trips, When

_DIGITS = 5  # about a metre; more would only pretend
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HEADLINES = {"departure": "Departure from {}", "stop": "{}", "transit": "Transit through {}", "return": "Return to {}"}


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one entry to the next as points of a great circle whose longitudes run on."""

    first: Entry
    second: Entry
    line: tuple[Point, ...]


def clean(text: str) -> str:
    """The text without what XML 1.0 or UTF-8 cannot hold: control characters, lone surrogates, non-characters."""
    return _UNFIT.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text fit for a name: `clean`, and all white space single blanks."""
    return " ".join(clean(text).split())


def json_text(document: object) -> str:
    """The document as indented JSON that UTF-8 can hold."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def position(longitude: float, latitude: float) -> list[float]:
    """Longitude and latitude, rounded to what a gazetteer can know."""
    return [round(longitude, _DIGITS), round(latitude, _DIGITS)]


def legs(trip: Trip) -> Iterator[Leg]:
    """The ways between stops at different places. A cancelled stop hangs on the stop before it; the journey goes on
    without it."""
    here: tuple[Entry, Place] | None = None
    for entry in trip.entries:
        if entry.place is None:
            continue
        if here and _spot(here[1]) != _spot(entry.place):
            start, end = here[1], entry.place
            line = geodesic((start.longitude, start.latitude), (end.longitude, end.latitude))
            yield Leg(here[0], entry, tuple(line))
        if entry.status != "cancelled":
            here = (entry, entry.place)


def _spot(place: Place) -> tuple[str, float, float]:
    """What tells two places apart; a place that a person gave has no id."""
    return place.place_id, place.latitude, place.longitude


def place_name(entry: Entry) -> str:
    """The gazetteer's name, or what the source says where the place is not known."""
    return one_line(entry.place.name if entry.place else entry.place_text)


def headline(entry: Entry) -> str:
    """Such as "Astana" or "Departure from Joint Base Andrews (planned)"."""
    state = f" ({entry.status})" if entry.status != "reported" else ""
    return _HEADLINES[entry.event].format(place_name(entry)) + state


def heading(trips: Trips) -> str:
    """A name for the whole: whose trips these are."""
    names = tuple(dict.fromkeys(one_line(t.traveller) for t in trips.trips if t.traveller))
    return f"Itinerary of {', '.join(names)}" if 0 < len(names) < 4 else "Itinerary"


def first_day(when: When) -> date | None:
    """The day of arrival where it is known to the day."""
    return when.start if when.precision in ("day", "bounded", "unknown") else None


def days(when: When) -> str:
    """Such as "2023-02-28 to 2023-03-01", "2023-03", "not before 2023-02-28"; empty if nothing is known."""
    first = when.start or when.earliest
    if first and when.precision in ("month", "year"):
        return f"{first:%Y-%m}" if when.precision == "month" else f"{first.year:04d}"
    if when.start:
        return str(when.start) if when.end in (None, when.start) else f"{when.start} to {when.end}"
    if when.earliest and when.latest:
        return str(first) if when.earliest == when.latest else f"between {when.earliest} and {when.latest}"
    if when.earliest:
        return f"not before {when.earliest}"
    return f"not after {when.latest}" if when.latest else ""


def facts(entry: Entry) -> list[tuple[str, str]]:
    """What is known of an entry beyond its headline, as label and text; nothing that is empty."""
    evidence = [(f"{e.sentence} [{e.source}]" if e.source else e.sentence) for e in entry.evidence if e.sentence]
    found = [
        ("Traveller", ", ".join(x for x in (entry.traveller, entry.role) if x)), ("Days", days(entry.when)),
        ("Status", entry.status), ("Purpose", entry.purpose), ("Conflict", entry.conflict),
        *(("Evidence", e) for e in evidence),
    ]  # fmt: skip
    return [(label, clean(text)) for label, text in found if text]


def place_link(place: Place) -> str:
    """The web address that stands for a place in the gazetteer it comes from; empty if it has none."""
    scheme, _, name = place.place_id.partition(":")
    return f"https://sws.geonames.org/{name}/" if scheme == "geonames" and name.isdigit() else ""


def known(values: dict[str, Any]) -> dict[str, Any]:
    """The mapping without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}

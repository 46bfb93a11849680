"""The frozen types that travel between the stages. Standard library only.

Days are `datetime.date` and inclusive; coordinates are degrees WGS84; offsets count characters of the
dispatch's text, half-open. `None` means not known: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Day: TypeAlias = date
EventKind = Literal["departure", "stop", "transit", "return"]
Status = Literal["reported", "planned", "cancelled"]
Precision = Literal["day", "week", "month", "year", "decade", "bounded", "unknown"]

EVENT_KINDS: tuple[EventKind, ...] = ("departure", "stop", "transit", "return")
STATUSES: tuple[Status, ...] = ("reported", "planned", "cancelled")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One document to be read: its text, its publication day if known, and the name it is cited by."""

    text: str
    published: date | None = None
    source: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class RawEvent:
    """An event that somebody else extracted: place and date are raw text such as "Tashkent" and "Tuesday".

    `end` is the raw text of the last day there. `several`: the place may hold several, as "Cairo, Alexandria".
    `journey` names the trip where the source itself tells its trips apart; two of its trips are never taken for one.
    """

    traveller: str
    event: str
    place: str
    date: str = ""
    status: str = ""
    source: str = ""
    published: Day | None = None  # the field `date` hides the type of that name here
    country: str = ""
    role: str = ""
    purpose: str = ""
    evidence: str = ""
    end: str = ""
    several: bool = False
    journey: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a dispatch's text, `text[start:end]`."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry.

    `kind` is one of city, admin1, admin2, country, region, island, airport, base, estate, venue, natural.
    `city_id` names the settlement that an airport or a venue belongs to.
    """

    name: str
    latitude: float
    longitude: float
    country_code: str
    place_id: str
    kind: str = "city"
    country: str = ""
    admin1: str = ""
    population: int = 0
    feature_code: str = ""
    city_id: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The gazetteer's answer to one name: the place or None, why, and what else it could be."""

    place: Place | None
    alternatives: tuple[Place, ...] = ()
    reason: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym in a text, with what it was resolved to (or None) and why."""

    start: int
    end: int
    text: str
    place: Place | None
    alternatives: tuple[Place, ...] = ()
    reason: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar expression in a text; `first` and `last` are inclusive days, None = open.

    `kind` tells how it was said: absolute, weekday, relative, range, partial (a month or day without a year) or
    anchored (it hangs on another date of the text, such as "the following day").
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: Precision
    kind: str = "absolute"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in a text: `days` whole days; `what` is the noun it measures ("visit"), empty if none."""

    start: int
    end: int
    text: str
    days: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """What is known of an event's days: day of arrival, last day there, and the bounds on the arrival."""

    start: date | None = None
    end: date | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "unknown"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence an event rests on, and where it stands."""

    source: str
    sentence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be resolved, or was inferred: a short kind, a message, and the sentence."""

    kind: str
    message: str
    source: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class TripEvent:
    """One claim of one source: who was, is or will be where and when.

    `position` is the order in which the source tells its events to have happened (not the order of the text);
    `evidence` holds the sentence; `confidence` is 0..1; `journey` is that of `RawEvent`.
    """

    traveller: str
    event: EventKind
    place: Place | None
    place_text: str
    when: When
    status: Status
    evidence: Evidence
    role: str = ""
    purpose: str = ""
    confidence: float = 0.5
    position: int = 0
    alternatives: tuple[Place, ...] = ()
    reason: str = ""
    published: date | None = None
    background: bool = False
    journey: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of an itinerary: an event after merging, ordering and bounding, with all its sources."""

    trip_id: str
    seq: int
    traveller: str
    role: str
    event: EventKind
    place: Place | None
    place_text: str
    when: When
    status: Status
    purpose: str
    confidence: float
    distance_km: float | None
    evidence: tuple[Evidence, ...]
    conflict: str = ""
    alternatives: tuple[Place, ...] = ()
    reason: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the supporting documents, each once, in order of first support."""
        return tuple(dict.fromkeys(e.source for e in self.evidence if e.source))


@dataclass(frozen=True, slots=True)
class Trip:
    """The entries of one journey of one traveller, in order of time."""

    trip_id: str
    traveller: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person changed in one row of an itinerary.

    `before` is the program's row (None: the person added one), `after` the person's (None: deleted). `columns` are the
    columns that were changed; with `seq` among them the row was moved. A moved or added row belongs behind the row
    `behind` (None: first of its trip).
    """

    before: Entry | None
    after: Entry | None
    columns: tuple[str, ...] = ()
    behind: Entry | None = None


@dataclass(frozen=True, slots=True)
class Trips:
    """All trips that were found, what could not be resolved on the way, and what a person corrected by hand."""

    trips: tuple[Trip, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Every row, trip by trip, in order."""
        for trip in self.trips:
            yield from trip.entries

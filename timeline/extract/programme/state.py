"""What is in hand while a programme is read: the day, the heading's places, and each traveller's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.extract.people import People
from timeline.extract.programme.block import Block
from timeline.extract.programme.days import Calendar
from timeline.extract.programme.lines import Line
from timeline.extract.programme.owner import Owners
from timeline.extract.programme.track import Track
from timeline.gazetteer import Gazetteer
from timeline.records import Place, PlaceMention

_NOT_A_STOP = frozenset(("country", "region", "natural", "admin1"))


@dataclass(frozen=True, slots=True)
class Off:
    """A stop that was called off: of whom, where, on which day if known, and the line."""

    who: tuple[int, ...]
    mention: PlaceMention
    day: date | None
    line: Line


@dataclass(slots=True)
class State:
    """The block with its places and owners, and how far the reading has come; `tracks` are by person."""

    text: str
    block: Block
    places: Sequence[PlaceMention]
    people: People
    owners: Owners
    calendar: Calendar
    gazetteer: Gazetteer
    tracks: dict[int, Track] = field(default_factory=dict)
    off: list[Off] = field(default_factory=list)
    label: tuple[int, ...] = ()  # whose entries follow a line that is only a name
    day: date | None = None
    heading: list[PlaceMention] = field(default_factory=list)
    standing: list[PlaceMention] = field(default_factory=list)  # of a line that is only a place
    fresh: bool = False  # whether a place heads what follows, of which nothing is read yet
    touched: set[str] = field(default_factory=set)  # places of which the day's entries have spoken
    columns: list[str] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)  # who meets the owner at the next place
    venue: PlaceMention | None = None  # where a meeting is to which several come
    said: tuple[int, ...] = ()  # whom the entry before was about

    @property
    def owned(self) -> tuple[int, ...]:
        """Whose an entry is that names nobody."""
        return self.label or self.owners.numbers

    def settled(self, place: Place) -> Place:
        """The settlement of an airport or a venue."""
        return self.gazetteer.settlement(place)

    def track(self, number: int) -> Track:
        """The way of one person."""
        return self.tracks.setdefault(number, Track(self.settled))

    def inside(self, start: int, end: int) -> list[PlaceMention]:
        """The places of a stretch of the text."""
        return [p for p in self.places if start <= p.start < end]

    def slashed(self, places: Sequence[PlaceMention]) -> bool:
        """Whether two places share a heading: "Iruma Air Base / Tokyo"."""
        return len(places) == 2 and "/" in self.text[places[0].end : places[1].start]


def stops(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Those of the places that somebody can be at, and not only in."""
    return [p for p in places if p.place is not None and p.place.kind not in _NOT_A_STOP]

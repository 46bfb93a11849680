"""What a map shows of trips: the stops, one marker for each place, and the legs between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from timeline.geodesy import Point, geodesic
from timeline.records import Entry, Place, Trips
from timeline.static_map.fonts import clean
from timeline.static_map.wording import Wording

NAME_LENGTH = 40
_FEW = 5  # travellers, for whom every theme has colours


@dataclass(slots=True)
class Stop:
    """A place on the map with all visits of one traveller to it."""

    traveller: str
    colour: int
    point: Point
    name: str
    numbers: list[int] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)
    statuses: set[str] = field(default_factory=set)

    @property
    def cancelled(self) -> bool:
        return self.statuses == {"cancelled"}

    @property
    def planned(self) -> bool:
        return "reported" not in self.statuses and not self.cancelled


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to a stop: points of a great circle, longitudes running on."""

    colour: int
    status: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """All that is drawn; `unplaced` names the stops without a known position."""

    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    travellers: tuple[str, ...]
    unplaced: tuple[str, ...]

    def places(self) -> list[Point]:
        """Where the stops are."""
        return [stop.point for stop in self.stops]

    def ways(self) -> list[Point]:
        """What lies between them."""
        return [point for leg in self.legs for point in leg.points]

    def of(self, traveller: str) -> Route:
        """The part of one traveller."""
        colour = self.travellers.index(traveller)
        stops = tuple(stop for stop in self.stops if stop.colour == colour)
        return Route(stops, tuple(leg for leg in self.legs if leg.colour == colour), (traveller,), ())


def route(trips: Trips, words: Wording) -> Route:
    """The stops and legs of all trips; each traveller has one colour, and numbers of his own.

    Travellers stand in the order of their trips, many of them by the number of their stops: colours are few.
    """
    visits = Counter[str]()
    for trip in trips.trips:
        visits[clean(trip.traveller)] += len(trip.entries)
    travellers = tuple(visits) if len(visits) <= _FEW else tuple(name for name, _ in visits.most_common())
    stops: dict[tuple[int, float, float], Stop] = {}
    legs: list[Leg] = []
    unplaced: list[str] = []
    counts = [0] * len(travellers)
    for trip in trips.trips:
        colour = travellers.index(clean(trip.traveller))
        placed = [(e, e.place) for e in trip.entries if e.place]
        unplaced += [shortened(e.place_text) for e in trip.entries if not e.place]
        for entry, place in placed:
            counts[colour] += 1
            key = (colour, round(place.latitude, 2), round(place.longitude, 2))
            point = (place.longitude, place.latitude)
            stop = stops.setdefault(key, Stop(travellers[colour], colour, point, shortened(place.name)))
            stop.numbers.append(counts[colour])
            stop.statuses.add(entry.status)
            if (said := words.visit(entry)) and said not in stop.visits:
                stop.visits.append(said)
        legs += _legs(placed, colour)
    return Route(tuple(stops.values()), tuple(legs), travellers, tuple(dict.fromkeys(unplaced)))


def _legs(placed: Iterable[tuple[Entry, Place]], colour: int) -> Iterable[Leg]:
    """A cancelled stop hangs on the stop before it; the journey goes on without it."""
    here: Place | None = None
    for entry, place in placed:
        if here and (here.latitude, here.longitude) != (place.latitude, place.longitude):
            start, end = (here.longitude, here.latitude), (place.longitude, place.latitude)
            yield Leg(colour, entry.status, tuple(geodesic(start, end)))
        if entry.status != "cancelled":
            here = place


def shortened(name: str) -> str:
    """A name fit for a label: one line of at most `NAME_LENGTH` characters."""
    name = clean(name)
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "\u2026"


def numbers(stop: Stop) -> str:
    """The numbers on a stop's marker, such as "2,5"; of many only the first and the last."""
    return ",".join(map(str, stop.numbers)) if len(stop.numbers) < 4 else f"{stop.numbers[0]}…{stop.numbers[-1]}"

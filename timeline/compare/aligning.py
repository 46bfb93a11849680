"""Which rows of two itineraries speak of one visit, and which trips stand beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from timeline.assemble.claims import fold, within
from timeline.assemble.persons import persons
from timeline.compare.differing import in_words, name, whole_land
from timeline.pairing import days, gap, match, moved, same_place
from timeline.records import Entry, Trip, Trips

_SAME_KM = 30.0
_FAR_DAYS = 14  # visits further apart are two visits


@dataclass(frozen=True, slots=True)
class Line:
    """One visit: the row of either side, None where that side has none, and the differences in words."""

    first: Entry | None
    second: Entry | None
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """The trips of one traveller that belong together, line by line in order of time."""

    traveller: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two itineraries side by side; `names` are what the sides are called.

    `left_out` counts the trips of each side that lie outside the time that both cover.
    """

    names: tuple[str, str]
    journeys: tuple[Journey, ...]
    left_out: tuple[int, int] = (0, 0)


def compare(
    first: Trips, second: Trips, names: tuple[str, str] = ("A", "B"), *, everything: bool = False
) -> Comparison:
    """Sets two itineraries side by side.

    Trips that have no counterpart are shown if they lie in the time that both itineraries cover, or with `everything`.
    """
    side = _Sides(first, second)
    shared = _shared(first, second)
    shown, left = [], [0, 0]
    for ours, theirs in side.groups():
        alone = [first.trips[n] for n in ours] or [second.trips[n] for n in theirs]
        if (ours and theirs) or everything or _in_time(alone, shared):
            shown.append(side.journey(ours, theirs))
        else:
            left[0] += len(ours)
            left[1] += len(theirs)
    return Comparison(names, tuple(sorted(shown, key=_first)), (left[0], left[1]))


class _Sides:
    """The rows of both sides with the row of the other that each goes with."""

    def __init__(self, first: Trips, second: Trips) -> None:
        self._trips = first.trips, second.trips
        self._a, self._b = list(first.entries()), list(second.entries())
        self._person = persons([*self._a, *self._b])
        self._with = match(self._a, self._b, self._alike, self._keys)
        self._rows = tuple(_numbered(trips) for trips in self._trips)
        self._owners = tuple([n for n, t in enumerate(trips) for _ in t.entries] for trips in self._trips)

    def _keys(self, entry: Entry) -> Iterable[Hashable]:
        """Rows of one traveller in one country, or of one name where the place is not known."""
        person = self._person[entry.traveller]
        yield person, fold(name(entry))
        if entry.place and entry.place.country_code:
            yield person, entry.place.country_code

    def _alike(self, one: Entry, other: Entry) -> float:
        place = _closeness(one, other)
        apart = gap(days(one), days(other))
        ends = {one.event, other.event}
        if not place or (apart is not None and apart > _FAR_DAYS) or ends == {"departure", "return"}:
            return 0.0
        return place + _nearness(one, other, apart) - (0.0 if len(ends) == 1 or ends == {"stop", "transit"} else 1.5)

    def groups(self) -> list[tuple[list[int], list[int]]]:
        """Numbers of trips of the two sides, joined where rows of theirs go together or days of one traveller meet."""
        ours = len(self._trips[0])
        parent = list(range(ours + len(self._trips[1])))

        def root(n: int) -> int:
            while parent[n] != n:
                n = parent[n]
            return n

        paired = [(self._owners[0][i], ours + self._owners[1][j]) for i, j in self._with.items()]
        for one, other in paired + self._overlapping():
            parent[root(other)] = root(one)
        found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for n in range(len(parent)):
            found[root(n)][n >= ours].append(n if n < ours else n - ours)
        return list(found.values())

    def _overlapping(self) -> list[tuple[int, int]]:
        """Trips of the two sides of one traveller that share a day, by a sweep over the days."""
        spans = []
        for n, trip in enumerate((*self._trips[0], *self._trips[1])):
            if span := _span([trip]):
                spans.append((self._person[trip.entries[0].traveller], span[0], span[1], n))
        found = []
        reach: dict[tuple[str, bool], tuple[date, int]] = {}
        for person, low, high, n in sorted(spans):
            theirs = n >= len(self._trips[0])
            beside = reach.get((person, not theirs))
            if beside and low <= beside[0]:
                found.append((n, beside[1]))
            own = reach.get((person, theirs))
            if own is None or high > own[0]:
                reach[person, theirs] = (high, n)
        return found

    def journey(self, ours: Sequence[int], theirs: Sequence[int]) -> Journey:
        """The lines of trips that belong together: A's rows in order, B's others behind the row they follow there."""
        rows_a = [n for trip in sorted(ours) for n in self._rows[0][trip]]
        rows_b = [n for trip in sorted(theirs) for n in self._rows[1][trip]]
        order: list[tuple[int | None, int | None]] = [(n, self._with.get(n)) for n in rows_a]
        both = [n for _, n in order if n is not None]
        out_of_order = {both[at] for at in moved(both)}
        for n in rows_b:
            if n not in both:
                order.insert(self._behind(order, n), (None, n))
        lines = [self._line(i, j, j in out_of_order) for i, j in order]
        first = lines[0].first or lines[0].second
        assert first is not None
        return Journey(first.traveller, tuple(lines))

    def _behind(self, order: Sequence[tuple[int | None, int | None]], row: int) -> int:
        """Where a row that only B has belongs: behind the row above it in its trip, else by its day."""
        above = next((at for at, (_, j) in enumerate(order) if j == row - 1), None)
        if above is not None and row and self._owners[1][row - 1] == self._owners[1][row]:
            return above + 1
        day = days(self._b[row])[0]
        begins = [days(self._a[i] if i is not None else self._b[j or 0])[0] for i, j in order]
        return next((at for at, begin in enumerate(begins) if begin and day and begin > day), len(order))

    def _line(self, i: int | None, j: int | None, out_of_order: bool) -> Line:
        first = self._a[i] if i is not None else None
        second = self._b[j] if j is not None else None
        if first is None or second is None:
            return Line(first, second, (f"only in {'A' if first else 'B'}",))
        told = in_words(first, second)
        return Line(first, second, (*told, "stands in another place of the order in B") if out_of_order else told)


def _numbered(trips: Sequence[Trip]) -> list[range]:
    """For each trip the numbers of its rows, counted over all trips."""
    ends = list(accumulate(len(trip.entries) for trip in trips))
    return [range(end - len(trip.entries), end) for trip, end in zip(trips, ends, strict=True)]


def _nearness(one: Entry, other: Entry, apart: int | None) -> float:
    """How surely two rows mean one time: 2 for one day of arrival, less for each day between."""
    if one.when.start and other.when.start:
        return 2.0 - 0.1 * abs((one.when.start - other.when.start).days)
    return 0.0 if apart is None else 1.5 + 0.25 * (days(one) == days(other)) - 0.25 * apart


def _closeness(one: Entry, other: Entry) -> float:
    """How surely two rows name one place: 4 for the same, less for near ones, little for a land and a place in it."""
    first, second = one.place, other.place
    if same_place(first, second):
        return 4.0
    if first and second and first.country_code == second.country_code:
        if whole_land(first) or whole_land(second):
            return 1.5
        return 3.5 if within(first, second, _SAME_KM) else 0.0
    return 3.0 if (first is None or second is None) and fold(name(one)) == fold(name(other)) else 0.0


def _span(trips: Sequence[Trip]) -> tuple[date, date] | None:
    known = [d for t in trips for e in t.entries for d in days(e) if d]
    return (min(known), max(known)) if known else None


def _shared(first: Trips, second: Trips) -> tuple[date, date] | None:
    one, other = _span(first.trips), _span(second.trips)
    return (max(one[0], other[0]), min(one[1], other[1])) if one and other else None


def _in_time(trips: Sequence[Trip], shared: tuple[date, date] | None) -> bool:
    span = _span(trips)
    return span is None or shared is None or (span[0] <= shared[1] and span[1] >= shared[0])


def _first(journey: Journey) -> tuple[date, str]:
    known = [d for line in journey.lines for e in (line.first, line.second) if e for d in days(e) if d]
    return min(known, default=date.max), journey.traveller.casefold()

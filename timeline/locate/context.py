"""The names of a text, each with what stands beside it, and what those that are settled tell about the others."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from operator import itemgetter

from timeline.locate.geo import contains, km
from timeline.locate.names import Entry
from timeline.locate.weights import NEAR, READING
from timeline.records import Place

_MOST_ALTERNATIVES = 8
# two readings nearer than this are one place for the purpose of confidence (a city and its district)
_SAME_KM = 50.0
_SAME_DEGREES = 0.5  # of latitude, which is more than that
_HOLDING = frozenset(("country", "admin1", "admin2"))  # what can hold a place that is not near its middle
# readings so far behind the best add less to the doubt than is shown of it
_NO_RIVAL = 16.0
# a city of so many people (as a power of ten), so much greater than all others of its name, is meant where nothing else
# is said: many small ones of the name are no doubt ("San Francisco")
_LARGE, _AHEAD, _MEANT = 5.3, 0.7, 0.5
_FAR = NEAR[-1][0]
_FEW = 30  # so many points are looked through faster than searched
_DEGREE_KM = 110.0  # of latitude, at least
_REACH = _FAR / _DEGREE_KM  # in degrees of latitude, which have 110 km at least


BESIDE = {"IL": ("IL", "PS"), "PS": ("PS", "IL")}
"""Lands that lie within each other, by either: places of one are near those of the other ("Jerusalem, Bethlehem")."""


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one name that mean one place: what is known of them, and the decision."""

    entry: Entry | None
    lands: list[Entry] = field(default_factory=list)  # entries that stand beside a mention as its land
    kinds: frozenset[str] = frozenset()  # what the word beside a mention says: "province"
    neighbours: list[Group] = field(default_factory=list)  # those that stand beside it in a list
    mentions: int = 0
    place: Place | None = None
    ranked: tuple[tuple[float, Place, tuple[str, ...]], ...] = ()

    def confidence(self) -> float:
        """Share of the best reading among all that lie elsewhere, by the difference of their scores."""
        if not self.ranked:
            return 0.0
        best, place, _ = self.ranked[0]
        rest = 0.0
        for score, other, _ in self.ranked[1:]:
            if best - score > _NO_RIVAL:
                break
            apart = abs(place.latitude - other.latitude) > _SAME_DEGREES or km(place, other) > _SAME_KM
            if apart and not (other.kind in _HOLDING and contains(other, place)):
                rest += math.exp(score - best)
        share = 1.0 / (1.0 + rest)
        return max(share, _MEANT) if self._dominates(place) else share

    def _dominates(self, place: Place) -> bool:
        """Whether a place is far the greatest city of the name."""
        entry = self.entry
        if entry is None or len(entry.weights) < 2 or place is not entry.places[0] or place.kind != "city":
            return False
        return entry.weights[0] >= _LARGE and entry.weights[0] - entry.weights[1] >= _AHEAD

    @property
    def reason(self) -> str:
        """Why the best reading won, for a person."""
        if not self.ranked:
            return "unknown to the gazetteer"
        return ", ".join(self.ranked[0][2])

    @property
    def alternatives(self) -> tuple[Place, ...]:
        """The other readings, best first."""
        return tuple(place for _, place, _ in self.ranked[1 : 1 + _MOST_ALTERNATIVES])


@dataclass(slots=True, eq=False)
class Land:
    """What the settled names of a text tell of one country."""

    name: str | None = None  # of the country itself, if it is named
    peopled: bool = False  # whether its people are named
    weight: int = 0  # how often its places are named, each at most three times
    divisions: set[str] = field(default_factory=set)
    points: list[tuple[float, int, Group, Place]] = field(default_factory=list)  # from south to north
    towns: dict[str, list[tuple[Group, str]]] = field(default_factory=dict)  # all (under ""), and by division
    said: float = 0.0  # what its name, or that of its people, says for the readings in it

    def close(self) -> None:
        """Draw the sum, once all settled names are entered."""
        self.points.sort(key=itemgetter(0, 1))
        if self.name is not None:
            self.said = READING["its country is named in the text"]
        elif self.peopled:
            self.said = READING["its country's people are named in the text"]


class Context:
    """What the settled names of a text tell about the others, by country, so that a reading asks only its own."""

    def __init__(self, groups: Sequence[Group], peoples: Mapping[str, int]) -> None:
        self.lands: dict[str, Land] = {code: Land(peopled=True) for code, count in peoples.items() if count}
        self.total = 0  # how often places are named, each at most three times, regions aside
        for group in groups:
            if group.place is not None and group.place.kind != "region":
                self._enter(group, group.place)
        for land in self.lands.values():
            land.close()

    def _enter(self, group: Group, place: Place) -> None:
        kind, count = place.kind, min(group.mentions, 3)
        land = self.lands.get(place.country_code) or self.lands.setdefault(place.country_code, Land())
        land.weight += count
        self.total += count
        if kind == "country":
            land.name = place.name if land.name is None else land.name
        elif kind == "admin1":
            land.divisions.add(place.name)
        else:
            land.points.append((place.latitude, self.total, group, place))
        for code in BESIDE.get(place.country_code, ())[1:]:
            neighbour = self.lands.get(code) or self.lands.setdefault(code, Land())
            neighbour.weight += count
            if kind not in ("country", "admin1"):
                neighbour.points.append((place.latitude, self.total, group, place))
        if kind == "city":
            land.towns.setdefault("", []).append((group, place.name))
            land.towns.setdefault(place.admin1, []).append((group, place.name))


def nearest(points: list[tuple[float, int, Group, Place]], group: Group, place: Place) -> tuple[float, str] | None:
    """Of the settled places of a land that nearest to a place, of another group: kilometres and name.

    None where there is none within reach.
    """
    best: tuple[float, str] | None = None
    latitude, longitude = place.latitude, place.longitude
    south, north, width = latitude - _REACH, latitude + _REACH, 0.0
    if len(points) > _FEW:
        first, last = bisect_left(points, south, key=itemgetter(0)), bisect_right(points, north, key=itemgetter(0))
        points = points[first:last]
    for other_latitude, _, owner, other in points:
        if not south < other_latitude < north or owner is group:
            continue
        if best is not None and abs(other_latitude - latitude) * _DEGREE_KM > best[0]:
            continue  # farther to the north or the south than the nearest so far
        width = width or _REACH / max(0.05, cos(radians(abs(latitude) + _REACH)))
        if not width < abs(other.longitude - longitude) < 360 - width:
            away = km(place, other)
            if away <= _FAR and (best is None or (away, other.name) < best):
                best = (away, other.name)
    return best

"""Decides for the whole text which place each name means.

Names settled by the land beside them or without a rival come first; the others are weighed against them, twice, so
that the second round profits from the first. A name means one place in one text, except where different lands stand
beside it ("Paris, Texas and Paris, Illinois").
"""

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

_ROUNDS = 2
_MOST_READINGS = 120
_MOST_ALTERNATIVES = 8
# two readings nearer than this are one place for the purpose of confidence (a city and its district)
_SAME_KM = 50.0
_SAME_DEGREES = 0.5  # of latitude, which is more than that


_HOLDING = frozenset(("country", "admin1", "admin2"))  # what can hold a place that is not near its middle
_LIST_STEPS = 3
# readings so far behind the best add less to the doubt than is shown of it
_NO_RIVAL = 16.0
_FAR = NEAR[-1][0]
_FEW = 30  # so many points are looked through faster than searched
_DEGREE_KM = 110.0  # of latitude, at least
_REACH = _FAR / _DEGREE_KM  # in degrees of latitude, which have 110 km at least
_NO_REASONS: tuple[str, ...] = ()
_KIND_WORDS = {"admin1": "a division", "admin2": "a division", "airport": "an airport", "island": "an island"}


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
        return 1.0 / (1.0 + rest)

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


_BESIDE = {"IL": ("IL", "PS"), "PS": ("IL", "PS")}
"""Lands that lie within each other: places of the one are near those of the other ("Jerusalem and Bethlehem")."""


class Context:
    """What the settled names of a text tell about the others, by country, so that a reading asks only its own."""

    def __init__(self, groups: Sequence[Group], peoples: Mapping[str, int]) -> None:
        self.peoples = peoples
        self.countries: dict[str, str] = {}
        self.divisions: set[tuple[str, str]] = set()
        self.weight: dict[str, int] = {}  # how often places of each country are named, at most three times each
        self.total = 0  # the same of all, regions aside
        self.points: dict[str, list[tuple[float, int, Group, Place]]] = {}  # by country, from south to north
        self.towns: dict[tuple[str, str], list[tuple[Group, str]]] = {}  # by country, and by division
        for group in groups:
            if group.place is not None:
                self._enter(group, group.place)
        for points in self.points.values():
            points.sort(key=itemgetter(0, 1))
        # the codes of the countries of which the text tells anything
        self.spoken = {code for code, count in peoples.items() if count} | self.weight.keys()

    def _enter(self, group: Group, place: Place) -> None:
        code = place.country_code
        if place.kind == "country":
            self.countries.setdefault(code, place.name)
        elif place.kind == "admin1":
            self.divisions.add((code, place.name))
        if place.kind != "region":
            count = min(group.mentions, 3)
            self.total += count
            for land in _BESIDE.get(code, (code,)):
                self.weight[land] = self.weight.get(land, 0) + count
                if place.kind not in ("country", "admin1"):
                    self.points.setdefault(land, []).append((place.latitude, self.total, group, place))
        if place.kind == "city":
            self.towns.setdefault((code, ""), []).append((group, place.name))
            self.towns.setdefault((code, place.admin1), []).append((group, place.name))

    def nearest(self, group: Group, place: Place) -> tuple[float, str] | None:
        """The settled place of a place's country that lies nearest to it, of another group: kilometres and name.

        None where there is none within reach.
        """
        points = self.points.get(place.country_code)
        if not points:
            return None
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


def choose(groups: Sequence[Group], peoples: Mapping[str, int]) -> None:
    """Settle every group: sets `place` (None if it has no reading) and `ranked`."""
    for group in groups:
        group.place = _first_guess(group)
    for _ in range(_ROUNDS):
        before = [group.place for group in groups]
        context = Context(groups, peoples)
        decided = [_rank(group, context) for group in groups]
        for group, ranked in zip(groups, decided, strict=True):
            group.ranked = ranked
            group.place = ranked[0][1] if ranked else None
        if all(group.place is held for group, held in zip(groups, before, strict=True)):
            break  # another round would say the same


def _first_guess(group: Group) -> Place | None:
    """The reading before any context: by the land beside it, the only one, or far better known than the rest."""
    entry = group.entry
    if entry is None:
        return None
    if group.lands:
        for place in entry.places:
            if any(contains(land, place) for beside in group.lands for land in beside.places[:6]):
                return place
    if len(entry.places) == 1 or entry.weights[0] - entry.weights[1] >= 0.7 or entry.weights[0] >= 6.5:
        return entry.places[0]
    return None


def _rank(group: Group, context: Context) -> tuple[tuple[float, Place, tuple[str, ...]], ...]:
    entry = group.entry
    if entry is None:
        return ()
    listed = _listed(group) if group.neighbours else []
    if len(entry.places) == 1:
        told = ["the only place of the name"]
        return (
            (_weigh(group, entry.places[0], entry.weights[0], context, listed, told), entry.places[0], tuple(told)),
        )
    bare = not (group.lands or group.kinds or listed)
    rated = []
    for place, weight in zip(entry.places[:_MOST_READINGS], entry.weights, strict=False):
        if bare and place.country_code not in context.spoken:
            rated.append((READING["well known"] * weight, place, weight))
        else:
            rated.append((_weigh(group, place, weight, context, listed, None), place, weight))
    rated.sort(key=lambda item: (-item[0], item[1].place_id))
    ranked = [(score, place, _NO_REASONS) for score, place, _ in rated]
    if rated:
        score, place, weight = rated[0]
        reasons: list[str] = []
        _weigh(group, place, weight, context, listed, reasons)
        if place is entry.places[0]:
            reasons.append("best known of the name")
        ranked[0] = (score, place, tuple(reasons) or ("best of several",))
    return tuple(ranked)


def _weigh(
    group: Group, place: Place, weight: float, context: Context, listed: Sequence[Group], reasons: list[str] | None
) -> float:
    """How much speaks for a reading; what that is goes into `reasons`, for the one that is told."""
    score = READING["well known"] * weight
    if group.lands:
        beside = next((land for lands in group.lands for land in lands.places[:6] if contains(land, place)), None)
        if beside is not None:
            score += READING["named with its land"]
            if reasons is not None:
                reasons.append(f"named with {beside.name}")
    if place.kind in group.kinds:
        score += READING["of the kind the word beside it says"]
        if reasons is not None:
            reasons.append(f"called {_KIND_WORDS.get(place.kind, f'a {place.kind}')}")
    spoken = place.country_code in context.spoken
    if spoken and place.kind not in ("country", "region") and not _in_its_own_land(group, place):
        score += _lands(place, context, reasons)
        score += _nearness(group, place, context, reasons)
    if place.kind in ("admin1", "country"):
        score += _holding(group, place, context, reasons)
    if listed:
        alike = sum(1 for n in listed if (other := n.place) is not None and _alike(place, other))
        if alike:
            score += READING["of the same kind as its neighbours in a list"] * min(alike, 2)
            if reasons is not None:
                reasons.append(f"listed with others of its kind ({place.kind})")
    return score


def _listed(group: Group) -> list[Group]:
    """The other members of the list that a name stands in, as far as three steps away."""
    listed: dict[int, Group] = {}
    ring = [group]
    for _ in range(_LIST_STEPS):
        beside = (near for member in ring for near in member.neighbours)
        found = {id(near): near for near in beside if id(near) not in listed and near is not group}
        listed.update(found)
        ring = list(found.values())
    return list(listed.values())


def _in_its_own_land(group: Group, place: Place) -> bool:
    """Whether the name is also the whole country's: what speaks for the country is no evidence for a part."""
    return group.entry is not None and place.country_code in group.entry.countries


def _holding(group: Group, place: Place, context: Context, reasons: list[str] | None) -> float:
    """What the towns of the text say for the land they lie in ("Georgia", where Atlanta and Savannah are named)."""
    held = context.towns.get((place.country_code, "" if place.kind == "country" else place.name), ())
    towns = [name for owner, name in held if owner is not group]
    if not towns:
        return 0.0
    if reasons is not None:
        reasons.append(f"holds {towns[0]}")
    return READING["its division is named in the text"] * min(len(towns), 2)


def _lands(place: Place, context: Context, reasons: list[str] | None) -> float:
    """What the countries and divisions of the text say for a reading."""
    score = 0.0
    code = place.country_code
    if place.kind != "admin1" and place.admin1 and (code, place.admin1) in context.divisions:
        score += READING["its division is named in the text"]
        if reasons is not None:
            reasons.append(f"{place.admin1} is named in the text")
    if code in context.countries:
        score += READING["its country is named in the text"]
        if reasons is not None:
            reasons.append(f"{context.countries[code]} is named in the text")
    elif context.peoples.get(code):
        score += READING["its country's people are named in the text"]
        if reasons is not None:
            reasons.append("people of its country are named in the text")
    return score


def _nearness(group: Group, place: Place, context: Context, reasons: list[str] | None) -> float:
    """What the settled places of the text say for a reading: how near they are, and in which country."""
    code = place.country_code
    mine = context.weight.get(code, 0)
    if not mine:
        return 0.0
    total = context.total
    own = group.place
    if own is not None and own.kind != "region":
        count = min(group.mentions, 3)
        total -= count
        mine -= count if code in _BESIDE.get(own.country_code, (own.country_code,)) else 0
    if not mine:
        return 0.0
    score = READING["in the country of most places of the text"] * mine / (total + 1)
    nearest = context.nearest(group, place)
    if nearest is not None:
        away, name = nearest
        score += READING["near other places of the text"] * next(weight for limit, weight in NEAR if away <= limit)
        if reasons is not None:
            reasons.append(f"near {name}")
    return score


def _alike(place: Place, other: Place) -> bool:
    """Whether two places are of one sort, as the members of a list are."""
    if place.place_id == other.place_id or place.kind != other.kind:
        return False
    if place.kind in ("country", "region") or place.country_code == other.country_code:
        return True
    return _great(place) and _great(other)


def _great(place: Place) -> bool:
    """Whether a city is named beside others of the world as a matter of course: capitals and cities of a million."""
    return place.feature_code == "PPLC" or (place.kind == "city" and place.population >= 1_000_000)

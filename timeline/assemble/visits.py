"""Merges claims on the same visit: one traveller, one settlement, days that agree, nothing told in between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from timeline.assemble.claims import (
    CONTAINERS,
    NEWS_DAYS,
    OPEN_AFTER,
    OPEN_BEFORE,
    Claim,
    distance,
    fold,
    holds,
    within,
)
from timeline.assemble.settle import Visit
from timeline.assemble.strands import place_key
from timeline.records import Place

STAY_DAYS = 3  # reports of presence on days this far apart are one stay if nothing lies between
_SAME_NAME_KM = 50.0  # one name in two layers of the gazetteer
_BASE_KM = 50.0  # home base and the airport used for it (Washington, Andrews)
_AIRPORT_KM = 30.0
_FEW = 30  # mentions of other places that are looked at one by one
_NEARBY_KM = 50.0  # a day trip to a neighbour does not end the stay
_COARSENESS = {"admin2": 1, "admin1": 2, "region": 3, "country": 4}


def family(item: Claim) -> str:
    """Departures and returns are merged among themselves; a stop and a transit can be one visit."""
    return item.event.event if item.event.event in ("departure", "return") else "visit"


class _Journey:
    """The claims of one journey with the look-ups that merging needs."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        self.keys = _unite(claims)
        told: dict[str, list[tuple[int, int, Claim]]] = defaultdict(list)
        dated: list[tuple[int, int, Claim]] = []
        for number, item in enumerate(claims):
            if item.event.place is None or item.event.status == "cancelled":
                continue
            if not item.past:
                told[item.doc].append((item.event.position, number, item))
            if item.day is not None and item.event.place.kind not in CONTAINERS:
                dated.append((item.day, number, item))
        self._told = {doc: sorted(rows, key=lambda r: r[:2]) for doc, rows in told.items()}
        self._dated = sorted(dated, key=lambda r: r[:2])
        self._far: dict[tuple[object, ...], list[int]] = {}
        self._far_keys = self.keys

    def key(self, item: Claim) -> str:
        return self.keys[place_key(item)]

    def _elsewhere(self, item: Claim, other: Claim) -> bool:
        if self.key(item) == self.key(other) or item.event.place is None or other.event.place is None:
            return False
        if holds(item.event.place, other.event.place) or holds(other.event.place, item.event.place):
            return False
        return not within(item.event.place, other.event.place, _NEARBY_KM)

    def told_between(self, first: Claim, second: Claim, *, dated: bool = False) -> bool:
        """Whether one document tells of another place between the two; with `dated` only places with a day count."""
        if first.doc != second.doc or first.past or second.past:
            return False
        low, high = sorted((first.event.position, second.event.position))
        rows = self._told.get(first.doc, [])
        begin, end = bisect_right(rows, low, key=lambda r: r[0]), bisect_left(rows, high, key=lambda r: r[0])
        near = rows[begin : min(end, begin + _FEW)]
        if any(self._elsewhere(first, other) for _, _, other in near if not dated or other.day is not None):
            return True
        if end - begin <= _FEW:
            return False
        far = self._elsewhere_of(first, dated)
        at = bisect_right(far, low)
        return at < len(far) and far[at] < high

    def _elsewhere_of(self, first: Claim, dated: bool) -> list[int]:
        """Where its document tells of other places, sorted: a document may tell of one place thousands of times."""
        if self._far_keys is not self.keys:
            self._far, self._far_keys = {}, self.keys
        known = first.doc, self.key(first), first.event.place, dated
        if known not in self._far:
            rows = self._told.get(first.doc, [])
            others = ((at, other) for at, _, other in rows if not dated or other.day is not None)
            self._far[known] = [at for at, other in others if self._elsewhere(first, other)]
        return self._far[known]

    def dated_between(self, first: Claim, low: int, high: int) -> bool:
        """Whether the traveller is somewhere else on a day strictly between two days."""
        rows = self._dated
        inner = rows[bisect_right(rows, low, key=lambda r: r[0]) : bisect_left(rows, high, key=lambda r: r[0])]
        return any(self._elsewhere(first, other) for _, _, other in inner)


def _unite(claims: Iterable[Claim]) -> dict[str, str]:
    """Place keys that mean one settlement, each mapped to the smallest of them."""
    places: dict[str, Place] = {}
    for item in claims:
        if item.event.place is not None:
            places.setdefault(place_key(item), item.event.place)
    parent = {place_key(item): place_key(item) for item in claims}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    by_name: dict[str, list[str]] = defaultdict(list)
    for key, place in sorted(places.items()):
        for other in by_name[fold(place.name)]:
            alike = (place.kind == "country") == (places[other].kind == "country")
            if alike and within(place, places[other], _SAME_NAME_KM):
                join(key, other)
        by_name[fold(place.name)].append(key)
    cities = sorted((k, p) for k, p in places.items() if p.kind == "city")
    for key, place in sorted(places.items()):
        if place.kind in ("airport", "venue") and not place.city_id:
            here = [(k, p) for k, p in cities if p.country_code == place.country_code]
            near = [(distance(place, p), k) for k, p in here if within(place, p, _AIRPORT_KM)]
            if near:
                join(key, min(near)[1])
    return {key: root(key) for key in parent}


def _one_visit(visit: Visit, item: Claim, journey: _Journey) -> bool:
    """Whether a dated claim belongs to a visit that began on an earlier or the same day."""
    first, last = visit.days
    day = item.day
    assert day is not None
    cancelled = item.event.status == "cancelled"
    if cancelled != visit.cancelled and abs(day - first) > (0 if item.doc in visit.docs else 1):
        return False
    for own in visit.of(item.doc):
        moved = own.day is not None and own.day != day
        between = journey.told_between(own, item, dated=moved and not item.arrival and not item.again)
        if between and (moved or own.again or item.again):
            return False
    if day <= last:
        return True
    if family(item) != "visit":
        return day - last <= 1
    if "transit" in (item.event.event, visit.claims[-1].event.event):
        return False
    return day - last <= STAY_DAYS and not journey.dated_between(item, first, day)


def _fits(visit: Visit, item: Claim, journey: _Journey) -> bool:
    """Whether an undated claim may mean this visit."""
    slack = 0 if item.doc in visit.docs else 1
    low, high = visit.low, max(visit.high, visit.days[1] if visit.dated else visit.high)
    if item.high < low - slack or item.low > high + slack:
        return False
    if family(item) != "visit" and item.day is None and item.doc not in visit.docs and _stale(visit, item):
        return False
    cancelled = item.event.status == "cancelled"
    if cancelled != visit.cancelled and item.doc in visit.docs and visit.dated and item.window() is not None:
        return visit.low >= item.low and visit.low <= item.high
    for own in visit.of(item.doc):
        if journey.told_between(own, item):
            later = item if item.event.position > own.event.position else own
            if later.again:
                return False
    return True


def _stale(visit: Visit, item: Claim) -> bool:
    """Whether a setting out or coming home told as news of its day lies far from that of the visit."""
    known = [day for day in visit.days if OPEN_BEFORE < day < OPEN_AFTER]
    told = item.published
    return told is not None and bool(known) and min(abs(told - day) for day in known) > NEWS_DAYS


def _closest(item: Claim, visits: Sequence[Visit]) -> Visit:
    """Of the visits that fit, the one told nearest in the same document, else one with days, nearest in time."""

    def rank(visit: Visit) -> tuple[int, bool, int, int]:
        here = visit.nearest(item)
        window = item.window()
        day = window[1] if window else item.published
        away = abs(visit.days[0] - day) if visit.dated and day is not None else 0
        return (10**6 if here is None else here, not visit.dated, away, visit.days[0] if visit.dated else 0)

    return min(visits, key=rank)


def _cluster(claims: Sequence[Claim], journey: _Journey) -> list[Visit]:
    """Visits of one place: dated claims by day, then the others to the visit they fit."""
    visits: list[Visit] = []
    for item in sorted((c for c in claims if c.day is not None), key=lambda c: (c.day or 0, c.doc, c.event.position)):
        recent = [v for v in visits[-3:] if _one_visit(v, item, journey)]
        if recent:
            recent[-1].add(item)
        else:
            visits.append(Visit([item]))
    for item in sorted((c for c in claims if c.day is None), key=lambda c: (c.high - c.low, c.past)):
        fitting = [v for v in visits if _fits(v, item, journey)]
        if fitting:
            _closest(item, fitting).add(item)
        else:
            visits.append(Visit([item]))
    return visits


def _may_hold(item: Claim, visit: Visit, journey: _Journey) -> bool:
    """Whether a claim on a country may mean a visit to one of its places: the visit may begin within the stay there."""
    place = visit.place
    if place is None or item.event.place is None or not holds(item.event.place, place):
        return False
    differ = (item.event.status == "cancelled") != visit.cancelled
    if differ and (item.doc in visit.docs or item.event.status == "reported"):
        return False
    if item.doc in visit.docs and _left_between(item, visit, journey):
        return False
    if item.day is not None:
        reach = max(item.day + STAY_DAYS, item.end or 0)
        stay = visit.days[1] if visit.dated else visit.high
        return visit.low <= reach and stay >= item.day - 1 and not journey.dated_between(item, item.day, visit.low)
    return item.low <= visit.high + 1 and item.high >= visit.low - 1


def _left_between(item: Claim, visit: Visit, journey: _Journey) -> bool:
    """Whether a document dates a stop elsewhere between a claim on a land and one on its place of another day."""
    if item.day is None:
        return False
    own = (c for c in visit.of(item.doc) if c.day is not None and c.day != item.day)
    return any(journey.told_between(c, item, dated=True) for c in own)


def _contain(claims: Sequence[Claim], visits: list[Visit], journey: _Journey) -> None:
    """Gives claims on countries and divisions to visits inside them; what is left becomes visits of its own."""
    groups: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for item in claims:
        assert item.event.place is not None
        groups[_COARSENESS[item.event.place.kind], journey.key(item)].append(item)
    for group in sorted(groups):
        left = []
        for item in groups[group]:
            fitting = [v for v in visits if _may_hold(item, v, journey)]
            if not fitting:
                left.append(item)
                continue
            item.coarse = len(fitting) > 1 or item.past
            if item.coarse and not item.past and item.event.status != "cancelled":
                begun = item.low if item.day is None or item.arrival or item.end is not None else OPEN_BEFORE
                for visit in fitting:  # who spoke in a land on Tuesday may have come there before
                    visit.frames.append((begun, item.end if item.end is not None else OPEN_AFTER))
            best = _closest(item, [v for v in fitting if v.low == item.day] or fitting)
            best.add(item)
        visits.extend(_cluster(left, journey))


def _join_bases(claims: Sequence[Claim], journey: _Journey) -> None:
    """Takes a home base and its airports for one place."""
    seen: list[Claim] = []
    for item in claims:
        place = item.event.place
        if place is None or place.kind in CONTAINERS:
            continue
        for other in seen:
            assert other.event.place is not None
            if journey.key(other) != journey.key(item) and within(place, other.event.place, _BASE_KM):
                old, new = sorted((journey.key(item), journey.key(other)), reverse=True)
                journey.keys = {k: new if v == old else v for k, v in journey.keys.items()}
                break
        else:
            seen.append(item)


def _family_visits(claims: Sequence[Claim], journey: _Journey) -> list[Visit]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    coarse = []
    for item in claims:
        if item.event.place is not None and item.event.place.kind in CONTAINERS:
            coarse.append(item)
        else:
            groups[journey.key(item)].append(item)
    visits = [visit for key in sorted(groups) for visit in _cluster(groups[key], journey)]
    _contain(coarse, visits, journey)
    return visits


def _close_stops(departures: list[Visit], stops: list[Visit], journey: _Journey) -> list[Visit]:
    """A departure from a place visited before ("left Nairobi on Monday") ends that stop; gives back the others."""
    left = []
    for departure in departures:
        lead = departure.claims[0]
        here = [v for v in stops if v.low <= departure.high and journey.key(lead) in map(journey.key, v.claims)]
        before = any(_earlier(v, departure) for v in (*stops, *departures) if v not in here and v is not departure)
        begun = [v for v in here if before and _earlier(v, departure)]
        stop = max(begun, key=lambda v: v.low, default=None)
        if stop is None:
            left.append(departure)
            continue
        for item in departure.claims:
            item.closes = True
            stop.add(item)
    return left


def _earlier(visit: Visit, departure: Visit) -> bool:
    """Whether a stop is known to come before a departure: by its days, or by the telling of a common document."""
    if visit.high < departure.low or visit.low > departure.high:
        return visit.high < departure.low
    told = [(a.event.position, b.event.position) for b in departure.claims for a in visit.of(b.doc)]
    return bool(told) and all(a < b for a, b in told)


def merge(claims: Sequence[Claim]) -> list[Visit]:
    """The visits of one journey, in no particular order; every claim is part of exactly one."""
    journey = _Journey(claims)
    by_family: dict[str, list[Claim]] = defaultdict(list)
    for item in claims:
        by_family[family(item)].append(item)
    stops = _family_visits(by_family["visit"], journey)
    for name in ("departure", "return"):
        _join_bases(by_family[name], journey)
    departures = _close_stops(_family_visits(by_family["departure"], journey), stops, journey)
    return [*departures, *stops, *_family_visits(by_family["return"], journey)]

"""Orders the visits of a journey in time and bounds the days of those that no source dates.

What the sources say becomes relations of a simple temporal network, added from the strongest to the weakest: days,
departure first and return last, the order in which documents tell the visits, plans after reports. A relation that
contradicts stronger ones is dropped and told as a problem.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.assemble.claims import NEWS_DAYS, OPEN_AFTER, OPEN_BEFORE, distance, within
from timeline.assemble.network import Network
from timeline.assemble.settle import Settled, Visit
from timeline.records import Place, Problem

_SPEED = 900.0  # km/h, an airliner
_GROUND_HOURS = 1.0  # take-off and landing
_CLOCK_SLACK = 2.0  # hours that a clock may differ from the sun's
_EXCURSION_KM = 60.0
_NEIGHBOURS = 4  # each visit is tied to so many later ones of a document; the rest follows from these
_RANK = {"departure": 0, "stop": 1, "transit": 1, "return": 2}


@dataclass(slots=True, eq=False)
class Node:
    """A visit with what it adds up to; `settled` is replaced when the network has narrowed its bounds."""

    visit: Visit
    settled: Settled
    _positions: dict[str, tuple[int, int]] | None = None

    @property
    def happens(self) -> bool:
        """Whether the visit took or will take place, so that it bears on the days of others."""
        return self.settled.status != "cancelled"

    def positions(self) -> dict[str, tuple[int, int]]:
        """First and last position in each document that tells of the visit as part of its journey."""
        if self._positions is None:
            fine: dict[str, list[int]] = defaultdict(list)
            coarse: dict[str, list[int]] = defaultdict(list)
            for item in self.visit.claims:
                if not item.past and not item.closes:
                    (coarse if item.coarse else fine)[item.doc].append(item.event.position)
            self._positions = {doc: (min(p), max(p)) for doc, p in {**coarse, **fine}.items()}
        return self._positions


@dataclass(frozen=True, slots=True)
class _Relation:
    first: int
    second: int
    weight: float
    doc: str = ""


def day_gap(first: Place | None, second: Place | None) -> int:
    """Least difference in days between arrival at `first` and at `second`, by flight time and the turn of the earth.

    1 for a long flight eastward, -1 where the date line is crossed eastward, else 0.
    """
    if first is None or second is None:
        return 0
    turn = second.longitude - first.longitude
    if abs(turn) <= 90:
        return 0
    hours = distance(first, second) / _SPEED + _GROUND_HOURS + turn / 15
    return -1 if turn < -180 else max(0, math.floor((hours - _CLOCK_SLACK) / 24))


def _dated_relations(nodes: Sequence[Node]) -> list[_Relation]:
    """Each dated visit before those of the next later day."""
    days: dict[int, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.settled.start is not None:
            days[node.settled.start].append(index)
    found = []
    in_order = sorted(days)
    for day, following in pairwise(in_order):
        for first in days[day]:
            for second in days[following]:
                gap = day_gap(nodes[second].settled.place, nodes[first].settled.place)
                weight = 1.0 if gap < 0 and following - day == 1 else 100.0  # the date line can turn the days round
                found.append(_Relation(first, second, weight))
    return found


def _told_relations(nodes: Sequence[Node]) -> list[_Relation]:
    """The order in which the documents tell the visits; opposite tellings are weighed against each other."""
    docs: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, node in enumerate(nodes):
        for doc, (first, last) in node.positions().items():
            docs[doc].append((first, last, index))
    weights: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for doc in sorted(docs):
        rows = sorted(docs[doc])
        for at, (first, last, index) in enumerate(rows):
            later = [row for row in rows[at + 1 : at + 4 * _NEIGHBOURS] if row[0] > first]
            for low, _, other in later[:_NEIGHBOURS]:
                clear = last < low  # told apart, not in turns
                trust = min(nodes[index].settled.confidence, nodes[other].settled.confidence)
                weights[index, other][doc] = 2.0 + trust if clear else trust / 2
    found = []
    for (first, second), by_doc in weights.items():
        against = sum(weights.get((second, first), {}).values())
        weight = sum(by_doc[doc] for doc in sorted(by_doc)) - against
        if weight > 0:
            found.append(_Relation(first, second, round(weight, 6), min(by_doc)))
    return found


def _apart(node: Node, frame: Node, after: bool) -> bool:
    """Whether a visit is known to lie outside: before a departure, or after a return (`after`)."""
    mine, theirs = node.settled, frame.settled
    if (mine.low > theirs.high) if after else (mine.high < theirs.low):
        return True
    own, other = node.positions(), frame.positions()
    shared = own.keys() & other.keys()
    if after:
        return bool(shared) and all(own[d][0] > other[d][1] for d in shared)
    return bool(shared) and all(own[d][1] < other[d][0] for d in shared)


def _frame_relations(nodes: Sequence[Node]) -> list[_Relation]:
    """A departure before, and a return after, every visit that is not known to belong to another trip."""
    found = []
    frames = [i for i, n in enumerate(nodes) if n.settled.event in ("departure", "return") and n.happens]
    for at in frames:
        back = nodes[at].settled.event == "return"
        for index, node in enumerate(nodes):
            if index == at or not node.happens or node.settled.event == nodes[at].settled.event:
                continue
            if _apart(node, nodes[at], back):
                continue
            shared = bool(node.visit.docs & nodes[at].visit.docs)
            pair = (index, at) if back else (at, index)
            found.append(_Relation(*pair, 2.0 if shared else 0.4))
    return found


def _plan_relations(nodes: Sequence[Node]) -> list[_Relation]:
    """In one document what is planned comes after what has happened, unless days say otherwise."""
    docs: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, node in enumerate(nodes):
        if node.settled.status in ("reported", "planned"):
            for doc in node.positions():
                docs[doc][node.settled.status == "planned"].append(index)
    pairs: dict[tuple[int, int], _Relation] = {}
    for doc in sorted(docs):
        reported, planned = docs[doc]
        last = max(reported, key=lambda i: (nodes[i].settled.low, nodes[i].positions()[doc], i), default=None)
        for second in planned:
            if last is not None:
                pairs.setdefault((last, second), _Relation(last, second, 0.3, doc))
    return list(pairs.values())


def _land_relations(nodes: Sequence[Node]) -> list[_Relation]:
    """An undated visit beside the dated ones of its land, where all these follow each other.

    It is tied to the days next to theirs; what lies farther off follows from the order of the days.
    """
    stops = (i for i, n in enumerate(nodes) if n.settled.start is not None and n.settled.event in ("stop", "transit"))
    dated = sorted((nodes[i].settled.start or 0, i) for i in stops)
    spots: dict[str, list[int]] = defaultdict(list)
    for at, (_, index) in enumerate(dated):
        spots[_land(nodes[index])].append(at)
    found = []
    for index, node in enumerate(nodes):
        own = spots.get(_land(node), [])
        if node.settled.start is not None or not _land(node) or not own or own[-1] - own[0] >= len(own):
            continue
        found += [_Relation(other, index, 1.0) for other in _next_to(dated, own[0], -1)]
        found += [_Relation(index, other, 1.0) for other in _next_to(dated, own[-1], 1)]
    return found


def _next_to(dated: Sequence[tuple[int, int]], at: int, step: int) -> list[int]:
    """The numbers of those that share the day of the neighbour of `dated[at]`, to the left (-1) or right (1)."""
    found: list[int] = []
    at += step
    while 0 <= at < len(dated) and (not found or dated[at][0] == dated[at - step][0]):
        found.append(dated[at][1])
        at += step
    return found


def _land(node: Node) -> str:
    return node.settled.place.country_code if node.settled.place is not None else ""


def _name(node: Node) -> str:
    place = node.settled.place
    return place.name if place else node.settled.place_text or "an unnamed place"


def _excursion(first: Node, second: Node) -> bool:
    """Whether the second place is so near that it can be seen during a stay at the first."""
    one, other = first.settled.place, second.settled.place
    return one is not None and other is not None and within(one, other, _EXCURSION_KM)


def _apply(nodes: Sequence[Node], relations: Sequence[_Relation], network: Network) -> list[Problem]:
    problems = []
    for relation in sorted(relations, key=lambda r: (-r.weight, r.first, r.second)):
        first, second = nodes[relation.first], nodes[relation.second]
        gap = day_gap(first.settled.place, second.settled.place) if first.happens else None
        if not second.happens and first.happens:
            gap = None  # what was called off was still planned for after, but says nothing of its neighbour's days
        pair = relation.first, relation.second
        if network.add(*pair, gap) or (gap == 1 and network.add(*pair)):
            end = first.settled.end
            if gap is not None and end is not None and not _excursion(first, second):
                network.not_before(relation.second, end + min(gap, 0))
        elif relation.doc and relation.weight > 1:
            message = f"{_name(first)} told before {_name(second)} contradicts stronger evidence; left out"
            problems.append(Problem("order", message, relation.doc))
    return problems


def _key(node: Node) -> tuple[object, ...]:
    """Where the network leaves a choice: by the likely day, what leaves and comes home outside, then the telling."""
    settled = node.settled
    low, high = settled.low, settled.high
    if low > OPEN_BEFORE // 2 and high < OPEN_AFTER // 2:
        day = (low + high) / 2
    else:
        day = low if low > OPEN_BEFORE // 2 else high
    told = [(doc, first) for doc, (first, _) in sorted(node.positions().items())]
    position = min((p for _, p in told), default=0)
    spans = [c.event.evidence.span for c in node.visit.claims]
    offset = min((span.start for span in spans if span), default=0)
    return (day, _RANK[settled.event], position, offset, high - low, _name(node), told, sorted(node.visit.docs))


def _earliest(nodes: Sequence[Node]) -> dict[str, int]:
    """For each document the latest day that its earliest visit can have begun."""
    found: dict[str, int] = {}
    for node in nodes:
        for doc in node.visit.docs:
            found[doc] = min(found.get(doc, OPEN_AFTER), node.settled.high)
    return found


def _news_from(node: Node, earliest: Mapping[str, int]) -> int:
    """The lower bound of a visit; a setting out or coming home without a day is news of the week before it is told.

    Not so where its document (by `earliest`) tells of older things.
    """
    settled = node.settled
    told = [c.published for c in node.visit.claims if c.published is not None]
    open_end = settled.low <= OPEN_BEFORE and settled.high == max(told, default=None)
    if settled.event not in ("departure", "return") or settled.status != "reported" or not open_end:
        return settled.low
    first = settled.high - NEWS_DAYS
    return settled.low if any(earliest[doc] < first for doc in node.visit.docs) else first


def _bounded(node: Node, low: int, high: int) -> Settled:
    low = low if low > OPEN_BEFORE // 2 else OPEN_BEFORE
    high = high if high < OPEN_AFTER // 2 else OPEN_AFTER
    if node.settled.end is not None and node.settled.start is None and low > node.settled.end:
        return replace(node.settled, low=low, high=high, end=None)
    start = low if low == high else node.settled.start  # one day is left
    return replace(node.settled, start=start, low=low, high=high)


def arrange(nodes: Sequence[Node]) -> tuple[list[Node], list[Problem]]:
    """The nodes in order of time with the tightest bounds that follow, and a problem for each relation left out."""
    nodes = sorted(nodes, key=_key)
    earliest = _earliest(nodes)
    for node in nodes:
        node.settled = replace(node.settled, low=_news_from(node, earliest))
    network = Network([(n.settled.low, n.settled.high) for n in nodes])
    relations = _dated_relations(nodes) + _told_relations(nodes) + _frame_relations(nodes) + _plan_relations(nodes)
    relations += _land_relations(nodes)
    problems = _apply(nodes, relations, network)
    for index, node in enumerate(nodes):
        node.settled = _bounded(node, network.low[index], network.high[index])
    return [nodes[i] for i in network.order([_key(n) for n in nodes])], problems

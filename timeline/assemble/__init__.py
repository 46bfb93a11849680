"""Puts the events of all dispatches together: merged, ordered trips, one or several for each traveller.

names     one name for one traveller
strands   what is known of a traveller, split into journeys by time
visits    claims on the same visit merged
settle    what the claims on a visit add up to
network   a simple temporal network
order     visits in order, with the bounds that follow
rows      entries, ids, distances
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from timeline.assemble.claims import Claim, claim, ordered
from timeline.assemble.names import canonical
from timeline.assemble.order import Node, arrange
from timeline.assemble.rows import first_day, to_trip
from timeline.assemble.settle import favourite, settle
from timeline.assemble.strands import journeys
from timeline.assemble.visits import merge
from timeline.records import Problem, Trip, TripEvent, Trips

__all__ = ["assemble"]


def assemble(events: Sequence[TripEvent], *, problems: Sequence[Problem] = ()) -> Trips:
    """Merges the events of all dispatches into trips.

    `events` may come in any order and from any number of dispatches; `problems` are those met before, to which the
    ones met here are added. Trips are sorted by their first day, then traveller; their entries by time. The cost
    grows about linearly with the number of events. Never raises on contradictory events: the weaker claim gives way,
    is named in the entry's `conflict` or among the problems, and its evidence is kept.
    """
    in_order = ordered(events)
    names, met = canonical(in_order)
    by_traveller: dict[str, list[Claim]] = defaultdict(list)
    for name, event in zip(names, in_order, strict=True):
        by_traveller[name].append(claim(event))
    trips: list[Trip] = []
    taken: set[str] = set()
    for name in sorted(by_traveller):
        claims = by_traveller[name]
        role = favourite(c.event.role for c in claims)
        for journey in journeys(claims):
            nodes, found = arrange([Node(visit, settle(visit)) for visit in merge(journey)])
            met.extend(Problem(p.kind, f"{name}: {p.message}", p.source, p.sentence) for p in found)
            trips.extend(to_trip(name, role, part, taken) for part in _split(nodes))
    return Trips(tuple(sorted(trips, key=first_day)), (*problems, *dict.fromkeys(met)))


def _split(nodes: Sequence[Node]) -> list[list[Node]]:
    """Cuts a journey before each departure and after each return; what was called off stays where it was told."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        current = parts[-1]
        home = bool(current) and any(n.settled.event == "return" and n.happens for n in current)
        starts = node.settled.event == "departure" and any(n.happens for n in current)
        if current and node.happens and (home or starts):
            parts.append([])
        parts[-1].append(node)
    return [part for part in parts if part]

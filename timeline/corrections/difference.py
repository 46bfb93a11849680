"""A person's table against the itinerary that the program wrote: which rows were changed, moved, added and deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from timeline.corrections.marks import cells, changed
from timeline.frame import TableRow, group
from timeline.pairing import match, moved
from timeline.records import Correction, Entry, Trip, Trips

_WEIGHTS = {
    "evidence": 2.0, "place": 1.5, "place_id": 1.0, "start_date": 1.5, "sources": 0.5, "event": 0.5, "purpose": 0.5,
    "end_date": 0.5, "earliest": 0.5, "latest": 0.5, "status": 0.25, "traveller": 0.25,
}  # fmt: skip
"""How much it tells that two rows are one when they agree in a column that is not empty."""
_SAME_NUMBER = 1.25
_LEAST = 2.0


def arrange(rows: Sequence[TableRow], base: Trips | None, name: str) -> Trips:
    """The trips of a person's rows. Whoever moves rows without numbering them anew means the order as it stands.

    This can be told where the program's own numbers are known: a trip of which every number is as the program wrote it
    but whose rows, together in one place, stand otherwise. A trip whose rows stand as they did when it was last read,
    with some moved, keeps the order of that time.
    """
    rows = _with_trips(rows)
    if base is None:
        return group([(row.seq, row.entry) for row in rows], name)
    numbers = {(e.trip_id, *_content(e)): e.seq for e in base.entries()}
    reordered = {c.after.trip_id for c in base.corrections if c.after is not None and "seq" in c.columns}
    by_trip: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_trip[row.entry.trip_id].append(at)
    standing = set()
    for trip_id, places in by_trip.items():
        together = places[-1] - places[0] == len(places) - 1
        own = [(rows[at].seq, numbers.get((trip_id, *_content(rows[at].entry)))) for at in places]
        written = all(seq is None or old is None or seq == old for seq, old in own)
        as_read = trip_id in reordered and not moved([old for _, old in own if old is not None])
        if together and (written or as_read):
            standing.add(trip_id)
    said = [(None if row.entry.trip_id in standing else row.seq, row.entry) for row in rows]
    return group(said, name)


def _with_trips(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, one without a trip given to that of the row of the same traveller above it, else below it."""
    found = list(rows)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = 1 if order.step < 0 else -1
        for at in order:
            own, beside = found[at].entry, found[at + step].entry
            if not own.trip_id and own.traveller == beside.traveller:
                found[at] = replace(found[at], entry=replace(own, trip_id=beside.trip_id))
    return found


def _content(entry: Entry) -> tuple[object, ...]:
    return tuple(cells(entry).values())


def difference(base: Trips, edited: Trips) -> tuple[list[Correction], list[Entry]]:
    """What the person did to each row, in the order of `edited`, and the rows of `base` that were deleted.

    A row left as it was has a correction without columns. The entries are those of the two itineraries themselves.
    """
    old, new = list(base.entries()), list(edited.entries())
    pairs = _pairs(new, old)
    rows: list[Correction] = []
    at = 0
    for trip in edited.trips:
        here = range(at, at + len(trip.entries))
        at += len(trip.entries)
        rows += _in_trip(trip, [old[pairs[i]] if i in pairs else None for i in here])
    gone = set(range(len(old))) - set(pairs.values())
    return rows, [old[i] for i in sorted(gone)]


def _in_trip(trip: Trip, before: Sequence[Entry | None]) -> list[Correction]:
    known = [(i, e.seq) for i, e in enumerate(before) if e is not None and e.trip_id == trip.trip_id]
    out_of_place = {known[n][0] for n in moved([seq for _, seq in known])}
    found = []
    for i, (old, new) in enumerate(zip(before, trip.entries, strict=True)):
        behind = trip.entries[i - 1] if i else None
        columns = changed(old, new) if old else ()
        if old is not None and (i in out_of_place or old.trip_id != new.trip_id):
            columns = (*columns, "seq")
        found.append(Correction(old, new, columns, behind))
    return found


def _pairs(new: Sequence[Entry], old: Sequence[Entry]) -> dict[int, int]:
    """Which new row is which old one: those that say the same, then those of one trip that agree in enough."""
    said = {id(e): cells(e) for e in (*new, *old)}

    def same(one: Entry, other: Entry) -> float:
        return 1.0 + (one.seq == other.seq) + 2 * (one.trip_id == other.trip_id)

    def alike(one: Entry, other: Entry) -> float:
        first, second = said[id(one)], said[id(other)]
        score = sum(w for n, w in _WEIGHTS.items() if first[n] is not None and first[n] == second[n])
        score += _SAME_NUMBER * (one.seq == other.seq)
        return score if score >= _LEAST else 0.0

    def content(entry: Entry) -> Iterable[Hashable]:
        return (tuple(said[id(entry)].values()),)

    found = match(new, old, same, content)
    rest = [i for i in range(len(new)) if i not in found]
    left = sorted(set(range(len(old))) - set(found.values()))
    others = match([new[i] for i in rest], [old[j] for j in left], alike, lambda entry: (entry.trip_id,))
    return found | {rest[i]: left[j] for i, j in others.items()}

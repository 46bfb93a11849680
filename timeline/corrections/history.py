"""A person's table with the itinerary it came from: the corrections of before and of now as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from timeline.codec import from_json
from timeline.corrections.difference import arrange, difference
from timeline.corrections.marks import changed, mark, unmarked
from timeline.corrections.overlay import PLACE, overlay, with_distances
from timeline.corrections.settling import settle, settle_alone
from timeline.errors import InputError
from timeline.frame import read_rows
from timeline.records import Correction, Entry, Place, Problem, Trip, Trips

BESIDE = "itinerary.json"
"""The file that tells what the program wrote, beside the table."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A person's itinerary; `known` tells whether the program's own was found beside it."""

    trips: Trips
    known: bool


def read_base(table: Path) -> Trips | None:
    """The itinerary that the program wrote beside a table, None if there is none or it cannot be read."""
    try:
        return from_json((table.parent / BESIDE).read_text(encoding="utf-8"))
    except (OSError, UnicodeError, InputError):
        return None


def read_edited(path: Path) -> Edited:
    """The itinerary of a table that a person edited, with the rows that were edited marked and the corrections listed.

    What the program wrote is known from the JSON beside the table. Without it the rows are taken as they are, none is
    marked, and each is listed as a correction that added it. Raises `InputError` that names the file, line and column.
    """
    rows, told = read_rows(path)
    base = read_base(path)
    if base is not None and rows and not {e.trip_id for e in base.entries()} & {r.entry.trip_id for r in rows}:
        base = None  # of another itinerary
    read = arrange(rows, base, str(path))
    problems = (*told, *read.problems)
    if base is None:
        alone, unplaced = _settled_alone(read, str(path))
        return Edited(replace(alone, problems=(*problems, *unplaced), corrections=tuple(_as_corrections(alone))), False)
    done, gone = difference(base, read)
    done, unplaced = _settled(done, read, str(path))
    corrections = _composed(base.corrections, done, gone)
    trips = _marked(read, done, corrections)
    kept = tuple(p for p in base.problems if p not in problems)
    return Edited(_current(Trips(trips, (*kept, *problems, *unplaced)), corrections), known=True)


def _as_corrections(trips: Trips) -> Iterable[Correction]:
    for trip in trips.trips:
        above: Entry | None = None
        for entry in trip.entries:
            yield Correction(None, entry, (), above)
            above = entry


def _settled_alone(read: Trips, name: str) -> tuple[Trips, list[Problem]]:
    """The itinerary with places looked up where a row itself shows that a person gave its name alone."""
    trips, problems = [], []
    for trip in read.trips:
        others = [e.place for e in trip.entries if e.place is not None]
        found = [settle_alone(entry, others) for entry in trip.entries]
        entries = tuple(entry for entry, _ in found)
        problems += [replace(problem, source=name) for _, problem in found if problem]
        touched = entries != trip.entries
        trips.append(replace(trip, entries=tuple(with_distances(entries)) if touched else entries))
    return replace(read, trips=tuple(trips)), problems


def _settled(done: Sequence[Correction], read: Trips, name: str) -> tuple[list[Correction], list[Problem]]:
    """The person's rows with their places looked up, and laid over what the program knows beyond the table."""
    by_trip: dict[str, list[Place]] = {
        trip.trip_id: [e.place for e in trip.entries if e.place is not None] for trip in read.trips
    }
    found, problems = [], []
    for item in done:
        assert item.after is not None
        after = item.after
        if item.before is None or PLACE & set(item.columns):
            after, problem = settle(after, item.before, by_trip[after.trip_id])
            problems += [replace(problem, source=name)] if problem else []
        if item.before is not None:
            rich = overlay(unmarked(item.before), after, item.columns)
            after = replace(rich, trip_id=after.trip_id, seq=after.seq, distance_km=after.distance_km)
        found.append(replace(item, after=after))
    return found, problems


def _key(entry: Entry) -> tuple[str, int]:
    return entry.trip_id, entry.seq


def _composed(earlier: Sequence[Correction], done: Sequence[Correction], gone: Sequence[Entry]) -> list[Correction]:
    """Corrections of before and of now: from the program's row to the row as it stands today."""
    known = {_key(c.after): c for c in earlier if c.after is not None}
    found: list[Correction] = []
    for item in done:
        assert item.after is not None
        before = known.get(_key(item.before)) if item.before else None
        if before is None:
            if item.before is None or item.columns:
                found.append(item)
            continue
        origin = before.before
        if origin is None:
            found.append(replace(item, before=None, columns=()))
            continue
        was_moved = "seq" in before.columns or "seq" in item.columns
        columns = (*changed(origin, item.after), *(["seq"] if was_moved else []))
        if columns:
            found.append(Correction(origin, item.after, columns, item.behind))
    for entry in gone:
        before = known.get(_key(entry))
        if before is None or before.before is not None:
            found.append(Correction(before.before if before else unmarked(entry), None))
    return [*found, *(c for c in earlier if c.after is None)]


def _marked(read: Trips, done: Sequence[Correction], corrections: Sequence[Correction]) -> tuple[Trip, ...]:
    """The trips with the settled rows, those that were edited marked, and the distances that follow."""
    rows = {_key(c.after): c.after for c in done if c.after is not None}
    by_row = {_key(c.after): c for c in corrections if c.after is not None}
    thinned = {c.before.trip_id for c in corrections if c.before is not None and c.after is None}
    trips = []
    for trip in read.trips:
        entries = [rows[_key(e)] for e in trip.entries]
        touched = trip.trip_id in thinned or any(_key(e) in by_row for e in entries)
        entries = [mark(by_row[_key(e)], e) if _key(e) in by_row else e for e in entries]
        trips.append(replace(trip, entries=tuple(with_distances(entries) if touched else entries)))
    return tuple(trips)


def _current(trips: Trips, corrections: Sequence[Correction]) -> Trips:
    """The itinerary with its corrections, whose rows are those of the itinerary as it stands."""
    rows = {_key(e): e for e in trips.entries()}

    def now(entry: Entry | None) -> Entry | None:
        return rows.get(_key(entry), entry) if entry else None

    listed = (replace(c, after=now(c.after), behind=now(c.behind) if c.after else None) for c in corrections)
    return replace(trips, corrections=tuple(listed))

"""A person's cells laid over the program's row."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from timeline.assemble.claims import distance
from timeline.frame import row
from timeline.records import Entry, Place, When

PLACE = frozenset(("place", "admin1", "country", "country_code", "latitude", "longitude", "place_id"))
_START = frozenset(("start_date", "earliest", "latest", "date_precision"))
_WHEN = _START | {"end_date"}
_SUPPORT = frozenset(("sources", "evidence"))
_ALONE = ("traveller", "role", "event", "status", "purpose", "confidence", "conflict")


def overlay(program: Entry, said: Entry, columns: Collection[str]) -> Entry:
    """The program's row with the named columns as the person says; place and days are taken over as a whole."""
    names = set(columns)
    changes: dict[str, Any] = {name: getattr(said, name) for name in _ALONE if name in names}
    if names & PLACE:
        changes |= {n: getattr(said, n) for n in ("place", "place_text", "alternatives", "reason")}
    if names & _WHEN:
        changes["when"] = _when(program.when, said.when, names)
    if names & _SUPPORT:
        changes["evidence"] = said.evidence
    return replace(program, **changes)


def _when(program: When, said: When, names: set[str]) -> When:
    if not names & _START:
        begun = program.start or program.earliest
        fits = said.end is None or begun is None or said.end >= begun
        return replace(program, end=said.end) if fits else said
    if "end_date" in names or program.end is None:
        return said
    begun = said.start or said.earliest
    return replace(said, end=program.end if begun is None or program.end >= begun else None)


def contradicted(program: Entry, before: Entry, said: Entry, columns: Collection[str]) -> str:
    """What newer sources say otherwise: where they changed a cell that the person has changed, and not to his."""
    now, then, own = row(program), row(before), row(said)
    against = [
        f"the sources say {name} {now[name]}"
        for name in columns
        if name in ("place", "start_date", "end_date", "event", "status")
        and now[name] is not None
        and now[name] not in (then[name], own[name])
    ]
    return "; ".join(against)


def with_distances(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of a trip with their distances (km) counted anew, each from the last place that is known."""
    found = []
    last: Place | None = None
    for entry in entries:
        place = entry.place
        found.append(replace(entry, distance_km=round(distance(last, place), 1) if last and place else None))
        last = place or last
    return found

"""One name for each traveller of itineraries that are made already, by the rules by which trips are put together."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.assemble.names import canonical
from timeline.records import Entry, Evidence, TripEvent


def persons(entries: Sequence[Entry]) -> dict[str, str]:
    """Each traveller as he is written in the entries, with the one name that all ways of writing him share."""
    names, _ = canonical([_event(e) for e in entries])
    return {entry.traveller: name for entry, name in zip(entries, names, strict=True)}


def _event(entry: Entry) -> TripEvent:
    source = entry.sources[0] if entry.sources else ""
    evidence = Evidence(source, "")
    when = entry.when
    return TripEvent(
        entry.traveller, entry.event, entry.place, entry.place_text, when, entry.status, evidence, role=entry.role,
        published=when.start or when.earliest,
    )  # fmt: skip

"""The place that a person's cells mean: a new name is looked up, unless the person gave the place as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.gazetteer import default
from timeline.locate import resolve
from timeline.records import Entry, Place, Problem


def settle(entry: Entry, before: Entry | None, others: Sequence[Place]) -> tuple[Entry, Problem | None]:
    """The entry with its place as the person means it, and a problem if the name is not in the gazetteer.

    `before` is the program's row; without it the row was added. Where only the name was changed, coordinates, country
    and id are still those of the old place and the name decides; where the person gave coordinates or emptied the id,
    the cells stand as they are. `others` are places of the same trip.
    """
    old, new = before.place if before else None, entry.place
    if before is None:
        return _named(entry, entry.place, others) if new is None else (entry, None)
    name = new.name if new else entry.place_text
    if name == (old.name if old else before.place_text):
        return _same_name(entry, old), None
    if new is not None and (old is None or _spot(new) != _spot(old) or not new.place_id):
        return _by_id(entry, new, old), None
    return _named(entry, _changed_land(new, old), others)


def settle_alone(entry: Entry, others: Sequence[Place]) -> tuple[Entry, Problem | None]:
    """The same where the program's row is not known: an id that goes with another name tells that the name was changed.

    So does a row that neither a source nor coordinates come with: a person added it.
    """
    place = entry.place
    if place is None:
        return (entry, None) if entry.sources else _named(entry, None, others)
    known = default().get(place.place_id) if place.place_id else None
    if known is None or known.name == place.name or _spot(known) != _spot(place):
        return entry, None
    return _named(entry, _changed_land(place, known), [p for p in others if p.place_id != place.place_id])


def _spot(place: Place) -> tuple[float, float]:
    return round(place.latitude, 4), round(place.longitude, 4)


def _same_name(entry: Entry, old: Place | None) -> Entry:
    """Keeps what the table does not hold of a place (its kind, its settlement) while the cells do not contradict it."""
    new = entry.place
    if new is None or old is None:
        return entry
    return _by_id(entry, new, old) if new.place_id != old.place_id else replace(entry, place=_richer(new, old))


def _richer(new: Place, old: Place) -> Place:
    if _spot(new) != _spot(old):
        return new
    return replace(
        old, name=new.name, country_code=new.country_code, country=new.country, admin1=new.admin1,
        latitude=new.latitude, longitude=new.longitude,
    )  # fmt: skip


def _by_id(entry: Entry, new: Place, old: Place | None) -> Entry:
    """The gazetteer's place where the person gave another id of it alone."""
    if not new.place_id or old is None or new.place_id == old.place_id or _spot(new) != _spot(old):
        return entry
    known = default().get(new.place_id)
    return replace(entry, place=known, alternatives=(), reason="") if known else entry


def _changed_land(new: Place | None, old: Place | None) -> Place | None:
    """The place whose country the person wrote, None if the country is still the old place's."""
    if new is None or old is None:
        return new
    return None if (new.country, new.country_code) == (old.country, old.country_code) else new


def _named(entry: Entry, land: Place | None, others: Sequence[Place]) -> tuple[Entry, Problem | None]:
    name = entry.place.name if entry.place else entry.place_text
    on = entry.when.start or entry.when.earliest
    country = (land.country or land.country_code) if land else ""
    found = resolve(name, country, on, others)
    if found.place is None and country:
        found = resolve(name, "", on, others)
    said = replace(
        entry, place=found.place, place_text=name, alternatives=found.alternatives, reason=found.reason
    )  # fmt: skip
    if found.place is not None:
        return said, None
    hint = "give its latitude and longitude to put it on the map"
    return said, Problem("unknown-place", f"no place found for {name!r}: {found.reason}; {hint}")

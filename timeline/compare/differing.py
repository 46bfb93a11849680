"""What two rows on one visit say differently."""

from __future__ import annotations

from datetime import date

from timeline.pairing import days, gap, same_place
from timeline.records import Entry, Place


def in_words(first: Entry, second: Entry) -> tuple[str, ...]:
    """The differences of two rows, each in a few words, where `A` and `B` are the two sides."""
    told = []
    open_ = first.place is None and second.place is None
    if not (open_ and name(first) == name(second)) and not same_place(first.place, second.place):
        told.append(f"place: {name(first)} in A, {name(second)} in B")
    told += filter(None, (_arrival(first, second), _end(first, second)))
    if first.event != second.event:
        told.append(f"{first.event} in A, {second.event} in B")
    if first.status != second.status:
        told.append(f"{first.status} in A, {second.status} in B")
    return tuple(told)


def name(entry: Entry) -> str:
    """The place of a row, by its name in the gazetteer or as it was written."""
    return entry.place.name if entry.place else entry.place_text


def _arrival(first: Entry, second: Entry) -> str:
    one, other = first.when.start, second.when.start
    if one and other:
        return _later("arrives", one, other) if one != other else ""
    apart = gap(days(first), days(second))
    if apart:
        return f"days {_days(apart)} apart"
    if one or other:
        side, row = ("B", second) if one else ("A", first)
        return f"arrival {'bounded' if any(days(row)) else 'not known'} in {side}"
    return "" if days(first) == days(second) else "days bounded differently"


def _end(first: Entry, second: Entry) -> str:
    one, other = first.when.end, second.when.end
    return _later("leaves", one, other) if one and other and one != other else ""


def _later(verb: str, one: date, other: date) -> str:
    apart = (one - other).days
    return f"{verb} {_days(abs(apart))} {'later' if apart > 0 else 'earlier'} in A"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def whole_land(place: Place) -> bool:
    """Whether a place stands for its country."""
    return place.kind == "country" or (bool(place.country) and place.name == place.country)

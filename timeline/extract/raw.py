"""Events that somebody else extracted, made into the same trip events as those found in a text."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.errors import InputError
from timeline.records import (
    EVENT_KINDS,
    STATUSES,
    DateMention,
    EventKind,
    Evidence,
    RawEvent,
    Resolution,
    Status,
    TripEvent,
    When,
)


def from_raw(
    raw: RawEvent,
    places: Sequence[tuple[str, Resolution]],
    first: DateMention | None,
    last: DateMention | None = None,
    position: int = 0,
) -> list[TripEvent]:
    """The trip events of a row of somebody's table, one for each of its places, in the order given.

    `places` are the row's places as they are written, each with its resolution; `first` and `last` are the row's days
    of arrival and of the end, already read. Positions are counted from `position`. On which day of a stay of several
    days each of several places was visited is not known: their arrivals are bounded by the stay. An empty status is
    read from the date: a day after publication is planned. Raises `InputError` for an event or a status that is none
    of the known ones and for an end before the start.
    """
    kind = _kind(raw)
    days = _when(first, last, raw)
    if len(places) > 1:
        days = _shared(days)
    status = _status(raw, days)
    return [
        TripEvent(
            traveller=raw.traveller.strip(), event=kind, place=found.place, place_text=name, when=days, status=status,
            evidence=Evidence(raw.source, raw.evidence), role=raw.role, purpose=raw.purpose,
            confidence=0.9 if found.place else 0.5, position=number, alternatives=found.alternatives,
            reason=found.reason, published=raw.published, journey=raw.journey,
        )
        for number, (name, found) in enumerate(places, position)
    ]  # fmt: skip


def _kind(raw: RawEvent) -> EventKind:
    named = raw.event.strip().lower() or "stop"
    for kind in EVENT_KINDS:
        if named == kind:
            return kind
    raise InputError(f"{raw.source or 'event'}: event {raw.event!r} is none of {', '.join(EVENT_KINDS)}")


def _when(first: DateMention | None, last: DateMention | None, raw: RawEvent) -> When:
    found = _arrival(first, raw.date)
    end = (last.last or last.first) if last else None
    begun = found.start or found.earliest
    if end is None:
        return found
    if begun is not None and end < begun:
        raise InputError(f"{raw.source or 'event'}: the end {raw.end!r} is before the start {raw.date!r}")
    if found.start is not None:
        return When(found.start, end if end != found.start else None, found.earliest, found.latest, "day", found.text)
    latest = end if found.latest is None else min(found.latest, end)
    precision = "bounded" if found.precision == "unknown" else found.precision
    return When(None, end, found.earliest, latest, precision, found.text)


def _arrival(mention: DateMention | None, text: str) -> When:
    if mention is None or (mention.first is None and mention.last is None):
        return When(text=text)
    first, last = mention.first, mention.last
    if mention.precision == "day" and first:
        return When(first, last if last != first else None, first, first, "day", text)
    return When(earliest=first, latest=last, precision=mention.precision, text=text)


def _shared(days: When) -> When:
    """What is known of each of several places when only the stay as a whole is dated."""
    if days.end is None or days.end == days.start:
        return days
    return When(None, None, days.earliest, days.end, "bounded", days.text)


def _status(raw: RawEvent, days: When) -> Status:
    named = raw.status.strip().lower()
    if named:
        for status in STATUSES:
            if named == status:
                return status
        raise InputError(f"{raw.source or 'event'}: status {raw.status!r} is none of {', '.join(STATUSES)}")
    reference = days.start or days.earliest
    return "planned" if raw.published and reference and reference > raw.published else "reported"

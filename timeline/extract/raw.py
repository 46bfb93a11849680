"""Events that somebody else extracted, made into the same trip events as those found in a text."""

from __future__ import annotations

from timeline.errors import InputError
from timeline.records import (
    EVENT_KINDS,
    STATUSES,
    DateMention,
    Evidence,
    RawEvent,
    Resolution,
    Status,
    TripEvent,
    When,
)


def from_raw(raw: RawEvent, resolution: Resolution, mention: DateMention | None, position: int = 0) -> TripEvent:
    """The trip event of a row of somebody's table, its place and date already resolved.

    An empty status is read from the date: a day after publication is planned. Raises `InputError` for an event or a
    status that is none of the known ones.
    """
    kind = raw.event.strip().lower() or "stop"
    if kind not in EVENT_KINDS:
        raise InputError(f"{raw.source or 'event'}: event {raw.event!r} is none of {', '.join(EVENT_KINDS)}")
    days = _when(mention, raw.date)
    return TripEvent(
        traveller=raw.traveller.strip(), event=kind, place=resolution.place, place_text=raw.place, when=days,
        status=_status(raw, days), evidence=Evidence(raw.source, raw.evidence), role=raw.role, purpose=raw.purpose,
        confidence=0.9 if resolution.place else 0.5, position=position, alternatives=resolution.alternatives,
        reason=resolution.reason, published=raw.published,
    )  # fmt: skip


def _when(mention: DateMention | None, text: str) -> When:
    if mention is None or (mention.first is None and mention.last is None):
        return When(text=text)
    first, last = mention.first, mention.last
    if mention.precision == "day" and first:
        return When(first, last if last != first else None, first, first, "day", text)
    return When(earliest=first, latest=last, precision=mention.precision, text=text)


def _status(raw: RawEvent, days: When) -> Status:
    named = raw.status.strip().lower()
    if named:
        for status in STATUSES:
            if named == status:
                return status
        raise InputError(f"{raw.source or 'event'}: status {raw.status!r} is none of {', '.join(STATUSES)}")
    reference = days.start or days.earliest
    return "planned" if raw.published and reference and reference > raw.published else "reported"

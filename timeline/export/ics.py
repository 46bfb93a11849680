"""iCalendar (RFC 5545): an all-day event for each stop whose day is known; a journal entry for each other stop, since
a calendar has no place for "some day after the 28th" and nothing is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from timeline.export.common import facts, first_day, heading, headline, one_line, place_name
from timeline.records import Entry, Trips

if TYPE_CHECKING:
    from icalendar import Event, Journal

_EVENT_STATUS = {"reported": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_JOURNAL_STATUS = {"reported": "FINAL", "planned": "DRAFT", "cancelled": "CANCELLED"}


def ics(trips: Trips) -> bytes:
    """The calendar. The same entry has the same UID in every export, so that a later one replaces it."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", "-//timeline//itinerary//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(heading(trips)))
    now = datetime.now(UTC).replace(microsecond=0)
    for entry in trips.entries():
        item = _item(entry)
        item.add("dtstamp", now)
        calendar.add_component(item)
    return bytes(calendar.to_ical())


def _item(entry: Entry) -> Event | Journal:
    from icalendar import Event, Journal

    day = first_day(entry.when)
    item: Event | Journal = Event() if day else Journal()
    if day:
        last = max(entry.when.end or day, day)
        item.add("dtstart", day)
        if last < date.max:
            item.add("dtend", last + timedelta(days=1))  # the end is the first day that no longer belongs to it
        item.add("location", place_name(entry))
        item.add("transp", "TRANSPARENT")
        if entry.place:
            item.add("geo", (round(entry.place.latitude, 5), round(entry.place.longitude, 5)))
    item.add("uid", _uid(entry))
    item.add("summary", f"{one_line(entry.traveller)}: {headline(entry)}" if entry.traveller else headline(entry))
    item.add("description", "\n".join(f"{label}: {text}" for label, text in facts(entry)))
    item.add("status", (_EVENT_STATUS if day else _JOURNAL_STATUS)[entry.status])
    item.add("categories", [entry.event])
    return item


def _uid(entry: Entry) -> str:
    """Made of the trip and the number in it; trip ids may hold anything, so their digest stands for them."""
    return f"{sha256(f'{entry.trip_id}/{entry.seq}'.encode('utf-8', 'replace')).hexdigest()[:32]}@timeline"

"""The JSON of TimelineJS 3 (Knight Lab): a slide for each stop of which a day, a month, a year or a bound is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from timeline.export.common import days, facts, heading, headline, json_text, known, one_line
from timeline.records import Entry, Trips


def timelinejs(trips: Trips) -> str:
    """The whole document. TimelineJS takes its texts for HTML: all that comes from a source is escaped."""
    title = {"text": {"headline": escape(heading(trips)), "text": ""}}
    return json_text({"title": title, "events": list(_slides(trips)), "scale": "human"})


def _slides(trips: Trips) -> Iterator[dict[str, Any]]:
    travellers = len({trip.traveller for trip in trips.trips})
    for entry in trips.entries():
        start = entry.when.start or entry.when.earliest or entry.when.latest
        if start is None:
            continue  # a slide must stand somewhere on the line
        yield known(
            {
                "unique_id": f"{one_line(entry.trip_id)}-{entry.seq}",
                "start_date": _date(start, entry.when.precision),
                "end_date": _date(entry.when.end, "day") if entry.when.start and entry.when.end else None,
                "display_date": escape(days(entry.when)),
                "group": escape(one_line(entry.traveller)) if travellers > 1 else None,
                "text": {"headline": escape(headline(entry)), "text": _told(entry)},
                "autolink": False,
            }
        )


def _date(day: date, precision: str) -> dict[str, int]:
    if precision == "year":
        return {"year": day.year}
    parts = {"year": day.year, "month": day.month}
    return parts if precision == "month" else {**parts, "day": day.day}


def _told(entry: Entry) -> str:
    return "".join(f"<p><b>{label}:</b> {escape(text)}</p>" for label, text in facts(entry))

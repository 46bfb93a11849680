"""Words of the page that are written before its script runs: the title, and how days are said."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from timeline.records import Trips, When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = 3


def title(trips: Trips) -> str:
    """Who travels, and when: such as "Antony Blinken, February–March 2023"."""
    names = list(dict.fromkeys(t.traveller for t in trips.trips if t.traveller))
    if not trips.trips:
        return "No trip found"
    who = f"{len(names):,} travellers" if len(names) > _NAMED else _listed(names) or "Diplomatic travel"
    known = [d for e in trips.entries() for d in (e.when.start, e.when.end, e.when.earliest, e.when.latest) if d]
    return f"{who}, {_period(min(known), max(known))}" if known else who


def _period(first: date, last: date) -> str:
    """Such as "February 2023", "February–March 2023", "2022–2023"."""
    if first.year != last.year:
        return f"{first.year}–{last.year}"
    months = dict.fromkeys(month_name[d.month] for d in (first, last))
    return f"{'–'.join(months)} {last.year}"


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def days(when: When) -> str:
    """Such as "28 Feb – 1 Mar 2023", "May 2023", "between 28 Feb and 3 Mar 2023"; "date unknown" if it is."""
    start, end = when.start, when.end
    if start and when.precision == "month":
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if start and when.precision == "year":
        return str(start.year)
    if start and end and end != start:
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{_day(end)}"
        return f"{_day(start, year=start.year != end.year)} – {_day(end)}"
    if start:
        return _day(start)
    if when.earliest and when.earliest == when.latest:
        return _day(when.earliest)
    if when.earliest and when.latest:
        return f"between {_between(when.earliest, when.latest)}"
    if when.earliest:
        return f"from {_day(when.earliest)}"
    return f"by {_day(when.latest)}" if when.latest else "date unknown"


def _between(first: date, last: date) -> str:
    """What the first day shares with the last is said once: "9 and 12 Jan 1866"."""
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same else _day(first, year=first.year != last.year)} and {_day(last)}"


def _day(day: date, year: bool = True) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")

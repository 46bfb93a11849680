"""How the days of a stop are said on a map."""

from __future__ import annotations

from datetime import date

from timeline.records import Entry, When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def days(when: When) -> str:
    """Such as "28 Feb \u2013 1 Mar 2023", "May 2023", "between 28 Feb and 3 Mar 2023"; empty if nothing is known."""
    if when.start and when.precision in ("month", "year"):
        start = when.start
        return f"{_MONTHS[start.month - 1]} {start.year}" if when.precision == "month" else str(start.year)
    if when.start:
        return _span(when.start, when.end or when.start, "", " \u2013 ")
    if when.earliest and when.latest:
        return _span(when.earliest, when.latest, "between ", " and ")
    if when.earliest:
        return f"from {_day(when.earliest)}"
    return f"by {_day(when.latest)}" if when.latest else ""


def _day(day: date, year: bool = True) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def _span(first: date, last: date, opening: str, joint: str) -> str:
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month) and not opening:
        return f"{first.day}\u2013{_day(last)}"
    return opening + _day(first, year=first.year != last.year) + joint + _day(last)


def visit(entry: Entry) -> str:
    """The days, and in what way the visit is not yet, or no longer, a fact."""
    said = days(entry.when)
    kind = {"transit": "transit", "return": "return", "departure": "departure"}.get(entry.event, "")
    state = entry.status if entry.status != "reported" else ""
    return ", ".join(part for part in (said, kind, state) if part)

"""Days moved by a length of time, never out of the calendar."""

from __future__ import annotations

from datetime import date, timedelta


def shifted(day: date, by: timedelta) -> date:
    """The day `by` later (or earlier); the calendar's first or last day where it would lie outside."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min

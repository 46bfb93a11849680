"""Days moved by a length of time, never out of the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.records import DateMention


def shifted(day: date, by: timedelta) -> date:
    """The day `by` later (or earlier); the calendar's first or last day where it would lie outside."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def clipped(mention: DateMention, published: date | None) -> DateMention:
    """What "earlier this year" leaves of the year on the day of publication, and "later this year"."""
    first, last = mention.first, mention.last
    if published is None or first is None or last is None or not first < published < last:
        return mention
    word = mention.text[:7].lower()
    if word == "earlier":
        return replace(mention, last=shifted(published, -timedelta(days=1)))
    return replace(mention, first=published) if word == "later t" else mention

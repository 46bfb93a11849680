"""Calendar arithmetic on spans of days. All spans are inclusive pairs of days; weeks begin on Monday (ISO 8601)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]


def shift(day: date, days: int) -> date | None:
    """`day` moved by `days`, None where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def week(day: date | None) -> Days | None:
    """The ISO week that holds `day`."""
    monday = shift(day, -day.weekday()) if day else None
    sunday = shift(monday, 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def weekend(day: date | None) -> Days | None:
    """Saturday and Sunday of the ISO week that holds `day`."""
    span = week(day)
    return (span[1] - timedelta(days=1), span[1]) if span else None


def month(year: int, number: int) -> Days | None:
    """All days of a month; `number` may lie outside 1..12 and then counts on into other years."""
    year, index = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, index, 1), date(year, index, monthrange(year, index)[1])


def months(year: int, number: int, count: int) -> Days | None:
    """`count` months from the first day of month `number`."""
    first, last = month(year, number), month(year, number + count - 1)
    return (first[0], last[1]) if first and last else None


def years(first: int, last: int | None = None) -> Days | None:
    """All days of a year, or of the years `first` to `last`."""
    last = first if last is None else last
    if not 1 <= first <= last <= 9999:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def distance(span: Days, day: date) -> int:
    """Days from `day` to the nearest day of `span`: negative before it, 0 inside, positive after it."""
    if span[1] < day:
        return (span[1] - day).days
    return max(0, (span[0] - day).days)


def weekday(base: date, number: int, tense: str | None, *, strict: bool = False) -> date | None:
    """The weekday `number` on or before `base` (tense "past", the default) or on or after it ("future").

    `strict` leaves out `base` itself.
    """
    if tense == "future":
        ahead = (number - base.weekday()) % 7
        return shift(base, ahead or 7 * strict)
    back = (base.weekday() - number) % 7
    return shift(base, -(back or 7 * strict))


def nth_weekday(year: int, number: int, which: int, of_month: int) -> date | None:
    """The `which`-th weekday `number` of a month; -1 for the last."""
    span = month(year, of_month)
    if span is None:
        return None
    if which < 0:
        return weekday(span[1], number, "past")
    first = weekday(span[0], number, "future")
    return shift(first, 7 * (which - 1)) if first else None


def easter(year: int) -> date | None:
    """Western Easter Sunday by the anonymous Gregorian computus, for 1583..9999."""
    if not 1583 <= year <= 9999:
        return None
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    correction = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * correction) // 451
    number, day = divmod(epact + correction - 7 * late + 114, 31)
    return date(year, number, day + 1)

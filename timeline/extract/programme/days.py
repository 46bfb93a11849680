"""The days that head the lines of a programme: "Tuesday, 31 January", "THURSDAY 16", "Sat 22/6", "11 (Tue)", "Day 2".

The reader of dates in prose needs words around a date; a line of a programme has none, but its days run forward.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.extract.calendar import shifted

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WEEKDAY = (
    r"(?P<wd>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\b\.?"
)
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NUMBER = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
_YEAR = r"(?:,?[ -](?P<y>(?:19|20)\d\d)(?![\d:]))?"
_BEHIND = r"(?:,?[ ]*\(" + _WEEKDAY.replace("P<wd>", "P<wd2>") + r"\))?"
_LEAD = rf"(?:{_WEEKDAY}[,]?[ ]*(?:the[ ])?)?"
_FORMS = tuple(
    re.compile(form + _BEHIND, re.IGNORECASE)
    for form in (
        r"(?P<y>(?:19|20)\d\d)-(?P<mn>\d\d)-(?P<d>\d\d)\b",
        rf"{_LEAD}(?P<d>[0-3]?\d)[./](?P<mn>[0-3]?\d)(?:[./](?P<y>(?:19|20)?\d\d)\b|\.(?!\d)|(?=[ ]*\((?:mon|tue|wed"
        rf"|thu|fri|sat|sun))|(?<=/\d)(?![\d.])|(?<=/\d\d)(?![\d.]))",
        rf"{_LEAD}{_NUMBER}[ -]?(?:of[ ])?{_MONTH}{_YEAR}",
        rf"{_LEAD}{_MONTH}[ ]?{_NUMBER}{_YEAR}",
        rf"{_WEEKDAY},?[ ]{_NUMBER}(?![./]\d)",
        rf"{_NUMBER}(?=[ ]*\((?:mon|tue|wed|thu|fri|sat|sun))",
        rf"{_WEEKDAY}(?=[ ]*(?:[:|–—-]|$))",
    )
)
_RANGE = re.compile(r"[ ]*(?:[-–—/]|to|and|&)[ ]*", re.IGNORECASE)
_SPAN = re.compile(rf"(?P<d>[0-3]?\d)[ ]?[-–—/][ ]?(?=[0-3]?\d(?:[ ]{_MONTH}))", re.IGNORECASE)
_COUNT = re.compile(rf"day[ ]+(?P<n>\d\d?|{'|'.join(_COUNTED)})\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[ ,.:;|()–—-]*")
_FAR = 400  # days from the programme beyond which a day is not taken to be its own


@dataclass(frozen=True, slots=True)
class Found:
    """A day as it stands in the text, not yet placed in a year: the offsets, and what is written of it."""

    start: int
    end: int
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    count: int | None = None  # "Day 2"
    either: bool = False  # "5/1" may be of May or of January
    until: Found | None = None  # the other end of "Saturday 21 - Sunday 22"

    @property
    def bare(self) -> bool:
        """Whether only a weekday is written."""
        return self.day is None and self.count is None


def _read(match: re.Match[str], year: int) -> Found | None:
    told = match.groupdict()
    name = (told.get("wd") or told.get("wd2") or "")[:3].lower()
    month = told.get("m")
    number = _MONTHS.index(month[:3].lower()) + 1 if month else int(told["mn"]) if told.get("mn") else None
    day = int(told["d"]) if told.get("d") else None
    either = told.get("mn") is not None and "/" in match.group() and day is not None and day <= 12
    if either and number is not None and number > 12:
        day, number, either = number, day, False  # "4/29"
    if (day is not None and not 1 <= day <= 31) or (number is not None and not 1 <= number <= 12):
        return None
    full = int(told["y"]) if told.get("y") else None
    end = match.end()
    if full is not None and full < 100:
        full += 1900 if full > year % 100 + 20 else 2000
    if full is not None and abs(full - year) > 3:
        full, end = None, match.start("y")  # "10 Nov 2015": a quarter past eight
    return Found(match.start(), end, _WEEKDAYS.index(name) if name else None, day, number, full, either=either)


def day_at(text: str, at: int, end: int, year: int) -> Found | None:
    """The day that stands at `at`; `year` is about when the programme is."""
    counted = _COUNT.match(text, at, end)
    if counted:
        word = counted["n"].lower()
        count = int(word) if word.isdigit() else _COUNTED.index(word) + 1
        gap = _SEPARATOR.match(text, counted.end(), end)
        behind = day_at(text, gap.end(), end, year) if gap and counted.end() < end else None
        if behind is not None and behind.count is None:
            return replace(behind, start=at, count=count)
        return Found(at, counted.end(), count=count)
    span = _SPAN.match(text, at, end)
    if span:
        last = day_at(text, span.end(), end, year)
        if last is not None:
            return Found(at, last.end, None, int(span["d"]), last.month, last.year, until=last)
    for form in _FORMS:
        match = form.match(text, at, end)
        found = _read(match, year) if match else None
        if found is not None:
            return _ranged(text, found, end, year)
    return None


def _ranged(text: str, found: Found, end: int, year: int) -> Found:
    """The day with the end of its range, where one is written."""
    gap = _RANGE.match(text, found.end, end)
    if gap is None:
        return found
    for form in _FORMS[:-1]:
        match = form.match(text, gap.end(), end)
        last = _read(match, year) if match else None
        if last is not None and (last.weekday is None) == (found.weekday is None):
            month = found.month or (last.month if last.month else None)
            return replace(found, end=last.end, month=month, year=found.year or last.year, until=last)
    return found


class Calendar:
    """Puts the days of a programme into their years: they run forward from `anchor`, about when it begins."""

    def __init__(self, anchor: date) -> None:
        self.anchor = anchor
        self.first: date | None = None
        self.last: date | None = None

    def put(self, found: Found, *, keep: bool = True) -> date | None:
        """The calendar day; with `keep` it is the one the programme has reached."""
        day = self._day(found)
        if day is not None and keep:
            if self.first is None:
                self.first = day if found.count in (None, 1) else shifted(day, timedelta(days=1 - found.count))
            self.last = day
        return day

    def _day(self, found: Found) -> date | None:
        near = self.last or self.anchor
        if found.count is not None and found.day is None and found.weekday is None:
            base = self.first or self.anchor
            return shifted(base, timedelta(days=found.count - 1))
        if found.day is None:
            if found.weekday is None:
                return None
            ahead = (found.weekday - near.weekday()) % 7
            return shifted(near, timedelta(days=ahead))
        years = [found.year] if found.year else [near.year, near.year + 1, near.year - 1]
        months: Iterable[int] = [found.month] if found.month else range(1, 13)
        days = [d for y in years for m in months if (d := _date(y, m, found.day)) is not None]
        if found.either and found.month is not None:
            days += [d for y in years if (d := _date(y, found.day, found.month)) is not None]
        if found.weekday is not None:
            days = [d for d in days if d.weekday() == found.weekday] or days

        def rank(day: date) -> tuple[bool, int]:
            away = (day - near).days
            return (away < (0 if self.last else -3) and found.month is None, abs(away))

        best = min(days, key=rank, default=None)
        return best if best is not None and abs((best - near).days) <= _FAR else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday(name: str) -> int | None:
    """The number of a weekday by the beginning of its name, Monday 0; None if it is none."""
    short = name.strip()[:3].lower()
    return _WEEKDAYS.index(short) if short in _WEEKDAYS else None

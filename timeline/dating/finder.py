"""One pass over a text: find the calendar expressions, then read them in order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from timeline.dating import absolute, days, periods, relative
from timeline.dating.absolute import Reader
from timeline.dating.patterns import FORMS, GATE, READERS
from timeline.dating.reading import Reading, is_narrative
from timeline.dating.tense import Tense
from timeline.dating.words import month_number
from timeline.records import DateMention

_READ: dict[str, Reader] = {
    "iso": absolute.read_iso,
    "numeric": absolute.read_numeric,
    "weekof": absolute.read_weekof,
    "monthday": absolute.read_monthday,
    "daymonth": absolute.read_monthday,
    "weekday_day": absolute.read_weekday_day,
    "month": absolute.read_month,
    "holiday": periods.read_holiday,
    "weekday": relative.read_weekday,
    "deictic": relative.read_deictic,
    "unit": relative.read_unit,
    "end": relative.read_end,
    "this_year": relative.read_this_year,
    "ago": relative.read_ago,
    "anchored": relative.read_anchored,
    "weekend": relative.read_weekend,
    "decade": periods.read_decade,
    "season": periods.read_season,
    "quarter": periods.read_quarter,
    "years": periods.read_years,
    "year": periods.read_year,
    "spoken": periods.read_spoken,
    "ordinal": periods.read_ordinal,
    "overnight": relative.read_overnight,
}
# a dateline stands near the top: place in capitals, day, then a bracket, a dash or the agency
_DATELINE_REACH = 1200
_PLACE_BEFORE = re.compile(
    r"(?:^|\n)[ \t]*(?:\d{1,2}[.)][ \t]+)?(?=[^\n]{3,80}$)(?:[A-Z]{2,3} )?[A-Z][A-Z.'’/-]{2,}[^\n]*,?\s*\(?$"
)
_AFTER_DATE = re.compile(r"\s*(?:\(|[-–—_]|,\s*[A-Z][\w ]{2,20}\s*[-–—]|\))")
_LONGEST_PLACE = 200
_DATELINE_DAYS = 10
_MAX_DAYS_AHEAD = 1
# a dated caption or a note in a roundup may be so much older than the story
_CAPTION_DAYS = 60
_HEAD_REACH = 90


def _year_of(match: re.Match[str]) -> int | None:
    year = match.groupdict().get("year") or match.groupdict().get("hy") or match.groupdict().get("y")
    return int(year) if year and len(year) == 4 else None


def _own_year(matches: list[re.Match[str]]) -> int | None:
    """The year of the text's first full date, for a text whose publication day is not known."""
    for match in matches:
        if match.re is not READERS["year"] and match.re in (
            READERS["monthday"],
            READERS["daymonth"],
            READERS["iso"],
            READERS["numeric"],
        ):
            year = _year_of(match)
            if year:
                return year
    return None


def _day_first(matches: list[re.Match[str]]) -> bool | None:
    """Whether the text writes the day before the month: by a number over 12, else by how it writes months in words."""
    for match in matches:
        if match.re is READERS["numeric"]:
            first, second = int(match["a"]), int(match["b"] or match["b2"])
            if first > 12 >= second:
                return True
            if second > 12 >= first:
                return False
    for match in matches:
        if match.re is READERS["daymonth"]:
            return True
        if match.re is READERS["monthday"]:
            return False
    return None


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the date at `text[start:end]` stands in a dateline."""
    line = max(0, text.rfind("\n", 0, start))
    if start - line > _LONGEST_PLACE:
        return False
    head = text[line:start]
    return _PLACE_BEFORE.search(head) is not None and _AFTER_DATE.match(text, end) is not None


def dateline(text: str, matches: list[re.Match[str]], published: date) -> date | None:
    """The day that the dateline names, if it lies within a few days of publication."""
    for match in matches:
        if match.start() > _DATELINE_REACH:
            return None
        if match.re not in (READERS["monthday"], READERS["daymonth"]):
            continue
        if not is_dateline(text, match.start(), match.end()):
            continue
        day = int(re.match(r"\d+", match["d2"] or match["d"])[0])  # type: ignore[index]
        month, given = month_number(match["month"]), _year_of(match)
        years = [given] if given else [published.year, published.year - 1]
        for year in years:
            found = days.make(year, month, day)
            if found and -_MAX_DAYS_AHEAD <= (published - found).days <= _DATELINE_DAYS:
                return found
    return None


def scan(text: str) -> list[re.Match[str]]:
    """The expressions that look like dates, each matched by its own pattern."""
    found = []
    end = 0
    for gate in GATE.finditer(text):
        start = gate.start()
        if start < end:
            continue
        form = FORMS.match(text, start)
        match = READERS[form.lastgroup or ""].match(text, start) if form else None
        if match:
            end = match.end()
            found.append(match)
    return found


_APPOSED = (", ", " (", " ")
_NAME_OF = {pattern: name for name, pattern in READERS.items()}


def find(text: str, published: date | None, tense: Tense | None = None) -> list[DateMention]:
    """The date mentions of `text` in order; see `timeline.dating.find_dates`."""
    matches = scan(text)
    if not matches:
        return []
    base = published and (dateline(text, matches, published) or published)
    reading = Reading(text, published, base, tense)
    reading.own_year = _own_year(matches)
    reading.day_first = _day_first(matches)
    reading.narrative = is_narrative(text, published)
    line_end = 0
    for match in matches:
        if line_end and match.start() > line_end:
            reading.base, line_end = base, 0
        for found in _READ[_NAME_OF[match.re]](match, reading):
            if not reading.mentions or found.start >= reading.mentions[-1].end:
                reading.mentions.append(found)
                if base and _dates_its_line(text, found, base):
                    reading.base, line_end = found.first, _end_of_line(text, found.end)
    return _agreed(text, reading.mentions)


def _agreed(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """The mentions, a weekday that its date stands behind on that day ("early on Friday, May 3")."""
    for number, (name, day) in enumerate(pairwise(mentions)):
        if name.kind != "weekday" or day.precision != "day" or text[name.end : day.start] not in _APPOSED:
            continue
        if name.first and day.first and name.first.weekday() == day.first.weekday():
            mentions[number] = replace(name, first=day.first, last=day.last)
    return mentions


def _dates_its_line(text: str, found: DateMention, base: date) -> bool:
    """Whether a date opens a caption or a note of its own, so that "Tuesday" in it is counted from that day."""
    if found.precision != "day" or found.first is None or not 0 < (base - found.first).days <= _CAPTION_DAYS:
        return False
    near = text.rfind("\n", max(0, found.start - _HEAD_REACH), found.start) >= 0 or found.start < _HEAD_REACH
    return near and is_dateline(text, found.start, found.end)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end

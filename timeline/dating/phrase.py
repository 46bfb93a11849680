"""A date phrase that stands alone, as in a cell of somebody's table."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from timeline.dating import days
from timeline.dating.finder import find
from timeline.dating.words import MONTHS, WEEKDAYS
from timeline.records import DateMention

_SHORT = {name[:3]: name for name in (*MONTHS, *WEEKDAYS)} | {
    "sept": "september",
    "tues": "tuesday",
    "thurs": "thursday",
    "thur": "thursday",
}
_LETTERS = re.compile(r"([^\W\d_]+)\.?")


def resolve(
    phrase: str, published: date | None = None, tense: Literal["past", "future"] | None = None
) -> DateMention | None:
    """The days that a date phrase means, such as "Tuesday", "Feb. 28 to March 3" or "28/02/2023"; None if it is none.

    `tense` tells whether what happened then is past or to come. A phrase of two dates is read as a range. Absolute
    dates in other forms and languages are left to dateparser. Offsets are those in `phrase`.
    """
    spelled = _spelled_out(phrase)
    mentions = find(spelled, published, tense) or _lone_month(phrase, published, tense)
    if not mentions:
        return _other_form(phrase)
    if _has_numbers_beside(spelled, mentions) and (other := _other_form(phrase)):
        return other
    begin, end = mentions[0], mentions[-1]
    if len(mentions) == 1:
        return _placed(phrase, begin, begin.first, begin.last)
    if begin.first is None or end.last is None or begin.first > end.last:
        return _placed(phrase, begin, begin.first, begin.last)
    return DateMention(0, len(phrase), phrase, begin.first, end.last, "bounded", "range")


def _placed(phrase: str, found: DateMention, first: date | None, last: date | None) -> DateMention:
    """The same mention with offsets and text of the phrase as it was given."""
    start = len(phrase) - len(phrase.lstrip())
    return DateMention(start, len(phrase.rstrip()), phrase.strip(), first, last, found.precision, found.kind)


def _spelled_out(phrase: str) -> str:
    """Names of months and weekdays in full with a capital, whatever their case in the table."""

    def full(match: re.Match[str]) -> str:
        word = match[1].lower()
        if word in _SHORT:  # without the full stop of the abbreviation
            return _SHORT[word].capitalize()
        return match[0].capitalize() if word in MONTHS or word in WEEKDAYS else match[0]

    return _LETTERS.sub(full, phrase).strip()


def _has_numbers_beside(text: str, mentions: list[DateMention]) -> bool:
    """Whether the dates that were read leave numbers over, as "2023" alone does in "28 février 2023"."""
    edges = [0, *(edge for m in mentions for edge in (m.start, m.end)), len(text)]
    rest = (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return any(letter.isdigit() for part in rest for letter in part)


def _lone_month(phrase: str, published: date | None, tense: Literal["past", "future"] | None) -> list[DateMention]:
    """ "May" alone is the month here, though in a text it would need a preposition."""
    word = _spelled_out(phrase).rstrip(".")
    return find(f"in {word}", published, tense) if word.lower() in MONTHS else []


def _other_form(phrase: str) -> DateMention | None:
    if not any(letter.isdigit() for letter in phrase) or len(phrase) > 60:
        return None
    import dateparser  # slow to load, and rarely needed

    try:
        found = dateparser.parse(phrase, settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"})
    except (ValueError, OverflowError, RecursionError):
        return None
    day = days.make(found.year, found.month, found.day) if found else None
    return DateMention(0, len(phrase), phrase, day, day, "day") if day else None

"""Readers of dates that name a year, a decade, a season, a quarter, a holiday or an ordinal day."""

from __future__ import annotations

import re
from datetime import date

from timeline.dating import days
from timeline.dating.absolute import around, choose, mention, single
from timeline.dating.reading import Reading
from timeline.dating.words import number, strings, table
from timeline.records import DateMention

_DECADES = {word: 20 + 10 * place for place, word in enumerate(strings("decades"))}
_SEASONS = frozenset(table("seasons"))
_COUNTED = frozenset(strings("counted"))
_NUMBERED = frozenset(strings("numbered"))
_ORDINAL_CUES = frozenset(strings("ordinal_cues"))
_ORDINAL_NEXT = frozenset(strings("ordinal_next"))
_CUES = frozenset(strings("month_cues"))
_BEFORE_YEARS = _CUES | _SEASONS | {"that", "this", "our", "my", "your", "whose"}
_OWNER = re.compile(r"[’']s?$")


def read_year(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """A year, if it is not a number of something or a time of day."""
    year = int(m["year"])
    end = m.end()
    after = re.match(r"[\s-]+([\w/]+)", reading.text[end : end + 20])
    if after and after[1].lower() in _COUNTED:
        return []
    if re.match(r"\s*(?:[AB]\.?C\.?E?\b|m\b|%)", reading.text[end : end + 6]):
        return []
    lead = m.end() - m.start() > 4
    word = reading.word_before(m.start())
    if not lead and (word.lower() in _NUMBERED or _is_title(word)):
        return []  # "Resolution 1701", "Expo 2020"
    if not lead and after and after[1][0].isupper() and _OWNER.search(word):
        return []  # "Smith's 1987 Chevrolet"
    if not (1900 <= year <= 2050) and not lead:
        before = word.lower()
        if before not in _CUES or (
            before in ("a", "an", "the", "of", "for", "to", "or", "as") and not 1400 <= year < 1900
        ):
            return []
    return [mention(reading, m.start(), end, days.years(year), "year")]


def _is_title(word: str) -> bool:
    """Whether a number after `word` is part of a name; after "That", "Moscow's" or a preposition it is not."""
    return word[:1].isupper() and word.lower() not in _BEFORE_YEARS and not _OWNER.search(word)


def read_years(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`1991-1995` is two years, `1994-95` a range, and `2023-03` a month."""
    first, text = int(m["y"]), m["y2"]
    if len(text) == 4:
        last = int(text)
        if last < first:
            return []
        return [
            mention(reading, m.start(), m.end("y"), days.years(first), "year"),
            mention(reading, m.start("y2"), m.end(), days.years(last), "year"),
        ]
    last = first - first % 100 + int(text)
    if m["sep"] == "-" and 1 <= int(text) <= 12 and last != first + 1:
        return [mention(reading, m.start(), m.end(), days.month(first, int(text)), "month")]
    if last <= first:
        return [mention(reading, m.start(), m.end("y"), days.years(first), "year")]
    return [mention(reading, m.start(), m.end(), days.years(first, last), "bounded", "range")]


def read_spoken(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`nineteen ninety-seven`, `the year two thousand`."""
    year = 1900 + number(m["t"]) + number(m["u"] or "0") if m["c"] else 2000 + number(m["ku"] or "0")
    start, span = m.start(), days.years(year)
    month = reading.mentions[-1] if reading.mentions else None
    if month and month.first and month.precision == "month" and reading.text[month.end : start].isspace():
        reading.mentions.pop()  # "January nineteen ninety-seven"
        return [mention(reading, month.start, m.end(), days.month(year, month.first.month), "month")]
    return [mention(reading, start, m.end(), span, "year")]


def read_decade(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`the 1990s`, `the late '80s`, `the nineties`."""
    first = int(m["y"]) if m["y"] else 1900 + (int(m["yy"]) if m["yy"] else _DECADES[m["w"].lower()])
    return [mention(reading, m.start(), m.end(), days.years(first, first + 9), "decade")]


def read_season(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`the summer of 1994`; a winter may lie in two years and is bounded widely."""
    return [mention(reading, m.start(), m.end(), season(m["season"], int(m["year"])), "bounded")]


def season(name: str, year: int) -> days.Days | None:
    """The months of a season of the northern hemisphere."""
    begin = int(table("seasons")[name.lower()])
    return days.months(year, begin, 3) if begin < 12 else days.months(year, 1, 14)


def read_quarter(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`third quarter of 2023`, `first half of 1990`, `Q3 2023`."""
    length = 6 if m["what"] and m["what"].lower() == "half" else 3
    which = int(m["qn"]) if m["qn"] else ("first", "second", "third", "fourth").index(m["q"].lower()) + 1
    if length * which > 12:
        return []
    span = days.months(int(m["year"]), (which - 1) * length + 1, length)
    return [mention(reading, m.start(), m.end(), span, "bounded")]


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year."""
    name = " ".join(name.lower().split())
    if name in table("holidays"):
        return days.make(year, *table("holidays")[name])
    if name in table("easter"):
        sunday = days.easter(year)
        return days.shift(sunday, table("easter")[name]) if sunday else None
    month, weekday, which, added = table("nth_weekday")[name]
    found = days.nth_weekday(year, weekday, which, month)
    return days.shift(found, added) if found else None


def read_holiday(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`Thanksgiving Day`, `last Christmas Eve`, `Good Friday 1998`."""
    if m["year"]:
        return [mention(reading, m.start(), m.end(), single(holiday(m["name"], int(m["year"]))), "day")]
    candidates = [(day, day) for year in around(reading) if (day := holiday(m["name"], year))]
    rel = m["rel"].lower() if m["rel"] else None
    return [mention(reading, m.start(), m.end(), choose(candidates, m, reading, rel), "day", "partial")]


def _names_a_month(mention: DateMention) -> bool:
    """Whether a day of the month that is named after it may be of its month: not after "a month ago"."""
    exact = mention.precision in ("day", "week", "bounded", "month")
    return exact and mention.first is not None and not mention.text.endswith("ago")


def read_ordinal(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`on the 28th`: of the month named last, else of that nearest to the last date read, or to publication."""
    part_of = re.search(
        r"\b(?:morning|afternoon|evening|night) of\s+$", reading.text[max(0, m.start() - 20) : m.start()]
    )
    if part_of is None and reading.word_before(m.start()).lower() not in _ORDINAL_CUES:
        return []
    after = re.match(r"\s+([\w’']+)", reading.text[m.end() : m.end() + 20])
    if after and after[1] not in _ORDINAL_NEXT:
        return []
    day = int(m["d"][:-2])
    anchor = next((a for a in reversed(reading.mentions) if _names_a_month(a)), None)
    near = anchor.last if anchor else reading.base
    if near is None:
        return []
    candidates = []
    for step in (0,) if anchor and anchor.precision == "month" else (0, 1, -1):
        span = days.month(near.year, near.month + step)
        found = days.make(span[0].year, span[0].month, day) if span else None
        if found:
            candidates.append((found, found))
    base = reading.base
    if base and len(candidates) > 1 and (tense := reading.tense(m.start(), m.end())):
        fitting = [span for span in candidates if (span[0] >= base if tense == "future" else span[0] <= base)]
        candidates = fitting or candidates
    best = min(candidates, key=lambda span: abs(days.distance(span, near)), default=None)
    return [mention(reading, m.start(), m.end(), best, "day", "partial")]

"""Readers of dates that name a day, a month or a year, with or without the year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from timeline.dating import days
from timeline.dating.reading import Reading
from timeline.dating.words import month_number, strings, weekday_number
from timeline.records import DateMention, Precision

Reader = Callable[[re.Match[str], Reading], list[DateMention]]

_WEAK_MAY = frozenset(strings("may_weak_cues"))
_MAY = frozenset(strings("may_cues"))
_CUES = frozenset(strings("month_cues"))
_NOT_MARCH = frozenset(strings("march_not_before"))
_NAME_BEFORE = tuple(strings("name_before"))
_NAME_AFTER = tuple(strings("name_after"))
# months that are also first names or verbs, where a lone word is weak evidence
_DOUBTFUL = frozenset((3, 4, 5, 6, 8))


def mention(
    reading: Reading, start: int, end: int, span: days.Days | None, precision: Precision, kind: str = "absolute"
) -> DateMention:
    """A mention of `span`, or one of unknown days."""
    if span is None:
        return DateMention(start, end, reading.text[start:end], None, None, "unknown", kind)
    return DateMention(start, end, reading.text[start:end], span[0], span[1], precision, kind)


def single(day: date | None) -> days.Days | None:
    return (day, day) if day else None


def is_name(reading: Reading, start: int, end: int) -> bool:
    """Whether a weekday or month is part of a name ("Bloody Sunday", "Sunday Times")."""
    text = reading.text
    if text[:start].rstrip(" ").endswith(_NAME_BEFORE):
        return True
    after = text[end : end + 14]
    return after.startswith(" ") and after[1:].startswith(_NAME_AFTER)


def read_iso(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`2023-02-28`, with or without a time."""
    day = days.make(int(m["y"]), int(m["m"]), int(m["d"]))
    return [mention(reading, m.start(), m.end(), (day, day), "day")] if day else []


def read_numeric(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`14/02/2023`: the order of day and month from the numbers, then from the text, then from the publication day."""
    a, b, year = int(m["a"]), int(m["b"] or m["b2"]), int(m["y"] or m["y2"])
    if year < 100:
        year += 1900 if year > 60 else 2000
    if m["b2"] and a <= 31 and b <= 12:  # full stops and dashes are not used in the American order
        day = days.make(year, b, a)
        return [mention(reading, m.start(), m.end(), single(day), "day")] if day else []
    choices = [day for day in (days.make(year, b, a), days.make(year, a, b)) if day]
    if not choices:
        return []
    day = choices[0]
    if len(choices) > 1 and reading.day_first is not None:
        day = choices[0 if reading.day_first else 1]
    elif len(choices) > 1 and reading.base:
        base = reading.base
        day = min(choices, key=lambda choice: abs((choice - base).days))
    return [mention(reading, m.start(), m.end(), (day, day), "day")]


def _relative_year(reading: Reading, word: str | None) -> int | None:
    """The year that "last year", "that year" means."""
    if not word:
        return None
    word = word.lower()
    if word.split()[-1] in ("that", "same", "following", "previous"):
        anchor = reading.anchor("year")
        base = anchor.first if anchor else reading.base
        step = {"following": 1, "previous": -1}.get(word.split()[-1], 0)
    else:
        base, step = reading.base, {"last": -1, "next": 1}.get(word, 0)
    return base.year + step if base else None


def _given_year(m: re.Match[str], reading: Reading) -> int | None:
    groups = m.groupdict()
    if text := groups.get("year") or groups.get("hy"):
        return int(text)
    return _relative_year(reading, groups.get("ry"))


def around(reading: Reading) -> list[int]:
    """Years to try for a date that has none, the likeliest first."""
    years: list[int] = []
    if reading.base:
        years += [reading.base.year, reading.base.year - 1, reading.base.year + 1]
    elif reading.own_year:
        years.append(reading.own_year)
    if reading.mentions and (last := reading.mentions[-1].last):
        years += [last.year, last.year + 1, last.year - 1]
    return list(dict.fromkeys(year for year in years if 1 <= year <= 9999))


def choose(candidates: list[days.Days], m: re.Match[str], reading: Reading, rel: str | None) -> days.Days | None:
    """The right year's candidate, by what the words say ("last"), the sentence, the order of telling and the tense."""
    candidates = sorted(candidates)
    if rel in ("last", "this past") and reading.base:
        base = reading.base
        return max((c for c in candidates if c[1] < base), default=None)
    if rel in ("next", "this coming") and reading.base:
        base = reading.base
        return min((c for c in candidates if c[0] > base), default=None)
    if rel == "this" and reading.base:
        base = reading.base
        return next((c for c in candidates if c[0].year == base.year), None)
    if (rel and rel.split()[-1] in ("that", "following", "previous")) or reading.narrative:
        followed = reading.follow(candidates)
        if followed:
            return followed
    near = reading.said_in_sentence(m.start())
    if (
        near
        and (reading.base is None or reading.tense(m.start(), m.end()) != "future")
        and near.last
        and _names_year(near, reading)
    ):
        return reading.follow(candidates)
    return reading.pick(candidates, m.start(), m.end())


def _names_year(near: DateMention, reading: Reading) -> bool:
    """Whether a date earlier in the sentence sets the year of the next: it named a year other than the present one."""
    if near.kind not in ("absolute", "range") or near.last is None or near.precision == "decade":
        return False
    if reading.base is None:
        return True
    return abs(near.last.year - reading.base.year) > 1 and str(near.last.year) in near.text


def _partial_days(m: re.Match[str], reading: Reading, month: int, first: int, last: int) -> days.Days | None:
    """The span `first`..`last` of a month without a year."""
    groups = m.groupdict()
    candidates: list[days.Days] = []
    for year in around(reading):
        start, end = days.make(year, month, first), days.make(year, month, last)
        if start and end:
            candidates.append((start, end))
    if groups.get("wd") and reading.base:
        number_ = weekday_number(groups["wd"])
        fitting = [span for span in candidates if span[0].weekday() == number_]
        candidates = fitting or candidates
    rel = " ".join(groups["rel"].lower().split()) if groups.get("rel") else None
    following = reading.year_ahead(m)
    if following:
        for span in candidates:
            if span[1] <= following and (following - span[1]).days < 366:
                return span
        start, end = days.make(following.year, month, first), days.make(following.year, month, last)
        return (start, end) if start and end else None
    return choose(candidates, m, reading, rel)


def read_monthday(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`Feb. 28`, `Tuesday, Feb. 28, 2023`, `June 3-5`, `28 February`, `24/25 February 2023`."""
    month = month_number(m["month"])
    firsts = [int(re.match(r"\d+", text)[0]) for text in (m["d"], m["d2"]) if text]  # type: ignore[index]
    first, last = firsts[0], firsts[-1]
    end = m.end()
    between = [int(day) for day in re.findall(r"\d+", m["more"] or "")]
    joined = m["sep"] is not None and re.search(r"\band\b|&", m["sep"]) is not None
    if last < first or (
        (joined or between) and [first, *between, last][: last - first + 1] != list(range(first, last + 1))
    ):
        return _read_two(m, reading, month, first, last)
    year = _given_year(m, reading)
    if year is not None:
        start_day, end_day = days.make(year, month, first), days.make(year, month, last)
        span = (start_day, end_day) if start_day and end_day else None
        if span is None:
            return []
        return [mention(reading, m.start(), end, span, *_day_kind(span, "absolute"))]
    if not any(days.make(leap, month, day) for leap in (2000,) for day in (last,)):
        return []
    found = _partial_days(m, reading, month, first, last)
    return [mention(reading, m.start(), end, found, *_day_kind(found, "partial"))]


def _day_kind(span: days.Days | None, kind: str) -> tuple[Precision, str]:
    return ("bounded", "range") if span and span[0] != span[1] else ("day", kind)


def _read_two(m: re.Match[str], reading: Reading, month: int, first: int, last: int) -> list[DateMention]:
    """`Nov. 3 and 10`: two days of one month."""
    year = _given_year(m, reading)
    found = []
    for group, day in (("d", first), ("d2", last)):
        if year is not None:
            span = single(days.make(year, month, day))
        else:
            span = _partial_days(m, reading, month, day, day) if days.make(2000, month, day) else None
        start = m.start() if group == "d" else m.start(group)
        end = m.end() if m.start("d2") > m.start("month") and group == "d2" else m.end(group)
        if group == "d2" and m.start("month") > m.start("d2"):
            end = m.end()
        found.append(mention(reading, start, end, span, "day", "absolute" if year else "partial"))
    return found


def read_weekday_day(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`Wednesday 21`: the nearest 21st that is a Wednesday."""
    day, wanted = int(re.match(r"\d+", m["d"] or m["d2"])[0]), weekday_number(m["wd"])  # type: ignore[index]
    anchor = reading.anchor()
    base = anchor.last if anchor and (reading.base is None or reading.narrative) else reading.base
    if base is None:
        return [mention(reading, m.start(), m.end(), None, "day", "partial")]
    candidates = []
    for step in range(-6, 7):
        span = days.month(base.year, base.month + step)
        found = days.make(span[0].year, span[0].month, day) if span else None
        if found and found.weekday() == wanted:
            candidates.append((found, found))
    near = min(candidates, key=lambda span: abs(days.distance(span, base)), default=None)
    if near is None or abs(days.distance(near, base)) > 100:
        return []
    return [mention(reading, m.start(), m.end(), near, "day", "partial")]


def read_weekof(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`the week of March 6`."""
    month = month_number(m["month"] or m["month2"])
    day = int(re.match(r"\d+", m["d"] or m["d2"])[0])  # type: ignore[index]
    year = _given_year(m, reading)
    span = single(days.make(year, month, day)) if year else _partial_days(m, reading, month, day, day)
    return [
        mention(
            reading, m.start(), m.end(), days.week(span[0]) if span else None, "week", "absolute" if year else "partial"
        )
    ]


def _lone_month(m: re.Match[str], month: int, reading: Reading) -> bool:
    """Whether a month's name with nothing beside it is a date."""
    start, end = m.start("month"), m.end("month")
    word, text = m["month"], reading.text
    if word.isupper() or is_name(reading, start, end):
        return False
    before = reading.word_before(m.start()).lower()
    after = re.match(r"[\s]+([\w’']+)", text[end : end + 24])
    following = after[1] if after else ""
    if len(word.rstrip(".")) < 5 and month not in (5, 6, 7):  # "Jan", "Mar", "Dec." need a preposition
        return word.endswith(".") and before in _MAY
    if month == 5:
        named = following[:1].isupper() and following not in ("The", "He", "She")
        return not named and (before in _MAY or (before in _WEAK_MAY and not reading.may_is_name))
    if month == 3 and following.lower() in _NOT_MARCH and before not in _MAY:
        return False
    if month in _DOUBTFUL:
        return before in _CUES
    return True


def read_month(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`November`, `last May`, `early March`, `June 2021`, `July last year`."""
    month = month_number(m["month"])
    year = _given_year(m, reading)
    if year is not None:
        kind = "absolute" if m["year"] else "relative"
        return [mention(reading, m.start(), m.end(), days.month(year, month), "month", kind)]
    rel = " ".join(m["rel"].lower().split()) if m["rel"] else None
    if not m["mod"] and not rel and not _lone_month(m, month, reading):
        return []
    if m["ry"]:
        return [mention(reading, m.start(), m.end(), None, "month", "relative")]
    following = reading.year_ahead(m)
    if following:
        year = following.year - (month > following.month)
        return [mention(reading, m.start(), m.end(), days.month(year, month), "month", "partial")]
    candidates = [span for year in around(reading) if (span := days.month(year, month))]
    return [mention(reading, m.start(), m.end(), choose(candidates, m, reading, rel), "month", "partial")]

"""Readers of dates that hang on the day of the story ("Tuesday", "last week") or on another date ("the next day")."""

from __future__ import annotations

import re
from datetime import date

from timeline.dating import days
from timeline.dating.absolute import is_name, mention
from timeline.dating.periods import season
from timeline.dating.reading import Reading
from timeline.dating.words import number, strings, table, weekday_number
from timeline.records import DateMention, Precision

_TIMES = frozenset(strings("times_of_day"))
_SETS = frozenset(("each", "every", "most", "all"))
_RANGE_ENDS = frozenset(("until", "till", "to", "through", "from"))
_BEFORE_YEAR_END = re.compile(r"\b(?:by|at|before|around|until|till)\s+$", re.IGNORECASE)
_BEFORE_THE_YEAR = re.compile(r"\b(?:for|(?:months|quarter|half|part|rest|remainder) of)\s+$", re.IGNORECASE)
# how exact a date must be for a unit to hang on it
_COARSEST: dict[str, Precision] = {"week": "week", "weekend": "week", "month": "month", "year": "decade"}
_COARSEST |= dict.fromkeys(table("seasons"), "year")
_SUNDAY = 6
_STEP = {"last": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def _words(text: str | None) -> str:
    return " ".join(text.lower().split()) if text else ""


def _step(rel: str) -> int:
    return _STEP.get(rel, _STEP.get(rel.split()[-1], 0) if rel else 0)


def read_weekday(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`Tuesday`, `last Friday`, `next Monday night`, `Friday of next week`."""
    if is_name(reading, m.start("wd"), m.end("wd")) or reading.word_before(m.start()).lower() in _SETS:
        return []
    wanted, rel = weekday_number(m["wd"]), _words(m["rel"])
    anchored = rel.split()[-1:] in (["following"], ["previous"], ["same"], ["that"]) or rel == "the next"
    day = _anchored_weekday(reading, wanted, rel) if anchored else _weekday(m, reading, wanted, rel)
    span = (day, day) if day else None
    return [mention(reading, m.start(), m.end(), span, "day", "anchored" if anchored else "weekday")]


def _weekday(m: re.Match[str], reading: Reading, wanted: int, rel: str) -> date | None:
    base = reading.base
    if m["rw"] and base:
        week = days.week(days.shift(base, 7 * _step(m["rw"].lower())))
        return days.shift(week[0], wanted) if week else None
    if reading.narrative and not rel:
        anchor = reading.anchor()
        if anchor and anchor.last:
            return days.weekday(anchor.last, wanted, "future")
    if base is None:
        return None
    if rel in ("last", "this past"):
        return days.weekday(base, wanted, "past", strict=True)
    if rel == "next":
        day = days.weekday(base, wanted, "future", strict=True)
        # nobody calls tomorrow "next Tuesday"
        return days.shift(day, 7) if day and (day - base).days == 1 else day
    if rel in ("this coming", "coming"):
        return days.weekday(base, wanted, "future", strict=True)
    following = None if rel else reading.follow_days(m.start(), m.end(), wanted)
    if following:
        return following
    day = days.weekday(base, wanted, reading.tense(m.start(), m.end()))
    return _in_order(m, reading, wanted, day) if day else None


def _in_order(m: re.Match[str], reading: Reading, wanted: int, day: date) -> date | None:
    """The end of "from Sunday until Wednesday" lies after its beginning, whatever the tense says."""
    last = reading.mentions[-1] if reading.mentions else None
    if last is None or last.last is None or last.kind != "weekday" or day >= last.last:
        return day
    if reading.word_before(m.start()).lower() in _RANGE_ENDS and last.start >= reading.sentence(m.start())[0]:
        return days.weekday(last.last, wanted, "future", strict=True)
    return day


def _anchored_weekday(reading: Reading, wanted: int, rel: str) -> date | None:
    anchor = reading.anchor()
    base = anchor.last if anchor else reading.base
    if base is None:
        return None
    if rel.endswith(("same", "that")):
        return days.weekday(base, wanted, "past")
    return days.weekday(base, wanted, "past" if rel.endswith("previous") else "future", strict=True)


def read_deictic(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`today`, `yesterday`, `tonight`, `last night`, `this morning`."""
    word = _words(m["word"])
    if word == "today" and m["word"][0] == "T" and reading.word_before(m.start())[:1].isupper():
        return []  # "USA Today"
    if word.startswith("the day before"):
        step = -2
    elif word.startswith("the day after"):
        step = 2
    else:
        step = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1}.get(word, 0)
    day = days.shift(reading.base, step) if reading.base else None
    return [mention(reading, m.start(), m.end(), (day, day) if day else None, "day", "relative")]


def unit_span(unit: str, base: date, step: int) -> tuple[days.Days | None, Precision]:
    """The week, weekend, month, year or season that is `step` from the one of `base`."""
    if unit == "week":
        if step == -1 and base.weekday() == _SUNDAY:
            first, last = days.shift(base, -7), days.shift(base, -1)  # a Sunday's last week is the one just over
            return ((first, last) if first and last else None), "week"
        return days.week(days.shift(base, 7 * step)), "week"
    if unit == "weekend":
        return days.weekend(days.shift(base, 7 * step)), "bounded"
    if unit == "month":
        return days.month(base.year, base.month + step), "month"
    if unit == "year":
        return days.years(base.year + step), "year"
    return _season_span(unit, base, step), "bounded"


def _season_span(unit: str, base: date, step: int) -> days.Days | None:
    """The last, this or next summer; a season under way counts as this one."""
    spans = [span for year in range(base.year - 2, base.year + 3) if (span := season(unit, year))]
    if step < 0:
        return max((span for span in spans if span[1] < base), default=None)
    if step > 0:
        return min((span for span in spans if span[0] > base), default=None)
    return next((span for span in spans if span[0].year == base.year), None)


def read_unit(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`this week`, `late last month`, `next year`, `this weekend`, `last summer`."""
    unit, rel = _words(m["unit"]), _words(m["rel"])
    if m[0][0].isupper() and m["unit"][0].isupper():
        return []  # a programme or a paper: "This Week"
    if reading.base is None:
        return [mention(reading, m.start(), m.end(), None, "week", "relative")]
    if unit == "weekend":
        return [mention(reading, m.start(), m.end(), _weekend(m, reading, rel), "bounded", "relative")]
    span, precision = unit_span(unit, reading.base, _step(rel))
    # what is left of this week is what "later this week" leaves open
    if span and unit == "week" and _words(m["mod"]) == "later" and rel == "this":
        span = (reading.base, span[1])
    return [mention(reading, m.start(), m.end(), span, precision, "relative")]


def _weekend(m: re.Match[str], reading: Reading, rel: str) -> days.Days | None:
    """Saturday and Sunday: those past or those to come, by the words and by the tense."""
    base = reading.base
    if base is None:
        return None
    this = days.weekend(base)
    if rel in ("last", "this past"):
        return days.weekend(days.shift(base, -7))
    if rel == "next" and base.weekday() < 5 and reading.tense(m.start(), m.end()) == "future" and base.weekday() < 2:
        return days.weekend(days.shift(base, 7))
    if rel in ("next",):
        return days.weekend(days.shift(base, 7))
    future = rel.endswith("coming") or reading.tense(m.start(), m.end()) == "future"
    if not future and base.weekday() < 5 and not (rel == "this" and base.weekday() == 4):
        return days.weekend(days.shift(base, -7))
    return this


def read_weekend(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`the weekend`, `that weekend`, `the following weekend`."""
    rel = _words(m["rel"])
    if rel in ("the", "the coming"):
        span = _weekend(m, reading, rel)
        return [mention(reading, m.start(), m.end(), span, "bounded", "relative")]
    anchor = reading.anchor("week")
    day = anchor.last if anchor else reading.base
    span = days.weekend(days.shift(day, 7 * _step(rel))) if day else None
    return [mention(reading, m.start(), m.end(), span, "bounded", "anchored")]


def read_end(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`the end of the month`, `later in the week`."""
    if reading.base is None:
        return [mention(reading, m.start(), m.end(), None, "week", "relative")]
    span, precision = unit_span(_words(m["unit"]), reading.base, 0)
    return [mention(reading, m.start(), m.end(), span, precision, "relative")]


def read_this_year(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`by year's end`, `for the full year`, `the first months of the year`: the year under way."""
    cue = _BEFORE_YEAR_END if m["end"] else _BEFORE_THE_YEAR
    if cue.search(reading.text, max(0, m.start() - 24), m.start()) is None:
        return []
    span = days.years(reading.base.year) if reading.base else None
    return [mention(reading, m.start(), m.end(), span, "year", "relative")]


def _moved(base: date, unit: str, count: int) -> tuple[days.Days | None, Precision]:
    """The day, week, month or year that lies `count` units from `base`; longer spans are said roughly."""
    if unit == "day":
        day = days.shift(base, count)
        return ((day, day) if day else None), "day"
    if unit in ("week", "fortnight"):
        return days.week(days.shift(base, 7 * count * (2 if unit == "fortnight" else 1))), "week"
    if unit == "month":
        return days.month(base.year, base.month + count), "month"
    return days.years(base.year + count * (10 if unit == "decade" else 1)), "year"


def read_ago(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`two days ago`, `three weeks later`, `a year earlier`."""
    unit, direction = m["unit"].lower(), _words(m["dir"])
    try:
        count = number(m["n"])
    except KeyError:
        return []
    if direction == "time" and reading.word_before(m.start()).lower() not in ("in", "within"):
        return []  # "three days' time was lost"
    if direction in ("ago", "from now", "hence", "time"):
        span: days.Days | None = None
        precision: Precision = "unknown"
        if reading.base:
            span, precision = _moved(reading.base, unit, -count if direction == "ago" else count)
        return [mention(reading, m.start(), m.end(), span, precision, "relative")]
    forward = direction in ("later", "after")
    anchor = reading.anchor({"day": "day", "week": "week", "fortnight": "week", "month": "month"}.get(unit, "decade"))  # type: ignore[arg-type]
    if unit == "year" and not forward and anchor and anchor.kind == "anchored":
        anchor = None  # figures are compared with a year earlier again and again: do not go back a year each time
    base = (anchor.last if forward else anchor.first) if anchor else None
    if base is None and unit in ("year", "month") and not forward:
        base = reading.base
    if base is None:
        return []
    span, precision = _moved(base, unit, count if forward else -count)
    return [mention(reading, m.start(), m.end(), span, precision, "anchored")]


def read_anchored(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`the same day`, `the next morning`, `that year`, `the day before`, `later in the day`."""
    if m["in"]:
        unit, step, rel = "day", 0, "same"
    elif m["bunit"]:
        unit, rel = m["bunit"].lower(), m["dir"].lower()
        step = 1 if rel == "after" else -1
    else:
        unit, rel = m["unit"].lower(), _words(m["rel"])
        step = 1 if rel.endswith(("next", "following")) else -1 if rel.endswith(("previous", "preceding")) else 0
    opens = m[0][0].isupper() and reading.text[m.end() : m.end() + 1] == ","
    if rel.endswith("next") and unit in ("week", "weekend", "month", "year") and not opens:
        return []  # "the next week" is a stretch of time, but "The next week, ..." is not
    after = reading.text[m.end() : m.end() + 4]
    if rel == "that" and (after == " the" or (unit in ("fall", "spring") and after[:1] not in ",.;")):
        return []  # "dangers that spring from it"
    unit = "day" if unit in _TIMES else unit
    anchor = reading.anchor(_COARSEST.get(unit, "day"))
    base = None
    if anchor:
        base = anchor.first if step < 0 else anchor.last
    elif m["in"]:
        base = reading.base
    if base is None:
        return []
    if unit == "day":
        day = days.shift(base, step)
        return [mention(reading, m.start(), m.end(), (day, day) if day else None, "day", "anchored")]
    span, precision = unit_span(unit, base, step)
    return [mention(reading, m.start(), m.end(), span, precision, "anchored")]


def read_overnight(m: re.Match[str], reading: Reading) -> list[DateMention]:
    """`overnight`: the night before the day of the story; "the overnight train" is no date."""
    if (
        re.match(
            r"\s*(?:[.,;:)]|(?:in|at|to|from|by|on|for|with|and|after|before|aboard)\b|$)",
            reading.text[m.end() : m.end() + 10],
        )
        is None
    ):
        return []
    base = reading.base
    before = days.shift(base, -1) if base else None
    return [mention(reading, m.start(), m.end(), (before, base) if before and base else None, "bounded", "relative")]

"""What a reader has in mind while going through a text: its day, its sentences, the dates read so far, its tense."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from timeline.dating import days
from timeline.dating.patterns import READERS
from timeline.dating.tense import Tense, clause_tense, is_reported
from timeline.dating.words import month_number
from timeline.records import DateMention, Precision
from timeline.text import sentences

# the look behind comes last: the engine is quick to find a first digit
_EXPLICIT_YEAR = re.compile(r"(?:1[4-9]\d\d|20[0-4]\d)(?<![\w$£€.,/-]\d{4})(?![\w%]|[.,]\d)")
_NEWS = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|last (?:week|month|night)|this (?:week|month|morning)|next (?:week|month)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\bsaid\b"
)
_JOIN = re.compile(r"\s*(?:[-–—]|(?:,\s*)?(?:to|until|till|through|and|or)\b)\s*")
_COARSE: dict[Precision, int] = {"day": 0, "week": 1, "bounded": 1, "month": 2, "year": 3, "decade": 4, "unknown": 9}
# a day that contradicts the tense of its clause must be this many times nearer to win all the same
_AGAINST_TENSE = 6
# crossing into another year costs a story told in order of time this many months
_NEW_YEAR_MONTHS = 3
# words between two days that turn the order of telling round
_BACKWARD = re.compile(r"\b(?:after|before|following|earlier|until|since|had|said|told|announced)\b", re.IGNORECASE)
_CLOCK_ENDS = ("a.m.", "p.m.")
_AFTER_CLOCK = re.compile(r"\(?(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)")
# a weekday after a day further ahead than this does not go on from it
_THREAD_DAYS_AHEAD = 200
# characters within which a date takes its year from the one before it
_SAME_BREATH = 90
# characters within which a weekday without a verb takes the tense of the date before it
_SAME_STRAIN = 250


@dataclass(slots=True)
class Reading:
    """The state of reading one text. `base` is the day that "today" means: the dateline's, else the publication day."""

    text: str
    published: date | None
    base: date | None
    forced_tense: Tense | None = None
    own_year: int | None = None
    narrative: bool = False
    day_first: bool | None = None
    mentions: list[DateMention] = field(default_factory=list)
    _starts: list[int] | None = None
    _spans: list[tuple[int, int]] = field(default_factory=list)
    _may_is_name: bool | None = None
    _last_tense: Tense | None = None
    _last_tense_at: int = 0
    # the day that a story told day by day has come to, and where it stands
    _thread: tuple[date, int] | None = None

    @property
    def may_is_name(self) -> bool:
        """Whether somebody called May is in the text."""
        if self._may_is_name is None:
            self._may_is_name = (
                re.search(r"\b(?:Theresa|Mrs?\.?|Ms\.?|Minister|PM|Premier) May\b", self.text) is not None
            )
        return self._may_is_name

    def sentence(self, start: int) -> tuple[int, int]:
        """Offsets of the sentence around `start`."""
        if self._starts is None:
            self._spans = _joined(self.text, [(span.start, span.end) for span in sentences(self.text)])
            self._starts = [span[0] for span in self._spans]
        at = bisect_right(self._starts, start) - 1
        return self._spans[at] if at >= 0 else (0, len(self.text))

    def tense(self, start: int, end: int) -> Tense | None:
        """The tense of the clause around `text[start:end]`; without a verb, that of the date told shortly before."""
        found = self.forced_tense or clause_tense(self.text, self.sentence(start), start, end)
        if found is None and self._last_tense and start - self._last_tense_at < _SAME_STRAIN:
            return self._last_tense
        self._last_tense, self._last_tense_at = found, end
        return found

    def follow_days(self, start: int, end: int, number: int) -> date | None:
        """The weekday `number` that follows a day named shortly before: "on May 22 ... and in Sydney on Wednesday"."""
        day = self._running_day(start)
        if day is None or is_reported(self.text, start):
            return None
        found = days.weekday(day, number, "future", strict=True)
        if found:
            self._thread = (found, end)
        return found

    def _running_day(self, start: int) -> date | None:
        last = self.mentions[-1] if self.mentions else None
        if last is None or last.last is None or self.base is None:
            return None
        gap = self.text[last.end : start]
        if "\n" in gap or _BACKWARD.search(gap):
            return None
        if self._thread and self._thread[1] == last.end:
            return self._thread[0]
        if last.kind not in ("absolute", "partial", "range") or last.precision not in ("day", "bounded"):
            return None
        past = (self.base - last.last).days > 6 and ";" in gap
        ahead = 0 < (last.last - self.base).days <= _THREAD_DAYS_AHEAD
        return last.last if ahead or past else None

    def anchor(self, coarsest: Precision = "day") -> DateMention | None:
        """The nearest date read so far that is at least as exact as `coarsest`."""
        limit = _COARSE[coarsest]
        for mention in reversed(self.mentions):
            if mention.first is not None and _COARSE[mention.precision] <= limit:
                return mention
        return None

    def said_in_sentence(self, start: int) -> DateMention | None:
        """The last date before `start` in the same sentence, if it names a year or hangs on one that does."""
        first = self.sentence(start)[0]
        last = self.mentions[-1] if self.mentions else None
        near = last is not None and last.start >= first and start - last.end <= _SAME_BREATH
        return last if last and near and last.first is not None and last.kind != "weekday" else None

    def word_before(self, start: int) -> str:
        """The word that stands before `start` with nothing but blanks between, else an empty string."""
        head = self.text[max(0, start - 24) : start]
        match = re.search(r"([\w’']+)\s+$", head)
        return match[1] if match else ""

    def year_ahead(self, match: re.Match[str]) -> date | None:
        """The end of a range that begins with `match`, if it names its year ("Dec. 28 to Jan. 3, 2024")."""
        join = _JOIN.match(self.text, match.end())
        if join is None:
            return None
        for name in ("monthday", "daymonth", "month"):
            end = READERS[name].match(self.text, join.end())
            if end and (year := end["year"]):
                day = int(re.match(r"\d+", end["d2"] or end["d"])[0]) if name != "month" else 28  # type: ignore[index]
                return days.make(int(year), month_number(end["month"]), day)
        return None

    def pick(self, candidates: list[days.Days], start: int, end: int) -> days.Days | None:
        """Of the same day or month in several years, the one that publication day and tense point to."""
        if not candidates:
            return None
        if self.base is None:
            return self._pick_without_day(candidates)
        tense = self.tense(start, end)
        base = self.base

        def cost(span: days.Days) -> float:
            away = days.distance(span, base)
            against = (tense == "past" and away > 0) or (tense == "future" and away < 0)
            return abs(away) * (_AGAINST_TENSE if against else 1) + (0.5 if away > 0 else 0)

        return min(candidates, key=cost)

    def _pick_without_day(self, candidates: list[days.Days]) -> days.Days | None:
        return next((span for span in candidates if span[0].year == self.own_year), None)

    def follow(self, candidates: list[days.Days]) -> days.Days | None:
        """In a story told in order of time: the candidate nearest to the last date read."""
        last = self.anchor("year")
        if last is None or last.first is None or last.last is None:
            return None
        if last.precision in ("year", "bounded"):
            return next((span for span in candidates if span[0].year == last.last.year), None)
        here = last.last

        def cost(span: days.Days) -> int:
            months = (span[0].year - here.year) * 12 + span[0].month - here.month
            return abs(months) + _NEW_YEAR_MONTHS * (span[0].year != here.year)

        return min(candidates, key=cost, default=None)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences with those put together that a time of day cut apart: "at 9 a.m. EST Tuesday"."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and text.endswith(_CLOCK_ENDS, start - 6, found[-1][1]) and _AFTER_CLOCK.match(text, start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def is_narrative(text: str, published: date | None) -> bool:
    """Whether a text tells history: it names many years far from its publication, and speaks of no news days."""
    if published is None:
        return False
    named = [int(year) for year in _EXPLICIT_YEAR.findall(text)]
    far = sum(1 for year in named if year < published.year - 1)
    if far < 4 or far <= 2 * (len(named) - far):
        return False
    return far >= 2 * sum(1 for _ in _NEWS.finditer(text))

"""A claim is a trip event made ready for merging: days as ordinals, the document it comes from, its window in time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from timeline.records import Place, TripEvent

OPEN_BEFORE = -(10**7)
OPEN_AFTER = 10**7
"""Stand for an open bound; far outside the ordinals that `date` can hold."""

CONTAINERS = frozenset(("country", "region", "admin1", "admin2"))
NEWS_DAYS = 6  # how old a departure or a return without a day can be, where it is told as news
_USUAL_DAYS = 7  # how far a stop without a day may lie from the only bound it has
# words that tell of an arrival or of a second visit; they only break ties between readings that the dates allow
_ARRIVAL = re.compile(r"\b(?:arriv\w*|land(?:s|ed|ing)|touch\w* down|flew|flown|fl(?:y|ies|ying))\b", re.I)
_AGAIN = re.compile(r"\b(?:back|again|return\w*|once more|(?:second|third|fourth) time|revisit\w*)\b", re.I)


@dataclass(slots=True, eq=False)
class Claim:
    """One event with its days as ordinals; `coarse` marks a country that was absorbed into one of its cities."""

    event: TripEvent
    doc: str
    low: int
    high: int
    day: int | None
    end: int | None
    published: int | None
    coarse: bool = False
    closes: bool = False
    past: bool = False

    @property
    def arrival(self) -> bool:
        """Whether the day is that of the arrival, not of presence alone; so it is where no sentence says more."""
        sentence = self.event.evidence.sentence
        return not sentence or _ARRIVAL.search(sentence) is not None

    @property
    def again(self) -> bool:
        """Whether the sentence tells of coming to the place once more."""
        return _AGAIN.search(self.event.evidence.sentence) is not None

    def window(self) -> tuple[int, int] | None:
        """The days around which the event lies by its own dates, or None if it has none.

        A single bound that only repeats the day of publication ("has visited", "will visit") tells nothing.
        """
        if self.day is not None:
            return self.day, max(self.day, self.end or self.day)
        low, high = self.low, self.high
        if low == OPEN_BEFORE:
            if high == self.published and self.event.event in ("departure", "return") and not self.past:
                return high - NEWS_DAYS, high  # setting out and coming home are news of their day
            told = high == OPEN_AFTER or high == self.published
            return None if told else (high - _USUAL_DAYS, high)
        if high == OPEN_AFTER:
            return None if low == self.published else (low, low + _USUAL_DAYS)
        return low, high


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def claim(event: TripEvent) -> Claim:
    """Reads the days of one event; a bound or an end that contradicts the start is left out."""
    when = event.when
    day, end = _ordinal(when.start), _ordinal(when.end)
    low, high = _ordinal(when.earliest), _ordinal(when.latest)
    if day is not None:
        low = high = day
    elif end is not None and (low is None or end >= low):
        high = end if high is None else min(high, end)
    if low is not None and high is not None and low > high:
        high = None
    if end is not None and end < (day if day is not None else low if low is not None else end):
        end = None
    published = _ordinal(event.published)
    doc = event.evidence.source or f"\0{published or ''}"
    return Claim(
        event=event,
        doc=doc,
        low=OPEN_BEFORE if low is None else low,
        high=OPEN_AFTER if high is None else high,
        day=day,
        end=end,
        published=published,
        past=event.background,
    )


def sort_key(event: TripEvent) -> tuple[str | int | float, ...]:
    """A total order on events by their content, so that the order of the input cannot matter."""
    when, evidence, place = event.when, event.evidence, event.place
    days = (when.start, when.end, when.earliest, when.latest)
    return (
        _ordinal(event.published) or 0,
        evidence.source,
        event.position,
        evidence.span.start if evidence.span else -1,
        event.traveller,
        event.event,
        place.place_id if place else "",
        event.place_text,
        *(_ordinal(day) or 0 for day in days),
        event.status,
        evidence.sentence,
        -event.confidence,
        event.role,
        event.purpose,
        event.reason,
        when.text,
        when.precision,
        event.background,
        event.journey,
        repr((event.alternatives, place, evidence.span)) if event.alternatives else "",
    )


def ordered(events: Iterable[TripEvent]) -> list[TripEvent]:
    """The events without exact repetitions, in canonical order."""
    return sorted(dict.fromkeys(events), key=sort_key)


def fold(text: str) -> str:
    """Lower case without accents, for comparison only."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


@lru_cache(maxsize=200_000)
def _geodesic(first: tuple[float, float], second: tuple[float, float]) -> float:
    from geopy.distance import geodesic  # loads slowly

    return float(geodesic(first, second).kilometers)


def distance(first: Place, second: Place) -> float:
    """Geodesic distance in kilometres between two places."""
    a, b = (first.latitude, first.longitude), (second.latitude, second.longitude)
    if a == b:
        return 0.0
    return _geodesic(min(a, b), max(a, b))


def within(first: Place, second: Place, kilometres: float) -> bool:
    """Whether two places lie within a distance of each other; cheap where they are far apart."""
    if abs(first.latitude - second.latitude) * 110.0 > kilometres:
        return False
    return distance(first, second) <= kilometres


def holds(outer: Place, inner: Place) -> bool:
    """Whether the country or division `outer` holds `inner`, by their codes."""
    if outer.kind not in CONTAINERS or outer.place_id == inner.place_id or not outer.country_code:
        return False
    if outer.country_code != inner.country_code or inner.kind == "country":
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "admin1":
        return bool(inner.admin1) and fold(inner.admin1) in (fold(outer.name), fold(outer.admin1))
    return inner.kind not in CONTAINERS and within(outer, inner, 300.0 if outer.kind == "region" else 100.0)

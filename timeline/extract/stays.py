"""Days of arrival that lengths of stay give: "on the second day of his visit", "left on Friday after two nights"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.candidates import Candidate
from timeline.extract.story import Sentence, Story
from timeline.records import Duration, TripEvent, When

_ORDINALS = "first second third fourth fifth sixth seventh".split()
_NTH = re.compile(rf"\b(?P<n>{'|'.join(_ORDINALS)}|final|last)\s+(?:full\s+)?day\s+(?:of|in)\b", re.IGNORECASE)
_STAYS = frozenset(("visit", "stay", "stop", "stopover", ""))
_LONGEST = 12
_AFTER = 16  # characters before a length of stay in which "after" can stand


def nth_day(sentence: Sentence, text: str, published: date | None) -> tuple[date | None, date | None]:
    """The first and the last day of a journey or stay by "on the second day of", as far as the sentence tells one."""
    found = _NTH.search(text, sentence.span.start, sentence.span.end)
    day = _day(sentence) or published
    if found is None or day is None:
        return None, None
    named = found["n"].lower()
    if named in _ORDINALS:
        return shifted(day, -timedelta(days=_ORDINALS.index(named))), None
    return None, day


def _day(sentence: Sentence) -> date | None:
    """The one day that the sentence names."""
    days = {p.data.first for p in sentence.phrases if p.what == "date" and p.data.precision == "day"}
    return days.pop() if len(days) == 1 else None


def arrived(
    told: Sequence[tuple[Candidate, TripEvent]], events: Sequence[TripEvent], lengths: Sequence[Duration], story: Story
) -> list[TripEvent]:
    """The events, those given their day of arrival whose length of stay the text tells; `told` are their mentions."""
    return [_arrived(one, event, lengths, story) for (one, _), event in zip(told, events, strict=True)]


def _arrived(one: Candidate, event: TripEvent, lengths: Sequence[Duration], story: Story) -> TripEvent:
    days = event.when
    if days.start or event.event != "stop" or event.status != "reported" or event.background:
        return event
    noun = one.site.noun
    if noun is not None and noun.head in _STAYS and not one.site.listed:
        first, _ = nth_day(one.sentence, story.text, story.published)
        if first is not None:
            return replace(event, when=When(first, days.end, first, first, "day", days.text))
    if days.end is None:
        return event
    span, reading = one.sentence.span, one.site.reading
    for told in lengths:
        before = story.text[max(span.start, told.start - _AFTER) : told.start]
        if reading is not None and reading.role == "from" and "after" not in before:
            continue  # "arrived from Seoul for a two-night stop": the stay is not the one that is over
        nights = "night" in told.text.lower()
        if span.start <= told.start < span.end and told.what in _STAYS and told.days <= _LONGEST:
            first = shifted(days.end, -timedelta(days=told.days - (not nights)))
            return replace(event, when=When(first, days.end, first, first, "day", days.text))
    return event

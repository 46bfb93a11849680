"""What stands around a programme: what it says was called off, and lines that put nobody anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.people import People
from timeline.extract.programme.lines import Line
from timeline.records import DateMention, Place, PlaceMention, Span
from timeline.text import sentences

_DROPPED = re.compile(
    r"(?i)\b(?:dropped|cancelled|canceled|called off|postponed|removed from|has been deleted|is off\b|are off\b"
    r"|put off|shelved"
    r"|(?:do|does|will) not take place|later date|could not be accommodated)"
)
_ALONG = re.compile(
    r"(?i)\b(?:will )?(?:accompan(?:y|ies)|travels? with|goes with)\s+(?:you|him|her|them|the (?!visit|text))"
)
_AS_FAR = re.compile(r"(?i)\b(?:as far as|only to|up to|until)\s+$")
_ABOUT = re.compile(r"(?i)\b(?:programme|program|visit|schedule|itinerary|journey|tour|trip|diary|travel)\b")
_FINITE = re.compile(
    r"(?i)\b(?:will|is|are|was|has|have|to (?:visit|travel|attend|meet)|[a-z]+(?:concludes|completes|ends|begins"
    r"|visits|cancels|postpones))\b|\b(?:concludes|completes|ends|begins|visits|cancels|postpones)\b"
)
_NOT = re.compile(r"(?i)\b(?:not|no|none|nil|never|cannot|nor)\b")
_REMOTE = re.compile(
    r"(?i)\bby (?:video|telephone|phone|letter)\b|\bvideo ?(?:link|conference)?\b|\binformed\b|\btelephone\b"
)
_LABEL = re.compile(
    r"(?i)^\W*(?:contacts?|press (?:contact|office|secretary)|media\b|satellite|accreditation|feed\b|live pictures"
    r"|photo(?:graph)?s?\b|cop(?:y|ies)\b|cc\b|party\b"
    r"|time ?zones?|all tim|dsa\b|security|visas?\b|baggage|fare|control officer|enquiries|duty|reference|requests"
    r"|issued|date\b|from\b|to:|sent:"
    r"|duty station|shuttle|erratum|visa\b|note 1\.? visas|per diem|cable|outreach)"
)
_PLACE_DATE = re.compile(r"^[^.:]{0,70}$")
_VERB = re.compile(r"(?i)\b(?:will|is|are|was|has|have|visits?|travels?|arrives?|to)\b")


@dataclass(frozen=True, slots=True)
class Along:
    """A person who goes along, the last place where that is known, the day of leaving it, and the sentence."""

    number: int
    until: PlaceMention | None
    day: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Around:
    """Stops called off, with the day and the line; those who go along; stretches of text that tell of no movement."""

    dropped: tuple[tuple[tuple[int, ...], PlaceMention, date | None, Span], ...]
    along: tuple[Along, ...]
    quiet: tuple[Span, ...]


def around(
    text: str,
    before: Sequence[Line],
    behind: Sequence[Line],
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    days: tuple[date, date] | None,
    people: People,
    owners: Sequence[int],
) -> Around:
    """Reads the lines before and behind a block; with no owners it is a diary of several."""
    dropped: list[tuple[tuple[int, ...], PlaceMention, date | None, Span]] = []
    quiet: list[Span] = []
    along: list[Along] = []
    outer = [Span(part[0].start, part[-1].end) for part in (before, behind) if part]
    for span in sentences(text):
        if not any(o.start <= span.start < max(o.end, o.start + 1) for o in outer):
            continue
        piece = text[span.start : span.end]
        here = [
            p
            for p in places
            if span.start <= p.start < span.end and p.place is not None and not re.search(r"\d", p.text)
        ]
        towns = [
            p for p in here if p.place is not None and p.place.kind not in ("country", "region", "natural", "admin1")
        ]
        named = [n for m in people.mentions if span.start <= m.start < span.end for n in m.persons]
        other = any(n not in owners for n in named)
        who = tuple(owners)
        if not owners and len(set(named)) == 1:
            who, other = tuple(named[:1]), False
        goes = _ALONG.search(piece)
        if goes and other and owners:
            more = [n for m in people.mentions if span.start <= m.start < span.start + goes.start() for n in m.persons]
            until = towns[0] if towns and _AS_FAR.search(text[span.start : towns[0].start]) else None
            known = [n for n in dict.fromkeys(more) if n not in owners]
            along += [Along(n, until, _day(dates, span, days), span) for n in known]
            quiet += [span] if known else []
        elif _DROPPED.search(piece) and not other and not _REMOTE.search(piece):
            if towns:
                dropped.append((who, towns[0], _day(dates, span, days), span))
                quiet.append(span)
        elif not owners and not named and here:
            quiet.append(span)  # what is said of nobody in the diary of several
        elif _LABEL.match(piece) or (not other and (_NOT.search(piece) or _REMOTE.search(piece))):
            quiet.append(span)
        elif (
            _ABOUT.search(piece)
            and len(piece) < 140
            and not piece.endswith(".")
            and not _FINITE.search(piece)
            and before
            and span.start < before[-1].end
        ):
            quiet.append(span)  # a title names lands, and the programme their towns
        elif (
            any(d.start < span.end and d.end > span.start for d in dates)
            and here
            and _PLACE_DATE.match(piece)
            and not _VERB.search(piece)
        ):
            quiet.append(span)
    return Around(tuple(dropped), tuple(along), tuple(quiet))


def _day(dates: Sequence[DateMention], span: Span, days: tuple[date, date] | None) -> date | None:
    """The day on which a stop that is called off was to be: one of the programme's days, or next to them."""
    for found in dates:
        if span.start <= found.start < span.end and found.precision == "day" and found.first == found.last:
            day = found.first
            if found.kind == "weekday" and day is not None and days is not None:
                day = shifted(days[0], timedelta(days=(day.weekday() - days[0].weekday()) % 7))
            if day is not None and days is not None and (day - days[0]).days >= -1 and (day - days[1]).days <= 3:
                return day
    return None


def issued(
    text: str, before: Sequence[Line], places: Sequence[PlaceMention], dates: Sequence[DateMention]
) -> list[Place]:
    """The places of the lines above a programme that say where and when it was issued."""
    found = []
    for line in before:
        dated = any(line.start <= d.start < line.end and d.precision == "day" for d in dates)
        if dated and len(line.text) < 90 and not _VERB.search(line.text.partition(" - ")[0]):
            found += [p.place for p in places if line.start <= p.start < line.end and p.place is not None]
    return found

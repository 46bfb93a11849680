"""What stands around a programme: what it says was called off, and lines that put nobody anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.people import PersonMention
from timeline.extract.programme.lines import Line
from timeline.extract.programme.state import Off, State, stops
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
_NEAR = 80  # lines above and below a programme that belong to it
_TITLE = 140  # characters of a title
_DIGIT = re.compile(r"\d")
_PLACE_DATE = re.compile(r"^[^.:]{0,70}$")
_VERB = re.compile(r"(?i)\b(?:will|is|are|was|has|have|visits?|travels?|arrives?|to)\b")


@dataclass(frozen=True, slots=True)
class Along:
    """A person who goes along, the last place where that is known, the day of leaving it, and the line."""

    number: int
    until: PlaceMention | None
    day: date | None
    line: Line


@dataclass(slots=True)
class Around:
    """Stops called off; those who go along; and the stretches of text that tell of no movement."""

    dropped: list[Off] = field(default_factory=list)
    along: list[Along] = field(default_factory=list)
    quiet: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Note:
    """One sentence above or below a programme, with the places, days and persons that it names."""

    span: Span
    line: Line
    text: str
    places: Sequence[PlaceMention]
    dates: Sequence[DateMention]
    persons: Sequence[PersonMention]

    @property
    def named(self) -> set[int]:
        """The persons by number."""
        return {n for m in self.persons for n in m.persons}


def around(
    state: State, places: Sequence[PlaceMention], dates: Sequence[DateMention], days: tuple[date, date] | None
) -> Around:
    """Reads the lines near a programme; `days` are its first and its last."""
    found = Around()
    for note in _notes(state, places, dates):
        owners = state.owners.numbers
        if not owners and len(note.named) == 1:
            owners = tuple(note.named)  # in the diary of several the one who is named
        other = bool(note.named - set(owners))
        towns = stops(note.places)
        if other and state.owners.numbers and _goes_along(note, towns, owners, days, found):
            continue
        if _DROPPED.search(note.text) and not other and not _REMOTE.search(note.text):
            if towns:
                found.dropped.append(Off(owners, towns[0], _day(note, days), note.line))
                found.quiet.append(note.span)
        elif _quiet(state, note, other=other):
            found.quiet.append(note.span)
    return found


def _notes(state: State, places: Sequence[PlaceMention], dates: Sequence[DateMention]) -> Iterator[_Note]:
    """The sentences above and below the programme."""
    near = [*state.block.before[-_NEAR:], *state.block.behind[:_NEAR]]
    at = 0
    for span in sentences(state.text):
        while at < len(near) and near[at].end < span.start:
            at += 1
        if at == len(near):
            return
        if near[at].start <= span.start:
            here = [p for p in places if span.start <= p.start < span.end and p.place and not _DIGIT.search(p.text)]
            when = [d for d in dates if span.start <= d.start < span.end]
            who = [m for m in state.people.mentions if span.start <= m.start < span.end]
            yield _Note(span, near[at], state.text[span.start : span.end], here, when, who)


def _goes_along(
    note: _Note,
    towns: Sequence[PlaceMention],
    owners: Sequence[int],
    days: tuple[date, date] | None,
    found: Around,
) -> bool:
    """Whether the sentence tells that somebody goes along; he is added to what is found."""
    goes = _ALONG.search(note.text)
    if goes is None:
        return False
    start = note.span.start
    until = towns[0] if towns and _AS_FAR.search(note.text[: towns[0].start - start]) else None
    before = [n for m in note.persons if m.start < start + goes.start() for n in m.persons if n not in owners]
    found.along += [Along(n, until, _day(note, days), note.line) for n in dict.fromkeys(before)]
    found.quiet += [note.span] if before else []
    return bool(before)


def _quiet(state: State, note: _Note, *, other: bool) -> bool:
    """Whether a sentence tells of nobody's movement: labels, denials, titles, and where the text was issued."""
    if not state.owners.numbers and not note.named and note.places:
        return True  # what is said of nobody in the diary of several
    if _LABEL.match(note.text) or (not other and (_NOT.search(note.text) or _REMOTE.search(note.text))):
        return True
    above = note.span.start < state.block.lines[0].start
    title = above and _ABOUT.search(note.text) and len(note.text) < _TITLE and note.text[-1:] != "."
    if title and not _FINITE.search(note.text):
        return True  # a title names lands, and the programme their towns
    issue = note.dates and note.places and _PLACE_DATE.match(note.text)
    return bool(issue) and not _VERB.search(note.text)


def _day(note: _Note, days: tuple[date, date] | None) -> date | None:
    """The day on which a stop that is called off was to be: one of the programme's days, or next to them."""
    for found in note.dates if days is not None else ():
        day = found.first
        if days is None or day is None or found.precision != "day" or day != found.last:
            continue
        if found.kind == "weekday":
            day = shifted(days[0], timedelta(days=(day.weekday() - days[0].weekday()) % 7))
        if (day - days[0]).days >= -1 and (day - days[1]).days <= 3:
            return day
    return None


def issued(before: Sequence[Line], places: Sequence[PlaceMention], dates: Sequence[DateMention]) -> list[Place]:
    """The places of the lines above a programme that say where and when it was issued."""
    found = []
    for line in before[-_NEAR:]:
        dated = any(line.start <= d.start < line.end and d.precision == "day" for d in dates)
        if dated and len(line.text) < 90 and not _VERB.search(line.text.partition(" - ")[0]):
            found += [p.place for p in places if line.start <= p.start < line.end and p.place is not None]
    return found

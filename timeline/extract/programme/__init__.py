"""Reads programmes, travel orders, diaries and timetables, which have neither verbs nor subjects.

days    the days that open lines, and the years they lie in
lines   a line as day, time and what is left
block   where in a text a programme stands, by its layout alone
slots   places that only the layout shows to be such
acts    what an entry says of places
owner   whose programme it is, and whom an entry is about
track   a traveller's way: the place in hand, the place ahead
state   what is in hand while the lines are read
walk    through the lines: days, headings, rows
entries what an entry does to somebody's way
visits  the way cut into visits with kind and days
notes   what is said around a programme
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline.extract.people import People
from timeline.extract.programme.block import Block, find, leg
from timeline.extract.programme.days import Calendar
from timeline.extract.programme.lines import lines
from timeline.extract.programme.notes import Along, around, issued
from timeline.extract.programme.owner import owners
from timeline.extract.programme.slots import with_slots
from timeline.extract.programme.state import Off, State
from timeline.extract.programme.track import Visit, same
from timeline.extract.programme.visits import visits
from timeline.extract.programme.walk import walk
from timeline.gazetteer import Gazetteer
from timeline.records import DateMention, PlaceMention, Span

__all__ = ["Programme", "Visit", "programme"]


@dataclass(frozen=True, slots=True)
class Programme:
    """The visits that a programme gives, by person; and the stretches of the text that are not to be read as prose."""

    visits: tuple[tuple[int, Visit], ...] = ()
    read: tuple[Span, ...] = ()
    home: str = ""

    def covers(self, offset: int) -> bool:
        """Whether the text there is the programme's own."""
        return any(offset in span for span in self.read)


def programme(
    text: str,
    published: date | None,
    people: People,
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    gazetteer: Gazetteer,
) -> Programme:
    """The programme in a text; an empty one where its layout shows none."""
    known = [d.first for d in dates if d.first is not None]
    near = published or (known[0] if known else None)
    if near is None or text.count("\n") < 4:
        return Programme()
    read = list(lines(text, near.year))
    legs = {n for n, line in enumerate(read) if leg(line)}
    block = find(read, legs if len(legs) > 2 else set(), published)
    if block is None:
        return Programme()
    starts = [block.lines[0].start, *(x.at for x in block.lines)]
    end = block.lines[-1].end
    inside = with_slots(text, starts, end, places, [Span(m.start, m.end) for m in people.mentions], gazetteer)
    whose = owners(people, block, inside, text)
    state = State(text, block, inside, people, whose, Calendar(_anchor(block, dates, near)), gazetteer)
    walk(state)
    return _told(state, places, dates, published)


def _anchor(block: Block, dates: Sequence[DateMention], near: date) -> date:
    """About when the programme begins: a day in its title, else the day of publication."""
    first = block.lines[0].start
    for found in dates:
        if (
            found.start < first
            and found.first is not None
            and 0 < (found.first - near).days < 300
            and found.precision == "day"
        ):
            return found.first
    return near


def _told(
    state: State, places: Sequence[PlaceMention], dates: Sequence[DateMention], published: date | None
) -> Programme:
    """The visits of all travellers, with what the lines around the programme add."""
    block, owners = state.block, state.owners
    desk = issued(block.before, places, dates) if owners.diary else []
    found: list[tuple[int, Visit]] = []
    for number, track in state.tracks.items():
        country = state.people.persons[number].country
        found += [(number, v) for v in visits(track, country, published, state.gazetteer, desk)]
    if not found:
        return Programme()
    for _, visit in found:
        visit.clear *= owners.sure
    days = [v.start for _, v in found if v.start is not None]
    notes = around(state, places, dates, (min(days), max(days)) if days else None)
    for one in notes.along:
        own = [v for n, v in found if n == owners.numbers[0]]
        found += [(one.number, v) for v in _shared(own, one)]
    for off in (*state.off, *notes.dropped):
        found += _called_off(state, found, off)
    home = next((v.place.country_code for _, v in found if v.kind == "departure"), "")
    stretch = Span(block.lines[0].start, block.lines[-1].end)
    return Programme(tuple(found), (stretch, *notes.quiet), home)


def _called_off(state: State, found: Sequence[tuple[int, Visit]], off: Off) -> list[tuple[int, Visit]]:
    """The stop that was called off, for each who was to make it and does not come there after all."""
    assert off.mention.place is not None
    place = state.settled(off.mention.place)
    there = {n for n, v in found if v.place.place_id == place.place_id}
    visit = Visit(off.mention, place, off.day, [off.line], clear=0.8, status="cancelled")
    return [(number, replace(visit)) for number in off.who if number not in there]


def _shared(own: Sequence[Visit], one: Along) -> Iterator[Visit]:
    """The visits of somebody who goes along, as far as that is told."""
    for visit in own:
        if visit.status == "cancelled":
            continue
        final = one.until is not None and one.until.place is not None and same(one.until.place, visit.place)
        if final and one.day is not None and visit.start is not None and one.day >= visit.start:
            visit = replace(visit, end=one.day)
        yield replace(visit, lines=[one.line, *visit.lines[:1]], clear=visit.clear * 0.9)
        if final:
            return

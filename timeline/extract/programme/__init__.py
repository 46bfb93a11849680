"""Reads programmes, travel orders, diaries and timetables, which have neither verbs nor subjects.

days    the days that open lines, and the years they lie in
lines   a line as day, time and what is left
block   where in a text a programme stands, by its layout alone
slots   places that only the layout shows to be such
acts    what an entry says of places
owner   whose programme it is, and whom an entry is about
track   a traveller's way: the place in hand, the place ahead
walk    through the lines, with the day in hand
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
from timeline.extract.programme.lines import Line, lines
from timeline.extract.programme.notes import Along, around, issued
from timeline.extract.programme.owner import Owners, owners
from timeline.extract.programme.slots import with_slots
from timeline.extract.programme.track import Visit, same
from timeline.extract.programme.visits import visits
from timeline.extract.programme.walk import Walk
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
    walk = Walk(text, block, inside, people, whose, Calendar(_anchor(block, dates, near)), gazetteer)
    walk.run()
    return _told(walk, block, people, places, dates, published)


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
    walk: Walk,
    block: Block,
    people: People,
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    published: date | None,
) -> Programme:
    found: list[tuple[int, Visit]] = []
    home = ""
    desk = issued(walk.text, block.before, places, dates) if walk.owners.diary else []
    for number, track in walk.tracks.items():
        own = visits(track, people.persons[number].country, published, walk.gazetteer, desk)
        for visit in own:
            visit.clear *= walk.owners.sure
            if visit.kind == "departure" and not home:
                home = visit.place.country_code
        found += [(number, v) for v in own]
    if not found:
        return Programme()
    days = [v.start for _, v in found if v.start is not None]
    span = (min(days), max(days)) if days else None
    whose = walk.owners.numbers
    notes = around(walk.text, block.before, block.behind, places, dates, span, people, whose)
    for one in notes.along:
        found += [(one.number, v) for v in _shared([v for n, v in found if n == whose[0]], one, _line(block, one.span))]
    off = [(who, m, day, line) for who, m, day, line in walk.off]
    off += [(who, m, day, _line(block, s)) for who, m, day, s in notes.dropped]
    for who, mention, day, line in off:
        for number in who:
            assert mention.place is not None
            place = walk.settled(mention.place)
            if not any(v.place.place_id == place.place_id for n, v in found if n == number):
                found.append((number, Visit(mention, place, day, [line], clear=0.8, status="cancelled")))
    stretch = Span(block.lines[0].start, block.lines[-1].end)
    return Programme(tuple(found), (stretch, *notes.quiet), home)


def _shared(own: Sequence[Visit], one: Along, line: Line) -> Iterator[Visit]:
    """The visits of somebody who goes along, as far as that is told."""
    for visit in own:
        if visit.status == "cancelled":
            continue
        final = one.until is not None and one.until.place is not None and same(one.until.place, visit.place)
        if final and one.day is not None and visit.start is not None and one.day >= visit.start:
            visit = replace(visit, end=one.day)
        yield replace(visit, lines=[line, *visit.lines[:1]], clear=visit.clear * 0.9)
        if final:
            return


def _line(block: Block, span: Span) -> Line:
    """The line in which a sentence begins."""
    return next(x for x in (*block.before, *block.behind) if x.start <= span.start <= x.end)

"""Walks the lines of a programme: days, headings and rows; what is an entry is read by `entries`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from timeline.extract.calendar import shifted
from timeline.extract.programme.block import leg, ranged
from timeline.extract.programme.days import day_at
from timeline.extract.programme.entries import entry, subjects
from timeline.extract.programme.lines import Line
from timeline.extract.programme.owner import by_label
from timeline.extract.programme.state import State
from timeline.extract.programme.track import Track, same
from timeline.records import PlaceMention

_MOVES = re.compile(r"(?i)\b(?:depart|arriv|leav|land|return|flight|fly|emplane|deplane|dep\b|arr\b)")
_LINKS = re.compile(r"(?i)\b(?:to|and|via|province|city|day|the)\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_AND = re.compile(r"\s*(?:,|and|&|,\s*and)\s+")
_NEXT_DAY = re.compile(r"\+\s?1\b")
_COLUMNS = frozenset(
    "date day time from to place where departure arrival programme event what dep arr location city destination"
    " origin".split()
)
_SHORT = 60  # characters of a heading


def walk(state: State) -> None:
    """Read all lines of the block into the tracks of `state`."""
    state.venue = _venue(state)
    for line in state.block.before[-3:]:
        _header(state, line)
    for line in state.block.lines:
        if not line.blank:
            _line(state, line)
    _close_day(state)
    for track in state.tracks.values():
        track.close()


def _venue(state: State) -> PlaceMention | None:
    """The town of which the block speaks most, but not as where somebody comes from or goes to."""
    named: dict[str, list[PlaceMention]] = {}
    for mention in state.places:
        lead = state.text[max(0, mention.start - 6) : mention.start].split()
        if mention.place is not None and mention.place.kind == "city" and lead[-1:] not in (["from"], ["for"], ["to"]):
            named.setdefault(mention.place.place_id, []).append(mention)
    most = max(named.values(), key=len, default=[])
    return most[0] if most else None


def _line(state: State, line: Line) -> None:
    if _header(state, line):
        return
    own = _leg_day(state, line)
    if own is not None:
        state.day = own
    elif line.day is not None:
        _new_day(state, line)
    labelled = by_label(state.people, line) if line.day is None else None
    if labelled:
        state.label = labelled
        return
    here = state.inside(line.at, line.end)
    if not _heading(state, line, here) and not _from_to(state, line, here) and not _stay(state, line, here):
        state.fresh = False
        entry(state, line, here)


def _heading(state: State, line: Line, here: Sequence[PlaceMention]) -> bool:
    """Whether the line heads those below it: with a day, or with a place alone."""
    if line.timed or not _heads(line, here):
        return False
    if line.day is not None:
        if line.tabled or (ranged(line) and here):
            return False
        state.heading = _towns(state, here) or state.heading
        return True
    if line.bullet or line.indent or not any(p.place and p.place.kind in ("city", "country") for p in here):
        return False
    _close_day(state)
    state.heading = state.standing = _towns(state, here)
    state.fresh = True
    return True


def _new_day(state: State, line: Line) -> None:
    assert line.day is not None
    day = state.calendar.put(line.day)
    if day is None:
        return
    if day != state.day:
        if not state.fresh:  # else the place heads the new day
            _close_day(state)
        keep = state.standing
        state.heading = list(keep) if len(keep) == 1 or state.slashed(keep) else []
        state.label = ()
    state.day = day


def _towns(state: State, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places of a heading, without those that only say where another lies ("LUGANVILLE, ESPIRITU SANTO")."""
    found: list[PlaceMention] = []
    for mention in places:
        gap = state.text[found[-1].end : mention.start] if found else ""
        if not (found and re.fullmatch(r"\s*[,(]\s*", gap)):
            found.append(mention)
    return found


def _leg_day(state: State, line: Line) -> date | None:
    """The day that stands inside a line of a travel order."""
    if line.day is not None or not leg(line):
        return None
    for first, last in line.cells[1:]:
        found = day_at(state.text, first, last, state.calendar.anchor.year)
        if found is not None and found.day is not None:
            return state.calendar.put(found)
    return None


def _heads(line: Line, here: Sequence[PlaceMention]) -> bool:
    """Whether what is left of the line is a heading: places alone, or nothing that tells an act."""
    rest = line.rest
    if not rest:
        return True
    if _MOVES.search(rest):
        return False
    if not here:
        plain = rest.isupper() or rest[:1] in "(–-"
        return line.day is not None and len(rest) < _SHORT and plain and not line.bullet
    left = rest
    for mention in here:
        left = left.replace(mention.text, " ", 1)
    if not _LETTERS.search(_LINKS.sub(" ", left)):
        return line.day is not None or len(rest) < _SHORT
    return rest.isupper() and len(rest) < _SHORT and line.day is not None


def _header(state: State, line: Line) -> bool:
    """Whether the line names the columns of a table."""
    cells = [state.text[a:b].strip(" *").lower() for a, b in line.cells]
    if len(cells) > 1 and sum(c in _COLUMNS for c in cells) >= 2:
        state.columns = cells
        return True
    return False


def _stay(state: State, line: Line, here: Sequence[PlaceMention]) -> bool:
    """A line that gives the days of a whole stay."""
    if not ranged(line) or line.day is None or line.day.until is None:
        return False
    towns = [p for p in _towns(state, here) if p.place is not None]
    last = state.calendar.put(line.day.until, keep=False)
    if not towns or last is None or state.day is None or last <= state.day:
        return False
    for number in subjects(state, line.at, line.end):
        state.track(number).stay(towns, state.day, last, line)
    return True


def _from_to(state: State, line: Line, here: Sequence[PlaceMention]) -> bool:
    """A row of a table with columns for both ends of a journey and their days."""
    columns = set(state.columns)
    if len(here) < 2 or len(line.cells) < 3 or not columns & {"from", "origin"} or not columns & {"to", "destination"}:
        return False
    days = []
    for first, last in line.cells:
        found = day_at(state.text, first, last, state.calendar.anchor.year)
        if found is not None and not found.bare:
            days.append(state.calendar.put(found))
    left, came = (days[0], days[-1]) if days else (state.day, state.day)
    state.day = came
    if len(days) < 2 and came is not None and _NEXT_DAY.search(line.text):
        came = shifted(came, timedelta(days=1))
    for number in state.owned:
        state.track(number).leave(here[0], left, line)
        state.track(number).arrive(here[1], came, line)
    return True


def _listed(state: State) -> list[PlaceMention]:
    """The places of a heading that are joined by "and", but for the last."""
    pairs = pairwise(state.heading)
    return [mention for mention, later in pairs if _AND.fullmatch(state.text[mention.end : later.start])]


def _close_day(state: State) -> None:
    """The heading's places of which no entry of the day spoke."""
    touched, state.touched = state.touched, set()
    if state.day is None or not state.heading or not state.owned:
        return
    line = next((x for x in state.block.lines if x.start <= state.heading[0].start <= x.end), None)
    if line is None or state.slashed(state.heading):
        return
    for number in state.owned:
        _reach_heading(state, state.track(number), line, touched)
    if state.heading is not state.standing:
        state.heading = []


def _reach_heading(state: State, track: Track, line: Line, touched: set[str]) -> None:
    """Bring one person to the place that a day's heading ends with."""
    first, last, here = state.heading[0].place, state.heading[-1].place, track.here
    if first is None or last is None or last.kind == "country" or state.settled(last).place_id in touched:
        return
    if here is not None and same(here.place, state.settled(last)):
        return
    listed = _listed(state)
    if len(state.heading) > 1 and not listed and (here is None or same(here.place, state.settled(first))):
        track.leave(state.heading[0], state.day, line)
    for mention in listed:
        track.arrive(mention, state.day, line)
    if track.ahead is None:
        track.arrive(state.heading[-1], state.day, line)

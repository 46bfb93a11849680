"""Reads one entry of a programme: whom it is about, and what it does to their way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.programme import acts as say
from timeline.extract.programme.acts import Act
from timeline.extract.programme.days import Found, day_at, weekday
from timeline.extract.programme.lines import Line
from timeline.extract.programme.owner import by_office, by_place, head, solo
from timeline.extract.programme.state import Off, State, stops
from timeline.extract.programme.track import Track, Visit, apart, same
from timeline.records import PlaceMention

_OFF = re.compile(
    r"(?i)\b(?:dropped|cancel(?:s|led|ed)|called off|postponed|removed|no longer|previously|formerly|later date"
    r"|instead of|moved from|deleted|is off|will not|does not|do not|not visit|originally|was to have|could not|shelved"
    r"|put off)\b"
)
_ELSEWHERE = re.compile(r"(?i)\bmoved from|formerly|replaces|do not\b")  # another venue, not a stop called off
_AGAIN = re.compile(r"(?i)-\s*do\s*-|\bditto\b|^\W*[\"”“]\W*$")
_NIGHTS = re.compile(r"(?i)\b(\d{1,2})\s*(?:nights?|nts?)\b")
_UNTIL = re.compile(r"(?i)\((?:until|till|to|through)\s+([^)]+)\)")
_MORROW = re.compile(r"(?i)\bnext day\b|\bfollowing day\b|\+1\b|\bday after\b")
_ARRIVES_ON = re.compile(r"(?i)arriv\w*[^.;]{0,30}?\bon (mon|tues|wednes|thurs|fri|satur|sun)day\b")
_SENTENCE = re.compile(r"(?<=[a-z)\d])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[a-z]{2})[.;]\s+(?=[A-Z])")
_TOGETHER = re.compile(r"(?i)\b(?:together with|joined by|accompanied by|jointly with|in the company of)\b")
_DEPENDS = re.compile(r"(?i)\bif (?:weather|possible|time|needed|required|the)\b|\bweather permitting\b|\bdepends\b")
_ASIDE = re.compile(r"\([^)]*\)")
_OPTIONAL = re.compile(r"(?i)\b(?:optional|if time|tbc|to be confirmed|possibl[ey]|alternatively)\b")
_DAY_TRIP = re.compile(
    r"(?i)\bday (?:visit|trip|tour|excursion)\b|\bexcursion\b|,\s*return(?:ing|s)?\b(?!\s+(?:to|from))|\band back\b"
    r"|\bround trip\b|\bboth ways\b"
)
_GOES_ON = re.compile(r"[:;]\s*\(?[A-Za-z]{3}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LARGE = 100_000  # inhabitants; so large a town may be meant wherever the programme goes


@dataclass(frozen=True, slots=True)
class _Tone:
    """What the words of an entry tell besides its places."""

    text: str
    again: bool  # "-do-"
    transit: bool
    lodging: bool


def entry(state: State, line: Line, here: Sequence[PlaceMention]) -> None:
    """Read what a line tells, sentence by sentence; `here` are its places."""
    cuts = [m.end() for m in _SENTENCE.finditer(state.text, line.at, line.end)]
    for start, end in zip([line.at, *cuts], [*cuts, line.end], strict=True):
        who = subjects(state, start, end)
        told = head(state.people, start, end, state.text)[1]
        places = [p for p in here if told <= p.start < end]
        _piece(state, line, told, end, places, who or (state.said if start != line.at else ()))
        state.said = who or state.said


def subjects(state: State, start: int, end: int) -> tuple[int, ...]:
    """Whom an entry is about."""
    rest = state.text[start:end]
    if solo(rest):
        return state.owners.numbers[:1]
    named = head(state.people, start, end, state.text)[0]
    if named:
        return named
    if state.owners.diary and not state.label:
        led = by_place(state.people, start, end, state.inside(start, end), state.text)
        if led is not None:
            return led
    if not state.owners.numbers and not state.label and by_office(rest):
        return state.said
    return state.owned


def _piece(state: State, line: Line, start: int, end: int, here: Sequence[PlaceMention], who: tuple[int, ...]) -> None:
    """One sentence of an entry."""
    piece = state.text[start:end]
    if _OFF.search(piece):
        if not _ELSEWHERE.search(piece):
            state.off += [Off(who, p, state.day, line) for p in stops(here)[:2]]
        return
    if not piece.strip(" \t|.-–—") or _joining(state, start, end):
        return
    found = [a for a in say.acts(state.text, start, end, here) if not _uncertain(state, a, start, end)]
    if _DEPENDS.search(piece if re.match(r"\W*\(if", piece, re.I) else _ASIDE.sub(" ", piece)):
        found = []
    tone = _Tone(
        piece,
        again=_AGAIN.search(piece) is not None,
        transit=say.TRANSIT.search(piece) is not None and say.MEETING.search(piece) is None,
        lodging=say.LODGING.match(piece.strip(" \t|•*-–(")) is not None or not re.search(r"[A-Za-z]{3}", piece),
    )
    _join(state, found, who, line)
    for number in who:
        _apply(state, state.track(number), found, line, tone)


def _uncertain(state: State, act: Act, start: int, end: int) -> bool:
    """Whether the words beside a place leave open whether he goes there."""
    if act.what != say.AT or act.place is None:
        return False
    behind = state.text[act.place.end : min(end, act.place.end + 14)]
    before = state.text[max(start, act.place.start - 25) : act.place.start]
    return _OPTIONAL.match(behind.strip(" (,")) is not None or _OPTIONAL.search(before) is not None


def _joining(state: State, start: int, end: int) -> bool:
    """Whether the sentence only tells who from here on is with the owner; they are at the next place he reaches."""
    match = _TOGETHER.search(state.text, start, end)
    if match is None or state.owners.diary:
        return False
    named = [n for m in state.people.mentions if match.end() <= m.start < end for n in m.persons]
    named = [n for n in dict.fromkeys(named) if n not in state.owners.numbers]
    state.joined += named
    return bool(named) and not state.inside(start, match.start())


def _join(state: State, found: Sequence[Act], who: tuple[int, ...], line: Line) -> None:
    """Let those who join the owner arrive with him."""
    arrival = next((a for a in found if a.what == say.ARRIVE), None)
    if not state.joined or arrival is None or not who:
        return
    target = arrival.place or state.track(who[0]).ahead
    for number in state.joined if target is not None else ():
        state.track(number).arrive(target, state.day, line)
    state.joined = []


def _apply(state: State, track: Track, found: Sequence[Act], line: Line, tone: _Tone) -> None:
    """What an entry does to one person's way."""
    moved = False
    for act in found:
        placed = _placed(state, act, track, line)
        if placed is not None:
            moved = True
            _act(state, track, placed, line, tone)
    plain = not moved or all(a.what == say.AT for a in found)
    goes_on = not plain and not tone.transit and _goes_on(state, found, line)
    if goes_on or (plain and (not found or _says_more(tone.text, found))):
        _engage(state, track, found, line, tone)
    if tone.transit:
        _pass(track, state.day)
    if moved and _DAY_TRIP.search(tone.text):
        track.out_and_back(state.day, line)
    here = track.here
    if here is not None and not here.left:
        _until(state, here, tone.text)


def _placed(state: State, act: Act, track: Track, line: Line) -> Act | None:
    """The act with the place that it means; None where nothing but its position speaks for a place far away."""
    if act.place is None or act.place.place is None:
        return act
    if act.what == say.AT and not _plausible(state, act, track):
        return None
    act = _in_heading(state, act)
    assert act.place is not None and act.place.place is not None
    state.touched.add(state.settled(act.place.place).place_id)
    alone = act.what == say.AT and act.alone and line.timed and act.at - line.at < 3
    return replace(act, what=say.ARRIVE) if alone else act  # "0645 Singapore"


def _act(state: State, track: Track, act: Act, line: Line, tone: _Tone) -> None:
    day = state.day
    if act.what == say.LEAVE:
        track.leave(act.place, day, line)
    elif act.what == say.TOWARD and act.place is not None:
        track.toward(act.place, day, line)
    elif act.what == say.ARRIVE:
        track.arrive(act.place or _due(state, track), _later(day, tone.text) or day, line, back=act.back)
    elif act.what == say.VIA and act.place is not None:
        _via(state, track, act.place, line)
    elif act.place is not None:
        track.at(act.place, day, line, firm=act.firm)


def _later(day: date | None, piece: str) -> date | None:
    """The day of an arrival that an entry puts later than its own."""
    if day is None:
        return None
    if _MORROW.search(piece):
        return shifted(day, timedelta(days=1))
    match = _ARRIVES_ON.search(piece)
    number = weekday(match[1]) if match else None
    return shifted(day, timedelta(days=(number - day.weekday()) % 7)) if number is not None else None


def _in_heading(state: State, act: Act) -> Act:
    """An airport or an island that the day's heading names the town of is that town."""
    assert act.place is not None and act.place.place is not None
    place = state.settled(act.place.place)
    towns = [(p, p.place) for p in state.heading if p.place is not None and p.place.kind == "city"]
    if len(towns) != 1 or towns[0][1].place_id == place.place_id:
        return act
    mention, town = towns[0]
    near = apart(place, town) < (100.0 if place.kind in ("island", "natural") else 40.0)
    beside = near and place.kind in ("airport", "venue", "natural", "island")
    landing = place.kind == "airport" and act.what == say.ARRIVE
    return replace(act, place=mention) if beside or landing else act


def _plausible(state: State, act: Act, track: Track) -> bool:
    """Whether somebody can be there whom only the position of a name puts there: it lies where the programme goes."""
    assert act.place is not None and act.place.place is not None
    place = act.place.place
    capital = state.gazetteer.capital(place.country_code)
    if act.firm or (capital is not None and capital.place_id == place.place_id):
        return True
    lands = {v.place.country_code for v in track.visits}
    lands |= {p.place.country_code for p in state.heading if p.place}
    if track.ahead is not None and track.ahead.place is not None:
        lands.add(track.ahead.place.country_code)
    return not lands or place.country_code in lands or place.population > _LARGE


def _due(state: State, track: Track) -> PlaceMention | None:
    """Where an arrival is that names no place: the place ahead, else the one that the heading ends with."""
    if track.ahead is not None:
        return None
    return state.heading[-1] if state.heading else state.venue if state.owners.diary else None


def _via(state: State, track: Track, mention: PlaceMention, line: Line) -> None:
    """A stop on the way, unless a line of its own tells it."""
    assert mention.place is not None
    if any(p is not mention and p.place is not None and same(p.place, mention.place) for p in state.places):
        return
    ahead, track.ahead = track.ahead, None
    held = track.here
    final = held if held is not None and held.arrived and held.lines[-1] is line and not held.outset else None
    if final is not None:
        track.visits.pop()
    track.arrive(mention, state.day, line)
    passing = track.visits[-1]
    passing.passing, passing.left, passing.end = True, True, state.day
    track.gone, track.gone_line, track.ahead = state.day, line, ahead
    if final is not None:
        track.visits.append(final)


def _goes_on(state: State, found: Sequence[Act], line: Line) -> bool:
    """Whether an entry goes on behind an arrival with what is done there."""
    last = max((a.place.end for a in found if a.place is not None), default=line.at)
    return _GOES_ON.search(state.text, last, line.end) is not None


def _says_more(piece: str, found: Sequence[Act]) -> bool:
    """Whether an entry says more than the places it names."""
    for act in found:
        if act.place is not None:
            piece = piece.replace(act.place.text, " ", 1)
    return _WORD.search(piece) is not None


def _engage(state: State, track: Track, found: Sequence[Act], line: Line, tone: _Tone) -> None:
    """An entry that tells no movement: it is where the heading or the place in hand says."""
    fresh = [p for p in state.heading if p.place is not None]
    if not found and ((len(fresh) == 1 and not tone.again) or state.slashed(fresh)):
        mention, here, ahead = fresh[-1], track.here, track.ahead
        assert mention.place is not None
        place = state.settled(mention.place)
        waiting = ahead is not None and ahead.place is not None and not same(state.settled(ahead.place), place)
        moved = here is not None and here.place.place_id in state.touched
        if not waiting and not moved and (here is None or not same(here.place, place)):
            track.at(mention, state.day, line, firm=True)
            state.touched.add(place.place_id)
    if not tone.transit:
        track.engage(state.day, line, lodging=tone.lodging)


def _pass(track: Track, day: date | None) -> None:
    """The words say that the stop is only one on the way."""
    here = track.here
    if here is None or here.engaged:
        return
    here.passing = True
    if here.start is not None and day is not None and (day - here.start).days == 1 and not here.nights:
        here.start = day  # a flight through the night


def _until(state: State, here: Visit, piece: str) -> None:
    """The end of a stay that an entry tells ("until 21.4", "4 nights", "to Wed")."""
    here.nights = here.nights or _NIGHTS.search(piece) is not None
    match = _UNTIL.search(piece)
    if match is None or state.day is None:
        return
    found = day_at(match[1] + " ", 0, len(match[1]), state.calendar.anchor.year)
    number = weekday(match[1])
    if found is None and number is not None:
        found = Found(0, 3, weekday=number)
    end = state.calendar.put(found, keep=False) if found is not None else None
    if end is not None and here.start is not None and end >= here.start:
        here.end, here.last = end, end

"""Walks the lines of a programme with the day, the heading's places and each traveller's way in hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from timeline.extract.calendar import shifted
from timeline.extract.people import People
from timeline.extract.programme import acts as say
from timeline.extract.programme.acts import Act
from timeline.extract.programme.block import Block, leg, ranged
from timeline.extract.programme.days import Calendar, Found, day_at
from timeline.extract.programme.lines import Line
from timeline.extract.programme.owner import Owners, by_label, by_office, by_place, head, headed_by, solo
from timeline.extract.programme.track import Track, Visit, apart, same
from timeline.gazetteer import Gazetteer
from timeline.records import Place, PlaceMention

OFF = re.compile(
    r"(?i)\b(?:dropped|cancel(?:s|led|ed)|called off|postponed|removed|no longer|previously|formerly|later date"
    r"|instead of|moved from"
    r"|deleted|is off|will not|does not|do not|not visit|originally|was to have|could not|shelved|put off)\b"
)
_AGAIN = re.compile(r"(?i)-\s*do\s*-|\bditto\b|^\W*[\"”“]\W*$")
_UNTIL = re.compile(r"(?i)\b(?:until|till|to|through|thru)\s+")
_NIGHTS = re.compile(r"(?i)\b(\d{1,2})\s*(?:nights?|nts?)\b")
_MORROW = re.compile(r"(?i)\bnext day\b|\bfollowing day\b|\+1\b|\bday after\b")
_SENTENCE = re.compile(r"(?<=[a-z)\d])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[a-z]{2})[.;]\s+(?=[A-Z])")
_TOGETHER = re.compile(r"(?i)\b(?:together with|joined by|accompanied by|jointly with|in the company of)\b")
_MOVES = re.compile(r"(?i)\b(?:depart|arriv|leav|land|return|flight|fly|emplane|deplane|dep\b|arr\b)")
_WEATHER = re.compile(r"(?i)\bif (?:weather|possible|time|needed|required|the)\b|\bweather permitting\b|\bdepends\b")
_OPTIONAL = re.compile(r"(?i)\b(?:optional|if time|tbc|to be confirmed|possibl[ey]|alternatively)\b")
_DAY_TRIP = re.compile(
    r"(?i)\bday (?:visit|trip|tour|excursion)\b|\bexcursion\b|,\s*return(?:ing|s)?\b(?!\s+(?:to|from))|\band back\b"
    r"|\bround trip\b|\bboth ways\b"
)


@dataclass(slots=True)
class Walk:
    """The walk through one block; `tracks` holds the way of each person by number."""

    text: str
    block: Block
    places: Sequence[PlaceMention]
    people: People
    owners: Owners
    calendar: Calendar
    gazetteer: Gazetteer
    tracks: dict[int, Track] = field(default_factory=dict)
    off: list[tuple[tuple[int, ...], PlaceMention, date | None, Line]] = field(default_factory=list)
    label: tuple[int, ...] = ()
    day: date | None = None
    heading: list[PlaceMention] = field(default_factory=list)
    standing: list[PlaceMention] = field(default_factory=list)  # of a line that is only a place
    touched: set[str] = field(default_factory=set)
    columns: list[str] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)  # who meets the owner at the next place
    venue: PlaceMention | None = None  # where a meeting is to which several come
    said: tuple[int, ...] = ()  # whom the entry before was about

    def settled(self, place: Place) -> Place:
        """The settlement of an airport or a venue."""
        return self.gazetteer.settlement(place)

    def track(self, number: int) -> Track:
        """The way of one person."""
        return self.tracks.setdefault(number, Track(self.settled))

    def run(self) -> None:
        """Read all lines."""
        self.venue = self._venue()
        for line in self.block.before[-3:]:
            self._header(line)
        for line in self.block.lines:
            if not line.blank:
                self._line(line)
        self._close_day()
        for track in self.tracks.values():
            track.close()

    def _venue(self) -> PlaceMention | None:
        """The town of which the block speaks most, but not as where somebody comes from or goes to."""
        named: dict[str, list[PlaceMention]] = {}
        for mention in self.places:
            lead = self.text[max(0, mention.start - 6) : mention.start].split()
            if (
                mention.place is not None
                and mention.place.kind == "city"
                and lead[-1:] not in (["from"], ["for"], ["to"])
            ):
                named.setdefault(mention.place.place_id, []).append(mention)
        most = max(named.values(), key=len, default=[])
        return most[0] if most else None

    # -- lines -------------------------------------------------------------------------------------------------
    def _line(self, line: Line) -> None:
        if self._header(line):
            return
        own = self._leg_day(line)
        if own is None and line.day is not None:
            self._new_day(line)
        elif own is not None:
            self.day = own
        labelled = by_label(self.people, line, self.text) if line.day is None else None
        if labelled:
            self.label = labelled
            return
        here = self._inside(line.at, line.end)
        if (
            line.day is not None
            and not line.timed
            and not line.tabled
            and not (ranged(line) and here)
            and self._heads(line, here)
        ):
            self.heading = self._towns(here) or self.heading
            return
        towns = any(p.place is not None and p.place.kind in ("city", "country") for p in here)
        if (
            line.day is None
            and not line.timed
            and not line.bullet
            and towns
            and self._heads(line, here)
            and not line.indent
        ):
            self._close_day()
            self.heading = self.standing = self._towns(here)
            return
        if self._from_to(line, here) or self._stay(line, here):
            return
        self._entry(line, here)

    def _new_day(self, line: Line) -> None:
        assert line.day is not None
        day = self.calendar.put(line.day)
        if day is None:
            return
        if day != self.day:
            self._close_day()
            keep = self.standing if line.day is not None else []
            self.heading = list(keep) if len(keep) == 1 or self._slashed(keep) else []
            self.label = ()
        self.day = day

    def _towns(self, places: Sequence[PlaceMention]) -> list[PlaceMention]:
        """The places of a heading, without those that only say where another lies ("LUGANVILLE, ESPIRITU SANTO")."""
        found: list[PlaceMention] = []
        for mention in places:
            gap = self.text[found[-1].end : mention.start] if found else ""
            if not (found and re.fullmatch(r"\s*[,(]\s*", gap)):
                found.append(mention)
        return found

    def _slashed(self, places: Sequence[PlaceMention]) -> bool:
        return len(places) == 2 and "/" in self.text[places[0].end : places[1].start]

    def _leg_day(self, line: Line) -> date | None:
        """The day that stands inside a line of a travel order."""
        if line.day is not None or not leg(line):
            return None
        for first, last in line.cells[1:]:
            found = day_at(self.text, first, last, self.calendar.anchor.year)
            if found is not None and found.day is not None:
                return self.calendar.put(found)
        return None

    def _inside(self, start: int, end: int) -> list[PlaceMention]:
        return [p for p in self.places if start <= p.start < end]

    def _heads(self, line: Line, here: Sequence[PlaceMention]) -> bool:
        """Whether what is left of the line is a heading: places alone, or nothing that tells an act."""
        rest = line.rest
        if not rest:
            return True
        if _MOVES.search(rest):
            return False
        if not here:
            return line.day is not None and len(rest) < 60 and (rest.isupper() or rest[:1] in "(–-") and not line.bullet
        left = rest
        for mention in here:
            left = left.replace(mention.text, " ", 1)
        left = re.sub(r"(?i)\b(?:to|and|via|province|city|day|the)\b", " ", left)
        words = re.findall(r"[^\W\d_]{2,}", left)
        if not words:
            return line.day is not None or len(line.rest) < 60
        return rest.isupper() and len(rest) < 70 and line.day is not None

    def _header(self, line: Line) -> bool:
        """Whether the line names the columns of a table."""
        cells = [self.text[a:b].strip(" *").lower() for a, b in line.cells]
        known = ("date", "day", "time", "from", "to", "place", "where", "departure", "arrival", "programme", "event", "what",
                 "dep", "arr", "location", "city", "destination", "origin")  # fmt: skip
        if len(cells) > 1 and sum(c in known for c in cells) >= 2:
            self.columns = cells
            return True
        return False

    def _stay(self, line: Line, here: Sequence[PlaceMention]) -> bool:
        """A line that gives the days of a whole stay."""
        if not ranged(line) or line.day is None or line.day.until is None:
            return False
        towns = [p for p in self._towns(here) if p.place is not None]
        last = self.calendar.put(line.day.until, keep=False)
        if not towns or last is None or self.day is None or last <= self.day:
            return False
        for number in self._subjects(line.at, line.end):
            self.track(number).stay(towns, self.day, last, line)
        return True

    def _from_to(self, line: Line, here: Sequence[PlaceMention]) -> bool:
        """A row of a table with columns for both ends of a journey and their days."""
        if len(self.columns) < 2 or len(here) < 2 or len(line.cells) < 3:
            return False
        origin = {"from", "origin"} & set(self.columns)
        if not origin or not {"to", "destination"} & set(self.columns):
            return False
        days = []
        for first, last in line.cells:
            found = day_at(self.text, first, last, self.calendar.anchor.year)
            if found is not None and not found.bare:
                days.append(self.calendar.put(found))
        start, last = (days[0] if days else self.day), (days[-1] if days else self.day)
        today = last
        if len(days) < 2 and last is not None and re.search(r"\+\s?1\b", line.text):
            last = shifted(last, timedelta(days=1))
        for number in self._owned():
            self.track(number).leave(here[0], start, line)
            self.track(number).arrive(here[1], last, line)
        self.day = today
        return True

    # -- entries -----------------------------------------------------------------------------------------------
    def _owned(self) -> tuple[int, ...]:
        return self.label or self.owners.numbers

    def _subjects(self, start: int, end: int) -> tuple[int, ...]:
        """Whom an entry is about."""
        rest = self.text[start:end]
        if solo(rest):
            return self.owners.numbers[:1]
        named = headed_by(self.people, start, end, self.text)
        if named:
            return named
        if self.owners.diary and not self.label:
            line = next((x for x in self.block.lines if x.at == start), None)
            led = by_place(self.people, line, self._inside(start, end), self.text) if line is not None else None
            if led is not None:
                return led
        if not self.owners.numbers and not self.label and by_office(rest):
            return self.said
        return self._owned()

    def _entry(self, line: Line, here: list[PlaceMention]) -> None:
        cuts = [m.end() for m in _SENTENCE.finditer(self.text, line.at, line.end)]
        starts = [line.at, *cuts]
        for start, end in zip(starts, [*cuts, line.end], strict=True):
            who = self._subjects(start, end)
            told = head(self.people, start, end, self.text)[1]
            places = [p for p in here if told <= p.start < end]
            self._piece(line, told, end, places, who or (self.said if start != line.at else ()))
            self.said = who or self.said

    def _piece(self, line: Line, start: int, end: int, here: list[PlaceMention], who: tuple[int, ...]) -> None:
        piece = self.text[start:end]
        if OFF.search(piece):
            if not re.search(r"(?i)\bmoved from|formerly|replaces|do not\b", piece):
                towns = [p for p in here if p.place and p.place.kind not in ("country", "region", "natural", "admin1")]
                self.off += [(who, p, self.day, line) for p in towns[:2]]
            return
        if self._joining(piece, start, end):
            return
        found = say.acts(self.text, start, end, here)
        if not piece.strip(" \t|.-–—"):
            return
        if _WEATHER.search(re.sub(r"\([^)]*\)", " ", piece) if not re.match(r"\W*\(if", piece, re.I) else piece):
            found = []
        found = [a for a in found if not self._uncertain(a, start, end)]
        again = _AGAIN.search(piece) is not None
        transit = say.TRANSIT.search(piece) is not None and say.MEETING.search(piece) is None
        lodging = say.LODGING.match(piece.strip(" \t|•*-–(")) is not None or not re.search(r"[A-Za-z]{3}", piece)
        day = self._shifted(piece)
        if self.joined and any(a.what == say.ARRIVE for a in found) and who:
            goal = self.track(who[0])
            target = next((a.place for a in found if a.what == say.ARRIVE and a.place), None) or goal.ahead
            for number in self.joined:
                if target is not None:
                    self.track(number).arrive(target, self.day, line)
            self.joined = []
        for number in who:
            self._apply(
                self.track(number), found, day, line, again=again, transit=transit, lodging=lodging, piece=piece
            )

    def _uncertain(self, act: Act, start: int, end: int) -> bool:
        """Whether the words beside a place leave open whether he goes there."""
        if act.what != say.AT or act.place is None:
            return False
        behind = self.text[act.place.end : min(end, act.place.end + 14)]
        before = self.text[max(start, act.place.start - 25) : act.place.start]
        return _OPTIONAL.match(behind.strip(" (,")) is not None or _OPTIONAL.search(before) is not None

    def _joining(self, piece: str, start: int, end: int) -> bool:
        """Persons who from here on are with the owner: they are at the next place that he reaches."""
        match = _TOGETHER.search(piece)
        if match is None or self.owners.diary:
            return False
        named = [n for m in self.people.mentions if start + match.end() <= m.start < end for n in m.persons]
        named = [n for n in dict.fromkeys(named) if n not in self.owners.numbers]
        self.joined += named
        return bool(named) and not any(start <= p.start < end for p in self.places if p.start < start + match.start())

    def _shifted(self, piece: str) -> date | None:
        """The day of an arrival that an entry puts later than its own."""
        if self.day is None:
            return None
        if _MORROW.search(piece):
            return shifted(self.day, timedelta(days=1))
        match = re.search(r"(?i)arriv\w*[^.;]{0,30}?\bon (mon|tues|wednes|thurs|fri|satur|sun)day\b", piece)
        if match:
            number = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun").index(match[1].lower())
            return shifted(self.day, timedelta(days=(number - self.day.weekday()) % 7))
        return None

    def _apply(
        self,
        track: Track,
        found: list[Act],
        day: date | None,
        line: Line,
        *,
        again: bool,
        transit: bool,
        lodging: bool,
        piece: str,
    ) -> None:
        moved = False
        for act in found:
            if act.place is not None and act.place.place is not None:
                if act.what == say.AT and not self._plausible(act, track):
                    continue
                act = self._in_heading(act)
                assert act.place is not None and act.place.place is not None
                self.touched.add(self.settled(act.place.place).place_id)
                if act.what == say.AT and act.alone and line.timed and act.at - line.at < 3:
                    act = replace(act, what=say.ARRIVE)
            moved = True
            self._act(track, act, day, line)
        if transit and not lodging and found and all(a.what == say.AT for a in found):
            lodging = False
        plain = not moved or all(a.what == say.AT for a in found)
        if (plain and (not found or _more(piece, found))) or (
            not plain and not transit and self._does_more(found, start=line.at, end=line.end)
        ):
            self._told(track, found, line, lodging=lodging or transit, again=again, transit=transit)
        here = track.here
        if here is not None and transit and not here.engaged:
            here.passing = True
            if (
                here.start is not None
                and self.day is not None
                and (self.day - here.start).days == 1
                and not here.nights
            ):
                here.start = self.day  # a flight through the night
        if moved and _DAY_TRIP.search(piece):
            track.out_and_back(self.day, line)
            here = track.here
        if here is not None and not here.left:
            self._until(here, piece)

    def _act(self, track: Track, act: Act, later: date | None, line: Line) -> None:
        day = self.day
        if act.what == say.LEAVE:
            track.leave(act.place, day, line)
        elif act.what == say.TOWARD and act.place is not None:
            track.toward(act.place, day, line)
        elif act.what == say.ARRIVE:
            track.arrive(act.place or self._due(track), later or day, line, back=act.back)
        elif act.what == say.VIA and act.place is not None:
            self._via(track, act.place, line)
        elif act.place is not None:
            track.at(act.place, day, line, firm=act.firm)

    def _in_heading(self, act: Act) -> Act:
        """An airport or an island that the day's heading names the town of is that town."""
        assert act.place is not None and act.place.place is not None
        towns = [p for p in self.heading if p.place is not None and p.place.kind == "city"]
        place = self.settled(act.place.place)
        near = 100.0 if place.kind in ("island", "natural") else 40.0
        lone = len(towns) == 1 and towns[0].place is not None and towns[0].place.place_id != place.place_id
        if lone and (place.kind in ("airport", "venue", "natural", "island") and apart(place, towns[0].place) < near):
            return replace(act, place=towns[0])
        if lone and place.kind == "airport" and act.what == say.ARRIVE:
            return replace(act, place=towns[0])
        return act

    def _does_more(self, found: Sequence[Act], start: int, end: int) -> bool:
        """Whether an entry goes on behind an arrival with what is done there."""
        last = max((a.place.end for a in found if a.place is not None), default=start)
        return re.search(r"[:;]\s*\(?[A-Za-z]{3}", self.text[last:end]) is not None

    def _due(self, track: Track) -> PlaceMention | None:
        """Where an arrival is that names no place: the place ahead, else the one that the heading ends with."""
        if track.ahead is not None:
            return None
        return self.heading[-1] if self.heading else self.venue if self.owners.diary else None

    def _via(self, track: Track, mention: PlaceMention, line: Line) -> None:
        """A stop on the way, unless a line of its own tells it."""
        assert mention.place is not None
        others = [p for p in self.places if p.place is not None and p is not mention and same(p.place, mention.place)]
        if any(self.block.lines[0].start <= p.start <= self.block.lines[-1].end for p in others):
            return
        ahead = track.ahead
        track.ahead = None
        held = track.here
        final = held if held is not None and held.arrived and held.lines[-1] is line and not held.outset else None
        if final is not None:
            track.visits.pop()
        track.arrive(mention, self.day, line)
        passing = track.here
        if passing is not None:
            passing.passing, passing.left, passing.end = True, True, self.day
        track.gone, track.gone_line, track.ahead = self.day, line, ahead
        if final is not None:
            track.visits.append(final)

    def _told(
        self, track: Track, found: Sequence[Act], line: Line, *, lodging: bool, again: bool, transit: bool
    ) -> None:
        """An entry that tells no movement: it is where the heading or the place in hand says."""
        here = track.here
        fresh = [p for p in self.heading if p.place is not None]
        if (not found and not again and len(fresh) == 1) or (self._slashed(fresh) and not found):
            mention = fresh[-1]
            assert mention.place is not None
            place = self.settled(mention.place)
            waiting = (
                track.ahead is not None
                and track.ahead.place is not None
                and not same(self.settled(track.ahead.place), place)
            )
            if (here is None or not same(here.place, place)) and not (
                waiting or (here and self.touched & {here.place.place_id})
            ):
                track.at(mention, self.day, line, firm=True)
                self.touched.add(place.place_id)
        if not transit:
            track.engage(self.day, line, lodging=lodging)

    def _plausible(self, act: Act, track: Track) -> bool:
        """Whether somebody can be there whom only the position of a name puts there: it lies where the programme goes."""
        assert act.place is not None and act.place.place is not None
        place = act.place.place
        if act.firm:
            return True
        capital = self.gazetteer.capital(place.country_code)
        if capital is not None and capital.place_id == place.place_id:
            return True
        lands = {v.place.country_code for v in track.visits}
        lands |= {p.place.country_code for p in self.heading if p.place}
        if track.ahead is not None and track.ahead.place is not None:
            lands.add(track.ahead.place.country_code)
        return not lands or place.country_code in lands or place.population > 100_000

    def _until(self, here: Visit, piece: str) -> None:
        """The end of a stay that an entry tells ("until 21.4", "4 nights", "to Wed")."""
        nights = _NIGHTS.search(piece)
        if nights and self.day is not None:
            here.nights = True
        match = re.search(r"\((?:until|till|to|through)\s+([^)]+)\)", piece, re.I)
        if match is None or self.day is None:
            return
        found = day_at(match[1] + " ", 0, len(match[1]), self.calendar.anchor.year) or _bare(match[1])
        end = self.calendar.put(found, keep=False) if found is not None else None
        if end is not None and here.start is not None and end >= here.start:
            here.end, here.last = end, end

    def _together(self) -> list[PlaceMention]:
        """The places of a heading that are joined by "and", but for the last."""
        found = []
        for mention, later in pairwise(self.heading):
            if re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s+", self.text[mention.end : later.start]):
                found.append(mention)
        return found

    def _close_day(self) -> None:
        """The heading's places of which no entry of the day spoke."""
        touched, self.touched = self.touched, set()
        if self.day is None or not self.heading or not self._owned():
            return
        line = next((x for x in self.block.lines if x.start <= self.heading[0].start <= x.end), None)
        if line is None or self._slashed(self.heading):
            return
        for number in self._owned():
            track = self.track(number)
            last = self.heading[-1]
            assert last.place is not None
            here = track.here
            silent = self.settled(last.place).place_id not in touched
            if (
                silent
                and (here is None or not same(here.place, self.settled(last.place)))
                and last.place.kind != "country"
            ):
                route = len(self.heading) > 1 and not self._together()
                if route and (here is None or same(here.place, self.settled(self.heading[0].place or last.place))):
                    track.leave(self.heading[0], self.day, line)
                for mention in self._together():
                    track.arrive(mention, self.day, line)
                if track.ahead is None:
                    track.arrive(last, self.day, line)
        if self.heading is not self.standing:
            self.heading = []


def _more(piece: str, found: Sequence[Act]) -> bool:
    """Whether an entry says more than the places it names."""
    for act in found:
        if act.place is not None:
            piece = piece.replace(act.place.text, " ", 1)
    return re.search(r"[^\W\d_]{3,}", piece) is not None


def _bare(text: str) -> Found | None:
    match = re.match(r"(?i)(mon|tue|wed|thu|fri|sat|sun)", text.strip())
    if match is None:
        return None
    number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(match[1].lower())
    return Found(0, 3, weekday=number)

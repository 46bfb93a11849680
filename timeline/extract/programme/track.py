"""One traveller's way through a programme: the place in hand, the place ahead, and the visits so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.programme.lines import Line
from timeline.gazetteer.spot import km
from timeline.records import Place, PlaceMention, Status

_SAME_KM = 25.0
_DAY_KM = 4500.0  # a flight no longer than this ends on the day on which it began


@dataclass(slots=True)
class Visit:
    """A stay as it grows: where, from which day to which, and the lines that tell it."""

    mention: PlaceMention
    place: Place
    start: date | None
    lines: list[Line]
    end: date | None = None
    last: date | None = None  # the last day on which something is told there
    arrived: bool = False  # an arrival is told, not only presence
    left: bool = False
    engaged: int = 0
    nights: bool = False
    passing: bool = False  # the words say that it is a stop on the way
    back: bool = False
    closing: bool = False  # the programme ends with the leaving for it
    outset: bool = False  # the programme begins with the leaving of it
    clear: float = 0.9
    kind: str = "stop"
    status: Status | None = None
    earliest: date | None = None
    latest: date | None = None


def apart(a: Place, b: Place) -> float:
    """Kilometres between two places."""
    return km(a.latitude, a.longitude, b.latitude, b.longitude)


def same(a: Place, b: Place) -> bool:
    """Whether two places are one stop."""
    if a.place_id == b.place_id:
        return True
    if "country" in (a.kind, b.kind) and a.name != b.name:
        return False
    reach = _SAME_KM
    if {a.kind, b.kind} & {"airport", "venue", "base", "estate"}:
        reach = 40.0
    if {a.kind, b.kind} & {"island"}:
        reach = 100.0
    return a.country_code == b.country_code and apart(a, b) < reach


@dataclass(slots=True)
class Track:
    """The state of one traveller; `settled` gives the settlement of an airport or venue."""

    settled: Callable[[Place], Place]
    visits: list[Visit] = field(default_factory=list)
    ahead: PlaceMention | None = None
    gone: date | None = None  # the day of the last leaving
    gone_line: Line | None = None

    @property
    def here(self) -> Visit | None:
        """The visit in hand; none once the traveller is on the way elsewhere."""
        return self.visits[-1] if self.visits else None

    def _open(self, mention: PlaceMention, day: date | None, line: Line, clear: float, *, arrived: bool) -> Visit:
        assert mention.place is not None
        visit = Visit(mention, self.settled(mention.place), day, [line], last=day, arrived=arrived, clear=clear)
        here = self.here
        if here is not None and not here.left and here.last == day:
            here.end = day
        self.visits.append(visit)
        self.ahead = None
        return visit

    def _reach(self, day: date | None, line: Line) -> Visit | None:
        """Arrive at the place ahead, of whose arrival nothing is told."""
        mention, here = self.ahead, self.here
        if mention is None or mention.place is None:
            return None
        place = self.settled(mention.place)
        near = here is None or apart(here.place, place) < _DAY_KM
        arrival = (
            self.gone if near or self.gone is None or day is None else min(day, shifted(self.gone, timedelta(days=1)))
        )
        if here is not None and same(here.place, place):
            self.ahead, here.left, here.end = None, False, None
            here.last = arrival or here.last
            return here
        return self._open(mention, arrival, self.gone_line or line, 0.88, arrived=True)

    def arrive(self, mention: PlaceMention | None, day: date | None, line: Line, *, back: bool = False) -> None:
        """An arrival, at the place ahead where none is named."""
        target = mention or self.ahead
        if target is None or target.place is None:
            return
        place = self.settled(target.place)
        ahead = self.settled(self.ahead.place) if self.ahead is not None and self.ahead.place is not None else None
        if ahead is not None and not same(ahead, place) and ahead.kind != "country" and apart(ahead, place) > 60:
            self._reach(day, line)
        here = self.here
        if here is not None and same(here.place, place) and (not here.left or here.end == day):
            here.arrived, self.ahead, here.left, here.end, here.last = not here.outset, None, False, None, day
            return
        visit = self._open(target, day, line, 0.95, arrived=True)
        visit.back = back

    def at(self, mention: PlaceMention, day: date | None, line: Line, *, firm: bool) -> None:
        """Presence at a place."""
        assert mention.place is not None
        place = self.settled(mention.place)
        if self.ahead is not None and self.ahead.place is not None:
            held = self.here
            if held is not None and held.left and same(held.place, place) and held.end == day:
                return  # the line below a departure names the place of it
            if self.ahead.place.country_code == place.country_code and self.ahead.place.kind == "country":
                self.ahead = mention
            self._reach(day, line)
        here = self.here
        if here is not None and same(here.place, place) and not here.left:
            here.last = day or here.last
            return
        if here is not None and here.left and same(here.place, place) and here.end == day and not here.outset:
            here.left, here.end = False, None
            return
        self._open(mention, day, line, 0.85 if firm else 0.78, arrived=False)

    def leave(self, mention: PlaceMention | None, day: date | None, line: Line) -> None:
        """A departure, from the place in hand where none is named."""
        if self.ahead is not None:
            self._reach(day, line)
        here = self.here
        if mention is not None and mention.place is not None:
            place = self.settled(mention.place)
            if here is None:
                visit = self._open(mention, day, line, 0.95, arrived=False)
                visit.outset = True
                here = visit
            elif not same(here.place, place) and apart(here.place, place) > 60:
                visit = self._open(mention, None, line, 0.8, arrived=False)
                visit.earliest, visit.latest = here.end or here.last, day
                if visit.earliest == day:
                    visit.start = day
                here = visit
        if here is not None:
            here.end, here.left, here.last = day, True, day
            if here.lines[-1] is not line:
                here.lines.append(line)
        self.gone, self.gone_line = day, line

    def toward(self, mention: PlaceMention, day: date | None, line: Line) -> None:
        """The place for which the traveller leaves."""
        self.ahead, self.gone, self.gone_line = mention, day, line

    def engage(self, day: date | None, line: Line, *, lodging: bool = False) -> None:
        """Something is told without a place: it is where the traveller is."""
        if self.ahead is not None:
            self._reach(day, line)
        here = self.here
        if here is None or here.outset or here.left:
            return
        here.last = day or here.last
        if lodging:
            here.nights = True
        else:
            here.engaged += 1

    def stay(self, mentions: Sequence[PlaceMention], first: date | None, last: date | None, line: Line) -> None:
        """A stay of several days at one place, or at several of which only the whole is dated."""
        for mention in mentions:
            one = len(mentions) == 1
            visit = self._open(mention, first if one else None, line, 0.93 if one else 0.88, arrived=True)
            visit.nights = True
            if one:
                visit.end, visit.last, visit.left = last, last, True
            else:
                visit.earliest, visit.latest = first, last

    def out_and_back(self, day: date | None, line: Line) -> None:
        """The place in hand, or the one ahead, is left again on the same day for the one before."""
        if self.ahead is not None:
            self._reach(day, line)
        before = self.visits[-2] if len(self.visits) > 1 else None
        if before is None or before.outset or (before.left and before.end != day):
            if self.visits:
                self.visits[-1].end = day
            return
        if before is not None:
            self.visits[-1].end, self.visits[-1].left, self.visits[-1].engaged = day, True, self.visits[-1].engaged + 1
            self._open(self.visits[-2].mention, day, line, 0.85, arrived=True)

    def close(self) -> None:
        """The programme ends: a place ahead is reached."""
        if self.ahead is None or self.ahead.place is None or self.gone_line is None:
            return
        here, place = self.here, self.settled(self.ahead.place)
        near = here is None or apart(here.place, place) < _DAY_KM
        if here is not None and same(here.place, place):
            return
        visit = self._open(self.ahead, self.gone if near else None, self.gone_line, 0.85, arrived=True)
        visit.closing = True
        if not near and self.gone is not None:
            visit.earliest, visit.latest = self.gone, shifted(self.gone, timedelta(days=1))

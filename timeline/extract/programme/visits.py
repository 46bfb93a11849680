"""From a traveller's way to his visits: day trips folded into the stay, kinds, and the days that are determined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from timeline.extract.programme.lines import Line
from timeline.extract.programme.track import Track, Visit, same
from timeline.gazetteer import Gazetteer
from timeline.records import Place

_CHANGE = 5.5  # hours; who stays longer between two flights has not only changed planes
_TIMES = re.compile(r"(?<![\w/.])(?:([012]?\d)[:.h]([0-5]\d)|([012]\d)([0-5]\d))(?![\d/.]|-\d\d-)")
_DONE = re.compile(
    r"(?i)\b(?:met|visited|addressed|attended|arrived|departed|held|received|left|travelled|traveled|spoke|returned"
    r"|drove|went|concluded|delivered|opened|flew)\b"
)


def visits(
    track: Track, home: str, published: date | None, gazetteer: Gazetteer, desk: Sequence[Place] = ()
) -> list[Visit]:
    """The visits of one traveller in order.

    `home` is the code of his land where it is known, `desk` where a diary of several is issued, at whose home base.
    """
    found = _folded(list(track.visits))
    base = _base(found, home)
    found = [v for v in found if v.arrived or v.left or not any(same(v.place, p) for p in desk)]
    kept = [v for n, v in enumerate(found) if not _at_home(n, v, found, base, home)]
    told: list[Visit] = []
    for number, visit in enumerate(kept):
        _kind(number, visit, kept, base, home, gazetteer)
        _days(visit, kept[number + 1] if number + 1 < len(kept) else None)
        _status(visit, published)
        told.append(visit)
        if visit.kind == "return" and visit.left and visit.end is not None and number + 1 < len(kept):
            told.append(_setting_out(visit))
    return told


def _setting_out(visit: Visit) -> Visit:
    """The next departure from the home that was come back to."""
    start = visit.end
    visit.end = None
    return Visit(
        visit.mention, visit.place, start, visit.lines[-1:], clear=visit.clear, kind="departure", status=visit.status
    )


def _folded(found: list[Visit]) -> list[Visit]:
    """A trip out and back on one day does not end the stay."""
    inner: set[int] = set()  # trips out and back, by identity
    at = 0
    while at < len(found):
        later = _again(found, at, inner)
        if later is None:
            at += 1
            continue
        first, again = found[at], found[later]
        first.end, first.left, first.last = again.end, again.left, again.last
        first.engaged += again.engaged
        first.lines += again.lines[-1:] if again.left else []
        for visit in found[at + 1 : later]:
            if id(visit) not in inner:
                visit.end = again.start
                inner.add(id(visit))
        del found[later]
    return found


def _again(found: Sequence[Visit], at: int, inner: set[int]) -> int | None:
    """The visit at which somebody is back at the place of visit `at` on the day on which he left it."""
    first = found[at]
    if first.outset or first.passing:
        return None
    for later in range(at + 2, len(found)):
        again = found[later]
        between = [v for v in found[at + 1 : later] if id(v) not in inner]
        if len(between) > 2:
            return None
        day = again.start
        if day is None or not between or not same(first.place, again.place):
            continue
        out = all(v.start == day and (v.end or v.last) == day for v in between)
        if out and (first.end or first.last or day) <= day:
            return later
    return None


def _base(found: Sequence[Visit], home: str) -> Visit | None:
    """The home base: where the programme sets out from."""
    if not found:
        return None
    first = found[0]
    circular = any(v.arrived and same(first.place, v.place) for v in found[2:])
    abroad = any(v.place.country_code != first.place.country_code for v in found)
    set_out = (
        first.left
        and not first.arrived
        and (circular or first.place.country_code == home or (not home and abroad and not first.engaged))
    )
    if first.outset or set_out:
        if home and first.place.country_code != home and not circular:
            return None
        return first
    return None


def _at_home(number: int, visit: Visit, found: Sequence[Visit], base: Visit | None, home: str) -> bool:
    """Whether it is no journey: engagements at home before the leaving."""
    if visit is base:
        return False
    domestic = all(v.place.country_code == home for v in found)
    before = not any(v.arrived for v in found[: number + 1])
    capital = visit.place.country_code == home and not domestic and not visit.arrived and not visit.left
    if base is not None and same(visit.place, base.place) and not visit.arrived:
        return True
    return capital and before and base is None and len(found) > 1 and number == 0


def _kind(
    number: int, visit: Visit, found: Sequence[Visit], base: Visit | None, home: str, gazetteer: Gazetteer
) -> None:
    if visit is base:
        visit.kind = "departure"
        return
    last = number == len(found) - 1
    goes_on = any(v.place.country_code != visit.place.country_code for v in found[number + 1 :])
    if (base is not None and same(visit.place, base.place) and (last or goes_on or visit.left)) or (
        number and last and not visit.engaged and _homeward(visit, found, base, home, gazetteer)
    ):
        visit.kind = "return"
    elif _passes(number, visit, found):
        visit.kind = "transit"


def _homeward(visit: Visit, found: Sequence[Visit], base: Visit | None, home: str, gazetteer: Gazetteer) -> bool:
    """Whether the last leg leads home: to his land, or, with words of returning, to where he has not been before."""
    code = visit.place.country_code
    abroad = any(v.place.country_code != code for v in found[:-1])
    land = home or (base.place.country_code if base is not None else "")
    if land:
        return code == land and abroad and visit.arrived
    new = not any(same(v.place, visit.place) for v in found[:-1])
    capital = gazetteer.capital(code)
    return (
        (new or visit.back)
        and visit.arrived
        and abroad
        and capital is not None
        and same(capital, visit.place)
        and (visit.back or visit.closing)
    )


def _passes(number: int, visit: Visit, found: Sequence[Visit]) -> bool:
    """Whether it is a change of planes: in and out again with nothing done there."""
    if visit.engaged and not visit.passing:
        return False
    end = visit.end or visit.last
    if visit.start is None or end is None or (end - visit.start).days > 1:
        return False
    if visit.passing:
        return not visit.engaged or visit.start == end
    ahead = found[number + 1] if number + 1 < len(found) else None
    before = found[number - 1] if number else None
    if ahead is None or before is None or visit.nights or not visit.left or not visit.arrived or end != visit.start:
        return False
    if same(before.place, ahead.place) and before.kind != "departure":
        return False
    return _hours(visit.lines[0], visit.lines[-1]) <= _CHANGE


def _hours(arrival: Line, departure: Line) -> float:
    """Hours between the last time of one line and the first of another; a whole day where they give none."""
    came, went = _TIMES.findall(arrival.text), _TIMES.findall(departure.text)
    if not came or not went or arrival is departure:
        return 24.0
    hour, minute = [int(n) for n in came[-1] if n]
    later, past = [int(n) for n in went[0] if n]
    return (later - hour) % 24 + (past - minute) / 60


def _days(visit: Visit, ahead: Visit | None) -> None:
    """Keep an end only where it is determined: he leaves, or is elsewhere on the last day that tells of the place."""
    if visit.kind in ("departure", "return", "transit"):
        if visit.kind == "departure":
            visit.start = visit.end or visit.start
        if visit.kind != "return" or not visit.left:
            visit.end = None if visit.kind != "transit" or visit.end == visit.start else visit.end
        return
    if visit.end is None and visit.last is not None and ahead is not None and ahead.start == visit.last:
        visit.end = visit.last
    if visit.end is not None and visit.start is not None and visit.end < visit.start:
        visit.end = None


def _status(visit: Visit, published: date | None) -> None:
    if visit.status is not None:
        return
    day = visit.start or visit.latest or visit.end
    if published is None or day is None or day > published:
        visit.status = "planned"
    elif day < published:
        visit.status = "reported"
    else:
        visit.status = "reported" if any(_DONE.search(line.text) for line in visit.lines) else "planned"

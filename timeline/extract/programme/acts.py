"""What an entry of a programme says of places: who leaves where, for where, arrives, is there, or only passes through.

An entry has no clause to parse. What counts is the word before a place ("Dep", "Arrival in", "Flight to"), a place that
opens or closes the entry, and a route ("Bogotá 18:42 - Panama City 20:21").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.records import PlaceMention

LEAVE, TOWARD, ARRIVE, AT, VIA = "leave", "toward", "arrive", "at", "via"

_GOING = (
    r"(?:depart(?:s|ed|ure|ing)?|dep|leaves?|left|leaving|lv|emplanes?|take-?off|takes off|wheels[- ]up|etd"
    r"|sets? out|goes out"
    r"|go out|out of|embarks?)"
)
_COMING = (
    r"(?:arriv(?:al|es?|ed|ing)|arr?|lands?|landed|landing|deplanes?|touch(?:es)?[- ]?down|wheels[- ]down|eta"
    r"|reach(?:es)?|disembarks?)"
)
_BACK = r"(?:return(?:s|ed|ing)?|back|homeward)"
_MOVE = (
    r"(?:flights?|fl(?:y|ies|ying|ew)|travels?|travell?(?:ed|ing)|drove|went|trip|drives?|driven|transfer|helicopter"
    r"|heli|plane|aircraft|jet|air"
    r"|road|car|train|rail|boat|ship|ferry|bus|coach|motorcade|convoy|proceeds?|continues?|goes|go|moves?|onward|on"
    r"|charter"
    r"|hours?|hop|connects?|way|sails?|sailing|journey|[A-Z0-9]{2}[ -]?\d{2,4}|[A-Z]{3,5}-?\d{2,4})"
)
_LEAVE = re.compile(rf"\b{_GOING}\b[.:,]?(?:[^;]{{0,40}}?\bfrom)?[\s,:]*(?:the )?\"?$", re.I)
_FROM = re.compile(r"\bfrom[ ]+$", re.I)
_TOWARD = re.compile(
    rf"(?:\b{_GOING}\b[^;]{{0,40}}?\b(?:for|to|towards?)|\b{_MOVE}\b[^;:]{{0,30}}?(?:\bto|\bfor|->|→)"
    rf"|\ben[- ]route(?: to| for)?"
    r"|^\W*to|\bthen to|[:,]\s*to|^\W*(?:M[rs]s?\.?|Dr\.?)[^;:]{0,40}? to)[ ]+(?:the )?$",
    re.I,
)
_ARRIVE = re.compile(rf"\b{_COMING}\b[.:,]?[^;]{{0,30}}?(?:\b(?:at|in|to|on|into))?[\s,:]*(?:the )?\"?$", re.I)
_RETURN = re.compile(rf"\b{_BACK}\b[^;]{{0,40}}?(?:\b(?:to|in|at|for))?[\s,:]*$", re.I)
_VISIT = re.compile(
    r"\bvisit(?:s|ing)?(?: to| of)?[ ]+(?:the )?(?:city of )?$|\b(?:joins?|joining)\b[^;]{0,20}?\b(?:in|at)[ ]+$", re.I
)
_STAY = re.compile(
    r"\b(?:overnight|ron|nights?|hotel|lodging|accommodation|check-?in|stay(?:s|ing)?)\b[^;]{0,40}?[\s,:]*(?:in"
    r"|at)?[ ]*$",
    re.I,
)
_VIA = re.compile(
    r"\b(?:via|by way of|through|transit(?:s|ing)?(?: in| through| at)?|stop-?over (?:in|at)|refuel(?:s|ling"
    r"|ing)? (?:in|at)|change (?:in|at|planes in))[ ]+$",
    re.I,
)
_IN = re.compile(r"\b(?:in|at)[ ]+(?:the )?$", re.I)
_OF = re.compile(r"\b(?:of|with|from|by|for|on|and|between|de|the|about|to)[ ]+$", re.I)
_CODE = re.compile(
    r"\([^()]*\)|\b[012]?\d[:.h]?[0-5]\d\b(?:\+\d)?|\b(?:hrs|hours|dep|arr|lt|local|am|pm|h)\b\.?|[ap]\.m\.|[,.]", re.I
)
_ROUTE = frozenset(("-", "–", "—", "->", "→", ">", "to", "/ -", "=>", "--", "- -", "–>", "then to"))
_ENDS = re.compile(
    r"\s*(?:$|[.;:,()|\n–—-]|[ ]{2,}|\t|[012]?\d[:.]?[0-5]\d\b|\bvia\b|\band\b|\bby\b|\bafter\b|\bfor\b|\bto meet\b)"
)
_CLAUSE = re.compile(
    r";|\n|\||(?<![A-Z][a-z])(?<!\b[Dd]ep)(?<!\b[Aa]rr)(?<!\b[A-Z])(?<! St)(?<!\bapprox)\.(?=\s)|\band (?=(?:arriv"
    r"|depart|leav|return|lands?|fl(?:y|ies))\w*\b)|\b(?:and )?then (?=in |to |at )|\bwhere (?=the arriv)"
)
_ONWARD = re.compile(r"\s*(?:\([^)]*\)\s*)?,?\s*(?:for|to|towards|en route(?: to| for)?)\s+(?:the )?", re.I)
_FLIGHT = r"\W*(?!\d+\W)[A-Z0-9]{2}[ -]?\d{2,4}\b"
_FLOWN = re.compile(rf"{_FLIGHT}\s*[-–—]?\s*(?:[012]?\d[:.]?[0-5]\d)\s*")
_FLOWN_TO = re.compile(r"(?i)\b(?:fly|flight|flies)[ ]+$")
_ONLY_FLIGHT = re.compile(rf"{_FLIGHT}[\s|.]*")
_PLACELESS_IN = re.compile(rf"^\W*(?:\w+\W+){{0,4}}?{_COMING}\b", re.I)
_PLACELESS_OUT = re.compile(rf"^\W*(?:\w+\W+){{0,4}}?{_GOING}\b", re.I)
_CITY_STATES = frozenset(("SG", "MC", "VA", "HK", "MO", "GI", "LU", "DJ", "SM"))
REMOTE = re.compile(
    r"(?i)\b(?:video|videoconference|video-?link|by phone|telephone|call with|phone call|virtual|online|message"
    r"|livestream to|webinar|vtc)\b"
)
TRANSIT = re.compile(
    r"(?i)\b(?:refuel\w*|fuel(?:l?ing)? stop|technical (?:stop|halt)|transit|stop-?over|lay-?over"
    r"|change (?:of )?(?:planes?|aircraft)"
    r"|crew change|connect(?:s|ing|ion)?|day rooms?)\b"
)
MEETING = re.compile(
    r"(?i)\b(?:meet(?:s|ing|ings)?|talks|speech|address|lunch|dinner|audience|call on|visit|press conference)\b"
)
LODGING = re.compile(
    r"(?i)^\W*(?:hotel|overnight|ron|night|rest|check-?in|accommodation|day rooms?|free|no public|nil|transfer|none"
    r"|in flight)\b"
)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an entry says; no place where it names none. `firm` is false where only the position tells."""

    what: str
    place: PlaceMention | None
    at: int
    firm: bool = True
    back: bool = False
    alone: bool = False  # stands in a column of its own


def acts(text: str, start: int, end: int, places: Sequence[PlaceMention]) -> list[Act]:
    """What `text[start:end]` says, in order; `places` are those that stand in it."""
    found: list[Act] = []
    at = start
    for cut in [
        *(m.span() for m in _CLAUSE.finditer(text, start, end) if not _inside(text, start, m.start())),
        (end, end),
    ]:
        found += _clause(text, at, cut[0], [p for p in places if at <= p.start < cut[0]])
        at = cut[1]
    return _joined(found, tabled="|" in text[start:end])


def _inside(text: str, start: int, at: int) -> bool:
    """Whether a point lies in brackets."""
    return text.count("(", start, at) > text.count(")", start, at)


def _joined(found: list[Act], *, tabled: bool) -> list[Act]:
    """An act without a place takes the place that stands in a column of the same row."""
    if tabled and any(a.place is not None and a.what in (LEAVE, ARRIVE, TOWARD) for a in found):
        return [a for a in found if a.place is not None]
    alone = [a for a in found if a.alone]
    bare = [a for a in found if a.place is None]
    if len(bare) == 1 and bare[0].what == ARRIVE and found[0].what == AT:
        return [replace(a, what=ARRIVE, firm=True) if a is found[0] else a for a in found if a is not bare[0]]
    if len(alone) == 1 and len(bare) == 1 and len(found) == 2:
        return [Act(bare[0].what, alone[0].place, alone[0].at)]
    return found


def _clause(text: str, start: int, end: int, places: Sequence[PlaceMention]) -> Iterator[Act]:
    remote = REMOTE.search(text, start, end)
    before: PlaceMention | None = None
    done: set[str] = set()
    went = False  # whether the place before is the end of a route
    at = start
    for mention in places:
        assert mention.place is not None
        gap = text[at : mention.start]
        flown = (
            re.fullmatch(r"/", gap)
            and before is not None
            and _FLOWN_TO.search(text, max(start, before.start - 12), before.start)
        )
        if flown and before is not None:
            yield Act(LEAVE, before, before.start)
            yield Act(ARRIVE, mention, mention.start)
            done |= {LEAVE, ARRIVE}
            before, at = mention, mention.end
            continue
        if before is not None and (re.fullmatch(r"\s*/\s*", gap) or _holds(before, mention, gap)):
            at = mention.end
            continue
        if _inside(text, start, mention.start):
            if _VIA.search(gap):
                yield Act(VIA, mention, mention.start)
            continue
        if (
            before is not None
            and _is_route(gap)
            and not (gap == "-" and "country" in (before.place and before.place.kind, mention.place.kind))
        ):
            if (not went and LEAVE not in done and ARRIVE not in done) or went:
                yield Act(LEAVE, before, before.start)
            yield Act(ARRIVE, mention, mention.start)
            done |= {LEAVE, ARRIVE}
            before, at, went = mention, mention.end, True
            continue
        follows = _route_follows(text, mention, places, end)
        if LEAVE in done and TOWARD not in done and _ONWARD.fullmatch(re.sub(r"\b[012]?\d[:.]?[0-5]\d\b", "", gap)):
            yield Act(TOWARD, mention, mention.start)
            done.add(TOWARD)
            before, at = mention, mention.end
            continue
        if _FLOWN.fullmatch(gap) and not done:
            yield Act(LEAVE, None, mention.start)
            yield Act(ARRIVE, mention, mention.start)
            done |= {LEAVE, ARRIVE}
            before, at = mention, mention.end
            continue
        for act in _role(text, start, end, gap, mention, done):
            if act.what == AT and (remote or follows):
                continue
            if act.what == AT and (TRANSIT.search(text, mention.end, end) or _land_follows(text, mention, places)):
                act = replace(act, firm=True)
            done.add(act.what)
            yield act
        went = False
        before, at = mention, mention.end
    piece = text[start:end]
    if ARRIVE not in done and TOWARD not in done and _PLACELESS_IN.search(piece):
        yield Act(ARRIVE, None, start)
    if not places and _ONLY_FLIGHT.fullmatch(piece):
        yield Act(LEAVE, None, start)
        return
    if not done & {LEAVE, TOWARD, ARRIVE} and _PLACELESS_OUT.search(piece) and not _PLACELESS_IN.search(piece):
        yield Act(LEAVE, None, start)


def _holds(before: PlaceMention, mention: PlaceMention, gap: str) -> bool:
    """Whether the second place only says where the first lies ("Tbilisi, Georgia")."""
    outer, inner = mention.place, before.place
    assert outer is not None and inner is not None
    wider = outer.kind in ("country", "admin1", "admin2", "region", "island") and inner.kind != "country"
    return gap.strip() in (",", "(") and wider and outer.country_code in (inner.country_code, "")


def _is_route(gap: str) -> bool:
    return len(gap) < 60 and _CODE.sub(" ", gap).strip().lower() in _ROUTE


def _route_follows(text: str, mention: PlaceMention, places: Sequence[PlaceMention], end: int) -> bool:
    """Whether the next place of the clause is the other end of a route that begins here."""
    later = next((p for p in places if p.start > mention.start and not _inside(text, mention.start, p.start)), None)
    return later is not None and _is_route(text[mention.end : later.start])


def _land_follows(text: str, mention: PlaceMention, places: Sequence[PlaceMention]) -> bool:
    """Whether the land is named behind the place ("Shannon, Ireland")."""
    later = next((p for p in places if p.start >= mention.end), None)
    return later is not None and _holds(mention, later, text[mention.end : later.start])


def _role(text: str, start: int, end: int, gap: str, mention: PlaceMention, done: set[str]) -> Iterator[Act]:
    """What one place is, by the words before it."""
    country = mention.place is not None and mention.place.kind in ("country", "admin1") and not city_state(mention)
    if _VIA.search(gap):
        yield Act(VIA, mention, mention.start)
    elif _RETURN.search(gap) and not re.search(r"(?i)\breturns? from ", gap):
        yield Act(ARRIVE, mention, mention.start, back=True)
    elif _TOWARD.search(gap) and not re.search(r"(?i)\bvisit(?:s|ing)?\b[^;]{0,12}to $", gap):
        if LEAVE not in done:
            yield Act(LEAVE, None, mention.start)
        yield Act(TOWARD, mention, mention.start)
    elif _LEAVE.search(gap):
        yield Act(LEAVE, mention, mention.start)
    elif _ARRIVE.search(gap) and not _FROM.search(gap):
        yield Act(ARRIVE, mention, mention.start)
    elif _FROM.search(gap):
        if re.search(rf"\b{_MOVE}\b[^;]{{0,20}}from[ ]+$", gap) and not re.search(rf"\b{_COMING}\b", gap, re.I):
            yield Act(LEAVE, mention, mention.start)
    elif country:
        return
    elif _VISIT.search(gap) or _STAY.search(gap):
        yield Act(AT, mention, mention.start)
    elif not _OF.search(gap):
        yield from _by_position(text, start, end, gap, mention)


def _by_position(text: str, start: int, end: int, gap: str, mention: PlaceMention) -> Iterator[Act]:
    """A place that opens or closes an entry, or stands in one."""
    closed = _ENDS.match(text, mention.end) is not None
    bare = not gap.strip(" \t\"'“*•|-–—:,") and mention.start - start - len(gap) <= 0
    if bare and not text[mention.end : end].strip(' \t|.)"”'):
        yield Act(AT, mention, mention.start, firm="|" in text[max(0, start - 1) : end + 1], alone=True)
    elif bare and re.match(r"[ ]{2,}\S", text[mention.end : end]):
        yield Act(AT, mention, mention.start)
    elif (bare and closed) or _IN.search(gap) or (re.search(r"(?:[,:]|\s[-–—]|[ ]{2})\s*\"?$", gap) and closed):
        yield Act(AT, mention, mention.start, firm=False)


def city_state(mention: PlaceMention) -> bool:
    """Whether a land is a city ("Singapore")."""
    place = mention.place
    return place is not None and place.kind == "country" and place.country_code in _CITY_STATES

"""Names of places that only a programme's layout shows to be such: "Lands Edinburgh", "Dep LHR"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from timeline.gazetteer import Gazetteer
from timeline.gazetteer.folding import fold
from timeline.gazetteer.spot import km
from timeline.records import Place, PlaceMention, Span

_SLOT = re.compile(
    r"(?:\b(?:[Aa]rriv(?:al|es?|ing)|ARR?|[Aa]rr?|[Ll]ands?|LV|[Dd]ep|DEP|[Dd]epart(?:s|ure)?|[Ll]eaves?|[Ff]light"
    r"|[Rr]eturns?|[Cc]ancels?|DEPART|ARRIVE|LEAVE|LAND|[Ll]eave)\b[.:]?[ ]+)"
    r"(?:(?:in|at|from|for|to|by air from)[ ]+)?(?P<name>(?:St\.[ ])?[A-ZÀ-Þ][\w'’-]+(?:[ ][A-ZÀ-Þ][\w'’-]+){0,3})"
    r"|\b(?:to|from|for|via|route|TO|FROM|FOR|VIA|RON|[Oo]vernight"
    r"|OVERNIGHT)[ ]+(?P<other>[A-ZÀ-Þ][\w'’-]+(?:[ ][A-ZÀ-Þ][\w'’-]+){0,3})"
)
_WORDS = r"(?P<name>[A-ZÀ-Þ][\w'’.-]+(?:[ ][A-ZÀ-Þ][\w'’-]+){0,2})"
_OPENING = re.compile(rf"[ \t|*•–-]*{_WORDS}(?=[ ]*(?:[-–:(,|]|[ ]{{2}}|$))", re.M)
_COLUMN = re.compile(rf"(?<=[ ]{{3}}){_WORDS}(?=[ ]{{3}})")
_CUES = re.compile(
    r"(?i)(?:dep|arr|arrival|departure|departs?|arrives?|lands?|leaves?|return|flight|hotel|overnight|mass|lunch"
    r"|dinner|meetings?|visit|lv|ar"
    r"|day|programme|president|prime|minister|ministry|speaker|reception|address|press|mr|ms|mrs|dr|by|to|from|via"
    r"|met|the|all|free|rest)\b"
)
_FIELDS = ("AFB", "Air Force Base", "Air Base")
_KINDS = frozenset(("city", "island", "country"))
_WHY = "named in a slot of a programme"
_HAMLET, _TOWN, _CITY = 500, 20_000, 100_000  # inhabitants
_NEAR_KM = 1000.0


def with_slots(
    text: str,
    starts: Sequence[int],
    end: int,
    places: Sequence[PlaceMention],
    persons: Sequence[Span],
    gazetteer: Gazetteer,
) -> list[PlaceMention]:
    """The places of a programme that ends at `end`, with those found by their slot, and far-off namesakes set right.

    `starts` is where it begins and where in each line what is told begins; `persons` are the stretches that name
    persons.
    """
    start = starts[0]
    inside = [p for p in places if start <= p.start < end and p.place is not None and not re.search(r"\d", p.text)]
    found = list(inside)
    found += _named(text, start, end, places, found)
    lands = {p.place.country_code for p in found if p.place is not None}
    found += _opening(text, start, end, starts, found, persons, lands, gazetteer)
    for match in _SLOT.finditer(text, start, end):
        group = "name" if match["name"] else "other"
        mention = _looked_up(match[group], match.start(group), found, gazetteer, lands, slot=True)
        if mention is not None:
            found.append(mention)
    found += _named(text, start, end, found, found)
    placed = [_nearer(p, found, gazetteer) for p in found]
    return sorted((p for p in placed if not _astray(p, placed)), key=lambda p: p.start)


def _named(
    text: str, start: int, end: int, places: Sequence[PlaceMention], found: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """The places that the text names elsewhere, where they stand in the stretch too."""
    more: list[PlaceMention] = []
    known = {p.text.casefold(): p for p in places if p.place is not None and len(p.text) > 3}
    for name, held in known.items():
        for match in re.finditer(rf"\b{re.escape(name)}\b", text[start:end], re.I):
            at, last = start + match.start(), start + match.end()
            if text[at].isupper() and _free([*found, *more], at, last):
                more.append(PlaceMention(at, last, match.group(), held.place, held.alternatives, held.reason))
    return more


def _opening(
    text: str,
    start: int,
    end: int,
    starts: Sequence[int],
    found: Sequence[PlaceMention],
    persons: Sequence[Span],
    lands: set[str],
    gazetteer: Gazetteer,
) -> list[PlaceMention]:
    """Places that open an entry, or fill a column of their own."""
    more: list[PlaceMention] = []
    opening = [m for at in starts if (m := _OPENING.match(text, at))]
    for match in (*opening, *_COLUMN.finditer(text, start, end)):
        name, at = match["name"], match.start("name")
        if len(name) < 4 or _CUES.match(name) or any(s.start < at + len(name) and at < s.end for s in persons):
            continue
        mention = _looked_up(name.rstrip("."), at, [*found, *more], gazetteer, lands)
        if (
            mention is not None
            and mention.place is not None
            and (mention.place.population > 5000 or match.re is _COLUMN)
        ):
            more.append(mention)
    return more


def _astray(mention: PlaceMention, found: Sequence[PlaceMention]) -> bool:
    """Whether a name that is only part of the place's own led far away from all other places."""
    place = mention.place
    assert place is not None
    if (
        place.kind == "country"
        or fold(place.name) == fold(mention.text)
        or len(mention.text) > 4
        or mention.text.isupper()
    ):
        return False
    others = [p.place for p in found if p.place is not None and p.text != mention.text]
    return bool(others) and not _near(place, others)


def _free(found: Sequence[PlaceMention], start: int, end: int) -> bool:
    return all(end <= p.start or p.end <= start for p in found)


def _looked_up(
    name: str, at: int, found: Sequence[PlaceMention], gazetteer: Gazetteer, lands: set[str], *, slot: bool = False
) -> PlaceMention | None:
    """The longest opening of the words that is the name of a place of some size."""
    words = name.split()
    for length in range(len(words), 0, -1):
        piece = " ".join(words[:length])
        if len(piece) >= 3 and _free(found, at, at + len(piece)):
            place = _town(piece, gazetteer, lands) or _large(piece, gazetteer)
            if place is not None:
                return PlaceMention(at, at + len(piece), piece, place, (), _WHY)
    if slot and len(words[0]) > 4 and _free(found, at, at + len(words[0])):
        for kind in _FIELDS:  # "DEP ANDREWS"
            for one in gazetteer.candidates(f"{words[0]} {kind}"):
                if one.place.kind in ("airport", "base"):
                    return PlaceMention(at, at + len(words[0]), words[0], one.place, (), _WHY)
    return None


def _town(name: str, gazetteer: Gazetteer, lands: set[str]) -> Place | None:
    """A town of that very name in a land of the programme, or a capital."""
    for one in gazetteer.candidates(name)[:3]:
        place, capital = one.place, gazetteer.capital(one.place.country_code)
        chief = capital is not None and capital.place_id == place.place_id
        known = place.kind == "city" and place.population > _HAMLET and fold(name) == fold(place.name)
        if known and (chief or place.country_code in lands):
            return place
    return None


def _large(name: str, gazetteer: Gazetteer) -> Place | None:
    """The likeliest place of that name, if it is of some size; an airport by its code or its full name."""
    for one in gazetteer.candidates(name)[:1]:
        place = one.place
        if place.kind in ("airport", "base"):
            return place if " " in name or (len(name) == 3 and name.isupper() and place.kind == "airport") else None
        return place if place.kind in _KINDS and place.population > _TOWN else None
    return None


def _nearer(mention: PlaceMention, found: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention:
    """The mention, placed in a land of the programme where its own is far from all others and named by nothing else."""
    place = mention.place
    assert place is not None
    if place.kind in ("admin1", "admin2"):
        for one in gazetteer.candidates(mention.text, country=place.country_code):
            if one.place.kind == "city" and one.place.population > (_HAMLET if place.kind == "admin2" else _CITY):
                return PlaceMention(
                    mention.start,
                    mention.end,
                    mention.text,
                    one.place,
                    (place,),
                    "the town, not its district",
                    one.score,
                )
    if place.kind == "country" or place.population > _CITY:
        return mention
    others = [p.place for p in found if p.place is not None and p.text != mention.text]
    if not others or any(o.country_code == place.country_code for o in others) or _near(place, others):
        return mention
    codes = Counter(o.country_code for o in others)
    for one in sorted(gazetteer.candidates(mention.text), key=lambda c: -codes[c.place.country_code]):
        if codes[one.place.country_code]:
            reason = "the programme is in that land"
            return PlaceMention(mention.start, mention.end, mention.text, one.place, (place,), reason, one.score)
    return mention


def _near(place: Place, others: Sequence[Place]) -> bool:
    return any(km(place.latitude, place.longitude, o.latitude, o.longitude) < _NEAR_KM for o in others)

"""Splits what is known of one traveller into journeys, by time alone, so that merging stays local and cheap.

Within a document events more than ten days apart belong to different journeys. Over documents a traveller cannot be on
two journeys at once: stories whose days overlap or nearly touch are one journey, stories up to ten days apart are one
if they share a place. Trips of the past told in passing stand apart unless another story reports the same visit. A
source that names its journeys has told them apart: what it cut stays cut.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from timeline.assemble.claims import CONTAINERS, OPEN_AFTER, OPEN_BEFORE, Claim, fold

FAR_DAYS = 10  # more than this between two events of one document: another journey
NEAR_DAYS = 4  # stories that share no place are one journey up to this gap
WIDE_DAYS = 14  # a window wider than this ("in October") tells too little to join journeys
_PAST_DAYS = 62  # a trip of the past is matched with a reported one if it is dated to about two months

Strand = list[Claim]


@dataclass(slots=True, eq=False)
class _Group:
    """Strands joined so far: first and last day, the claims, the places and countries they name, and the journeys."""

    low: int
    high: int
    members: Strand
    keys: set[str]
    named: set[str] = field(default_factory=set)


def place_key(item: Claim) -> str:
    """What two claims on one settlement share: the settlement's id, or the text of an unplaced name."""
    place = item.event.place
    if place is None:
        return f"text:{fold(item.event.place_text)}"
    if place.kind == "country" and place.country_code:
        return f"state:{place.country_code}"
    return place.city_id or place.place_id


def _span(strand: Iterable[Claim]) -> tuple[int, int, bool] | None:
    """First and last day of a strand and whether they are firm: by its narrow windows, else its wide ones, else the
    publication; None if all of these are missing."""
    windows = [w for w in (c.window() for c in strand) if w]
    narrow = [w for w in windows if w[1] - w[0] <= WIDE_DAYS]
    if not windows:
        half = WIDE_DAYS // 2
        told = [(c.published, c.event.status) for c in strand if c.published is not None]
        narrow = [(day - half, day) if status == "reported" else (day, day + half) for day, status in told]
    chosen = narrow or windows
    if not chosen:
        return None
    return min(w[0] for w in chosen), max(w[1] for w in chosen), bool(narrow)


def _cut(claims: Sequence[Claim]) -> list[Strand]:
    """The claims of one document cut where ten days lie between; undated ones go with those told beside them."""
    dated = sorted(((w, i) for i, c in enumerate(claims) if (w := c.window())), key=lambda x: x[0])
    if not dated:
        return [list(claims)] if claims else []
    number: dict[int, int] = {}
    current, reach = 0, dated[0][0][1]
    for (low, high), index in dated:
        if low > reach + FAR_DAYS:
            current += 1
        reach = max(reach, high) if low <= reach + FAR_DAYS else high
        number[index] = current
    strands: list[Strand] = [[] for _ in range(current + 1)]
    known = sorted((claims[i].event.position, n) for i, n in number.items())
    for index, item in enumerate(claims):
        if index not in number:
            at = bisect_left(known, (item.event.position, -1))
            near = known[max(0, at - 1) : at + 1]
            number[index] = min(near, key=lambda k: (abs(k[0] - item.event.position), -k[0]))[1]
        strands[number[index]].append(item)
    return strands


def _by_doc(claims: Iterable[Claim]) -> list[Strand]:
    docs: dict[tuple[str, str], Strand] = defaultdict(list)
    for item in claims:
        docs[item.doc, item.event.journey].append(item)
    return [strand for key in sorted(docs) for strand in ([docs[key]] if key[1] else _cut(docs[key]))]


def _keys(strand: Iterable[Claim]) -> set[str]:
    """Places and countries of a strand."""
    keys = set()
    for item in strand:
        keys.add(place_key(item))
        if item.event.place and item.event.place.country_code:
            keys.add(f"country:{item.event.place.country_code}")
    return keys


def _sweep(strands: Iterable[Strand]) -> list[Strand]:
    """Joins strands over documents; linear after sorting by first day."""
    spans = [(_span(strand), strand) for strand in strands]
    timed = [(span, strand) for span, strand in spans if span and span[2]]
    loose = [(span, strand) for span, strand in spans if not (span and span[2])]
    found: list[_Group] = []
    for (low, high, _), strand in sorted(timed, key=lambda x: x[0]):
        keys, named = _keys(strand), {c.event.journey for c in strand if c.event.journey}
        last = found[-1] if found else None
        told_apart = last is not None and bool(named and last.named) and not named & last.named
        near = last is not None and (low <= last.high + NEAR_DAYS or (low <= last.high + FAR_DAYS and keys & last.keys))
        if last and near and not told_apart:
            last.members.extend(strand)
            last.keys |= keys
            last.named |= named
            last.high = max(last.high, high)
        else:
            found.append(_Group(low, high, list(strand), keys, named))
    return _attach(found, loose)


def _attach(found: list[_Group], loose: Sequence[tuple[tuple[int, int, bool] | None, Strand]]) -> list[Strand]:
    """Strands that are hardly dated go to a journey with a common place, inside their own window if any."""
    starts = [group.low for group in found]
    by_place: dict[str, list[_Group]] = defaultdict(list)
    for group in found:
        for key in group.keys:
            by_place[key].append(group)
    alone: list[_Group] = []
    for span, strand in loose:
        keys = {place_key(c) for c in strand}
        if span is not None:
            near = found[bisect_left(starts, span[0] - FAR_DAYS) : bisect_right(starts, span[1])]
        else:
            near = list({id(g): g for key in sorted(keys) for g in by_place[key]}.values())
        near = [group for group in near if group.keys & keys]
        if near:
            max(near, key=lambda g: (len(g.keys & keys), g.low)).members.extend(strand)
            continue
        alone.append(_Group(0, 0, list(strand), keys))
        if span is None:
            for key in keys:
                by_place[key].append(alone[-1])
    return [group.members for group in found + alone]


def _compatible(past: Claim, other: Claim) -> bool:
    window = other.window()
    return (
        window is not None
        and other.event.status == "reported"
        and other.day is not None
        and past.low <= window[1]
        and window[0] <= past.high
    )


def _absorb(past: Claim, journeys: Sequence[Strand], index: dict[str, list[tuple[int, Claim]]]) -> bool:
    """Adds a visit told in passing to the journey on which another document reports it."""
    if past.low == OPEN_BEFORE or past.high == OPEN_AFTER or past.high - past.low > _PAST_DAYS:
        return False
    place = past.event.place
    if place is None or past.event.status != "reported":
        return False
    key = f"country:{place.country_code}" if place.kind in CONTAINERS else place_key(past)
    for number, other in index.get(key, ()):
        if other.doc != past.doc and _compatible(past, other):
            journeys[number].append(past)
            return True
    return False


def _past_journeys(past: Sequence[Claim]) -> list[Strand]:
    """Trips of the past: well dated ones by time, the others by document and common place."""
    strands = _by_doc(past)
    dated: list[Strand] = []
    vague: list[Strand] = []
    for strand in strands:
        firm = any(c.low != OPEN_BEFORE and c.high != OPEN_AFTER for c in strand)
        (dated if firm else vague).append(strand)
    return _sweep(dated) + _common(vague)


def _common(strands: Sequence[Strand]) -> list[Strand]:
    """Joins strands that share a place."""
    found: list[Strand] = []
    owner: dict[str, int] = {}
    for strand in strands:
        keys = sorted({place_key(c) for c in strand})
        number = min((owner[k] for k in keys if k in owner), default=len(found))
        if number == len(found):
            found.append([])
        found[number].extend(strand)
        for key in keys:
            owner.setdefault(key, number)
    return found


def journeys(claims: Sequence[Claim]) -> list[Strand]:
    """All journeys of one traveller; each claim is in exactly one of them."""
    current = _sweep(_by_doc(c for c in claims if not c.past))
    index: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for number, members in enumerate(current):
        for item in members:
            index[place_key(item)].append((number, item))
            if item.event.place and item.event.place.country_code:
                index[f"country:{item.event.place.country_code}"].append((number, item))
    left = [c for c in claims if c.past and not _absorb(c, current, index)]
    return current + _past_journeys(left)

"""Sees which names stand side by side: a place with its land ("Paris, Texas"), or the members of a list."""

from __future__ import annotations

import re

from timeline.locate.geo import contains
from timeline.locate.scan import Found

_LANDS = ("country", "admin1", "admin2")
_COMMA = re.compile(r"\s?[,(]\s?")
_AND = re.compile(r",? (?:and|or|&) (?:in |to |the )?|[/–—-]| ?; ?|, (?:and )?(?:in |to )?(?:the )?")
_IN = re.compile(
    r",? (?:in|of) (?:the )?(?:(?:far |central )?(?:north|south|east|west)(?:east|west)?(?:ern)? )?"
    r"(?:[a-z]+ )?(?:state|province|region|county|republic|emirate|district)?(?: of )?"
)
_OWNER = re.compile(r"['’]s? (?:[a-z]+ ){0,3}")
# where a place far better known than its namesake in the next land heads a list, the list wins
_FAR_BETTER = 2.0


def relate(text: str, found: list[Found]) -> dict[int, list[str]]:
    """Mark each stretch with its land and its neighbours; the reasons that this gives, by its number."""
    reasons: dict[int, list[str]] = {}

    def say(index: int, reason: str) -> None:
        held = reasons.setdefault(index, [])
        if reason not in held:
            held.append(reason)

    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if right.start - left.end > 40:
            continue
        between = text[left.end : right.start]
        if "\n" in between.strip(" "):
            continue
        if _COMMA.fullmatch(between) and _is_land(text, found, index):
            left.land = right
            say(index - 1, "before the land it lies in")
            say(index, "names the land of the place before it")
        elif _AND.fullmatch(between):
            left.beside.append(right)
            right.beside.append(left)
            say(index - 1, "in a list of places")
            say(index, "in a list of places")
        elif _IN.fullmatch(between) and lies_in(left, right):
            left.land = left.land or right
        elif _OWNER.fullmatch(between) and lies_in(right, left):
            right.land = right.land or left
    return reasons


def _is_land(text: str, found: list[Found], index: int) -> bool:
    """Whether in "A, B" the second is the land of the first, and not the next member of a list."""
    left, right = found[index - 1], found[index]
    if not lies_in(left, right):
        return False
    if left.entry is None or right.entry is None:
        return True
    mine, its = left.entry.places[0], right.entry.places[0]
    in_list = _in_list(text, found, index)
    if mine.kind == its.kind and mine.kind in ("country", "admin1"):
        if in_list or mine.kind != "country":
            return False
        return any(place.kind == "admin1" and contains(its, place) for place in left.entry.places)
    if in_list and not contains(its, mine):
        lands = [p for p in right.entry.places[:6] if p.kind in _LANDS]
        rated = zip(left.entry.places, left.entry.weights, strict=True)
        inside = max((weight for place, weight in rated if any(contains(land, place) for land in lands)), default=0.0)
        return left.entry.top - inside < _FAR_BETTER
    return True


def _in_list(text: str, found: list[Found], index: int) -> bool:
    """Whether another name stands before the first or after the second as in a list."""
    if index >= 2 and _COMMA.fullmatch(text[found[index - 2].end : found[index - 1].start]):
        return found[index - 2].land is not found[index - 1]
    after = text[found[index].end : found[index + 1].start] if index + 1 < len(found) else "."
    return bool(re.fullmatch(r",? and |, ", after))


def lies_in(inner: Found, outer: Found) -> bool:
    """Whether some reading of `inner` lies in some reading of `outer`, a country or a division."""
    if outer.entry is None:
        return False
    lands = [place for place in outer.entry.places[:6] if place.kind in _LANDS]
    if inner.entry is None:
        return bool(lands) and outer.entry.places[0] in lands
    return any(contains(land, place) for land in lands for place in inner.entry.places)

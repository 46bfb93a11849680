"""A cell of a table that names several places, such as "Cairo, Alexandria" or "Halifax (Nova Scotia)"."""

from __future__ import annotations

import re
from datetime import date

from timeline.gazetteer import default
from timeline.gazetteer.folding import fold
from timeline.gazetteer.spot import km
from timeline.locate.single import resolve
from timeline.records import Place, Resolution

_MARKS = re.compile(r"[;,](?![^(]*\))|\s/\s")
_PARENTHESIS = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")


_WELL_KNOWN = 50_000  # a lesser town of another country is not what a row means
_FAR_KM = 3000.0


def resolve_all(cell: str, country: str = "", on: date | None = None) -> list[tuple[str, Resolution]]:
    """Each place that `cell` names, in order, as it is written there, with the answer of `resolve`.

    Places are separated by commas, semicolons or slashes. A name that holds a comma itself ("Mexico, D.F.") is one
    place where the gazetteer knows it as one, and a division at the end that only tells where the place before it
    lies ("Montebello, Quebec") is none of its own. A place that is named twice stands once.
    """
    names = _names(cell, on)
    answers = [_resolve(name, country, on, tuple(n for n in names if n != name)) for name in names]
    if len(names) > 1:
        if (inner := _inside(names[-2], names[-1], on)) and _likelier(inner, answers[-2]):
            answers[-2] = inner
        before = answers[-2].place
        if before is not None and _division(names[-1], before, on):
            names, answers = names[:-1], answers[:-1]
    answers = [_seat(answer) for answer in answers]
    if len(names) > 1:
        placed = [answer.place for answer in answers if answer.place]
        answers = [_far_off(a, [p for p in placed if p is not a.place]) for a in answers]
    found: dict[str, tuple[str, Resolution]] = {}
    for name, answer in zip(names, answers, strict=True):
        found.setdefault(answer.place.place_id if answer.place else fold(name), (name, answer))
    return list(found.values())


def _names(cell: str, on: date | None) -> list[str]:
    """The parts of the cell; two neighbours that make up one known name stay together."""
    parts = [" ".join(part.split()) for part in _MARKS.split(cell)]
    names: list[str] = []
    for part in (p for p in parts if p):
        joined = f"{names[-1]}, {part}" if names else ""
        if joined and any(c.place.kind != "airport" for c in default().candidates(joined, on=on)):
            names[-1] = joined
        else:
            names.append(part)
    return names


def _resolve(name: str, country: str, on: date | None, context: tuple[str, ...]) -> Resolution:
    """One part: as the country itself, then in the land in parentheses behind it, then in the row's country."""
    if country and fold(name) == fold(country):
        lands = [c.place for c in default().candidates(name, on=on) if c.place.kind in ("country", "region")]
        if lands:
            return Resolution(lands[0], tuple(lands[1:]), "the country itself", 0.9)
    if match := _PARENTHESIS.fullmatch(name):
        inner = resolve(match[1], match[2], on)
        if inner.place is not None and _lies_in(inner.place, match[2], on):
            return inner
        name = match[1]
    return resolve(name, country, on, context)


def _seat(found: Resolution) -> Resolution:
    """The city rather than the division that is named after it ("Salzburg"): a cell of places means places."""
    place = found.place
    if place is None or place.kind != "admin1":
        return found
    cities = [p for p in found.alternatives if p.kind == "city" and fold(p.name) == fold(place.name)]
    seats = [p for p in cities if _holds(place, p)]
    if not seats:
        return found
    rest = tuple(p for p in (place, *found.alternatives) if p is not seats[0])
    return Resolution(seats[0], rest, f"the city, not the division; {found.reason}", found.confidence)


def _far_off(found: Resolution, others: list[Place]) -> Resolution:
    """Leaves open a common name that only a lesser town far from all the row's other places answers to."""
    place = found.place
    if place is None or not others or not found.alternatives or place.kind != "city" or place.population >= _WELL_KNOWN:
        return found
    if any(km(place.latitude, place.longitude, o.latitude, o.longitude) < _FAR_KM for o in others):
        return found
    reason = f"known only far from {others[0].name}: {place.name} ({place.country_code})"
    return Resolution(None, (place, *found.alternatives), reason, 0.0)


def _inside(name: str, division: str, on: date | None) -> Resolution | None:
    """The place of that name in the division of that name, if both are known."""
    found = resolve(name, division, on)
    return found if found.place is not None and _division(division, found.place, on) else None


def _likelier(inner: Resolution, other: Resolution) -> bool:
    """Whether the place in the division named behind it is meant: unless the other is ten times as large."""
    if inner.place is None or other.place is None:
        return inner.place is not None
    return inner.place.population * 10 >= other.place.population


def _lies_in(place: Place, land: str, on: date | None) -> bool:
    """Whether a place lies in a country or division of that name."""
    holders = [candidate.place for candidate in default().candidates(land, on=on)]
    return any((h.kind == "country" and h.country_code == place.country_code) or _holds(h, place) for h in holders)


def _division(name: str, place: Place, on: date | None) -> bool:
    """Whether a name is that of the first-level division in which the place lies."""
    return any(_holds(c.place, place) for c in default().candidates(name, on=on))


def _holds(holder: Place, place: Place) -> bool:
    if holder.kind != "admin1" or holder.country_code != place.country_code or not place.admin1:
        return False
    return holder.place_id != place.place_id and fold(holder.name) == fold(place.admin1)

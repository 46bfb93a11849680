"""Which place one name means, when it comes from a table and not from a running text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.locate.choose import choose
from timeline.locate.context import Group
from timeline.locate.document import LEAST_CONFIDENCE
from timeline.locate.geo import contains
from timeline.locate.names import Entry, Names, names, prominence
from timeline.records import Place, Resolution


def resolve(name: str, country: str = "", on: date | None = None, context: Sequence[str | Place] = ()) -> Resolution:
    """Which place `name` means: the place or None, the reason, the alternatives, best first.

    `country` is the land beside it: a country's or division's name or an ISO code; where nothing of the name lies there
    the lands that it held on the day count. `on` decides which historical names hold. `context` holds
    other places of the same text, as names or as places. "Portland, Maine" in `name` itself is read as a name with its
    land. A name in no form known gets a fuzzy look-up.
    """
    known = names(on)
    entry, land = _split(" ".join(name.split()), " ".join(country.split()), known)
    if entry is None:
        return Resolution(None, reason=f"no place called {name.strip()!r} is known")
    group = Group(entry, mentions=1)
    if land is not None:
        group.lands.append(land)
        group.lands += _held(entry, land, known, on)
    others = [Group(found, mentions=1) for item in context if (found := _entry_of(item, known)) is not None]
    if land is not None:
        others.append(Group(land, mentions=1))
    choose([group, *others], {})
    sure = round(group.confidence(), 3)
    if group.place is None or sure < LEAST_CONFIDENCE:
        rest = tuple(place for _, place, _ in group.ranked)
        return Resolution(None, rest, f"left open, several places are as likely; {group.reason}", sure)
    return Resolution(group.place, group.alternatives, group.reason, sure)


def _split(name: str, country: str, known: Names) -> tuple[Entry | None, Entry | None]:
    """The entries of the name and of its land, which may stand in the name after a comma or in parentheses."""
    if not name:
        return None, None
    land = _land(country, known)
    entry = known.get(name)
    if entry is None and ("," in name or "(" in name):
        head, _, tail = name.replace("(", ",").rstrip(" )").partition(",")
        entry = known.get(head.strip()) if head.strip() else None
        land = land or _land(tail.rpartition(",")[2].strip(), known)
    if entry is None and name.lower().startswith("the "):
        entry = known.get(name[4:])
    return entry or known.guess(name), land


def _held(entry: Entry, land: Entry, known: Names, on: date | None) -> list[Entry]:
    """The possessions of a country, if the name is none of a place in the country itself."""
    first = land.places[0]
    if first.kind != "country" or any(contains(first, place) for place in entry.places):
        return []
    codes = known.gazetteer.possessions(first.country_code, on)
    found = [place for code in codes if (place := known.gazetteer.country(code)) is not None]
    return [Entry(place.name, (place,), (prominence(place),)) for place in found]


def _land(country: str, known: Names) -> Entry | None:
    if not country:
        return None
    if len(country) == 2 and country.isupper() and (place := known.gazetteer.country(country)) is not None:
        return Entry(country, (place,), (prominence(place),))
    return known.get(country)


def _entry_of(item: str | Place, known: Names) -> Entry | None:
    if isinstance(item, Place):
        return Entry(item.name, (item,), (prominence(item),))
    return known.get(item) if item.strip() else None

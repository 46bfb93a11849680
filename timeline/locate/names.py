"""What the gazetteer knows of a written form, remembered per process, and how well known the places are."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date

from timeline import gazetteer
from timeline.gazetteer import How
from timeline.records import Place

# log10 of a population that a place of this kind counts for, besides its own people
_KIND = {
    "country": 9.0,
    "region": 7.5,
    "admin1": 5.5,
    "island": 4.5,
    "natural": 4.5,
    "base": 4.5,
    "estate": 4.5,
    "venue": 4.5,
    "airport": 4.0,
    "admin2": 2.5,
    "city": 0.0,
}
# capitals of countries and of divisions are spoken of more than their people make one expect
_RANK = {"PPLC": 1.5, "PPLA": 0.3}
# a rare or foreign form of a large place gives way to the place that bears the name itself ("New Delhi", Delhi)
_DOUBT = {How.VARIANT: 0.8, How.FUZZY: 1.5, How.LAPSED: 3.2}
_UNDATED = _DOUBT | {How.FORMER: 2.0}  # where the text has no day, a former name may have lapsed
_LIMIT = 100_000


def prominence(place: Place) -> float:
    """How well known a place is, on the scale of log10 of a city's population; a country is at least 9."""
    people = math.log10(place.population + 1) if place.population > 0 else 0.0
    if place.kind == "city":
        # a city of unknown size counts like a village
        return (people or 2.0) + _RANK.get(place.feature_code, 0.0)
    if place.kind == "admin2":
        return max(_KIND["admin2"], people - 1.0)
    if place.kind == "region" and place.country_code:
        return _KIND["admin1"] + 0.5  # Siberia is less spoken of than Europe
    if place.kind == "natural" and not place.country_code:
        return _KIND["natural"] + 1.0  # a sea or a range between countries
    base = _KIND.get(place.kind, 3.0)
    if place.kind == "country":
        return base + people / 10
    if place.kind == "admin1":
        return max(base, people - 0.5)
    return base


@dataclass(frozen=True, slots=True)
class Entry:
    """A written form with its possible places, the best known first."""

    name: str
    places: tuple[Place, ...]
    weights: tuple[float, ...]  # prominence of each, lowered where the gazetteer doubts the match
    countries: frozenset[str] = field(init=False)  # codes of the countries that bear the name themselves

    def __post_init__(self) -> None:
        codes = frozenset(place.country_code for place in self.places if place.kind == "country")
        object.__setattr__(self, "countries", codes)

    @property
    def top(self) -> float:
        """Prominence of the best known place."""
        return self.weights[0]


class Names:
    """Lookups in the gazetteer as it stood on one day."""

    def __init__(self, source: gazetteer.Gazetteer, on: date | None) -> None:
        self._source = source
        self._on = on
        self._known: dict[tuple[str, str], Entry | None] = {}

    @property
    def gazetteer(self) -> gazetteer.Gazetteer:
        """The gazetteer behind."""
        return self._source

    def get(self, name: str, country: str = "") -> Entry | None:
        """The entry of a written form, None where the gazetteer has none."""
        key = (name, country)
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) > _LIMIT:
                self._known.clear()
            self._known[key] = entry = self._look_up(" ".join(name.split()), country)
            return entry

    def guess(self, name: str) -> Entry | None:
        """The entry of a misspelt form."""
        return self._look_up(name, "", fuzzy=True)

    def _look_up(self, name: str, country: str, fuzzy: bool = False) -> Entry | None:
        found = self._source.candidates(name, country=country or None, on=self._on, fuzzy=fuzzy)
        doubt = _DOUBT if self._on else _UNDATED
        weighed = ((prominence(c.place) - doubt.get(c.how, 0.0), c.place) for c in found)
        rated = sorted(weighed, key=lambda pair: (-pair[0], pair[1].place_id))
        if not rated:
            return None
        return Entry(name, tuple(place for _, place in rated), tuple(weight for weight, _ in rated))


_names: dict[date | None, Names] = {}


def names(on: date | None = None) -> Names:
    """The lookups for a day (None: as of today), shared in the process."""
    # a day decides only which historical names hold, so months suffice as the key of the memory
    key = on.replace(day=1) if on else None
    source = gazetteer.default()
    held = _names.get(key)
    if held is None or held.gazetteer is not source:
        if len(_names) > 24:
            _names.clear()
        held = _names[key] = Names(source, on)
    return held

"""What the gazetteer knows of a written form, remembered per process, and how well known the places are."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from timeline import gazetteer
from timeline.gazetteer import Candidate, How
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
_BESIDE_A_CAPITAL = {How.VARIANT: 2.8}  # Islamabad is not the town of Anantnag, which is called so, too
_UNDATED = _DOUBT | {How.FORMER: 2.0}  # where the text has no day, a former name may have lapsed
_FAME, _MOST_FAME = 0.3, 0.9
_LIMIT = 100_000  # entries remembered
_MOST_YEARS = 100
_Key = str | tuple[str, str]  # written form, with a country if one is given


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


_UNASKED = Entry("", (), ())  # what nobody has asked for yet


class Names:
    """Lookups in the gazetteer as it stood in one year; `undated` holds what is the same in every year."""

    def __init__(self, source: gazetteer.Gazetteer, on: date | None, undated: dict[_Key, Entry | None]) -> None:
        self._source = source
        self._on = on
        self._undated = undated
        self._known: dict[_Key, Entry | None] = {}

    @property
    def gazetteer(self) -> gazetteer.Gazetteer:
        """The gazetteer behind."""
        return self._source

    def get(self, name: str, country: str = "") -> Entry | None:
        """The entry of a written form, None where the gazetteer has none."""
        key = (name, country) if country else name
        entry = self._undated.get(key, _UNASKED)
        if entry is _UNASKED:
            entry = self._known.get(key, _UNASKED)
        return self._look_up(key, name, country) if entry is _UNASKED else entry

    def _look_up(self, key: _Key, name: str, country: str) -> Entry | None:
        written = " ".join(name.split())
        found = self._source.candidates(written, country=country or None, on=self._on)
        entry = self._entry(written, found) if found else None
        dated = bool(found) and any(candidate.how in (How.FORMER, How.LAPSED) for candidate in found)
        memory = self._known if dated else self._undated
        if len(memory) > _LIMIT:
            memory.clear()
        memory[key] = entry
        return entry

    def _fame(self, place: Place, divided: Set[str]) -> float:
        """What palaces and summit venues add: Geneva and Davos are spoken of more than their people make one expect."""
        if place.kind != "city" or place.country_code in divided:
            return 0.0
        venues = self._source.seats.get(place.place_id, 0)
        return min(_MOST_FAME, _FAME * math.log2(1 + venues))

    def guess(self, name: str) -> Entry | None:
        """The entry of a misspelt form."""
        return self._entry(name, self._source.candidates(name, on=self._on, fuzzy=True))

    def _entry(self, name: str, found: Sequence[Candidate]) -> Entry | None:
        doubt = _DOUBT if self._on else _UNDATED
        if any(c.how is How.NAME and c.place.feature_code == "PPLC" for c in found):
            doubt = doubt | _BESIDE_A_CAPITAL
        divided = {c.place.country_code for c in found if c.place.kind == "admin1"}  # "New York": state or city
        weighed = ((prominence(c.place) + self._fame(c.place, divided) - doubt.get(c.how, 0.0), c.place) for c in found)
        rated = sorted(weighed, key=lambda pair: (-pair[0], pair[1].place_id))
        if not rated:
            return None
        return Entry(name, tuple(place for _, place in rated), tuple(weight for weight, _ in rated))


_names: dict[int | None, Names] = {}
_undated: dict[_Key, Entry | None] = {}


def names(on: date | None = None) -> Names:
    """The lookups for a day (None: no day is known), shared in the process."""
    # a day decides only which historical names hold, and these are known by their years
    year = on.year if on else None
    source = gazetteer.default()
    held = _names.get(year)
    if held is None or held.gazetteer is not source:
        if len(_names) > _MOST_YEARS or any(other.gazetteer is not source for other in _names.values()):
            _names.clear()
            _undated.clear()
        held = _names[year] = Names(source, on, _undated)
    return held

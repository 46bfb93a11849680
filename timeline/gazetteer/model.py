"""What a lookup gives back, and how candidates of one name are weighed against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

from timeline.records import Place

# kinds in the order of their numbers in the index; append only
KINDS = (
    "city", "admin1", "admin2", "country", "region", "island", "airport", "base", "estate", "venue", "natural",
    "facility",
)  # fmt: skip


class How(IntEnum):
    """How a written form belongs to a place; the lower, the closer."""

    NAME = 0  # the canonical name
    ALIAS = 1  # a name in common use, from a curated layer
    CODE = 2  # IATA, ICAO or ISO code
    FORMER = 3  # held for some years only
    VARIANT = 4  # a foreign, old or rare form from GeoNames
    FUZZY = 5  # misspelt
    LAPSED = 6  # held for some years, but not on the day asked for


_WEIGHT = {How.NAME: 1.0, How.ALIAS: 0.97, How.CODE: 0.9, How.FORMER: 0.95, How.VARIANT: 0.75, How.FUZZY: 0.6,
           How.LAPSED: 0.52}  # fmt: skip
_SAID = {How.NAME: "name", How.ALIAS: "alias", How.CODE: "code", How.FORMER: "former name", How.VARIANT: "variant name",
         How.FUZZY: "similar name", How.LAPSED: "former name"}  # fmt: skip
# out of 1, before people are counted
_BASE = {"country": 0.95, "region": 0.8, "admin1": 0.58, "island": 0.6, "natural": 0.55, "base": 0.6, "estate": 0.6,
         "venue": 0.6, "facility": 0.5, "airport": 0.5, "admin2": 0.1, "city": 0.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a name: the place, a score in 0..1 that orders the readings, and how the name belongs to it.

    `detail` is what the reason adds to that: the years of a former name, the spelling that a similar name comes near.
    """

    place: Place
    score: float
    how: How = How.NAME
    detail: str = ""

    @property
    def reason(self) -> str:
        """Why this reading is offered, in words."""
        detail = f" ({self.detail})" if self.detail else ""
        parts = [f"{_SAID[self.how]}{detail}", _kind_in_words(self.place)]
        if self.place.population and self.place.kind in ("city", "admin1"):
            parts.append(f"{self.place.population:,} people")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a place comes from: the layer, whose data it is, under which licence, and whom to name."""

    name: str
    source: str
    licence: str
    attribution: str


def importance(place: Place) -> float:
    """How well known a place is, 0..1: its kind, its people (a logarithm), its rank as a seat of government."""
    people = math.log10(place.population + 1)
    if place.kind == "city":
        rank = {"PPLC": 0.14, "PPLA": 0.05}.get(place.feature_code, 0.0)
        return min(1.0, people / 8.5 + rank)
    if place.kind == "country":
        return 0.9 + people / 100
    if place.kind == "admin1":
        return 0.4 + people / 28
    if place.kind == "admin2":
        return max(0.1, people / 12)
    return _BASE.get(place.kind, 0.5)


def weigh(place: Place, how: How, detail: str = "", factor: float = 1.0) -> Candidate:
    """A candidate from the way it was found; `detail` goes into the reason, `factor` lowers the score."""
    return Candidate(place, round(min(1.0, importance(place)) * _WEIGHT[how] * factor, 4), how, detail)


def _kind_in_words(place: Place) -> str:
    if place.feature_code == "PPLC":
        return "capital"
    if place.feature_code == "PPLA":
        return "seat of its division"
    return {"admin1": "first-level division", "admin2": "second-level division", "natural": "natural feature"}.get(
        place.kind, place.kind
    )

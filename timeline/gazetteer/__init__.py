"""The local gazetteer: names to places, offline.

    from timeline import gazetteer
    g = gazetteer.default()                      # opens the cached index in milliseconds, builds it when missing
    g.candidates("Salisbury", on=date(1970, 1, 1))   # list of Candidate(place, score, how, reason), best first
    g.candidates("Tashkant", fuzzy=True)         # fuzzy only when nothing matches exactly
    g.get("geonames:1526273"), g.country("KZ"), g.capital("KZ"), g.settlement(airport)
    g.demonyms()["kazakh"], g.country_names()["kazakhstan"]
    g.contains(country_or_division, place), g.reverse(latitude, longitude)

For scanning text: fold each token with `fold` (empty ones left out), then

    tokens = [fold(word) for word in words]
    g.matches(tokens, i)          # the numbers of tokens of every known name that begins at i, ascending

A name with "The", "St." for "Saint" and the like is found by `candidates` though the scan knows it only as listed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from timeline.gazetteer.core import Gazetteer
from timeline.gazetteer.folding import fold
from timeline.gazetteer.layers import built_index
from timeline.gazetteer.model import Candidate, How, importance
from timeline.gazetteer.store import index_file

__all__ = ["Candidate", "Gazetteer", "How", "default", "fold", "importance", "open_index"]


@cache
def default() -> Gazetteer:
    """The gazetteer of the shipped layers and the user's own, or the index that the user built; one for the process.

    Raises `GazetteerError` if the index can neither be opened nor built.
    """
    return Gazetteer(built_index() or index_file())


def open_index(path: Path) -> Gazetteer:
    """The gazetteer of an index file built elsewhere."""
    return Gazetteer(path)

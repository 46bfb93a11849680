"""Reads reports on diplomatic travel and gives back the trip: map, timeline and itinerary.

`build`, `find_places` and `find_dates` load what they need when they are first called, so that importing is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from timeline.records import (
    DateMention,
    Dispatch,
    Entry,
    Place,
    PlaceMention,
    Problem,
    RawEvent,
    Trip,
)

if TYPE_CHECKING:
    from timeline.api import Itinerary, build
    from timeline.dating import find_dates
    from timeline.locate import find_places

__version__ = "0.1.0"
__all__ = [
    "DateMention", "Dispatch", "Entry", "Itinerary", "Place", "PlaceMention", "Problem", "RawEvent", "Trip",
    "build", "find_dates", "find_places",
]  # fmt: skip
_LAZY = {
    "build": "timeline.api",
    "Itinerary": "timeline.api",
    "find_dates": "timeline.dating",
    "find_places": "timeline.locate",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)

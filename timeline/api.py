"""What Python users hold: `build`, and the itinerary it returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.records import Dispatch, RawEvent, Trips

if TYPE_CHECKING:
    import folium
    import pandas


@dataclass(frozen=True, slots=True)
class Itinerary(Trips):
    """All trips that were found, in order; `problems` holds what could not be resolved, with the sentence."""

    def to_frame(self) -> pandas.DataFrame:
        """The itinerary as a frame, one row per event, with the columns of `timeline.frame.COLUMNS`."""
        from timeline.frame import to_frame

        return to_frame(self)

    def to_map(self, offline: bool = False) -> folium.Map:
        """The itinerary as a `folium.Map`; with `offline` it needs no network when it is opened."""
        from timeline.folium_map import to_map

        return to_map(self, offline=offline)

    def _repr_html_(self) -> str:
        """The map, for a notebook that ends a cell with the itinerary."""
        return str(self.to_map()._repr_html_())


def build(dispatches: Iterable[Dispatch | RawEvent], *, min_confidence: float = 0.0) -> Itinerary:
    """Read any number of dispatches (or events extracted elsewhere) on any number of trips and return all of them.

    Rows below `min_confidence` (0..1) are left out. The order of the input does not matter.
    """
    from timeline.pipeline import build as run

    found = run(dispatches, min_confidence=min_confidence)
    return Itinerary(found.trips, found.problems, found.corrections)

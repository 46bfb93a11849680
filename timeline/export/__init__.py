"""The formats an itinerary can be written in: name -> writer of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from timeline.codec import to_json
from timeline.export.geojson import feature_collection
from timeline.files import write_text
from timeline.frame import write_csv
from timeline.records import Trips

__all__ = ["EXPORTERS"]


def _csv(trips: Trips, path: Path) -> None:
    write_csv(trips, path)


def _json(trips: Trips, path: Path) -> None:
    write_text(path, to_json(trips))


def _geojson(trips: Trips, path: Path) -> None:
    write_text(path, feature_collection(trips))


EXPORTERS: dict[str, Callable[[Trips, Path], None]] = {"csv": _csv, "geojson": _geojson, "json": _json}
"""Each writes the trips to the path, whole or not at all, and raises `RenderError` where it cannot."""

"""The formats an itinerary can be written in: name -> writer of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from timeline.codec import to_json
from timeline.errors import UnknownNameError
from timeline.export.geojson import feature_collection
from timeline.export.gpx import gpx
from timeline.export.ics import ics
from timeline.export.jsonld import jsonld
from timeline.export.kml import kml
from timeline.export.lpf import lpf
from timeline.export.markdown import markdown
from timeline.export.parquet import parquet
from timeline.export.timelinejs import timelinejs
from timeline.export.xlsx import xlsx
from timeline.files import write_bytes
from timeline.frame import write_csv
from timeline.records import Trips

__all__ = ["EXPORTERS", "exporter"]

Exporter = Callable[[Trips, Path], None]


def _csv(trips: Trips, path: Path) -> None:
    write_csv(trips, path)


def _text(render: Callable[[Trips], str]) -> Exporter:
    def export(trips: Trips, path: Path) -> None:
        write_bytes(path, render(trips).encode("utf-8", "replace"))

    return export


def _bytes(render: Callable[[Trips], bytes]) -> Exporter:
    def export(trips: Trips, path: Path) -> None:
        write_bytes(path, render(trips))

    return export


EXPORTERS: dict[str, Exporter] = {
    "csv": _csv,
    "geojson": _text(feature_collection),
    "gpx": _text(gpx),
    "ics": _bytes(ics),
    "json": _text(to_json),
    "jsonld": _text(jsonld),
    "kml": _text(kml),
    "lpf": _text(lpf),
    "markdown": _text(markdown),
    "parquet": _bytes(parquet),
    "timelinejs": _text(timelinejs),
    "xlsx": _bytes(xlsx),
}
"""Each writes the trips to the path, whole or not at all, and raises `RenderError` where it cannot."""


def exporter(name: str) -> Exporter:
    """The writer of the format of that name. Raises `UnknownNameError`, which lists the formats."""
    if name not in EXPORTERS:
        raise UnknownNameError("format", name, EXPORTERS)
    return EXPORTERS[name]

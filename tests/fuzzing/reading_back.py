"""Exports read back by the libraries of their formats: nothing lost that must not be, nothing run, nothing broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from timeline.codec import from_json, to_json
from timeline.frame import COLUMNS, read_csv, row
from timeline.records import Trips

_MARKUP = {"script", "iframe", "img", "object", "embed", "a", "svg"}


def _rows(trips: Trips) -> list[dict[str, Any]]:
    return [row(entry) for entry in trips.entries()]


def _csv(trips: Trips, path: Path) -> None:
    if _rows(trips):
        assert _rows(read_csv(path)) == _rows(trips)
    import csv

    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
        texts = [cell for cells in csv.reader(file) for cell in cells]
    for text in texts:
        assert not text.startswith(("=", "+", "@", "\t", "\r")), text
        assert not text.startswith("-") or text[1:].replace(".", "").replace("e-", "").isdigit(), text


def _json(trips: Trips, path: Path) -> None:
    def fit(text: str) -> str:
        return text.encode("utf-8", "replace").decode()

    assert to_json(from_json(path.read_text(encoding="utf-8"))) == fit(to_json(trips))


def _numbers(node: object) -> Iterator[list[float]]:
    if isinstance(node, list):
        if node and all(isinstance(n, int | float) for n in node):
            yield node
        else:
            for item in node:
                yield from _numbers(item)


def _geojson(trips: Trips, path: Path) -> None:
    document = json.loads(path.read_bytes())
    for feature in document["features"]:
        for longitude, latitude in _numbers((feature.get("geometry") or {}).get("coordinates", [])):
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    assert len(document["features"]) >= len(_rows(trips)) or "names" in path.read_text(encoding="utf-8")


def _kml(trips: Trips, path: Path) -> None:
    from lxml import etree, html

    root = etree.fromstring(path.read_bytes())
    assert len(root.findall(".//{*}Folder")) == len(trips.trips)
    for node in root.iter("{*}description", "{*}name"):
        shown = html.fromstring(f"<div>{node.text or ''}</div>") if node.tag.endswith("description") else None
        assert shown is None or {e.tag for e in shown.iter("*")} <= {"div", "b", "br"}


def _gpx(trips: Trips, path: Path) -> None:
    import gpxpy

    placed = sum(entry.place is not None for entry in trips.entries())
    assert len(gpxpy.parse(path.read_text(encoding="utf-8")).waypoints) <= placed


def _ics(trips: Trips, path: Path) -> None:
    from icalendar import Calendar

    calendar = Calendar.from_ical(path.read_bytes())
    assert len(calendar.subcomponents) == len(_rows(trips))
    assert not calendar.errors and not any(c.errors for c in calendar.subcomponents)


def _parsed(trips: Trips, path: Path) -> None:
    json.loads(path.read_bytes())


def _markdown(trips: Trips, path: Path) -> None:
    from lxml import etree
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text(encoding="utf-8"))
    tree = etree.fromstring(f"<x>{shown}</x>")
    addresses = [e.get("href") for e in tree.iter("a")]
    assert addresses == ["https://www.geonames.org/"], addresses
    assert not {e.tag for e in tree.iter("*")} & {*_MARKUP - {"a"}, "code", "em", "strong", "hr"}
    assert sum(1 for _ in tree.iter("tr")) == len(_rows(trips)) + len(trips.trips)


def _xlsx(trips: Trips, path: Path) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(path)["Itinerary"]
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert sheet.max_row == len(_rows(trips)) + 1 and sheet.max_column == len(COLUMNS)


def _parquet(trips: Trips, path: Path) -> None:
    from pyarrow.parquet import read_table

    assert read_table(path).num_rows == len(_rows(trips))


BACK: dict[str, Callable[[Trips, Path], None]] = {
    "csv": _csv, "geojson": _geojson, "gpx": _gpx, "ics": _ics, "json": _json, "jsonld": _parsed, "kml": _kml,
    "lpf": _parsed, "markdown": _markdown, "parquet": _parquet, "timelinejs": _parsed, "xlsx": _xlsx,
}  # fmt: skip


def page_is_sound(trips: Trips, page: str) -> None:
    """The page holds the elements of its template and no more, and no attribute that runs something."""
    from lxml import html

    page.encode("utf-8")
    tree = html.document_fromstring(page)
    scripts = [e.get("type", "") for e in tree.iter("script")]
    assert len(scripts) <= 5 and scripts.count("") <= 2
    assert not list(tree.iter("iframe", "object", "embed", "base", "img"))
    assert len(list(tree.iter("meta"))) == 5, "a text became a <meta>"
    for element in tree.iter("*"):
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not str(element.get("href", "")).lower().strip().startswith("javascript")
    shown = len(tree.xpath("//tbody[@id='rows']/tr"))
    assert shown == min(25, len(_rows(trips)))
    assert not scripts or json.loads(tree.get_element_by_id("data").text)["rows"] == len(_rows(trips))

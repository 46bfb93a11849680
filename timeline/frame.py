"""Records <-> tables: the column schema of an itinerary stands once, here.

`to_frame` gives a pandas frame for people; the CSV is read and written without pandas, so that a command line that
needs no frame does not load it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from timeline.errors import InputError
from timeline.files import write_text
from timeline.records import (
    EVENT_KINDS,
    STATUSES,
    Entry,
    Evidence,
    Place,
    Precision,
    Trip,
    TripEvent,
    Trips,
    When,
)

if TYPE_CHECKING:
    import pandas

COLUMNS: tuple[str, ...] = (
    "trip_id", "seq", "traveller", "role", "event", "place", "admin1", "country", "country_code", "latitude",
    "longitude", "place_id", "start_date", "end_date", "earliest", "latest", "date_precision", "status", "purpose",
    "confidence", "distance_km", "sources", "evidence", "conflict",
)  # fmt: skip
"""The columns of an itinerary, in order."""

_NUMBERS = frozenset({"seq", "latitude", "longitude", "confidence", "distance_km"})
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
_PRECISIONS = frozenset(get_args(Precision))


def row(entry: Entry) -> dict[str, Any]:
    """One entry as a mapping of column to value; days as ISO 8601 text, None where nothing is known."""
    place, when = entry.place, entry.when
    return {
        "trip_id": entry.trip_id,
        "seq": entry.seq,
        "traveller": entry.traveller,
        "role": entry.role or None,
        "event": entry.event,
        "place": place.name if place else entry.place_text,
        "admin1": (place.admin1 or None) if place else None,
        "country": (place.country or None) if place else None,
        "country_code": (place.country_code or None) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_id": (place.place_id or None) if place else None,
        "start_date": _iso(when.start),
        "end_date": _iso(when.end),
        "earliest": _iso(when.earliest),
        "latest": _iso(when.latest),
        "date_precision": when.precision,
        "status": entry.status,
        "purpose": entry.purpose or None,
        "confidence": round(entry.confidence, 3),
        "distance_km": None if entry.distance_km is None else round(entry.distance_km, 1),
        "sources": ";".join(s.replace(";", ",") for s in entry.sources) or None,
        "evidence": entry.evidence[0].sentence if entry.evidence else None,
        "conflict": entry.conflict or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def to_frame(trips: Trips) -> pandas.DataFrame:
    """The itinerary as a frame: one row per event, the columns of `COLUMNS`, in order of trip and time."""
    import pandas

    frame = pandas.DataFrame([row(e) for e in trips.entries()], columns=list(COLUMNS))
    return frame.astype({"seq": "int64"}) if len(frame) else frame


# -- CSV -------------------------------------------------------------------------------------------------------
def neutralise(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it; so does one that begins with an
    apostrophe followed by such a sign, so that `restore` gives every text back as it was."""
    bare = text.lstrip("'")
    return f"'{text}" if bare.startswith(_TRIGGERS) else text


def restore(cell: str) -> str:
    """The text that `neutralise` made the cell from."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_TRIGGERS) else cell


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> str:
    """Rows as CSV text (RFC 4180, LF line ends, header row); text cells are safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([_cell(name, cells.get(name)) for name in columns])
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    return str(value) if name in _NUMBERS else neutralise(str(value))


def write_csv(trips: Trips, path: Path) -> None:
    """Write the itinerary as UTF-8 CSV. Raises `RenderError` if `path` cannot be written."""
    write_text(path, to_csv(row(e) for e in trips.entries()))


def read_csv(path: Path) -> Trips:
    """Read an itinerary that `write_csv` wrote and perhaps a person edited.

    Raises `InputError` that names the file, the line and the column of a cell that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as err:
        raise InputError(f"{path}: cannot be read: {err.strerror or err}") from err
    except UnicodeDecodeError as err:
        raise InputError(f"{path}: is not UTF-8 text") from err
    if not text.strip():
        raise InputError(f"{path}: is empty")
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [n for n in ("traveller", "event", "place") if n not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{path}: is no itinerary: column {missing[0]!r} is missing")
    entries: list[Entry] = []
    try:
        for cells in reader:
            entries.append(_entry({k: restore(v or "") for k, v in cells.items() if k}, f"{path}: line {reader.line_num}"))
    except csv.Error as err:
        raise InputError(f"{path}: line {reader.line_num}: {err}") from err
    return Trips(tuple(_trips(entries)))


def _trips(entries: Sequence[Entry]) -> Iterable[Trip]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.trip_id or f"{entry.traveller}", []).append(entry)
    for trip_id, members in grouped.items():
        ordered = tuple(sorted(members, key=lambda e: e.seq))
        yield Trip(trip_id, ordered[0].traveller, ordered)


def _day(cells: Mapping[str, str], name: str, where: str) -> date | None:
    text = cells.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{where}, column {name}: {text!r} is not a day of the form 2023-02-28") from None


def _number(cells: Mapping[str, str], name: str, where: str, low: float, high: float) -> float | None:
    text = cells.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"{where}, column {name}: {text!r} is not a number") from None
    if not low <= value <= high:
        raise InputError(f"{where}, column {name}: {text} is outside {low:g}..{high:g}")
    return value


def _choice(cells: Mapping[str, str], name: str, where: str, choices: Sequence[str], default: str) -> Any:
    text = cells.get(name, "").strip().lower() or default
    if text not in choices:
        raise InputError(f"{where}, column {name}: {text!r} is none of {', '.join(choices)}")
    return text


def _place(cells: Mapping[str, str], where: str) -> Place | None:
    latitude = _number(cells, "latitude", where, -90, 90)
    longitude = _number(cells, "longitude", where, -180, 180)
    if latitude is None or longitude is None:
        return None
    return Place(
        name=cells.get("place", "").strip(), latitude=latitude, longitude=longitude,
        country_code=cells.get("country_code", "").strip().upper(), place_id=cells.get("place_id", "").strip(),
        country=cells.get("country", ""), admin1=cells.get("admin1", ""),
    )  # fmt: skip


def _entry(cells: Mapping[str, str], where: str) -> Entry:
    start, end = _day(cells, "start_date", where), _day(cells, "end_date", where)
    if start and end and end < start:
        raise InputError(f"{where}, column end_date: {end} is before start_date {start}")
    precision = _choice(cells, "date_precision", where, sorted(_PRECISIONS), "day" if start else "unknown")
    when = When(start, end, _day(cells, "earliest", where) or start, _day(cells, "latest", where) or start, precision)
    sources = [s for s in cells.get("sources", "").split(";") if s] or [""]
    sentence = cells.get("evidence", "")
    confidence = _number(cells, "confidence", where, 0, 1)
    seq = _number(cells, "seq", where, 0, 1e9)
    return Entry(
        trip_id=cells.get("trip_id", ""), seq=int(seq or 0), traveller=cells.get("traveller", ""),
        role=cells.get("role", ""), event=_choice(cells, "event", where, EVENT_KINDS, "stop"),
        place=_place(cells, where), place_text=cells.get("place", ""), when=when,
        status=_choice(cells, "status", where, STATUSES, "reported"), purpose=cells.get("purpose", ""),
        confidence=1.0 if confidence is None else confidence,
        distance_km=_number(cells, "distance_km", where, 0, 21_000),
        evidence=tuple(Evidence(s, sentence) for s in sources) if sentence or sources != [""] else (),
        conflict=cells.get("conflict", ""),
    )  # fmt: skip


# -- events, before merging ------------------------------------------------------------------------------------
EVENT_COLUMNS: tuple[str, ...] = (
    "traveller", "role", "event", "place", "country_code", "latitude", "longitude", "place_id", "start_date",
    "end_date", "earliest", "latest", "date_text", "status", "purpose", "confidence", "source", "published",
    "evidence", "start", "end", "reason",
)  # fmt: skip


def event_row(event: TripEvent) -> dict[str, Any]:
    """One extracted event as a mapping of column to value; `start` and `end` are the sentence's character offsets."""
    place, when, span = event.place, event.when, event.evidence.span
    return {
        "traveller": event.traveller, "role": event.role or None, "event": event.event,
        "place": place.name if place else event.place_text, "country_code": place.country_code if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "place_id": place.place_id if place else None, "start_date": _iso(when.start), "end_date": _iso(when.end),
        "earliest": _iso(when.earliest), "latest": _iso(when.latest), "date_text": when.text or None,
        "status": event.status, "purpose": event.purpose or None, "confidence": round(event.confidence, 3),
        "source": event.evidence.source or None, "published": _iso(event.published),
        "evidence": event.evidence.sentence, "start": span.start if span else None, "end": span.end if span else None,
        "reason": event.reason or None,
    }  # fmt: skip

"""Cells of an itinerary that a program or a person wrote -> the entry they describe, or an error that says where."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal, get_args

from timeline.errors import InputError
from timeline.frame.schema import split_sources
from timeline.records import EVENT_KINDS, STATUSES, Entry, Evidence, Place, Precision, Problem, Trip, Trips, When

DAY_COLUMNS = ("start_date", "end_date", "earliest", "latest")
DayOrder = Literal["day first", "month first", "unknown"]

_PRECISIONS: tuple[str, ...] = get_args(Precision)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")


def day_order(cells: Iterable[str], where: str) -> DayOrder:
    """Whether dates such as 28/02/2023 put the day or the month first, judged from all date cells of one table.

    One date that reads only one way settles it for the table, because one program wrote them all.
    Raises `InputError`, which begins with `where`, if two dates contradict each other.
    """
    found: dict[DayOrder, str] = {}
    for cell in cells:
        match = _YEAR_LAST.fullmatch(cell.strip())
        if match and match[2] != ".":
            if int(match[1]) > 12:
                found.setdefault("day first", cell)
            elif int(match[3]) > 12:
                found.setdefault("month first", cell)
    if len(found) == 2:
        raise InputError(f"{where}: {' and '.join(found.values())} write day and month in different order")
    return next(iter(found), "unknown")


def parse_day(text: str, where: str, order: DayOrder = "unknown") -> date | None:
    """The day a cell names; None for an empty cell.

    Raises `InputError`, which begins with `where`, for what is no day and for one that reads two ways.
    """
    text = text.strip()
    if not text:
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        # with dots the day stands first wherever dots are used
        known = "day first" if match[2] == "." else order
        if known == "unknown" and first <= 12 and second <= 12 and first != second:
            raise InputError(f"{where}: {text!r} reads two ways; write the day as YYYY-MM-DD")
        day, month = (second, first) if known == "month first" or second > 12 else (first, second)
    else:
        raise InputError(f"{where}: {text!r} is not a day of the form 2023-02-28")
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError(f"{where}: there is no day {text!r}") from None


def _number(cells: Mapping[str, str], name: str, where: str, low: float, high: float) -> float | None:
    text = cells.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise InputError(f"{where}, column {name}: {text!r} is not a number")
    if not low <= value <= high:
        raise InputError(f"{where}, column {name}: {text} is outside {low:g}..{high:g}")
    return value


def _choice(cells: Mapping[str, str], name: str, where: str, choices: Collection[str], default: str) -> Any:
    text = cells.get(name, "").strip().lower() or default
    if text not in choices:
        raise InputError(f"{where}, column {name}: {text!r} is none of {', '.join(choices)}")
    return text


def _place(cells: Mapping[str, str], where: str) -> Place | None:
    latitude = _number(cells, "latitude", where, -90, 90)
    longitude = _number(cells, "longitude", where, -180, 180)
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        lacking = "latitude" if latitude is None else "longitude"
        raise InputError(f"{where}, column {lacking}: is empty, but its counterpart is not")
    return Place(
        name=cells["place"],
        latitude=latitude,
        longitude=longitude,
        country_code=cells.get("country_code", "").strip().upper(),
        place_id=cells.get("place_id", "").strip(),
        country=cells.get("country", ""),
        admin1=cells.get("admin1", ""),
    )


def _when(cells: Mapping[str, str], where: str, order: DayOrder) -> When:
    days = {n: parse_day(cells.get(n, ""), f"{where}, column {n}", order) for n in DAY_COLUMNS}
    start, end, low, high = days.values()
    if start and end and end < start:
        raise InputError(f"{where}, column end_date: {end} is before start_date {start}")
    if start:  # a day that is known is its own bound, also where a person filled it in beside older bounds
        low = high = start
    elif low and high and high < low:
        raise InputError(f"{where}, column latest: {high} is before earliest {low}")
    precision = _choice(cells, "date_precision", where, _PRECISIONS, "unknown")
    if start and precision in ("bounded", "unknown"):
        precision = "day"
    elif not start and precision in ("day", "unknown", "bounded"):
        precision = "bounded" if low or high else "unknown"
    return When(start, end, low, high, precision)


def _evidence(cells: Mapping[str, str]) -> tuple[Evidence, ...]:
    """The sentence belongs to the first source named; the table has none for the others."""
    sources, sentence = split_sources(cells.get("sources", "")), cells.get("evidence", "")
    if not sources:
        return (Evidence("", sentence),) if sentence else ()
    return tuple(Evidence(s, "" if i else sentence) for i, s in enumerate(sources))


def parse_entry(cells: Mapping[str, str], where: str, order: DayOrder = "unknown") -> tuple[float | None, Entry]:
    """The entry that a row's cells describe, and the number it gives itself (None if it gives none).

    `where` begins the text of the `InputError` raised for a cell that cannot be read. `order` is `day_order`'s answer.
    """
    for name in ("traveller", "place"):
        if not cells.get(name, "").strip():
            raise InputError(f"{where}, column {name}: is empty")
    confidence = _number(cells, "confidence", where, 0, 1)
    seq = _number(cells, "seq", where, -1e9, 1e9)
    entry = Entry(
        trip_id=cells.get("trip_id", ""),
        seq=0,
        traveller=cells["traveller"],
        role=cells.get("role", ""),
        event=_choice(cells, "event", where, EVENT_KINDS, "stop"),
        place=_place(cells, where),
        place_text=cells["place"],
        when=_when(cells, where, order),
        status=_choice(cells, "status", where, STATUSES, "reported"),
        purpose=cells.get("purpose", ""),
        confidence=1.0 if confidence is None else confidence,
        distance_km=_number(cells, "distance_km", where, 0, 21_000),
        evidence=_evidence(cells),
        conflict=cells.get("conflict", ""),
    )
    return seq, entry


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.casefold()))


def group(rows: Sequence[tuple[float | None, Entry]], name: str) -> Trips:
    """Rows -> trips, in the order in which each trip is first named; rows without an id go to their traveller's.

    Within a trip `seq` decides the order, and a row without one follows the row above it; then the rows are numbered
    anew. Where rows stand in another order than their numbers say, a problem tells it; `name` is the table's.
    """
    members: dict[str, list[tuple[float, Entry]]] = {}
    problems: list[Problem] = []
    for seq, entry in rows:
        rows_so_far = members.setdefault(entry.trip_id or _slug(entry.traveller), [])
        above = rows_so_far[-1][0] if rows_so_far else 0.0
        if seq is not None and seq < above and not any(name == p.source for p in problems):
            what = f"the row {seq:g} stands below the row {above:g}; the numbers in seq were followed"
            problems.append(Problem("order", f"{name}: trip {entry.trip_id}: {what}", name))
        rows_so_far.append((above if seq is None else seq, entry))
    trips = []
    for trip_id, numbered in members.items():
        ordered = [entry for _, entry in sorted(numbered, key=lambda pair: pair[0])]
        entries = tuple(replace(e, trip_id=trip_id, seq=n) for n, e in enumerate(ordered, 1))
        trips.append(Trip(trip_id, entries[0].traveller, entries))
    return Trips(tuple(trips), tuple(problems))

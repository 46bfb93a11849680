"""A comparison as text for the eye and as CSV for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from timeline.compare.aligning import Comparison, Line
from timeline.compare.differing import name
from timeline.frame import to_csv as table
from timeline.records import Entry, When

COLUMNS = (
    "traveller", "place", "country", "a_event", "a_status", "a_start", "a_end", "a_earliest", "a_latest", "a_sources",
    "b_event", "b_status", "b_start", "b_end", "b_earliest", "b_latest", "b_sources", "differences",
)  # fmt: skip
"""The columns of the CSV, in order."""


def to_text(comparison: Comparison) -> str:
    """A table for each journey, the two sides beside each other, and what differs."""
    first, second = comparison.names
    out = [f"A: {first}", f"B: {second}", ""]
    for journey in comparison.journeys:
        head = ("", "A", "B", "")
        rows = [(place(line), said(line.first), said(line.second), told(line)) for line in journey.lines]
        out += [journey.traveller, *_columns([head, *rows]), ""]
    out += list(summary(comparison))
    return "\n".join(out) + "\n"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def place(line: Line) -> str:
    """The place of a line, with both names where the sides use two."""
    names = dict.fromkeys(name(e) for e in (line.first, line.second) if e)
    return " / ".join(names)


def told(line: Line) -> str:
    """What differs, or that nothing does."""
    return "; ".join(line.differences) or "same"


def said(entry: Entry | None) -> str:
    """The days of a row in ISO 8601, with its status unless it is simply reported; a dash for no row."""
    if entry is None:
        return "-"
    notes = [word for word in (entry.event, entry.status) if word not in ("stop", "reported")]
    return when(entry.when) + (f" ({', '.join(notes)})" if notes else "")


def when(days: When) -> str:
    """Such as "2023-02-27 to 2023-02-28", "from 2023-02-28", "2023-02-28 or later until 2023-03-03"."""
    if days.start:
        return f"{days.start} to {days.end}" if days.end and days.end != days.start else f"{days.start}"
    if days.earliest and days.latest:
        return f"between {days.earliest} and {days.latest}" if days.earliest != days.latest else f"{days.earliest}"
    if days.earliest:
        return f"from {days.earliest}"
    return f"by {days.latest}" if days.latest else "day not known"


def summary(comparison: Comparison) -> Iterator[str]:
    """How much is the same, differs and stands on one side only."""
    lines = [line for journey in comparison.journeys for line in journey.lines]
    both = [line for line in lines if line.first and line.second]
    same = sum(not line.differences for line in both)
    alone = [sum(line.second is None for line in lines), sum(line.first is None for line in lines)]
    yield f"{len(both)} in both ({same} the same), {alone[0]} only in A, {alone[1]} only in B"
    if any(comparison.left_out):
        left = " and ".join(f"{n} of {side}" for n, side in zip(comparison.left_out, "AB", strict=True) if n)
        yield f"trips outside the time that both cover, not shown: {left} (--all shows them)"


def to_csv(comparison: Comparison) -> str:
    """One row for each visit, the columns of `COLUMNS`."""
    rows = (_row(journey.traveller, line) for journey in comparison.journeys for line in journey.lines)
    return table(rows, COLUMNS)


def _row(traveller: str, line: Line) -> dict[str, Any]:
    spot = next((e.place for e in (line.first, line.second) if e and e.place), None)
    cells: dict[str, Any] = {"traveller": traveller, "place": place(line), "country": spot.country if spot else None}
    for side, entry in (("a", line.first), ("b", line.second)):
        if entry is None:
            continue
        days = entry.when
        values = (entry.event, entry.status, days.start, days.end, days.earliest, days.latest, "; ".join(entry.sources))
        names = ("event", "status", "start", "end", "earliest", "latest", "sources")
        cells |= {f"{side}_{n}": value or None for n, value in zip(names, values, strict=True)}
    return {**cells, "differences": "; ".join(line.differences) or None}

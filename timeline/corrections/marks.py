"""How an edited row shows it: the person is cited as a source, and the sentence tells what the program had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from timeline.frame import COLUMNS, row
from timeline.records import Correction, Entry, Evidence

MARK = "edited by hand"
"""The source by which a person's word is cited."""

_NOT_SAID = frozenset(("trip_id", "seq", "distance_km"))
_FOLLOWS = {
    "start_date": ("earliest", "latest", "date_precision"),
    "earliest": ("date_precision",),
    "latest": ("date_precision",),
}
"""Columns that change of themselves when another does."""


def unmarked(entry: Entry) -> Entry:
    """The entry without the mark."""
    kept = tuple(e for e in entry.evidence if e.source != MARK)
    return entry if len(kept) == len(entry.evidence) else replace(entry, evidence=kept)


def cells(entry: Entry) -> dict[str, Any]:
    """What a row says itself, without its mark, its number and what is counted from other rows."""
    said = row(unmarked(entry))
    return {name: _plain(said[name]) for name in COLUMNS if name not in _NOT_SAID}


def _plain(value: Any) -> Any:
    """A cell without what a spreadsheet changes of itself: line ends, blanks, the last digits of a number."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return round(value, 6) if isinstance(value, float) else value


def changed(before: Entry, after: Entry) -> tuple[str, ...]:
    """The columns in which two rows differ by a person's hand, in the table's order."""
    old, new = cells(before), cells(after)
    found = [name for name in old if old[name] != new[name]]
    silent = {follower for name in found for follower in _FOLLOWS.get(name, ())}
    return tuple(name for name in found if name not in silent)


def mark(correction: Correction, entry: Entry) -> Entry:
    """The entry with the mark that its correction asks for."""
    plain = unmarked(entry)
    if correction.before is None:
        sentence = ""
    else:
        said = row(unmarked(correction.before))
        sentence = "; ".join(_told(said, name) for name in correction.columns)
    return replace(plain, evidence=(*plain.evidence, Evidence(MARK, sentence)))


def _told(said: Mapping[str, Any], name: str) -> str:
    if name == "seq":
        return "the row was moved"
    value = said[name]
    return f"{name} was {'empty' if value is None else value}"

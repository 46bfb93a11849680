"""Scores itineraries against the project's own marked stories (`data/stories`, one case a file).

A row is right if traveller and place are (`stop_f1`); strictly right if event, status and days are too (`strict_f1`).
Rows that a case marks as optional count neither for nor against.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import timeline
from timeline.extract.persons.naming import fold
from timeline.gazetteer.spot import km

STORIES = Path(__file__).parent / "data" / "stories"
_NEAR_KM = 50.0
_SLACK = timedelta(days=1)  # marked bounds are a reader's judgement


def cases() -> Iterator[dict[str, Any]]:
    """The marked cases in order of their names."""
    for path in sorted(STORIES.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _same(marked: dict[str, Any], entry: timeline.records.Entry) -> bool:
    one, other = fold(marked["traveller"]).split(), fold(entry.traveller).split()
    named = bool(one and other) and (one[-1] == other[-1] or set(one) <= set(other) or set(other) <= set(one))
    place = entry.place
    if not named or place is None:
        return False
    alike = fold(marked["place"]) == fold(place.name) and marked["country"] == place.country_code
    return alike or km(marked["lat"], marked["lon"], place.latitude, place.longitude) <= _NEAR_KM


def _dated(marked: dict[str, Any], entry: timeline.records.Entry) -> bool:
    start, end, when = _day(marked["start"]), _day(marked["end"]), entry.when
    if start:
        return when.start == start and (not end or not when.end or when.end == end)
    low, high = _day(marked["earliest"]), _day(marked["latest"])
    first, last = (when.start, when.start) if when.start else (when.earliest, when.latest)
    if when.start and not low and not high:
        return False
    return (not low or bool(first and first >= low - _SLACK)) and (not high or bool(last and last <= high + _SLACK))


def _matched(gold: list[dict[str, Any]], entries: list[timeline.records.Entry]) -> list[tuple[int, int, bool]]:
    """Pairs of marked row and entry, best first, each with whether it is strictly right."""
    pairs = []
    for g, marked in enumerate(gold):
        for r, entry in enumerate(entries):
            if _same(marked, entry):
                right = _dated(marked, entry), marked["event"] == entry.event, marked["status"] == entry.status
                worth = 4 * right[0] + 2 * right[1] + right[2] + (not marked["optional"]) / 2
                pairs.append((worth, -g, -r, all(right)))
    taken: list[tuple[int, int, bool]] = []
    for _, g, r, strict in sorted(pairs, reverse=True):
        if all(-g != a and -r != b for a, b, _ in taken):
            taken.append((-g, -r, strict))
    return taken


def figures() -> dict[str, float]:
    """`stop_f1` and `strict_f1` over all stories."""
    wanted = given = hits = strict = 0
    for case in cases():
        dispatches = [timeline.Dispatch(d["text"], _day(d["published"]), d["name"]) for d in case["documents"]]
        entries = list(timeline.build(dispatches).entries())
        taken = _matched(case["gold"], entries)
        firm = [t for t in taken if not case["gold"][t[0]]["optional"]]
        wanted += sum(not g["optional"] for g in case["gold"])
        given += len(entries) - (len(taken) - len(firm))
        hits += len(firm)
        strict += sum(right for _, _, right in firm)
    return {"stop_f1": 2 * hits / (wanted + given), "strict_f1": 2 * strict / (wanted + given)}

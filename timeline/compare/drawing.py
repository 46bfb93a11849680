"""A comparison as one HTML page: the days of both sides as bars over one calendar, and the table beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from timeline.compare.aligning import Comparison, Journey
from timeline.compare.telling import place, said, summary, told
from timeline.markup import clean
from timeline.pairing import days
from timeline.records import Entry
from timeline.resources import folder

_WIDTH, _LABEL, _ROW, _BAR, _HEAD = 720, 150, 30, 9, 22
_LEAST_TICK = 62  # pixels that the name of a day needs
_SHORTENED = 22


def to_page(comparison: Comparison) -> str:
    """The page as HTML text, complete in itself; it asks nothing of any network and runs no script."""
    templates = folder("templates")
    style = (templates / "compare.css").read_text(encoding="utf-8")
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("compare.html").render(
        names=[clean(n) for n in comparison.names],
        policy=f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),
        journeys=[_journey(j) for j in comparison.journeys],
        summary=list(summary(comparison)),
    )


def _journey(journey: Journey) -> dict[str, Any]:
    rows = [
        {"place": clean(place(line)), "a": clean(said(line.first)), "b": clean(said(line.second)),
         "told": clean(told(line)), "same": not line.differences}
        for line in journey.lines
    ]  # fmt: skip
    return {"traveller": clean(journey.traveller), "rows": rows, "strip": _strip(journey)}


def _strip(journey: Journey) -> dict[str, Any] | None:
    """Where the bars stand on the strip, in pixels; None if no day is known."""
    known = [d for line in journey.lines for e in (line.first, line.second) if e for d in days(e) if d]
    if not known:
        return None
    low, high = min(known), _after(max(known))
    step = _WIDTH / max(1, (high - low).days)

    def at(day: date) -> float:
        return round(_LABEL + (day - low).days * step, 1)

    lines = []
    for number, line in enumerate(journey.lines):
        top = _HEAD + number * _ROW
        sides = ((line.first, "a", top + 4), (line.second, "b", top + 5 + _BAR))
        bars = [_bar(entry, kind, y, low, high, at) for entry, kind, y in sides if entry is not None]
        name = clean(place(line))
        lines.append({"y": top + 18, "name": _short(name), "bars": [bar for bar in bars if bar]})
    ticks = [{"x": at(day), "day": f"{day.day} {day:%b}"} for day in _ticks(low, high, step)]
    height = _HEAD + len(lines) * _ROW + 4
    return {"width": _LABEL + _WIDTH + 4, "height": height, "lines": lines, "ticks": ticks, "bar": _BAR}


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _bar(entry: Entry, kind: str, y: int, low: date, high: date, at: Any) -> dict[str, Any] | None:
    """From the first day to the last, both whole; an arrival that is only bounded is drawn pale."""
    first, last = days(entry)
    if first is None and last is None:
        return None
    begin, end = at(first or low), at(_after(last) if last else high)
    pale = "" if entry.when.start else " open"
    return {
        "x": begin,
        "y": y,
        "width": round(max(end - begin, 2), 1),
        "kind": kind + pale,
        "title": clean(said(entry)),
    }


def _ticks(low: date, high: date, step: float) -> Iterator[date]:
    every = max(1, -int(-_LEAST_TICK // step))
    for n in range(0, (high - low).days, every):
        yield low + timedelta(days=n)


def _short(text: str) -> str:
    return text if len(text) <= _SHORTENED else f"{text[: _SHORTENED - 1]}…"

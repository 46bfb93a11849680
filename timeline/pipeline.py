"""The only place that names the order of the stages: dispatches and raw events in, trips out."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

from timeline import extract, locate
from timeline.assemble import assemble
from timeline.dating import durations, find_dates, infer_published, resolve
from timeline.dating.tense import Tense
from timeline.errors import InputError
from timeline.records import Dispatch, Problem, RawEvent, TripEvent, Trips

_TENSES: dict[str, Tense | None] = {"planned": "future", "cancelled": None}
"""The tense in which a row's date is read, by its status; of others the past."""
_PLACES = 64
"""The positions that are kept for the places of one row."""


_PASSED_OVER = "the whole text | - | dropped: at a glance no sentence reads like a trip; a full reading would find:"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Puts off the search for circular garbage until one document is read.

    All that reading makes is alive until its end, so that the search finds nothing and costs a sixth of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@_uncollected()
def events_of(dispatch: Dispatch) -> tuple[list[TripEvent], list[Problem]]:
    """What one dispatch tells: its trip events and its problems.

    Without a publication day it is inferred from the text where that is possible, and the inference is told.
    """
    problems: list[Problem] = []
    if dispatch.published is None:
        inferred = infer_published(dispatch.text)
        if inferred:
            dispatch = replace(dispatch, published=inferred[0])
            problems.append(Problem("inferred-date", inferred[1], dispatch.source))
        else:
            problems.append(
                Problem("no-date", "no publication date is given and none can be inferred", dispatch.source)
            )
    places = locate.find_places(dispatch.text, on=dispatch.published)
    if not extract.promising(dispatch.text, places):
        return [], problems
    dates = find_dates(dispatch.text, published=dispatch.published)
    events, found = extract.find_events(dispatch, places, dates, partial(durations, dispatch.text))
    return events, [*problems, *found]


def explain(dispatch: Dispatch) -> list[str]:
    """A line for each place of the dispatch that was considered, with what was found or why it was dropped.

    A first line tells where the text is not read, since at a glance it has no trip.
    """
    if dispatch.published is None and (inferred := infer_published(dispatch.text)):
        dispatch = replace(dispatch, published=inferred[0])
    places = locate.find_places(dispatch.text, on=dispatch.published)
    lines = extract.explain(dispatch, places, find_dates(dispatch.text, published=dispatch.published))
    return lines if extract.promising(dispatch.text, places) else [_PASSED_OVER, *lines]


def events_of_row(raw: RawEvent, number: int = 0) -> tuple[list[TripEvent], list[Problem]]:
    """Row `number` of somebody's table with its places and days resolved, one event for each place.

    None, with a problem, if the row cannot be read. Positions leave room between the rows, so that they are the same
    whether a table is read at once or in parts.
    """
    tense = _TENSES.get(raw.status.strip().lower(), "past")
    first = resolve(raw.date, raw.published, tense) if raw.date.strip() else None
    last = resolve(raw.end, raw.published, tense) if raw.end.strip() else None
    on: date | None = (first.first if first else None) or raw.published
    if raw.several:
        places = locate.resolve_all(raw.place, raw.country, on)
    else:
        places = [(raw.place, locate.resolve(raw.place, country=raw.country, on=on))]
    problems = [
        Problem("unknown-place", f"no place found for {name!r}: {found.reason}", raw.source, raw.evidence)
        for name, found in places
        if found.place is None
    ]
    for text, day in ((raw.date, first), (raw.end, last)):
        if text.strip() and (day is None or (day.first is None and day.last is None)):
            problems.append(Problem("unknown-date", f"no day found for {text!r}", raw.source, raw.evidence))
    try:
        return extract.from_raw(raw, places, first, last, number * _PLACES), problems
    except InputError as err:
        return [], [Problem("bad-event", str(err), raw.source, raw.evidence)]


def extract_all(items: Iterable[Dispatch | RawEvent]) -> tuple[list[TripEvent], list[Problem]]:
    """The events of all items, before merging."""
    events: list[TripEvent] = []
    problems: list[Problem] = []
    rows = 0
    for item in items:
        if isinstance(item, Dispatch):
            found, told = events_of(item)
        else:
            found, told = events_of_row(item, rows)
            rows += 1
        events += found
        problems += told
    return events, problems


def build(items: Iterable[Dispatch | RawEvent], *, min_confidence: float = 0.0) -> Trips:
    """The trips of all items. Events below `min_confidence` (0..1) are left out."""
    events, problems = extract_all(items)
    return assemble([e for e in events if e.confidence >= min_confidence], problems=problems)

"""Trip events of a dispatch: who travels, where, when, and whether it happened, is planned or was called off.

Plain rules over sentences, no model. `tokens` lays persons, places, dates and cues over a sentence, `frames` binds each
place to its cue, subject and dates, `roles` reads what the place means for the traveller, `status` and `when` settle
the rest, `events` judges and builds the events. What a text has of a programme is read by `programme` instead, line by
line, and `scheduled` makes the events of that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.extract.events import Extraction
from timeline.extract.glance import promising
from timeline.extract.model import models
from timeline.extract.raw import from_raw
from timeline.extract.scheduled import overruled, scheduled
from timeline.extract.sequence import positioned
from timeline.extract.span import bounded
from timeline.extract.stays import arrived
from timeline.extract.told import dated
from timeline.gazetteer import default
from timeline.records import DateMention, Dispatch, Duration, PlaceMention, Problem, TripEvent

__all__ = ["explain", "find_events", "from_raw", "promising"]


def find_events(
    dispatch: Dispatch,
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    lengths: Callable[[], Sequence[Duration]] = tuple,
) -> tuple[list[TripEvent], list[Problem]]:
    """The trip events of a dispatch, in order of the text, and what could not be resolved.

    `places` and `dates` are the mentions found in the dispatch's text; `lengths` finds those of lengths of time, and is
    asked only where there are events.
    """
    found = Extraction(dispatch, places, dates, default())
    told = [(v.candidate, v.event) for v in found.verdicts if v.event is not None]
    events: list[TripEvent] = []
    if told:
        stays = lengths()
        events = arrived(told, dated(told, found.story), stays, found.story)
        events = positioned(told, bounded(found.story, events, stays), found.story)
    planned = scheduled(found.story, dispatch, max((e.position for e in events), default=0) + 1)
    return [*(e for e in events if not overruled(e, planned, found.story)), *planned], []


def explain(dispatch: Dispatch, places: Sequence[PlaceMention], dates: Sequence[DateMention]) -> list[str]:
    """One line for each place that was considered: what was found, or what was dropped and why."""
    lines = []
    read = Extraction(dispatch, places, dates, default())
    for found in read.verdicts:
        one, event = found.candidate, found.event
        verdict = (
            f"{event.event} {event.status} {event.when.start or ''}".rstrip() if event else f"dropped: {found.dropped}"
        )
        sentence = " ".join(dispatch.text[one.sentence.span.start : one.sentence.span.end].split())
        why = event.reason if event else "; ".join((one.how, *models().presence.reasons(one.facts)))
        lines.append(
            f"{one.person.name} | {one.site.mention.text} | {verdict} | {why} | {found.probability:.2f} | {sentence}"
        )
    for event in scheduled(read.story, dispatch, 0):
        verdict = f"{event.event} {event.status} {event.when.start or ''}".rstrip()
        told = " ".join(event.evidence.sentence.split())
        lines.append(
            f"{event.traveller} | {event.place_text} | {verdict} | {event.reason} | {event.confidence:.2f} | {told}"
        )
    return lines

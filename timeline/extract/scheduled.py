"""Trip events from the visits of a programme, and the claims of prose that a programme overrules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from timeline.extract.candidates import is_base
from timeline.extract.events import titled
from timeline.extract.model import calibrated
from timeline.extract.programme import Visit
from timeline.extract.story import Story
from timeline.records import Dispatch, EventKind, Evidence, Place, Span, TripEvent, When

_APART = 20  # days between a programme and what is another trip


def scheduled(story: Story, dispatch: Dispatch, first: int) -> list[TripEvent]:
    """The events of the story's programme, in its order; positions are counted from `first`."""
    found = []
    for number, (person, visit) in enumerate(story.programme.visits):
        for line in visit.lines[:2]:
            found.append(_event(story, dispatch, person, visit, Span(line.start, line.end), first + number))
    return found


def _event(story: Story, dispatch: Dispatch, number: int, visit: Visit, span: Span, position: int) -> TripEvent:
    person = story.people.persons[number]
    while span.start < span.end and dispatch.text[span.start].isspace():
        span = Span(span.start + 1, span.end)
    return TripEvent(
        traveller=person.name, event=cast(EventKind, visit.kind), place=visit.place, place_text=visit.mention.text,
        when=_when(visit), status=visit.status or "planned",
        evidence=Evidence(dispatch.source, dispatch.text[span.start : span.end], span),
        role=titled(person.role), confidence=round(calibrated(visit.clear), 3), position=position,
        alternatives=visit.mention.alternatives,
        reason="; ".join(r for r in ("line of a programme", visit.mention.reason) if r), published=dispatch.published,
    )  # fmt: skip


def _when(visit: Visit) -> When:
    if visit.start is not None:
        return When(visit.start, visit.end, visit.start, visit.start, "day")
    bounded = visit.earliest or visit.latest or visit.end
    return When(None, visit.end, visit.earliest, visit.latest or visit.end, "bounded" if bounded else "unknown")


def overruled(event: TripEvent, told: Sequence[TripEvent], story: Story) -> bool:
    """Whether a claim of prose says less than the programme: its land or its town stands there with its days."""
    if event.background or event.place is None or event.status == "cancelled":
        return False
    own = [e for e in told if e.traveller == event.traveller and e.place is not None]
    if not own:
        return False
    homes = {p.country for p in story.people.persons if p.name == event.traveller}
    if event.place.kind == "country" and event.place.country_code in homes:
        return True
    days = [e.when.start for e in own if e.when.start]
    day = event.when.start or event.when.latest
    if days and day and (min(days) - day).days > _APART:
        return False
    return any(_covers(event.place, e.place) for e in own if e.place is not None) or (
        event.event == "stop"
        and not event.when.start
        and is_base(story.gazetteer, event.place)
        and event.place.country_code == story.programme.home
    )


def _covers(outer: Place, inner: Place) -> bool:
    """Whether the one is the other, or the land or region of it."""
    if outer.place_id == inner.place_id:
        return True
    return outer.kind in ("country", "admin1", "region") and outer.country_code == inner.country_code

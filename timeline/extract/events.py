"""From candidates to trip events: one decision for each person and place, a claim for each mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from timeline.extract.candidates import Candidate, candidates, is_base
from timeline.extract.features import facts_of_kind, facts_of_status
from timeline.extract.model import chances, choose, models, probability
from timeline.extract.purpose import purpose
from timeline.extract.status import follows
from timeline.extract.story import Story
from timeline.extract.when import left, when
from timeline.gazetteer import Gazetteer
from timeline.records import DateMention, Dispatch, EventKind, Evidence, Place, PlaceMention, Status, TripEvent

ACCEPT = 0.37
"""A person is taken to be at a place if the best of its mentions is at least this probable."""
CLAIM = 0.3
"""The other mentions of an accepted place that are at least this probable are claims too."""


TOLD = 0.8
"""A mention that so surely reports the stay outdoes those that announce it."""


@dataclass(slots=True)
class Verdict:
    """A candidate with its probability, and the event it became or why it was dropped."""

    candidate: Candidate
    probability: float
    dropped: str = ""
    event: TripEvent | None = None
    reasons: list[str] = field(default_factory=list)


class Extraction:
    """Reads one dispatch; `verdicts` keeps everything that was considered, for `explain`."""

    def __init__(
        self, dispatch: Dispatch, places: Sequence[PlaceMention], dates: Sequence[DateMention], gazetteer: Gazetteer
    ) -> None:
        self.dispatch = dispatch
        self.gazetteer = gazetteer
        self.story = Story(dispatch, places, dates, gazetteer)
        weights = models().presence
        self.verdicts = [Verdict(c, probability(weights.score(c.facts))) for c in candidates(self.story)]
        best: dict[tuple[int, str], float] = {}
        for verdict in self.verdicts:
            key = _pair(verdict.candidate)
            best[key] = max(best.get(key, 0.0), verdict.probability)
        taken, kinds = self._decided([v for v in self.verdicts if self._taken(v, best[_pair(v.candidate)])])
        stays = [(*_pair(v.candidate), kind) for v, kind in zip(taken, kinds, strict=True)]
        statuses = self._statuses(taken, stays)
        for verdict, kind, stay in zip(taken, kinds, stays, strict=True):
            self._make(verdict, kind, statuses[stay])

    def _decided(self, taken: Sequence[Verdict]) -> tuple[list[Verdict], list[EventKind]]:
        """The mentions with their kinds; a second kind of event at one place must be likely by itself."""
        kinds = {id(v): self._kind(v.candidate) for v in taken}
        best: dict[tuple[int, str], Verdict] = {}
        for verdict in taken:
            held = best.setdefault(_pair(verdict.candidate), verdict)
            if verdict.probability > held.probability:
                best[_pair(verdict.candidate)] = verdict
        kept = []
        for verdict in taken:
            one = verdict.candidate
            if (
                one.how == "schedule"
                and one.reading
                and one.reading.role == "from"
                and one.person.country != one.place.country_code
            ):
                verdict.dropped = "a programme's way out of a stop"
                continue
            same = kinds[id(verdict)] == kinds[id(best[_pair(verdict.candidate)])]
            if same or verdict.probability >= ACCEPT:
                kept.append(verdict)
            else:
                verdict.dropped = f"no second event ({verdict.probability:.2f})"
        return kept, [kinds[id(v)] for v in kept]

    @staticmethod
    def _taken(verdict: Verdict, best: float) -> bool:
        if best < ACCEPT:
            verdict.dropped = f"too weak ({verdict.probability:.2f})"
        elif verdict.probability < min(CLAIM, best):
            verdict.dropped = f"another mention carries it ({verdict.probability:.2f})"
        return not verdict.dropped

    def _statuses(
        self, taken: Sequence[Verdict], stays: Sequence[tuple[int, str, str]]
    ) -> dict[tuple[int, str, str], Status]:
        """One status for all mentions of a stay: their chances added up, the likelier mention counting more."""
        votes: dict[tuple[int, str, str], dict[str, float]] = {}
        classes = models().status
        for verdict, stay in zip(taken, stays, strict=True):
            one = verdict.candidate
            known = facts_of_status(self.story, one.sentence, one.frame, one.reading)
            tally = votes.setdefault(stay, dict.fromkeys(classes, 0.0))
            if one.how == "schedule":  # a programme announces, unless its day is past
                day = one.frame.dates[0].data.last if one.frame.dates else None
                past = day and self.dispatch.published and day < self.dispatch.published
                tally["reported" if past else "planned"] += 3.0
                continue
            for name, chance in chances(classes, known).items():
                weight = verdict.probability * chance
                tally[name] += weight
                if name == "reported" and chance > TOLD and verdict.probability > 0.4:
                    tally[name] += 1.0  # what one sentence reports another may still announce
        return {key: cast(Status, max(tally, key=lambda name: tally[name])) for key, tally in votes.items()}

    def _make(self, verdict: Verdict, kind: EventKind, status: Status) -> None:
        one = verdict.candidate
        frame, sentence, published = one.frame, one.sentence, self.dispatch.published
        days = when(sentence.chunks, frame, status, published)
        if one.reading and one.reading.role == "from" and kind == "stop":
            days = left(days)
        background = bool(published and days.latest and (published - days.latest).days > 45)
        mention: PlaceMention = frame.place.data
        span = sentence.span
        reasons = [
            one.reading.rule if one.reading else "mention",
            one.how,
            *models().presence.reasons(one.facts),
            mention.reason,
        ]
        verdict.event = TripEvent(
            traveller=one.person.name, event=kind, place=one.place, place_text=mention.text, when=days, status=status,
            evidence=Evidence(self.dispatch.source, self.story.text[span.start : span.end], span),
            role=_titled(one.person.role),
            purpose=purpose(one, self.story.people, self.story.text) if kind == "stop" else "",
            confidence=round(verdict.probability, 3), alternatives=mention.alternatives,
            reason="; ".join(r for r in reasons if r),
            published=published, background=background,
        )  # fmt: skip

    def _kind(self, one: Candidate) -> EventKind:
        base = is_base(self.gazetteer, one.place)
        facts = facts_of_kind(self.story, one.sentence, one.frame, one.reading, one.person, base)
        return cast(EventKind, choose(models().kind, facts))


def _pair(one: Candidate) -> tuple[int, str]:
    return one.person.number, one.place.place_id


def _titled(office: str) -> str:
    small = ("of", "for", "the", "and")
    return " ".join(w if w in small else w.capitalize() for w in office.split())


def told_order(verdicts: Sequence[Verdict]) -> list[float]:
    """For each event where it stands in the telling; what the text tells as earlier stands before what it follows.

    Earlier is where somebody comes from ("arrived from Croatia"), what "after" introduces, and the past perfect.
    """
    order: list[float] = []
    first: dict[tuple[int, str], float] = {}  # where each visit is told first
    last: dict[int, tuple[int, str]] = {}  # the visit told last, by person
    homes = _within_lands([(one.person.number, one.place) for one in (v.candidate for v in verdicts)])
    for number, verdict in enumerate(verdicts):
        one = verdict.candidate
        visit, before = homes.get(_pair(one), _pair(one)), last.get(one.person.number)
        from_stop = one.reading is not None and one.reading.role == "from" and _is_stop(verdict)
        earlier = from_stop or follows(one.sentence.chunks, one.frame)
        at = float(number)
        if earlier and before is not None and before != visit:
            at = first[before] - 0.5
        else:
            last[one.person.number] = visit
        first[visit] = min(first.get(visit, at), at)
        order.append(at)
    return order


def _within_lands(visits: Sequence[tuple[Any, Place]]) -> dict[tuple[Any, str], tuple[Any, str]]:
    """A land that is named beside one place in it is that place's visit: "China" where only Beijing is told."""
    inside: dict[tuple[Any, str], set[str]] = {}
    for who, place in visits:
        if place.kind != "country":
            inside.setdefault((who, place.country_code), set()).add(place.place_id)
    found = {}
    for who, place in visits:
        towns = inside.get((who, place.country_code), set())
        if place.kind == "country" and len(towns) == 1:
            found[who, place.place_id] = (who, next(iter(towns)))
    return found


def _is_stop(verdict: Verdict) -> bool:
    return verdict.event is not None and verdict.event.event == "stop"


def positions(events: Sequence[TripEvent], order: Sequence[float], published: date | None) -> list[TripEvent]:
    """The events with `position` set to the order in which they are told to have happened.

    `order` says for each event where it stands in the telling.

    Days order them where they are known; an undated event keeps its place behind the one told before it. Mentions of
    one visit share its position.
    """
    lands = _within_lands([(e.traveller, e.place) for e in events if e.place])
    visits = [_visit(e, lands) for e in events]
    starts: dict[tuple[str, str, str], set[date]] = {}
    for event, visit in zip(events, visits, strict=True):
        if event.when.start:
            starts.setdefault(visit, set()).add(event.when.start)
    places: dict[tuple[tuple[str, str, str], str], tuple[int, float]] = {}
    last = 0
    keys = []
    for number, event, visit in zip(order, events, visits, strict=True):
        day = event.when.start or (event.when.end if event.when.precision == "bounded" else None)
        told = starts.get(visit, set())
        if day:
            last = day.toordinal()
        elif len(told) == 1:
            last = next(iter(told)).toordinal()
        elif event.status == "planned" and published:
            last = max(last, published.toordinal())
        key = (
            visit,
            str(event.when.start or "") if len(told) > 1 else "",
        )  # else every mention tells of the same visit
        keys.append(key)
        places[key] = min(places.get(key, (last, number)), (last, number))
    ranks = {key: rank for rank, key in enumerate(sorted(places, key=lambda k: places[k]))}
    ordered = sorted(zip(keys, events, strict=True), key=lambda pair: ranks[pair[0]])
    return [replace(event, position=ranks[key]) for key, event in ordered]


def _visit(event: TripEvent, lands: dict[tuple[Any, str], tuple[Any, str]]) -> tuple[str, str, str]:
    end = event.event if event.event in ("departure", "return") else "stop"
    where = event.place.place_id if event.place else event.place_text
    return (*lands.get((event.traveller, where), (event.traveller, where)), end)

"""The days that the telling of a story itself gives.

A story keeps a day in hand: what it tells next without a date ("... and flew on to Rome", "in the evening he was in
Oslo") happened on that day. A weekday of a plan that would lead back in time means the one a week later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.candidates import Candidate
from timeline.extract.dated import follows_on
from timeline.extract.mood import ahead, follows, setting_out, tense
from timeline.extract.sites import Site, contains
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.when import within
from timeline.geodesy import FAR_EAST
from timeline.records import TripEvent, When

Told = tuple[Candidate, TripEvent]
"""A mention and the event it became."""

_WEEK = timedelta(days=7)
_STAY = timedelta(days=1)  # a range longer than this may be that of a journey
_SAID = frozenset("last next this that same coming past".split())  # words that say which weekday is meant
_FULL = re.compile(r"\d")  # a date with a number in it
_SPELLS = (("days",), ("weeks",), ("nights",))
_NEAR = 2  # sentences over which the day in hand is carried
_DAYTIME = frozenset(
    "afternoon evening night nightfall noon midday dusk dinner lunch midnight later afterwards then thence".split()
)
_DAWN = frozenset("morning dawn breakfast".split())
_GONE = ("past", "perfect", "participle", "before past", "before perfect", "to do past", "to do perfect")


@dataclass(frozen=True, slots=True)
class _Day:
    """A day named in the text: when, in which sentence, at which token, in a clause of the past or not."""

    day: date
    sentence: int
    at: int
    gone: bool
    late: bool


def _gone(clause: Clause) -> bool:
    return tense(clause).startswith(_GONE)


def _days(sentence: Sentence, later: Mapping[int, timedelta]) -> list[_Day]:
    """The days that a sentence names outside quotations, those of reporting verbs left out."""
    found = []
    for clause in sentence.clauses:
        verb = clause.verb
        report = verb is not None and "v.report" in verb.kinds and not verb.kinds & {"v.presence", "v.go"}
        for arg in clause.args:
            piece = arg.np
            if piece.what != "date" or piece.quoted or (report and not arg.fronted):
                continue
            told = piece.data
            if told.precision == "day" and told.first is not None and told.first == told.last:
                late = bool({"evening", "night"} & set(piece.words))
                day = shifted(told.first, later.get(id(piece), timedelta(0)))
                found.append(_Day(day, sentence.number, piece.first, _gone(clause), late))
    return sorted(found, key=lambda d: d.at)


def dated(told: Sequence[Told], story: Story) -> list[TripEvent]:
    """The events with the days that the telling gives them, in order of the text."""
    events, later = _rolled(told, _anchors(story), _eve(story))
    return _spread(_carried(told, events, later, story))


def _carried(
    told: Sequence[Told], events: Sequence[TripEvent], later: Mapping[int, timedelta], story: Story
) -> list[TripEvent]:
    """The events, those told without a date on the day that the story has in hand."""
    days: dict[int, list[_Day]] = {s.number: _days(s, later) for s in story.sentences}
    lands: dict[str, tuple[int, Candidate, date]] = {}
    own = {(one.sentence.number, one.place.place_id) for one, _ in told if one.site.dates}
    found = []
    for (one, _), event in zip(told, events, strict=True):
        held = lands.get(event.traveller)
        if (one.sentence.number, one.place.place_id) not in own:
            event = _carry(one, event, days, story.published)
        if held is not None and _inside(one, event, held):
            event = replace(event, when=When(held[2], None, held[2], held[2], "day", event.when.text))
        if one.place.kind == "country" and event.when.start and event.event == "stop":
            lands[event.traveller] = one.sentence.number, one, event.when.start
        elif one.place.kind != "country" and held is not None and not contains(held[1].place, one.place):
            lands.pop(event.traveller)
        found.append(event)
    return found


def _inside(one: Candidate, event: TripEvent, held: tuple[int, Candidate, date]) -> bool:
    """Whether an undated place lies in the land whose day the sentence before has told."""
    number, outer, _ = held
    plain = not event.when.start and not one.site.dates and event.event == "stop" and event.status != "cancelled"
    return plain and one.sentence.number - number <= 1 and contains(outer.place, one.place)


def _carry(one: Candidate, event: TripEvent, days: dict[int, list[_Day]], published: date | None) -> TripEvent:
    site = one.site
    if site.dates or site.listed or event.when.start or event.status == "cancelled" or site.reading is None:
        return event
    if site.form not in ("arg", "where", "item") or follows(site) or ahead(site) or site.quoted:
        return event
    if site.reading.role == "from" and event.event != "departure":
        return event
    if site.reading.role == "to" and (_setting_out(site) or setting_out(site)):
        return event  # the day of leaving is not that of arriving
    if any(a.prep in ("for", "over", "during") and a.np.words[-1:] in _SPELLS for a in site.clause.args):
        return event  # "for the last days he was shown Mukden"
    held = _in_hand(one, days)
    if held is None or (published and (held.day > published) == (event.status == "reported") and held.day != published):
        return event
    return replace(event, when=When(held.day, None, held.day, held.day, "day", event.when.text))


def _setting_out(site: Site) -> bool:
    """Whether the place is only what somebody leaves for ("departs for travel to Astana")."""
    clause: Clause | None = site.clause
    for _ in range(3):
        if clause is None or clause.verb is None:
            return False
        if "v.depart" in clause.verb.kinds and clause.verb.head.split("_")[0] not in ("sail", "fly"):
            return True
        if clause.link not in ("inf", "ger", "part"):
            return False
        clause = clause.parent
    return False


def _in_hand(one: Candidate, days: dict[int, list[_Day]]) -> _Day | None:
    """The day on which the story stands where it names a place."""
    clause, sentence = one.site.clause, one.sentence
    gone = _gone(clause)
    before = [d for d in days[sentence.number] if d.at < one.site.at]
    own = {w for a in clause.args if a.np.first < 10**6 for w in (*a.np.words, a.before)}
    if days[sentence.number] and not before and not own & _DAYTIME:
        return None
    if follows_on(clause, sentence.phrases) and not own & _DAYTIME:
        return None  # "before travelling on to Tashkent": after that day, nobody says when
    if before:
        last = before[-1]
        joined = clause.link in ("coord", "ger", "part", "main", "rel", "inf", "adv")
        return last if joined and (last.gone == gone or clause.link in ("ger", "part", "inf")) else None
    words = sentence.words
    for number in range(sentence.number - 1, sentence.number - 1 - _NEAR, -1):
        if days.get(number):
            last = days[number][-1]
            same = bool(words & {"same", "that"} and words & {"day", "afternoon", "morning", "evening", "night"})
            fits = same or bool(words & _DAYTIME) or (bool(words & _DAWN) and not last.late)
            return last if fits and last.gone == gone else None
    return None


def _anchors(story: Story) -> dict[int, date]:
    """For each phrase of a weekday, by its identity, the full date of long ago that the text has named just before."""
    found: dict[int, date] = {}
    held: tuple[int, date] | None = None
    for sentence in story.sentences:
        for piece in sentence.phrases:
            if piece.what != "date" or piece.data.precision != "day" or piece.data.first is None:
                continue
            if piece.data.kind == "weekday" and held is not None and sentence.number - held[0] <= 1:
                found[id(piece)] = held[1]
            elif piece.data.kind != "weekday" and _FULL.search(piece.data.text) and story.published is not None:
                old = story.published - piece.data.first > _WEEK
                held = (sentence.number, piece.data.first) if old else None
    return found


def earlier(site: Site) -> bool:
    """Whether the clause says that it tells of something before what was told last."""
    if follows(site) or (site.prep == "after" and not site.arg.fronted):
        return True
    if any(a.prep == "before" and a.fronted for a in site.clause.args):
        return site.prep != "before"
    clause = site.clause
    if clause.marker == "before" and clause.parent is not None and clause.parent.verb is None:
        return True  # "Before that he visited Dakar."
    if any(d.data.text.lower().startswith("earlier") for d in site.dates):
        return True  # "on a visit to Ankara earlier this year"
    return any("earlier" in a.np.words and a.fronted for a in clause.args)


def of_late(site: Site) -> bool:
    """Whether the clause tells of the days before now ("For the last days he was shown Mukden.")."""
    return any(a.np.words[-1:] in _SPELLS and "last" in a.np.words for a in site.clause.args)


def _eve(story: Story) -> date | None:
    """The day six days back, where a weekday that reads as such is that of tomorrow, which has begun in the far east.

    A story stamped Monday in America tells what happened on Tuesday in Seoul. One that looks back a week names the
    days in between, too.
    """
    published = story.published
    if published is None:
        return None
    days = {published - p.data.first for s in story.sentences for p in s.phrases if _is_day(p)}
    back = {day.days for day in days}
    return shifted(published, timedelta(days=-6)) if {0, 6} <= back and not back & {2, 3, 4, 5} else None


def _is_day(piece: Phrase) -> bool:
    return piece.what == "date" and piece.data.precision == "day" and piece.data.first is not None


def _rolled(
    told: Sequence[Told], anchors: Mapping[int, date], eve: date | None
) -> tuple[list[TripEvent], dict[int, timedelta]]:
    """The events, with weekdays of plans that lead back behind the stop told before put a week later, and those of
    an old journey ("on Sunday, Dec. 14, ... early on Monday") behind the date that they follow.

    With them, by the identity of its phrase, how much later each date is. `eve` is the day of `_eve`.
    """
    last: dict[str, date] = {}
    later: dict[int, timedelta] = {}
    found = []
    for one, event in told:
        day, before = event.when.start or event.when.end, last.get(event.traveller)
        back = day is not None and before is not None and day < before <= shifted(day, _WEEK)
        shift = timedelta(0)
        anchor = anchors.get(id(one.site.dates[0])) if one.site.dates else None
        rolls = back and event.status == "planned" and not earlier(one.site)
        begun = eve is not None and event.when.start == eve and one.place.longitude > FAR_EAST
        if (rolls or begun) and _weekday(one):
            shift = _WEEK
        elif anchor is not None and event.when.start and event.status == "reported" and _weekday(one):
            shift = shifted(anchor, (event.when.start - anchor) % _WEEK) - event.when.start
        if shift:
            later.update((id(piece), shift) for piece in one.site.dates)
            event = replace(event, when=_moved(event.when, shift))
        start = event.when.start
        if start and event.status == "planned":
            last[event.traveller] = start
        found.append(event)
    return found, later


def _moved(when: When, shift: timedelta) -> When:
    def put(day: date | None) -> date | None:
        return shifted(day, shift) if day else None

    earliest = put(when.earliest) if when.start else when.earliest
    return When(put(when.start), put(when.end), earliest, put(when.latest), when.precision, when.text)


def _weekday(one: Candidate) -> bool:
    """Whether the day is a bare weekday ("on Friday")."""
    return bool(one.site.dates) and all(d.data.kind == "weekday" and not _SAID & {*d.words} for d in one.site.dates)


def _spread(events: Sequence[TripEvent]) -> list[TripEvent]:
    """The events, those whose range of days is that of a whole journey bounded by it instead of dated.

    So it is where several places share the range, or where the text gives a day inside it to the same place.
    """
    shared: dict[tuple[str, date, date], set[str]] = {}
    days: dict[tuple[str, str], set[date]] = {}
    for event in events:
        when, place = event.when, event.place
        if place is None or when.start is None:
            continue
        if when.end is not None:
            shared.setdefault((event.traveller, when.start, when.end), set()).add(place.country_code)
        else:
            days.setdefault((event.traveller, place.place_id), set()).add(when.start)
    found = []
    journeys: dict[str, tuple[date, date]] = {}
    for event in events:
        when, place = event.when, event.place
        if place is not None and when.start and when.end and when.end - when.start > _STAY:
            inside = days.get((event.traveller, place.place_id), set())
            several = len(shared[event.traveller, when.start, when.end]) > 1
            if several or any(when.start < day <= when.end for day in inside):
                event = replace(event, when=When(None, None, when.start, when.end, "bounded", when.text))
                journeys[event.traveller] = when.start, when.end
        found.append(event)
    return [within(e, *journeys[e.traveller]) if e.traveller in journeys else e for e in found]

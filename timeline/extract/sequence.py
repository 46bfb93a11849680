"""The order in which a dispatch tells the visits of each traveller to have happened.

Days order them where they are known; an undated visit stands behind what is told before it, unless the text says that
it came earlier ("arrived from Croatia", "after", "before that", the past perfect). Inside a list the list's own order
holds: "Japan, China and Vietnam" told at the last stop still puts Japan before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf

from timeline.extract.mood import tense
from timeline.extract.scene import base
from timeline.extract.sites import Site, contains
from timeline.extract.span import JOURNEY
from timeline.extract.story import Sentence, Story
from timeline.extract.told import Told, earlier, of_late
from timeline.records import Place, TripEvent

_AGAIN = frozenset("back again once return returns returned returning".split())
_FIRST = 0.5  # how far before what follows it a visit is put that happened earlier
_FAR = 10**7  # days before or after all others
_LATE = 10**5  # mentions; later in the telling than all others
_RECENT = 3  # days
_STEP = 0.001  # between the members of a list

Visit = tuple[str, str, str]
"""Place, kind of event, and what tells this visit from others to the place."""


@dataclass(slots=True, eq=False)
class _Mention:
    """A mention with where it stands in the telling (`at`), and the visit it is taken to tell of."""

    number: int
    site: Site
    event: TripEvent
    where: tuple[str, str]
    sentence: int = 0
    also: bool = False
    summary: bool = False  # a headline or a land whose town is told too; neither tells an order
    at: float = 0.0
    visit: Visit = ("", "", "")

    @property
    def day(self) -> date | None:
        when = self.event.when
        return when.start or (when.end if when.precision == "bounded" else None)


@dataclass(slots=True)
class _Telling:
    """The mentions of one traveller in order of the text."""

    here: Place | None  # where the story is written
    published: date | None
    mentions: list[_Mention] = field(default_factory=list)

    def order(self) -> dict[Visit, tuple[int, float]]:
        """Each visit with the day in hand and the place in the telling that order it."""
        self._earlier()
        self._visits()
        found = self._hand()
        self._lists(found)
        self._frame(found)
        return found

    def _earlier(self) -> None:
        """Set where each mention stands; what happened before the visit told last is put before it."""
        first: dict[tuple[str, str], float] = {}
        last: tuple[str, str] | None = None
        lists: dict[int, tuple[float | None, int]] = {}
        beside: dict[int, list[_Mention]] = defaultdict(list)
        for mention in self.mentions:
            beside[mention.sentence].append(mention)
        above: set[tuple[str, str]] = set()  # where the sentences before this one lead, `least` the first of it
        here: set[tuple[str, str]] = set()
        lowest = least = inf
        sentence, now = -1, False  # whether what is told last goes on
        for mention in self.mentions:
            if mention.sentence != sentence:
                above |= here
                least = min([least, *(first[where] for where in here)])
                here, sentence = set(), mention.sentence
            at = float(mention.number)
            group = id(mention.site.arg.head or mention.site.arg)
            if group not in lists:
                lists[group] = (least - _FIRST if above and _sums_up(mention) else None, mention.number)
            start, step = lists[group]
            if start is not None:
                at = start + (mention.number - step) * _STEP
            elif (after := _goes_before(mention, beside[mention.sentence])) in first and (
                first.get(mention.where, inf) > first[after]
            ):
                at = first[after] - _FIRST
                mention.summary = False
            elif first and last != mention.where and (edge := _edge(mention.site)):
                at = lowest - 1 if edge == "first" else at + _LATE
            elif last is not None and last != mention.where and _came_before(mention, now):
                at = first[last] - _FIRST
            elif last is not None and mention.where not in first and mention.also:
                at = first[last]
            else:
                last, now = mention.where, self._is_now(mention)
            first[mention.where] = min(first.get(mention.where, at), at)
            mention.at = at
            lowest = min(lowest, at)
            least = min(least, at) if mention.where in above else least
            here.add(mention.where)

    def _is_now(self, mention: _Mention) -> bool:
        """Whether a visit is the one in hand, as far as its day tells."""
        return not mention.day or not self.published or (self.published - mention.day).days <= _RECENT

    def _visits(self) -> None:
        """Set the visit of each mention: by its day, by the only day known of the place, or as one told again."""
        days: dict[tuple[str, str], set[date]] = defaultdict(set)
        for mention in self.mentions:
            if mention.event.when.start:
                days[mention.where].add(mention.event.when.start)
        told: dict[tuple[str, str], _Mention] = {}
        before: _Mention | None = None
        for mention in self.mentions:
            known = days[mention.where]
            start = mention.event.when.start
            name = str(start) if start and len(known) > 1 else ""
            held = told.get(mention.where)
            moved = held is not None and before is not None and before.where != mention.where
            if not start and held is not None and (len(known) > 1 or (moved and _again(mention.site))):
                name = f"at {mention.number}" if moved else held.visit[2]
            elif not start and len(known) > 1:
                name = f"at {mention.number}"
            mention.visit = (*mention.where, name)
            told[mention.where] = before = mention

    def _hand(self) -> dict[Visit, tuple[int, float]]:
        days: dict[Visit, set[date]] = defaultdict(set)
        for mention in self.mentions:
            if mention.event.when.start:
                days[mention.visit].add(mention.event.when.start)
        found: dict[Visit, tuple[int, float]] = {}
        stops: dict[str, date] = {}
        below = {m.where for m in self.mentions if not m.summary}
        last = 0
        for number, mention in enumerate(self.mentions):
            event, known = mention.event, days[mention.visit]
            if mention.day:
                last = mention.day.toordinal()
            elif len(known) == 1:
                last = next(iter(known)).toordinal()
            elif _edge(mention.site) == "first" and event.status == "reported":
                last = 0  # the journey began before all that has a day
            elif self.published and (event.status == "planned" or (not last and self._at_hand(event.place))):
                last = max(last, self.published.toordinal())
            elif mention.site.arg.fronted and mention.site.prep == "after":
                following = (m.day for m in self.mentions[number + 1 :] if m.sentence == mention.sentence and m.day)
                last = next(
                    (d.toordinal() for d in following), last
                )  # "after the summit at X he landed in Y on Tuesday"
            place, kind = mention.where
            if kind == "stop" and mention.day:
                stops[place] = mention.day
            elif kind == "departure" and not mention.day and place in stops:
                last = max(last, stops[place].toordinal())  # one leaves a place after coming there
            if mention.summary and not mention.day and mention.where in below:
                continue
            found[mention.visit] = min(found.get(mention.visit, (last, mention.at)), (last, mention.at))
        return {m.visit: found.get(m.visit, (last, m.at)) for m in self.mentions}

    def _frame(self, found: dict[Visit, tuple[int, float]]) -> None:
        """Put an undated departure from home first and an undated return last, where there is but one journey."""
        stops = {m.where[0] for m in self.mentions if m.where[1] == "stop"}
        for kind, at in (("departure", -_FAR), ("return", _FAR)):
            visits = {m.visit for m in self.mentions if m.where[1] == kind}
            for visit in visits:
                if any(m.day for m in self.mentions if m.visit == visit):
                    found[visit] = (found[visit][0], at)  # the first, or the last, of its day
            if len(visits) != 1:
                continue
            visit = visits.pop()
            held = [m for m in self.mentions if m.visit == visit]
            if not any(m.day for m in held) and (kind == "return" or visit[0] not in stops):
                found[visit] = (at, found[visit][1])

    def _at_hand(self, place: Place | None) -> bool:
        """Whether the story is written at the place, or in that land."""
        if place is None or self.here is None:
            return False
        return place.place_id == self.here.place_id or contains(place, self.here)

    def _lists(self, found: dict[Visit, tuple[int, float]]) -> None:
        """Put the undated members of a list beside the one of them whose place in the telling is known."""
        groups: dict[int, list[_Mention]] = defaultdict(list)
        for mention in self.mentions:
            arg = mention.site.arg
            groups[id(arg.head if arg.head is not None else arg)].append(mention)
        for members in groups.values():
            if len(members) < 2 or any(m.event.when.start for m in members):
                continue
            known = [i for i, m in enumerate(members) if found[m.visit][1] < members[0].at - _FIRST]
            if not known:
                continue
            for index, member in enumerate(members):
                if index not in known:
                    anchor = min(known, key=lambda i: (i < index, abs(i - index)))
                    day, at = found[members[anchor].visit]
                    found[member.visit] = (day, at + (index - anchor) * _STEP)


def _edge(site: Site) -> str:
    """Whether the clause tells where a journey began ("first") or ends ("last"), or neither ("")."""
    verb = site.clause.verb
    words = [*site.clause.subject, *(a.np for a in site.clause.args if not a.prep)]
    if verb is None or site.dates or not any(p.head in JOURNEY for p in words):
        return ""
    if verb.head.startswith(("begin", "start", "open", "kick")):
        return "first"
    return "last" if verb.head.startswith(("end", "conclude", "finish", "wind", "wrap")) else ""


def _goes_before(mention: _Mention, beside: Sequence[_Mention]) -> tuple[str, str]:
    """What the mention's own sentence puts after it ("spoke in Seoul before heading to Beijing")."""
    for other in beside:
        clause = other.site.clause
        if clause.marker == "before" and clause.parent is mention.site.clause:
            return other.where
    return ("", "")


def _sums_up(mention: _Mention) -> bool:
    """Whether a list tells where a journey has led so far ("a tour that has also taken him to Japan and China")."""
    site = mention.site
    verb = site.clause.verb
    listed = site.listed or any(a.head is site.arg for a in site.clause.args)
    if verb is None or mention.event.status != "reported" or mention.day:
        return False
    journey = any(p.head in JOURNEY for p in site.clause.subject)
    if "v.include" in verb.kinds and (journey or site.noun is not None):
        return True  # "his visit, which included stops in Japan and China"
    return listed and (tense(site.clause) in ("perfect", "past perfect") or (journey and "v.carry" in verb.kinds))


def _came_before(mention: _Mention, now: bool) -> bool:
    """Whether the text tells the visit as earlier than the one before it, which is `now` in hand or was not."""
    site = mention.site
    if now and of_late(site):
        return True
    if site.reading is not None and site.reading.role == "from":
        return mention.event.event == "stop"
    if earlier(site):
        return True
    return tense(site.clause) == "perfect" and mention.event.status == "reported" and mention.event.event == "stop"


def _also(site: Site, sentence: Sentence) -> bool:
    """Whether a visit is told beside the one before, in no order ("the group also travelled to")."""
    verb = site.clause.verb
    if verb is None or site.dates:
        return False
    return any(token.lower == "also" for token in sentence.tokens[max(0, verb.first - 2) : verb.last + 1])


def _again(site: Site) -> bool:
    """Whether the clause tells of coming to the place once more."""
    words = {w for a in site.clause.args for w in (*a.np.words, a.before)}
    verb = site.clause.verb
    if verb is not None:
        words |= {*verb.words, *verb.head.split("_")}
    return bool(words & _AGAIN) or (site.reading is not None and site.reading.role == "back")


def _lands(mentions: Sequence[tuple[str, Place]]) -> dict[tuple[str, str], str]:
    """A land that is named beside one place in it is that place's visit: "China" where only Beijing is told."""
    inside: dict[tuple[str, str], set[str]] = {}
    for who, place in mentions:
        if place.kind != "country":
            inside.setdefault((who, place.country_code), set()).add(place.place_id)
    found = {}
    for who, place in mentions:
        towns = inside.get((who, place.country_code), set())
        if place.kind == "country" and len(towns) == 1:
            found[who, place.place_id] = next(iter(towns))
    return found


def positioned(told: Sequence[Told], events: Sequence[TripEvent], story: Story) -> list[TripEvent]:
    """The events with `position` set to the order in which they are told to have happened, in that order.

    `told` are the mentions that became the events, in order of the text. Mentions of one visit share its position.
    """
    spot = base(story)
    here = spot.place if spot is not None else None
    lands = _lands([(e.traveller, e.place) for e in events if e.place and e.status != "cancelled"])
    tellings: dict[str, _Telling] = {}
    mentions = []
    for number, ((one, _), event) in enumerate(zip(told, events, strict=True)):
        place = event.place.place_id if event.place else event.place_text
        kind = event.event if event.event in ("departure", "return") else "stop"
        town = lands.get((event.traveller, place), place)
        summary = one.sentence.headline or town != place
        also = _also(one.site, one.sentence)
        mention = _Mention(number, one.site, event, (town, kind), one.sentence.number, also, summary)
        telling = tellings.setdefault(event.traveller, _Telling(here, story.published))
        telling.mentions.append(mention)
        mentions.append((event.traveller, mention))
    places: dict[tuple[str, Visit], tuple[int, float]] = {}
    for who, telling in tellings.items():
        places.update({(who, visit): at for visit, at in telling.order().items()})
    order = {spot: rank for rank, spot in enumerate(sorted(set(places.values())))}
    ranks = {key: order[spot] for key, spot in places.items()}
    ranked = sorted(mentions, key=lambda pair: ranks[pair[0], pair[1].visit])
    return [replace(m.event, position=ranks[who, m.visit]) for who, m in ranked]

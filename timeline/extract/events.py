"""From candidates to trip events: one decision for each person and place, a claim for each mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from timeline.extract.candidates import Candidate, candidates, is_base, settled
from timeline.extract.facts import facts_of_kind, facts_of_status
from timeline.extract.model import calibrated, chances, choose, models, probability
from timeline.extract.mood import day_of, moods, reality, relation, sure_status, tense
from timeline.extract.purpose import purpose
from timeline.extract.roles import LEFT_OUT
from timeline.extract.scene import base
from timeline.extract.sites import Site
from timeline.extract.story import Story
from timeline.extract.ties import one_of
from timeline.extract.when import GONE, left, when
from timeline.gazetteer import Gazetteer
from timeline.records import DateMention, Dispatch, EventKind, Evidence, Place, PlaceMention, Status, TripEvent, When

ACCEPT = 0.4
"""A person is taken to be at a place if the best of its mentions is at least this probable."""
PAST = 0.65
"""A visit of long ago is no part of the trip in hand: it must be surer."""
CLAIM = 0.3
"""The other mentions of an accepted place that are at least this probable are claims too."""


COMING = 0.9
"""An arrival on a later day that is at least this probable rules out that somebody is there already."""
TOLD = 0.8
"""A mention that so surely reports the stay outdoes those that announce it."""


_INTENDED = frozenset(("planned", "scheduled", "originally", "intended", "longer"))
_HAPPENS = frozenset(("happen", "go_ahead", "go_forward", "proceed", "materialise", "materialize"))
_LEAVING = frozenset(
    "leave leaves left leaving depart departs departed departing departure board boards boarded".split()
)
_LEAVING |= frozenset("boarding takeoff off headed heading heads".split())
_HOMEWARD = frozenset(("home", "back", "return", "returns", "returned", "returning"))


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
        self.header = self._header()
        self.town = _town(self.story)
        weights = models().presence
        self.verdicts = [
            Verdict(c, max(c.least, c.share * probability(weights.score(c.facts)))) for c in candidates(self.story)
        ]
        _one_each(self.verdicts)
        best: dict[tuple[int, str], float] = {}
        for verdict in self.verdicts:
            if verdict.dropped:
                continue
            key = _pair(verdict.candidate)
            best[key] = max(best.get(key, 0.0), verdict.probability)
        self._put_off(best)
        taken, kinds = self._decided(
            [v for v in self.verdicts if not v.dropped and self._taken(v, best[_pair(v.candidate)])]
        )
        days = _days(taken)
        stays = [(*_pair(v.candidate), kind, days[id(v)]) for v, kind in zip(taken, kinds, strict=True)]
        statuses = self._statuses(taken, stays)
        for verdict, kind, stay in zip(taken, kinds, stays, strict=True):
            self._make(verdict, kind, statuses[stay])

    def _header(self) -> bool:
        """Whether the one date that heads the text is that of its release."""
        held = [d.data for s in self.story.sentences for t in s.sites if t.date_how == "heading" for d in t.dates]
        return {d.first for d in held} == {self.dispatch.published}

    def _decided(self, taken: Sequence[Verdict]) -> tuple[list[Verdict], list[EventKind]]:
        """The mentions with their kinds; a second kind of event at one place must be likely by itself."""
        kinds = {id(v): self._kind(v.candidate) for v in taken}
        for verdict in taken:
            if kinds[id(verdict)] == "stop" and _at_home(verdict.candidate, self.gazetteer):
                verdict.dropped = f"at home ({verdict.probability:.2f})"
        taken = [v for v in taken if not v.dropped]
        best: dict[tuple[int, str], Verdict] = {}
        for verdict in taken:
            held = best.setdefault(_pair(verdict.candidate), verdict)
            if verdict.probability > held.probability:
                best[_pair(verdict.candidate)] = verdict
        kept = []
        for verdict in taken:
            same = kinds[id(verdict)] == kinds[id(best[_pair(verdict.candidate)])]
            if same or verdict.probability >= ACCEPT:
                kept.append(verdict)
            else:
                verdict.dropped = f"no second event ({verdict.probability:.2f})"
        return kept, [kinds[id(v)] for v in kept]

    def _put_off(self, best: Mapping[tuple[int, str], float]) -> None:
        """Drop what is done "here" by somebody who is surely told to come on a later day ("flies in on Friday")."""
        published = self.dispatch.published
        coming = {
            _pair(v.candidate): v.probability
            for v in self.verdicts
            if v.probability > COMING and v.probability == best.get(_pair(v.candidate)) and _ahead(v, published)
        }
        for verdict in self.verdicts:
            sure = coming.get(_pair(verdict.candidate), 0.0)
            site = verdict.candidate.site
            here = site.form == "scene" or site.mention.text == "here"
            if here and not verdict.dropped and verdict.probability < sure and not site.dates:
                verdict.dropped = f"comes on a later day ({verdict.probability:.2f})"

    def _taken(self, verdict: Verdict, best: float) -> bool:
        if best < ACCEPT:
            verdict.dropped = f"too weak ({verdict.probability:.2f})"
        elif verdict.probability < PAST and relation(verdict.candidate.site, self.dispatch.published) == "long before":
            verdict.dropped = f"an older visit ({verdict.probability:.2f})"
        elif verdict.probability < min(CLAIM, best):
            verdict.dropped = f"another mention carries it ({verdict.probability:.2f})"
        return not verdict.dropped

    def _statuses(
        self, taken: Sequence[Verdict], stays: Sequence[tuple[int, str, str, str]]
    ) -> dict[tuple[int, str, str, str], Status]:
        """One status for all mentions of a stay: their chances added up, the likelier mention counting more."""
        votes: dict[tuple[int, str, str, str], dict[str, float]] = {}
        days: dict[tuple[int, str, str, str], list[date]] = {}
        classes, published = models().status, self.dispatch.published
        for verdict, stay in zip(taken, stays, strict=True):
            one = verdict.candidate
            known = facts_of_status(self.story, one.sentence, one.site)
            tally = votes.setdefault(stay, dict.fromkeys(classes, 0.0))
            sure = sure_status(one.site, published)
            if (day := day_of(one.site)) and sure != "reported":
                gone = tense(one.site.clause).startswith(GONE)
                days.setdefault(stay, []).append(min(day, published) if gone and published else day)
            if _unmet(one):
                tally["cancelled"] += 1.0
            elif sure:
                tally[sure] += 1.0
            for name, chance in chances(classes, known).items():
                weight = verdict.probability * chance
                tally[name] += weight
                if name == "reported" and chance > TOLD and verdict.probability > 0.4:
                    tally[name] += 1.0  # what one sentence reports another may still announce
        following = _follow_days_ahead(taken, published)
        behind = {stay for verdict, stay in zip(taken, stays, strict=True) if id(verdict) not in following}
        for stay in votes:
            if (published and stay in days and min(days[stay]) > published) or stay not in behind:
                votes[stay].pop("reported")  # what lies ahead has not happened
        return {key: cast(Status, max(tally, key=lambda name: tally[name])) for key, tally in votes.items()}

    def _make(self, verdict: Verdict, kind: EventKind, status: Status) -> None:
        one = verdict.candidate
        site, sentence, published = one.site, one.sentence, self.dispatch.published
        days = when(site, status, published, header=self.header)
        if site.reading and site.reading.role == "from" and kind == "stop":
            days = left(days)
        background = bool(published and days.latest and (published - days.latest).days > 45) or _once(site)
        mention: PlaceMention = site.mention
        place = one.place
        if kind == "stop" and status == "reported" and not background and self._town_of(verdict, days):
            place = self.town or place
        span = sentence.span
        reasons = [
            site.reading.rule if site.reading else "mention",
            one.how,
            *models().presence.reasons(one.facts),
            mention.reason,
        ]
        verdict.event = TripEvent(
            traveller=one.person.name, event=kind, place=place, place_text=mention.text, when=days, status=status,
            evidence=Evidence(self.dispatch.source, self.story.text[span.start : span.end], span),
            role=titled(one.person.role),
            purpose=purpose(one, self.story) if kind == "stop" else "",
            confidence=round(calibrated(verdict.probability), 3), alternatives=mention.alternatives,
            reason="; ".join(r for r in reasons if r),
            published=published, background=background,
        )  # fmt: skip

    def _town_of(self, verdict: Verdict, days: When) -> bool:
        """Whether a guest of the land where the story is written is in the town of the dateline.

        Reporters write from a capital also of what goes on elsewhere in the land; from another town where it goes on.
        """
        one, town, published = verdict.candidate, self.town, self.dispatch.published
        if town is None or one.place.kind != "country" or one.place.country_code != town.country_code:
            return False
        if one.person.country in ("", town.country_code) or published is None:
            return False
        towns = (v.candidate for v in self.verdicts if not v.dropped and v.candidate.person is one.person)
        if any(c.place.kind != "country" and c.place.country_code == town.country_code for c in towns):
            return False
        day = days.start or days.latest
        return (
            day is not None and 0 <= (published - day).days <= 1 and (days.earliest is None or days.start is not None)
        )

    def _kind(self, one: Candidate) -> EventKind:
        base = is_base(self.gazetteer, one.place)
        facts = facts_of_kind(self.story, one.sentence, one.site, one.person, base)
        kind = cast(EventKind, choose(models().kind, facts))
        return kind if _plausible(kind, one, base) else "stop"


def _town(story: Story) -> Place | None:
    """The town of the dateline, if it is no capital."""
    spot = base(story)
    place = settled(story.gazetteer, spot.place) if spot is not None and spot.place is not None else None
    if place is None or place.kind == "country":
        return None
    capital = story.gazetteer.capital(place.country_code)
    return None if capital is None or capital.place_id == place.place_id else place


def _unmet(one: Candidate) -> bool:
    """Whether the words say that a visit does not come about that was to be."""
    site, form = one.site, tense(one.site.clause)
    if form == "would have" and site.noun is not None:
        return True  # "a visit to the DMZ would have had the potential"
    if "cancel own" in moods(site) and reality(site) == "off":
        return True
    if site.reading is not None and site.reading.rule == LEFT_OUT:
        return True
    verb = site.clause.verb
    if verb is None or "neg" not in verb.flags:
        return False
    if site.noun is not None:
        happens = verb.head in _HAPPENS or any(a.np.head == "place" and not a.prep for a in site.clause.args)
        return happens and site.noun in site.clause.subject  # "the visit will not take place"
    return form in ("future", "would", "future in past") and bool(one.sentence.words & _INTENDED)


def _follow_days_ahead(verdicts: Sequence[Verdict], published: date | None) -> set[int]:
    """The ids of mentions that go on, in the same clause and without a day, from one on a day to come.

    "was to fly to Rome on Friday and then to Cairo".
    """
    ahead: dict[tuple[int, int], int] = {}
    for verdict in verdicts:
        site, day = verdict.candidate.site, day_of(verdict.candidate.site)
        if published and day and day > published:
            key = verdict.candidate.person.number, id(site.clause)
            ahead[key] = min(site.at, ahead.get(key, site.at))
    return {
        id(v)
        for v in verdicts
        if not v.candidate.site.dates
        and v.candidate.site.at > ahead.get((v.candidate.person.number, id(v.candidate.site.clause)), 1 << 30)
    }


def _ahead(verdict: Verdict, published: date | None) -> bool:
    """Whether a mention tells that somebody comes on a day after that of publication."""
    site = verdict.candidate.site
    day, comes = day_of(site), site.reading is not None and site.reading.role == "to"
    return bool(comes and day and published and day > published)


def _once(site: Site) -> bool:
    """Whether the visit was "earlier this year" or month: not a part of the journey in hand."""
    return any(d.data.text.lower().startswith(("earlier this year", "earlier this month")) for d in site.dates)


def _days(verdicts: Sequence[Verdict]) -> dict[int, str]:
    """For each mention the day of its stay, where the text gives one place several days; else nothing."""
    named: dict[tuple[int, str], set[str]] = {}
    own: dict[int, str] = {}
    for verdict in verdicts:
        day = day_of(verdict.candidate.site)
        own[id(verdict)] = str(day or "")
        if day:
            named.setdefault(_pair(verdict.candidate), set()).add(str(day))
    return {id(v): own[id(v)] if len(named.get(_pair(v.candidate), ())) > 1 else "" for v in verdicts}


def _plausible(kind: EventKind, one: Candidate, base: bool) -> bool:
    """Whether a journey can begin or end there: at home, or where the words say that somebody goes back or sets out.

    `base` says that the place is its land's capital, or the land itself.
    """
    home = one.person.country == one.place.country_code
    role = one.site.reading.role if one.site.reading else ""
    if kind == "return" and role == "from":
        return False
    if kind == "return":
        told = role == "back" or one.site.arg.before in ("home", "back") or bool(one.sentence.words & _HOMEWARD)
        return (home and (base or told)) or (told and not one.person.country)
    if kind == "departure":
        return (home and (role != "at" or _sets_off(one))) or (role == "from" and not one.person.country)
    return True


def _at_home(one: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether somebody is only told to be in the capital of his own land."""
    home = bool(one.person.country) and one.person.country == one.place.country_code
    role = one.site.reading.role if one.site.reading else ""
    return home and role == "at" and one.place.kind != "country" and is_base(gazetteer, one.place)


def _sets_off(one: Candidate) -> bool:
    """Whether the words about somebody who is at home tell that he leaves ("told reporters before leaving")."""
    verb = one.site.clause.verb
    return bool(one.sentence.words & _LEAVING) or (verb is not None and "v.depart" in verb.kinds)


def _one_each(verdicts: Sequence[Verdict]) -> None:
    """Where a single pronoun is the subject only one person can be meant: the likeliest."""
    rivals: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        one = verdict.candidate
        if one.how.startswith(("subject", "main", "carried", "possessor", "owner")) and one_of(one.site):
            rivals.setdefault(id(one.site), []).append(verdict)
    for group in rivals.values():
        best = max(group, key=lambda v: v.probability)
        for verdict in group:
            if verdict is not best and verdict.candidate.person is not best.candidate.person:
                verdict.dropped = f"{best.candidate.person.name} is rather meant"


def _pair(one: Candidate) -> tuple[int, str]:
    return one.person.number, one.place.place_id


def titled(office: str) -> str:
    """An office as it is written in a table."""
    small = ("of", "for", "the", "and")
    return " ".join(w if w in small else w.capitalize() for w in office.split())

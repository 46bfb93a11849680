"""Every person and place of a story that may belong together, with the facts for and against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.extract.anaphora import HOME
from timeline.extract.detached import detached
from timeline.extract.facts import Cast, Facts
from timeline.extract.lead import lead
from timeline.extract.mood import relation, tense
from timeline.extract.people import Person
from timeline.extract.scene import Scene, base
from timeline.extract.sites import Site
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Clause
from timeline.extract.ties import ties
from timeline.extract.walk import walk
from timeline.gazetteer import Gazetteer
from timeline.records import Place

_SKIPPED_KINDS = frozenset(("region", "natural"))
_ALONG = {"told": 0.85, "soon": 0.7, "earlier": 0.55, "later": 0.35}
"""How sure it is that somebody who goes along is where the leader is, by where that is told: counted on marked stories.

In the sentence that names the company or just before it; in the next four; further up; further down.
"""


@dataclass(slots=True)
class Candidate:
    """One mention of a place and a person who may be there."""

    person: Person
    sentence: Sentence
    site: Site
    how: str
    place: Place
    facts: list[str] = field(default_factory=list)
    share: float = 1.0  # of the leader's probability, for somebody who goes along
    least: float = 0.0  # what the words alone make sure of


def settled(gazetteer: Gazetteer, place: Place) -> Place:
    """The settlement of an airport or venue; a country stands at its capital, as it is marked on trip maps."""
    if place.kind == "country":
        capital = gazetteer.capital(place.country_code)
        return replace(place, latitude=capital.latitude, longitude=capital.longitude) if capital else place
    return gazetteer.settlement(place)


def _settled(story: Story, site: Site) -> Place:
    place = site.place
    if place.place_id not in story.settled:
        story.settled[place.place_id] = settled(story.gazetteer, place)
    return story.settled[place.place_id]


def is_base(gazetteer: Gazetteer, place: Place) -> bool:
    """Whether trips begin and end at a place: a land's capital, an airport or base near it, or the land as a whole."""
    capital = gazetteer.capital(place.country_code)
    if capital is None or place.kind == "country":
        return True
    return abs(capital.latitude - place.latitude) < 0.6 and abs(capital.longitude - place.longitude) < 0.8


def written_in(story: Story) -> str:
    """The code of the country of the dateline; empty if there is none."""
    return next((m.place.country_code for _, named in story.datelines for m in named if m.place), "")


_CLEAR = 1.5  # so far above all others nobody else need be tried (log-odds)


def _find_lead(story: Story) -> None:
    """Settle whom the story is about.

    Who mostly travels decides what pronouns mean, and the other way round: whoever is first taken for "he" seems to
    travel. So the story is read from nobody and from whom the names alone suggest; the reading that sets its lead
    further above all others stands.
    """
    here, discourse = written_in(story), story.discourse
    discourse.acted = _acted(story)
    named, _ = lead(story, here)
    found, ahead = _read_from(story, here, None)
    if named == found or ahead > _CLEAR:
        return
    if _read_from(story, here, named)[1] <= ahead:
        _read_from(story, here, None)


def _read_from(story: Story, here: str, first: int | None) -> tuple[int | None, float]:
    """Whom the story is about where `first` is taken for that at the beginning, and how far it is above the others."""
    discourse, ahead = story.discourse, 0.0
    discourse.main, discourse.travels = first, {}
    for _ in range(2):
        discourse.travels = _travels(story)
        discourse.main, ahead = lead(story, here)
    return discourse.main, ahead


def candidates(story: Story) -> Iterator[Candidate]:
    """The candidates in order of the text."""
    _find_lead(story)
    _homes(story)
    cast, mention = Cast(story), base(story)
    scene = Scene(story, mention, mention.place) if mention is not None and mention.place is not None else None
    for sentence in walk(story):
        for site in sentence.sites:
            if site.place.kind in _SKIPPED_KINDS or site.container or _unread(site) or _denied(site):
                continue
            if not (_from_afar(site, sentence) or _habitual(sentence, site) or _of_life(site)):
                yield from _at(story, cast, sentence, site)
        if scene is not None:
            yield from _on_scene(story, scene, sentence)


_REMOTE = frozenset(
    "call calls phone telephone telephones video videoconference video-conference videolink video-link link"
    " teleconference letter letters statement interview tweet tweets post message screen teleprinter cable telegram"
    " webcast broadcast conversation".split()
)


_HABIT = frozenset(
    "regularly often frequently routinely usually always sometimes occasionally every seldom rarely".split()
)
_OPEN = frozenset(("if", "whether", "unless"))
_ABOVE = 4  # clauses that are looked up
_GOING = frozenset(("v.go", "v.arrive"))
_WIRES = frozenset("video videolink video-link videoconference teleconference telephone phone satellite".split())


def _denied(site: Site) -> bool:
    """Whether the clause says that somebody is not there, without calling anything off ("has never been to Cuba")."""
    verb = site.clause.verb
    if site.noun is not None and site.noun.words[:1] == ("no",):
        return True
    if site.form == "subject" and verb is not None and "neg" in verb.flags:
        return True  # "Cairo was not on the list"
    if not site.dates and _undecided(site.clause):
        return True  # "has not decided whether he should go to Copenhagen"
    return (
        verb is not None
        and "neg" in verb.flags
        and site.noun is None
        and tense(site.clause) in ("present", "perfect", "past")
    )


def _undecided(clause: Clause) -> bool:
    """Whether the clause, or one that it hangs on, is open: "if", "whether", "unless"."""
    seen: Clause | None = clause
    for _ in range(_ABOVE):
        if seen is None or seen.marker in _OPEN:
            return seen is not None
        if seen.link in ("main", "coord") and seen is not clause:
            return False
        seen = seen.parent
    return False


def _habitual(sentence: Sentence, site: Site) -> bool:
    """Whether the verb tells what somebody does again and again ("visits regularly", "goes there all the time")."""
    verb = site.clause.verb
    if verb is None or verb.tense not in ("pres", "inf", "ger") or "v.report" in verb.kinds:
        return False
    first = min(verb.first, site.at)
    near = [t.lower for t in sentence.tokens[max(0, first - 3) : max(verb.last, site.at) + 5]]
    return not _HABIT.isdisjoint(near) or any(near[i : i + 3] == ["all", "the", "time"] for i in range(len(near)))


def _of_life(site: Site) -> bool:
    """Whether the clause tells where somebody lived, studied or was born, which is no visit."""
    verb = site.clause.verb
    return verb is not None and verb.head in _LIFE and not any(d.data.precision == "day" for d in site.dates)


def _from_afar(site: Site, sentence: Sentence) -> bool:
    """Whether the clause tells of a call or a letter ("reached Paris and Berlin in a joint call"): nobody is there."""
    verb = site.clause.verb
    if site.prep == "from":
        return False  # "by telephone from Rome"
    if verb is not None and not verb.kinds.isdisjoint(_GOING) and verb.head not in ("reach", "get"):
        return False
    if _by_wire(site.clause, sentence):
        return True
    return any(
        a.np.head in _REMOTE and a.prep in ("in", "by", "via", "on", "over", "through", "from") and a.np.what != "place"
        for a in site.clause.args
    )


def _by_wire(clause: Clause, sentence: Sentence) -> bool:
    """Whether "by video" stands behind the clause's verb, before any other verb."""
    verb = clause.verb
    if verb is None or sentence.words.isdisjoint(_WIRES):
        return False
    way = False
    for piece in sentence.phrases:
        if piece.first <= verb.last:
            continue
        if piece.kind == "vg":
            return False
        if piece.kind == "np" and way and piece.head in _WIRES:
            return True
        way = piece.kind == "prep" and piece.head in ("by", "via", "over", "through")
    return False


_GUEST = 0.7
"""How surely "told visiting President Chirac" puts him where the story is written; too rare in marked texts to fit."""
_DIRECTIONS = frozenset("east west north south northeast northwest southeast southwest outskirts edge".split())
_LIFE = frozenset("study graduate grow grow_up live reside bear raise educate school teach marry bury settle".split())
_HOLDING_IN = frozenset(("rein", "rope", "hem"))
_DEALINGS = frozenset(
    "accuse urge press warn blame ask tell criticise criticize praise attack denounce pressure threaten condemn"
    " rebuke thank assure sue target isolate confront sanction challenge applaud chide push pressurise".split()
)
_TOPICS = frozenset(("on", "about", "over", "against", "between", "like", "than", "despite", "regarding"))


def _unread(site: Site) -> bool:
    """Whether nothing ties the place to a traveller: it hangs on a noun that names no visit, or stands alone."""
    if site.reading is not None:
        return False
    aside = site.prep == "of" and site.arg.before in _DIRECTIONS  # "the desert east of Los Angeles"
    loose = site.noun is not None or site.form not in ("arg", "item")
    return loose or site.prep in _TOPICS or aside or detached(site) or _addressed(site)


def _addressed(site: Site) -> bool:
    """Whether a government is meant that somebody speaks of or to ("accused Beijing of", "urged Ankara to")."""
    verb = site.clause.verb
    if verb is None:
        return False
    if site.prep == "in" and verb.head in _HOLDING_IN:
        return True  # "to rein in North Korea"
    return not site.prep and verb.head.split("_")[0] in _DEALINGS


def _at(story: Story, cast: Cast, sentence: Sentence, site: Site) -> Iterator[Candidate]:
    tied = ties(story, sentence, site)
    if not tied:
        return
    place, known = _settled(story, site), Facts(cast, story, sentence, site)
    verb = site.clause.verb
    stays = verb is not None and verb.head in ("stay", "remain") and site.prep == "in"
    for number, tie in tied.items():
        person = story.people.persons[number]
        if site.mention.reason == HOME and person.country != place.country_code:
            continue  # not his home
        if stays and person.country == place.country_code and is_base(story.gazetteer, place):
            continue  # "will stay in Washington": he goes nowhere
        one = Candidate(person, sentence, site, tie, place, known.about(person, tie))
        yield one
        if not tie.startswith(("beside", "with", "object", "host")) and "against" not in tie:
            yield from _along(story, tied, number, one)


def _along(story: Story, tied: Mapping[int, str], leader: int, one: Candidate) -> Iterator[Candidate]:
    """Those who go along with the leader: what speaks for the leader speaks for them."""
    for number, (kind, said) in story.discourse.parties.get(leader, {}).items():
        member = story.people.persons[number]
        share = 0.0 if kind == "jointly" else _sure(one, member, one.sentence.number - said, story.published)
        if share and (number not in tied or tied[number].startswith(("beside", "with"))):
            yield replace(one, person=member, how=f"companion {kind}", share=share)


def _sure(one: Candidate, member: Person, behind: int, published: date | None) -> float:
    """How sure it is that a companion named `behind` sentences before is at the leader's place, too (0..1)."""
    role = one.site.reading.role if one.site.reading else ""
    day = relation(one.site, published)
    if _homeward(one, member) or day == "long before":
        return 0.0
    if member.kin:
        return _ALONG["told"]
    if role in ("from", "back"):
        return 0.0
    share = _ALONG["told" if behind in (0, -1) else "earlier" if behind < 0 else "soon" if behind < 5 else "later"]
    return share * (0.6 if day == "before" and behind not in (0, -1) else 1.0)


def _homeward(one: Candidate, member: Person) -> bool:
    """Whether the leader goes home to a land that is not the companion's."""
    leader = one.person
    return leader.country == one.place.country_code and member.country != leader.country


def _on_scene(story: Story, scene: Scene, sentence: Sentence) -> Iterator[Candidate]:
    """The persons who act where the story is written."""
    for site, numbers, how in scene.acts(sentence):
        place = _settled(story, site)
        for number in numbers:
            person = story.people.persons[number]
            known = scene.facts(sentence, site, person, how)
            guest = how == "visiting" and person.country not in ("", place.country_code)
            yield Candidate(person, sentence, site, f"scene {how}", place, known, least=_GUEST if guest else 0.0)


def _homes(story: Story) -> None:
    """Take as home the land that a person of unknown nationality leaves from or goes back to, and never goes out to."""
    votes: dict[int, dict[str, int]] = {}
    for sentence in walk(story):
        for site in sentence.sites:
            if site.reading is None or site.container:
                continue
            place = _settled(story, site)
            weight = {"from": 2, "back": 2, "to": -1}.get(site.reading.role, 0)
            if weight > 0 and not is_base(story.gazetteer, place):
                weight = 0
            who = sentence.who.get(site.clause.number, ())
            for number in who if len(who) == 1 else ():
                tally = votes.setdefault(number, {})
                tally[place.country_code] = tally.get(place.country_code, 0) + weight
    for number, tally in votes.items():
        code = max(tally, key=lambda c: tally[c])
        if tally[code] > 1 and not story.people.persons[number].country:
            story.people.persons[number].country = code


_TRAVELLING = (
    "subject", "possessor", "by", "taken", "trip", "received", "guest", "who", "inherited", "ahead", "owner", "asked",
)  # fmt: skip
"""How the ties of those begin who are said to travel."""


def _acted(story: Story) -> dict[int, float]:
    """How often each person is the subject of a clause by name."""
    acted: dict[int, float] = {}
    for sentence in story.sentences:
        for clause in sentence.clauses:
            if clause.subject and clause.how == "subject" and clause.subject[0].what == "person":
                for number in clause.subject[0].data[1]:
                    acted[number] = acted.get(number, 0.0) + 1
    return acted


def _travels(story: Story) -> dict[int, float]:
    """How often each person is said to travel."""
    counts: dict[int, float] = {}
    went = story.discourse.went = {}
    named = story.discourse.named = {}
    parties = story.discourse.parties = {}
    persons = story.people.persons
    meant = story.discourse.meant = {}
    for sentence in walk(story, parties):
        for found in sentence.who.values():
            if found:
                meant[found[0]] = meant.get(found[0], 0) + 1
        for site in sentence.sites:
            reading = site.reading
            if reading is None or reading.strength < 0.6 or reading.role == "hosted" or site.container:
                continue
            code = site.place.country_code
            for number, tie in ties(story, sentence, site).items():
                if not tie.startswith(_TRAVELLING):
                    continue
                abroad = not persons[number].country or persons[number].country != code
                went.setdefault(number, []).append((code, _settled(story, site).place_id))
                weight = (1.0 if abroad else 0.2) / (1 + sentence.number / 12)
                guessed = "pronoun" in tie or "carried" in tie
                counts[number] = counts.get(number, 0.0) + weight * (0.4 if guessed else 1.0)
                if not guessed:
                    named[number] = named.get(number, 0.0) + weight
    return counts

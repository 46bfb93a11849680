"""Presence where a story is written: "PARIS (Agency) - ... told reporters on Thursday" puts the speaker in Paris.

A dateline alone proves nothing. It is a candidate for whoever the story shows in the act: meeting, speaking before
people, being received, arriving. The facts are of their own kind ("scene ..."), so that they are weighed apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.extract.mood import moods, relation, tense
from timeline.extract.people import Person
from timeline.extract.sites import Reading, Site
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Arg, Clause
from timeline.extract.syntax.phrase import Phrase
from timeline.records import Place, PlaceMention

_LISTENERS = frozenset(
    "reporters journalists newsmen conference briefing crowd audience soldiers troops delegates students summit"
    " meeting forum lawmakers parliament ceremony leaders executives supporters dinner lunch rally event".split()
)
_REMOTE = frozenset("phone telephone call tweet tweeted twitter interview statement letter video email website".split())
_ACTS = ("v.presence", "v.arrive", "v.report", "v.hosted")
_STORY_WIDE = frozenset("visit visits trip tour summit visiting talks conference delegation stop".split())
_BEFORE_PEOPLE = frozenset(("v.presence", "v.hosted", "v.report"))
_NAMED = ("person", "office", "pronoun")
_IN_FACT = ("past", "perfect", "past progressive", "present", "progressive")
_LIKELY = {"v.arrive": 0.6, "v.hosted": 0.5, "v.presence": 0.45, "v.report": 0.15}
_AWAY = {"abroad": 1.0, "unknown": 0.7, "home": 0.3}
_EARLY = 3  # sentences
SCENE = Reading("at", 0.5, "where the story is written")


def base(story: Story) -> PlaceMention | None:
    """The place where the story is written, if its dateline names one that can be visited."""
    mention = story.datelines[0][1][0] if story.datelines else None
    return None if mention is None or mention.place is None or mention.place.kind in ("region", "natural") else mention


class Scene:
    """The place where a story is written, and the acts that may happen there."""

    def __init__(self, story: Story, mention: PlaceMention, place: Place) -> None:
        """`mention` is the `base` of the story and `place` its place."""
        self._story, self._mention, self._place = story, mention, place
        capital = story.gazetteer.capital(place.country_code)
        self._town = "scene capital" if capital and capital.place_id == place.place_id else "scene town"
        self._visited = any(not s.words.isdisjoint(_STORY_WIDE) for s in story.sentences[:4])

    def acts(self, sentence: Sentence) -> Iterator[tuple[Site, tuple[int, ...], str]]:
        """For each act of a sentence told without a place of its own: a site at the dateline, who acts, and how."""
        if sentence.headline:
            return
        placed = {
            s.clause.number
            for s in sentence.sites
            if not s.container and s.form in ("arg", "where") and s.reading is not None
        }
        for clause in sentence.clauses:
            verb = clause.verb
            if verb is None or verb.kinds.isdisjoint(_ACTS) or clause.number in placed:
                continue
            who = sentence.who.get(clause.number, ())
            guests = () if verb.kinds.isdisjoint(_BEFORE_PEOPLE) else self._guests(clause, who)
            if who or guests:
                site = _site(clause, verb, self._mention)
                if who:
                    yield site, who, "subject"
                if guests:
                    yield site, guests, "object"
        if "visiting" in sentence.words:
            yield from self._called_visiting(sentence)

    def _guests(self, clause: Clause, who: Sequence[int]) -> tuple[int, ...]:
        """Whom the clause names as its objects."""
        objects = [a.np for a in clause.args if not a.prep and a.np.what in _NAMED]
        if not objects:
            return ()
        return tuple([n for n in self._story.discourse.resolve(objects, who) if n not in who])

    def _called_visiting(self, sentence: Sentence) -> Iterator[tuple[Site, tuple[int, ...], str]]:
        for piece in sentence.phrases:
            if piece.what == "person" and piece.first and sentence.tokens[piece.first - 1].lower == "visiting":
                within = (c for c in sentence.clauses if any(a.np is piece for a in c.args))
                clause = next(within, sentence.clauses[0] if sentence.clauses else Clause(0, 0))
                yield _site(clause, piece, self._mention), tuple(piece.data[1]), "visiting"

    def facts(self, sentence: Sentence, site: Site, person: Person, how: str) -> list[str]:
        """What speaks for and against "this person acts where the story is written"."""
        clause, place = site.clause, self._place
        verb = clause.verb
        home = "unknown" if not person.country else "home" if person.country == place.country_code else "abroad"
        main = "main" if self._story.discourse.main == person.number else "other"
        early = "early" if sentence.number < _EARLY else "later"
        act = next((k for k in _ACTS if verb is not None and k in verb.kinds), "person")
        listened = any(not _LISTENERS.isdisjoint(a.np.words) for a in clause.args)
        said, form = "listeners" if listened else "alone", tense(clause)
        told, land, same = self._told(person)
        rank = "office" if person.dignitary else "none"
        found = [
            "scene", f"scene {home}", f"scene {main} {home}", f"scene {act}", f"scene {act} {home} {how}",
            f"scene by {how}", f"scene {said}", f"scene {said} {act}", f"scene tense {form}",
            f"scene {form} day {relation(site, self._story.published)}",
            "scene office" if person.dignitary else "scene no office", f"scene place {place.kind}",
            f"scene land told {home}" if land else f"scene {told} told", f"scene {early}", f"scene link {clause.link}",
            f"scene core {act} {said} {home} {main}", f"scene core {act} {home} {early} {how}",
            f"scene core {home} {main} {'told' if same else told}",
            f"scene core {home} {'visiting' if person.visiting else 'plain'} {rank}",
            "scene place told" if same else "scene place not told",
        ]  # fmt: skip
        met = "host" if home != "home" and self._met_host(sentence, site, person) else "nobody"
        found += (f"scene meets {met}", f"scene meets {met} {home} {how}", f"scene meets {met} {act}")
        found += [f"scene mood {mood}" for mood in moods(site)]
        found.append(f"scene expert {int(_expert(act, listened, home, how, form, person) * 10)}")
        found += self._marks(sentence, site, person)
        if home == "abroad" and self._visited:
            found.append("scene a visit is told")
        return found

    def _told(self, person: Person) -> tuple[str, bool, bool]:
        """Where the story says that the person goes besides the place, whether into its land, and whether there."""
        place = self._place
        went = self._story.discourse.went.get(person.number, ())
        others = [code for code, where in went if where != place.place_id]
        return "elsewhere" if others else "nowhere", place.country_code in others, len(others) < len(went)

    def _marks(self, sentence: Sentence, site: Site, person: Person) -> list[str]:
        """Single facts about the act, the person and the place."""
        verb, place = site.clause.verb, self._place
        known = (
            (f"scene word {verb.head}" if verb is not None else "", verb is not None),
            ("scene dated", bool(site.dates)),
            ("scene quoted", site.quoted),
            ("scene from afar", not sentence.words.isdisjoint(_REMOTE)),
            ("speaks for others", person.minor),
            ("scene called visiting", person.visiting),
            ("scene another place in the sentence", any(s.place.place_id != place.place_id for s in sentence.sites)),
            (self._town, True),
        )
        return [name for name, holds in known if holds]

    def _met_host(self, sentence: Sentence, site: Site, person: Person) -> bool:
        """Whether the clause puts the person together with somebody of the land where the story is written."""
        persons, code = self._story.people.persons, self._place.country_code
        beside = [n for a in site.clause.args if a.np.what == "person" for n in a.np.data[1]]
        others = (*beside, *sentence.who.get(site.clause.number, ()))
        return any(persons[n].country == code for n in others if n != person.number)


def _site(clause: Clause, cue: Phrase, mention: PlaceMention) -> Site:
    here = Phrase("np", cue.first, cue.last, "here", "place", mention, quoted=cue.quoted)
    site = Site(clause, Arg("in", here, cue.first), mention, "scene", reading=SCENE)
    dates = [a.np for a in clause.args if a.np.what == "date"]
    if dates:
        site.dates, site.date_how = dates[-1:], "scene"
    return site


def _expert(act: str, listened: bool, home: str, how: str, form: str, person: Person) -> float:
    """How likely a reader would think it by rule of thumb that the act happened where the story is written (0..1)."""
    if how == "visiting":
        return 0.85 if home != "home" else 0.1
    value = _LIKELY.get(act, 0.1)
    if listened:
        value = max(value, 0.55)
    value *= _AWAY[home]
    value *= 1.0 if form in _IN_FACT else 0.4
    if not person.dignitary or person.minor:
        value *= 0.6
    return value * (0.7 if how == "object" else 1.0)

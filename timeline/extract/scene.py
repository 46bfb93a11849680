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
from timeline.records import PlaceMention

_LISTENERS = frozenset(
    "reporters journalists newsmen conference briefing crowd audience soldiers troops delegates students summit"
    " meeting forum lawmakers parliament ceremony leaders executives supporters dinner lunch rally event".split()
)
_REMOTE = frozenset("phone telephone call tweet tweeted twitter interview statement letter video email website".split())
_ACTS = ("v.presence", "v.arrive", "v.report", "v.hosted")
_STORY_WIDE = frozenset("visit visits trip tour summit visiting talks conference delegation stop".split())
SCENE = Reading("at", 0.5, "where the story is written")


def base(story: Story) -> PlaceMention | None:
    """The place where the story is written, if its dateline names one that can be visited."""
    mention = story.datelines[0][1][0] if story.datelines else None
    return None if mention is None or mention.place is None or mention.place.kind in ("region", "natural") else mention


def scenes(story: Story, sentence: Sentence) -> Iterator[tuple[Site, tuple[int, ...], str]]:
    """For each act of a sentence told without a place of its own: a site at the dateline, who acts, and how."""
    mention = base(story)
    if mention is None or sentence.headline:
        return
    placed = {s.clause.number for s in sentence.sites if not s.container and s.form == "arg" and s.reading is not None}
    for clause in sentence.clauses:
        if clause.verb is None or clause.number in placed or not any(k in clause.verb.kinds for k in _ACTS):
            continue
        who = sentence.who.get(clause.number, ())
        site = _site(clause, clause.verb, mention)
        if who:
            yield site, who, "subject"
        if "v.presence" in clause.verb.kinds or "v.hosted" in clause.verb.kinds or "v.report" in clause.verb.kinds:
            objects = [a.np for a in clause.args if not a.prep and a.np.what in ("person", "office", "pronoun")]
            guests = tuple(n for n in story.discourse.resolve(objects, who) if n not in who)
            if guests:
                yield site, guests, "object"
    for piece in sentence.phrases:
        if piece.what == "person" and piece.first and sentence.tokens[piece.first - 1].lower == "visiting":
            within = (c for c in sentence.clauses if any(a.np is piece for a in c.args))
            clause = next(within, sentence.clauses[0] if sentence.clauses else Clause(0, 0))
            yield _site(clause, piece, mention), tuple(piece.data[1]), "visiting"


def _site(clause: Clause, cue: Phrase, mention: PlaceMention) -> Site:
    here = Phrase("np", cue.first, cue.last, "here", "place", mention, quoted=cue.quoted)
    site = Site(clause, Arg("in", here, cue.first), mention, "scene", reading=SCENE)
    dates = [a.np for a in clause.args if a.np.what == "date"]
    if dates:
        site.dates, site.date_how = dates[-1:], "scene"
    return site


def _expert(act: str, said: str, home: str, how: str, site: Site, person: Person) -> float:
    """How likely a reader would think it by rule of thumb that the act happened where the story is written (0..1)."""
    if how == "visiting":
        return 0.85 if home != "home" else 0.1
    value = {"v.arrive": 0.6, "v.hosted": 0.5, "v.presence": 0.45, "v.report": 0.15}.get(act, 0.1)
    if said == "scene listeners":
        value = max(value, 0.55)
    value *= {"abroad": 1.0, "unknown": 0.7, "home": 0.3}[home]
    form = tense(site.clause)
    value *= 1.0 if form in ("past", "perfect", "past progressive", "present", "progressive") else 0.4
    if not person.dignitary or person.minor:
        value *= 0.6
    return value * (0.7 if how == "object" else 1.0)


def _met_host(story: Story, sentence: Sentence, site: Site, person: Person) -> bool:
    """Whether the clause puts the person together with somebody of the land where the story is written."""
    beside = [n for a in site.clause.args if a.np.what == "person" for n in a.np.data[1]]
    others = {*beside, *sentence.who.get(site.clause.number, ())} - {person.number}
    return any(story.people.persons[n].country == site.place.country_code for n in others)


def facts_of_scene(story: Story, sentence: Sentence, site: Site, person: Person, how: str) -> list[str]:
    """What speaks for and against "this person acts where the story is written"."""
    verb, place = site.clause.verb, site.place
    home = "unknown" if not person.country else "home" if person.country == place.country_code else "abroad"
    main = story.discourse.main == person.number
    act = next((k for k in _ACTS if verb is not None and k in verb.kinds), "person")
    near = {w for a in site.clause.args for w in a.np.words}
    said = "scene listeners" if near & _LISTENERS else "scene alone"
    others: Sequence[tuple[str, str]] = [
        w for w in story.discourse.went.get(person.number, ()) if w[1] != place.place_id
    ]
    same = any(w[1] == place.place_id for w in story.discourse.went.get(person.number, ()))
    land = any(code == place.country_code for code, _ in others)
    found = [
        "scene",
        f"scene {home}",
        f"scene {'main' if main else 'other'} {home}",
        f"scene {act}",
        f"scene {act} {home} {how}",
        f"scene by {how}",
        said,
        f"{said} {act}",
        f"scene tense {tense(site.clause)}",
        f"scene {tense(site.clause)} day {relation(site, story.published)}",
        "scene office" if person.dignitary else "scene no office",
        f"scene place {place.kind}",
        f"scene land told {home}" if land else "scene elsewhere told" if others else "scene nowhere told",
        "scene early" if sentence.number < 3 else "scene later",
        f"scene link {site.clause.link}",
        f"scene core {act} {said[6:]} {home} {'main' if main else 'other'}",
        f"scene core {act} {home} {'early' if sentence.number < 3 else 'later'} {how}",
        f"scene core {home} {'main' if main else 'other'} {'told' if same else 'elsewhere' if others else 'nowhere'}",
        f"scene core {home} {'visiting' if person.visiting else 'plain'} {'office' if person.dignitary else 'none'}",
        "scene place told" if same else "scene place not told",
    ]
    met = "host" if home != "home" and _met_host(story, sentence, site, person) else "nobody"
    found += [f"scene meets {met}", f"scene meets {met} {home} {how}", f"scene meets {met} {act}"]
    found += [f"scene mood {mood}" for mood in moods(site)]
    found.append(f"scene expert {int(_expert(act, said, home, how, site, person) * 10)}")
    if verb is not None:
        found.append(f"scene word {verb.head}")
    if site.dates:
        found.append("scene dated")
    if site.quoted:
        found.append("scene quoted")
    if sentence.words & _REMOTE:
        found.append("scene from afar")
    if person.minor:
        found.append("speaks for others")
    if person.visiting:
        found.append("scene called visiting")
    if any(s.place.place_id != place.place_id for s in sentence.sites):
        found.append("scene another place in the sentence")
    capital = story.gazetteer.capital(place.country_code)
    found.append("scene capital" if capital and capital.place_id == place.place_id else "scene town")
    if home == "abroad" and any(s.words & _STORY_WIDE for s in story.sentences[:4]):
        found.append("scene a visit is told")
    return found

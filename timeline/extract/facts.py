"""What speaks for and against "this person is at this place": named facts, weighed by `model`.

Each fact is a short name. The weights were fitted on marked stories (`scripts/fit_extraction.py`); the names are what
`explain` prints.
"""

from __future__ import annotations

from functools import lru_cache

from timeline.extract.cues import cue_class, cues
from timeline.extract.mood import by_rule, calls_off, moods, noun_prep, reality, relation, setting_out, tense
from timeline.extract.people import Person
from timeline.extract.sites import Site
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Clause
from timeline.records import Place

_REMOTE = frozenset(
    "call phone phoned telephone telephoned video virtual virtually online remotely letter wrote tweet twitter".split()
)
_BACKWARD = frozenset("ago since last previous previously former first".split())
_BUCKETS = ((0, "0"), (0.99, "below 1"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"))
_STRONG = {
    "subject": 0.9, "possessor": 0.9, "trip": 0.8, "taken": 0.9, "by": 0.9, "received": 0.9, "guest": 0.8,
    "owner": 0.7, "asked": 0.7, "reduced": 0.8, "loose": 0.6, "verbless": 0.6, "dropped": 0.7,
    "carried": 0.3, "main": 0.3, "with": 0.3, "object": 0.4, "host": 0.1, "beside": 0.1, "teller": 0.2,
}  # fmt: skip
_REAL = {
    "real": 1.0,
    "plan": 1.0,
    "present": 0.9,
    "off": 1.0,
    "may": 0.3,
    "no": 0.25,
    "asked": 0.3,
    "bare": 0.6,
    "none": 0.7,
}
_TIES = (
    "subject", "dropped", "possessor", "trip", "taken", "by", "received", "guest", "owner", "who", "inherited", "ahead",
    "asked", "carried", "main", "beside", "with", "object", "host", "reduced", "loose", "verbless", "teller",
)  # fmt: skip
_TIES_KEPT = 1000  # there are some hundred
_LONG_AGO = 40  # days
_UNFINITE = ("inf", "comp", "ger", "part")


def bucket(count: float) -> str:
    """A count as one of a few ranges."""
    for top, name in _BUCKETS:
        if count <= top:
            return name
    return "9+"


@lru_cache(_TIES_KEPT)
def _tied(how: str) -> tuple[str, float]:
    """What a tie is in few words, and how likely it makes it by rule of thumb that somebody is there (0..1)."""
    tie = next((t for t in _TIES if how.startswith(t)), "else")
    if "against" in how:
        return f"{tie} against", 0.08
    strong = next((value for name, value in _STRONG.items() if how.startswith(name)), 0.3)
    if "pronoun" in how or "group" in how:
        strong *= 0.85
    return f"{tie} by {how.rpartition(' by ')[2].split(' ')[0]}" if " by " in how else tie, strong


def asks(sentence: Sentence) -> bool:
    """Whether the sentence is a question."""
    return sentence.tokens[-1].text == "?" or (len(sentence.tokens) > 1 and sentence.tokens[-2].text == "?")


class Cast:
    """The facts about the persons of a story that hold at every place, once it is known who travels."""

    def __init__(self, story: Story) -> None:
        self._story = story
        total = sum(story.discourse.travels.values())
        self._total = total or 1.0
        self.told = f"travel told {bucket(total)}"
        self._known: dict[int, list[str]] = {}

    def facts(self, person: Person) -> list[str]:
        """The facts about one person."""
        if person.number not in self._known:
            self._known[person.number] = self._facts(person)
        return self._known[person.number]

    def _facts(self, person: Person) -> list[str]:
        discourse = self._story.discourse
        found = ["speaks for others"] if person.minor else []
        found.append("office" if person.dignitary else "no office")
        if not person.listed and not person.dignitary:
            found.append("unlikely name")
        if person.visiting:
            found.append("called visiting")
        main = discourse.main == person.number
        found.append("main" if main else f"other person, named {bucket(person.mentions)}")
        travels = discourse.travels.get(person.number, 0.0)
        share = travels / self._total
        part = "none" if not share else "little" if share < 0.3 else "half" if share < 0.7 else "most"
        return [*found, f"travels {bucket(travels)}", f"share of travel {part}"]


class Facts:
    """The facts about one mention of a place and whoever is tied to it; what all these share is worked out once."""

    def __init__(self, cast: Cast, story: Story, sentence: Sentence, site: Site) -> None:
        self._cast, self._site, self._written_in = cast, site, story.written_in
        reading, dates, published = site.reading, site.dates, story.published
        self._role = role = reading.role if reading else "none"
        self._strength = reading.strength if reading else 0.15
        self._form, self._real, self._cue = tense(site.clause), reality(site), cue_class(site)
        self._cues, self._above = cues(site, self._cue), _above(site, role, self._form)
        first = dates[0].data.first if dates else None
        self._long_ago = bool(published and first and (published - first).days > _LONG_AGO)
        self._place = [f"place {site.place.kind}", "container"] if site.container else [f"place {site.place.kind}"]
        self._dated = [f"undated {role}"]
        if dates:
            self._dated = [f"dated {site.date_how}", f"{role} day {relation(site, published)}"]
        if self._long_ago:
            self._dated.append("long ago")
        self._asks = asks(sentence)
        self._near = _written(story, site)
        self._met = _met(story, sentence, site)
        self._sentence = [*_sentence(story, sentence, site, self._asks), cast.told]

    def about(self, person: Person, how: str) -> list[str]:
        """The facts about one person who is tied to the place."""
        role, cue, real, site = self._role, self._cue, self._real, self._site
        tie, strong = _tied(how)
        country, code = person.country, site.place.country_code
        home = "unknown" if not country else "home" if country == code else "abroad"
        rival = "against" in how
        found = [f"rival {role}", f"rival {role} {site.prep or 'no'}"] if rival else self._cues.copy()
        found += (
            f"how {how}", f"{role} by {how}", f"{self._form} by {how.partition(' ')[0]}",
            f"core {tie} {cue} {real}", f"core {tie} {cue}", f"core {cue} {real}", f"core {cue} {home}",
            f"core {tie} {home}", f"core {cue} {real} {home}", f"reality {real}", f"class {cue}",
            f"expert {int(self._expert(strong, person) * 10)}",
        )  # fmt: skip
        if how.startswith(("with", "object")):
            found += (f"met by {self._met} {home}", f"met by {self._met} {home} {cue}")
        if not rival:
            found += self._above
        found += self._place
        found += self._homes(home)
        found += self._dated
        if country in self._written_in:
            found.append("written in the person's country")
        if not country and person.dignitary and person.offices and code in self._written_in:
            found.append("an office of no named country, where the story is written")
        return [*found, *self._near, *self._cast.facts(person), *self._sentence]

    def _expert(self, strong: float, person: Person) -> float:
        """How likely a reader would think it by rule of thumb: tie, cue, reality and home multiplied (0..1)."""
        value = strong * self._strength * _REAL[self._real]
        if person.country == self._site.place.country_code and self._role not in ("from", "back"):
            value *= 0.4
        if self._long_ago:
            value *= 0.3
        if person.minor:
            value *= 0.3
        return value * 0.2 if self._asks else value

    def _homes(self, home: str) -> list[str]:
        """What follows from the place's being at `home` for the person, "abroad" or "unknown"."""
        if home == "unknown":
            return ["nationality unknown"]
        if home == "abroad":
            return ["abroad"]
        verb = self._site.clause.verb
        found = ["home", f"home {self._role}", f"home {self._site.place.kind}"]
        return found if verb is None else [*found, *[f"home {kind}" for kind in verb.kinds]]


def _met(story: Story, sentence: Sentence, site: Site) -> str:
    """Whether the subject of the place's clause is at home there: whoever meets him is a guest then, else both are."""
    countries = {story.people.persons[n].country for n in sentence.who.get(site.clause.number, ())}
    if site.place.country_code in countries:
        return "a host"
    return "somebody" if not countries or "" in countries else "a guest"


def _above(site: Site, role: str, form: str) -> list[str]:
    """What the tense, the moods and the clauses above say of the place's clause."""
    clause, parent = site.clause, site.clause.parent
    found = [f"tense {form}", f"{role} {form}", _link(clause), *[f"mood {mood}" for mood in moods(site)]]
    if parent is not None and parent.verb is not None and clause.link in _UNFINITE:
        found += [f"under {clause.link} {kind}" for kind in parent.verb.kinds]
    return found


def _link(clause: Clause) -> str:
    return f"link {clause.link} {clause.marker if clause.link in ('adv', 'ger') else ''}"


def _written(story: Story, site: Site) -> list[str]:
    """How the place stands to where the story is written, and whether it is named by a word like "here"."""
    found = ["land of the dateline"] if site.place.country_code in story.written_in else []
    if site.mention.start in story.dated:
        found.append("dateline")
    if site.mention.text in ("here", "there", "home", "capital"):
        found.append(f"named as {site.mention.text}")
    return found


def _sentence(story: Story, sentence: Sentence, site: Site, question: bool) -> list[str]:
    found = []
    if sentence.headline:
        found.append("headline")
        if story.schedule:
            found += ("line of a schedule", f"schedule {'item' if site.form == 'item' else site.prep or 'no'}")
    if site.quoted:
        found.append("quoted")
    if question:
        found.append("a question")
    if not sentence.words.isdisjoint(_REMOTE):
        found.append("from afar")
    if not sentence.words.isdisjoint(_BACKWARD):
        found.append("looks back")
    if any(p.what == "date" for p in sentence.phrases):
        found.append("a date in the sentence")
    return found


def facts_of_status(story: Story, sentence: Sentence, site: Site) -> list[str]:
    """The facts that tell reported, planned and cancelled apart."""
    form = tense(site.telling)
    when = relation(site, story.published)
    rule = by_rule(site, story.published, story.advance)
    found = [
        f"rule {rule}", f"rule {rule.split(':')[0]}", f"tense {form}", f"day {when}", f"tense {form} day {when}",
        f"role {site.reading.role if site.reading else 'none'} {form}",
        "advance" if story.advance else "account", f"{form} {'advance' if story.advance else 'account'}",
        _link(site.clause),
        f"looks {'ahead' if story.looks_ahead else 'back'}", f"{form} looks {'ahead' if story.looks_ahead else 'back'}",
    ]  # fmt: skip
    found += [f"mood {mood}" for mood in moods(site)]
    verb, noun = site.clause.verb, site.noun
    if setting_out(site):
        found += ["left for", f"left for {when}", f"left for {form}"]
    if verb is not None:
        found += [f"{form} {kind}" for kind in verb.kinds]
        found += [f"flag {flag}" for flag in verb.flags]
        found.append(f"word {verb.head}")
    if noun is not None:
        behind = noun_prep(site)
        found += [f"noun behind {behind}", f"noun behind {behind} {form}", f"noun behind {behind} {when}"]
        found += [f"noun {noun.head}", f"noun {form}"]
        found += [f"noun word {word}" for word in noun.words[:-1]]
    if sentence.headline:
        found += ["headline", f"headline {form} {'advance' if story.advance else 'account'}"]
    if story.schedule:
        found.append("schedule")
    if site.form == "item":
        found.append(f"item {when}")
    if story.called_off:
        found.append(f"a call-off is told {'in the headline' if story.off_headline else ''}")
    if any(map(calls_off, sentence.clauses)):
        found.append("a call-off in the sentence")
    if site.quoted:
        found.append("quoted")
    if site.mention.start in story.dated:
        found.append("dateline")
    return found


def facts_of_kind(story: Story, sentence: Sentence, site: Site, person: Person, base: bool) -> list[str]:
    """The facts that tell departure, stop, transit and return apart; `base` says whether trips begin and end there."""
    place: Place = site.place
    role = site.reading.role if site.reading else "none"
    home = "unknown" if not person.country else "home" if person.country == place.country_code else "abroad"
    found = [
        f"rule {kind_by_rule(role, home, base)}", f"role {role}", f"{role} {home}",
        f"{role} {home} {'base' if base else 'no base'}", home, f"place {place.kind}",
    ]  # fmt: skip
    if base:
        found.append(f"base {home}")
    verb, noun = site.clause.verb, site.noun
    if verb is not None:
        found += [f"{home} {k}" for k in verb.kinds]
        found += [f"word {verb.head}", f"{verb.head} {site.prep or 'no'}"]
    if noun is not None:
        found += [f"noun {noun.head}", f"noun {noun.head} {site.prep or 'no'} {home}"]
    for word in ("back", "home", "fuel", "refuel", "refuelling", "board", "return", "way"):
        if word in sentence.words:
            found.append(f"{home}: {word}")
    if site.arg.before in ("back", "home", "on", "way"):
        found.append(f"{home} before {site.arg.before}")
    return found


def kind_by_rule(role: str, home: str, base: bool) -> str:
    """The kind of event that a role suggests for a place at home, abroad or of unknown relation."""
    if role == "via":
        return "transit"
    if role == "from":
        return "departure" if home == "home" or (base and home == "unknown") else "stop"
    if home == "home" and base and role in ("to", "back"):
        return "return"
    return "return" if role == "back" and base and home == "unknown" else "stop"

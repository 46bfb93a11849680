"""What speaks for and against "this person is at this place": named facts, weighed by `model`.

Each fact is a short name. The weights were fitted on marked stories (`scripts/fit_extraction.py`); the names are what
`explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.extract.mood import by_rule, moods, noun_prep, reality, relation, setting_out, tense
from timeline.extract.people import Person
from timeline.extract.sites import Site
from timeline.extract.story import Sentence, Story
from timeline.records import Place

_REMOTE = frozenset(
    "call phone phoned telephone telephoned video virtual virtually online remotely letter wrote tweet twitter".split()
)
_BACKWARD = frozenset("ago since last previous previously former first".split())
_BUCKETS = ((0, "0"), (0.99, "below 1"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"))
_USUAL_PREPS = frozenset(("in", "to", "at", "for", "from", "of", "on", ""))


def bucket(count: float) -> str:
    """A count as one of a few ranges."""
    return next((name for top, name in _BUCKETS if count <= top), "9+")


def facts(story: Story, sentence: Sentence, site: Site, person: Person, how: str) -> list[str]:
    """The facts about one person and one mention of a place."""
    role = site.reading.role if site.reading else "none"
    rival = "against" in how
    found = [f"rival {role}", f"rival {role} {site.prep or 'no'}"] if rival else list(_cue(site))
    found += [f"how {how}", f"{role} by {how}", f"{tense(site.clause)} by {how.split(' ')[0]}"]
    found += _core(site, person, how)
    found += [f"expert {int(expert(story, sentence, site, person, how) * 10)}"]
    if not rival:
        found += list(_above(site, role))
    found += _place(story, site, person, role)
    found += _person(story, person)
    found += _sentence(story, sentence, site)
    return found


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


def expert(story: Story, sentence: Sentence, site: Site, person: Person, how: str) -> float:
    """How likely a reader would think it by rule of thumb: tie, cue, reality and home multiplied (0..1)."""
    tie = next((value for name, value in _STRONG.items() if how.startswith(name)), 0.3)
    if "against" in how:
        tie = 0.08
    elif "pronoun" in how or "group" in how:
        tie *= 0.85
    value = tie * (site.reading.strength if site.reading else 0.15) * _REAL[reality(site)]
    if person.country == site.place.country_code and (
        site.reading is None or site.reading.role not in ("from", "back")
    ):
        value *= 0.4
    if (
        site.dates
        and story.published
        and site.dates[0].data.first
        and (story.published - site.dates[0].data.first).days > 40
    ):
        value *= 0.3
    if person.minor:
        value *= 0.3
    if asks(sentence):
        value *= 0.2
    return value


def asks(sentence: Sentence) -> bool:
    """Whether the sentence is a question."""
    return sentence.tokens[-1].text == "?" or (len(sentence.tokens) > 1 and sentence.tokens[-2].text == "?")


def _core(site: Site, person: Person, how: str) -> Iterator[str]:
    """Tie, cue, reality and home taken together, coarse enough to be met often."""
    tie = next((t for t in _TIES if how.startswith(t)), "else")
    if "against" in how:
        tie = f"{tie} against"
    elif " by " in how:
        tie = f"{tie} by {how.rpartition(' by ')[2].split(' ')[0]}"
    cue, real = cue_class(site), reality(site)
    home = "unknown" if not person.country else "home" if person.country == site.place.country_code else "abroad"
    yield f"core {tie} {cue} {real}"
    yield f"core {tie} {cue}"
    yield f"core {cue} {real}"
    yield f"core {cue} {home}"
    yield f"core {tie} {home}"
    yield f"core {cue} {real} {home}"
    yield f"reality {real}"
    yield f"class {cue}"


def cue_class(site: Site) -> str:
    """One word for what governs the place."""
    reading, noun, verb = site.reading, site.noun, site.clause.verb
    if reading is None:
        return f"unread {site.form}"
    if site.form == "attr" and noun is not None and verb is not None:
        kind = next(
            (
                k
                for k in ("presence", "arrive", "go", "return", "depart", "cancel", "plan", "report")
                if f"v.{k}" in verb.kinds
            ),
            "else",
        )
        return f"attr {'visit' if 'n.visit' in noun.kinds else 'meeting'} {kind}"
    if site.form in ("attr", "subject"):
        return site.form
    if noun is not None and reading.rule.startswith(noun.head):
        return f"{'visit' if 'n.visit' in noun.kinds else 'meeting'} noun {reading.role}"
    if verb is None:
        return f"no verb {reading.role} {site.form}"
    for kind in (
        "arrive",
        "visit",
        "return",
        "depart",
        "stop",
        "stay",
        "go",
        "carry",
        "transit",
        "include",
        "hosted",
        "presence",
        "report",
    ):
        if f"v.{kind}" in verb.kinds and reading.rule != "opens the clause":
            return f"{kind} {reading.role}"
    if verb.head == "be" and _complement(site):
        return "be something in"
    return f"be {reading.role}" if verb.head.startswith("be") else f"{reading.rule}"


def _complement(site: Site) -> bool:
    """Whether "is" has a noun of its own before the place ("was ambassador in Washington")."""
    return any(
        not a.prep and a.np.what in ("noun", "office", "event", "party") and a.np.first < site.at
        for a in site.clause.args
    )


_TIES = (
    "subject", "dropped", "possessor", "trip", "taken", "by", "received", "guest", "owner", "who", "inherited", "ahead",
    "asked", "carried", "main", "beside", "with", "object", "host", "reduced", "loose", "verbless", "teller",
)  # fmt: skip


def _cue(site: Site) -> Iterator[str]:
    arg, clause, reading = site.arg, site.clause, site.reading
    prep = arg.prep or "no"
    usual = arg.prep if arg.prep in _USUAL_PREPS else "other"
    yield f"prep {prep}"
    yield f"form {site.form}"
    if reading is None:
        yield "no reading"
        yield f"unread {prep}"
    else:
        yield f"role {reading.role}"
        yield f"strength {int(reading.strength * 10)}"
    if any(a.prep in ("on", "during", "for", "as") and "n.visit" in a.np.kinds for a in clause.args):
        yield "on a visit"
        yield f"on a visit {reading.role if reading else 'none'}"
    if arg.before:
        yield f"before {prep}: {arg.before}"
    if arg.fronted:
        yield "fronted"
        yield f"fronted {prep}"
    if site.listed:
        yield "in a list"
    verb, noun = clause.verb, site.noun
    if noun is not None:
        yield f"noun {noun.head}"
        yield f"noun behind {noun_prep(site)} {reading.role if reading else 'none'}"
        for kind in noun.kinds:
            yield f"cue {kind} {usual or 'no'}"
    if verb is None:
        yield f"no verb {prep}"
        return
    plain = verb.head
    yield f"word {plain}" if noun is None else f"over noun {plain}"
    for kind in verb.kinds:
        yield f"cue {kind}" if noun is None else f"over {kind}"
        if noun is None:
            yield f"cue {kind} {usual or 'no'}"
    if arg.left:
        yield f"attach {arg.left} {usual or 'no'}"
        yield f"attach {arg.left} {cue_class(site)}"
    gap = arg.np.first - (noun.last if noun is not None else verb.last)
    yield "cue near" if abs(gap) <= 4 else "cue far" if abs(gap) > 12 else "cue within twelve"


def _above(site: Site, role: str) -> Iterator[str]:
    clause = site.clause
    form = tense(clause)
    yield f"tense {form}"
    yield f"{role} {form}"
    yield f"link {clause.link} {clause.marker if clause.link in ('adv', 'ger') else ''}"
    for mood in moods(site):
        yield f"mood {mood}"
    parent = clause.parent
    if parent is not None and parent.verb is not None and clause.link in ("inf", "comp", "ger", "part"):
        for kind in parent.verb.kinds:
            yield f"under {clause.link} {kind}"


def _place(story: Story, site: Site, person: Person, role: str) -> Iterator[str]:
    place: Place = site.place
    yield f"place {place.kind}"
    if site.container:
        yield "container"
    if person.country:
        home = person.country == place.country_code
        yield "home" if home else "abroad"
        if home:
            yield f"home {role}"
            yield f"home {place.kind}"
            if site.clause.verb is not None:
                for kind in site.clause.verb.kinds:
                    yield f"home {kind}"
    else:
        yield "nationality unknown"
    if site.dates:
        yield f"dated {site.date_how}"
        yield f"{role} day {relation(site, story.published)}"
        first = site.dates[0].data.first
        if story.published and first and (story.published - first).days > 40:
            yield "long ago"
    else:
        yield f"undated {role}"
    if person.country in story.written_in:
        yield "written in the person's country"
    if not person.country and person.dignitary and person.offices and place.country_code in story.written_in:
        yield "an office of no named country, where the story is written"
    if place.country_code in story.written_in:
        yield "land of the dateline"
    if site.mention.start in story.dated:
        yield "dateline"
    if site.mention.text in ("here", "there", "home", "capital"):
        yield f"named as {site.mention.text}"


def _person(story: Story, person: Person) -> Iterator[str]:
    if person.minor:
        yield "speaks for others"
    yield "office" if person.dignitary else "no office"
    if not person.listed and not person.dignitary:
        yield "unlikely name"
    if person.visiting:
        yield "called visiting"
    main = story.discourse.main == person.number
    yield "main" if main else f"other person, named {bucket(person.mentions)}"
    travels = story.discourse.travels.get(person.number, 0.0)
    yield f"travels {bucket(travels)}"
    share = travels / (sum(story.discourse.travels.values()) or 1.0)
    yield f"share of travel {'none' if not share else 'little' if share < 0.3 else 'half' if share < 0.7 else 'most'}"


def _sentence(story: Story, sentence: Sentence, site: Site) -> Iterator[str]:
    if sentence.headline:
        yield "headline"
        if story.schedule:
            yield "line of a schedule"
            yield f"schedule {'item' if site.form == 'item' else site.prep or 'no'}"
    if site.quoted:
        yield "quoted"
    if asks(sentence):
        yield "a question"
    if sentence.words & _REMOTE:
        yield "from afar"
    if sentence.words & _BACKWARD:
        yield "looks back"
    if any(p.what == "date" for p in sentence.phrases):
        yield "a date in the sentence"
    yield f"travel told {bucket(sum(story.discourse.travels.values()))}"


def facts_of_status(story: Story, sentence: Sentence, site: Site) -> list[str]:
    """The facts that tell reported, planned and cancelled apart."""
    form = tense(site.clause)
    when = relation(site, story.published)
    rule = by_rule(site, story.published, story.advance)
    found = [
        f"rule {rule}", f"rule {rule.split(':')[0]}", f"tense {form}", f"day {when}", f"tense {form} day {when}",
        f"role {site.reading.role if site.reading else 'none'} {form}",
        "advance" if story.advance else "account", f"{form} {'advance' if story.advance else 'account'}",
        f"link {site.clause.link} {site.clause.marker if site.clause.link in ('adv', 'ger') else ''}",
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
    if any(c.verb is not None and "v.cancel" in c.verb.kinds for c in sentence.clauses):
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

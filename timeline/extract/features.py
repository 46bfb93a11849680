"""What speaks for and against "this person is at this place": named facts, weighed by `model`.

Each fact is a short name. The weights were fitted on marked stories (`scripts/fit_extraction.py`); the names are what
`explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.extract.frames import Frame
from timeline.extract.people import Person
from timeline.extract.roles import Reading
from timeline.extract.status import by_rule, form_of, modality, status_facts, tense
from timeline.extract.story import Sentence, Story
from timeline.records import Place

_REMOTE = frozenset(
    "call phone phoned telephone telephoned video virtual virtually online remotely letter wrote tweet twitter".split()
)
_BUCKETS = ((0, "0"), (0.99, "below 1"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"))


def bucket(count: float) -> str:
    """A count as one of a few ranges."""
    return next((name for top, name in _BUCKETS if count <= top), "9+")


def facts(
    story: Story, sentence: Sentence, frame: Frame, reading: Reading | None, person: Person, how: str
) -> list[str]:
    """The facts about one person and one mention of a place."""
    role = reading.role if reading else "none"
    if "against" in how:  # the cue speaks for its own subject
        named = "named " if "named" in how else ""
        found = [f"{named}rival {role}", f"rival {role} {frame.prep or 'no'}"]
    else:
        found = list(_cue(sentence, frame, reading))
    found += [f"how {how}", f"{role} by {how}"]
    found += _place(story, sentence, frame, person, role)
    found += _person(story, person)
    found += _sentence(story, sentence, frame)
    return found


def _cue(sentence: Sentence, frame: Frame, reading: Reading | None) -> Iterator[str]:
    chunks = sentence.chunks
    prep = frame.prep or "no"
    yield f"prep {prep}"
    if "ellipsis" in frame.reasons:
        yield "ellipsis"
    if frame.cue >= 0 and any(c.text == "never" for c in chunks[max(0, frame.cue - 3) : frame.cue + 1]):
        yield "never"
    if reading is None:
        yield "no reading"
        yield f"unread {prep}"
    else:
        yield f"role {reading.role}"
        yield f"strength {int(reading.strength * 10)}"
    if frame.before:
        yield f"before {prep}: {frame.before}"
    if frame.item:
        yield "list item"
        if frame.dates:
            yield "dated list item" + (" opens" if frame.index == 0 else "")
    if frame.opening:
        yield "opening phrase"
    if frame.cue < 0:
        yield "no cue"
        return
    cue = chunks[frame.cue]
    yield f"word {cue.text}"
    for kind in cue.kinds:
        if kind[0] in "vn":
            yield f"cue {kind}"
            yield f"cue {kind} {prep if prep in ('in', 'to', 'at', 'for', 'from', 'of', 'on', 'no') else 'other'}"
    if frame.fronted:
        yield "fronted"
    if frame.head >= 0:
        yield "in a list"
    distance = abs(frame.index - frame.cue)
    yield "cue near" if distance <= 3 else "cue far" if distance > 9 else "cue within nine"
    for mood in modality(chunks, frame):
        yield f"mood {mood}"
    if cue.kind == "V":
        yield f"tense {tense(cue.text)}"


def _place(story: Story, sentence: Sentence, frame: Frame, person: Person, role: str) -> Iterator[str]:
    chunks, index = sentence.chunks, frame.index
    place: Place = frame.place.data.place
    yield f"place {place.kind}"
    if frame.container:
        yield "container"
    if frame.place.possessive:
        yield "genitive"
    following = chunks[index + 1] if index + 1 < len(chunks) else None
    if following is not None:
        if following.kind == "M" or following.text in sentence.reader.auxiliaries:
            yield "auxiliary follows"
        elif following.kind == "V":
            yield "verb follows" + (" report" if "v.report" in following.kinds else "")
        elif (
            following.kind in "WN"
            and following.text.isalpha()
            and len(following.text) > 3
            and following.text
            not in ("with", "where", "from", "before", "after", "then", "next", "when", "while", "until")
        ):
            yield "noun follows"
        elif following.kind == "P":
            yield "person follows"
        elif following.text in (".", ",", ":", ";", "("):
            yield f"mark follows {following.text}"
        elif following.kind == "D":
            yield "date follows"
    if index == 0:
        yield "opens the sentence"
    elif chunks[index - 1].kind == "D":
        yield "date before"
    if person.country:
        home = person.country == place.country_code
        yield "home" if home else "abroad"
        if home:
            yield f"home {role}"
            yield f"home {place.kind}"
    else:
        yield "nationality unknown"
    if frame.dates:
        yield f"dated {frame.date_how}"
        first = frame.dates[0].data.first
        if story.published and first and (story.published - first).days > 40:
            yield "long ago"
    if person.country in story.written_in:
        yield "written in the person's country"
    if place.country_code in story.written_in:
        yield "land of the dateline"
    if frame.place.start in story.dated:
        yield "dateline"


def _person(story: Story, person: Person) -> Iterator[str]:
    if person.minor:
        yield "speaks for others"
    yield "office" if person.dignitary else "no office"
    if not person.listed and not person.dignitary:
        yield "unlikely name"
    if person.visiting:
        yield "called visiting"
    if story.discourse.main == person.number:
        yield "main"
    else:
        yield f"other person, named {bucket(person.mentions)}"
    travels = story.discourse.travels.get(person.number, 0.0)
    yield f"travels {bucket(travels)}"
    share = travels / (sum(story.discourse.travels.values()) or 1.0)
    yield f"share of travel {'none' if not share else 'little' if share < 0.3 else 'half' if share < 0.7 else 'most'}"


def _sentence(story: Story, sentence: Sentence, frame: Frame) -> Iterator[str]:
    if sentence.headline:
        yield "headline"
        if story.schedule:
            yield "line of a schedule"
            if frame.dates:
                yield f"dated line of a schedule {'item' if frame.item else 'phrase'}"
            yield "schedule item" if frame.item else f"schedule {frame.prep or 'no'}"
    if sentence.quoted[frame.index]:
        yield "quoted"
    texts = {c.text for c in sentence.chunks}
    if texts & _REMOTE:
        yield "from afar"
    if texts & {"ago", "since", "last", "previous", "previously", "former", "first"}:
        yield "looks back"
    if any(c.kind == "D" for c in sentence.chunks):
        yield "a date in the sentence"
    total = sum(story.discourse.travels.values())
    yield f"travel told {bucket(total)}"


def facts_of_status(story: Story, sentence: Sentence, frame: Frame, reading: Reading | None) -> list[str]:
    """The facts that tell reported, planned and cancelled apart."""
    found = list(status_facts(sentence.chunks, frame, story.published, story.advance))
    form = form_of(sentence.chunks, frame)
    day = next((c.data.first for c in frame.dates if c.data.precision == "day"), None)
    rule = by_rule(sentence.chunks, frame, day, story.published, headline=sentence.headline, advance=story.advance)
    found += [f"rule {rule}", f"rule {rule.split(':')[0]}"]
    if sentence.headline:
        found.append(f"headline {form} {'advance' if story.advance else 'account'}")
    if story.schedule:
        found.append("schedule")
    found.append(f"role {reading.role} {form}" if reading else f"no reading {form}")
    if frame.cue >= 0:
        cue = sentence.chunks[frame.cue]
        found += [f"{form} {k}" for k in cue.kinds if k[0] in "vn"]
    if story.called_off:
        found.append(f"a call-off is told {'in the headline' if story.off_headline else ''}")
    if sentence.quoted[frame.index]:
        found.append("quoted")
    if frame.place.start in story.dated:
        found.append("dateline")
    return found


def facts_of_kind(
    story: Story, sentence: Sentence, frame: Frame, reading: Reading | None, person: Person, base: bool
) -> list[str]:
    """The facts that tell departure, stop, transit and return apart; `base` says whether trips begin and end there."""
    place: Place = frame.place.data.place
    role = reading.role if reading else "none"
    home = "unknown" if not person.country else "home" if person.country == place.country_code else "abroad"
    found = [
        f"rule {kind_by_rule(role, home, base)}",
        f"role {role}",
        f"{role} {home}",
        f"{role} {home} {'base' if base else 'no base'}",
        home,
        f"place {place.kind}",
    ]
    if base:
        found.append(f"base {home}")
    if frame.cue >= 0:
        cue = sentence.chunks[frame.cue]
        found += [f"{home} {k}" for k in cue.kinds if k[0] in "vn"]
        found.append(f"word {cue.text}")
        found.append(f"{cue.text.split(' ')[0]} {frame.prep or 'no'}")
    words = {c.text for c in sentence.chunks}
    found += [f"{home}: {w}" for w in ("back", "home", "fuel", "refuel", "refuelling", "board", "return") if w in words]
    if frame.before in ("back", "home", "on"):
        found.append(f"{home} before {frame.before}")
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

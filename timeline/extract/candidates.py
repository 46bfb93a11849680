"""Every person and place of a story that may belong together, with the facts for and against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.extract.discourse import Discourse
from timeline.extract.features import facts
from timeline.extract.frames import Frame
from timeline.extract.party import Parties, of_kin, told
from timeline.extract.people import Person
from timeline.extract.roles import Reading
from timeline.extract.scene import SCENE, facts_of_scene, scenes
from timeline.extract.story import Sentence, Story
from timeline.extract.tokens import Chunk
from timeline.gazetteer import Gazetteer
from timeline.records import Place

_ALONE = frozenset(("subject", "possessor", "who", "by", "object", "carried along", "opening", "ahead"))
_CLAUSE_WORDS = frozenset("where who which whose while that after before when as because if since".split())
_SKIPPED_KINDS = frozenset(("region", "natural"))


@dataclass(slots=True)
class Candidate:
    """One mention of a place and a person who may be there."""

    person: Person
    sentence: Sentence
    frame: Frame
    reading: Reading | None
    how: str
    place: Place
    facts: list[str] = field(default_factory=list)
    score: float = 0.0


def settled(gazetteer: Gazetteer, place: Place) -> Place:
    """The settlement of an airport or venue; a country stands at its capital, as it is marked on trip maps."""
    if place.kind == "country":
        capital = gazetteer.capital(place.country_code)
        return replace(place, latitude=capital.latitude, longitude=capital.longitude) if capital else place
    return gazetteer.settlement(place)


def is_base(gazetteer: Gazetteer, place: Place) -> bool:
    """Whether trips begin and end at a place: a land's capital, an airport or base near it, or the land as a whole."""
    capital = gazetteer.capital(place.country_code)
    if capital is None or place.kind == "country":
        return True
    return abs(capital.latitude - place.latitude) < 0.6 and abs(capital.longitude - place.longitude) < 0.8


def candidates(story: Story) -> Iterator[Candidate]:
    """The candidates in order of the text."""
    here = next((m.place.country_code for _, named in story.datelines for m in named if m.place), "")
    for _ in range(2):  # who mostly travels decides what pronouns mean, and the other way round
        story.discourse.settle_main(_travels(story), here)
    _homes(story)
    for sentence, frame, reading, subject, how in _walk(story, at_scene=True):
        if reading is SCENE:
            yield from _on_scene(story, sentence, frame, subject, how)
            continue
        mention = frame.place.data
        if mention.place is None or mention.place.kind in _SKIPPED_KINDS or frame.container or frame.attributive:
            continue
        place = settled(story.gazetteer, mention.place)
        tied = _persons(story, sentence, frame, subject, how)
        for number, tie in tied.items():
            person = story.people.persons[number]
            known = facts(story, sentence, frame, reading, person, tie)
            yield Candidate(person, sentence, frame, reading, tie, place, known)
            if not tie.startswith("beside") and "against" not in tie:
                yield from _along(story, tied, number, Candidate(person, sentence, frame, reading, tie, place, known))


_Step = tuple[Sentence, Frame, Reading | None, list[Chunk], str]


def _along(story: Story, tied: Mapping[int, str], leader: int, one: Candidate) -> Iterator[Candidate]:
    """Those who go along with the leader: what speaks for the leader speaks for them."""
    for number, kind in story.discourse.parties.get(leader, {}).items():
        if number not in tied or tied[number].startswith("beside"):
            told = [*one.facts, f"companion {kind}", f"companion {kind} {one.how.split(' ')[0]}", "companion"]
            yield replace(one, person=story.people.persons[number], how=f"companion {kind}", facts=told)


def _on_scene(
    story: Story, sentence: Sentence, frame: Frame, subject: Sequence[Chunk], how: str
) -> Iterator[Candidate]:
    """The persons who act where the story is written."""
    place = settled(story.gazetteer, frame.place.data.place)
    for number in story.discourse.resolve(subject, _near(sentence, frame)):
        person = story.people.persons[number]
        known = facts_of_scene(story, sentence, frame, person, how, story.discourse.went)
        yield Candidate(person, sentence, frame, SCENE, f"scene {how}", place, known)


def _walk(story: Story, *, at_scene: bool = False, parties: Parties | None = None) -> Iterator[_Step]:
    """Every frame in order of the text with its subject, while the discourse follows.

    With `at_scene` also the acts at the place of writing; into `parties` goes who travels with whom.
    """
    acts: dict[int, list[_Step]] = {}
    for sentence, frame, subject, how in scenes(story) if at_scene else ():
        acts.setdefault(sentence.number, []).append((sentence, frame, SCENE, subject, how))
    story.discourse.begin()
    for sentence in story.sentences:
        for piece in sentence.chunks:
            if piece.kind == "P" and piece.data[0] == "person":
                story.discourse.see(piece.data[1])
        for frame, reading in zip(sentence.frames, sentence.readings, strict=True):
            subject, how = frame.subject, frame.subject_how or "no cue"
            if reading is not None and reading.role == "hosted":
                subject, how = _guests(frame, sentence)
            yield sentence, frame, reading, subject, how
        yield from acts.get(sentence.number, ())
        if parties is not None:
            told(story, sentence, parties)
        _remember(story, sentence)


def _homes(story: Story) -> None:
    """Take as home the land that a person of unknown nationality leaves from or goes back to, and never goes out to."""
    votes: dict[int, dict[str, int]] = {}
    for sentence, frame, reading, subject, how in _walk(story):
        if reading is None:
            continue
        if how == "schedule" and reading.role == "from" and not story.schedule_home:
            place = settled(story.gazetteer, frame.place.data.place)
            owner = _owner(story)
            if owner is not None and is_base(story.gazetteer, place):
                story.schedule_home = place.country_code
                story.people.persons[owner].country = story.people.persons[owner].country or place.country_code
        place = settled(story.gazetteer, frame.place.data.place)
        weight = {"from": 2, "back": 2, "to": -1}.get(reading.role, 0)
        if weight > 0 and not is_base(story.gazetteer, place):
            weight = 0
        for number in story.discourse.resolve(subject, _near(sentence, frame)):
            tally = votes.setdefault(number, {})
            tally[place.country_code] = tally.get(place.country_code, 0) + weight
    for number, tally in votes.items():
        code = max(tally, key=lambda c: tally[c])
        if tally[code] > 1 and not story.people.persons[number].country:
            story.people.persons[number].country = code


def _travels(story: Story) -> dict[int, float]:
    """How often each person is the subject of travel, or of a visit's noun."""
    counts: dict[int, float] = {}
    went = story.discourse.went = {}
    parties = story.discourse.parties = of_kin(story)
    persons = story.people.persons
    for sentence, frame, reading, subject, _ in _walk(story, parties=parties):
        if reading is None or reading.strength < 0.6 or reading.role == "hosted":
            continue
        code = frame.place.data.place.country_code
        for number in story.discourse.resolve(subject, _near(sentence, frame)):
            abroad = not persons[number].country or persons[number].country != code
            went.setdefault(number, []).append((code, settled(story.gazetteer, frame.place.data.place).place_id))
            counts[number] = counts.get(number, 0.0) + (1.0 if abroad else 0.2) / (1 + sentence.number / 12)
    return counts


def _persons(story: Story, sentence: Sentence, frame: Frame, subject: Sequence[Chunk], how: str) -> dict[int, str]:
    """The persons to judge for a frame, each with how it is tied to it."""
    discourse = story.discourse
    found: dict[int, str] = {}
    if how == "schedule":
        owner = _owner(story)
        return {owner: "schedule"} if owner is not None else {}
    for number in discourse.resolve(subject, _near(sentence, frame)):
        found[number] = how + _manner(subject)
    for number in _where(sentence, frame, discourse):
        found.setdefault(number, "where clause")
    named = any(p.data[0] == "person" for p in subject) and not all(story.people.persons[n].minor for n in found)
    rival = "" if not found else " against a named subject" if named else " against a subject"
    if named and how in _ALONE:
        return found  # whoever is named as going there goes alone
    if not found:
        for number in discourse.subject:
            found.setdefault(number, f"carried {how}")
    if discourse.main is not None and not discourse.section:
        found.setdefault(discourse.main, f"main {how}{rival}")
    for piece in sentence.chunks:
        if piece.kind == "P" and piece.data[0] == "person":
            for number in piece.data[1]:
                found.setdefault(number, f"beside{rival}")
    return found


def _owner(story: Story) -> int | None:
    """Whose programme it is: the first person of rank that is named, else the first person at all."""
    persons = [p for p in story.people.persons if not p.minor and (p.listed or p.dignitary)]
    first = min(persons, key=lambda p: (not p.dignitary, p.first), default=None)
    return first.number if first else story.discourse.main


def _where(sentence: Sentence, frame: Frame, discourse: Discourse) -> list[int]:
    """The subjects of clauses that hang on the place ("Seoul, where he goes often and where Trump will travel")."""
    found: list[int] = []
    chunks = sentence.chunks
    for at in range(frame.index + 1, min(len(chunks) - 2, frame.index + 30)):
        if chunks[at].kind == "L" and not any(c.text == "where" for c in chunks[frame.index + 1 : at]):
            break
        if chunks[at].text == "where" and chunks[at + 1].kind == "P" and chunks[at + 2].kind in "VMW":
            found += discourse.resolve([chunks[at + 1]], _near(sentence, frame))
    return found


def _manner(subject: Sequence[Chunk]) -> str:
    kinds = {piece.data[0] for piece in subject}
    return "" if kinds == {"person"} else " by pronoun" if "pronoun" in kinds else " by office"


def _near(sentence: Sentence, frame: Frame) -> list[int]:
    """Persons named before the frame's cue in its own sentence who hang on no preposition."""
    limit = frame.cue if frame.cue >= 0 else frame.index
    found = []
    for index in range(limit):
        piece = sentence.chunks[index]
        if piece.kind == "P" and piece.data[0] == "person" and not sentence.reader.governed(index):
            found += list(piece.data[1])
    return found


def _guests(frame: Frame, sentence: Sentence) -> tuple[list[Chunk], str]:
    """Who is received: the subject of a passive, else the object of the host's verb."""
    cue, chunks = frame.cue, sentence.chunks
    passive = any(c.text in ("was", "is", "were", "are", "be", "been", "being") for c in chunks[max(0, cue - 3) : cue])
    if passive:
        return frame.subject, frame.subject_how
    guests = sentence.reader.objects(cue)
    if not guests:
        return frame.subject, frame.subject_how
    both = "v.presence" in chunks[cue].kinds
    return guests + frame.subject if both else guests, "object"


def _remember(story: Story, sentence: Sentence) -> None:
    """The persons before a sentence's first verb, on no preposition, are what a pronoun in the next one means."""
    numbers: list[int] = []
    opening = sentence.chunks[0] if sentence.chunks else None
    if (
        opening is not None
        and opening.kind == "P"
        and opening.data[0] == "person"
        and story.people.persons[opening.data[1][0]].heading
    ):
        story.discourse.subject = opening.data[1]
        story.discourse.section = True
        return
    for index, piece in enumerate(sentence.chunks):
        if (piece.kind == "V" and numbers) or (index and piece.text in _CLAUSE_WORDS):
            break
        if piece.kind == "V" and index > 12:
            break
        if piece.kind == "P" and not sentence.reader.governed(index) and not piece.possessive:
            if piece.data[0] == "pronoun" and not numbers:
                return
            numbers += [n for n in story.discourse.resolve([piece]) if not story.people.persons[n].minor]
    if numbers:
        story.discourse.subject = tuple(dict.fromkeys(numbers))

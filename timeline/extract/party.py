"""Who travels with whom: spouses, those who accompany, the named members of a delegation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.extract.clauses import HARD
from timeline.extract.frames import BE
from timeline.extract.story import Sentence, Story
from timeline.extract.tokens import Chunk

Parties = dict[int, dict[int, str]]
"""For each leader the persons who go along, and how that is known ("kin", "with", "listed", "jointly")."""

_PASSIVE = frozenset((("accompanied", "by"), ("flanked", "by"), ("joined", "by")))
_BESIDE = frozenset((("together", "with"), ("along", "with"), ("alongside", "")))
_FOLLOWING = frozenset("travelling traveling flying travels travelled traveled flew journeying".split())
_BODIES = frozenset("delegation party group team entourage mission delegates members".split())
_LINKING = _FOLLOWING | _BODIES | {"with"} | {first for first, _ in _PASSIVE | _BESIDE}


def join(parties: Parties, leader: int, member: int, how: str) -> None:
    """Note that `member` goes along with `leader`."""
    if leader != member:
        parties.setdefault(leader, {}).setdefault(member, how)


def of_kin(story: Story) -> Parties:
    """Wives and husbands named as such."""
    parties: Parties = {}
    for person in story.people.persons:
        if person.spouse >= 0:
            join(parties, person.spouse, person.number, "kin")
    return parties


def told(story: Story, sentence: Sentence, parties: Parties) -> None:
    """Read from one sentence who goes along with whom; the discourse must have reached it."""
    chunks = sentence.chunks
    for index in range(len(chunks) - 1):
        if chunks[index].text not in _LINKING and not chunks[index].text.startswith("accompan"):
            continue
        for leaders, members, how in _links(sentence, index):
            leading = _leading(story, leaders)
            for leader in leading[:1]:
                for member in story.discourse.resolve(members):
                    if _fellow(story, leader, member, how):
                        join(parties, leader, member, how)


def _leading(story: Story, leaders: Sequence[Chunk]) -> Sequence[int]:
    """Whose party it is; a pronoun means whoever the story is about, where that can be."""
    discourse = story.discourse
    if not leaders:
        return discourse.subject
    first, main = leaders[0].data, discourse.main
    if first[0] == "pronoun" and main is not None and story.people.persons[main].gender in ("", first[1]):
        return (main,)
    return discourse.resolve(leaders)


def _who(sentence: Sentence, index: int) -> Sequence[Chunk]:
    """The subject of the verb at `index`, where it stands before it."""
    subject, how = sentence.reader.subject(index) if sentence.chunks[index].kind == "V" else ([], "")
    return subject if how in ("subject", "who") else []


def _fellow(story: Story, leader: int, member: int, how: str) -> bool:
    """Whether the member may be of the leader's party: a head of another land beside him is rather the host."""
    persons = story.people.persons
    one, other = persons[leader], persons[member]
    foreign = bool(one.country and other.country and one.country != other.country)
    return not other.minor and (how == "listed" or not foreign)


def _links(sentence: Sentence, index: int) -> Iterator[tuple[Sequence[Chunk], Sequence[Chunk], str]]:
    """Leaders and members that the words at `index` join."""
    chunks = sentence.chunks
    word, following = chunks[index].text, chunks[index + 1].text
    if (word, following) in _PASSIVE or (word, following) in _BESIDE or (word, "") in _BESIDE:
        members = _listed(sentence, index + (1 if (word, "") in _BESIDE else 2))
        if members and all(m.data[0] == "pronoun" for m in members):
            yield members, _after_be(sentence, index), "listed"  # "Together with him were A, B and C"
        else:
            yield _before(sentence, index), members, "with"
    elif word == "with" and chunks[index + 1].kind == "P" and index < 3:
        yield [chunks[index + 1]], _after_be(sentence, index + 1), "listed"
    elif word in _FOLLOWING and following == "with" and index + 2 < len(chunks):
        yield _listed(sentence, index + 2), _who(sentence, index), "with"
    elif word.startswith("accompan") and word != "accompanied" and chunks[index].kind == "V":
        yield sentence.reader.objects(index), _who(sentence, index), "with"
    elif word in _BODIES and chunks[index + 1].text in ("of", "included", "includes", "including", "are", "were"):
        yield _before(sentence, index), _listed(sentence, index + 2), "listed"


def _listed(sentence: Sentence, start: int) -> list[Chunk]:
    """The persons listed from `start` on, until the clause ends."""
    chunks = sentence.chunks
    for at in range(start, min(start + 6, len(chunks))):
        if chunks[at].kind == "P":
            return sentence.reader.group(at) if chunks[at].data[0] == "person" else [chunks[at]]
        if chunks[at].kind in "VL" or chunks[at].text in HARD:
            break
    return []


def _after_be(sentence: Sentence, index: int) -> list[Chunk]:
    """All who are named behind "were" in "With her in both places were A, who chairs a committee, and B"."""
    chunks = sentence.chunks
    be = next((i for i in range(index + 1, min(index + 8, len(chunks))) if chunks[i].text in BE), None)
    if be is None:
        return []
    return [c for c in chunks[be + 1 :] if c.kind == "P" and c.data[0] == "person" and not c.possessive]


def _before(sentence: Sentence, index: int) -> list[Chunk]:
    """The person before `index` who hangs on no preposition."""
    for at in range(index - 1, -1, -1):
        piece = sentence.chunks[at]
        if piece.kind == "P" and not sentence.reader.governed(at):
            return [piece]
        if piece.text == ";":
            break
    return []

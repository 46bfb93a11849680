"""Who travels with whom: spouses, those who accompany, the named members of a delegation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Arg, Clause
from timeline.extract.syntax.phrase import Phrase

Parties = dict[int, dict[int, tuple[str, int]]]
"""For each leader the persons who go along: how that is known ("with", "listed", "jointly"), and by which sentence."""

_HEADS = frozenset(("president", "prime minister", "king", "queen", "chancellor", "premier", "emir", "sultan", "pope"))
_HUMAN = frozenset(("person", "office", "pronoun"))
_BESIDE = frozenset(("with", "alongside"))
_MOVING = frozenset(("v.go", "v.arrive", "v.visit", "v.return", "v.depart"))
_TRAVELLING = _MOVING | {"v.presence", "v.stop", "v.stay", "v.hosted", "v.carry"}
_SENT = frozenset(("delegation", "entourage", "mission", "delegates"))
_ALONG = frozenset(("accompany", "join", "flank", "follow", "escort"))
_TALKS = frozenset("talks meeting meetings meet met talk talked lunch dinner breakfast session discussions".split())
_AT_SIDE = frozenset(("with", "beside", "alongside", "behind"))
_KEEPING = frozenset(("be", "come", "sit", "ride", "stay", "remain", "walk"))
_WHOLE = frozenset(("whole", "entire", "all", "throughout"))
_KIN = frozenset(("wife", "husband", "spouse"))
_HOLDING = frozenset(("include", "comprise", "number", "feature", "consist", "join", "compose"))
_BODIES = frozenset("delegation party group team entourage mission delegates members".split())


def join(parties: Parties, leader: int, member: int, how: str, sentence: int) -> None:
    """Note that `member` goes along with `leader`, told by the sentence of that number."""
    if leader != member:
        parties.setdefault(leader, {}).setdefault(member, (how, sentence))


def told(story: Story, sentence: Sentence, clause: Clause, parties: Parties) -> None:
    """Read from a clause of a sentence who goes along with whom; the discourse must have reached it."""
    for leaders, members, how in _links(story, sentence, clause):
        for leader in leaders[:1]:
            for member in members:
                if _fellow(story, leader, member, how):
                    join(parties, leader, member, how, sentence.number)


def may_join(clause: Clause) -> bool:
    """Whether a clause can tell who goes along with whom, by its words; few can."""
    for arg in clause.args:
        if arg.np.head in _BODIES or (arg.prep in _AT_SIDE and arg.np.what == "pronoun") or _whole_journey(arg):
            return True
    verb = clause.verb
    if verb is None:
        return False
    if not verb.kinds.isdisjoint(_MOVING) or verb.head.partition("_")[0] in _ALONG:
        return True
    if verb.head == "be":
        return any(a.prep in _BESIDE for a in clause.args)
    return verb.head in _HOLDING and any(p.head in _BODIES for p in clause.subject)


def _fellow(story: Story, leader: int, member: int, how: str) -> bool:
    """Whether the member may be of the leader's party: a head of another land beside him is rather the host."""
    persons = story.people.persons
    one, other = persons[leader], persons[member]
    foreign = bool(one.country and other.country and one.country != other.country)
    ranks = how == "with" and not other.country and bool(_HEADS & set(other.offices))  # of whatever land, it is not his
    return not other.minor and (how == "listed" or not (foreign or ranks))


def _persons(pieces: Sequence[Phrase]) -> list[Phrase]:
    return [p for p in pieces if p.what in _HUMAN]


def _links(story: Story, sentence: Sentence, clause: Clause) -> Iterator[tuple[Sequence[int], Sequence[int], str]]:
    """Leaders and members that a clause joins."""
    yield from _at_side(story, sentence, clause)
    if clause.verb is not None:
        yield from _accompanied(story, sentence, clause, clause.verb)
        yield from _inverted(story, sentence, clause, clause.verb)
        yield from _bodies(story, sentence, clause, clause.verb)
    travels = clause.verb is not None and bool(clause.verb.kinds & _TRAVELLING)
    for arg in clause.args:
        known = arg.np.head in _SENT or travels  # "members of the party" are seldom on a journey
        if known and arg.np.head in _BODIES and arg.np.what in ("party", "event"):
            behind = [a for a in clause.args if a.np.first > arg.np.first and a.prep in ("of", "including", "")]
            members = [a.np for a in behind if a.np.what == "person"]
            yield story.discourse.subject, story.discourse.resolve(members), "listed"


def _accompanied(
    story: Story, sentence: Sentence, clause: Clause, verb: Phrase
) -> Iterator[tuple[Sequence[int], Sequence[int], str]]:
    """ "was accompanied by", "left with his wife", "A and B flew to Rome" where they are married."""
    resolve, subject = story.discourse.resolve, sentence.who.get(clause.number, ())
    if verb.head.split("_")[0] in _ALONG:
        if "passive" in verb.flags or verb.tense == "ppart" or any(a.prep == "by" for a in clause.args):
            yield subject, resolve(_persons(_governed(clause, "by"))), "with"
        elif verb.head == "accompany":
            yield resolve(_persons([a.np for a in clause.args if not a.prep])), subject, "with"
    if not verb.kinds & _MOVING:
        return
    persons = story.people.persons
    for one in subject if len(subject) > 1 else ():
        if persons[one].spouse in subject:
            yield [persons[one].spouse], [one], "jointly"
    if any(a.prep in _BESIDE and a.np.head in _KIN for a in clause.args):  # "with his wife, Sara"
        yield subject, [p.number for p in persons if p.spouse in subject[:1] and p.first], "with"
    beside = [a for a in clause.args if a.prep in _BESIDE and a.noun is None and a.before not in _TALKS]
    yield subject, resolve(_persons([a.np for a in beside])), "with"


def _at_side(story: Story, sentence: Sentence, clause: Clause) -> Iterator[tuple[Sequence[int], Sequence[int], str]]:
    """ "B was with him all the way", "and B beside her", "B takes part in the whole visit"."""
    subject, verb = sentence.who.get(clause.number, ()), clause.verb
    lead = [a.np for a in clause.args if a.prep in _AT_SIDE and a.np.what == "pronoun" and a.np.data is not None]
    named = [p for p in clause.subject if p.what == "person"]
    main = story.discourse.main
    if verb is None:
        if lead and named:
            yield _leading(story, lead), story.discourse.resolve(named), "listed"
    elif lead and named and "neg" not in verb.flags and (verb.head in _KEEPING or verb.kinds & _MOVING):
        yield _leading(story, lead), story.discourse.resolve(named), "with"
    elif main is not None and verb.head in ("take", "take_part", "join") and any(map(_whole_journey, clause.args)):
        yield (main,), subject, "listed"


def _whole_journey(arg: Arg) -> bool:
    """Whether a noun phrase is a journey in all its parts ("takes part in the whole visit")."""
    return "n.visit" in arg.np.kinds and not _WHOLE.isdisjoint(arg.np.words)


def _governed(clause: Clause, prep: str) -> list[Phrase]:
    """The noun phrases behind a preposition, up to the next one."""
    found: list[Phrase] = []
    for arg in clause.args:
        if arg.prep == prep or (found and not arg.prep):
            found.append(arg.np)
        elif found:
            break
    return found


def _inverted(
    story: Story, sentence: Sentence, clause: Clause, verb: Phrase
) -> Iterator[tuple[Sequence[int], Sequence[int], str]]:
    """ "Together with him were A, B and C"."""
    lead = [a.np for a in clause.args if a.prep in _BESIDE and a.np.what in _HUMAN]
    if verb.head != "be" or clause.subject or not lead:
        return
    behind = (a.np for c in sentence.clauses if c.number >= clause.number for a in c.args)
    members = [piece for piece in behind if piece.what == "person" and piece is not lead[0]]
    yield _leading(story, lead), story.discourse.resolve(members), "listed"


def _bodies(
    story: Story, sentence: Sentence, clause: Clause, verb: Phrase
) -> Iterator[tuple[Sequence[int], Sequence[int], str]]:
    """ "The delegation includes A and B", "C is in the delegation"."""
    main = story.discourse.main
    if main is None:
        return
    if verb.head in _HOLDING and any(p.head in _BODIES for p in clause.subject):
        members = _persons([a.np for a in clause.args if not a.prep or a.prep in ("by", "of")])
        yield (main,), story.discourse.resolve(members), "listed"
    body = [a.np for a in clause.args if a.np.head in _BODIES and a.prep in ("in", "of", "")]
    if verb.head == "be" and "neg" not in verb.flags and any(p.definite or p.owner is not None for p in body):
        yield (main,), sentence.who.get(clause.number, ()), "listed"


def _leading(story: Story, leaders: Sequence[Phrase]) -> Sequence[int]:
    """Whose party it is; a pronoun means whoever the story is about, where that can be."""
    discourse = story.discourse
    first, main = leaders[0], discourse.main
    if first.what == "pronoun" and main is not None and story.people.persons[main].gender in ("", first.data[1]):
        return (main,)
    return discourse.resolve(leaders)

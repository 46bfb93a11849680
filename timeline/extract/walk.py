"""The way through the sentences of a story, with the discourse kept up: who the subject of each clause is.

A story is walked several times, since who travels decides whom a pronoun means, and the other way round. A walk that
must come out like the one before is not gone again: the discourse is set to where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from timeline.extract.agents import HUMAN, inverted
from timeline.extract.discourse import RETINUE, Discourse
from timeline.extract.party import Parties, may_join, told
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.turns import Course, Turn, Walked

_OWNED = frozenset(("vehicle", "event", "party"))
_NUMBERS = frozenset(("trio", "pair", "two", "three", "four", "five", "six", "quartet"))
_PEOPLE = ("ers", "ors", "ists", "ians", "men", "women", "ants", "students", "residents", "agents", "parents", "people")
_MOVING = frozenset(("v.go", "v.arrive", "v.return", "v.visit", "v.depart", "v.stop", "v.transit"))


def walk(story: Story, parties: Parties | None = None) -> Iterator[Sentence]:
    """The sentences in order, while the discourse follows; into `parties` goes who travels with whom."""
    discourse, last = story.discourse, story.walked
    basis = discourse.basis()
    if parties is None and last is not None and last.basis == basis:
        for sentence, stand in zip(story.sentences, last.stands, strict=True):
            discourse.restore(stand)
            yield sentence
        discourse.restore(last.end)
        return
    discourse.begin()
    stands = []
    for sentence in story.sentences:
        course = sentence.course = sentence.course or _course(discourse, sentence)
        _subjects(discourse, sentence, course)
        stands.append(discourse.stand())
        yield sentence
        if parties is not None:
            for turn in course.turns:
                if turn.social:
                    told(story, sentence, turn.clause, parties)
        _remember(discourse, sentence, course)
    same = discourse.basis()[1:] == basis[1:]  # else the walk itself changed what it rests on
    story.walked = Walked(basis, stands, discourse.stand()) if same else None


def _course(discourse: Discourse, sentence: Sentence) -> Course:
    named = _named(sentence.phrases)
    turns = []
    idle = True
    for clause in sentence.clauses:
        verb = clause.verb
        reached = clause.subject[0].first if clause.subject else verb.first if verb is not None else 0
        before = []
        while named and named[0].first < reached:
            before.append(named.pop(0).data[1])
        pieces = clause.subject or inverted(clause)
        turn = _turn(sentence, clause, before, pieces, discourse.fixed(pieces))
        idle = idle and turn.fixed == () and not before and not turn.owners
        turns.append(turn)
    behind = [piece.data[1] for piece in named]
    idle = idle and not behind
    if idle:
        sentence.who = dict.fromkeys([turn.clause.number for turn in turns], ())
    return Course(turns, behind, idle, _crowd(turns), _heading(discourse, sentence))


def _carried(clause: Clause) -> str:
    pronouns = (a.np.data[1] for a in clause.args if not a.prep and a.np.what == "pronoun" and a.np.data is not None)
    return next((sex for sex in pronouns if sex in ("m", "f")), "")


def _has_delegation(clause: Clause) -> bool:
    return any(not a.prep and a.np.head in RETINUE for a in clause.args)


def _turn(
    sentence: Sentence,
    clause: Clause,
    before: list[Sequence[int]],
    pieces: Sequence[Phrase],
    fixed: tuple[int, ...] | None,
) -> Turn:
    verb, link = clause.verb, clause.link
    owners = [p.owner for p in pieces if p.owner is not None and p.what in _OWNED and p.owner.what in HUMAN]
    leading = link == "main" or link == "coord"
    if verb is None:
        return Turn(clause, before, pieces, owners, None, fixed, False, False, leading, False, may_join(clause), False)
    kinds, quoted = verb.kinds, verb.quoted
    return Turn(
        clause, before, pieces, owners, _tellers(sentence) if quoted else None, fixed,
        moving=not kinds.isdisjoint(_MOVING), aside=quoted and link == "main", leading=leading,
        host="v.hosted" in kinds and "passive" not in verb.flags, social=may_join(clause),
        heads=verb.head in ("lead", "head") and _has_delegation(clause),
        carries=_carried(clause) if "v.carry" in kinds and "passive" not in verb.flags else "",
        told=tuple(n for a in clause.args if not a.prep and a.np.what == "person" for n in a.np.data[1]),
    )  # fmt: skip


def _named(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The persons named in a sentence in order, owners before what they own."""
    found = []
    for piece in phrases:
        if piece.kind != "np":
            continue
        if piece.owner is not None and piece.owner.what == "person":
            found.append(piece.owner)
        for one in piece.attrs:
            if one.what == "person":
                found.append(one)
        if piece.what == "person":
            found.append(piece)
    return found


def _tellers(sentence: Sentence) -> list[Sequence[Phrase]]:
    """The subjects of the clauses of a sentence that say, outside quotation marks, that somebody says something."""
    verbs = ((clause, clause.verb) for clause in sentence.clauses)
    return [
        clause.subject or inverted(clause)
        for clause, verb in verbs
        if verb is not None and not verb.quoted and "v.report" in verb.kinds
    ]


def _heading(discourse: Discourse, sentence: Sentence) -> tuple[int, ...]:
    opening = None
    for opening in sentence.phrases:
        if opening.kind != "punct":
            break
    if opening is None or opening.what != "person" or not discourse.people.persons[opening.data[1][0]].heading:
        return ()
    numbers: tuple[int, ...] = opening.data[1]
    return numbers


def _subjects(discourse: Discourse, sentence: Sentence, course: Course) -> None:
    """Resolve the subject of each clause of a sentence; the discourse must have reached it."""
    if course.idle:
        if course.turns:
            discourse.moving = course.turns[-1].moving
        return
    near: list[int] = []
    mute: set[int] = set()  # clauses whose pronoun means somebody who is not known
    persons = discourse.people.persons
    for turn in course.turns:
        for named in turn.named:
            discourse.see(named)
        speaker = _speaker(discourse, turn.tellers) if turn.tellers is not None else ()
        discourse.moving = turn.moving
        found = turn.fixed
        if found is None:
            found = discourse.resolve(turn.pieces, near, speaker)
            if _is_other(turn, found, mute):
                found = ()
                mute.add(turn.clause.number)
        if not found and turn.owners:
            found = discourse.resolve(turn.owners, near, speaker)
            turn.clause.how = "owner"  # "Johnson's helicopter settled"
        sentence.who[turn.clause.number] = found
        if turn.heads and found:
            discourse.head = found[0]
            discourse.led = next((a.np for a in turn.clause.args if not a.prep and a.np.head in RETINUE), None)
        for number in found:
            if not persons[number].minor:
                if number in near:
                    near.remove(number)
                near.append(number)
    for named in course.named:
        discourse.see(named)


def _is_other(turn: Turn, found: Sequence[int], mute: Set[int]) -> bool:
    """Whether a pronoun cannot mean whom it seems to: "he told Sessions that he would leave"."""
    if len(turn.pieces) != 1 or turn.pieces[0].what != "pronoun":
        return False
    above = turn.clause.parent
    return not set(turn.told).isdisjoint(found) or (above is not None and above.number in mute)


def _speaker(discourse: Discourse, tellers: Sequence[Sequence[Phrase]]) -> Sequence[int]:
    """Whose words a quoted clause gives: who says so in the same sentence, else the last subject."""
    for pieces in tellers:
        found = discourse.resolve(pieces)
        if found:
            return found
    return discourse.subject


def _crowd(turns: Sequence[Turn]) -> Turn | None:
    """The leading turn if its subject is several people whom the text need not name ("the players", "the trio")."""
    for turn in turns:
        if turn.leading and not turn.aside:
            last = turn.pieces[-1] if turn.pieces else None
            return turn if last is not None and _is_crowd(last) else None
    return None


def _opens(sentence: Sentence, turn: Turn) -> bool:
    """Whether a clause without a verb begins with its person ("Kerry in Rome"), who goes on being spoken of."""
    first = next((p for p in sentence.phrases if p.kind != "punct"), None)
    return first is not None and (first.what in HUMAN or any(p is first for p in turn.pieces))


def _is_crowd(piece: Phrase) -> bool:
    """Whether a noun phrase means several people ("the players"), not several things ("three days of talks")."""
    if piece.what == "noun":
        return piece.head.endswith(_PEOPLE) or piece.head in _NUMBERS
    return piece.what == "party" and (piece.head.endswith("s") or piece.head in _NUMBERS)


def _remember(discourse: Discourse, sentence: Sentence, course: Course) -> None:
    """The subject of a sentence's main clause is what a pronoun in the next one means."""
    if course.heading:
        discourse.subject = course.heading
        discourse.section = True
        return
    if course.crowd is not None:
        discourse.crowd = not sentence.who.get(course.crowd.clause.number)
    if course.idle:
        return
    persons = discourse.people.persons
    main: tuple[int, ...] = ()
    later: tuple[int, ...] = ()
    named = False
    for turn in course.turns:
        found = sentence.who[turn.clause.number]
        if not found or (turn.aside and not main) or (turn.clause.verb is None and not _opens(sentence, turn)):
            continue
        numbers = tuple([n for n in found if not persons[n].minor])
        if len(numbers) > 1:
            discourse.group, discourse.crowd = numbers, False
        if numbers and not main and turn.leading:
            guest = discourse.main if turn.carries else None
            if guest is not None and guest not in numbers and persons[guest].gender in ("", turn.carries):
                main, named = (guest,), False  # he who is taken there goes on being spoken of
            else:
                main, named = numbers, bool(turn.fixed)
        if numbers and not later and not turn.host:
            later = numbers
    travels = discourse.travels
    if not main and later and (not discourse.subject or any(travels.get(n, 0.0) > 0 for n in later)):
        main = later
    discourse.worn = not named
    if main:
        discourse.subject = tuple(dict.fromkeys(main))

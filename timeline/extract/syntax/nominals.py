"""Noun phrases: as subject, object, member of a list or behind a preposition, or as the opening of a joined clause."""

from __future__ import annotations

from timeline.extract.syntax.ahead import own_clause, verb_next
from timeline.extract.syntax.clause import HUMAN, NONFINITE_LINKS, SETTLEMENTS, Arg, Clause, ancestors, waiting
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.syntax.state import State

_MOTION = frozenset(("v.go", "v.arrive", "v.return", "v.visit", "v.depart", "v.carry"))
_GAPPING = frozenset(("v.go", "v.arrive", "v.return", "v.visit", "v.depart"))
_TOWARDS = frozenset(("to", "into", "for", "via"))
_NAMED = frozenset(("person", "office"))
_LEFT_BY_JOINING = frozenset(("rel", "adv", "part", "ger", "inf"))
_NEAR = 60
"""Noun phrases that a search for a governing noun goes back; more stand only in endless lists."""


def read_noun_phrase(state: State, at: int, piece: Phrase) -> None:
    """Give a noun phrase its part in the current clause, or in a new one that it opens."""
    clause, separator, what = state.current, state.separator, piece.what
    if what != "date":
        state.separator = ""  # "and on Thursday was in Suva": the verb is still joined
        if what == "event":
            state.events = True
    if state.prep:
        prep, state.prep = state.prep, ""
        _attach(state, _mover(state, clause, prep, piece), prep, piece, at)
    elif clause.verb is None:
        _before_verb(state, clause, piece, at, separator)
    elif what == "date":
        clause.args.append(Arg("", piece, at))
    elif separator and _opens_clause(state, clause, piece, at):
        _join(state, clause, piece, at, separator)
    elif separator and what in _NAMED and _gapped(state, clause, at):
        twin = state.new(at, clause, "gap")
        twin.verb, twin.subject, twin.how = clause.verb, [piece], "subject"
    else:
        _object(state, clause, piece, at, separator)


def _before_verb(state: State, clause: Clause, piece: Phrase, at: int, separator: str) -> None:
    """A noun phrase before the verb: a date, one more place of a list, or a candidate for the subject."""
    if piece.what == "date":
        clause.args.append(Arg("", piece, at, None, None, True))
        return
    if separator and piece.what == "place":
        last = clause.last_noun()
        listed = clause.human or not verb_next(state.phrases, at + 1)
        if last is not None and last.np.what == "place" and listed:
            clause.args.append(Arg(last.prep, piece, at, last.noun, last.head or last, last.fronted))
            return
    clause.wait(piece, separator)


def _opens_clause(state: State, clause: Clause, piece: Phrase, at: int) -> bool:
    """Whether a noun phrase behind a comma or "and" is a subject; a place must be followed by its verb."""
    if not own_clause(state.phrases, at):
        return False
    if piece.what != "place":
        return True
    listed = bool(clause.args) and clause.args[-1].np.what == "place"
    return state.phrases[at + 1].kind == "vg" and not listed


# -- behind a preposition ----------------------------------------------------------------------------------------------
def _mover(state: State, clause: Clause, prep: str, piece: Phrase) -> Clause:
    """The clause that "..., then to Sydney" goes on with: the nearest above that tells of motion."""
    verb = clause.verb
    if verb is None or not state.prep_after or piece.what != "place":
        return clause
    if prep not in _TOWARDS:
        return _parallel(state, clause, prep)
    if not _MOTION.isdisjoint(verb.kinds) or _has_travel_noun(clause):
        return clause
    for above in ancestors(clause):
        if above.verb is not None and not _MOTION.isdisjoint(above.verb.kinds):
            state.current = above
            return above
    return clause


def _parallel(state: State, clause: Clause, prep: str) -> Clause:
    """The clause that ", and in Sydney" goes on with ("is in Suva on Monday, the first to call there, and in ...")."""
    inner = clause.link in _LEFT_BY_JOINING and not any(a.np.what == "place" for a in clause.args)
    if not inner or state.prep_after != "and" or not state.comma_and:
        return clause
    for above in ancestors(clause):
        alike = any(a.prep == prep and a.np.what == "place" and a.noun is None for a in above.args)
        if alike and above.verb is not None:
            state.current = above
            return above
    return clause


def _has_travel_noun(clause: Clause) -> bool:
    return any(a.noun is not None or "n.visit" in a.np.kinds for a in clause.args[-_NEAR:])


def _attach(state: State, clause: Clause, prep: str, piece: Phrase, at: int) -> None:
    """A noun phrase behind its preposition, with the noun of travel or meeting that it hangs on."""
    left_at = state.prep_at - 1
    left = state.phrases[left_at] if left_at >= 0 else None
    fronted = clause.verb is None
    last = clause.args[-1] if clause.args else None
    if prep == "of" and piece.what == "place" and last is not None and last.np is left and last.np.head in SETTLEMENTS:
        # "in the Black Sea resort of Sochi"
        clause.args.append(Arg(last.prep, piece, at, last.noun, last.head, fronted, last.before))
        return
    noun = _governor(clause, piece) if state.events else None
    kind = (left.what or left.kind) if left is not None else ""
    clause.args.append(Arg(prep, piece, at, noun, None, fronted, state.word_left(state.prep_at), kind))


def _governor(clause: Clause, piece: Phrase) -> Phrase | None:
    """The noun of travel or meeting that a prepositional phrase hangs on: the nearest behind the verb."""
    low = clause.verb.first if clause.verb is not None else -1
    high = piece.first
    best: Phrase | None = None
    for found in _noun_phrases(clause):
        if found.what == "event" and low <= found.first < high:
            best, low = found, found.first + 1
    return best


def _noun_phrases(clause: Clause) -> list[Phrase]:
    """The noun phrases of a clause so far, and what it hangs on while it is empty."""
    found = [p for p, _ in clause.pre[-_NEAR:]]
    found += clause.subject[-_NEAR:]
    found += [a.np for a in clause.args[-_NEAR:]]
    hangs = clause.link == "rel" or clause.link in NONFINITE_LINKS
    if hangs and not clause.args and clause.verb is None and clause.anchor is not None:
        found.append(clause.anchor)
    return found


# -- behind the verb ---------------------------------------------------------------------------------------------------
def _object(state: State, clause: Clause, piece: Phrase, at: int, separator: str) -> None:
    """An object of the verb, or one more member of the list before."""
    head = _list_head(clause, piece) if separator else None
    if head is None:
        clause.args.append(Arg("", piece, at, None, None, False, state.word_left(at)))
    else:
        clause.args.append(Arg(head.prep, piece, at, head.noun, head.head or head, head.fronted, head.before))


def _list_head(clause: Clause, piece: Phrase) -> Arg | None:
    """The member of a list that a noun phrase behind a comma or "and" goes on."""
    last = clause.last_noun()
    if last is None:
        return None
    if last.np.what == piece.what or (last.np.what in _NAMED and piece.what in _NAMED):
        return last
    if piece.what == "place":
        for arg in reversed(clause.args):
            if arg.np.what == "place":
                return arg
        if last.noun is not None and last.np.what == "noun" and "n.visit" in last.noun.kinds:
            return last  # "visits to four republics and Cyprus"
    return None


def _gapped(state: State, clause: Clause, at: int) -> bool:
    """Whether "and B to Jakarta" repeats the verb of the clause before without saying it."""
    if at + 2 >= len(state.phrases) or clause.verb is None or _GAPPING.isdisjoint(clause.verb.kinds):
        return False
    following, place = state.phrases[at + 1], state.phrases[at + 2]
    return following.kind == "prep" and following.head in ("to", "for", "in") and place.what == "place"


def _join(state: State, clause: Clause, piece: Phrase, at: int, separator: str) -> None:
    """A clause of its own joined by a comma or a conjunction."""
    if separator == "and" and _reports_pair(state, clause, at):
        said = clause.args.pop().np  # "said Putin and Trump would meet"
        content = state.new(at, clause, "comp")
        content.wait(said, "")
        content.wait(piece, "and")
        return
    opened = waiting(clause)
    if opened is not None and not opened.pre:
        opened.wait(piece, "")
        state.current = opened
        return
    host = clause
    for above in ancestors(clause):
        if host.link not in _LEFT_BY_JOINING or (host.link == "adv" and separator == "and"):
            break
        host = above
    state.new(at, host, "coord", separator).wait(piece, "")


def _reports_pair(state: State, clause: Clause, at: int) -> bool:
    """Whether the object just before "and" is the first of two subjects of what is reported."""
    said = clause.args[-1] if clause.args else None
    return (
        said is not None
        and not said.prep
        and said.np.what in HUMAN
        and clause.verb is not None
        and "v.report" in clause.verb.kinds
        and state.phrases[at - 2] is said.np
    )

"""Verb groups: the verb of the current clause, or of a new one that it opens."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.syntax.clause import (
    FINITE,
    HUMAN,
    NONFINITE_LINKS,
    Clause,
    auxiliary_ancestor,
    finite_ancestor,
    waiting,
)
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.syntax.state import State
from timeline.extract.syntax.subjects import controller, give_verb, taken_over

_SELF = frozenset(("person", "pronoun", "office"))
_REDUCED_PREPS = frozenset(("by", "in", "at", "on", "with", "for", "to", "from"))
_CLAUSE_BREAKS = frozenset(("punct", "cc", "sub", "rel"))
_REDUCED_WINDOW = 10
_PLANS = frozenset(("planned", "isto", "open", "must"))
_MOVES = frozenset(("v.go", "v.arrive", "v.visit", "v.return", "v.depart", "v.stop"))
_SHARED_FLAGS = frozenset(("perfect", "passive", "planned", "isto"))


def read_verb_group(state: State, at: int, piece: Phrase) -> None:
    """Give a verb group its clause."""
    separator, state.separator = state.separator, ""
    prep, state.prep = state.prep, ""
    if piece.tense in FINITE:
        _finite(state, at, piece, separator)
    elif piece.tense == "inf":
        _infinitive(state, at, piece, separator)
    else:
        _participle(state, at, piece, separator, prep)


# -- finite verbs ------------------------------------------------------------------------------------------------------
def _finite(state: State, at: int, piece: Phrase, separator: str) -> None:
    clause = state.current
    if clause.verb is None:
        if not _reduced(state, clause, piece, at):
            give_verb(clause, piece, state.dependents.get(clause.number, ()))
        return
    opened = waiting(clause) if separator != "and" else None
    if separator == "and" or (separator == "," and (opened is None or clause.link == "coord")):
        _joined(state, at, piece, _joined_with(state, clause, piece, separator))
    elif opened is not None:
        state.current = opened
        give_verb(opened, piece, state.dependents.get(opened.number, ()))
    elif (subject := _bare_object(state, clause)) is not None:
        clause.args = [a for a in clause.args if a.np is not subject]
        new = state.new(at, clause, "comp")
        new.subject, new.how, new.verb = [subject], "subject", piece
    elif piece.tense == "past" and "D" in piece.tags and "N" in piece.tags:
        _participle(state, at, piece, "", "")
    else:
        new = state.new(at, clause, "coord", "")
        new.subject, new.how, new.verb = list(clause.subject), "loose", piece


def _joined_with(state: State, clause: Clause, piece: Phrase, separator: str) -> Clause:
    """The clause whose subject a verb behind a comma or "and" shares."""
    if separator != "and":
        return finite_ancestor(clause)
    if state.comma_and and "perfect" in piece.flags and clause.link in ("rel", "adv", "part"):
        found = auxiliary_ancestor(clause, state.comma_and)
        if found is not None:  # "had been in A, where ..., and had flown to B"
            return found
    if state.comma_and and clause.link in ("rel", "adv") and not _human(clause) and not _MOVES.isdisjoint(piece.kinds):
        above = clause.parent
        if above is not None and above.verb is not None and above.verb.tense in FINITE and _human(above):
            return above  # "goes on to Britain for ceremonies that mark the day, and will call in Singapore"
    return finite_ancestor(clause) if clause.link in NONFINITE_LINKS else clause


def _human(clause: Clause) -> bool:
    """Whether people are the subject."""
    return bool(clause.subject) and clause.subject[-1].what in HUMAN


def _joined(state: State, at: int, piece: Phrase, same: Clause) -> Clause:
    """A clause joined to `same`, with its subject."""
    parent = same.parent if same.link != "main" else None
    new = state.new(at, parent or same, "coord", "and")
    new.subject, new.how, new.verb, new.anchor = list(same.subject), same.how or "subject", piece, same.anchor
    return new


def _reduced(state: State, clause: Clause, piece: Phrase, at: int) -> bool:
    """Whether a past form is a reduced relative ("the plane seized in Rome left"): a finite verb still follows."""
    if piece.tense != "past" or "N" not in piece.tags or piece.flags or not clause.pre:
        return False
    head = clause.pre[-1][0]
    if head.what in _SELF and "v.report" not in piece.kinds:
        return False
    phrases = state.phrases
    following = phrases[at + 1] if at + 1 < len(phrases) else None
    if following is None or following.kind != "prep" or following.head not in _REDUCED_PREPS:
        return False
    for index in range(at + 2, min(len(phrases), at + _REDUCED_WINDOW)):
        later = phrases[index]
        if later.kind in _CLAUSE_BREAKS:
            return False
        if later.kind == "vg" and later.tense in FINITE:
            if _own_subject(phrases, index):  # "said on Friday he would come"
                return False
            new = state.new(at, clause, "part")
            new.subject, new.how, new.verb, new.anchor = [head], "reduced", piece, head
            return True
    return False


def _own_subject(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether the noun phrase before a verb can only be its subject: it follows a date or place, ungoverned."""
    if at < 2 or phrases[at - 1].kind != "np" or phrases[at - 1].what == "date":
        return False
    return phrases[at - 2].kind == "np"


def _bare_object(state: State, clause: Clause) -> Phrase | None:
    """The noun phrase right before that no preposition governs: the subject of a clause without "that"."""
    arg = clause.last_noun()
    return arg.np if arg is not None and not arg.prep and arg.np is state.after else None


# -- infinitives -------------------------------------------------------------------------------------------------------
def _infinitive(state: State, at: int, piece: Phrase, separator: str) -> None:
    clause, verb = state.current, state.current.verb
    if verb is None and clause.link == "main" and not clause.pre and not clause.args:
        state.new(at, clause, "inf").verb = piece  # "To mark the day, he flew ..."
    elif separator == "and" and verb is not None and clause.link == "inf":
        new = state.new(at, clause.parent, "inf", "and")
        new.subject, new.how, new.verb, new.anchor = clause.subject, clause.how, piece, clause.anchor
    elif separator == "and" and verb is not None and not _PLANS.isdisjoint(verb.flags):
        new = state.new(at, clause.parent or clause, "coord", "and")  # "is expected to meet X and to stop in Y"
        new.subject, new.how = list(clause.subject), clause.how
        piece.tense, piece.flags = verb.tense, piece.flags | verb.flags
        new.verb = piece
    else:
        noun = state.after
        if noun is not None and not (noun.kind == "np" and noun.what in ("noun", "event")):
            noun = None
        new = state.new(at, clause, "inf")
        new.verb, new.anchor = piece, noun
        new.subject, new.how = controller(clause, noun)


# -- participles and gerunds -------------------------------------------------------------------------------------------
def _participle(state: State, at: int, piece: Phrase, separator: str, prep: str) -> None:
    clause = state.current
    if prep:
        while state.prep_after == "," and prep in ("before", "after") and clause.link == "adv" and clause.parent:
            clause = clause.parent  # "he replied when asked whether X was dead, before boarding": he boarded
        new = state.new(at, clause, "ger", prep)
        new.subject, new.how = taken_over(clause, behind=True)
    elif clause.link == "adv" and clause.verb is None and not clause.pre:
        _give_participle(clause, piece)  # "while visiting Rome"
        return
    elif separator == "and" and piece.tense == "ppart" and (same := auxiliary_ancestor(clause, state.comma_and)):
        new = _joined(state, at, piece, same)
        if same.verb is not None:  # "had begun the day in A, ... and flown to B"
            piece.tense, piece.flags = same.verb.tense, piece.flags | (same.verb.flags & _SHARED_FLAGS)
    elif separator == "and" and clause.link in NONFINITE_LINKS and clause.verb is not None:
        new = state.new(at, clause.parent, clause.link, clause.marker)
        new.subject, new.how = list(clause.subject), clause.how
    elif not separator and (head := _adjacent_noun(state, at)) is not None:
        new = state.new(at, clause, "part", "reduced")
        new.subject, new.how, new.anchor = [head], "reduced", head
    else:
        new = state.new(at, clause, "part", separator)
        new.subject, new.how = taken_over(clause, behind=False)
    new.verb = piece


def _give_participle(clause: Clause, piece: Phrase) -> None:
    """The participle is the verb of a clause with "while" or "after"; its subject is that of the clause above."""
    clause.verb = piece
    above = clause.parent
    clause.subject, clause.how = (list(above.subject), "inherited") if above is not None and above.subject else ([], "")


def _adjacent_noun(state: State, at: int) -> Phrase | None:
    """The noun phrase right before a participle, if it is no date."""
    before = state.phrases[at - 1] if at else None
    return before if before is not None and before.kind == "np" and before.what != "date" else None

"""Looking ahead over the phrases: whether a verb, or a clause with its own subject, follows."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.syntax.clause import FINITE, HUMAN
from timeline.extract.syntax.phrase import Phrase

_COMMA = (",",)
_THINGS = frozenset(("place", "event"))
_INNER_MARKS = frozenset((",", "(", ")"))
_CLAUSE_WINDOW = 14
_VERB_WINDOW = 4
_JOINED_WINDOW = 8
_APPOSITION_WINDOW = 12


def verb_next(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether a finite verb comes before the next noun phrase ("who on Friday met ...")."""
    for index in range(at, min(len(phrases), at + _VERB_WINDOW)):
        piece = phrases[index]
        kind = piece.kind
        if kind == "vg":
            return piece.tense in FINITE or piece.tense == "ppart"
        if (kind == "np" and piece.what != "date") or (kind == "punct" and piece.words != _COMMA):
            return False
    return False


def clause_ahead(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether a subject and its finite verb come before the next mark or link ("before he left")."""
    subject = False
    end = min(len(phrases), at + _CLAUSE_WINDOW)
    for index in range(at, end):
        piece = phrases[index]
        kind = piece.kind
        if kind == "vg":
            if piece.tense in FINITE:
                return subject
            if not subject:
                return False
        elif kind == "np":
            if subject and piece.what in HUMAN and phrases[index - 1].what in _THINGS:
                return False  # "after Libya she will visit Tunisia"
            if piece.what != "date" and (index == 0 or phrases[index - 1].kind != "prep"):
                subject = True
        elif kind == "sub":
            return False
        elif kind == "rel":
            if subject:
                return True
        elif kind == "punct":
            if not subject and index == at and piece.words[0] in _INNER_MARKS:
                continue
            relative = index + 1 < end and phrases[index + 1].kind == "rel"
            return subject and relative and piece.words[0] in _INNER_MARKS
    return False


def own_clause(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether the noun phrase at `at`, behind a comma or "and", opens a clause of its own."""
    for index in range(at + 1, min(len(phrases), at + _JOINED_WINDOW)):
        piece = phrases[index]
        kind = piece.kind
        if kind == "vg":
            return piece.tense in FINITE
        if kind == "rel" or (kind == "punct" and piece.words == _COMMA):
            return phrases[at].what in HUMAN and late_verb(phrases, index)
        if kind in ("punct", "sub"):
            return False
    return False


def late_verb(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether a finite verb follows a closing comma ("and Wang, his deputy, went")."""
    for index in range(at + 1, min(len(phrases) - 1, at + _APPOSITION_WINDOW)):
        piece = phrases[index]
        if piece.kind == "punct":
            following = phrases[index + 1]
            return piece.words == _COMMA and following.kind == "vg" and following.tense in FINITE
    return False

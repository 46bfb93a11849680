"""Small words and marks between phrases: prepositions, conjunctions, subordinators, relative pronouns, punctuation."""

from __future__ import annotations

from timeline.extract.syntax.ahead import clause_ahead, verb_next
from timeline.extract.syntax.clause import Arg, ancestors
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.syntax.state import State

_ENDING = frozenset("there here abroad home recently now then once afar today elsewhere overseas".split())
"""Adverbs that a preposition can govern ("from there he flew", "until recently ambassador")."""
_ADVERBIAL_PREPS = frozenset(("before", "after", "since", "until", "till"))
_RESTARTING = frozenset((";", ":"))
_DASHES = frozenset(("—", "–", "-"))
_ASIDE = 20  # phrases; a longer aside is none
_QUOTES = frozenset(("open", "close"))
_POINTS_IN_TIME = frozenset(("from", "until", "since", "till"))
_ONWARD = frozenset(("then", "on", "onward", "onwards"))
_MOVES = frozenset(("v.go", "v.depart", "v.arrive", "v.visit", "v.return"))
_SPELLS = frozenset("morning afternoon evening night day week weekend month spring summer autumn winter".split())
_NAMED_BY_THAT = frozenset(("noun", "event", "party", "place", "vehicle"))


def read_adverb(state: State, at: int, piece: Phrase) -> None:
    """An adverb counts only behind a preposition, which it completes."""
    if state.prep and state.prep_at == at - 1 and piece.head in _ENDING:
        state.prep = ""


def read_conjunction(state: State, at: int, piece: Phrase) -> None:
    """ "and", "or", "as well as"."""
    state.comma_and = state.separator == ","
    state.separator = "and"


def read_preposition(state: State, at: int, piece: Phrase) -> None:
    """A preposition waits for its noun; of two in a row ("at around", "up to") the first stands."""
    if state.prep and state.prep_at == at - 1 and state.prep not in _POINTS_IN_TIME:
        state.prep_at = at
        return
    state.prep, state.prep_at = piece.head, at
    onward = at > 0 and state.phrases[at - 1].head in _ONWARD
    state.prep_after = state.separator or ("then" if onward else "")


def read_mark(state: State, at: int, piece: Phrase) -> None:
    """A comma parts members; a semicolon, a colon, a quotation mark or a dash before a clause begins a clause anew."""
    text = piece.words[0]
    if text == ",":
        state.separator = state.separator or ","
        state.prep = ""
    elif text in _RESTARTING or piece.head in _QUOTES or (text in _DASHES and clause_ahead(state.phrases, at + 1)):
        _restart(state, at, text)
    else:
        state.comma()


def _restart(state: State, at: int, text: str) -> None:
    """A new main clause, hung on the nearest clause with a verb."""
    state.prep, state.separator = "", ""
    before = state.current
    for above in ancestors(before):
        if before.verb is not None or before.link == "main":
            break
        before = above
    dated = text == ":" and all(a.np.what == "date" for a in before.args)  # "Wednesday: Cairo"
    if before.verb is None and not before.pre and (dated or not before.args):
        state.current = before
    else:
        state.new(at, before, "main", text)


def read_subordinator(state: State, at: int, piece: Phrase) -> None:
    """ "after" opens a clause in "after he landed", and is a preposition in "after the talks"."""
    word = piece.head
    if word in _ADVERBIAL_PREPS and not clause_ahead(state.phrases, at + 1):
        read_preposition(state, at, piece)
    elif word != "once" or clause_ahead(state.phrases, at + 1):
        state.push(at, "adv", word)


def read_relative(state: State, at: int, piece: Phrase) -> None:
    """A relative clause and its antecedent, or a clause of what is said ("said that he would come")."""
    word, after = piece.head, state.after
    aside = _before_aside(state, at)
    anchor = aside or _antecedent(state)
    if word == "where" and anchor is not None and anchor.what == "date":
        anchor = _place_before(state, anchor) or anchor
    if word == "that" and _points(state, at):
        return
    if word == "that":
        named = anchor if aside or (after is not None and after.what in _NAMED_BY_THAT) else None
        if named is None or _tells_content(state, at, named):
            state.push(at, "comp", word).anchor = named
            return
    if word == "where" and (after is None or after.kind != "np") and not _again_where(state, at):
        state.push(at, "adv", word)
        return
    if word == "where" and (after is None or after.kind != "np"):
        return
    prep = state.prep
    clause = state.push(at, "rel", word)
    clause.anchor = anchor
    if anchor is None:
        return
    if word == "where" or (word == "which" and prep):
        if anchor.what == "place":
            clause.args.append(Arg("in" if word == "where" else prep, anchor, at, fronted=True, before="where"))
        elif anchor.what == "event":
            clause.args.append(Arg("at", anchor, at, fronted=True, before="where"))
    elif verb_next(state.phrases, at + 1):
        clause.subject, clause.how = [anchor], "who"
    elif anchor.what == "place":
        clause.args.append(Arg("", anchor, at, fronted=True, before="which"))


def _points(state: State, at: int) -> bool:
    """Whether "that" points at the noun behind it ("left that city by air", "flew to the capital that evening")."""
    phrases = state.phrases
    if at == 0 or at + 1 >= len(phrases) or phrases[at + 1].kind != "np":
        return False
    closed = at + 2 >= len(phrases) or phrases[at + 2].kind == "punct"
    if not closed and verb_next(phrases, at + 2):
        return False
    before, pointed = phrases[at - 1], phrases[at + 1]
    moved = before.kind == "vg" and not before.kinds.isdisjoint(_MOVES)
    return moved or (len(pointed.words) == 1 and pointed.head in _SPELLS)


def _before_aside(state: State, at: int) -> Phrase | None:
    """The noun phrase before an aside between dashes; of a journey's place the journey ("a trip to Asia - ... - that").

    None where no aside ends right before the token at `at`.
    """
    phrases = state.phrases
    if at < 3 or not _is_dash(phrases[at - 1]):
        return None
    first = next((i for i in range(at - 2, max(0, at - _ASIDE), -1) if _is_dash(phrases[i])), 0)
    piece = phrases[first - 1] if first else None
    if piece is None or piece.kind != "np":
        return None
    near = (a for c in state.clauses[-2:] for a in c.args[-_ASIDE:])
    arg = next((a for a in near if a.np is piece), None)
    return arg.noun if arg is not None and arg.noun is not None else piece


def _is_dash(piece: Phrase) -> bool:
    return piece.kind == "punct" and piece.words[0] in _DASHES


def _tells_content(state: State, at: int, anchor: Phrase) -> bool:
    """Whether "that" tells what a noun holds or goes on with its own subject ("the hope that he will come")."""
    if anchor.what not in ("noun", "event") or verb_next(state.phrases, at + 1):
        return False
    return clause_ahead(state.phrases, at + 1)


def _again_where(state: State, at: int) -> bool:
    """Open the second clause of "in Seoul, where he was and where he will go", and tell whether there was a first."""
    if state.separator != "and":
        return False
    before = state.current
    for clause in (before, *ancestors(before)):
        if clause.link == "rel" and clause.marker == "where" and clause.anchor is not None:
            again = state.new(at, clause.parent, "rel", "where")
            again.anchor = clause.anchor
            if clause.anchor.what == "place":
                again.args.append(Arg("in", clause.anchor, at, fronted=True, before="where"))
            return True
    return False


def _place_before(state: State, day: Phrase) -> Phrase | None:
    """The place that a day stands behind ("Minsk, on Saturday, where he will be received")."""
    args = state.current.args
    if len(args) > 1 and args[-1].np is day and args[-2].np.what == "place":
        return args[-2].np
    return None


def _antecedent(state: State) -> Phrase | None:
    """The noun phrase before a relative pronoun and its preposition ("the town in which").

    Behind "Lavrov, the minister, who" it is the person, not the apposition.
    """
    after, pre = state.after, state.current.pre
    if state.prep and state.prep_at > 1:
        after = state.phrases[state.prep_at - 1]
        if after.kind == "punct":  # "Rome, in which"
            after = state.phrases[state.prep_at - 2]
    if after is None or after.kind != "np":
        return None
    apposition = len(pre) > 1 and pre[-1][0] is after and pre[-1][1] == "," and after.what in ("noun", "office")
    return pre[-2][0] if apposition and pre[-2][0].what == "person" else after

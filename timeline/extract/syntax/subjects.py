"""Who does what a verb says: the subject among the noun phrases before it, or one taken over from another clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline.extract.syntax.clause import FINITE, HUMAN, Arg, Clause, ancestors
from timeline.extract.syntax.phrase import Phrase

_THINGS = frozenset(("noun", "event"))


def subject_of(clause: Clause) -> tuple[list[Phrase], str]:
    """The subject of a clause that got its verb, and where it comes from: appositions dropped, lists kept whole."""
    if clause.pre:
        return _chosen(clause.pre), "subject"
    parent = clause.parent
    if parent is not None and clause.link in ("coord", "adv"):
        return list(parent.subject), "inherited"
    return [], "none"


def _chosen(pre: Sequence[tuple[Phrase, str]]) -> list[Phrase]:
    if len(pre) == 1:
        return [pre[0][0]]
    last_and = max((i for i, (_, separator) in enumerate(pre) if separator == "and"), default=-1)
    chosen = [pre[0][0]]
    for index in range(1, len(pre)):
        piece, separator = pre[index]
        if separator == "and":
            chosen.append(piece)
        elif separator != ",":
            chosen = [piece]
        elif last_and >= index and _listed(chosen[-1], piece):
            chosen.append(piece)
        elif _replaces(chosen, piece, last_and >= index):
            chosen = [piece]
    return chosen


def _listed(before: Phrase, piece: Phrase) -> bool:
    """Whether a noun phrase behind a comma is one more of a list that ends with "and"."""
    return piece.what == before.what == "place" or (piece.what in HUMAN and before.what in HUMAN)


def _replaces(chosen: list[Phrase], piece: Phrase, joined: bool) -> bool:
    """Whether what stood before the comma only leads up to the subject ("The minister, Wang Yi"; "Rome, he said")."""
    before = chosen[-1].what
    if piece.what == "person" and before == "office" and len(chosen) == 1:
        return True
    if before in _THINGS and piece.what in HUMAN and len(chosen) == 1 and not joined:
        return True
    return before == "place" and piece.what != "place"


def give_verb(clause: Clause, verb: Phrase, dependents: Iterable[Clause]) -> None:
    """The clause gets its verb and with it its subject; what stood before the verb is fronted.

    `dependents` hang on it; participles and infinitives among them waited for the subject ("while visiting Rome, he").
    """
    clause.verb = verb
    if not clause.subject:
        clause.subject, clause.how = subject_of(clause)
    for arg in clause.args:
        arg.fronted = True
    if clause.pre:  # "Niue and Micronesia he will visit"
        places = [p for p, _ in clause.pre if p.what == "place"]
        if places and any(p.what in HUMAN for p in clause.subject):
            clause.args += [Arg("", p, p.first, fronted=True, before="^") for p in places]
    for dependent in dependents:
        if not dependent.subject and dependent.verb is not None and dependent.verb.tense not in FINITE:
            dependent.subject, dependent.how = clause.subject, "ahead"


def controller(clause: Clause, noun: Phrase | None) -> tuple[list[Phrase], str]:
    """Who does what an infinitive says: the owner of its noun, the object of asking, else the subject."""
    if noun is not None and noun.owner is not None and noun.owner.what in HUMAN:
        return [noun.owner], "owner"
    verb = clause.verb
    if verb is not None and ("v.ask" in verb.kinds or "v.carry" in verb.kinds):
        objects = [a.np for a in clause.args if not a.prep and a.np.what in HUMAN]
        if objects:
            return objects, "asked"
        if "passive" in verb.flags:
            return list(clause.subject), clause.how or "subject"
    if not clause.subject and clause.pre:
        return [p for p, _ in clause.pre], "subject"
    return list(clause.subject), clause.how or "none"


def taken_over(clause: Clause, behind: bool) -> tuple[list[Phrase], str]:
    """The subject of a participle or gerund, taken from the clause it hangs on.

    `behind` tells that it hangs on that clause itself (a gerund behind a preposition), not on any above.
    """
    source = clause
    if not behind:
        for above in ancestors(clause):
            if source.subject:
                break
            source = above
    if source.subject:
        return list(source.subject), "inherited"
    if clause.pre:
        return [clause.pre[-1 if behind else 0][0]], "inherited"
    return [], ""


def settle_verbless(clause: Clause) -> None:
    """A clause that got no verb: its persons are the subject, the rest are items."""
    if not clause.pre:
        return
    clause.subject, clause.how = [p for p, _ in clause.pre if p.what in HUMAN], "verbless"
    for piece, separator in clause.pre:
        if piece.what not in HUMAN:
            clause.args.append(Arg("", piece, piece.first, fronted=True, before="item" + separator))

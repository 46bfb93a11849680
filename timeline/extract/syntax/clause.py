"""A clause and its arguments, and the ways up from a clause to those it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline.extract.syntax.phrase import Phrase

FINITE = frozenset(("past", "pres", "fut", "cond"))
HUMAN = frozenset(("person", "office", "pronoun", "party"))
NONFINITE_LINKS = frozenset(("inf", "ger", "part"))
SETTLEMENTS = frozenset(
    "city town village capital port resort suburb island base district neighbourhood neighborhood state province region"
    " garrison oasis enclave township borough spa hamlet area atoll".split()
)
_DEPTH = 40
"""Levels that a search goes up; prose does not nest deeper, and a longer walk would cost time on junk only."""
_OPEN_LINKS = frozenset(("adv", "rel", "comp", "main", "coord"))
_DEPENDENT_LINKS = frozenset(("rel", "part", "ger", "inf"))


@dataclass(slots=True, eq=False)
class Arg:
    """A noun phrase of a clause: `prep` is empty for an object; `noun` the noun of travel or meeting it hangs on."""

    prep: str
    np: Phrase
    at: int
    noun: Phrase | None = None
    head: Arg | None = None  # the first member of the list it belongs to
    fronted: bool = False
    before: str = ""  # the word left of the preposition
    left: str = ""  # what kind of phrase that word ends


@dataclass(slots=True, eq=False)
class Clause:
    """One clause. `link` tells how it hangs on `parent`: main, coord, rel, comp, adv, inf, ger, part or gap.

    `how` tells where the subject comes from: subject, who, inherited, ahead, reduced, owner, asked, loose, verbless
    or none.
    """

    number: int
    first: int
    parent: Clause | None = None
    link: str = "main"
    marker: str = ""
    subject: list[Phrase] = field(default_factory=list)
    how: str = ""
    verb: Phrase | None = None
    args: list[Arg] = field(default_factory=list)
    pre: list[tuple[Phrase, str]] = field(default_factory=list)
    """The noun phrases before the verb, each with the comma or conjunction before it."""
    anchor: Phrase | None = None  # the noun phrase that a relative or an infinitive hangs on
    human: bool = False  # whether a person is among `pre`

    def wait(self, piece: Phrase, separator: str) -> None:
        """Note a noun phrase before the verb."""
        self.pre.append((piece, separator))
        if piece.what in HUMAN:
            self.human = True

    def last_noun(self) -> Arg | None:
        """The last argument that is no date."""
        for arg in reversed(self.args):
            if arg.np.what != "date":
                return arg
        return None

    def __repr__(self) -> str:
        args = ", ".join(
            f"{a.prep}:{a.np.head}" + (f"<{a.noun.head}" if a.noun else "") + ("*" if a.head else "") for a in self.args
        )
        parent = self.parent.number if self.parent else "-"
        link = f"{self.link} {self.marker}" if self.marker else self.link
        subject = "+".join(p.head for p in self.subject)
        return f"{self.number}({link} of {parent}) [{subject}|{self.how}] {self.verb} ({args})"


def ancestors(clause: Clause) -> Iterator[Clause]:
    """The clauses above, the nearest first."""
    above = clause.parent
    for _ in range(_DEPTH):
        if above is None:
            return
        yield above
        above = above.parent


def waiting(clause: Clause) -> Clause | None:
    """The nearest clause above that still lacks its verb."""
    for above in ancestors(clause):
        if above.verb is None and (above.pre or above.link in _OPEN_LINKS):
            return above
        if above.link == "main":
            return None
    return None


def finite_ancestor(clause: Clause) -> Clause:
    """The clause with a finite verb that a new verb is joined with: itself, or the nearest independent one above."""
    found = clause
    for above in ancestors(clause):
        finite = found.verb is not None and found.verb.tense in FINITE and found.link not in _DEPENDENT_LINKS
        if finite or found.link == "main":
            break
        found = above
    return found


def auxiliary_ancestor(clause: Clause, outermost: bool) -> Clause | None:
    """The clause whose auxiliary a bare participle behind "and" shares ("had met A and flown to B")."""
    found: Clause | None = None
    for above in (clause, *ancestors(clause)):
        verb = above.verb
        if verb is not None and verb.tense != "ger" and ("perfect" in verb.flags or "passive" in verb.flags):
            found = above
            if not outermost:
                break
    return found

"""What a sentence says of its persons by its form alone, worked out once for all walks through its story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.phrase import Phrase


@dataclass(slots=True)
class Turn:
    """A clause. `fixed` are the persons of its subject, None where these depend on what was said before."""

    clause: Clause
    named: list[Sequence[int]]
    """The persons named before its subject."""
    pieces: Sequence[Phrase]
    owners: list[Phrase]
    tellers: list[Sequence[Phrase]] | None
    """If it is quoted: the subjects of those clauses of the sentence that tell who says so."""
    fixed: tuple[int, ...] | None
    moving: bool
    aside: bool
    """A quoted main clause, whose subject the next sentence need not mean."""
    leading: bool
    host: bool
    social: bool
    """It may tell who travels with whom."""
    heads: bool
    """It tells who leads a delegation."""
    carries: str = ""
    """The sex of the pronoun that its verb takes somewhere ("On Friday Eisenhower takes him to Camp David")."""
    told: tuple[int, ...] = ()
    """The persons that its verb has as objects by name, whom a pronoun as its subject cannot mean."""


@dataclass(slots=True)
class Course:
    """The turns of a sentence, and the persons named behind its last subject.

    `idle`: nobody is named or can be meant; `crowd`: the leading turn where its subject is several people;
    `heading`: the persons of a heading that opens the sentence.
    """

    turns: list[Turn]
    named: list[Sequence[int]]
    idle: bool
    crowd: Turn | None
    heading: tuple[int, ...]


@dataclass(slots=True)
class Walked:
    """A walk through a story: what it rested on, and where the discourse stood at each sentence and at the end."""

    basis: tuple[Any, ...]
    stands: list[tuple[Any, ...]]
    end: tuple[Any, ...]

"""A phrase of a sentence, and the mentions that the scanner is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline.extract.syntax.word import NONE

Mention = tuple[int, int, str, Any]
"""Start, end, kind (P person, L place, D date) and what is known of it."""


@dataclass(slots=True, eq=False)
class Phrase:
    """A phrase, from token `first` to token `last`. `kind`: np, vg, prep, cc, sub, rel, punct, adv.

    A noun phrase's `what` is person, office, pronoun, place, date, event, vehicle, party or noun; `head` its last word;
    `owner` the phrase in the genitive before it; `attrs` the places, dates and demonyms that qualify it. A verb group's
    `head` is its lemma (with particle), `tense` one of past, pres, fut, cond, inf, ger, ppart; `flags` tell of its
    auxiliaries: "is expected to visit" is `visit`, pres, with the flags "planned" and "is expected".
    """

    kind: str
    first: int
    last: int
    head: str = ""
    what: str = ""
    data: Any = None
    words: tuple[str, ...] = ()
    quoted: bool = False
    owner: Phrase | None = None
    attrs: Sequence[Phrase] = ()
    kinds: frozenset[str] = NONE
    tense: str = ""
    flags: frozenset[str] = NONE
    tags: str = ""
    definite: bool = False

    def __repr__(self) -> str:
        return (
            f"<{self.kind} {self.head or ' '.join(self.words)} {self.what}{self.tense} {' '.join(sorted(self.flags))}>"
        )

"""The clauses of a sentence: verbs with their subjects, objects and prepositional phrases, and how clauses are joined.

One pass over the phrases. A clause waits for its verb; relative and subordinate clauses are pushed and left again at
their end; a verb without a subject of its own takes that of the clause it is joined with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.extract.syntax import links
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.nominals import read_noun_phrase
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.syntax.predicates import read_verb_group
from timeline.extract.syntax.state import State
from timeline.extract.syntax.subjects import settle_verbless

_READERS: dict[str, Callable[[State, int, Phrase], None]] = {
    "np": read_noun_phrase,
    "vg": read_verb_group,
    "prep": links.read_preposition,
    "punct": links.read_mark,
    "cc": links.read_conjunction,
    "adv": links.read_adverb,
    "sub": links.read_subordinator,
    "rel": links.read_relative,
}
_PASSED_OVER = frozenset(("punct", "cc", "adv"))


class Builder:
    """Builds the clauses of one sentence from its phrases."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._state = State(phrases)

    def clauses_of(self) -> list[Clause]:
        """The clauses in order of their beginning; those that stayed empty are left out."""
        state = self._state
        for at, piece in enumerate(state.phrases):
            kind = piece.kind
            _READERS[kind](state, at, piece)
            if kind not in _PASSED_OVER:
                state.after = piece
        for clause in state.clauses:
            if clause.verb is None:
                settle_verbless(clause)
        return [c for c in state.clauses if c.verb is not None or c.args or c.subject]

"""Parts of a corpus that can be assembled apart, so that no process needs to hold all of it.

The traveller of an event is settled among the names that end in the same word, and a first name ("Xi", "Prince
Mohammed") that is nobody's surname among the full names of its own document. So events whose names end in the same
word form a block, and first names join the blocks of the surnames beside them. Assembling the blocks one by one gives
the trips that assembling all events at once gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from timeline.assemble.names import is_full, strip_titles, tokenised
from timeline.records import TripEvent


@dataclass(slots=True)
class Surnames:
    """What documents tell of names: the first words that stand before each surname, and the surnames of the full
    names that stand in one document with a name of a single word.

    `scattered` holds the names by source where a source's events may come in several calls.
    """

    firsts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beside: set[tuple[str, str]] = field(default_factory=set)
    scattered: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, events: Iterable[TripEvent], *, whole: bool) -> None:
        """Add the names of some events; `whole` says that no other call brings events of the same sources."""
        by_source: dict[str, set[str]] = defaultdict(set)
        for event in events:
            by_source[event.evidence.source].add(event.traveller)
        for source, names in by_source.items():
            if whole:
                self._note(names)
            else:
                self.scattered[source] |= names

    def _note(self, names: Iterable[str]) -> None:
        tokens = [_tokens(name) for name in names]
        full = [found for found in tokens if is_full(found)]
        for found in full:
            self.firsts[found[-1]].add(found[0])
        self.beside |= {(t[0], other[-1]) for t in tokens if len(t) == 1 for other in full}

    def add(self, other: Surnames) -> None:
        """Take over what other documents tell."""
        for surname, firsts in other.firsts.items():
            self.firsts[surname] |= firsts
        self.beside |= other.beside
        for source, names in other.scattered.items():
            self.scattered[source] |= names

    def thinned(self) -> Surnames:
        """Without what cannot matter any more: a single word that is a surname in these documents is one in all."""
        beside = {(one, other) for one, other in self.beside if one not in self.firsts}
        return Surnames(self.firsts, beside, self.scattered)

    def joined(self) -> dict[str, str]:
        """The name of the block for each last word that does not stand for a block of its own."""
        for names in self.scattered.values():
            self._note(names)
        parent: dict[str, str] = {}

        def root(word: str) -> str:
            while (above := parent.get(word, word)) != word:
                word = above
            return word

        for one, surname in sorted(self.thinned().beside):
            if one in self.firsts[surname]:
                first, second = sorted((root(one), root(surname)))
                parent[second] = first
        return {word: root(word) for word in parent}


@lru_cache(maxsize=100_000)
def _tokens(name: str) -> tuple[str, ...]:
    return tokenised(strip_titles(name))


def block(traveller: str, joined: dict[str, str]) -> str:
    """The block of an event by its traveller's name; `joined` is that of all documents' `Surnames`."""
    last = _tokens(traveller)[-1]
    return joined.get(last, last)

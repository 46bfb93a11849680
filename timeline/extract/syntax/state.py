"""The state of building the clauses of one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.syntax.clause import NONFINITE_LINKS, Clause
from timeline.extract.syntax.phrase import Phrase


class State:
    """The clauses so far, the one that is being filled, and what was read since the last phrase that counts.

    `prep` is the preposition that waits for its noun, `separator` the comma or conjunction in between, `after` the
    phrase before the current one (marks, conjunctions and adverbs apart).
    """

    __slots__ = (
        "after",
        "clauses",
        "comma_and",
        "current",
        "dependents",
        "events",
        "phrases",
        "prep",
        "prep_after",
        "prep_at",
        "separator",
    )

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = phrases
        self.clauses: list[Clause] = []
        self.dependents: dict[int, list[Clause]] = {}  # what may wait for the subject of a clause, by its number
        self.events = False  # whether a noun of travel or meeting has been read
        self.prep = ""
        self.prep_at = -1
        self.prep_after = ""  # what stood before the preposition
        self.comma_and = False  # whether a comma stood before the last conjunction
        self.separator = ""
        self.after: Phrase | None = None
        self.current = self.new(0)

    def new(self, at: int, parent: Clause | None = None, link: str = "main", marker: str = "") -> Clause:
        """A clause that begins at phrase `at`, made the current one."""
        clause = Clause(len(self.clauses), at, parent, link, marker)
        self.clauses.append(clause)
        if parent is not None and (link == "adv" or link in NONFINITE_LINKS):
            self.dependents.setdefault(parent.number, []).append(clause)
        self.current = clause
        return clause

    def push(self, at: int, link: str, marker: str) -> Clause:
        """A clause inside the current one, opened by the link at phrase `at`."""
        self.prep, self.separator = "", ""
        return self.new(at, self.current, link, marker)

    def comma(self) -> None:
        """Note a comma or another mark inside a clause."""
        self.separator, self.prep = ",", ""

    def word_left(self, at: int) -> str:
        """The word before phrase `at`, "^" at the beginning of the sentence."""
        if at < 1:
            return "^"
        piece = self.phrases[at - 1]
        return piece.words[-1] if piece.words else piece.head

"""Which dates of a sentence go with which of its places."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.clauses import Clauses
from timeline.extract.frames import BE, Frame
from timeline.extract.tokens import Chunk

_JOINED = (["to"], ["until"], ["through"], ["and"], ["-"], ["–"], ["till"], ["or"])
EDGES = ("end", "begin", "began", "start", "wrap", "conclud", "finish", "open", "kick")
_MOTION = frozenset(("v.go", "v.arrive", "v.visit", "v.return", "v.depart"))


class Dates:
    """Hands the dates of one sentence to its frames."""

    def __init__(self, clauses: Clauses, frames: Sequence[Frame]) -> None:
        self.clauses = clauses
        self.chunks = clauses.chunks
        self.frames = frames
        self.dates = [i for i, c in enumerate(self.chunks) if c.kind == "D" and not self._reporting(i)]
        self.taken: set[int] = set()

    def assign(self) -> None:
        """Fill in `dates` and `date_how` of the frames: dates behind a place, between cue and place, before the cue."""
        for number, frame in enumerate(self.frames):
            self._around(frame, self.frames[number + 1 :])
        for frame in self.frames:
            if not frame.dates:
                self._front(frame)
        self._share()

    def _reporting(self, index: int) -> bool:
        """Whether the date at `index` tells when something was said ("said on Thursday")."""
        for left in range(index - 1, max(-1, index - 6), -1):
            piece = self.chunks[left]
            if piece.kind == "V":
                return "v.report" in piece.kinds and "v.presence" not in piece.kinds
            if piece.kind == "L" or piece.text in ",;:()":
                return False
        return False

    def edge(self, date: int) -> int:
        """The verb of beginning or ending that the date goes with ("ending on Nov. 14"), -1 for none."""
        at = date - 1 if date and self.chunks[date - 1].kind == "V" else date - 2
        if at >= 0 and self.chunks[at].text.startswith(EDGES) and "v.stay" in self.chunks[at].kinds:
            return at
        return -1

    def _around(self, frame: Frame, later: Sequence[Frame]) -> None:
        following = next((f.index for f in later if not f.container), len(self.chunks))
        after = [d for d in self.dates if frame.index < d < self._clause_end(frame.index, following)]
        after = [d for d in after if self.edge(d) in (-1, frame.cue)]
        between = [d for d in self.dates if 0 <= frame.cue < d < frame.index] if not frame.fronted else []
        if between and frame.head < 0 and after and frame.index - between[-1] <= 3 and after[0] - frame.index > 4:
            after = []  # "on Monday in Oslo for talks that end on Friday"
        if after and self._fronted(frame) and self._purpose(frame.index, after[0]):
            after = []  # "The same evening he continues to Addis Ababa for a speech on Thursday"
        if after and (not between or frame.head >= 0 or after[0] - frame.index <= 4):
            self._give(frame, after, "after")
        elif between and frame.head < 0:
            self._give(frame, between, "between")
        elif frame.item and frame.index and self.chunks[frame.index - 1].kind == "D":
            self._give(frame, [frame.index - 1], "before")

    def _fronted(self, frame: Frame) -> bool:
        """Whether a date opens the sentence before the frame's cue."""
        return frame.cue > 0 and any(d < min(frame.cue, 3) for d in self.dates)

    def _purpose(self, place: int, date: int) -> bool:
        """Whether the date belongs to what the visit is for, not to the visit."""
        return any(self.chunks[i].text in ("for", "ahead", "before") for i in range(place + 1, date))

    def _give(self, frame: Frame, indices: list[int], how: str) -> None:
        found = self._span(indices)
        frame.dates, frame.date_how = [self.chunks[i] for i in found], how
        self.taken.update(found)

    def _clause_end(self, index: int, limit: int) -> int:
        for at in range(index + 1, limit):
            piece = self.chunks[at]
            if piece.text in (";", ":", "(", "—", "–"):
                return limit if piece.text == "(" and at + 1 < limit and self.chunks[at + 1].kind == "D" else at
            if piece.text in ("before", "after") and at + 1 < limit and self.chunks[at + 1].kind == "V":
                return at
            if piece.text == "," and self.clauses.clause_start(at + 1):
                return at
            if piece.kind == "V" and _MOTION & piece.kinds:
                return at
        return limit

    def _span(self, indices: list[int]) -> list[int]:
        """The first date, and the one that closes its range ("from Feb 28 to March 3", "July 8 and 9")."""
        found = indices[:1]
        if len(indices) > 1 and [c.text for c in self.chunks[indices[0] + 1 : indices[1]]] in _JOINED:
            found.append(indices[1])
        return found

    def _front(self, frame: Frame) -> None:
        """A date left of the cue ("On Monday he flies to Santiago") goes to the first undated place of that cue."""
        if frame.opening:
            self._opening(frame)
            return
        if frame.cue < 0:
            return
        low = max((i for i in range(frame.cue) if self.chunks[i].text in (";", "(", "—", '"', "“", "”")), default=-1)
        limit = min(frame.cue, frame.index)
        before = [d for d in self.dates if low < d < (frame.index if frame.fronted else limit) and d not in self.taken]
        if frame.fronted and not before:
            before = [
                d
                for d in self.dates
                if frame.index < d < self._clause_end(frame.cue, len(self.chunks)) and d not in self.taken
            ]
        if not before or self._between_places(before[-1], limit):
            return
        if self._of_the_telling(before[-1], frame.cue):
            return
        pair = self._span(before[-2:])
        self._give(frame, pair if len(pair) > 1 else before[-1:], "front")

    def _of_the_telling(self, date: int, cue: int) -> bool:
        """Whether the date goes with the verb of a clause before "that" ("said on leaving on Friday that ...")."""
        linked = any(self.chunks[i].text == "that" for i in range(date, cue))
        return linked and any(self.chunks[i].kind == "V" for i in range(date))

    def _opening(self, frame: Frame) -> None:
        """The date of an opening phrase ("In Delhi on Sunday", "On Friday, in Oslo")."""
        near = [d for d in self.dates if d < frame.index or d <= frame.index + 3]
        if near:
            self._give(
                frame, near[-1:] if near[-1] < frame.index else [d for d in near if d > frame.index][:1], "front"
            )

    def _between_places(self, date: int, limit: int) -> bool:
        """Whether a place with a cue of its own stands between the date and the cue."""
        return any(date < f.index < limit and f.cue >= 0 and not f.fronted and not f.container for f in self.frames)

    def _share(self) -> None:
        """A date of a list belongs to all of it: a range bounds them ("to Egypt, Tunisia and Togo from Jan. 13")."""
        for head in [f for f in self.frames if f.head < 0 and not f.container]:
            members = [f for f in self.frames if (f.index == head.index or f.head == head.index) and not f.container]
            dated = [f for f in members if f.dates]
            if len(members) < 2 or len(dated) != 1:
                continue
            if head.item and head.cue >= 0 and self.chunks[head.cue].text in BE and not _is_range(dated[0].dates):
                for member in members:  # "Friday was Amman, Doha and Manama"
                    member.dates, member.date_how = dated[0].dates, "front"
                continue
            if dated[0] is members[-1] or (dated[0] is head and _is_range(head.dates)):
                for member in members:
                    member.dates, member.date_how = dated[0].dates, "list"


def _is_range(dates: Sequence[Chunk]) -> bool:
    first, last = dates[0].data.first, dates[-1].data.last
    return bool(first and last and (last - first).days > 1)

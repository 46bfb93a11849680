"""Frames: each place of a sentence with the cue that governs it, the preposition, the subject and the dates.

A frame is what a shallow reading of one clause gives, before anything is decided: *who* (subject chunks), *what* (the
cue), *how bound* (the preposition), *where* (the place chunk), *when* (date chunks) and the modality around it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.extract.clauses import HARD, Clauses
from timeline.extract.tokens import Chunk
from timeline.languages import Lexicon
from timeline.records import Place

_SOFT_LIST = frozenset(
    (
        "and",
        "then",
        "or",
        "&",
        "finally",
        "later",
        "next",
        "also",
        "lastly",
        "on",
        "as",
        "well",
        "possibly",
        "then",
        "with",
        "now",
    )
)
BE = frozenset("is are was were be been being 's 're".split())
_ELLIPSIS = frozenset(
    ("then", "on", "and", "onward", "onwards", "later", ",", "next", "finally", "thence", "from", "there", "back", "or")
)
HAVING = frozenset("has had have finds found find puts shows".split())
_BARRIERS = frozenset("despite amid amidst about against regarding concerning unlike like between".split())
_AFTER_PLACE = frozenset(
    "then after before until during where next later early late today tonight tomorrow yesterday alone together first"
    " last afterwards instead amid despite without between among because since while himself herself ahead only again"
    " this that these those they most some about against under above along behind beyond except like unlike near than"
    " when whether morning afternoon evening overnight twice once aboard following".split()
)
_LIGHT = frozenset(
    "also back now still already then later again just currently both all due expected home here there".split()
)
_OPEN_ITEM = frozenset((",", ";", ":", "and", "then", "|", "-", "–", "—", "(", "/", "•", "or", ".", "by"))


@dataclass(slots=True)
class Frame:
    """One place of one sentence and what governs it."""

    place: Chunk
    index: int
    prep: str = ""
    cue: int = -1
    fronted: bool = False
    head: int = -1  # the frame index of the list's first place, -1 for none
    subject: list[Chunk] = field(default_factory=list)
    subject_how: str = ""
    dates: list[Chunk] = field(default_factory=list)
    date_how: str = ""
    container: bool = False
    before: str = ""  # the word left of the preposition
    opening: bool = False  # stands before its clause ("In Bangalore, Mr Blair ...")
    attributive: bool = False  # qualifies what follows ("the U.S. presidential election", "Moscow troops")
    item: bool = False  # stands alone in a list or a programme, without preposition or verb
    reasons: list[str] = field(default_factory=list)


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` (a country, region or division) holds `inner` by its codes."""
    if outer.place_id == inner.place_id:
        return False
    if outer.kind == "country":
        return outer.country_code == inner.country_code
    if outer.kind in ("admin1", "admin2", "region"):
        return (
            outer.country_code == inner.country_code
            and outer.name in (inner.admin1, outer.name)
            and (not inner.admin1 or inner.admin1 == outer.name)
        )
    return False


def mark_containers(chunks: Sequence[Chunk]) -> set[int]:
    """Indices of places that only say where the place before them lies ("Tashkent, Uzbekistan")."""
    found: set[int] = set()
    places = [i for i, c in enumerate(chunks) if c.kind == "L"]
    for first, second in itertools.pairwise(places):
        inner, outer = chunks[first].data.place, chunks[second].data.place
        if inner is None or outer is None:
            continue
        between = [c.text for c in chunks[first + 1 : second]]
        near = len(between) <= 2 and all(w in (",", "in", "the", "(", "of") for w in between)
        if near and between and contains(outer, inner):
            found.add(second)
    return found


class Reader(Clauses):
    """Reads the frames of one sentence from its chunks."""

    def __init__(self, chunks: Sequence[Chunk], lexicon: Lexicon) -> None:
        super().__init__(chunks, lexicon)
        self.containers = mark_containers(chunks)

    def frames(self) -> list[Frame]:
        """One frame for each resolved place, in order of the text."""
        found: list[Frame] = []
        for index, piece in enumerate(self.chunks):
            if piece.kind != "L" or piece.data.place is None:
                continue
            frame = Frame(piece, index, container=index in self.containers)
            frame.attributive = self._attributive(index)
            self._bind(frame, found)
            found.append(frame)
        for frame in found:
            if frame.opening:
                frame.subject, frame.subject_how = self._following(frame)
            elif frame.cue >= 0:
                frame.subject, frame.subject_how = self._carried(frame) or self.subject(frame.cue)
        return found

    def _bind(self, frame: Frame, done: list[Frame]) -> None:
        left = self.before(frame.index)
        chunk = self.chunks[left] if left >= 0 else None
        previous = done[-1] if done else None
        if frame.place.text == "home":
            frame.prep, frame.before, frame.cue = "to", "home", max(0, frame.index - 1)
            return
        if frame.place.text == "here":
            frame.prep, frame.before = "in", chunk.text if chunk else "^"
            self._find_cue(frame, frame.index)
            return
        if chunk is not None and chunk.text in self.preps:
            frame.prep = chunk.text
            if left > 0 and self.chunks[left - 1].text in ("out", "away") and frame.prep == "of":
                frame.prep, left = "from", left - 1
            if left > 1 and [c.text for c in self.chunks[left - 2 : left + 1]] == ["by", "way", "of"]:
                frame.prep, left = "via", left - 2
            frame.before = self.chunks[left - 1].text if left else "^"
            self._find_cue(frame, left)
            return
        if previous is not None and self._continues(previous, frame, left):
            frame.prep, frame.cue, frame.fronted, frame.item = (
                previous.prep,
                previous.cue,
                previous.fronted,
                previous.item,
            )
            frame.before = previous.before
            frame.head = previous.index if previous.head < 0 else previous.head
            frame.reasons.append("list")
            return
        if chunk is not None and chunk.kind == "V":
            frame.cue = left
            return
        if chunk is not None and chunk.text in ("of",):
            frame.prep = "of"
            self._find_cue(frame, left)
            return
        if chunk is not None and chunk.text in BE and left and self.chunks[left - 1].kind == "D":
            frame.item, frame.cue = True, left  # "Friday was Amman, Doha and Manama"
            return
        if self._acts(frame.index):
            return
        if chunk is None or chunk.kind == "D" or chunk.text in _OPEN_ITEM:
            frame.item = True
            if chunk is not None and chunk.kind == "D":
                self._find_cue(frame, left)

    def _attributive(self, index: int) -> bool:
        """Whether the place only qualifies the noun or the person that follows it."""
        piece = self.chunks[index]
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if piece.possessive or following is None or piece.text in ("here", "home", "capital"):
            return False
        if following.kind == "P":
            return bool(piece.data.place.kind == "country" and following.data[0] != "pronoun")
        if following.kind not in "WN" or not following.text.isalpha() or len(following.text) < 4:
            return False
        plain = following.text in self.preps | self.boundaries | self.auxiliaries | _AFTER_PLACE
        return not plain and not following.text.endswith("ly") and not following.capital

    def _acts(self, index: int) -> bool:
        """Whether the place is the subject of a verb ("Washington has sought"): a government, not a stop."""
        if self.chunks[index].possessive:
            return True
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        return following is not None and (following.kind in "VM" or following.text in self.auxiliaries)

    def _continues(self, previous: Frame, frame: Frame, left: int) -> bool:
        """Whether the place goes on a list: only commas, dates and the like stand between it and the one before."""
        between = self.chunks[previous.index + 1 : left + 1]
        if not between or (previous.cue < 0 and not previous.prep and not previous.item):
            return False
        separators = 0
        for piece in between:
            if piece.text in (",", "and", "then", "or", "&", "to") or piece.kind == "L":
                separators += 1
            elif (
                piece.text in ("followed", "by")
                or piece.kind == "D"
                or piece.text in _SOFT_LIST
                or piece.text in self.preps
                or piece.text in ("the", "for", "a")
            ):
                continue
            else:
                return False
        return separators > 0

    def _find_cue(self, frame: Frame, prep_at: int) -> None:
        """The nearest cue left of the preposition inside the clause; for a fronted phrase the first verb after it."""
        left = prep_at - 1
        while left >= 0 and (
            self.chunks[left].text in _LIGHT or self.chunks[left].kind == "D" or self.chunks[left].kind == "M"
        ):
            left -= 1
        if left >= 0 and self.chunks[left].text in BE:
            frame.cue = left
            return
        if left > 0 and self.chunks[left].kind == "P" and self.chunks[left - 1].text in HAVING:
            frame.cue = left - 1  # "the programme has her in Juba"
            return
        left = prep_at - 1
        if (
            frame.prep in ("to", "into", "for", "via")
            and left >= 0
            and self.chunks[left].text in _ELLIPSIS
            and self._earlier_motion(frame, left)
        ):
            return
        steps = 0
        while left >= 0 and steps < 40:
            piece = self.chunks[left]
            if piece.text in HARD or piece.text in self.boundaries or piece.text in _BARRIERS:
                break
            if self._other_verb(left):
                break
            if piece.text == "," and self.clause_start(left + 1):
                break
            if piece.kind in "VN" and not (piece.kind == "N" and self._compound(left)):
                frame.cue = left
                return
            left -= 1
            steps += 1
        self._find_right(frame)

    def _other_verb(self, index: int) -> bool:
        """Whether an ordinary verb stands here, so that what follows hangs on it ("seeking help to rein in ...")."""
        piece = self.chunks[index]
        if piece.kind != "W" or not index or len(piece.text) < 4 or not piece.text.isalpha() or piece.capital:
            return False
        before = self.chunks[index - 1]
        if before.text == "to":
            return True
        if piece.text.endswith("ing") and len(piece.text) > 5:
            return before.kind in "PL," or before.text in ("and", "while", "after", "before", "by")
        return piece.text.endswith("ed") and before.kind == "P" and not before.possessive

    def _earlier_motion(self, frame: Frame, left: int) -> bool:
        """Bind "then to Sydney", "and on to Rome" to the verb of motion told before in the sentence."""
        if self.chunks[left].text in (",", "and", "or") and frame.prep != "to":
            return False
        for at in range(left, -1, -1):
            kinds = self.chunks[at].kinds
            if {"v.go", "v.arrive", "v.return", "v.depart", "v.visit", "v.carry"} & kinds or "n.visit" in kinds:
                frame.cue = at
                frame.reasons.append("ellipsis")
                return True
            if self.chunks[at].text in (";", "“", "”"):
                break
        return False

    def _compound(self, index: int) -> bool:
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        return (
            following is not None
            and following.kind == "W"
            and following.text not in self.preps
            and following.text.isalpha()
            and following.text not in self.auxiliaries
            and len(following.text) > 3
        )

    def _find_right(self, frame: Frame) -> None:
        lead = self.chunks[: frame.index]
        frame.opening = len(lead) < 12 and all(
            c.kind in "DL" or c.text in self.preps or c.text in (",", "and", "then", "the", "later", "but", "meanwhile")
            for c in lead
        )
        for index in range(frame.index + 1, min(frame.index + 25, len(self.chunks))):
            piece = self.chunks[index]
            if piece.text in HARD and piece.text not in "()":
                return
            if piece.text in self.boundaries and piece.text not in ("where", "when"):
                return
            if piece.text == "where":
                frame.reasons.append("where")
            if piece.kind == "V" and "v.report" not in piece.kinds:
                frame.cue, frame.fronted = index, True
                return

    def _following(self, frame: Frame) -> tuple[list[Chunk], str]:
        """The subject of the clause that an opening phrase belongs to."""
        for at in range(frame.index + 1, min(frame.index + 20, len(self.chunks))):
            piece = self.chunks[at]
            if piece.kind == "P" and not self.governed(at):
                return self.group(at), "opening"
            if piece.kind == "V" or piece.text in (";", "where"):
                break
        return [], "opening"

    def _carried(self, frame: Frame) -> tuple[list[Chunk], str] | None:
        """Whom a verb of carrying takes along: the person between it and the place, else whoever makes the trip."""
        if "v.carry" not in self.chunks[frame.cue].kinds and self.chunks[frame.cue].text not in HAVING:
            return None
        for at in range(frame.cue + 1, frame.index):
            if self.chunks[at].kind == "P" and not self.governed(at):
                return self.group(at), "carried along"
        if frame.cue and self.chunks[frame.cue - 1].text in BE:
            return None
        return ([], "other") if self.chunks[frame.cue].text.startswith(("send", "sent", "dispatch")) else ([], "trip")

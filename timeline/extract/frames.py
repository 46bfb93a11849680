"""Frames: each place of a sentence with the cue that governs it, the preposition, the subject and the dates.

A frame is what a shallow reading of one clause gives, before anything is decided: *who* (subject chunks), *what* (the
cue), *how bound* (the preposition), *where* (the place chunk), *when* (date chunks) and the modality around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.extract.tokens import Chunk
from timeline.languages import Lexicon
from timeline.records import Place

_HARD = frozenset(";:()–—\"“”|•")
_SOFT_LIST = frozenset(("and", "then", "or", "&", "finally", "later", "next", "also", "lastly", "on", "as", "well", "possibly", "then", "with", "now"))  # fmt: skip
BE = frozenset("is are was were be been being 's 're".split())
_SETTLEMENT = frozenset("city town village capital port resort suburb island base district neighbourhood neighborhood state province region garrison oasis enclave township borough spa hamlet".split())
_QUALIFIERS = frozenset("the a an nearby neighbouring neighboring southern northern eastern western central both cities historic old".split())
_ELLIPSIS = frozenset(("then", "on", "and", "onward", "onwards", "later", ",", "next", "finally", "thence", "from", "there", "back", "or"))
HAVING = frozenset("has had have finds found find sees saw puts put shows".split())
_LIGHT = frozenset("also back now still already then later again just currently both all due expected home here there".split())
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
    item: bool = False  # stands alone in a list or a programme, without preposition or verb
    reasons: list[str] = field(default_factory=list)


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` (a country, region or division) holds `inner` by its codes."""
    if outer.place_id == inner.place_id:
        return False
    if outer.kind == "country":
        return outer.country_code == inner.country_code
    if outer.kind in ("admin1", "admin2", "region"):
        return outer.country_code == inner.country_code and outer.name in (inner.admin1, outer.name) and (
            not inner.admin1 or inner.admin1 == outer.name
        )
    return False


def mark_containers(chunks: Sequence[Chunk]) -> set[int]:
    """Indices of places that only say where the place before them lies ("Tashkent, Uzbekistan", "Lajes in the Azores")."""
    found: set[int] = set()
    places = [i for i, c in enumerate(chunks) if c.kind == "L"]
    for first, second in zip(places, places[1:], strict=False):
        inner, outer = chunks[first].data.place, chunks[second].data.place
        if inner is None or outer is None:
            continue
        between = [c.text for c in chunks[first + 1 : second]]
        near = len(between) <= 2 and all(w in (",", "in", "the", "(", "of") for w in between)
        if near and between and contains(outer, inner):
            found.add(second)
    return found


class Reader:
    """Reads the frames of one sentence from its chunks."""

    def __init__(self, chunks: Sequence[Chunk], lexicon: Lexicon) -> None:
        self.chunks = chunks
        self.preps = lexicon.words["prepositions"]
        self.auxiliaries = lexicon.words["auxiliaries"]
        self.boundaries = lexicon.words["boundaries"]
        self.trip_words = lexicon.words["trip_subjects"]
        self.containers = mark_containers(chunks)
        self._subjects: dict[int, tuple[list[Chunk], str]] = {}

    def frames(self) -> list[Frame]:
        """One frame for each resolved place, in order of the text."""
        found: list[Frame] = []
        for index, piece in enumerate(self.chunks):
            if piece.kind != "L" or piece.data.place is None:
                continue
            frame = Frame(piece, index, container=index in self.containers)
            self._bind(frame, found)
            found.append(frame)
        for frame in found:
            if frame.opening:
                frame.subject, frame.subject_how = self._following(frame)
            elif frame.cue >= 0:
                frame.subject, frame.subject_how = self._carried(frame) or self.subject(frame.cue)
        self._date(found)
        return found

    # -- which cue governs a place -----------------------------------------------------------------------------
    def _before(self, index: int) -> int:
        """The index of the chunk left of a place, articles and qualifiers skipped."""
        left = index - 1
        if left > 0 and self.chunks[left].text in ("of", ",") and self.chunks[left - 1].text in _SETTLEMENT:
            left -= 1  # "in the Black Sea resort of Sochi", "in the capital, Doha"
        if self.chunks[left].text in _SETTLEMENT if left >= 0 else False:
            far = left - 1
            while far > left - 6 and far >= 0 and self.chunks[far].kind in "WNL" and self.chunks[far].text not in self.preps:
                far -= 1
            if far >= 0 and self.chunks[far].text in self.preps | {","} or far >= 0 and self.chunks[far].kind == "V":
                return far
        while left >= 0 and self.chunks[left].kind in "WN" and (
            self.chunks[left].text in _QUALIFIERS or "-" in self.chunks[left].text[1:-1]
        ):
            left -= 1
        return left

    def _bind(self, frame: Frame, done: list[Frame]) -> None:
        left = self._before(frame.index)
        chunk = self.chunks[left] if left >= 0 else None
        previous = done[-1] if done else None
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
            frame.prep, frame.cue, frame.fronted, frame.item = previous.prep, previous.cue, previous.fronted, previous.item
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
        if chunk is None or chunk.kind == "D" or chunk.text in _OPEN_ITEM:
            frame.item = True
            if chunk is not None and chunk.kind == "D":
                self._find_cue(frame, left)

    def _continues(self, previous: Frame, frame: Frame, left: int) -> bool:
        """Whether the place goes on a list: only commas, dates and the like stand between it and the one before."""
        between = self.chunks[previous.index + 1 : left + 1]
        if not between or (previous.cue < 0 and not previous.prep and not previous.item):
            return False
        separators = 0
        for piece in between:
            if piece.text in (",", "and", "then", "or", "&", "to") or piece.kind == "L":
                separators += 1
            elif piece.text in ("followed", "by") or piece.kind == "D" or piece.text in _SOFT_LIST or piece.text in self.preps or piece.text in ("the", "for", "a"):
                continue
            else:
                return False
        return separators > 0

    def _find_cue(self, frame: Frame, prep_at: int) -> None:
        """The nearest cue left of the preposition inside the clause; for a fronted phrase the first verb to its right."""
        left = prep_at - 1
        while left >= 0 and (self.chunks[left].text in _LIGHT or self.chunks[left].kind == "D" or self.chunks[left].kind == "M"):
            left -= 1
        if left >= 0 and self.chunks[left].text in BE:
            frame.cue = left
            return
        if left > 0 and self.chunks[left].kind == "P" and self.chunks[left - 1].text in HAVING:
            frame.cue = left - 1  # "the programme has her in Juba"
            return
        left = prep_at - 1
        if frame.prep in ("to", "into", "for", "via") and left >= 0 and self.chunks[left].text in _ELLIPSIS and self._earlier_motion(frame, left):
            return
        steps = 0
        while left >= 0 and steps < 40:
            piece = self.chunks[left]
            if piece.text in _HARD or piece.text in self.boundaries:
                break
            if piece.text == "," and self._clause_start(left + 1):
                break
            if piece.kind in "VN" and not (piece.kind == "N" and self._compound(left)):
                frame.cue = left
                return
            left -= 1
            steps += 1
        self._find_right(frame)

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

    def _clause_start(self, index: int) -> bool:
        """Whether a new clause with its own subject begins here: a person, then a verb before the next comma."""
        seen_person = False
        for piece in self.chunks[index : index + 8]:
            if piece.text == "," or piece.text in _HARD:
                return False
            if piece.kind == "P":
                seen_person = True
            elif piece.kind == "V" and seen_person:
                return True
        return False

    def _compound(self, index: int) -> bool:
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        return following is not None and following.kind == "W" and following.text not in self.preps and following.text.isalpha() and following.text not in self.auxiliaries and len(following.text) > 3  # fmt: skip

    def _find_right(self, frame: Frame) -> None:
        lead = self.chunks[: frame.index]
        frame.opening = len(lead) < 12 and all(
            c.kind in "DL" or c.text in self.preps or c.text in (",", "and", "then", "the", "later", "but", "meanwhile") for c in lead
        )
        for index in range(frame.index + 1, min(frame.index + 25, len(self.chunks))):
            piece = self.chunks[index]
            if piece.text in _HARD and piece.text not in "()":
                return
            if piece.text in self.boundaries and piece.text not in ("where", "when"):
                return
            if piece.text == "where":
                frame.reasons.append("where")
            if piece.kind == "V" and "v.report" not in piece.kinds:
                frame.cue, frame.fronted = index, True
                return

    # -- who is the subject of a cue ---------------------------------------------------------------------------
    def subject(self, cue: int) -> tuple[list[Chunk], str]:
        """The subject chunks of the cue at index `cue`, and how they were found."""
        if cue not in self._subjects:
            self._subjects[cue] = ([], "none")  # a cue that leads back to itself has no subject
            self._subjects[cue] = self._noun_subject(cue) if self.chunks[cue].kind == "N" else self._verb_subject(cue)
        return self._subjects[cue]

    def _noun_subject(self, cue: int) -> tuple[list[Chunk], str]:
        """The traveller of "Blinken's visit", "a visit by Blinken", or of the verb that has the noun as its object."""
        for left in range(cue - 1, max(-1, cue - 6), -1):
            piece = self.chunks[left]
            if piece.kind == "P" and (piece.possessive or piece.text in ("his", "her", "their")):
                return [piece], "possessor"
            if piece.kind == "V" or piece.text in "," or piece.text in self.boundaries:
                break
            if piece.kind == "L" and piece.possessive:
                break
        for right in range(cue + 1, min(cue + 10, len(self.chunks) - 1)):
            if self.chunks[right].kind == "V" or self.chunks[right].text in _HARD:
                break
            if self.chunks[right].text in ("by", "of") and self._person_near(right + 1):
                return self._group(self._person_near(right + 1) or right), "by"
        for left in range(cue - 1, -1, -1):
            piece = self.chunks[left]
            if piece.text in _HARD:
                break
            if piece.kind == "V":
                found = self.subject(left)
                if "v.report" in piece.kinds and found[1] != "possessor":
                    return [], "main"
                if "v.hosted" in piece.kinds and "v.presence" not in piece.kinds:
                    return self.objects(left) or found[0], "object"
                return found
            if piece.kind == "P" and not self.governed(left):
                return self._group(left), "subject"
        return [], "main"

    def _following(self, frame: Frame) -> tuple[list[Chunk], str]:
        """The subject of the clause that an opening phrase belongs to."""
        for at in range(frame.index + 1, min(frame.index + 20, len(self.chunks))):
            piece = self.chunks[at]
            if piece.kind == "P" and not self.governed(at):
                return self._group(at), "opening"
            if piece.kind == "V" or piece.text in (";", "where"):
                break
        return [], "opening"

    def _carried(self, frame: Frame) -> tuple[list[Chunk], str] | None:
        """Whom a verb of carrying takes along: the person between it and the place, else whoever makes the trip."""
        if "v.carry" not in self.chunks[frame.cue].kinds and self.chunks[frame.cue].text not in HAVING:
            return None
        for at in range(frame.cue + 1, frame.index):
            if self.chunks[at].kind == "P" and not self.governed(at):
                return self._group(at), "carried along"
        if frame.cue and self.chunks[frame.cue - 1].text in BE:
            return None
        return [], "trip"

    def _person_near(self, index: int) -> int | None:
        for at in range(index, min(index + 3, len(self.chunks))):
            if self.chunks[at].kind == "P":
                return at
        return None

    def objects(self, cue: int) -> list[Chunk]:
        """Persons right of a verb before the next verb or boundary."""
        for at in range(cue + 1, len(self.chunks)):
            piece = self.chunks[at]
            if piece.kind == "P" and not piece.possessive:
                return self._group(at)
            if piece.kind == "V" or piece.text in _HARD or piece.text in self.boundaries:
                break
        return []

    def governed(self, index: int) -> bool:
        """Whether the person at `index` hangs on a preposition, so that it is no subject."""
        left = index - 1
        while left >= 0 and (self.chunks[left].text in ("the", "a", "an", "his", "her", "their", "then", "former") or (self.chunks[left].kind == "W" and self.chunks[left].capital)):  # fmt: skip
            left -= 1
        return left >= 0 and self.chunks[left].text in self.preps | {"of", "than", "and with", "including"}

    def _group(self, index: int) -> list[Chunk]:
        """The persons joined with the one at `index` by commas and "and", to the left and to the right."""
        members = [index]
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.chunks):
                piece = self.chunks[at]
                if piece.kind == "P" and not piece.possessive and piece.text not in ("his", "her", "their"):
                    members.append(at)
                elif piece.text not in (",", "and", "the", "&", "his", "her", "wife", "both") and not (piece.kind == "L" and piece.possessive):  # fmt: skip
                    break
                at += step
        return [self.chunks[i] for i in sorted(members)]

    def _verb_subject(self, cue: int) -> tuple[list[Chunk], str]:
        noun = False
        trip = False
        apposed = self._apposition_subject(cue)
        if apposed:
            return apposed, "subject"
        left = cue - 1
        while left >= 0:
            piece = self.chunks[left]
            text = piece.text
            if piece.kind == "P":
                if self.governed(left):
                    noun = False
                elif piece.possessive or text in ("his", "her", "their"):
                    return ([piece], "possessor") if trip or not noun else ([piece], "owner")
                elif not noun or self._apposed(left):
                    return self._group(left), "subject"
                else:
                    return self._group(left), "far"
            elif text in ("that", "which") and left and not noun and self.chunks[left - 1].text not in ("said", "says", "announced", ",") and self.chunks[left - 1].kind in "WNL":  # fmt: skip
                piece = self.chunks[left - 1]
                return ([], "trip") if piece.kind == "N" or piece.text in self.trip_words else ([], "other")
            elif text in ("who", "whom"):
                found = self._antecedent(left)
                return (found, "who") if found else ([], "other")
            elif text in ("where", "when", "while", "before", "after", "since", "until", "that", "as", "because", "if") and left < cue:
                if not noun and not trip:
                    return self._inherit(left)
                return ([], "trip") if trip else ([], "other")
            elif piece.kind == "V":
                if not noun:
                    return self.subject(left)
                if self.chunks[left + 1].text in (",", "and") or text.endswith("ing"):
                    return self.subject(left)
                noun = True
            elif text in _HARD:
                break
            elif piece.kind == "N" or text in self.trip_words:
                trip = True
            elif piece.kind == "W" and text not in self.auxiliaries and text not in self.preps and text.isalpha():
                if text not in ("and", "the", "a", "an", "of", "but", "or"):
                    noun = True
            elif piece.kind == "L" and not self._prep_before(left) and not piece.possessive:
                return [], "place"
            left -= 1
        if trip:
            return [], "trip"
        return ([], "other") if noun else ([], "main")

    def _apposition_subject(self, cue: int) -> list[Chunk]:
        """The persons of "Qin Gang, then foreign minister, went": the comma before the verb closes an apposition."""
        left = cue - 1
        while left >= 0 and (self.chunks[left].text in self.auxiliaries or self.chunks[left].kind == "M"):
            left -= 1
        if left < 2 or self.chunks[left].text != ",":
            return []
        for at in range(left - 1, max(-1, left - 16), -1):
            piece = self.chunks[at]
            if piece.text in _HARD or (piece.kind == "P" and piece.data[0] == "pronoun" and not piece.possessive):
                return []
            if piece.text == "," and at and self.chunks[at - 1].kind == "P":
                person = self.chunks[at - 1]
                inner = self.chunks[at + 1 : left]
                clause = any(c.kind == "V" for c in inner) and not (inner and inner[0].text in ("who", "whose"))
                if person.possessive or self.governed(at - 1) or clause or not inner or inner[0].text in ("and", "but"):
                    return []
                return self._group(at - 1)
        return []

    def _prep_before(self, index: int) -> bool:
        left = self._before(index)
        return left >= 0 and (self.chunks[left].text in self.preps or self.chunks[left].kind in "VL" or self.chunks[left].text in (",", "and"))

    def _apposed(self, index: int) -> bool:
        """Whether a comma stands behind the person: what follows is an apposition, not another subject."""
        return index + 1 < len(self.chunks) and self.chunks[index + 1].text in (",", "(")

    def _antecedent(self, index: int) -> list[Chunk]:
        for left in range(index - 1, max(-1, index - 14), -1):
            if self.chunks[left].kind == "P" and not self.chunks[left].possessive:
                return self._group(left) if self.chunks[left + 1].text != "of" else [self.chunks[left]]
            if self.chunks[left].kind == "V":
                break
        return []

    def _inherit(self, index: int) -> tuple[list[Chunk], str]:
        """The subject of the clause before a link word without a subject of its own."""
        for left in range(index - 1, -1, -1):
            if self.chunks[left].kind == "V":
                return self.subject(left)
        for left in range(index - 1, -1, -1):
            if self.chunks[left].kind == "P" and not self.governed(left):
                return self._group(left), "inherited"
        return [], "main"

    # -- which dates go with a place ---------------------------------------------------------------------------
    def reporting(self, index: int) -> bool:
        """Whether the date at `index` tells when something was said ("said on Thursday")."""
        for left in range(index - 1, max(-1, index - 6), -1):
            piece = self.chunks[left]
            if piece.kind == "V":
                return "v.report" in piece.kinds and "v.presence" not in piece.kinds
            if piece.kind == "L" or piece.text in _HARD or piece.text in (",",):
                return False
        return False

    def _date(self, frames: list[Frame]) -> None:
        dates = [i for i, c in enumerate(self.chunks) if c.kind == "D" and not self.reporting(i)]
        taken: set[int] = set()
        for number, frame in enumerate(frames):
            nxt = next((f.index for f in frames[number + 1 :] if not f.container), len(self.chunks))
            stop = self._clause_end(frame.index, nxt)
            after = [d for d in dates if frame.index < d < stop]
            between = [d for d in dates if 0 <= frame.cue < d < frame.index] if not frame.fronted else []
            if after and (not between or frame.head >= 0):
                frame.dates, frame.date_how = self._span(after), "after"
            elif between and frame.head < 0:
                frame.dates, frame.date_how = self._span(between), "between"
            if frame.dates:
                taken.update(i for i in dates if self.chunks[i] in frame.dates)
        self._front(frames, dates, taken)
        self._share(frames)

    def _clause_end(self, index: int, limit: int) -> int:
        for at in range(index + 1, limit):
            piece = self.chunks[at]
            if piece.text in (";", ":", "(", "—", "–"):
                return at
            if piece.text in ("before", "after") and at + 1 < limit and self.chunks[at + 1].kind == "V":
                return at
            if piece.text == "," and self._clause_start(at + 1):
                return at
            if piece.kind == "V" and ({"v.go", "v.arrive", "v.visit", "v.return", "v.depart"} & piece.kinds):
                return at
        return limit

    def _span(self, indices: list[int]) -> list[Chunk]:
        """The first date, and the one that closes its range ("from Feb 28 to March 3", "July 8 and 9")."""
        first = indices[0]
        found = [self.chunks[first]]
        if len(indices) > 1:
            between = [c.text for c in self.chunks[first + 1 : indices[1]]]
            if between in (["to"], ["until"], ["through"], ["and"], ["-"], ["–"], ["till"], ["or"]):
                found.append(self.chunks[indices[1]])
        return found

    def _front(self, frames: list[Frame], dates: list[int], taken: set[int]) -> None:
        """Dates left of the cue ("On Monday he flies to Santiago") go to the first undated place of that cue."""
        for frame in frames:
            if frame.dates or frame.cue < 0:
                continue
            low = max((d for d in self._hard_left(frame.cue)), default=-1)
            limit = min(frame.cue, frame.index)
            before = [d for d in dates if low < d < (frame.index if frame.fronted else limit) and d not in taken]
            if frame.fronted:
                before = before or [d for d in dates if frame.index < d < self._clause_end(frame.cue, len(self.chunks)) and d not in taken]
            if before and not any(c.kind == "L" and i not in self.containers and self._strong(frames, i) for i, c in enumerate(self.chunks) if before[-1] < i < limit):
                frame.dates, frame.date_how = self._span(before[-1:] if len(before) < 2 else before[-2:] if self._span(before[-2:])[1:] else before[-1:]), "front"

    @staticmethod
    def _strong(frames: list[Frame], index: int) -> bool:
        return any(f.index == index and f.cue >= 0 and not f.fronted for f in frames)

    def _hard_left(self, index: int) -> list[int]:
        return [i for i in range(index) if self.chunks[i].text in (";", "(", "—") or self.chunks[i].text in ('"', "“", "”")]

    def _share(self, frames: list[Frame]) -> None:
        """A date behind a list belongs to all of it as a range ("to Egypt, Tunisia and Togo from Jan. 13 to 18")."""
        for frame in frames:
            if frame.head < 0 or not frame.dates:
                continue
            members = [f for f in frames if f.index == frame.head or f.head == frame.head]
            if frame is members[-1] and not any(f.dates for f in members[:-1]):
                for member in members[:-1]:
                    member.dates, member.date_how = frame.dates, "list"
                frame.date_how = "list"

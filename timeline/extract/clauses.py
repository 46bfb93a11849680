"""Who does what a cue tells: the subject chunks of a verb or of a travel noun inside its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.tokens import Chunk
from timeline.languages import Lexicon

HARD = frozenset(';:()–—"“”|•')
SETTLEMENTS = frozenset(
    "city town village capital port resort suburb island base district neighbourhood neighborhood state province region"
    " garrison oasis enclave township borough spa hamlet".split()
)
QUALIFIERS = frozenset(
    "the a an nearby neighbouring neighboring southern northern eastern western central both cities old".split()
)


class Clauses:
    """The chunks of one sentence, and who is the subject of each cue."""

    def __init__(self, chunks: Sequence[Chunk], lexicon: Lexicon) -> None:
        self.chunks = chunks
        self.preps = lexicon.words["prepositions"]
        self.auxiliaries = lexicon.words["auxiliaries"]
        self.boundaries = lexicon.words["boundaries"]
        self.trip_words = lexicon.words["trip_subjects"]
        self._subjects: dict[int, tuple[list[Chunk], str]] = {}

    def before(self, index: int) -> int:
        """The index of the chunk left of a place, articles and qualifiers skipped."""
        left = index - 1
        if left > 0 and self.chunks[left].text in ("of", ",") and self.chunks[left - 1].text in SETTLEMENTS:
            left -= 1  # "in the Black Sea resort of Sochi", "in the capital, Doha"
        if self.chunks[left].text in SETTLEMENTS if left >= 0 else False:
            far = left - 1
            while (
                far > left - 6
                and far >= 0
                and self.chunks[far].kind in "WNL"
                and self.chunks[far].text not in self.preps
            ):
                far -= 1
            if (far >= 0 and self.chunks[far].text in self.preps | {","}) or (
                far >= 0 and self.chunks[far].kind == "V"
            ):
                return far
        while (
            left >= 0
            and self.chunks[left].kind in "WN"
            and (self.chunks[left].text in QUALIFIERS or "-" in self.chunks[left].text[1:-1])
        ):
            left -= 1
        return left

    def clause_start(self, index: int) -> bool:
        """Whether a new clause with its own subject begins here: a person, then a verb before the next comma."""
        seen_person = False
        for piece in self.chunks[index : index + 8]:
            if piece.text == "," or piece.text in HARD:
                return False
            if piece.kind == "P":
                seen_person = True
            elif piece.kind == "V" and seen_person:
                return True
        return False

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
            if self.chunks[right].kind == "V" or self.chunks[right].text in HARD:
                break
            if self.chunks[right].text in ("by", "of") and self._person_near(right + 1):
                return self.group(self._person_near(right + 1) or right), "by"
        for left in range(cue - 1, -1, -1):
            piece = self.chunks[left]
            if piece.text in HARD:
                break
            if piece.kind == "V":
                found = self.subject(left)
                if "v.report" in piece.kinds and found[1] != "possessor":
                    return [], "main"
                if "v.hosted" in piece.kinds and "v.presence" not in piece.kinds:
                    return self.objects(left) or found[0], "object"
                return found
            if piece.kind == "P" and not self.governed(left):
                return self.group(left), "subject"
        return [], "main"

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
                return self.group(at)
            if piece.kind == "V" or piece.text in HARD or piece.text in self.boundaries:
                break
        return []

    def governed(self, index: int) -> bool:
        """Whether the person at `index` hangs on a preposition, so that it is no subject."""
        left = index - 1
        while left >= 0 and (
            self.chunks[left].text in ("the", "a", "an", "his", "her", "their", "then", "former")
            or (self.chunks[left].kind == "W" and self.chunks[left].capital)
        ):
            left -= 1
        return left >= 0 and self.chunks[left].text in self.preps | {"of", "than", "and with", "including"}

    def group(self, index: int) -> list[Chunk]:
        """The persons joined with the one at `index` by commas and "and", to the left and to the right."""
        members = [index]
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.chunks):
                piece = self.chunks[at]
                if piece.kind == "P" and not piece.possessive and piece.text not in ("his", "her", "their"):
                    members.append(at)
                elif piece.text not in (",", "and", "the", "&", "his", "her", "wife", "both") and not (
                    piece.kind == "L" and piece.possessive
                ):
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
                if self.governed(left) or self._object_of(left):
                    noun = False
                elif piece.possessive or text in ("his", "her", "their"):
                    return ([piece], "possessor") if trip or not noun else ([piece], "owner")
                elif not noun or self._apposed(left):
                    return self.group(left), "subject"
                else:
                    return self.group(left), "far"
            elif (
                text in ("that", "which")
                and left
                and not noun
                and self.chunks[left - 1].text not in ("said", "says", "announced", ",")
                and self.chunks[left - 1].kind in "WNL"
            ):
                piece = self.chunks[left - 1]
                return ([], "trip") if piece.kind == "N" or piece.text in self.trip_words else ([], "other")
            elif text in ("who", "whom"):
                found = self._antecedent(left)
                return (found, "who") if found else ([], "other")
            elif (
                text in ("where", "when", "while", "before", "after", "since", "until", "that", "as", "because", "if")
                and left < cue
            ):
                if not noun and not trip:
                    return self._inherit(left)
                return ([], "trip") if trip else ([], "other")
            elif piece.kind == "V":
                if not noun:
                    return self.subject(left)
                if self.chunks[left + 1].text in (",", "and") or text.endswith("ing"):
                    return self.subject(left)
                noun = True
            elif text in HARD:
                break
            elif piece.kind == "N" or text in self.trip_words:
                trip = True
            elif piece.kind == "W" and text not in self.auxiliaries and text not in self.preps and text.isalpha():
                if text not in ("and", "the", "a", "an", "of", "but", "or"):
                    noun = True
            elif piece.kind == "L" and not self._prep_before(left) and not piece.possessive:
                return [], "place"
            left -= 1
        if self.chunks[cue].text.split(" ")[0].endswith("ing") and not trip and (found := self._ahead(cue)):
            return found, "ahead"
        if trip:
            return [], "trip"
        return ([], "other") if noun else ([], "main")

    def _ahead(self, cue: int) -> list[Chunk]:
        """The subject that a participle at the head of a sentence waits for ("Arriving in Beijing, Trump ...")."""
        comma = next((i for i in range(cue + 1, len(self.chunks)) if self.chunks[i].text == ","), len(self.chunks))
        for at in range(comma + 1, min(comma + 8, len(self.chunks))):
            piece = self.chunks[at]
            if piece.kind == "P" and not piece.possessive:
                return self.group(at)
            if piece.kind == "V" or piece.text in HARD:
                break
        return []

    def _apposition_subject(self, cue: int) -> list[Chunk]:
        """The persons of "Qin Gang, then foreign minister, went": the comma before the verb closes an apposition."""
        left = cue - 1
        while left >= 0 and (self.chunks[left].text in self.auxiliaries or self.chunks[left].kind == "M"):
            left -= 1
        if left < 2 or self.chunks[left].text != ",":
            return []
        for at in range(left - 1, max(-1, left - 16), -1):
            piece = self.chunks[at]
            if piece.text in HARD or (piece.kind == "P" and piece.data[0] == "pronoun" and not piece.possessive):
                return []
            if piece.text == "," and at and self.chunks[at - 1].kind == "P":
                person = self.chunks[at - 1]
                inner = self.chunks[at + 1 : left]
                clause = any(c.kind == "V" for c in inner) and not (inner and inner[0].text in ("who", "whose"))
                if person.possessive or self.governed(at - 1) or clause or not inner or inner[0].text in ("and", "but"):
                    return []
                return self.group(at - 1)
        return []

    def _object_of(self, index: int) -> bool:
        """Whether the person is the object of the verb before ("to meet Kim, and flown to Djibouti")."""
        if not index or self.chunks[index - 1].kind != "V" or "v.report" in self.chunks[index - 1].kinds:
            return False
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        return following is None or not (following.kind in "VM" or following.text in self.auxiliaries)

    def _apposed(self, index: int) -> bool:
        """Whether a comma stands behind the person: what follows is an apposition, not another subject."""
        return index + 1 < len(self.chunks) and self.chunks[index + 1].text in (",", "(")

    def _antecedent(self, index: int) -> list[Chunk]:
        for left in range(index - 1, max(-1, index - 14), -1):
            if self.chunks[left].kind == "P" and not self.chunks[left].possessive:
                return self.group(left) if self.chunks[left + 1].text != "of" else [self.chunks[left]]
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
                return self.group(left), "inherited"
        return [], "main"

    def _prep_before(self, index: int) -> bool:
        left = self.before(index)
        return left >= 0 and (
            self.chunks[left].text in self.preps
            or self.chunks[left].kind in "VL"
            or self.chunks[left].text in (",", "and")
        )

"""Who an office, a pronoun, a group or an unspoken subject stands for, where the text has been read so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from timeline.extract.people import People
from timeline.extract.syntax.phrase import Mention, Phrase
from timeline.extract.tokens import Token
from timeline.languages import Lexicon

_SKIP = frozenset("top chief senior visiting new outgoing former then embattled ailing veteran old young first".split())
_UNNAMED = frozenset(
    ("queen", "king", "pope", "emperor", "empress", "holy father", "pontiff", "prince", "princess", "shah", "sultan")
)
_LEADING = frozenset(("leader", "diplomat", "chief", "head", "secretary", "president", "pontiff", "premier", "monarch"))
_HEADS = frozenset(("head", "chief"))
_SENT = frozenset("envoy ambassador emissary negotiator representative consul spokesman adviser aide".split())
_JOINT = frozenset(
    "pair couple two three four five duo leaders ministers presidents trio both men women others all rest".split()
)
_SIZES = {"pair": 2, "couple": 2, "duo": 2, "two": 2, "trio": 3, "three": 3, "four": 4, "quartet": 4, "five": 5}
RETINUE = frozenset("delegation party group entourage mission delegates visitors guests".split())


class Discourse:
    """Keeps the subjects met so far and resolves noun phrases to numbers of `People.persons`."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self.people = people
        self.lexicon = lexicon
        self.recent: list[int] = []
        self.subject: tuple[int, ...] = ()
        self.group: tuple[int, ...] = ()  # the last persons named together
        self.main: int | None = None
        self.led: Phrase | None = None  # the delegation that somebody was just said to lead
        self.head: int | None = None  # who leads the delegation that is spoken of
        self.worn = False  # the last subject was not named itself
        self.moving = False  # the clause in hand tells of motion
        self.crowd = False  # several people without names are spoken of
        self.section = False  # inside a part of the text that a person's name heads
        self.travels: dict[int, float] = {}  # how often each person is said to travel
        self.acted: dict[int, float] = {}  # how often each person is the subject of a clause by name
        self.named: dict[int, float] = {}  # how often each person is said to travel, by name and not by a pronoun
        self.parties: dict[int, dict[int, tuple[str, int]]] = {}  # who goes along with whom, how known, where told
        self.meant: dict[int, int] = {}  # how often each person is the subject of a clause, named or not
        self.went: dict[int, list[tuple[str, str]]] = {}  # land and place of each place somebody is said to go to
        self._stands = people.openers

    def begin(self) -> None:
        """Start again at the top of the text."""
        self.recent, self.subject, self.group = [], (), ()
        self.section = self.crowd = self.worn = False
        self.head = None

    def stand(self) -> tuple[Any, ...]:
        """Where the discourse stands, for `restore`."""
        flags = self.section, self.moving, self.crowd, self.worn
        return (list(self.recent), self.subject, self.group, flags, self.head)

    def restore(self, stand: tuple[Any, ...]) -> None:
        """Go back to where the discourse stood."""
        recent, self.subject, self.group, flags, self.head = stand
        self.section, self.moving, self.crowd, self.worn = flags
        self.recent = list(recent)

    def basis(self) -> tuple[Any, ...]:
        """What every resolution rests on besides the text before; the same basis gives the same walk."""
        parties = {leader: dict(members) for leader, members in self.parties.items()}
        return (self.moving, self.main, dict(self.travels), parties, [p.country for p in self.people.persons])

    def office_chunks(self, first: int, end: int) -> list[Mention]:
        """Offices without a name among the tokens `first:end` of the text, a sentence, as mentions for the parser."""
        found: list[Mention] = []
        at = bisect_left(self._stands, first)
        stands = self._stands[at : bisect_left(self._stands, end, at)]
        if not stands:
            return found
        tokens, lowers, lexicon = self.people.tokens[first:end], self.people.tokens.lowers[first:end], self.lexicon
        behind = 0
        for stand in stands:
            at = stand - first
            match = lexicon.match(lexicon.offices, lowers, at) if at >= behind else None
            if match is None:
                continue
            behind = at + match[0]
            if "office" in match[1] and "plural" not in match[1]:
                of_thing = lowers[at] in _HEADS and lowers[behind : behind + 1] == ["of"] and match[0] == 1
                country = None if of_thing else self._definite(tokens, at, first)
                if country is not None:
                    known = ("office", tuple(lowers[at:behind]), country, tokens[at].capital)
                    found.append((tokens[at].start, tokens[behind - 1].end, "P", known))
        return found

    def _definite(self, tokens: Sequence[Token], at: int, first: int) -> str | None:
        """The country of "the Cuban leader" ("" if none is named); None where no "the" makes the office definite."""
        country = ""
        if (
            at > 2
            and tokens[at - 1].lower == "and"
            and tokens[at - 2].lower in ("king", "president", "prince", "emperor", "duke", "queen")
        ):
            at -= 2  # "the King and Queen"
        for back in range(at - 1, max(-1, at - 6), -1):
            word = tokens[back].lower
            if word in ("the", "their", "his", "her"):
                return country if word == "the" else None
            code = self.people.demonyms.get(word, "")
            land = self.people.place_at(first + back)
            if tokens[back].possessive and land is not None and land.country_code:
                return land.country_code
            if not code and word not in _SKIP and word not in ("u.s", "u.s.", "u.k", "uk", "us", "un", "u.n", "u.n."):
                return None
            if word.startswith(("u.s", "us")):
                code = "US"
            country = country or code
        return None

    def see(self, numbers: Sequence[int]) -> None:
        """Note that these persons were just named."""
        for number in numbers:
            if number in self.recent:
                self.recent.remove(number)
            self.recent.append(number)

    def resolve(
        self, pieces: Sequence[Phrase], near: Sequence[int] = (), speaker: Sequence[int] = ()
    ) -> tuple[int, ...]:
        """The persons that noun phrases stand for, in order.

        `near` were subjects earlier in the sentence; `speaker` is whose words a quotation gives.
        """
        if len(pieces) == 1:
            return tuple(dict.fromkeys(self._one(pieces[0], near, speaker)))
        return tuple(dict.fromkeys([number for piece in pieces for number in self._one(piece, near, speaker)]))

    def fixed(self, pieces: Sequence[Phrase]) -> tuple[int, ...] | None:
        """The persons that noun phrases stand for wherever they are said; None where what was said before decides."""
        if not pieces:
            return ()
        numbers: dict[int, None] = {}
        for piece in pieces:
            if piece.what == "person":
                numbers.update(dict.fromkeys(piece.data[1]))
            elif not _is_mute(piece):
                return None
        return tuple(numbers) if numbers else ()

    def _one(self, piece: Phrase, near: Sequence[int], speaker: Sequence[int]) -> tuple[int, ...]:
        if piece.what == "person":
            return tuple(piece.data[1])
        if piece.what == "office":
            return self._office(piece.data[1], piece.data[2], piece.data[3])
        if piece.what == "pronoun" and piece.data is not None:
            return self._pronoun(piece.data[1], near, speaker)
        if piece.what in ("party", "event") and (piece.head in RETINUE or piece.head in _JOINT or _count(piece)):
            return self._party(piece, near, speaker)
        if piece.what == "noun" and piece.definite and (piece.attrs or len(piece.words) > 1):
            words = [w for a in piece.attrs for w in a.words] + [w for w in piece.words if w not in ("this", "these")]
            if described := self.people.described(words):
                return (described[0],)
        if piece.head in _JOINT or piece.words[:1] == ("both",):
            return self._party(piece, near, speaker)
        return ()

    def _party(self, piece: Phrase, near: Sequence[int], speaker: Sequence[int]) -> tuple[int, ...]:
        if piece.owner is not None:
            return self._one(piece.owner, near, speaker)
        if not piece.definite and piece is not self.led and piece.words[:1] not in (("both",), ("all",), ("two",)):
            return ()
        if piece.head in RETINUE:
            head = self.main if self.head is None else self.head
            return () if head is None else (head, *self.parties.get(head, {}))
        if piece.head == "couple" and self.main is not None:
            wed = [p.number for p in self.people.persons if p.spouse == self.main] or [
                self.people.persons[self.main].spouse
            ]
            if wed[0] >= 0:
                return (self.main, wed[0])
        size = _SIZES.get(piece.head) or _count(piece)
        for found in (self.group if len(self.group) > 1 else (), self._company(), self._travelling()):
            if found and size in (0, len(found)):  # "the trio" are not two
                return found
        return ()

    def _travelling(self) -> tuple[int, ...]:
        """Those named so far who are told to travel."""
        return tuple(n for n in self.recent if self.named.get(n, 0.0) > 0 and not self.people.persons[n].minor)

    def _company(self) -> tuple[int, ...]:
        """The main person with whoever is known to go along, if anybody is."""
        along = self.parties.get(self.main, {}) if self.main is not None else {}
        return (self.main, *along) if self.main is not None and along else ()

    def _pronoun(self, kind: str, near: Sequence[int], speaker: Sequence[int]) -> tuple[int, ...]:
        persons = self.people.persons
        if kind in ("1", "1p"):
            if speaker:
                return tuple(speaker)
            return (self.main,) if self.main is not None else ()
        if kind == "n":
            return ()
        if kind == "p":
            if len(near) > 1:
                return tuple(near)
            if self.crowd:
                return ()
            if len(self.subject) > 1:
                return self.subject
            if company := self._company():
                return company
            if len(self.group) > 1:
                return self.group
            pair = [n for n in self.recent if persons[n].dignitary][-2:]
            return tuple(pair) if len(pair) == 2 else ()
        lead = (self.main,) if self.main is not None else ()
        if lead and not near and self.worn and self.recent[-1:] == [*lead] and persons[lead[0]].gender in ("", kind):
            return lead  # the last subject was a pronoun itself, and the main person has been named since
        order = [n for n in (*reversed(near), *self.subject, *lead, *reversed(self.recent)) if not persons[n].minor]
        ranks = dict(zip(reversed(order), range(len(order) - 1, -1, -1), strict=True))
        fitting = [n for n in ranks if persons[n].gender in ("", kind)]
        if kind == "f":  # persons of unknown gender are seldom women in this field
            fitting = [n for n in fitting if persons[n].gender == "f"] or fitting
        if len(fitting) > 1:
            return (min(fitting, key=lambda n: ranks[n] - self._pull(n)),)
        return tuple(fitting)

    def _pull(self, number: int) -> float:
        """How many places a traveller moves forward among the persons a pronoun may mean."""
        return min(self.named.get(number, 0.0), 3.0) * (1.0 if self.moving else 0.6)

    def _untitled(self, number: int) -> bool:
        """Whether a person is known to be of rank, though the text names no office of his."""
        person = self.people.persons[number]
        return person.dignitary and not person.offices and bool(person.country) and not person.kin

    def _office(self, words: Sequence[str], country: str, capital: bool) -> tuple[int, ...]:
        holders = self.people.office_holders(words, country)
        if self.recent and holders and not country:  # an office means nobody who is only named further down
            holders = [n for n in holders if n in self.recent]
        lead = (self.main,) if self.main is not None else ()
        if self.subject and self.people.persons[self.subject[0]].heading and not country:
            return self.subject
        if lead and not country and self.main in self.recent and self._untitled(lead[0]):
            return lead  # "the President" of a story about a man it gives no office
        if not holders and country and words[-1] not in _SENT:
            holders = [p.number for p in self.people.persons if p.country == country and not p.minor and p.mentions]
            unknown = lead and not (self.people.persons[lead[0]].offices or self.people.persons[lead[0]].country)
            if not holders and unknown:
                return lead
        title = " ".join(words)
        if not holders and not country and title in _UNNAMED and capital:
            return (self.people.unnamed(title.title(), 0),)
        if not holders and (words[-1] in _LEADING or len(words) > 2) and not country:
            free = [n for n in (*self.subject, *reversed(self.recent), *lead) if not self.people.persons[n].offices]
            free = [n for n in free if not self.people.persons[n].minor]
            return lead if not free or (lead and not self.people.persons[lead[0]].offices) else (free[0],)
        if lead and self.main in holders and len(holders) > 1 and not country:
            return lead
        for number in (*self.subject, *reversed(self.recent)):
            if number in holders:
                return (number,)
        return tuple(holders[:1])


def _count(piece: Phrase) -> int:
    """How many people a noun phrase counts ("the two mediators"); 0 if it counts none."""
    return next((_SIZES[word] for word in piece.words[:2] if word in _SIZES), 0)


def _is_mute(piece: Phrase) -> bool:
    """Whether a noun phrase that names nobody can mean nobody either; the rest of what `_one` reads."""
    if piece.head in _JOINT or piece.words[:1] == ("both",) or piece.what == "office":
        return False
    if piece.what == "pronoun" and piece.data is not None:
        return bool(piece.data[1] == "n")
    if piece.what in ("party", "event"):
        return piece.head not in RETINUE and not _count(piece)
    return not (piece.what == "noun" and piece.definite and (piece.attrs or len(piece.words) > 1))

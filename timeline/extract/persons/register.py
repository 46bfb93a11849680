"""Gathers names into persons: which of the known ones a name means, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.extract.persons.naming import alike, bare, fold, is_initial, same_full, skeleton
from timeline.extract.persons.person import Person
from timeline.extract.persons.tables import EASTERN, STYLES, SUFFIXES
from timeline.languages import gender

_HEADS = frozenset(
    (
        "president", "prime minister", "king", "queen", "emperor", "premier", "chancellor", "pope", "emir", "sultan",
        "general secretary", "chairman", "leader", "supreme leader", "taoiseach", "first secretary", "shah",
        "head of state",
    )
)  # fmt: skip
_CABINET = ("minister", "secretary", "ambassador", "first lady", "adviser", "advisor", "envoy", "commissioner")
_REIGNING = frozenset(("king", "queen", "pope", "emperor", "empress", "sultan", "tsar", "emir", "holy father"))
_LONE = ("lord", "lady", "sheikh", "sheikha", "viscount")


@dataclass(slots=True)
class Claim:
    """A name with what it tells of its bearer, to be matched with the known persons."""

    text: str
    offset: int
    office: str = ""
    style: str = ""
    country: str = ""
    gender: str = ""
    wife: bool = False
    words: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        self.words = tuple(fold(w).rstrip(".") for w in self.text.split())


_NAMESAKES = 30  # persons of one name among whom the bearer is looked for, those named last
_FORMS = 12  # of one person's name; a text may be made to give thousands, as it may name thousands of persons


class Register:
    """The persons of one text, and the words they are called by."""

    def __init__(self, particles: frozenset[str]) -> None:
        self.persons: list[Person] = []
        self.particles = particles
        self.by_word: dict[str, list[int]] = {}
        self._by_sound: dict[str, list[int]] = {}

    def find_or_add(self, claim: Claim) -> Person:
        """The person that the name means, its forms noted; a new one if none fits."""
        person = self.find(claim)
        if person is None:
            person = Person(len(self.persons), [claim.text], first=claim.offset)
            self.persons.append(person)
        elif claim.text not in person.names:
            person.names.append(claim.text)
        person.first = min(person.first, claim.offset)
        self._learn(person, claim)
        return person

    def find(self, claim: Claim) -> Person | None:
        """The known person who fits best; the one with a like office, then the one met most lately, among equals."""
        best: tuple[float, int] | None = None
        for number in self._candidates(claim.words):
            rank = self._rank(self.persons[number], claim)
            if rank and (best is None or (rank, number) > best):
                best = (rank, number)
        return self.persons[best[1]] if best else None

    def _candidates(self, words: Sequence[str]) -> list[int]:
        seen: dict[int, None] = {}
        last = words[-2] if len(words) > 1 and words[-1] in SUFFIXES else words[-1]
        for word in {last, bare(last), words[0], words[-1]}:
            for number in self.by_word.get(word, ())[-_NAMESAKES:]:
                seen[number] = None
        sound = skeleton(last)
        if len(sound) > 2:
            for number in self._by_sound.get(sound, ())[-_NAMESAKES:]:
                seen[number] = None
        return list(seen)

    def _rank(self, person: Person, claim: Claim) -> float:
        """How well the name fits the person; 0 where it cannot be theirs."""
        words = claim.words
        if words in person.forms and (len(words) > 1 or not self._clash(person, claim)):
            return 9.0 + self._likeness(person, claim)
        if self._clash(person, claim):
            return 0.0
        if len(words) == 1:
            return self._rank_lone(person, claim)
        if self._junior(words) != any(self._junior(form) for form in person.forms) and len(person.forms[0]) > 1:
            return 0.0  # father and son
        if any(same_full(words, form) for form in person.forms):
            return 7.0
        known = set(words)
        core = {w for w in known if not is_initial(w) and w not in self.particles}
        if known <= person.words and core:
            return 5.0
        whole = all(len(form) == 1 for form in person.forms) or len(words) > 2
        if whole and any(set(form) <= known and self._opens_or_ends(form, words) for form in person.forms):
            return 4.0 + self._likeness(person, claim)
        return 0.0

    @staticmethod
    def _junior(form: Sequence[str]) -> bool:
        return form[-1] in ("jr", "jnr")

    @staticmethod
    def _opens_or_ends(form: Sequence[str], words: Sequence[str]) -> bool:
        return len(form) > 1 or form[0] in (words[0], words[-1])

    def _rank_lone(self, person: Person, claim: Claim) -> float:
        word = claim.words[0]
        reigns = claim.style in _REIGNING or claim.style.startswith(("prince", "crown", "grand"))
        for form in person.forms:
            last = form[-2] if len(form) > 1 and form[-1] in SUFFIXES else form[-1]
            if alike(last, word) and not (reigns and len(form) > 1 and form[-1] not in SUFFIXES):
                return 4.0 + self._likeness(person, claim)
        if any(form[0] == word for form in person.forms):
            return (4.0 if reigns else 2.0) + self._likeness(person, claim)
        return 1.0 + self._likeness(person, claim) if word in person.words else 0.0

    @staticmethod
    def _likeness(person: Person, claim: Claim) -> float:
        """What speaks for one of several namesakes."""
        points = 0.5 if claim.office and claim.office in person.offices else 0.0
        points += 0.3 if claim.country and claim.country == person.country else 0.0
        points += 0.3 if claim.gender and claim.gender == person.gender else 0.0
        points += 0.1 if person.dignitary else 0.0
        return points - (0.3 if person.kin or person.minor else 0.0)

    @staticmethod
    def _clash(person: Person, claim: Claim) -> bool:
        """Whether what is told of the bearer speaks against the person."""
        if claim.country and person.country and claim.country != person.country:
            return True
        if claim.gender and person.gender and claim.gender != person.gender:
            return True
        if claim.wife and person.gender != "f" and len(claim.words) == 1:
            return True
        styles = {claim.style, person.style}
        if all(styles) and len(styles) > 1 and styles & _REIGNING and styles.isdisjoint(_LONE):
            return True
        if len(claim.words) > 1 or not claim.office:
            return False
        if claim.style in _REIGNING and person.offices and not person.style:
            return True
        if person.style in _REIGNING and claim.office not in STYLES and claim.office in _HEADS:
            return True
        if claim.office in _HEADS and (person.kin or person.minor):
            return True
        held = [o for o in person.offices if o not in ("senator", "sen", "general", "gen", "governor")]
        if not held or person.former:
            return False
        heads = any(o in _HEADS or o.split(" of ")[0] in _HEADS for o in held)
        if claim.office in _HEADS:
            return not heads and all(o.endswith(_CABINET) or "secretary of" in o or o.startswith("vice") for o in held)
        return (
            heads and claim.office.endswith(_CABINET) and all(o in _HEADS for o in held) and claim.office not in _HEADS
        )

    def _learn(self, person: Person, claim: Claim) -> None:
        words = claim.words
        if words in person.forms or len(person.forms) == _FORMS:
            return
        person.forms.append(words)
        person.words.update(words)
        if not person.gender and len(words) > 1:
            person.gender = gender(words[0]) if words[0] not in EASTERN else ""
        for word in words:
            if len(word) > 1 and not is_initial(word) and word not in self.particles and word not in SUFFIXES:
                self.call(person, word)
        if "-" in words[-1] and (plain := bare(words[-1])) != words[-1]:
            self.call(person, plain)
            person.words.add(plain)
        sound = skeleton(words[-1])
        if len(sound) > 2:
            numbers = self._by_sound.setdefault(sound, [])
            if person.number not in numbers:
                numbers.append(person.number)

    def renumber(self) -> dict[int, int]:
        """Number the persons in the order in which the text names them; gives back the new number of each old one."""
        self.persons.sort(key=lambda p: (p.first, p.number))
        new = {person.number: number for number, person in enumerate(self.persons)}
        for person in self.persons:
            person.number, person.spouse = new[person.number], new.get(person.spouse, -1)
        for index in (self.by_word, self._by_sound):
            for word, numbers in index.items():
                index[word] = [new[n] for n in numbers]
        return new

    def call(self, person: Person, word: str) -> None:
        """Note a word, lower case, that the person is called by."""
        numbers = self.by_word.setdefault(word, [])
        if person.number not in numbers:
            numbers.append(person.number)

    def namesake(self, word: str, latest: Sequence[int]) -> int | None:
        """Whom a lone name means: one whose last name it is before others, then one with an office, then the latest."""
        numbers = self.by_word.get(word)
        if not numbers:
            return None
        if len(numbers) == 1:
            return numbers[0]
        pool = [n for n in numbers if any(self._last(form) == word for form in self.persons[n].forms)] or numbers
        alone = [n for n in pool if (word,) in self.persons[n].forms]
        if len(alone) == 1:
            return alone[0]
        pool = [n for n in pool if not self.persons[n].kin and not self.persons[n].minor] or pool
        offices = [n for n in pool if self.persons[n].offices]
        if len(offices) == 1:
            return offices[0]
        pool = offices or pool
        known = [n for n in pool if n in latest]
        return min(known or pool, key=lambda n: self.persons[n].first)  # the one a story introduces first it is about

    @staticmethod
    def _last(form: Sequence[str]) -> str:
        return form[-2] if len(form) > 1 and form[-1] in SUFFIXES else form[-1]

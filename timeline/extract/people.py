"""Who is named in a dispatch: persons with office, country and full name, and every mention of them.

A person is known by an office before or behind the name ("Foreign Minister Wang Yi", "Lloyd Austin, the U.S. defense
secretary"), by a country's genitive ("Venezuela's Hugo Chávez"), or by a full name. Later surnames lead back to them;
offices alone ("the secretary") and pronouns are resolved by `discourse`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.extract.names import Name, Names
from timeline.extract.tokens import Token
from timeline.languages import Lexicon, gender
from timeline.records import Place, PlaceMention

_WOMEN = frozenset("queen princess duchess empress mrs ms miss lady dame madame mme chairwoman congresswoman".split())
_MEN = frozenset("king prince duke emperor emir sultan sheikh pope mr sir lord monsieur chairman congressman".split())
_REGNAL = re.compile(r" [IVX]+$")
_HEADING = re.compile(r"(?m)^[ \t]*([A-Z][A-Z'’-]{3,})(?:[.:]|[ ]*[—–])[ ]")


@dataclass(slots=True)
class Person:
    """One person of the dispatch, as far as it tells."""

    number: int
    names: list[str]
    offices: list[str] = field(default_factory=list)
    country: str = ""
    gender: str = ""
    minor: bool = False
    dignitary: bool = False
    listed: bool = False
    heading: bool = False
    visiting: bool = False
    spouse: int = -1  # the number of the person whose wife or husband this is said to be
    mentions: int = 0
    first: int = 0
    words: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The fullest name given: most words, initials counted least, never in capitals only."""
        best = max(
            self.names, key=lambda n: (len([w for w in n.split() if len(w.strip(".")) > 1]), not n.isupper(), len(n))
        )
        words = best.split()
        if len(words) > 2:
            words = [words[0], *[w for w in words[1:-1] if len(w.strip(".")) > 1], words[-1]]
        return " ".join(w.capitalize() if w.isupper() and w.isalpha() and len(w) > 3 else w for w in words)

    @property
    def role(self) -> str:
        """The fullest office given."""
        return max(self.offices, key=len) if self.offices else ""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A name, and the person it stands for (by number)."""

    start: int
    end: int
    persons: tuple[int, ...]
    how: str


def fold(text: str) -> str:
    """Lower case without diacritics, for comparing names."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")


class People:
    """Finds the persons of one dispatch and resolves later mentions of them."""

    def __init__(
        self,
        tokens: Sequence[Token],
        places: Sequence[PlaceMention],
        lexicon: Lexicon,
        demonyms: Mapping[str, str],
        text: str,
    ) -> None:
        self.tokens = tokens
        self.demonyms = demonyms
        self.lexicon = lexicon
        self.persons: list[Person] = []
        self.mentions: list[PersonMention] = []
        self._by_word: dict[str, list[int]] = {}
        self._names = Names(text, tokens, places, lexicon, demonyms)
        for name in self._names.find():
            self._add(name)
        self._headings(text)
        self._surnames()

    def place_at(self, at: int) -> Place | None:
        """The place that the token numbered `at` names."""
        mention = self._names.place_at(at)
        return mention.place if mention else None

    def _add(self, name: Name) -> None:
        number = self._kin(name) if name.kin else self._register(name)
        self.mentions.append(
            PersonMention(self.tokens[name.begin].start, self.tokens[name.end - 1].end, (number,), "name")
        )

    def _words(self, name: Name) -> list[str]:
        return [t.text for t in self.tokens[name.first : name.end] if t.text != "."]

    def _kin(self, name: Name) -> int:
        """ "his wife, Melania": a given name that takes the surname of the person before."""
        words = self._words(name)
        kin = self._relative(name.begin)
        if kin and len(words) == 1 and name.kin in ("wife", "husband", "spouse", "daughter", "son") and " " in kin.name:
            known = next(
                (p for p in self.persons if fold(p.names[0].split()[0]) == fold(words[0]) and " " in p.name), None
            )
            words = known.names[0].split() if known else [*words, kin.name.split()[-1]]
        person = self.persons[self._find_or_add(" ".join(words), self.tokens[name.first].start, "")]
        person.gender = (
            "f"
            if name.kin in ("wife", "daughter", "sister", "mother", "daughter-in-law")
            else "m"
            if name.kin != "spouse"
            else ""
        )
        person.listed = True
        if kin and kin is not person and name.kin in ("wife", "husband", "spouse"):
            person.spouse = kin.number
        if kin and kin is not person:
            person.country, person.dignitary = person.country or kin.country, person.dignitary or kin.dignitary
        return person.number

    def _relative(self, at: int) -> Person | None:
        """Whose kin is named at token `at`: the nearest known name of the sentence, else whoever is named most."""
        for back in range(at - 2, max(-1, at - 40), -1):
            if self.tokens[back].text in (".", "”", "?", "!"):
                break
            known = self._by_word.get(fold(self.tokens[back].text)) if self.tokens[back].capital else None
            if known and not self.persons[known[0]].minor:
                return self.persons[known[0]]
        counts: dict[int, int] = {}
        for mention in self.mentions:
            counts[mention.persons[0]] = counts.get(mention.persons[0], 0) + 1
        ranked = [n for n in counts if self.persons[n].dignitary] or list(counts)
        return self.persons[max(ranked, key=lambda n: counts[n])] if ranked else None

    def _register(self, name: Name) -> int:
        number = self._find_or_add(" ".join(self._words(name)), self.tokens[name.first].start, name.country)
        person = self.persons[number]
        if name.office and "minor" not in name.kinds:
            if name.office not in person.offices:
                person.offices.append(name.office)
            person.dignitary = True
        if "minor" in name.kinds and not person.dignitary:
            person.minor = True
        person.country = person.country or name.country
        person.listed |= name.listed
        person.visiting |= any(t.lower == "visiting" for t in self.tokens[max(0, name.begin - 3) : name.begin])
        if name.genitive and name.country and not person.minor:
            person.dignitary = True
        first = (name.office or name.title).split(" ")[0].rstrip(".")
        person.gender = "f" if first in _WOMEN else "m" if first in _MEN else person.gender
        return number

    def _find_or_add(self, name: str, offset: int, country: str) -> int:
        folded = [fold(w) for w in name.split()]
        known = set(folded)
        for number in self._candidates(folded):
            person = self.persons[number]
            same = (
                known <= person.words or (person.words <= known and len(folded) < 5) or self._same_full(person, folded)
            )
            clash = country and person.country and country != person.country
            if same and not clash:
                if name not in person.names:
                    person.names.append(name)
                    self._learn(number, folded)
                return number
        person = Person(len(self.persons), [name], first=offset, gender=gender(folded[0]) if len(folded) > 1 else "")
        self.persons.append(person)
        self._learn(person.number, folded)
        return person.number

    @staticmethod
    def _same_full(person: Person, folded: list[str]) -> bool:
        """First and last word agree: "George W. Bush" and "George Bush", "Mohammed" and "Mohammad"."""
        if len(folded) < 2:
            return False
        for name in person.names:
            words = [fold(w) for w in name.split()]
            if len(words) > 1 and words[-1] == folded[-1] and words[0][:3] == folded[0][:3]:
                return True
        return False

    def _candidates(self, folded: list[str]) -> list[int]:
        seen: dict[int, None] = {}
        for word in (folded[-1], folded[0]):
            for number in self._by_word.get(word, ()):
                seen[number] = None
        return list(seen)

    def _learn(self, number: int, folded: Iterable[str]) -> None:
        words = list(folded)
        self.persons[number].words.update(words)
        for word in {words[0], words[-1]} if words else ():
            if len(word) > 1:
                numbers = self._by_word.setdefault(word, [])
                if number not in numbers:
                    numbers.append(number)

    # -- later mentions ----------------------------------------------------------------------------------------
    def _headings(self, text: str) -> None:
        """Surnames in capitals that open a paragraph ("BIDEN. Home again ..."), where a dispatch has several."""
        found = [m for m in _HEADING.finditer(text) if m[1].lower() not in self._names._stop]
        if len(found) < 3:
            return
        for match in found:
            word = match[1].lower()
            at = next((i for i, t in enumerate(self.tokens) if t.start >= match.start(1)), None)
            if at is None or self._names.place_at(at):
                continue
            known = self._by_word.get(fold(word))
            number = known[0] if known else self._find_or_add(match[1].capitalize(), match.start(1), "")
            self.persons[number].dignitary = self.persons[number].heading = True

    def _surnames(self) -> None:
        """Single capitalised words that are the first or last word of a known name."""
        covered = sorted((m.start, m.end) for m in self.mentions)
        index = 0
        for at, token in enumerate(self.tokens):
            while index < len(covered) and covered[index][1] <= token.start:
                index += 1
            if not token.capital or (index < len(covered) and covered[index][0] < token.end):
                continue
            numbers = self._by_word.get(fold(token.text))
            if not numbers or len(token.text) < 2 or token.lower in self._names._stop:
                continue
            mention = self._names.place_at(at)
            if (
                mention
                and mention.place is not None
                and (mention.end - mention.start > len(token.text) + 2 or self._bound(at))
            ):
                continue
            number = self._best_namesake(numbers, token)
            self.mentions.append(PersonMention(token.start, token.end, (number,), "surname"))
        self.mentions.sort(key=lambda m: m.start)
        for found in self.mentions:
            for number in found.persons:
                self.persons[number].mentions += 1

    def _bound(self, at: int) -> bool:
        """Whether a place name that is also a person's stands as a place does, after "in", "to" or "from"."""
        return at > 0 and self.tokens[at - 1].lower in (
            "in",
            "to",
            "from",
            "at",
            "near",
            "visit",
            "visited",
            "leave",
            "left",
        )

    def _best_namesake(self, numbers: list[int], token: Token) -> int:
        """Of several bearers of a name the one whose last word it is, then the one with an office, then the latest."""
        folded = fold(token.text)
        last = [n for n in numbers if any(fold(x.split()[-1]) == folded for x in self.persons[n].names)]
        pool = last or numbers
        if len(pool) == 1:
            return pool[0]
        offices = [n for n in pool if self.persons[n].offices]
        if offices and len(offices) < len(pool):
            return offices[0]
        before = [m for m in self.mentions if m.start < token.start and m.persons[0] in pool and m.how == "name"]
        return before[-1].persons[0] if before else pool[0]

    def office_holders(self, words: Sequence[str], country: str) -> list[int]:
        """The persons who hold exactly this office, else those whose office ends with the same word.

        Where a country is named they must be of it, as far as theirs is known.
        """
        phrase = " ".join("pope" if w in ("pontiff",) else w for w in words).replace("holy father", "pope")
        exact, loose = [], []
        for person in self.persons:
            if country and person.country and person.country != country:
                continue
            offices = ["pope" if o in ("pontiff", "holy father") else o for o in person.offices]
            if phrase in offices:
                exact.append(person.number)
            elif any(
                o.split(" of ")[0].replace("-", " ").endswith(phrase) and not o.startswith("vice") for o in offices
            ):
                loose.append(person.number)
        return exact or loose

    def unnamed(self, title: str, offset: int) -> int:
        """A person known only by a title ("the Queen"), added on first need."""
        for person in self.persons:
            if person.names == [title]:
                return person.number
        gender = "f" if title.lower() in _WOMEN else "m"
        for person in self.persons:  # "the King", where the text has a Charles III
            if _REGNAL.search(person.name) and person.gender in ("", gender) and person.mentions:
                return person.number
        person = Person(len(self.persons), [title], offices=[title.lower()], dignitary=True, first=offset)
        person.gender = "f" if title.lower() in _WOMEN else "m" if title.lower() in _MEN else ""
        self.persons.append(person)
        return person.number

"""Who is named in a dispatch: persons with office, country and full name, and every mention of them.

A person is known by an office before or behind the name ("Foreign Minister Wang Yi", "Lloyd Austin, the U.S. defense
secretary"), by a country's genitive ("Venezuela's Hugo Chávez"), or by a full name. Later surnames, initials in
capitals, offices alone ("the secretary") and pronouns lead back to them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.extract.tokens import Token
from timeline.languages import Lexicon
from timeline.records import PlaceMention

# offices that belong to one state or body wherever they stand alone
_OFFICE_HOME = {
    "secretary of state": "US", "defense secretary": "US", "secretary of defense": "US", "treasury secretary": "US",
    "secretary of the treasury": "US", "commerce secretary": "US", "energy secretary": "US", "attorney general": "US",
    "congressman": "US", "congresswoman": "US", "national security adviser": "US", "house speaker": "US",
    "deputy secretary of state": "US", "assistant secretary of state": "US", "under secretary of state": "US",
    "undersecretary of state": "US", "special presidential envoy": "US", "climate envoy": "US",
    "foreign secretary": "GB", "taoiseach": "IE", "pope": "VA", "holy father": "VA", "pontiff": "VA",
}  # fmt: skip
_WOMEN = frozenset("queen princess duchess empress mrs ms miss lady dame madame mme chairwoman congresswoman".split())
_MEN = frozenset("king prince duke emperor emir sultan sheikh pope mr sir lord monsieur chairman congressman".split())
_GENERIC = frozenset("president minister secretary chancellor premier king queen pope leader chairman prince emperor".split())


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
    mentions: int = 0
    first: int = 0

    @property
    def name(self) -> str:
        """The fullest name given: most words, initials counted least."""
        best = max(self.names, key=lambda n: (len([w for w in n.split() if len(w.strip(".")) > 1]), len(n)))
        words = best.split()
        if len(words) > 2:
            words = [words[0], *[w for w in words[1:-1] if len(w.strip(".")) > 1], words[-1]]
        return " ".join(words)

    @property
    def role(self) -> str:
        """The fullest office given."""
        return max(self.offices, key=len) if self.offices else ""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A name, an office or a pronoun, and the persons it stands for (by number)."""

    start: int
    end: int
    persons: tuple[int, ...]
    how: str


def fold(text: str) -> str:
    """Lower case without diacritics, for comparing names."""
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
        self.text = text
        self.lexicon = lexicon
        self.demonyms = demonyms
        self.places = {m.start: m for m in places}
        self._place_at: dict[int, PlaceMention] = {}
        for mention in places:
            for offset in range(mention.start, mention.end):
                self._place_at[offset] = mention
        self.persons: list[Person] = []
        self.mentions: list[PersonMention] = []
        self._by_word: dict[str, list[int]] = {}
        self._organisation = lexicon.words["organisations"]
        self._particles = lexicon.words["particles"]
        self._stop = (
            lexicon.words["months"] | lexicon.words["days"] | lexicon.words["prepositions"] | lexicon.words["auxiliaries"]
            | lexicon.words["boundaries"] | lexicon.words["pronouns_m"] | lexicon.words["pronouns_f"]
            | lexicon.words["pronouns_p"] | frozenset("the a an and or of but no yes in on at by mr mrs file it we i you there this these those after before".split())
        )  # fmt: skip
        self._scan()

    # -- finding -----------------------------------------------------------------------------------------------
    def _scan(self) -> None:
        at = 0
        lowers = [t.lower for t in self.tokens]
        while at < len(self.tokens):
            behind = self._titled(at, lowers) or self._family(at, lowers) or self._named(at)
            at = behind or at + 1
        self._surnames()

    def _is_place(self, at: int) -> PlaceMention | None:
        return self._place_at.get(self.tokens[at].start)

    def _demonym(self, word: str) -> str:
        return self.demonyms.get(word, "")

    def _name_from(self, at: int, allow_place: bool = False) -> int:
        """The index behind the name that begins at token `at`, or `at` if none does."""
        end = at
        while end < len(self.tokens) and end - at < 6:
            token = self.tokens[end]
            if end > at and self.text[self.tokens[end - 1].end : token.start].strip(" "):
                break
            if end > at and "\n" in self.text[self.tokens[end - 1].end : token.start]:
                break
            if token.text == "." and end > at and len(self.tokens[end - 1].text) == 1:
                end += 1
                continue
            particle = token.lower in self._particles and end > at
            if not token.capital and not (particle and self._name_goes_on(end)):
                break
            if token.capital and not particle and token.lower in self._stop:
                break
            if not (allow_place and end == at) and self._is_place(end) and not self._place_in_name(at, end):
                break
            if self._demonym(token.lower) and end == at:
                break
            end += 1
            if self.tokens[end - 1].possessive:
                break
        while end > at and (self.tokens[end - 1].lower in self._particles and not self.tokens[end - 1].capital):
            end -= 1
        return end

    def _place_in_name(self, at: int, end: int) -> bool:
        """A place word behind a given name ("Jack London") belongs to the name, unless it is a place of its own."""
        mention = self._is_place(end)
        return bool(end > at and mention is not None and mention.place is None)

    def _name_goes_on(self, at: int) -> bool:
        following = at + 1
        while following < len(self.tokens) and self.tokens[following].lower in self._particles:
            following += 1
        return following < len(self.tokens) and self.tokens[following].capital

    def _country_before(self, at: int) -> str:
        """The country of an office at token `at`: "Kazakhstan's", "Chinese", "U.S.", "the U.S. top"."""
        for back in range(at - 1, max(-1, at - 5), -1):
            token = self.tokens[back]
            mention = self._is_place(back)
            if mention and mention.place and mention.place.kind == "country":
                if token.possessive or token.end >= mention.end and self._adjacent(back, at):
                    return mention.place.country_code
                return ""
            code = self._demonym(token.lower) if token.capital else ""
            if code:
                return code
            if token.text in ",.;:()" or token.lower in ("and", "the"):
                return ""
        return ""

    def _adjacent(self, first: int, second: int) -> bool:
        return all(self.tokens[i].lower not in ("of", "in", "to", "from") for i in range(first + 1, second))

    def _country_after(self, at: int) -> str:
        """ "of Kenya" behind an office or a name that ends before token `at`."""
        if at + 1 < len(self.tokens) and self.tokens[at].lower == "of":
            for ahead in range(at + 1, min(at + 3, len(self.tokens))):
                mention = self._is_place(ahead)
                if mention and mention.place and mention.place.kind == "country":
                    return mention.place.country_code
                if self.tokens[ahead].lower != "the":
                    break
        return ""

    def _titled(self, at: int, lowers: list[str]) -> int:
        match = self.lexicon.match(self.lexicon.offices, lowers, at)
        courtesy = lowers[at].rstrip(".") in self.lexicon.courtesy and self.tokens[at].capital
        if not match and not courtesy:
            return 0
        length, kinds = match if match else (1, frozenset({"courtesy"}))
        behind = at + length
        while behind < len(self.tokens) and self.tokens[behind].text == ".":
            behind += 1
        office = "" if courtesy and not match else " ".join(lowers[at : at + length])
        country = self._country_before(at) or _OFFICE_HOME.get(office, "")
        name_at = behind
        country_after = self._country_after(behind)
        if country_after:
            name_at = self._skip_of(behind)
        chain = self._chained_office(name_at, lowers)
        if chain:  # "President and Commander", "minister and prime minister X": the name comes later
            name_at = chain
        comma = name_at < len(self.tokens) and self.tokens[name_at].text == ","
        start = name_at + 1 if comma else name_at
        end = self._name_from(start, allow_place=not comma) if start < len(self.tokens) else start
        if end == start or (comma and end - start < 2):
            return 0
        if "courtesy" in kinds and self.tokens[at].lower == "m" and self.tokens[at].text != "M":
            return 0
        number = self._register(start, end, office=office, country=country or country_after or self._country_after(end),
                                kinds=kinds, title=lowers[at])  # fmt: skip
        self.mentions.append(PersonMention(self.tokens[at].start, self.tokens[end - 1].end, (number,), "name"))
        return end

    def _chained_office(self, at: int, lowers: list[str]) -> int:
        if at + 1 < len(lowers) and lowers[at] in ("and", ","):
            match = self.lexicon.match(self.lexicon.offices, lowers, at + 1)
            if match and "office" in match[1] and at + 1 + match[0] < len(lowers) and self.tokens[at + 1 + match[0]].capital:
                return 0
        return 0

    def _skip_of(self, at: int) -> int:
        mention_end = 0
        index = at + 1
        while index < len(self.tokens):
            mention = self._is_place(index)
            if mention:
                mention_end = mention.end
            elif mention_end or self.tokens[index].lower != "the":
                break
            index += 1
        return index

    def _family(self, at: int, lowers: list[str]) -> int:
        """ "his wife, Melania": a given name that takes the surname of the person before."""
        match = self.lexicon.match(self.lexicon.offices, lowers, at)
        if not match or "family" not in match[1] or not self.persons:
            return 0
        start = at + 1
        if start < len(self.tokens) and self.tokens[start].text == ",":
            start += 1
        end = self._name_from(start) if start < len(self.tokens) else start
        if end == start:
            return 0
        words = [t.text for t in self.tokens[start:end]]
        kin = self.persons[self.mentions[-1].persons[0]] if self.mentions else self.persons[-1]
        if len(words) == 1 and lowers[at] in ("wife", "husband", "spouse", "daughter", "son") and " " in kin.name:
            words.append(kin.name.split()[-1])
        gender = "f" if lowers[at] in ("wife", "daughter", "sister", "mother") else "m"
        number = self._find_or_add(" ".join(words), self.tokens[start].start)
        person = self.persons[number]
        person.gender, person.country, person.dignitary = gender, kin.country, kin.dignitary
        self.mentions.append(PersonMention(self.tokens[start].start, self.tokens[end - 1].end, (number,), "name"))
        return end

    def _named(self, at: int) -> int:
        """A full name without an office before it: two words and more, none of an organisation."""
        token = self.tokens[at]
        if not token.capital or token.lower in self._stop or self._is_place(at) or self._demonym(token.lower):
            return 0
        end = self._name_from(at)
        words = self.tokens[at:end]
        genitive = at > 0 and self.tokens[at - 1].possessive and self._is_place(at - 1) is not None
        if len(words) < 2 or (end - at > 4):
            return max(end, at + 1) if len(words) > 4 else 0
        if any(w.lower in self._organisation for w in words) or any(c.isdigit() for w in words for c in w.text):
            return end
        if all(w.text.isupper() and len(w.text) > 1 for w in words):
            return end
        country = ""
        if genitive:
            mention = self._is_place(at - 1)
            country = mention.place.country_code if mention and mention.place else ""
        country = country or self._country_after(end)
        office, kinds, office_country = self._apposition(end)
        number = self._register(at, end, office=office, country=country or office_country, kinds=kinds, title="")
        if genitive and country:
            self.persons[number].dignitary |= not self.persons[number].minor
        self.mentions.append(PersonMention(token.start, words[-1].end, (number,), "name"))
        return end

    def _apposition(self, at: int) -> tuple[str, frozenset[str], str]:
        """An office in apposition behind a name: ", the U.S. defense secretary," or ", Israel's foreign minister"."""
        lowers = [t.lower for t in self.tokens[at : at + 12]]
        if not lowers or lowers[0] not in (",", "(", "-", "–", "—"):
            return "", frozenset(), ""
        for ahead in range(1, len(lowers)):
            if lowers[ahead] in (".", ";", ":", "who", "said", "and", "in", "told", "is", "was"):
                break
            match = self.lexicon.match(self.lexicon.offices, lowers, ahead)
            if match and "family" not in match[1]:
                country = self._country_before(at + ahead) or self._country_after(at + ahead + match[0])
                office = " ".join(lowers[ahead : ahead + match[0]])
                return office, match[1], country or _OFFICE_HOME.get(office, "")
        return "", frozenset(), ""

    # -- registering -------------------------------------------------------------------------------------------
    def _register(self, start: int, end: int, *, office: str, country: str, kinds: frozenset[str], title: str) -> int:
        words = [t.text for t in self.tokens[start:end] if t.text != "."]
        number = self._find_or_add(" ".join(words), self.tokens[start].start, office, country)
        person = self.persons[number]
        if office and "minor" not in kinds:
            if office not in person.offices:
                person.offices.append(office)
            person.dignitary = True
        if "minor" in kinds and not person.dignitary:
            person.minor = True
        if country and not person.country:
            person.country = country
        first = (office or title).split(" ")[0].rstrip(".") if (office or title) else ""
        if first in _WOMEN:
            person.gender = "f"
        elif first in _MEN:
            person.gender = "m"
        if title.rstrip(".") in ("mr", "mrs", "ms", "sir", "lord", "mme", "m") and not office:
            person.dignitary |= False
        return number

    def _find_or_add(self, name: str, offset: int, office: str = "", country: str = "") -> int:
        folded = [fold(w) for w in name.split() if len(w.strip(".")) > 0]
        for number in self._candidates(folded):
            person = self.persons[number]
            known = {fold(w) for n in person.names for w in n.split()}
            same = set(folded) <= known or known <= set(folded) or self._same_full(person, folded)
            clash = country and person.country and country != person.country and len(folded) > 1
            if same and not clash:
                if name not in person.names:
                    person.names.append(name)
                    self._learn(number, folded)
                return number
        person = Person(len(self.persons), [name], first=offset)
        self.persons.append(person)
        self._learn(person.number, folded)
        return person.number

    @staticmethod
    def _same_full(person: Person, folded: list[str]) -> bool:
        """First and last word agree: "George W. Bush" and "George Bush"."""
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
        for word in {words[0], words[-1]} if words else ():
            if len(word) > 1:
                numbers = self._by_word.setdefault(word, [])
                if number not in numbers:
                    numbers.append(number)

    # -- later mentions ----------------------------------------------------------------------------------------
    def _surnames(self) -> None:
        """Single capitalised words that are the first or last word of a known name."""
        covered = sorted((m.start, m.end) for m in self.mentions)
        index = 0
        lexicon_stop = self._stop
        for token in self.tokens:
            while index < len(covered) and covered[index][1] <= token.start:
                index += 1
            if index < len(covered) and covered[index][0] < token.end:
                continue
            if not token.capital or token.lower in lexicon_stop or len(token.text) < 2:
                continue
            numbers = self._by_word.get(fold(token.text), [])
            if not numbers:
                continue
            mention = self._place_at.get(token.start)
            if mention and mention.place is not None and mention.end - mention.start > len(token.text) + 2:
                continue
            number = self._best_namesake(numbers, token)
            self.mentions.append(PersonMention(token.start, token.end, (number,), "surname"))
        self.mentions.sort(key=lambda m: m.start)
        for found in self.mentions:
            for number in found.persons:
                self.persons[number].mentions += 1

    def _best_namesake(self, numbers: list[int], token: Token) -> int:
        """Of several bearers of a name the one whose last word it is, then the most recently named before."""
        folded = fold(token.text)
        last = [n for n in numbers if any(fold(x.split()[-1]) == folded for x in self.persons[n].names)]
        pool = last or numbers
        before = [m for m in self.mentions if m.start < token.start and m.persons[0] in pool and m.how == "name"]
        offices = [n for n in pool if self.persons[n].offices]
        if offices and len(offices) < len(pool):
            return offices[0]
        return before[-1].persons[0] if before else pool[0]

    def office_holders(self, words: Sequence[str], country: str) -> list[int]:
        """The persons whose office has all of `words` (and who are of `country`, where one is named)."""
        found = []
        for person in self.persons:
            if country and person.country and person.country != country:
                continue
            if any(all(w in office.replace("-", " ").split() for w in words) for office in person.offices):
                found.append(person.number)
        return found

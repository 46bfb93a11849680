"""Bare mentions: surnames of known persons, headings in capitals, and persons whom a text never introduces."""

from __future__ import annotations

import re

from timeline.extract.persons.gather import Gatherer
from timeline.extract.persons.naming import fold
from timeline.extract.persons.person import PersonMention
from timeline.extract.persons.register import Claim
from timeline.extract.persons.tables import MONTH_NAMES, SUFFIXES
from timeline.languages import gender

_HEADING = re.compile(r"(?m)^[ \t]*([A-Z][A-Z'’-]{3,})(?:[.:]|[ ]*[—–])[ ]")
_BOUND = frozenset(("in", "to", "from", "at", "near", "visit", "visited", "leave", "left"))
_SAYING = frozenset(
    "said told says was is has had will would did met spoke flew went held gave left made got came saw".split()
)
_PAPAL = frozenset(("francis", "benedict", "leo", "pius"))
_PONTIFF = frozenset(("pope", "pontiff"))
_MOVES = frozenset(
    "arrived flew landed travelled traveled smiled tweeted toured met visited shook returned departed spoke arrives "
    "flies "
    "lands meets".split()
)


class Bare:
    """Adds bare mentions to what a `Gatherer` has found."""

    def __init__(self, text: str, found: Gatherer) -> None:
        self.tokens, self.names, self.register = found.tokens, found.names, found.register
        self.persons, self.mentions, self.taken = found.persons, found.mentions, found.taken
        self._headings(text)
        self._unannounced()
        self._surnames()

    def _headings(self, text: str) -> None:
        """Surnames in capitals that open a paragraph ("BIDEN. Home again ..."), where a dispatch has several."""
        found = [m for m in _HEADING.finditer(text) if m[1].lower() not in self.names.words.stop]
        if len(found) < 3:
            return
        for match in found:
            if match[1].lower() in self.names.words.ordinary:
                continue
            at = next((i for i, t in enumerate(self.tokens) if t.start >= match.start(1)), None)
            if at is None or self.names.place_at(at):
                continue
            number = self.register.namesake(fold(match[1]), ())
            if number is None:
                number = self.register.find_or_add(Claim(match[1].capitalize(), match.start(1))).number
            self.persons[number].dignitary = self.persons[number].heading = True

    def _open(self) -> list[int]:
        """The capitalised tokens outside every mention so far."""
        taken = self.taken
        return [at for at in self.names.capitals if not taken[at]]

    def _surnames(self) -> None:
        """Single capitalised words that are a word of a known name."""
        self.mentions.sort(key=lambda m: m.start)
        found: list[PersonMention] = []
        latest: list[int] = []
        by_word, stop, index = self.register.by_word, self.names.words.stop, 0
        for at in self._open():
            token = self.tokens[at]
            word = token.lower if token.lower.isascii() else fold(token.text)
            if word not in by_word or (token.lower in stop and not self._month_name(at)) or self._is_place(at):
                continue
            while index < len(self.mentions) and self.mentions[index].start < token.start:
                latest.append(self.mentions[index].persons[0])
                index += 1
            number = self.register.namesake(word, latest)
            if number is None or self._foreign(at, number):
                continue
            found.append(PersonMention(self._begin(at, number), token.end, (number,), "surname"))
            self._of_land(at, number)
        self.mentions += found
        self.mentions.sort(key=lambda m: m.start)
        for mention in self.mentions:
            for number in mention.persons:
                self.persons[number].mentions += 1

    def _month_name(self, at: int) -> bool:
        """Whether "May" is a person, by the verb behind it ("May told reporters", "May's visit")."""
        return self.tokens[at].lower in MONTH_NAMES and self._does(at)

    def _does(self, at: int) -> bool:
        """Whether a verb behind a word, or its genitive, shows that it is a person's name."""
        if at + 1 >= len(self.tokens):
            return False
        following = self.tokens[at + 1].text
        return self.tokens[at].possessive or following in _SAYING or (following.islower() and following[-2:] == "ed")

    def _begin(self, at: int, number: int) -> int:
        """Where the mention begins: with the small particles of the name, as in "bin Salman"."""
        words, start = self.persons[number].words, at
        while start and self.tokens[start - 1].lower in words and not self.tokens[start - 1].capital:
            start -= 1
        return self.tokens[start].start

    def _of_land(self, at: int, number: int) -> None:
        """ "China's Xi": the land of a person that no office tells."""
        if at and self.tokens[at - 1].possessive and not self.persons[number].country:
            mention = self.names.place_at(at - 1)
            land = mention.place if mention else None
            if land is not None and land.kind == "country":
                self.persons[number].country = land.country_code

    def _foreign(self, at: int, number: int) -> bool:
        """Whether the word is rather a part of something else's name ("Trump Tower"), or a stranger's given name."""
        if self.names.thing(at, at + 1):
            return True
        person, word = self.persons[number], fold(self.tokens[at].text)
        if any(form[-1] == word or len(form) == 1 for form in person.forms) or at + 1 >= len(self.tokens):
            return False
        following = self.tokens[at + 1]
        return following.capital and self.names.gap(at + 1) == " " and fold(following.text) not in person.words

    def _is_place(self, at: int) -> bool:
        """Whether the word is part of a longer place name, or a place that stands as places do."""
        mention = self.names.place_at(at)
        if mention is None or mention.place is None:
            return False
        return mention.end - mention.start > len(self.tokens[at].text) + 2 or (
            at > 0 and self.tokens[at - 1].lower in _BOUND
        )

    def _unannounced(self) -> None:
        """Persons whom a text never introduces: "Nixon flew on to Bucharest", "Charles III and Camilla"."""
        family, statesmen, seen = self.names.words.family, self.names.words.statesmen, dict[str, list[int]]()
        never, places = self.names.words.never, self.names.places
        for at in self._open():
            lower = self.names.lowers[at]
            named = lower not in never or (lower in statesmen and self._does(at))  # "Bush got here from Beijing"
            if named and at not in places and self._unknown(at):
                seen.setdefault(self.tokens[at].lower, []).append(at)
        for lower, stands in seen.items():
            known = self.register.find(Claim(self.tokens[stands[0]].text, self.tokens[stands[0]].start))
            if known is not None:  # spelt otherwise
                self.register.call(known, fold(lower))
                continue
            moves = [at for at in stands if self._acts(at)]
            papal = lower in _PAPAL and not _PONTIFF.isdisjoint(self.names.lowers)
            great = papal or lower in statesmen or fold(lower) in statesmen
            if great or (moves and (len(stands) > 1 or lower in family)):
                claim = Claim(self.tokens[(moves or stands)[0]].text, self.tokens[stands[0]].start)
                person = self.register.find_or_add(claim)
                person.listed |= lower in family or great
                person.dignitary |= great
                if papal:  # "Francis leaves Rome", where he is else "the pope"
                    person.style, person.country, person.gender = "pope", "VA", "m"
                    person.offices.append("pope")
            elif self._beside(stands[0]):
                self._partner(stands[0])

    def _unknown(self, at: int) -> bool:
        """Whether the word can be a name at all, and nobody's so far."""
        token, words = self.tokens[at], self.names.words
        lower = token.lower
        if (
            len(lower) < 3
            or token.text.isupper()
            or lower in self.names.demonyms
            or fold(lower) in self.register.by_word
        ):
            return False
        before = self.tokens[at - 1] if at and self.names.gap(at) == " " else None
        if before is not None and before.capital and not (before.lower in words.stop or before.lower in words.ordinary):
            return False  # a part of something else's name
        return at not in self.names.things and not self.names.thing(at, at + 1)

    def _beside(self, at: int) -> bool:
        """Whether a given name stands joined to a monarch's: "Charles III and Camilla"."""
        if at < 2 or self.tokens[at - 1].lower != "and" or self.tokens[at].lower not in self.names.words.given:
            return False
        return self.tokens[at - 2].lower in SUFFIXES and bool(self.taken[at - 2])

    def _partner(self, at: int) -> None:
        before = self.tokens[at - 2].end
        monarch = next(m.persons[0] for m in self.mentions if m.end == before)
        token = self.tokens[at]
        person = self.register.find_or_add(Claim(token.text, token.start))
        person.gender = gender(token.lower)
        person.spouse, person.kin, person.listed, person.dignitary = monarch, True, True, True

    def _acts(self, at: int) -> bool:
        following = at + 1
        if following >= len(self.tokens) or self.tokens[at].possessive or self.tokens[following].lower not in _MOVES:
            return False
        before = self.tokens[at - 1] if at else None
        return before is None or not (before.capital or before.lower in ("the", "a", "an", "in", "at", "of"))

"""Who an office, a pronoun or an unspoken subject stands for, at the point of the text that has been reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from timeline.extract.people import People
from timeline.extract.tokens import Chunk, Token
from timeline.languages import Lexicon

_SKIP = frozenset(
    "top chief senior visiting new outgoing former then visiting embattled ailing veteran old young".split()
)
_UNNAMED = frozenset(
    ("queen", "king", "pope", "emperor", "empress", "holy father", "pontiff", "prince", "princess", "shah", "sultan")
)
_LEADING = frozenset(("leader", "diplomat", "chief", "head", "secretary", "president", "pontiff", "premier", "monarch"))


class Discourse:
    """Keeps the subjects met so far and resolves person chunks to numbers of `People.persons`."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self.people = people
        self.lexicon = lexicon
        self.recent: list[int] = []
        self.subject: tuple[int, ...] = ()
        self.main: int | None = None
        self.section = False  # inside a part of the text that a person's name heads
        self.travels: dict[int, float] = {}
        self.parties: dict[int, dict[int, str]] = {}  # who goes along with whom, and how that is known
        self.went: dict[int, list[tuple[str, str]]] = {}  # land and place of each place somebody is said to go to

    def begin(self) -> None:
        """Start again at the top of the text."""
        self.recent, self.subject = [], ()
        self.section = False

    def settle_main(self, travels: dict[int, float], here: str = "") -> None:
        """Choose the person the dispatch is about from how strongly each is said to travel.

        Whoever is at home where the dispatch was written (`here`, a country code) is rather the host.
        """
        self.travels = travels
        best: tuple[float, int] | None = None
        for person in self.people.persons:
            if person.minor:
                continue
            weight = 2.0 * travels.get(person.number, 0.0) + min(person.mentions, 6) * 0.4
            weight += (
                (0.8 if person.dignitary else 0.0)
                + (0.6 if person.first < 350 else 0.0)
                + (0.2 if person.listed else 0.0)
            )
            weight -= 1.0 if here and person.country == here else 0.0
            weight += 0.7 if person.visiting else 0.0
            weight -= 0.8 if not person.listed and not person.dignitary else 0.0
            if best is None or weight > best[0]:
                best = (weight, person.number)
        self.main = best[1] if best and best[0] > 1.2 else None

    def person_chunks(self, tokens: Sequence[Token], first: int) -> list[tuple[int, int, str, Any]]:
        """Pronouns and offices without a name among the tokens of a sentence, as mentions for `chunk`.

        `first` is the number of the sentence's first token in the text.
        """
        found: list[tuple[int, int, str, Any]] = []
        lowers = [t.lower for t in tokens]
        words = self.lexicon.words
        pronouns_f, pronouns_m, pronouns_p = words["pronouns_f"], words["pronouns_m"], words["pronouns_p"]
        at = 0
        while at < len(tokens):
            lower = lowers[at]
            kind = "m" if lower in pronouns_m else "f" if lower in pronouns_f else "p" if lower in pronouns_p else ""
            if not kind and lower == "couple" and at and lowers[at - 1] in ("the", "royal", "presidential"):
                kind = "p"
            if kind:
                found.append((tokens[at].start, tokens[at].end, "P", ("pronoun", kind)))
            elif lower in self.lexicon.offices:
                match = self.lexicon.match(self.lexicon.offices, lowers, at)
                if match and "office" in match[1] and "plural" not in match[1]:
                    country = self._definite(tokens, at, first)
                    if country is not None:
                        end = tokens[at + match[0] - 1].end
                        found.append(
                            (
                                tokens[at].start,
                                end,
                                "P",
                                ("office", tuple(lowers[at : at + match[0]]), country, tokens[at].capital),
                            )
                        )
                if match:
                    at += match[0] - 1
            at += 1
        return found

    def _definite(self, tokens: Sequence[Token], at: int, first: int) -> str | None:
        """The country of "the Cuban leader" ("" if none is named); None where no "the" makes the office definite."""
        country = ""
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

    def resolve(self, chunks: Sequence[Chunk], near: Sequence[int] = ()) -> tuple[int, ...]:
        """The persons that the subject chunks stand for, in order; `near` were named earlier in the sentence."""
        numbers: dict[int, None] = {}
        for piece in chunks:
            for number in self._one(piece.data, near):
                numbers[number] = None
        return tuple(numbers)

    def _one(self, data: Any, near: Sequence[int]) -> tuple[int, ...]:
        if data[0] == "person":
            return tuple(data[1])
        if data[0] == "pronoun":
            return self._pronoun(data[1], near)
        return self._office(data[1], data[2], data[3])

    def _pronoun(self, kind: str, near: Sequence[int]) -> tuple[int, ...]:
        persons = self.people.persons
        if kind == "p":
            if len(near) > 1:
                return tuple(near)
            if len(self.subject) > 1:
                return self.subject
            pair = [n for n in self.recent if persons[n].dignitary][-2:]
            return tuple(pair) if len(pair) == 2 else self.subject
        lead = (self.main,) if self.main is not None else ()
        told = (*self.subject, *lead) if not self._outdone() else (*lead, *self.subject)
        order = [n for n in (*reversed(near), *told, *reversed(self.recent)) if not persons[n].minor]
        if kind == "f":  # persons of unknown gender are seldom women in this field
            order.sort(key=lambda n: persons[n].gender != "f")
        return next(((n,) for n in order if persons[n].gender in ("", kind)), ())

    def _outdone(self) -> bool:
        """Whether the last subject travels so much less than the main person that a pronoun rather means the latter."""
        if self.main is None or not self.subject or self.main in self.subject:
            return False
        mine = max(self.travels.get(n, 0.0) for n in self.subject)
        return self.travels.get(self.main, 0.0) > 1.0 + 3 * mine

    def _office(self, words: Sequence[str], country: str, capital: bool) -> tuple[int, ...]:
        holders = self.people.office_holders(words, country)
        lead = (self.main,) if self.main is not None else ()
        if self.subject and self.people.persons[self.subject[0]].heading and not country:
            return self.subject
        if not holders and country:
            holders = [p.number for p in self.people.persons if p.country == country and not p.minor and p.mentions]
            if (
                not holders
                and lead
                and not (self.people.persons[lead[0]].offices or self.people.persons[lead[0]].country)
            ):
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

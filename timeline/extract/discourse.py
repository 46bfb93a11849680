"""Who an office, a pronoun or an unspoken subject stands for, at the point of the text that has been reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from timeline.extract.people import People
from timeline.extract.tokens import Chunk, Token
from timeline.languages import Lexicon

_GROUPS = frozenset(("leaders", "presidents", "ministers", "couple", "two", "both", "pair", "secretaries", "premiers"))
_SKIP = frozenset("top chief senior visiting new outgoing former then american visiting embattled ailing".split())


class Discourse:
    """Keeps the subjects met so far and resolves person chunks to numbers of `People.persons`."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self.people = people
        self.lexicon = lexicon
        self.recent: list[int] = []
        self.subject: tuple[int, ...] = ()
        self.main = self._main()

    def _main(self) -> int | None:
        """The person the dispatch is about: most named, the earlier one where two are level."""
        ranked = [p for p in self.people.persons if p.dignitary and not p.minor]
        ranked = ranked or [p for p in self.people.persons if not p.minor and p.mentions > 1]
        if not ranked:
            return None
        return max(ranked, key=lambda p: (p.mentions + (3 if p.first < 400 else 0), -p.first)).number

    def person_chunks(self, tokens: Sequence[Token]) -> list[tuple[int, int, str, Any]]:
        """Pronouns and offices without a name among the tokens of a sentence, as mentions for `chunk`."""
        found: list[tuple[int, int, str, Any]] = []
        lowers = [t.lower for t in tokens]
        words = self.lexicon.words
        for at, token in enumerate(tokens):
            if token.lower in ("he", "she", "they", "his", "her", "their", "him", "them", "himself", "herself"):
                kind = "f" if token.lower in words["pronouns_f"] else "m" if token.lower in words["pronouns_m"] else "p"
                found.append((token.start, token.end, "P", ("pronoun", kind)))
                continue
            if token.lower == "couple" and at and lowers[at - 1] in ("the", "royal"):
                found.append((token.start, token.end, "P", ("pronoun", "p")))
                continue
            match = self.lexicon.match(self.lexicon.offices, lowers, at)
            if match and "office" in match[1]:
                country = self._definite(tokens, at)
                if country is not None:
                    end = tokens[at + match[0] - 1].end
                    found.append((token.start, end, "P", ("office", tuple(lowers[at : at + match[0]]), country)))
        return found

    def _definite(self, tokens: Sequence[Token], at: int) -> str | None:
        """The country of "the Cuban leader" ("" if none is named); None where no "the" makes the office definite."""
        country = ""
        for back in range(at - 1, max(-1, at - 6), -1):
            word = tokens[back].lower
            if word in ("the", "their", "his", "her"):
                return country if word == "the" else None
            code = self.people.demonyms.get(word, "")
            if not code and word not in _SKIP and not word.replace("-", "").isalnum():
                return None
            country = country or code
        return None

    def see(self, numbers: Sequence[int]) -> None:
        """Note that these persons were just named."""
        for number in numbers:
            if number in self.recent:
                self.recent.remove(number)
            self.recent.append(number)

    def resolve(self, chunks: Sequence[Chunk]) -> tuple[int, ...]:
        """The persons that the subject chunks stand for, in order; empty if nobody known."""
        numbers: dict[int, None] = {}
        for piece in chunks:
            for number in self._one(piece.data):
                numbers[number] = None
        return tuple(numbers)

    def _one(self, data: Any) -> tuple[int, ...]:
        if data[0] == "person":
            return tuple(data[1])
        if data[0] == "pronoun":
            return self._pronoun(data[1])
        return self._office(data[1], data[2])

    def _pronoun(self, kind: str) -> tuple[int, ...]:
        persons = self.people.persons
        if kind == "p":
            if len(self.subject) > 1:
                return self.subject
            pair = [n for n in self.recent if persons[n].dignitary][-2:]
            return tuple(pair) if len(pair) == 2 else self.subject
        for number in (*self.subject, *reversed(self.recent)):
            person = persons[number]
            if person.gender in ("", kind) and not person.minor:
                return (number,)
        return (self.main,) if self.main is not None else ()

    def _office(self, words: Sequence[str], country: str) -> tuple[int, ...]:
        last = [w for w in words if w not in ("the", "of")][-1:] if words[-1:] != ("state",) else ["secretary"]
        holders = self.people.office_holders(last, country)
        if not holders and country:
            holders = [p.number for p in self.people.persons if p.country == country and not p.minor and p.mentions]
        if not holders and words[-1] in ("leader", "diplomat", "chief", "head", "secretary", "president", "pontiff") and not country:
            return (self.main,) if self.main is not None else ()
        if self.main in holders and len(holders) > 1 and not country:
            return (self.main,) if self.main is not None else ()
        for number in reversed(self.recent):
            if number in holders:
                return (number,)
        return tuple(holders[:1])

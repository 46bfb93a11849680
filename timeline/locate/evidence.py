"""Judges whether a stretch of text that the gazetteer knows names a place in this text, and says why."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from timeline.languages import statesmen
from timeline.locate.lexicon import Lexicon, lexicon
from timeline.locate.people import People
from timeline.locate.relate import relate
from timeline.locate.scan import Found
from timeline.locate.tokens import Token, Tokens
from timeline.locate.weights import KNOWN, NAMING

_DATELINE = re.compile(
    r"\s*(?:,[^\n(]{2,40})?"
    r"(?:\([A-Z][^)\n]{1,40}\)|,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2}\s*\(|\s?[—–-]{1,2}\s)"
)
_BLOCKING = frozenset(reason for reason, weight in NAMING.items() if weight <= -4.0)
_STOPS = frozenset('.!?"”“:;•')


class Judge:
    """Weighs the evidence around the stretches of one text."""

    def __init__(self, text: str, tokens: Tokens, found: list[Found], people: People) -> None:
        self.text = text
        self.tokens = tokens
        self.found = found
        self._starts = [hit.start for hit in found]
        self.people = people
        self.lex: Lexicon = lexicon()
        self.statesmen = statesmen()

    def run(self) -> list[Found]:
        """The stretches that name places, in order, with their scores and reasons."""
        beside = relate(self.text, self.found)
        for index, hit in enumerate(self.found):
            self._name(hit)
            if not hit.certain:
                self._before(hit)
                self._after(hit)
            for reason in beside.get(index, ()):
                self._add(hit, reason)
        self._discourse()
        return [hit for hit in self.found if hit.score >= 0]

    @staticmethod
    def _add(hit: Found, reason: str) -> None:
        hit.score += NAMING[reason]
        hit.reasons.append(reason)

    def _token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    # the name itself

    def _name(self, hit: Found) -> None:
        top = hit.entry.top if hit.entry else 3.0
        hit.score += 3.0 if hit.certain else _known(top)
        low, lex = hit.text.lower(), self.lex
        if hit.last > hit.first:
            self._several(hit, low, top)
            return
        if self._is_no_name(hit, low):
            self._add(hit, "a day, a month, a title or a mere letter")
        elif low in lex.offices or low in lex.kinds or low in lex.org_after or low in lex.directions:
            self._add(hit, "a word for an office, a firm or a kind of place")
        elif low in self.statesmen and top < 5.0:
            self._add(hit, "a statesman's name")
        elif low in lex.ordinary and top < 9:
            self._add(hit, "an ordinary word")
        if top < 9:
            if low in lex.given:
                self._add(hit, "a given name")
            elif low in lex.family:
                self._add(hit, "a family name")
        if low in self.tokens.texts and not hit.certain:
            self._add(hit, "written small elsewhere in this text")

    def _several(self, hit: Found, low: str, top: float) -> None:
        if self.tokens[hit.first].low not in self.lex.given or top >= 5.5:
            self._add(hit, "several words")
        words = low.split()
        ends = (words[0], words[-1])
        if any(a in self.lex.time_words and b.isdigit() for a, b in (ends, ends[::-1])):
            self._add(hit, "a day, a month, a title or a mere letter")
        elif top < 5.5 and all(word in self.lex.ordinary or word in self.lex.kinds for word in words):
            self._add(hit, "ordinary words")

    def _is_no_name(self, hit: Found, low: str) -> bool:
        if hit.certain:
            return self.text[hit.end : hit.end + 1] == "$" or self.text[max(0, hit.start - 1) : hit.start] == "$"
        letter = len(low) == 1 and not self.tokens[hit.first].caseless
        return letter or low in self.lex.time_words or low in self.lex.titles

    # before it

    def _before(self, hit: Found) -> None:
        if self.people.covers(hit):
            self._add(hit, "inside a person's name")
        elif self.people.bears(hit):
            self._add(hit, "a person's name in this text")
        at = hit.first - 1
        before = self._token(at)
        gap = self.tokens.gaps[hit.first]
        if before is None or "\n" in gap or before.text in _STOPS:
            if hit.words == 1:
                self._add(hit, "the first word of its sentence")
            return
        if before.kind == "word" and gap.strip() == "":
            self._word_before(hit, at, before)

    def _word_before(self, hit: Found, at: int, before: Token) -> None:
        word = before.low.rstrip(".")
        if word in self.lex.directions:
            self._add(hit, "after a compass word")
            at -= 1
        if word == "the":
            at -= 1
            if hit.words == 1 and hit.entry is not None and hit.entry.places[0].kind in ("city", "admin2"):
                self._add(hit, "after an article")
        earlier = self._token(at)
        if earlier is None or earlier.kind != "word":
            return
        word, next_to_it = earlier.low.rstrip("."), at == hit.first - 1
        if earlier.cap and word in self.lex.titles and word != "miss":
            if hit.entry is None or hit.entry.top < 9:
                self._add(hit, "after a title")
        elif word in self.lex.strong_prepositions:
            self._add(hit, "after a preposition of place")
        elif word == "of":
            self._of(hit, at)
        elif word in self.lex.fair_prepositions:
            self._add(hit, "after a preposition")
        elif word in self.lex.nouns_before and next_to_it:
            self._add(hit, "after a noun such as city or province")
            self._called(hit, word)
        elif next_to_it and earlier.cap and word not in self.lex.openers:
            self._joined(hit, at, word)

    def _of(self, hit: Found, at: int) -> None:
        head = self._token(at - 1)
        word = head.low.rstrip(".") if head is not None else ""
        if word in self.lex.nouns_before or word in self.lex.directions:
            self._add(hit, "after a noun such as city or province")
            self._called(hit, word)
        elif head is not None and head.cap and word in self.lex.org_of:
            self._add(hit, "inside the name of a firm, paper, club or ship")
        else:
            self._add(hit, "after a preposition")

    def _called(self, hit: Found, noun: str) -> None:
        """The noun beside it says what kind of place it is, as far as the name has such a place."""
        kinds = self.lex.called.get(noun, frozenset())
        if hit.entry is not None and any(place.kind in kinds for place in hit.entry.places):
            hit.kinds = kinds

    def _joined(self, hit: Found, at: int, word: str) -> None:
        """A capitalised word stands right before: a person, a firm, or another place."""
        if word in self.lex.org_before:
            self._add(hit, "inside the name of a firm, paper, club or ship")
        elif any(other.score > 0 for other in self._near(self.tokens.starts[at], self.tokens.ends[at])):
            pass  # "Toronto Ontario"
        elif word in self.lex.given and hit.words == 1:
            self._add(hit, "after a given name")
        elif self._demonym(word) or word in self.lex.offices:
            pass
        elif (hit.entry is not None and hit.entry.top >= 9) or self.tokens[at].upper:
            self._add(hit, "joined to an unknown name, but well known")
        else:
            self._add(hit, "joined to an unknown name")

    def _demonym(self, word: str) -> bool:
        return word in self.people.demonyms

    # after it

    def _after(self, hit: Found) -> None:
        before = self._token(hit.first - 1)
        opens = before is None or "\n" in self.tokens.gaps[hit.first]
        if opens and _DATELINE.match(self.text[hit.end : hit.end + 80]):
            self._add(hit, "dateline")
        at = hit.last + 1
        after = self._token(at)
        if after is not None and after.kind == "ending":
            self._add(hit, "possessive")
            return
        if after is None or after.kind not in ("word", "punct"):
            return
        gap = self.tokens.gaps[at]
        if after.text in "-‐‑–" and gap == "":
            joined = self._token(at + 1)
            if joined is not None and joined.low in self.lex.hyphened:
                self._add(hit, "with -based or the like")
        elif after.text == "/" and gap == "" and before is not None and before.text == "/":
            self._add(hit, "a part of a code")
        elif after.kind == "word" and gap in (" ", "\u00a0"):
            self._word_after(hit, after, at)

    def _word_after(self, hit: Found, after: Token, at: int) -> None:
        word = after.low
        well_known = hit.entry is not None and hit.entry.top >= 6.5
        ahead = self._ahead(at)
        if not well_known and not self.lex.things.isdisjoint(ahead):
            self._add(hit, "before the name of a thing or disease")
        elif not self.lex.institutions.isdisjoint(ahead):
            self._add(hit, "inside the name of a school or the like")
        elif not after.cap:
            if word in self.lex.civil:
                self._called(hit, word)  # "Washington state"; but "the Maryland town" is no town of that name
            if word in self.lex.civil or word in ("city", "airport", "airfield", "district", "suburb", "metro"):
                self._add(hit, "before a noun such as province or airport")
            elif word in self.lex.speech and hit.words == 1 and not well_known:
                self._add(hit, "before a verb of saying")
        elif word in self.lex.org_after:
            self._add(hit, "inside the name of a firm, paper, club or ship")
        elif word in self.lex.offices or word in self.lex.civil:
            self._add(hit, "before an office of state")
        elif word in self.lex.facilities:
            if not well_known:
                self._add(hit, "before an unknown name")
        elif word in self.lex.openers or self._demonym(word) or self._is_found(at):
            pass
        elif well_known:
            self._add(hit, "before an unknown name, but well known")
        else:
            self._add(hit, "before an unknown name")

    def _ahead(self, at: int) -> list[str]:
        """The next words in lower case, as long as they belong together: capitals, and one word after them."""
        words: list[str] = []
        gaps = self.tokens.gaps
        for number, token in enumerate(self.tokens[at : at + 3], at):
            if token.kind != "word" or gaps[number] != " ":
                break
            words.append(token.low)
            if not token.cap:
                break
        return words

    def _is_found(self, at: int) -> bool:
        start = self.tokens.starts[at]
        return any(other.start <= start for other in self._near(start, start + 1))

    def _near(self, start: int, end: int) -> Iterator[Found]:
        """The names that overlap a stretch of the text; `found` is in order and without overlap."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self.found) and self.found[at].start < end:
            if start < self.found[at].end:
                yield self.found[at]
            at += 1

    # the rest of the text

    def _discourse(self) -> None:
        best: dict[str, float] = {}
        for hit in self.found:
            key = hit.text.lower()
            best[key] = max(best.get(key, -9.0), hit.score)
        for hit in self.found:
            if hit.score < 1.5 <= best[hit.text.lower()] - 0.5 and _BLOCKING.isdisjoint(hit.reasons):
                self._add(hit, "clearly a place elsewhere in this text")


def _known(top: float) -> float:
    """What the prominence of a name's best known place says for it."""
    for least, weight in KNOWN:
        if top >= least:
            return weight
    return KNOWN[-1][1]

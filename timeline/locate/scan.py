"""Finds every stretch of a text that the gazetteer knows, the longest at each position, without judging it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline.locate.lexicon import Lexicon, lexicon
from timeline.locate.names import Entry, Names
from timeline.locate.tokens import Tokens

_MOST_WORDS = 7
_MOST_SIGNS = 12  # of a name in a script without spaces
_HYPHENS = frozenset("-‐‑–")
_GAPS = frozenset(["", " ", "\n", "\u00a0", "\u2009"])
_INNER = _HYPHENS | frozenset("&'’‘`")
# the least prominence of a name in a script without capitals: about 30,000 people
_CASELESS_FLOOR = 4.5
# particles that Arabic and Hebrew write together with the next word
_PROCLITICS = ("وال", "بال", "ول", "وب", "لل", "و", "ب", "ل", "ف", "ك", "ב", "ל", "מ", "ה", "ו", "ש", "כ")


_NO_KINDS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Found:
    """A stretch of tokens `first`..`last` (inclusive) with what the gazetteer knows of it.

    `entry` is None for a name that is clearly a place's ("Metcalfe County") but unknown.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    entry: Entry | None
    certain: bool = False  # an abbreviation or acronym that can mean nothing else
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    land: Found | None = None  # the country or division that stands beside it
    kinds: frozenset[str] = _NO_KINDS  # what the word beside it calls it: "province", "the city of"
    beside: list[Found] = field(default_factory=list)  # its neighbours in a list of places

    @property
    def words(self) -> int:
        """How many tokens the name has."""
        return self.last - self.first + 1


class Scanner:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, tokens: Tokens, names: Names) -> None:
        self.text = text
        self.tokens = tokens
        self.names = names
        self.lex: Lexicon = lexicon()

    def run(self) -> list[Found]:
        """All stretches found, in order, none overlapping another."""
        found: list[Found] = []
        done = -1
        tokens = self.tokens
        for at in tokens.heads:
            if at <= done:
                continue
            token = tokens[at]
            if token.kind == "word" and not token.text.isascii() and token.unspaced:
                found.extend(self._inside(at))
            elif hit := self._longest(at) if token.plain else self._at(at):
                found.append(hit)
                done = hit.last
        return found

    def _at(self, at: int) -> Found | None:
        token = self.tokens[at]
        if token.kind == "number":
            follows = at + 1 < len(self.tokens) and self.tokens[at + 1].cap
            return self._longest(at, least=2) if follows else None
        if token.kind != "word":
            return None
        if token.cap:
            return self._short_form(at) or self._capital(at)
        if token.caseless:
            return self._caseless(at)
        if token.text in self.lex.begin_links and at + 1 < len(self.tokens) and self.tokens[at + 1].text in _HYPHENS:
            return self._longest(at, least=2)
        return None

    def _make(self, first: int, last: int, entry: Entry | None, certain: bool = False) -> Found:
        start, end = self.tokens.starts[first], self.tokens.ends[last]
        return Found(first, last, start, end, self.text[start:end], entry, certain)

    def _short_form(self, at: int) -> Found | None:
        """ "U.S.", "NSW", "Ky.": forms that only the word list knows."""
        token = self.tokens[at]
        key = token.text.rstrip(".").lower()
        dotted = "." in token.text
        if (token.upper or dotted) and key.replace(".", "") in self.lex.acronyms:
            name, country = self.lex.acronyms[key.replace(".", "")]
            entry = self.names.get(name, country)
            return self._make(at, at, entry, certain=True) if entry else None
        if key in self.lex.states and (dotted or token.upper):
            pointed = "." in key and not (at and self.tokens[at - 1].kind == "number")
            if pointed or self._after_comma(at):
                name, country = self.lex.states[key]
                entry = self.names.get(name, country)
                return self._make(at, at, entry, certain=True) if entry else None
        return None

    def _after_comma(self, at: int) -> bool:
        """Whether "Ky." stands as in "Edmonton, Ky."."""
        return at >= 2 and self.tokens[at - 1].text == "," and (self.tokens[at - 2].cap or self.tokens[at - 2].upper)

    def _capital(self, at: int) -> Found | None:
        token = self.tokens[at]
        if token.low in self.lex.openers:
            later = self._longest(at + 1) if at + 1 < len(self.tokens) and self.tokens[at + 1].cap else None
            whole = self._longest(at, least=2)
            if whole and whole.entry:
                # "New Delhi" is more than a new Delhi
                proper = whole.entry.places[0].name.lower() == whole.text.lower()
                if proper or not (later and later.entry and later.entry.top >= whole.entry.top):
                    return whole
            alone = token.upper or not (whole or token.low in ("the", "a", "an"))
            return self._longest(at) if alone else None
        if token.upper and len(token.text) <= 4 and "." not in token.text and self._is_acronym(at):
            return self._longest(at, least=2)
        return self._longest(at)

    def _is_acronym(self, at: int) -> bool:
        """A short word in capitals among words that are not, and no dateline such as "ROME (Reuters)"."""
        before = self.tokens[at - 1] if at else None
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        gaps = self.tokens.gaps
        head = before is None or "\n" in gaps[at] or (before.text == "/" and gaps[at - 1] == "")
        if head and after is not None and after.text in ("(", ",", "-", "–", "—", "/", ":"):
            return False
        neighbours = [t for t in (before, after) if t is not None and t.kind == "word" and len(t.text) > 3]
        return not neighbours or not all(t.upper for t in neighbours)

    def _ends(self, first: int) -> list[int]:
        """Token numbers at which a name beginning at `first` may end, in order."""
        ends = [first]
        words = 1
        tokens, gaps = self.tokens, self.tokens.gaps
        for at in range(first + 1, min(first + 2 * _MOST_WORDS, len(tokens))):
            gap = gaps[at]
            if gap not in _GAPS:
                break
            token = tokens[at]
            kind = token.kind
            if kind == "punct":
                if token.text not in _INNER:
                    break
            elif kind == "ending":
                if "." in tokens[first].text or tokens[first].text == "Saint":
                    ends.append(at)  # "St. George's" is the whole name
            else:
                words += 1
                if words > _MOST_WORDS:
                    break
                if token.cap or kind == "number" or not gap or _elided(token.text):
                    ends.append(at)
                elif token.text not in self.lex.links:
                    break
        return ends

    def _is_alone(self, after: int) -> bool:
        """Whether what stands at `after`, a small word as a rule, ends any name at once."""
        if after == len(self.tokens):
            return True
        token = self.tokens[after]
        small = token.kind == "word" and not token.cap and token.text not in self.lex.links and not _elided(token.text)
        return small and self.tokens.gaps[after] != ""

    def _longest(self, first: int, least: int = 1) -> Found | None:
        tokens = self.tokens
        start, ends, gaps = tokens.starts[first], tokens.ends, tokens.gaps
        for last in (first,) if self._is_alone(first + 1) else reversed(self._ends(first)):
            if last - first + 1 < least:
                break
            entry = self.names.get(self.text[start : ends[last]])
            if entry is None or (first == last and _undotted(tokens[first].text, entry)):
                continue
            after = last + 1
            if after == len(tokens) or not tokens[after].cap or gaps[after] != " ":
                return self._make(first, last, entry)
            if not self._only_bearing(first, after):
                return self._widen(first, last, entry)
        return None

    def _only_bearing(self, first: int, after: int) -> bool:
        """ "South West" before "England": a part of that land, not the place of that name elsewhere."""
        directions = self.lex.directions
        for token in self.tokens[first:after]:
            if token.kind == "word" and token.low not in directions:
                return False
        return self.names.get(self.tokens[after].text) is not None

    def _widen(self, first: int, last: int, entry: Entry) -> Found:
        """ "Metcalfe County" where the gazetteer knows only a Metcalfe: the name is the whole, its place unknown."""
        if self.tokens[last + 1].low in ("county", "parish", "township"):
            known_kind = entry.places[0].kind in ("admin1", "admin2", "country", "island")
            return self._make(first, last + 1, entry if known_kind else None)
        return self._make(first, last, entry)

    def _caseless(self, at: int) -> Found | None:
        """Names in Arabic, Hebrew, Georgian and the scripts of India: whole words, only well known places."""
        for width in (3, 2, 1):
            last = at + width - 1
            if last >= len(self.tokens) or any(self.tokens[n].kind != "word" for n in range(at, last + 1)):
                continue
            start, end = self.tokens.starts[at], self.tokens.ends[last]
            written = self.text[start:end]
            cuts = [p for p in ("", *_PROCLITICS) if written.startswith(p) and len(written) - len(p) > 2]
            for prefix in cuts:
                entry = self.names.get(written[len(prefix) :])
                if entry and entry.top >= _CASELESS_FLOOR:
                    hit = self._make(at, last, entry)
                    hit.start += len(prefix)
                    hit.text = hit.text[len(prefix) :]
                    return hit
        return None

    def _inside(self, at: int) -> Iterator[Found]:
        """Names inside an unspaced token, the longest at each position."""
        token = self.tokens[at]
        place = 0
        while place < len(token.text):
            for width in range(min(_MOST_SIGNS, len(token.text) - place), 1, -1):
                entry = self.names.get(token.text[place : place + width])
                if entry and entry.top >= _CASELESS_FLOOR:
                    start = self.tokens.starts[at] + place
                    yield Found(at, at, start, start + width, token.text[place : place + width], entry)
                    place += width - 1
                    break
            place += 1


def _elided(word: str) -> bool:
    """ "d'Ivoire": an article or a preposition grown together with the name behind it."""
    return len(word) > 3 and word[1] in "'’" and word[0] in "dl" and word[2].isupper()


def _undotted(word: str, entry: Entry) -> bool:
    """Whether dotted letters only look like a name without their dots: "U.N." is no town called Un."""
    return "." in word[:-1] and word.replace(".", "").lower() == entry.places[0].name.lower()

"""Finds the names of persons in a text, by title, given name and shape, so that they are not taken for places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.locate.lexicon import lexicon
from timeline.locate.names import Names
from timeline.locate.scan import Found
from timeline.locate.tokens import Tokens

_HYPHENS = frozenset("-‐‑")
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
# a given name that is also a place this well known ("Jordan", "Austin") needs a family name after it
_WEAK = 5.0


class People:
    """The persons named in one text."""

    def __init__(self, tokens: Tokens, names: Names, demonyms: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.names = names
        self.demonyms = demonyms
        self.lex = lexicon()
        self.titled: list[tuple[int, int]] = []  # token ranges after a title
        self.named: list[tuple[int, int]] = []  # token ranges that begin with a given name
        self.bearers: set[str] = set()
        for run in self._runs():
            self._read(run)
        self._titled_at = {at: run for run in self.titled for at in range(run[0], run[1] + 1)}
        self._named_at = {at: run for run in self.named for at in range(run[0], run[1] + 1)}
        for first, last in (*self.titled, *self.named):
            self.bearers.add(self.tokens[last].text)
            if last > first:
                self.bearers.add(self.tokens[first].text)

    def covers(self, hit: Found) -> bool:
        """Whether the stretch lies inside a person's name."""
        titled = self._titled_at.get(hit.first)
        if titled is not None and hit.last <= titled[1]:
            return True
        named = self._named_at.get(hit.first)
        return named is not None and hit.last <= named[1] and hit.words <= named[1] - named[0]

    def bears(self, hit: Found) -> bool:
        """Whether a person of this text is called so."""
        return hit.words == 1 and hit.text in self.bearers

    def _runs(self) -> Iterator[list[int]]:
        """Token numbers of two or more words that follow one another with capitals, particles between them included."""
        titles, links, tokens, gaps = self.lex.titles, self.lex.person_links, self.tokens, self.tokens.gaps
        done = -1
        for first in self.tokens.heads:
            if first <= done:
                continue
            token = tokens[first]
            if token.kind != "word" or not (token.cap or token.text in titles):
                continue
            run = [first]
            for at in range(first + 1, len(tokens)):
                token, gap = tokens[at], gaps[at]
                if gap != " " and gap:
                    break
                if token.kind == "word":
                    if not (token.cap or token.text in links or token.text in titles):
                        break
                elif gap or token.text not in _HYPHENS:
                    break
                run.append(at)
            done = run[-1]
            if len(run) > 1:
                yield run

    def _low(self, at: int) -> str:
        return self.tokens[at].low.rstrip(".")

    def _read(self, run: list[int]) -> None:
        at = 0
        while at < len(run) - 1:
            low = self._low(run[at])
            if low in self.lex.titles and self._may_be_name(run, at + 1):
                last = self._name_end(run, at + 1)
                self.titled.append((run[at + 1], run[last]))
                at = last + 1
            elif self._opens(run[at], low) and self._may_follow(run, at):
                last = self._name_end(run, at)
                if last > at:
                    self.named.append((run[at], run[last]))
                at = last + 1
            else:
                at += 1

    def _may_be_name(self, run: list[int], at: int) -> bool:
        low = self._low(run[at])
        lex = self.lex
        if not self.tokens[run[at]].cap or low in lex.kinds or low in lex.openers or low in lex.org_after:
            return False
        return low not in lex.offices and low not in lex.titles and low not in self.demonyms

    def _opens(self, at: int, low: str) -> bool:
        """Whether the word is a given name, and none of the weekdays that are rare ones, too ("Sunday Cairo")."""
        return low in self.lex.given and not low.endswith("day") and self.tokens[at].cap

    def _may_follow(self, run: list[int], at: int) -> bool:
        """Whether the word after a given name can be the family name."""
        after = at + 1
        while after < len(run) - 1 and not self.tokens[run[after]].cap:
            after += 1
        if not self._may_be_name(run, after):
            return False
        entry = self.names.get(self.tokens[run[at]].text)
        if entry is None or entry.top < _WEAK:
            return True
        # a well known place: its neighbour must be a family name or another given name, and no "in" before it
        before = self.tokens[run[at] - 1] if run[at] else None
        if before is not None and before.low in self.lex.strong_prepositions:
            return False
        low = self._low(run[after])
        return low in self.lex.family or (low in self.lex.given and entry.top < 9)

    def _name_end(self, run: list[int], at: int) -> int:
        """Index in the run of the last word of the name that begins at `at`."""
        words = 0
        last = at
        for index in range(at, min(at + 7, len(run))):
            token = self.tokens[run[index]]
            if not token.cap:
                continue
            low = self._low(run[index])
            if index > at and not (self._may_be_name(run, index) or low in _SUFFIXES):
                break
            words += 1
            last = index
            initial = (len(low.replace(".", "")) <= 2 and "." in token.text) or len(low) == 1
            hyphen = index + 1 < len(run) and self.tokens[run[index + 1]].kind == "punct"
            given = low in self.lex.given
            if words >= 2 and not initial and not hyphen and not given:
                break
            if words >= 4:
                break
        return last

"""The words and marks of a text with their offsets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import accumulate, compress, count, repeat
from typing import NamedTuple

_TOKEN = re.compile(
    r"([a-zA-Z][a-z]*+(?=[ ,\n])"  # most words, told at once; the other forms hold for them, too
    r"|(?:[^\W\d_]\.){2,}|\w[\w’'&-]*(?:\.(?=\w)[\w’'&-]*)*|[^\w\s])"
)
_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az)-[A-Z]")
_SHAPES_KEPT = 100_000


class Token(NamedTuple):
    """A word or a mark: where it stands, how it reads without a possessive, and whether it begins with a capital."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool = False
    capital: bool = False


class Tokens(list[Token]):
    """The tokens of a text, in order.

    Where each begins and how each reads in lower case stand in lists, too, and the numbers of those with a capital.
    """

    __slots__ = ("_words", "capitals", "lowers", "starts")

    def __init__(
        self, tokens: Iterable[Token], starts: list[int], lowers: Iterable[str], capitals: Iterable[bool]
    ) -> None:
        super().__init__(tokens)
        self.starts, self.lowers = starts, list(lowers)
        self.capitals = list(compress(count(), capitals))
        self._words = frozenset(self.lowers)

    def at(self, words: Collection[str]) -> list[int]:
        """The numbers of the tokens that read like one of the words in lower case."""
        if self._words.isdisjoint(words):
            return []
        return list(compress(count(), map(words.__contains__, self.lowers)))


class _Shapes(dict[str, tuple[str, str, bool, bool]]):
    """What a token tells by its letters alone, worked out once per word: text, lower case, possessive, capital."""

    def __missing__(self, word: str) -> tuple[str, str, bool, bool]:
        if len(self) >= _SHAPES_KEPT:
            self.clear()
        if word.isalpha() and word.islower():  # most words: nothing to take off, no capital
            shape = self[word] = (word, word, False, False)
            return shape
        base = word
        if len(word) > 2:
            base = word[:-2] if word.endswith(("'s", "’s")) else word[:-1] if word[-1] in "'’" else word
        capital = base[0].isupper() or ("-" in base and _ARTICLE.match(base) is not None)
        shape = self[word] = (base, base.lower().replace("’", "'"), base is not word, capital)
        return shape


_shapes = _Shapes()
_new = tuple.__new__  # a token for each word and mark: the constructor by keywords would be half of the time


def tokenise(text: str) -> Tokens:
    """The tokens of `text`."""
    parts = _TOKEN.split(text)  # by turns what stands between two tokens and a token
    if len(parts) < 2:
        return Tokens((), [], (), ())
    reached = list(accumulate(map(len, parts)))
    starts, ends = reached[0:-1:2], reached[1::2]
    texts, lowers, possessives, capitals = zip(*map(_shapes.__getitem__, parts[1::2]), strict=True)
    rows = zip(starts, ends, texts, lowers, possessives, capitals, strict=True)
    return Tokens(map(_new, repeat(Token), rows), starts, lowers, capitals)

"""The words and marks of a text with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"((?:[^\W\d_]\.){2,}|\w[\w’'&-]*(?:\.(?=\w)[\w’'&-]*)*|[^\w\s])")
_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az)-[A-Z]")
_SHAPES_KEPT = 100_000


@dataclass(slots=True, eq=False)
class Token:
    """A word or a mark: where it stands, how it reads without a possessive, and whether it begins with a capital."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool = False
    capital: bool = False


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


def tokenise(text: str) -> list[Token]:
    """The tokens of `text`."""
    parts = _TOKEN.split(text)  # by turns what stands between two tokens and a token
    ends = list(accumulate(map(len, parts)))
    columns = zip(*map(_shapes.__getitem__, parts[1::2]), strict=True)
    return list(map(Token, ends[0::2], ends[1::2], *columns))

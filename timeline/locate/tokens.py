"""Words of a text with their offsets, as the search for place names needs them.

A token is a word, an abbreviation with its points ("U.S.", "Ky."), a number or one mark of punctuation. The possessive
ending is a token of its own, so that "Lebanon's" begins with the token "Lebanon". Scripts without letter case and
without spaces (Chinese, Thai) come as long tokens, which `mentions` cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, compress, count
from operator import attrgetter

from timeline.locate.lexicon import lexicon

# signs that Python does not count as letters but that stand inside words: combining accents, Hebrew and Arabic points,
# and the vowel signs of the scripts from Devanagari to Burmese
_MARK = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u109f"
_LETTERS = rf"(?:[a-zA-Z]++|[^\W\d_]|[{_MARK}])++"
_TOKEN = re.compile(
    r"([a-zA-Z][a-z]*+(?=[ ,\n])"  # most words, told at once; the other forms hold for them, too
    r"|[A-Z]\.(?:(?:[A-Z]\.){0,4}[A-Z]\b\.?|(?:[A-Z]\.){1,5})"  # initials
    rf"|{_LETTERS}(?:['’ʼ‘`]{_LETTERS})*"  # a word
    r"|\d+"
    r"|[^\w\s])"  # a mark
)
_WORD = re.compile(_LETTERS)
_NO_WORD = re.compile(r"\W")
_POSSESSIVE = re.compile(r"['’ʼ‘`][sS]$")
# Han, kana, Hangul, Thai, Lao, Khmer, Burmese: words are not set apart by spaces, or carry their particles
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# scripts without capitals
_CASELESS = re.compile(r"[\u0590-\u1099\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True, eq=False)
class Token:
    """What a word, a number or a mark tells by its letters alone; the same in all texts, and never changed.

    `head` tells that a name may begin with it; `plain` that it is a word with a capital that is neither short for
    anything nor one that opens sentences. `odd` tells that it may be no token by itself: it has a possessive `ending`,
    or may take the full stop behind it.
    """

    text: str  # without the ending
    kind: str  # word, number, punct, ending (possessive)
    cap: bool  # begins with a capital
    upper: bool  # all letters are capitals, and there are two at least
    low: str  # in lower case
    plain: bool
    head: bool = False
    odd: bool = False
    ending: str = ""

    @property
    def caseless(self) -> bool:
        """Whether its script has no capitals."""
        return not self.text.isascii() and bool(_CASELESS.search(self.text))

    @property
    def unspaced(self) -> bool:
        """Whether its script sets no spaces between words."""
        return not self.text.isascii() and bool(_UNSPACED.search(self.text))


_KEPT = 100_000


class Tokens(list[Token]):
    """The tokens of a text, in order: token `n` is `text[starts[n]:ends[n]]`, `gaps[n]` what stands before it.

    `heads` are the numbers of those at which a name may begin: words with a capital, words not in ASCII, numbers, and
    the small words with which a name or a person's title begins. These are one in six, so that no search need look at
    the others. `texts` are all words.
    """

    __slots__ = ("ends", "gaps", "heads", "starts", "texts")

    def __init__(self, tokens: Iterable[Token], starts: list[int], ends: list[int], gaps: list[str]) -> None:
        super().__init__(tokens)
        self.starts, self.ends, self.gaps = starts, ends, gaps
        self.heads = list(compress(count(), map(_HEAD, self)))
        self.texts = frozenset(map(_TEXT, self))


_HEAD, _ODD, _TEXT = attrgetter("head"), attrgetter("odd"), attrgetter("text")


class _Known(dict[str, Token]):
    """The tokens met so far, each worked out once."""

    def __missing__(self, written: str) -> Token:
        if len(self) >= _KEPT:
            self.clear()
        token = self[written] = _token(written)
        return token


_known = _Known()


def _token(written: str) -> Token:
    if "." in written[1:]:
        low, upper = written.lower(), written.isupper()
        return Token(written, "word", True, upper, low, not (low in lexicon().openers or _is_short(low)), True)
    if not (written[0].isalpha() or _WORD.match(written)):
        number = not _NO_WORD.match(written)
        return Token(written, "number" if number else "punct", False, False, written.lower(), False, number)
    lex = lexicon()
    if written.islower() and written.isascii() and written.isalpha():  # most words
        return Token(written, "word", False, False, written, False, written in lex.titles or written in lex.begin_links)
    word, ending = written, ""
    cap = word[0].isupper()
    abbreviation = False
    if word[-1] in "sS" and len(word) > 2 and (found := _POSSESSIVE.search(word)):
        word, ending = word[: found.start()], found[0]
    else:
        abbreviation = cap and word.lower() in lex.abbreviations
    head = cap or not word.isascii() or word in lex.titles or word in lex.begin_links
    low, upper = word.lower(), cap and len(word) > 1 and word.isupper()
    plain = cap and low not in lex.openers and not (upper and (len(word) <= 4 or _is_short(low)))
    return Token(word, "word", cap, upper, low, plain, head, abbreviation or bool(ending), ending)


def _is_short(low: str) -> bool:
    """Whether a word in capitals or with points may be short for a name: "NSW", "Ky."."""
    key = low.rstrip(".")
    return key.replace(".", "") in lexicon().acronyms or key in lexicon().states


def tokenise(text: str) -> Tokens:
    """All tokens of a text, in order."""
    parts = _TOKEN.split(text)  # by turns what stands between two tokens and a token
    reached = list(accumulate(map(len, parts)))
    gaps, starts, ends = parts[0:-1:2], reached[0:-1:2], reached[1::2]
    tokens = list(map(_known.__getitem__, parts[1::2]))
    for at in reversed(list(compress(count(), map(_ODD, tokens)))):
        token, end = tokens[at], ends[at]
        if token.ending:
            stop = starts[at] + len(token.text)
            starts.insert(at + 1, stop)
            ends.insert(at, stop)
            gaps.insert(at + 1, "")
            tokens.insert(at + 1, Token(token.ending, "ending", False, False, token.ending.lower(), False))
        elif text[end : end + 1] == ".":
            ends[at : at + 2] = [end + 1]
            del starts[at + 1], gaps[at + 1]
            tokens[at : at + 2] = [_known[f"{token.text}."]]
    return Tokens(tokens, starts, ends, gaps)

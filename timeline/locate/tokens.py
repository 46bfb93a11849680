"""Words of a text with their offsets, as the search for place names needs them.

A token is a word, an abbreviation with its points ("U.S.", "Ky."), a number or one mark of punctuation. The possessive
ending is a token of its own, so that "Lebanon's" begins with the token "Lebanon". Scripts without letter case and
without spaces (Chinese, Thai) come as long tokens, which `mentions` cuts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.locate.lexicon import lexicon

# signs that Python does not count as letters but that stand inside words: combining accents, Hebrew and Arabic points,
# and the vowel signs of the scripts from Devanagari to Burmese
_MARK = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u109f"
_LETTERS = rf"(?:[a-zA-Z]++|[^\W\d_]|[{_MARK}])++"
_TOKEN = re.compile(
    r"(?P<initials>[A-Z]\.(?:(?:[A-Z]\.){0,4}[A-Z]\b\.?|(?:[A-Z]\.){1,5}))"
    rf"|(?P<word>{_LETTERS}(?:['’ʼ‘`]{_LETTERS})*)"
    r"|(?P<number>\d+)"
    r"|(?P<punct>[^\w\s])"
)
_POSSESSIVE = re.compile(r"['’ʼ‘`][sS]$")
# Han, kana, Hangul, Thai, Lao, Khmer, Burmese: words are not set apart by spaces, or carry their particles
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# scripts without capitals
_CASELESS = re.compile(r"[\u0590-\u1099\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Token(NamedTuple):
    """One token: `text[start:end]`; `gap` is what stands between it and the token before."""

    start: int
    end: int
    text: str
    gap: str
    kind: str  # word, number, punct, ending (possessive)
    cap: bool  # begins with a capital
    upper: bool  # all letters are capitals, and there are two at least

    @property
    def caseless(self) -> bool:
        """Whether its script has no capitals."""
        return not self.text.isascii() and bool(_CASELESS.search(self.text))

    @property
    def unspaced(self) -> bool:
        """Whether its script sets no spaces between words."""
        return not self.text.isascii() and bool(_UNSPACED.search(self.text))


class Tokens(list[Token]):
    """The tokens of a text, in order; `heads` are the numbers of those at which a name may begin.

    These are the words with a capital, words not in ASCII, numbers, and the small words with which a name or a person's
    title begins: one token in six, so that no search need look at the others.
    """

    __slots__ = ("heads",)

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[int] = []


_new = tuple.__new__  # a token for each word and mark: the constructor by keywords would be half of the time


def tokenise(text: str) -> Tokens:
    """All tokens of a text, in order."""
    tokens = Tokens()
    add, head = tokens.append, tokens.heads.append
    lex = lexicon()
    abbreviations, small_heads = lex.abbreviations, lex.titles | lex.begin_links
    end = 0
    pointed = False  # whether the last word took the full stop after it
    parts = iter(_TOKEN.split(text))  # what stands between the tokens, and each token in the column of its kind
    for gap, initials, word, number, punct in zip(parts, parts, parts, parts, parts, strict=False):
        start = end + len(gap)
        if punct is not None:
            end = start + 1
            if pointed:
                pointed = False
            else:
                add(_new(Token, (start, end, punct, gap, "punct", False, False)))
            continue
        if number is not None:
            end = start + len(number)
            head(len(tokens))
            add(_new(Token, (start, end, number, gap, "number", False, False)))
            continue
        if word is None:
            word = initials
            end = start + len(word)
            head(len(tokens))
            add(_new(Token, (start, end, word, gap, "word", True, word.isupper())))
            continue
        end = start + len(word)
        ending = ""
        cap = word[0].isupper()
        if word[-1] in "sS" and len(word) > 2 and (found := _POSSESSIVE.search(word)):
            word, ending = word[: found.start()], found[0]
        elif cap and text[end : end + 1] == "." and word.lower() in abbreviations:
            word += "."
            pointed = True
        stop = start + len(word)
        if cap or not word.isascii() or word in small_heads:
            head(len(tokens))
        add(_new(Token, (start, stop, word, gap, "word", cap, cap and len(word) > 1 and word.isupper())))
        if ending:
            add(_new(Token, (stop, end, ending, "", "ending", False, False)))
    return tokens

"""Words of a sentence with their offsets, and the chunks (persons, places, dates, cues) laid over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.languages import Lexicon

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w[\w’'&-]*(?:\.(?=\w)[\w’'&-]*)*|[^\w\s]")
_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az)-[A-Z]")
_CLITIC = re.compile(r"[’']s$|[’']$")


@dataclass(slots=True, eq=False)
class Token:
    """A word or a mark: where it stands, how it reads without a possessive, and whether it begins with a capital."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool = False
    capital: bool = False


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`; offsets count from the beginning of `text`."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        last = word[-1]
        clitic = _CLITIC.search(word) if last in "s’'" and len(word) > 2 else None
        base = word[: clitic.start()] if clitic else word
        capital = base[0].isupper() or ("-" in base and _ARTICLE.match(base) is not None)
        lower = base.lower()
        if "’" in lower:
            lower = lower.replace("’", "'")
        found.append(Token(match.start(), match.end(), base, lower, clitic is not None, capital))
    return found


@dataclass(slots=True, eq=False)
class Chunk:
    """A stretch of tokens read as one thing.

    `kind` is P (person), L (place), D (date), V (verb cue), N (noun cue), M (modality only), W (word) or , (mark).
    """

    kind: str
    start: int
    end: int
    text: str
    kinds: frozenset[str] = frozenset()
    data: Any = None
    possessive: bool = False
    capital: bool = False


def _overlay(tokens: Sequence[Token], at: int, end: int) -> int:
    """The index behind the last token that begins before `end`."""
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    return at


_DETERMINERS = frozenset(
    "a an the this that these those his her their its no another any each every first last next".split()
)
_VERBAL = frozenset(
    (
        "to and but or then also who which will would shall should may might can could must did does do not "
        "has had have"
    ).split()
)


@cache
def _parts(kinds: frozenset[str]) -> tuple[bool, bool]:
    """Whether the kinds are of a verb, and whether of a noun."""
    return any(k[0] == "v" for k in kinds), any(k[0] == "n" for k in kinds)


def _part(kinds: frozenset[str], before: str, last: Chunk | None, word: str) -> str:
    """Verb, noun or modality; words that can be both ("visits") are read by what stands before them."""
    verb, noun = _parts(kinds)
    if not (verb and noun):
        return "V" if verb else "N" if noun else "M"
    if last is None or before in _DETERMINERS or (last.possessive and last.kind in "PLWD"):
        return "N"
    if last.kind in "PM" or before in _VERBAL or (last.kind == "," and before != "-") or last.kind == "L":
        return "V"
    return "V" if word.endswith(("ed", "ing")) or before.endswith("ly") else "N"


def chunk(tokens: Sequence[Token], mentions: Iterable[tuple[int, int, str, Any]], lexicon: Lexicon) -> list[Chunk]:
    """Lay mentions `(start, end, kind, data)` and cue phrases over the tokens of one sentence.

    Mentions must not overlap; where two do, the earlier one wins.
    """
    ordered = sorted(mentions, key=lambda m: (m[0], -m[1]))
    lowers = [t.lower for t in tokens]
    cues = lexicon.cues
    chunks: list[Chunk] = []
    at = which = 0
    while at < len(tokens):
        token = tokens[at]
        while which < len(ordered) and ordered[which][1] <= token.start:
            which += 1
        if which < len(ordered) and ordered[which][0] < token.end:
            _start, end, kind, data = ordered[which]
            behind = max(at + 1, _overlay(tokens, at, end))
            last = tokens[behind - 1]
            words = " ".join(lowers[at:behind])
            if kind == "L" and last.end - end > 2:  # a part of a longer word ("China-Africa")
                kind, data = "W", None
            chunks.append(Chunk(kind, token.start, last.end, words, data=data, possessive=last.possessive))
            at = behind
            which += 1
            continue
        match = lexicon.match(cues, lowers, at) if lowers[at] in cues else None
        if match:
            length, kinds = match
            last = tokens[at + length - 1]
            kind = _part(kinds, lowers[at - 1] if at else "", chunks[-1] if chunks else None, lowers[at + length - 1])
            text = " ".join(lowers[at : at + length])
            chunks.append(Chunk(kind, token.start, last.end, text, kinds, None, last.possessive, token.capital))
            at += length
            continue
        kind = "W" if token.text[:1].isalnum() else ","
        chunks.append(
            Chunk(kind, token.start, token.end, token.lower, frozenset(), None, token.possessive, token.capital)
        )
        at += 1
    return chunks

"""The phrases of a sentence: noun phrases, verb groups and the small words between them.

One pass from left to right; each word goes to the reader of its role.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.extract.syntax import verbs
from timeline.extract.syntax.closed import COMPLEX_PREPOSITION_NOUNS, DEFINITE, PHRASE_ENDING, QUANTIFIERS
from timeline.extract.syntax.lexis import Lexis
from timeline.extract.syntax.line import Line
from timeline.extract.syntax.mentions import own, read_mention
from timeline.extract.syntax.phrase import Mention, Phrase
from timeline.extract.syntax.word import Word
from timeline.extract.tokens import Token

Reader = Callable[[Line, int, Word], int]
"""Reads the word at an index and gives the index of the next word to read."""

_QUOTES = frozenset('“”"«»')
_SIGNS = frozenset("$€£%#*&@")
_OF_HEADS = {"ahead": "before", "out": "from", "outside": "outside", "off": "off"}
"""What "ahead of" and the like mean; others keep their own words."""
_BEFORE_OF = frozenset("ahead out outside because instead inside off away".split())
_ADVERB_PREPOSITIONS = frozenset("off up down past like over across along round".split())
"""Prepositions that stand alone as adverbs before another small word ("flew over to Rome")."""
_THAT_CLAUSE_KINDS = frozenset(("vg", "np", "adv"))


class Scanner:
    """Reads the phrases of one sentence; `phrases()` gives them in order."""

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention], lexis: Lexis) -> None:
        self._line = Line(tokens, mentions, lexis)

    def phrases(self) -> list[Phrase]:
        """The phrases in order of the text; they do not overlap."""
        line = self._line
        words, at, count, index = line.words, line.at, line.count, 0
        while index < count:
            mention = at[index]
            if mention is not None:
                index = read_mention(line, index, mention)
            else:
                word = words[index]
                index = _READERS[word.role](line, index, word)
        line.close()
        return line.out


# -- marks -------------------------------------------------------------------------------------------------------------
def _mark(line: Line, index: int, word: Word) -> int:
    text = word.lower
    if text == ",":
        line.put("punct", index)
    elif text in _QUOTES:
        opening = text in "“«" or (text == '"' and not line.quoted)
        line.put("punct", index).head = "open" if opening else "close"
        line.quoted = opening
    elif text in _SIGNS:
        line.open(index)
    elif text not in "-." or not _joins(line, index, text):
        line.put("punct", index)
    return index + 1


def _joins(line: Line, index: int, text: str) -> bool:
    """Whether a hyphen or the full stop of an abbreviation is a part of the word before it."""
    if not index or index + 1 >= line.count:
        return False
    if line.tokens[index].start != line.tokens[index - 1].end:
        return False
    return line.start >= 0 if text == "-" else len(line.words[index - 1].lower) < 5


# -- determiners and pronouns ------------------------------------------------------------------------------------------
def _determiner(line: Line, index: int, word: Word) -> int:
    lower = word.lower
    if lower == "that" and _links_clause(line, index):
        line.put("rel", index)
        return index + 1
    if lower == "both" and index + 1 < line.count and not line.words[index + 1].preposition:
        return index + 1
    line.close()
    line.start = index
    line.determined = lower in DEFINITE
    if lower in QUANTIFIERS:
        line.buffer.append(index)
    return index + 1


def _links_clause(line: Line, index: int) -> bool:
    """Whether "that" links a clause: it follows a noun, a verb or an adverb."""
    if index + 1 >= line.count:
        return False
    if line.start >= 0 or (bool(line.out) and line.out[-1].kind in _THAT_CLAUSE_KINDS):
        return True
    word = line.words[index + 1]  # "- his first in years - that begins in Rome"
    dash = bool(line.out) and line.out[-1].kind == "punct" and line.out[-1].words[:1] in (("-",), ("–",), ("—",))
    return dash and "Z" in word.tags and not word.noun_first


def _possessive(line: Line, index: int, word: Word) -> int:
    """ "his visit"; "her" may also be an object."""
    if word.lower == "her" and not _owns(line, index):
        return _pronoun(line, index, word)
    line.close()
    line.start = index
    line.owner = Phrase("np", index, index, word.lower, "pronoun", ("pronoun", word.gender))
    return index + 1


def _owns(line: Line, index: int) -> bool:
    """Whether a noun follows "her"."""
    word = line.free(index + 1)
    return word is not None and not word.preposition and not word.coordinator and word.lower[0].isalpha()


def _pronoun(line: Line, index: int, word: Word) -> int:
    piece = line.put("np", index)
    piece.what, piece.data = "pronoun", ("pronoun", word.gender)
    return index + 1


def _clitic(line: Line, index: int, word: Word) -> int:
    """ "they're": the pronoun is put out, and the verb that hangs on it is read next at the same place."""
    if word.clitic is None:
        return _noun(line, index, word)
    vocabulary = line.lexis.words
    pronoun, verb = word.clitic
    piece = line.put("np", index)
    piece.head, piece.data = pronoun, ("pronoun", vocabulary[pronoun].gender)
    piece.what = "there" if pronoun == "there" else "pronoun"
    line.words[index] = vocabulary[verb]
    return index


# -- small words -------------------------------------------------------------------------------------------------------
def _putter(kind: str) -> Reader:
    """The reader of words that always make a phrase of this kind by themselves."""

    def read(line: Line, index: int, word: Word) -> int:
        line.put(kind, index)
        return index + 1

    return read


def _once(line: Line, index: int, word: Word) -> int:
    if line.following(index).lower in ("more", "again"):
        line.put("adv", index, index + 1)
        return index + 2
    line.put("sub", index)
    return index + 1


def _as(line: Line, index: int, word: Word) -> int:
    if line.following(index).lower == "well" and line.following(index + 1).lower == "as":
        line.put("cc", index, index + 2)
        return index + 3
    if line.following(index).lower in ("far", "near") and (behind := _second_as(line, index)):
        if not line.out or line.out[-1].kind != "prep" or line.start >= 0:  # not "from as far off as the Urals"
            line.put("prep", index, behind - 1).head = "to"
        return behind
    line.put("sub", index)
    return index + 1


def _second_as(line: Line, index: int) -> int:
    """The token behind "as far as", "as far off as"; 0 where there is no second "as"."""
    return next((at + 1 for at in (index + 2, index + 3) if at < line.count and line.words[at].lower == "as"), 0)


def _subordinator(line: Line, index: int, word: Word) -> int:
    """ "before that the party flew": no clause is opened, what was told last is meant."""
    if (
        word.lower in ("before", "after")
        and line.following(index).lower in ("that", "this")
        and _stands(line, index + 2)
    ):
        line.put("prep", index)
        line.put("np", index + 1).what = "noun"
        return index + 2
    line.put("sub", index)
    return index + 1


def _stands(line: Line, index: int) -> bool:
    """Whether no noun can follow: the word before stands for something by itself."""
    word = line.free(index)
    return word is None or word.role in ("mark", "determiner", "possessive", "pronoun", "preposition", "clitic")


def _preposition(line: Line, index: int, word: Word) -> int:
    lower = word.lower
    following = line.words[index + 1] if index + 1 < line.count else line.stop
    second = following.lower
    if second == "of" and lower in _BEFORE_OF:
        line.put("prep", index, index + 1).head = _OF_HEADS.get(lower, f"{lower} of")
        return index + 2
    if second == "with" and lower in ("along", "together"):
        line.put("prep", index, index + 1).head = "with"
        return index + 2
    if lower in ("by", "in") and line.following(index + 1).lower == "of":
        if lower == "by" and second == "way":
            line.put("prep", index, index + 2).head = "via"
            return index + 3
        if lower == "in" and second in COMPLEX_PREPOSITION_NOUNS:
            line.put("prep", index, index + 2).head = f"of {second}"
            return index + 3
    if lower == "following" and line.start >= 0:
        line.buffer.append(index)
        return index + 1
    alone = lower == "ahead" or (lower in _ADVERB_PREPOSITIONS and _stands_alone(line, index, following))
    line.put("adv" if alone else "prep", index)
    return index + 1


def _stands_alone(line: Line, index: int, following: Word) -> bool:
    """Whether a preposition without a noun is an adverb ("flew over to Rome")."""
    if line.start >= 0 or index + 1 >= line.count:
        return False
    return following.preposition or following.coordinator or following.mark


def _together(line: Line, index: int, word: Word) -> int:
    if line.following(index).lower == "with":
        return _preposition(line, index, word)
    return _adverb(line, index, word)


def _adverb(line: Line, index: int, word: Word) -> int:
    """An adverb, unless it stands inside a noun phrase ("the once mighty navy")."""
    if line.start >= 0 and not (line.buffer and word.lower in PHRASE_ENDING):
        return _noun(line, index, word)
    line.put("adv", index)
    return index + 1


def _manner(line: Line, index: int, word: Word) -> int:
    """A word in -ly; with a capital it is a name ("Kelly")."""
    if line.start >= 0 or line.tokens[index].capital:
        return _noun(line, index, word)
    line.put("adv", index)
    return index + 1


def _noun(line: Line, index: int, word: Word) -> int:
    if line.start < 0:
        line.start = index
    line.buffer.append(index)
    if line.tokens[index].possessive:
        line.close()
        own(line, line.out.pop())
    return index + 1


def _or_plain(group: Reader) -> Reader:
    """The reader of a verb group that, where the word begins none, reads it as what it is otherwise."""

    def read(line: Line, index: int, word: Word) -> int:
        return group(line, index, word) or _READERS[word.plain](line, index, word)

    return read


_READERS: dict[str, Reader] = {
    "mark": _mark,
    "determiner": _determiner,
    "possessive": _possessive,
    "clitic": _clitic,
    "pronoun": _pronoun,
    "relative": _putter("rel"),
    "to": _or_plain(verbs.infinitive),
    "auxiliary": _or_plain(verbs.auxiliary),
    "verb": _or_plain(verbs.lexical),
    "unlisted": _or_plain(verbs.unlisted),
    "coordinator": _putter("cc"),
    "once": _once,
    "as": _as,
    "subordinator": _subordinator,
    "preposition": _preposition,
    "together": _together,
    "adverb": _adverb,
    "manner": _manner,
    "noun": _noun,
}

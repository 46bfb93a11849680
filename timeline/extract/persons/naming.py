"""Which written names are forms of one person's name, and which form is the name to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from timeline.extract.persons.tables import STYLES, SUFFIXES

_SHORT = (
    ("joe", "joseph"), ("bill", "william"), ("mike", "michael"), ("jim", "james"), ("bob", "robert"),
    ("dick", "richard"), ("rick", "richard"), ("tony", "anthony"), ("tony", "antony"), ("anthony", "antony"),
    ("chuck", "charles"), ("ted", "edward"), ("ted", "theodore"), ("ed", "edward"), ("tom", "thomas"),
    ("dan", "daniel"), ("ben", "benjamin"), ("steve", "stephen"), ("steve", "steven"), ("dave", "david"),
    ("ron", "ronald"), ("don", "donald"), ("larry", "lawrence"), ("liz", "elizabeth"), ("bernie", "bernard"),
    ("chris", "christopher"), ("jeff", "jeffrey"), ("greg", "gregory"), ("sam", "samuel"), ("sandy", "samuel"),
    ("jimmy", "james"), ("johnny", "john"), ("jack", "john"), ("harry", "harold"), ("alex", "alexander"),
    ("matt", "matthew"), ("pat", "patricia"), ("pat", "patrick"), ("sue", "susan"), ("kate", "katherine"),
    ("bibi", "benjamin"), ("andy", "andrew"), ("bobby", "robert"), ("will", "william"), ("nick", "nicholas"),
)  # fmt: skip
_PAIRS = frozenset(_SHORT) | frozenset((b, a) for a, b in _SHORT)
_REIGNING = frozenset(("King", "Sultan", "Emir"))
_SOUNDS = (
    ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "g"), ("zh", "z"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("dj", "j"), ("ts", "z"), ("tz", "z"), ("ck", "k"), ("x", "ks"),
)  # fmt: skip
_LETTERS = str.maketrans({"c": "k", "q": "k", "g": "k", "w": "v", "s": "z"})
_DOUBLE = re.compile(r"(.)\1+")
_VOWEL = re.compile(r"(?<!^)[aeiouyhj'’-]")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|an|ar|at|az)-")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "ß": "ss", "ð": "d", "þ": "th", "’": "'"})


def fold(text: str) -> str:
    """Lower case without diacritics, for comparing names."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """The consonants of a folded name as it sounds, the same for "Gaddafi" and "Qadhafi", "Sergei" and "Sergey"."""
    word = _ARTICLE.sub("", word)
    for written, sound in _SOUNDS:
        if written in word:
            word = word.replace(written, sound)
    return _VOWEL.sub("", _DOUBLE.sub(r"\1", word.translate(_LETTERS)))


def is_initial(word: str) -> bool:
    """ "W", "W." and "H.W."."""
    return len(word.replace(".", "")) == 1 or ("." in word.rstrip(".") and len(word) < 6)


def bare(word: str) -> str:
    """A folded surname without its Arabic article: "al-sisi" -> "sisi"."""
    return _ARTICLE.sub("", word) if "-" in word else word


def alike(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name."""
    if bare(one) == bare(other):
        return True
    sound = skeleton(one)
    return len(sound) > 2 and sound == skeleton(other)


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names can be one person's: the same, spelt otherwise, short form or initial."""
    if one == other or (one, other) in _PAIRS:
        return True
    if is_initial(one) or is_initial(other):
        return one[0] == other[0]
    if len(one) > 3 and len(other) > 3 and one[:4] == other[:4]:
        return True
    return len(skeleton(one)) > 1 and skeleton(one) == skeleton(other)


def same_full(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two folded names of two or more words are one person's, differing in spelling or middle names only."""
    if one[-1] in SUFFIXES or other[-1] in SUFFIXES:
        if one[-1] != other[-1]:
            return False  # father and son
        one, other = one[:-1], other[:-1]
    if len(one) < 2 or len(other) < 2 or not alike(one[-1], other[-1]) or not same_given(one[0], other[0]):
        return False
    middle, other_middle = one[1:-1], other[1:-1]
    if len(middle) == len(other_middle) and middle:
        return all(same_given(a, b) for a, b in zip(middle, other_middle, strict=True))
    return True


def _core(word: str) -> bool:
    return not is_initial(word) and word.lower().rstrip(".") not in SUFFIXES


def _cased(word: str) -> str:
    if word.isupper() and word.isalpha() and len(word) > 3 and word.lower() not in SUFFIXES:
        return word.capitalize()
    return word


def canonical(names: Sequence[str], style: str) -> str:
    """The fullest of the names; with its style ("King") where only one word of a name, or a father's, is given."""
    best = max(
        names, key=lambda n: (sum(_core(w) for w in n.split()), not n.isupper(), sum(not _core(w) for w in n.split()))
    )
    words = [_cased(w) for w in best.split()]
    title = STYLES.get(style, "")
    lone = sum(_core(w) for w in words) == 1 or words[-1].lower() in SUFFIXES - {"jr", "sr", "jnr", "snr"}
    if title and (lone or (title in _REIGNING and "bin" in words)) and words[0] not in ("The", title):
        words.insert(0, title)
    return " ".join(words)

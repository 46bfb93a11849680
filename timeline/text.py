"""Sentences of a text, by rules that know the abbreviations of agency copy.

Every sentence is a half-open span of character offsets; together they cover all text but white space. What runs on
without an end, as no person's sentence does, is cut: many a step after this one costs the square of its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline.records import Span

_LONGEST = 2000
"""Characters after which a sentence is cut, at a blank where there is one."""
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj capt sgt adm cmdr rep sen gov st ste mt ft rev hon pres sec amb messrs
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn
    tex vt va wash wis wyo vs etc inc ltd corp co no nos approx est dept univ assn bros jr sr al p pp ed eds ret
    brig supt asst""".split()
)
# words that open a sentence far more often than they continue a name after "U.S." or "p.m."
_OPENERS = frozenset(
    """The He She It They We In On At A An But And His Her Their This That These Those From After Before As When While
    If For By Then There I You With Both Neither Asked Speaking""".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+|$)")
_BLANK = re.compile(r"\s*")
_WHITE = re.compile(r"(?<=\S)\s")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*(\S+)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_IN_WORDS = frozenset("_’'.&-")


def _joins(text: str, end: int, start: int) -> bool:
    """Whether a line break only wraps a sentence: it goes on in lower case after an unfinished line."""
    before = text[max(0, end - _LONGEST) : end].rstrip()[-1:] or text[:end].rstrip()[-1:]
    return bool(before) and before not in '.!?:;"”|' and text[start : start + 1].islower()


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    after = _NEXT.match(text, match.end())
    if after is None:
        return True
    following = after[1]
    if following[:1].islower():
        return False
    end = match.start()
    if text[end] != ".":
        return True
    first, furthest = end, max(begin, end - 40)
    blank = text.rfind(" ", furthest, end)
    if blank >= 0 and (word := text[blank + 1 : end]).isalpha() and len(word) > 1:  # as most sentences end
        return word.lower() not in _ABBREVIATIONS
    while first > furthest and ((sign := text[first - 1]).isalnum() or sign in _IN_WORDS):
        first -= 1
    last = text[first:end]
    if not last:
        return True
    if len(last) == 1 and last.isupper() and last != "I":  # an initial: "George W. Bush"
        return False
    if "." in last and _INITIALS.fullmatch(last):  # "U.S", "p.m"
        return following.strip(',;:"”') in _OPENERS or (last.lower() in ("p.m", "a.m") and following[0].isupper())
    if last.isdigit() and len(last) <= 2 and first == begin:  # "1. EL FASHER": a list number
        return False
    return last.lower().rstrip(".") not in _ABBREVIATIONS


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Where each line ends and where the next one that is not empty begins."""
    following, at = 0, text.find("\n")
    while at >= 0:
        end = at
        while end > following and text[end - 1] in " \t\r\f\v":
            end -= 1
        blank = _BLANK.match(text, at)
        following = blank.end() if blank else at + 1
        yield end, following
        at = text.find("\n", following)


def _lines(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for end, following in _breaks(text):
        if "\n" in text[end:following].strip(" \t\r")[1:] or not _joins(text, end, following):
            spans.append((start, end))
            start = following
    spans.append((start, len(text)))
    return spans


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order. A line end closes a sentence unless it merely wraps one."""
    return list(_sentences(text))


@lru_cache(maxsize=2)  # dates and events of one dispatch ask for the same
def _sentences(text: str) -> tuple[Span, ...]:
    found: list[tuple[int, int]] = []
    for start, stop in _lines(text):
        for match in _END.finditer(text, start, stop):
            if _ends_sentence(text, start, match):
                end = match.end()
                found.append((start, end))
                following = _BLANK.match(text, end)
                start = following.end() if following else end
        found.append((start, stop))
    trimmed: list[Span] = []
    for start, end in found:
        piece = text[start:end].strip()
        if not piece:
            continue
        start = text.index(piece, start)
        end = start + len(piece)
        if end - start > _LONGEST:
            trimmed += _cut(text, start, end)
        else:
            trimmed.append(Span(start, end))
    return tuple(trimmed)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch in pieces of bearable length, without white space at their ends."""
    while end - start > _LONGEST:
        blanks = [match.start() for match in _WHITE.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
        stop = blanks[-1] if blanks else start + _LONGEST
        yield Span(start, stop)
        following = _BLANK.match(text, stop)
        start = following.end() if following else stop
    yield Span(start, end)

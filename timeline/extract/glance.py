"""A glance at a story before it is read: whether any of its sentences may tell of a trip at all.

Most news has no trip in it. Reading persons, clauses and days costs some three times what finding the places does, so a
long text is first looked over word by word. The weights (`glance.json`) are fitted on what the full reading makes of
some 2,200 texts by `scripts/fit_glance.py`, which also tells what is lost: of some 750 long texts with events four are
passed over by weights fitted without them, each a single mention in passing. They decide only whether to read on.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat

from timeline.extract.layout import datelines
from timeline.records import PlaceMention, Span
from timeline.text import sentences

LEAST = -4.4
"""A story is read if its two most telling sentences together reach this (log-odds, added)."""
SHORT = 700
"""Texts of fewer characters are always read: they cost little, and captions and diaries say much in a word."""
_WORD = re.compile(r"[a-z](?:[a-z’'-]|\.(?=[a-z]))*|\d+|[“”\"—]")
_BEFORE, _BEHIND = 5, 4  # words beside a place that are looked at
_REACH = 60  # characters within which they are looked for
_OPENING = 4  # sentences that are told apart by their number

Facts = Mapping[str, Collection[str]]
"""The words of a sentence by the part they play in it."""


def promising(text: str, places: Sequence[PlaceMention]) -> bool:
    """Whether a text is worth reading for trips; `places` are the mentions found in it."""
    if len(text) < SHORT:
        return True
    bias, weights = _weights()
    first = second = bias - 1  # of a story of one sentence the other tells nothing
    for facts in glances(text, places):
        score = bias
        for part, words in facts.items():
            score += sum(map(weights[part].get, words, repeat(0.0)))
        first, second = (score, first) if score > first else (first, max(score, second))
        if first + second >= LEAST:
            return True
    return False


def glances(text: str, places: Sequence[PlaceMention]) -> Iterator[Facts]:
    """What is seen of each sentence in order of the text."""
    heads = datelines(text, places)
    after = max((line.end for line, _ in heads), default=0)
    known = [m for m in places if m.place is not None and m.start >= after]
    starts, lowered = [m.start for m in known], text.lower()
    written = "dateline" if heads else "none"
    for number, span in enumerate(sentences(text)):
        first = bisect_left(starts, span.start)
        own = known[first : bisect_left(starts, span.end, first)]
        opening = (f"{written} {min(number, _OPENING)}",)
        if own:
            yield {**_placed(lowered, span, own), "opening": opening}
        else:
            yield {"alone": set(_WORD.findall(lowered, span.start, span.end)), "opening": opening}


def _placed(lowered: str, span: Span, places: Sequence[PlaceMention]) -> Facts:
    """The words of a sentence that names places, and those beside the names."""
    before: set[str] = set()
    behind: set[str] = set()
    for mention in places:
        first, last = max(span.start, mention.start - _REACH), min(span.end, mention.end + _REACH)
        before.update(_WORD.findall(lowered, first, mention.start)[-_BEFORE:])
        behind.update(_WORD.findall(lowered, mention.end, last)[:_BEHIND])
    return {"words": set(_WORD.findall(lowered, span.start, span.end)), "before": before, "behind": behind}


@cache
def _weights() -> tuple[float, Mapping[str, Mapping[str, float]]]:
    """The bias, and the weights of words by the part they play."""
    data = json.loads(files(__package__).joinpath("glance.json").read_text(encoding="utf-8"))
    return data["bias"], data["weights"]

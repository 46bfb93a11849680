"""The publication day of a story that does not give one, inferred from its own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from timeline.dating import days
from timeline.dating.finder import find, is_dateline
from timeline.dating.tense import clause_tense
from timeline.records import DateMention
from timeline.text import sentences

_CAPTION = re.compile(
    r"©|\bvia REUTERS|REUTERS/|AP Photo|AFP/|Getty Images|/(?:Pool|File|Handout)\b|\bPhoto(?:graph)?(?: by|:)|"
    r"\bHandout via|\bin this (?:photo|picture|image)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\b(?:published|updated|posted|issued|released|last modified|date)\b[:\s][^\n]{0,30}$", re.IGNORECASE
)
_HEADER_REACH = 600
_LONGEST_CAPTION = 3000
"""How far from a date of a line that never ends the marks of a caption are looked for."""


def infer_published(text: str) -> tuple[date, str] | None:
    """The day a text was published, by its own evidence, and a sentence that says how it was inferred.

    Evidence, best first: a publication stamp, a dateline with its year, a line that is nothing but a date, the full
    date of a photo caption. A weekday in the past tense moves a caption's date on to the first such day on or after it.
    None where the text has no such evidence.
    """
    full = [m for m in find(text, None) if m.kind == "absolute" and m.precision == "day" and m.first]
    for found in full:
        reason = _direct(text, found)
        if reason and found.first:
            return found.first, f'publication date taken as {found.first.isoformat()} from the {reason} "{found.text}"'
    captions = [m for m in full if m.first and _in_caption(text, m)]
    if not captions:
        return None
    latest = max(captions, key=lambda m: m.first or date.min)
    return _after_caption(text, latest)


def _direct(text: str, found: DateMention) -> str:
    """What makes a date the text's own date: a stamp, a dateline or a line of its own near the top."""
    line_start = text.rfind("\n", 0, found.start) + 1
    line_end = text.find("\n", found.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if _STAMP.search(text[max(line_start, found.start - 60) : found.start]):
        return "stamp"
    if is_dateline(text, found.start, found.end):
        return "dateline"
    alone = line.strip(" .,()[]-–—\t")
    if alone == found.text.strip() and line_start < _HEADER_REACH and len(text.strip()) > len(alone):
        return "line"
    return ""


def _in_caption(text: str, found: DateMention) -> bool:
    start = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    end = end if end >= 0 else len(text)
    return (
        _CAPTION.search(text, max(start, found.start - _LONGEST_CAPTION), min(end, found.end + _LONGEST_CAPTION))
        is not None
    )


def _after_caption(text: str, caption: DateMention) -> tuple[date, str] | None:
    day = caption.first
    if day is None:
        return None
    said = _past_weekday(text, caption)
    if said is None:
        return day, f'publication date taken as {day.isoformat()} from the photo caption "{caption.text}"'
    weekday, phrase = said
    moved = days.weekday(day, weekday, "future")
    if moved is None:
        return None
    reason = f'from the photo caption\'s "{caption.text}" and the story\'s "{phrase}" (first such day on or after it)'
    return moved, f"publication date inferred as {moved.isoformat()} {reason}"


def _past_weekday(text: str, caption: DateMention) -> tuple[int, str] | None:
    """The first bare weekday in the past tense outside the caption's line: 0..6 and how it was said."""
    spans = [(span.start, span.end) for span in sentences(text)]
    starts = [span[0] for span in spans]
    for found in find(text, caption.first):
        if found.kind != "weekday" or found.first is None or found.text.lower().split()[0] in ("last", "next", "this"):
            continue
        around = spans[max(0, bisect_right(starts, found.start) - 1)]
        if around[0] <= caption.start < around[1]:
            continue
        if clause_tense(text, around, found.start, found.end) == "past":
            return found.first.weekday(), found.text
    return None

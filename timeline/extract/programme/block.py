"""Where in a text a programme stands: told by its layout alone, so that prose is left as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.extract.programme.days import Found, day_at
from timeline.extract.programme.lines import Line

_SECTION = re.compile(
    r"(?i)\W*(?:notes?\b|n\.?b\.?\b|remarks?\b|contacts?\b|media\b|press (?:contact|office)|further\b|background\b"
    r"|quick facts"
    r"|accreditation|satellite|feed\b|copies\b|cc\b|party\b|time ?zones?\b|all tim(?:e|ing)s|baggage|fare\b"
    r"|kind regards|best\b"
    r"|regards|yours|contact|enquiries|erratum|pr[ée]visions|next week|duty desk|\(reference\)|reference\b"
    r"|briefing schedule"
    r"|photos?\b|live pictures|transport\b|purpose\b|dsa\b|security\b|visas?\b|waitlisted|outreach)"
)
_PROSE = re.compile(
    r"(?i)\b(?:said|says|has|have|had|was|were|is|are|will|would|he|she|they|that|who|we|i|you|it|there|his|her|been"
    r"|did|does)\b"
    r"|\w['’](?:re|ve|ll|d)\b|\b(?:he|she|it|there|what|that)['’]s\b|\b(?!red\b|fred\b)[a-z]{3,}ed\b(?! (?:by|from"
    r"|to|for)\b)"
)
_NUMBERED = re.compile(r"\W*\d{1,2}[.)][ ]+[A-Z][a-z]+ ")
_LONG = 90  # characters from which on a line may be prose
_LONGEST = 1500  # characters of a line of a programme
_MOST = 600  # lines of a programme
_HEAD = 80  # lines above a programme among which its owner is looked for


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a programme, and those before and behind it."""

    before: Sequence[Line]
    lines: Sequence[Line]
    behind: Sequence[Line]


def story_like(line: Line) -> bool:
    """Whether a line tells in sentences, as the entries of running notes do."""
    rest = line.rest
    words = _PROSE.findall(rest)
    ends = rest.endswith((".", "!", "?", '"', "”"))
    return (
        (len(rest) > _LONG and len(words) > 1)
        or len(rest) > 260
        or (ends and (len(words) > 2 or (len(words) > 1 and not line.timed)))
    )


def dated(line: Line) -> bool:
    """Whether the line begins with a day, as headings and rows do and sentences seldom."""
    if line.day is None:
        return False
    behind = line.text[line.day.end - line.start :]
    if not behind.strip(" \t*_#|") or line.timed or line.tabled:
        return True
    marked = re.match(r"[ ]*[:.|–—(-]|[ ]{2,}|\t|,[ ]*[A-Z]", behind) is not None
    return marked or line.rest.isupper()


def leg(line: Line) -> bool:
    """Whether the line is one of a travel order: "LV Dakar 08 Nov 0640"."""
    if line.day is not None or len(line.cells) < 3:
        return False
    return any((d := day_at(line.text + " ", a - line.start, b - line.start, 0)) and d.month for a, b in line.cells[1:])


def ranged(line: Line) -> bool:
    """Whether the line gives a stay of several days ("6-8 March - Chisinau")."""
    return line.day is not None and line.day.until is not None and bool(line.rest)


def find(lines: Sequence[Line], legs: set[int], published: date | None) -> Block | None:
    """The programme of a text, if it has one. `legs` are the numbers of lines that tell a leg with its own day."""
    heads = [n for n, line in enumerate(lines) if dated(line) or n in legs]
    while heads and _of_release(heads, lines, published):
        heads.pop(0)
    if not heads:
        return None
    spread = _longest(heads, lines)
    first, last = spread[0], spread[-1]
    days = {(d.day, d.month, d.weekday, d.count) for n in spread if (d := lines[n].day) is not None}
    stop = _end(lines, last)
    inner = [line for line in lines[first:stop] if not line.blank]
    entries = [line for line in inner if line.timed or line.bullet or line.tabled or line.indent > 1]
    told = [line for line in inner if (line.rest and line.day is None) or len(line.rest) > 30]
    prose = sum(map(story_like, told))
    enough = (
        len(legs) > 2
        or (len(days) + len(legs) >= 2 and len(inner) >= 4)
        or (days and sum(e.timed for e in entries) >= 3)
    )
    if any(line.end - line.start > _LONGEST for line in inner) or len(inner) > _MOST:
        return None
    if not enough or prose * 3 > max(len(told), 1):
        return None
    start = _start(lines, first)
    return Block(lines[max(0, start - _HEAD) : start], lines[start:stop], lines[stop:])


def _of_release(heads: Sequence[int], lines: Sequence[Line], published: date | None) -> bool:
    """Whether the first day is that of the release or of a title, and heads no entries."""
    head, day = lines[heads[0]], lines[heads[0]].day
    if day is None or head.timed or head.tabled:
        return False
    between = lines[heads[0] + 1 : heads[1] if len(heads) > 1 else None]
    told = next((n for n, line in enumerate(between) if story_like(line) and not line.timed), len(between))
    between = between[: told or None] if told < len(between) else between
    if any(line.timed or line.tabled or (line.indent > 1 and line.rest) for line in between):
        return False
    ahead = lines[heads[1]].day if len(heads) > 1 else None
    again = ahead is not None and _alike(day, ahead.day, ahead.month)
    return again or (published is not None and _alike(day, published.day, published.month))


def _alike(day: Found, number: int | None, month: int | None) -> bool:
    return day.day == number and (day.month or month) == (month or day.month)


def _longest(heads: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The longest run of headings with nothing of another kind between them."""
    runs: list[list[int]] = [[heads[0]]]
    for head in heads[1:]:
        between = lines[runs[-1][-1] + 1 : head]
        broken = sum(story_like(line) and line.day is None and not line.timed for line in between) > 1
        section = any(_SECTION.match(line.text) and not line.timed and not line.indent for line in between)
        if broken or section:
            runs.append([])
        runs[-1].append(head)
    return max(runs, key=len)


def _start(lines: Sequence[Line], first: int) -> int:
    """The line at which the block begins: a place above the first day heads it, and so does a label of columns."""
    at = first
    while (
        at and not lines[at - 1].blank and len(lines[at - 1].text) < 60 and not re.search(r"[.:,]$", lines[at - 1].text)
    ):
        at -= 1
    if first - at > 2:
        at = first
    return at


def _end(lines: Sequence[Line], last: int) -> int:
    """The line behind the block: after the last day, at a note, or at a paragraph behind a blank line."""
    gap = False
    for number in range(last + 1, len(lines)):
        line = lines[number]
        if line.blank:
            gap = gap or not line.text.strip()
            continue
        entry = line.timed or line.tabled or line.indent > 1 or (line.bullet and not gap)
        if line.text.strip().endswith(":") and len(line.text) < 40 and not _SECTION.match(line.text):
            continue
        if _SECTION.match(line.text) and not line.timed and line.indent < 3:
            return number
        if (gap and not entry) or _NUMBERED.match(line.text) or (story_like(line) and not entry):
            return number
        gap = False
    return len(lines)

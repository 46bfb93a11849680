"""Text whose lines were broken to fit a width, as in mails and PDFs: paragraphs on one line each again."""

from __future__ import annotations

import re
from itertools import pairwise

_LEAST_WIDTH, _MOST_WIDTH = 45, 120
_ITEM = re.compile(r"\s*(?:[-*•·–—]|\(?\d{1,2}[.):]\s|\d{1,2}[:.]\d\d|[A-Z][a-z]+day\b.{0,20}:)")
_OPEN = re.compile(r"[^.!?:;|\s]\s*$")
_DIVIDED = re.compile("[\x02\ufffe]\n?")  # how pdfium marks a word that it found divided at a line's end


def unwrap(text: str, slack: float = 0.0) -> str:
    """The text with a line joined to the next where it only broke because the next word found no room.

    The width is that of the longest lines; `slack` is the share of it that a full line may lack, as the letters of
    print are of different width. A text of which less than half the lines are full stays as it is.
    """
    lines = _DIVIDED.sub("-\n", text.replace("\u00ad", "")).split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 3:
        return "\n".join(lines)
    width = lengths[-max(1, len(lengths) // 10)]
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        return "\n".join(lines)
    pairs = list(pairwise(lines))
    full = [_full(before, line, width * (1 - slack)) for before, line in pairs]
    if sum(full) * 2 < sum(bool(a.strip() and b.strip()) for a, b in pairs):
        return "\n".join(lines)
    paragraphs = [[lines[0]]]  # as pieces: a paragraph may have any number of lines
    for (before, line), wraps in zip(pairs, full, strict=True):
        if wraps and _OPEN.search(before) and not _ITEM.match(line):
            paragraphs[-1][-1:] = _join(paragraphs[-1][-1].rstrip(), line.lstrip())
        else:
            paragraphs.append([line])
    return "\n".join("".join(pieces) for pieces in paragraphs)


def _full(before: str, line: str, least: float) -> bool:
    """Whether the first word of a line found no room on the line before it."""
    words = line.split(maxsplit=1)
    return bool(words and before.strip()) and len(before.rstrip()) + 1 + len(words[0]) > least


def _join(before: str, after: str) -> tuple[str, str]:
    """A word divided at the line's end is made whole; a hyphen before a capital is the word's own."""
    if before.endswith("-") and before[-2:-1].isalpha():
        return before[:-1] if after[:1].islower() else before, after
    return before, f" {after}"

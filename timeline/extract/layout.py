"""What the layout of agency copy tells: the dateline, headlines, and lines that are no part of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.records import PlaceMention, Span

_WORD = r"[A-ZÀ-Ý][\w.’'-]*"
_NAME = rf"{_WORD}(?:[ ](?:{_WORD}|de|del|la|da|do|of|the|al|el|on|es|le))*"
_DATELINE = re.compile(
    rf"(?m)^[ \t]*(?P<places>{_NAME}(?:[/,][ ]?{_NAME}){{0,3}})"
    r"(?:,?[ ]+(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8})(?:,[ ]\d{4})?)?"
    r"[ ]*(?:\([^)\n]{2,40}\))?(?:(?<=\))[ ]*|[ ]+)(?:-{1,2}|–|—)[ ]?"
)
_NOISE = re.compile(
    r"(?i)^(?:\W*(?:leave a reply|your email address|related (?:posts|stories|links)|related:|read more|share this"
    r"|sign up|subscribe|also on our site|follow us|cookie|copyright|©\s*\d{4}|all rights reserved|advertisement"
    r"|editing by|reporting by|"
    r"\(?(?:additional )?reporting (?:by|in)|with reporting|credit[s]?:|slug:|editors:|photo(?:s)?:|download"
    r"|click here|most read|see also|newsletter|produced for|for media inquiries|contact:|by [A-Z]\w+ [A-Z]\w+$))"
)


def datelines(text: str, places: Sequence[PlaceMention]) -> list[tuple[Span, tuple[PlaceMention, ...]]]:
    """The datelines of the text ("ASTANA, Kazakhstan (Reuters) -") with the places each names."""
    found = []
    for match in _DATELINE.finditer(text):
        words = match["places"]
        if not re.match(r"[A-ZÀ-Ý]{3}", words) and "(" not in match.group() and not re.search(r"\d", match.group()):
            continue
        named = tuple(m for m in places if match.start() <= m.start < match.start("places") + len(words) and m.place)
        if named and named[0].start - match.start("places") < 20 and len(match.group()) < 90:
            found.append((Span(match.start(), match.end()), named))
    return found


def is_noise(sentence: str) -> bool:
    """Whether a line belongs to the scrape or the desk, not to the story (links, credits, appeals to subscribe)."""
    return bool(_NOISE.match(sentence))


def is_headline(text: str, span: Span) -> bool:
    """Whether the sentence is a line of its own without a full stop, as headlines and captions' heads are."""
    if (span.start and text[span.start - 1] != "\n") or text[span.end : span.end + 1] not in ("\n", ""):
        return False
    piece = text[span.start : span.end].rstrip()
    return piece[-1:] not in '.!?"”)' and len(piece) < 140

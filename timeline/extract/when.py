"""From the date chunks of a frame to what is known of the event's days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.extract.frames import Frame
from timeline.extract.tokens import Chunk
from timeline.records import DateMention, Status, When

_UNTIL = frozenset(("until", "till", "through"))
_ENDING = ("end", "wrap", "wound", "wind", "conclud", "clos", "finish", "complet")


def _prep(chunks: Sequence[Chunk], date_chunk: Chunk) -> str:
    for index, piece in enumerate(chunks):
        if piece is date_chunk:
            return chunks[index - 1].text if index else ""
    return ""


def when(chunks: Sequence[Chunk], frame: Frame, status: Status, published: date | None) -> When:
    """The days that the frame's own dates give, with the bounds that its status and `published` add."""
    mentions: list[DateMention] = [c.data for c in frame.dates if c.data.first or c.data.last]
    text = " – ".join(m.text for m in mentions)
    if not mentions:
        return _bounds(When(text=text), status, published)
    first, last = mentions[0].first, mentions[-1].last
    prep = _prep(chunks, frame.dates[0])
    cue = chunks[frame.cue].text if frame.cue >= 0 else ""
    if frame.date_how == "list" and first and last and first != last:
        return _bounds(When(earliest=first, latest=last, precision="bounded", text=text), status, published)
    if prep in _UNTIL or cue.startswith(_ENDING):
        return _bounds(When(end=last, latest=last, precision="bounded", text=text), status, published)
    if prep == "by":
        return _bounds(When(latest=last, precision="bounded", text=text), status, published)
    if prep == "before":
        return _bounds(When(latest=first, precision="bounded", text=text), status, published)
    if prep in ("after", "since") and prep == "after":
        return _bounds(When(earliest=first, precision="bounded", text=text), status, published)
    span = len(mentions) > 1 or mentions[0].kind == "range"
    if first and last and ((mentions[0].precision == "day" and first == last) or (span and mentions[0].precision == "day")):
        return When(start=first, end=last if span and last != first else None, earliest=first, latest=first, precision="day", text=text)
    return _bounds(When(earliest=first, latest=last, precision=mentions[0].precision, text=text), status, published)


def _bounds(found: When, status: Status, published: date | None) -> When:
    """What happened did so by the day of publication; what is planned not before it."""
    earliest, latest = found.earliest, found.latest
    if published and status == "reported" and (latest is None or latest > published) and (earliest is None or earliest <= published):
        latest = published
    if published and status == "planned" and (earliest is None or earliest < published) and (latest is None or latest >= published):
        earliest = published
    precision = found.precision if found.precision not in ("day", "unknown") else "bounded" if earliest or latest else "unknown"
    return When(found.start, found.end, earliest, latest, precision, found.text)

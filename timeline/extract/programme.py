"""Lines of programmes and travel orders, which have neither verbs nor subjects: "1635 | Arrival | Hiroshima"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.frames import Frame
from timeline.extract.roles import Reading
from timeline.extract.tokens import Chunk

_TO = frozenset("arrival arrive arrives arr deplane land lands landing return hotel overnight check-in".split())
_FROM = frozenset("departure depart departs dep emplane leave leaves take-off".split())
_AT = frozenset("meeting meetings talks visit ceremony dinner lunch reception address speech press session".split())
_DASHES = frozenset(("-", "–", "—", "→", "/", "to"))
_FORECLOSED = frozenset(("moved", "cancelled", "instead", "bilaterals", "leaders"))


def read_line(chunks: Sequence[Chunk], frames: Sequence[Frame], number: int) -> Reading | None:
    """What frame `number` means in a line of a programme: the two ends of a journey, an arrival, an engagement."""
    frame = frames[number]
    words = {piece.text for piece in chunks}
    if words & _FORECLOSED or len(frames) > 4:
        return None
    journey = _journey(chunks, frames)
    if journey is not None:
        return Reading("from" if number == journey[0] else "to", 0.9, "a journey's line") if number in journey else None
    before = [piece.text for piece in chunks[: frame.index]]
    for word in reversed(before):
        if word in _TO:
            return Reading("to", 0.9, f"line: {word}")
        if word in _FROM:
            return Reading("from", 0.9, f"line: {word}")
        if word in _AT:
            return Reading("at", 0.7, f"line: {word}")
    return None


def _journey(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> tuple[int, int] | None:
    """The numbers of the two places of "Addis Ababa (ADD) 10:20 - Kigali 11:50", if the line is of that form."""
    if len(frames) != 2:
        return None
    between = chunks[frames[0].index + 1 : frames[1].index]
    plain = all(len(piece.text) < 4 or not piece.text.isalpha() for piece in between)
    return (0, 1) if plain and any(piece.text in _DASHES for piece in between) else None

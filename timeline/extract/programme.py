"""Lines of programmes and travel orders, which have neither verbs nor subjects: "1635 | Arrival | Hiroshima"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.sites import Reading, Site
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.tokens import Token

_TO = frozenset("arrival arrive arrives arr deplane land lands landing return hotel overnight check-in".split())
_FROM = frozenset("departure depart departs dep emplane leave leaves take-off".split())
_AT = frozenset("meeting meetings talks visit ceremony dinner lunch reception address speech press session".split())
_DASHES = frozenset(("-", "–", "—", "→", "/", "to"))
_FORECLOSED = frozenset(("moved", "cancelled", "instead", "bilaterals", "leaders"))


def read_line(
    tokens: Sequence[Token], phrases: Sequence[Phrase], places: Sequence[Site], number: int
) -> Reading | None:
    """What place `number` means in a line of a programme: an end of a journey, an arrival, an engagement."""
    words = {token.lower for token in tokens}
    if words & _FORECLOSED or len(places) > 4:
        return None
    journey = _journey(tokens, places)
    if journey:
        return Reading("to" if number else "from", 0.9, "a journey's line")
    for token in reversed(tokens[: places[number].at]):
        word = token.lower
        if word in _TO:
            return Reading("to", 0.9, f"line: {word}")
        if word in _FROM:
            return Reading("from", 0.9, f"line: {word}")
        if word in _AT:
            return Reading("at", 0.7, f"line: {word}")
    return None


def _journey(tokens: Sequence[Token], places: Sequence[Site]) -> bool:
    """Whether the line is of the form "Addis Ababa (ADD) 10:20 - Kigali 11:50"."""
    if len(places) != 2:
        return False
    between = [t.lower for t in tokens[places[0].arg.np.last + 1 : places[1].at]]
    plain = all(len(word) < 4 or not word.isalpha() for word in between)
    return plain and any(word in _DASHES for word in between)

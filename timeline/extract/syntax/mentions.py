"""Mentions of persons, places and dates in noun phrases: the head, the owner, or what qualifies the noun behind."""

from __future__ import annotations

from typing import Any

from timeline.extract.syntax.line import Line
from timeline.extract.syntax.phrase import Mention, Phrase

_PERSONAL = frozenset(("person", "office", "pronoun"))
_EVENT_NOUNS = frozenset("talks visit trip meeting tour summit".split())
"""Nouns of which a place behind them is no apposition ("after talks Moscow said ...")."""


def read_mention(line: Line, index: int, mention: Mention) -> int:
    """Read the mention that begins at token `index`; gives the index behind it."""
    last = line.ends.get(index, index)
    kind = mention[2]
    if kind == "P":
        _read_person(line, index, last, mention[3])
    elif kind == "L":
        _read_place(line, index, last, mention[3])
    else:
        _read_date(line, index, last, mention[3])
    return last + 1


def _phrase(line: Line, index: int, last: int, what: str, data: Any) -> Phrase:
    words = line.texts(index, last)
    return Phrase("np", index, last, words[-1], what, data, words, line.quoted)


def _read_person(line: Line, index: int, last: int, data: Any) -> None:
    """A person takes over the noun phrase that is open ("Foreign Minister Wang Yi")."""
    head = line.last_word()
    if head is not None and not (line.determined or line.owner is not None or line.attrs or head.human):
        line.close()  # "at lunchtime Charles III ..."
    piece = _phrase(line, index, last, data[0] if data[0] in _PERSONAL else "person", data)
    if line.start >= 0:
        piece.first, piece.owner, piece.attrs = line.start, line.owner, line.attrs
        line.reset()
    if line.tokens[last].possessive:
        own(line, piece)
    else:
        line.out.append(piece)


def _read_place(line: Line, index: int, last: int, data: Any) -> None:
    piece = _phrase(line, index, last, "place", data)
    if line.tokens[last].possessive:
        line.close()
        own(line, piece)
        return
    if _qualifies(line, last):
        line.open(index)
        line.attrs.append(piece)
        return
    head = line.last_word()
    if head is not None and head.lower in _EVENT_NOUNS:
        line.close()
    if line.start >= 0:
        piece.first = line.start
        piece.words = (*(line.words[i].lower for i in line.buffer), *piece.words)
        piece.attrs, piece.owner = line.attrs, line.owner
        line.reset()
    line.out.append(piece)


def _read_date(line: Line, index: int, last: int, data: Any) -> None:
    piece = _phrase(line, index, last, "date", data)
    if line.tokens[last].possessive or (line.start >= 0 and _qualifies(line, last)):
        line.open(index)
        line.attrs.append(piece)
        return
    line.close()
    line.out.append(piece)


def own(line: Line, owner: Phrase) -> None:
    """Open a noun phrase that `owner` owns ("the minister's visit")."""
    line.start = owner.first
    line.owner = owner


def _qualifies(line: Line, last: int) -> bool:
    """Whether a mention that ends at token `last` only qualifies the noun that follows ("the Paris talks")."""
    index = last + 1
    if index >= line.count:
        return False
    behind = line.at[index]
    if behind is not None:
        place = line.at[last]
        names = behind[2] == "P" and behind[3][0] != "pronoun"
        return names and place is not None and place[2] == "L" and _is_country(place[3])
    word = line.words[index]
    if word.qualified and word.tags == "Z":  # "Rome visits were rare", not "Rome hosts the talks"
        return not line.following(index).opens_object
    return word.qualified


def _is_country(data: Any) -> bool:
    place = getattr(data, "place", None)
    return place is not None and place.kind == "country"
